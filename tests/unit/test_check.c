/* A rule that finds nothing proves nothing: each is shown a view that breaks it. */
#include "ui/check.h"

#include "tests/check.h"
#include "tests/unit/flat_text.h"

static const struct ui_env env = {&flat_text, 1080, 1920, 311, 100};
static struct view v;
static struct draw_list scratch;
static struct check_report report;

static struct view_node button(const char *name, struct rect rect)
{
    return (struct view_node){.name = name,
                              .role = ROLE_BUTTON,
                              .look = LOOK_BUTTON,
                              .zone = ZONE_ANSWERS,
                              .parent = -1,
                              .label = "ok",
                              .rect = rect,
                              .intent = {.kind = 1},
                              .say = {{.kind = SAY_TEXT, .text = "ok"}}};
}

static void check_two(const struct view_node *a, const struct view_node *b)
{
    view_begin(&v, "test");
    view_add(&v, a);
    if (b != NULL) {
        view_add(&v, b);
    }
    memset(&report, 0, sizeof report);
    check_view(&env, &v, &scratch, &report);
}

static bool found(const char *rule)
{
    for (int i = 0; i < report.count && i < CHECK_FINDINGS_MAX; i++) {
        if (strcmp(report.findings[i].rule, rule) == 0) {
            return true;
        }
    }
    return false;
}

TEST(a_good_pair_has_no_findings)
{
    const struct view_node a = button("a", (struct rect){48, 504, 312, 150});
    const struct view_node b = button("b", (struct rect){384, 504, 312, 150});
    check_two(&a, &b);
    CHECK_INT(report.count, 0);
}

TEST(a_small_target_is_found)
{
    const struct view_node a = button("a", (struct rect){48, 504, 312, 60});
    check_two(&a, NULL);
    CHECK(found("target-size"));
}

TEST(two_targets_too_near_are_found)
{
    const struct view_node a = button("a", (struct rect){48, 504, 312, 150});
    const struct view_node b = button("b", (struct rect){365, 504, 312, 150});
    check_two(&a, &b);
    CHECK(found("gap"));
    CHECK_STR(report.findings[0].other, "b");
}

TEST(a_target_above_the_eave_or_outside_its_zone_is_found)
{
    const struct view_node a = button("a", (struct rect){48, 400, 312, 150});
    check_two(&a, NULL);
    CHECK(found("above-eave"));
    CHECK(found("outside"));
}

TEST(a_target_without_name_or_speech_or_with_a_name_used_twice_is_found)
{
    struct view_node a = button("a", (struct rect){48, 504, 312, 150});
    struct view_node b = button("a", (struct rect){384, 504, 312, 150});
    check_two(&a, &b);
    CHECK(found("name-twice"));
    a.name = NULL;
    a.say[0].kind = SAY_END;
    check_two(&a, NULL);
    CHECK(found("no-name"));
    CHECK(found("no-speech"));
}

TEST(a_text_wider_than_its_node_is_found)
{
    struct view_node a = button("a", (struct rect){48, 504, 312, 150});
    a.label = "a-word-far-too-long-for-it";
    check_two(&a, NULL);
    CHECK(found("clipped"));
}

TEST(a_text_that_touches_the_edge_of_its_button_is_found)
{
    struct view_node a = button("a", (struct rect){48, 504, 0, 150});
    a.label = "wwwwwwww";
    report.count = 0;
    for (int width = 400; width > 100 && report.count == 0; width -= 2) {
        a.rect.w = width;
        check_two(&a, NULL);
    }
    CHECK(found("at-the-side"));
    CHECK(!found("clipped"));
}

TEST(a_low_button_whose_words_touch_its_lip_is_found)
{
    struct view_node a = button("a", (struct rect){48, 504, 312, 70});
    a.sub = "and more";
    check_two(&a, NULL);
    CHECK(found("at-the-edge"));
}

TEST(an_icon_on_words_is_found)
{
    struct view_node a = button("a", (struct rect){48, 504, 500, 150});
    struct view_node b = button("b", (struct rect){48, 504, 500, 150});
    b.label = NULL;
    b.icon = ICON_SPEAKER + 1;
    check_two(&a, &b);
    CHECK(found("on-icon"));
}

TEST(two_texts_on_each_other_are_found)
{
    struct view_node a = button("a", (struct rect){48, 504, 312, 150});
    struct view_node b = a;
    b.name = "b";
    check_two(&a, &b);
    CHECK(found("overlap"));
}

TEST(a_pale_text_is_found_and_a_dark_one_is_not)
{
    static uint32_t pixels[100 * 100];
    const struct canvas canvas = {pixels, 100, 100, 100};
    uint32_t colors[COLOR_COUNT] = {0};
    for (int i = 0; i < 100 * 100; i++) {
        pixels[i] = 0xFFFFFF;
    }
    view_begin(&v, "test");
    v.nodes[v.count++] = button("whole", (struct rect){0, 0, 100, 100});
    v.nodes[v.count++] = button("pale", (struct rect){5, 5, 60, 30});
    v.nodes[v.count++] = button("other", (struct rect){5, 50, 60, 30});
    draw_clear(&scratch);
    draw_add(&scratch, &(struct draw_cmd){.kind = DRAW_TEXT,
                                          .rect = {10, 10, 50, 20},
                                          .fill = COLOR_INK,
                                          .text = "pale",
                                          .text_len = 4});
    colors[COLOR_INK] = 0x767676; /* 4.54 : 1 on white */
    memset(&report, 0, sizeof report);
    check_contrast(&v, &scratch, &canvas, colors, &report);
    CHECK_INT(report.count, 1);
    CHECK_STR(report.findings[0].node, "pale");
    CHECK(report.findings[0].got > 440 && report.findings[0].got < 470);
    colors[COLOR_INK] = 0x1A1720;
    memset(&report, 0, sizeof report);
    check_contrast(&v, &scratch, &canvas, colors, &report);
    CHECK_INT(report.count, 0);
}

int main(void)
{
    RUN(a_good_pair_has_no_findings);
    RUN(a_small_target_is_found);
    RUN(two_targets_too_near_are_found);
    RUN(a_target_above_the_eave_or_outside_its_zone_is_found);
    RUN(a_target_without_name_or_speech_or_with_a_name_used_twice_is_found);
    RUN(a_text_wider_than_its_node_is_found);
    RUN(a_text_that_touches_the_edge_of_its_button_is_found);
    RUN(a_low_button_whose_words_touch_its_lip_is_found);
    RUN(an_icon_on_words_is_found);
    RUN(two_texts_on_each_other_are_found);
    RUN(a_pale_text_is_found_and_a_dark_one_is_not);
    return check_done();
}
