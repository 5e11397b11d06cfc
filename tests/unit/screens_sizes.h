/* Every screen on one panel, in all four text sizes, in Vietnamese, English and the two languages
 * of the tests, two fifths longer, held to the rules of the design. The including program defines
 * PANEL_W and PANEL_H first; one program a panel, so that they run side by side. */
#ifndef TESTS_UNIT_SCREENS_SIZES_H
#define TESTS_UNIT_SCREENS_SIZES_H

#include "tests/unit/pseudo_world.h"
#include "tests/unit/reach_world.h"
#include "tests/unit/screens_world.h"

static void hold_page(const struct state_look *look)
{
    world_hold(look);
    reach_hold(look);
}

static void hold(int percent)
{
    int languages[LANGUAGES_MAX];
    const int count = world_languages(languages);
    CHECK_INT(count, 4); /* vi, en and the two of the tests */
    for (int i = 0; i < (WORLD_FEW ? 1 : count); i++) {
        const struct state_look look = {PANEL_W, PANEL_H, percent, 0, languages[i]};
        world_states(&look, hold_page);
        world_forms(&look, hold_page);
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
    pseudo_open();
    RUN(every_screen_keeps_the_rules_at_100);
    RUN(every_screen_keeps_the_rules_at_125);
    RUN(every_screen_keeps_the_rules_at_150);
    RUN(every_screen_keeps_the_rules_at_200);
    world_close();
    return check_done();
}

#endif
