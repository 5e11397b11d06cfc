/* Every screen on a high panel, in all four text sizes, held to the rules of the design. */
#include "tests/unit/screens_world.h"

static void hold(int percent)
{
    int languages[LANGUAGES_MAX];
    const int count = world_languages(languages);
    CHECK(count > 0);
    for (int i = 0; i < (WORLD_FEW ? 1 : count); i++) {
        const struct state_look look = {1080, 1920, percent, 0, languages[i]};
        world_states(&look, world_hold);
        world_forms(&look, world_hold);
    }
}

TEST(every_screen_keeps_the_rules_at_100)
{
    hold(100);
}

TEST(every_screen_keeps_the_rules_at_125)
{
    hold(125);
}

TEST(every_screen_keeps_the_rules_at_150)
{
    hold(150);
}

TEST(every_screen_keeps_the_rules_at_200)
{
    hold(200);
}

int main(void)
{
    world_open();
    RUN(every_screen_keeps_the_rules_at_100);
    RUN(every_screen_keeps_the_rules_at_125);
    RUN(every_screen_keeps_the_rules_at_150);
    RUN(every_screen_keeps_the_rules_at_200);
    world_close();
    return check_done();
}
