/* Contrast of every text with what is around it, measured on the painted picture, in all four
 * colours, portrait and landscape, at 100 and 200 %, in every language that is ready. */
#include "tests/unit/screens_world.h"

static void stand_out(int theme)
{
    static const struct state_look shapes[] = {{1080, 1920, 100, 0, 0},
                                               {1080, 1920, 200, 0, 0},
                                               {1920, 1080, 100, 0, 0},
                                               {1920, 1080, 200, 0, 0}};
    int languages[LANGUAGES_MAX];
    const int count = world_languages(languages);
    CHECK(count > 1);
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i += WORLD_FEW ? 3 : 1) {
        for (int language = 0; language < (WORLD_FEW ? 1 : count); language++) {
            struct state_look look = shapes[i];
            look.theme = theme;
            look.language = languages[language];
            world_states(&look, world_stand_out);
        }
    }
}

TEST(every_text_stands_out_in_light)
{
    stand_out(THEME_LIGHT);
}

TEST(every_text_stands_out_in_dark)
{
    stand_out(THEME_DARK);
}

TEST(every_text_stands_out_in_black_and_white)
{
    stand_out(THEME_HC);
}

TEST(every_text_stands_out_in_low_glare)
{
    stand_out(THEME_LOWGLARE);
}

int main(void)
{
    world_open();
    RUN(every_text_stands_out_in_light);
    RUN(every_text_stands_out_in_dark);
    RUN(every_text_stands_out_in_black_and_white);
    RUN(every_text_stands_out_in_low_glare);
    world_close();
    return check_done();
}
