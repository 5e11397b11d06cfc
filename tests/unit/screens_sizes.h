/* Every screen on one panel, in all four text sizes, held to the rules of the design. The including
 * program defines PANEL_W and PANEL_H first; one program a panel, so that they run side by side. */
#ifndef TESTS_UNIT_SCREENS_SIZES_H
#define TESTS_UNIT_SCREENS_SIZES_H

#include "tests/unit/pseudo_world.h"
#include "tests/unit/reach_world.h"
#include "tests/unit/screens_world.h"

#define FIRST_PSEUDO 4 /* by their place in pseudo_open() */

/* What stands around every page has room in a language two fifths longer: the tools, the mark of
 * fallback, on a high panel the mark of practice. What such a language does to the answers of a
 * page is not held yet. */
static bool is_around(const char *node)
{
    return strncmp(node, "tool.", 5) == 0 || strcmp(node, "fallback") == 0 ||
           (PANEL_H > PANEL_W && strcmp(node, "practice") == 0);
}

static void hold_around(void)
{
    struct check_report report = {.count = 0};
    check_view(&w.env, &w.view, &w.scratch, &report);
    for (int i = 0; i < report.count && i < CHECK_FINDINGS_MAX; i++) {
        const struct check_finding *f = &report.findings[i];
        const bool size = strcmp(f->rule, "clipped") == 0 || strcmp(f->rule, "off-screen") == 0 ||
                          strcmp(f->rule, "target-size") == 0;
        if (size && is_around(f->node)) {
            printf("# %s: %s at %s: %d, want %d\n", w.name, f->rule, f->node, f->got, f->want);
            CHECK(false);
        }
    }
}

static void hold_page(const struct state_look *look)
{
    if (look->language >= FIRST_PSEUDO) {
        hold_around();
    } else {
        world_hold(look);
    }
    reach_hold(look);
}

static void hold(int percent)
{
    int languages[LANGUAGES_MAX];
    const int count = world_languages(languages);
    CHECK_INT(count, 4); /* vi, en and the two of the tests */
    for (int i = 0; i < (WORLD_FEW ? 1 : count); i++) {
        const struct state_look look = {PANEL_W, PANEL_H, percent, 0, languages[i]};
        if (languages[i] >= FIRST_PSEUDO &&
            (percent % 100 == 0) != (languages[i] == FIRST_PSEUDO)) {
            continue; /* one of the two a size */
        }
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
