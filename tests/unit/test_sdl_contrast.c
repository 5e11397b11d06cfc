/* Contrast of every text with what is around it, measured on the painted picture, in all four
 * colours, portrait and landscape, at 100 and 200 %. */
#include "tests/unit/screens_world.h"

static void stand_out(int theme)
{
    static const struct state_look shapes[] = {{1080, 1920, 100, 0, 0},
                                               {1080, 1920, 200, 0, 0},
                                               {1920, 1080, 100, 0, 0},
                                               {1920, 1080, 200, 0, 0}};
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        struct state_look look = shapes[i];
        look.theme = theme;
        world_states(&look, world_stand_out);
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
