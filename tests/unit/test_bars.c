/* The act row and the tool bar (ui/bars.c), through the layout of a view that has nothing else. */
#include "tests/check.h"
#include "tests/unit/flat_text.h"
#include "ui/layout.h"

static const struct ui_env env = {&flat_text, 1080, 1920, 311, 100};
static struct view v;
static struct layout_report report;

static int act(const char *name, const char *label, struct view_node n)
{
    n.name = name;
    n.label = label;
    n.role = ROLE_BUTTON;
    n.look = LOOK_BUTTON;
    n.zone = ZONE_ACTIONS;
    n.parent = -1;
    n.icon = 1;
    n.intent = (struct intent){.kind = 1};
    return view_add(&v, &n);
}

TEST(an_act_has_the_width_of_its_words_as_long_as_the_other_keeps_its_own)
{
    const struct view_node fixed = {.w = 312}, rest = {.grow = 1};
    view_begin(&v, "test");
    int first = act("first", "It is not mine", fixed), main_act = act("go", "On", rest);
    layout_view(&env, &v, &report);
    CHECK(v.nodes[first].rect.w > 312 + 60);
    CHECK(!v.nodes[first].icon_only && !v.nodes[main_act].icon_only);
    CHECK_INT(v.nodes[main_act].rect.x + v.nodes[main_act].rect.w, 1032);
    view_begin(&v, "test");
    first = act("first", "It is not mine", fixed);
    main_act = act("go", "It is mine and I go on", rest);
    layout_view(&env, &v, &report);
    CHECK_INT(v.nodes[first].rect.w, 312);
    CHECK(v.nodes[first].icon_only && !v.nodes[main_act].icon_only);
}

TEST(acts_of_a_dealt_page_are_squares_but_for_the_one_that_turns_it)
{
    view_begin(&v, "test");
    v.dealt = true;
    v.pages = 2;
    const int first = act("first", "Back", (struct view_node){.w = 312});
    const int more = act("more", "See more", (struct view_node){.grow = 1, .more = true});
    const int go = act("go", "Go on", (struct view_node){.grow = 1});
    layout_view(&env, &v, &report);
    CHECK_INT(report.overflows, 0);
    CHECK(v.nodes[first].icon_only && v.nodes[go].icon_only && !v.nodes[more].icon_only);
    CHECK_INT(v.nodes[first].rect.w, v.nodes[go].rect.w);
    CHECK(v.nodes[more].rect.w > 2 * v.nodes[first].rect.w);
}

static int tool(const char *name, const char *label)
{
    return view_add(&v, &(struct view_node){.name = name,
                                            .label = label,
                                            .role = ROLE_BUTTON,
                                            .look = LOOK_TOOL,
                                            .zone = ZONE_TOOLS,
                                            .parent = -1,
                                            .icon = 1,
                                            .grow = 1,
                                            .intent = {.kind = 1}});
}

TEST(tools_are_all_alike_until_their_words_need_more)
{
    view_begin(&v, "test");
    int one = tool("one", "Hear"), two = tool("two", "Slow"), three = tool("three", "Loud");
    layout_view(&env, &v, &report);
    CHECK_INT(report.overflows, 0);
    CHECK_INT(v.nodes[one].rect.w, v.nodes[two].rect.w);
    CHECK_INT(v.nodes[two].rect.w, v.nodes[three].rect.w);
    view_begin(&v, "test");
    one = tool("one", "Hear");
    two = tool("two", "Speak more slowly please, thanks");
    three = tool("three", "Loud");
    layout_view(&env, &v, &report);
    CHECK_INT(report.overflows, 0);
    CHECK(v.nodes[two].rect.w > v.nodes[one].rect.w);
    CHECK(!v.nodes[two].icon_only);
    CHECK(v.nodes[three].rect.x + v.nodes[three].rect.w <= 1080);
}

int main(void)
{
    RUN(an_act_has_the_width_of_its_words_as_long_as_the_other_keeps_its_own);
    RUN(acts_of_a_dealt_page_are_squares_but_for_the_one_that_turns_it);
    RUN(tools_are_all_alike_until_their_words_need_more);
    return check_done();
}
