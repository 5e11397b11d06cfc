#include "app/view.h"

#include "tests/check.h"

static struct view view;

static int add(const char *name, enum view_zone zone, int intent, int y)
{
    return view_add(&view, &(struct view_node){.name = name,
                                               .zone = zone,
                                               .parent = -1,
                                               .intent = {intent, 0, NULL},
                                               .rect = {0, y, 100, 50}});
}

TEST(hits_the_target_under_the_finger)
{
    view_begin(&view, "test");
    add("title", ZONE_ROOF, 0, 0);
    const int go = add("go", ZONE_ACTIONS, 1, 100);
    CHECK_INT(view_hit(&view, 10, 110), go);
    CHECK_INT(view_hit(&view, 10, 10), -1);
    CHECK_INT(view_hit(&view, 10, 150), -1);
}

TEST(under_a_dialog_only_dialog_and_tools_live)
{
    view_begin(&view, "test");
    add("go", ZONE_ACTIONS, 1, 0);
    const int tool = add("tool.replay", ZONE_TOOLS, 1, 100);
    const int stay = add("stay", ZONE_OVERLAY, 1, 200);
    CHECK_INT(view_hit(&view, 10, 10), -1);
    CHECK_INT(view_hit(&view, 10, 110), tool);
    CHECK_INT(view_focus_step(&view, -1, 1), tool);
    CHECK_INT(view_focus_step(&view, tool, 1), stay);
    CHECK_INT(view_focus_step(&view, stay, 1), tool);
}

TEST(focus_wraps_both_ways_and_skips_what_cannot_be_chosen)
{
    view_begin(&view, "test");
    const int one = add("one", ZONE_ANSWERS, 1, 0);
    add("text", ZONE_ANSWERS, 0, 50);
    const int two = add("two", ZONE_ANSWERS, 1, 100);
    CHECK_INT(view_focus_step(&view, one, 1), two);
    CHECK_INT(view_focus_step(&view, two, 1), one);
    CHECK_INT(view_focus_step(&view, one, -1), two);
}

TEST(a_full_view_says_so)
{
    view_begin(&view, "test");
    for (int i = 0; i < VIEW_NODES_MAX; i++) {
        CHECK(add("n", ZONE_ANSWERS, 0, 0) == i);
    }
    CHECK_INT(add("n", ZONE_ANSWERS, 0, 0), -1);
    CHECK(view.full);
}

int main(void)
{
    RUN(hits_the_target_under_the_finger);
    RUN(under_a_dialog_only_dialog_and_tools_live);
    RUN(focus_wraps_both_ways_and_skips_what_cannot_be_chosen);
    RUN(a_full_view_says_so);
    return check_done();
}
