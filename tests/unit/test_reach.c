/* The ring on made-up pages; on every real one in test_sdl_portrait.c and test_sdl_landscape.c. */
#include "app/reach.h"

#include <string.h>

#include "tests/check.h"

static struct view view;
static struct reach reach;

static int add(const char *name, struct view_node node)
{
    node.name = name;
    node.parent = -1;
    return view_add(&view, &node);
}

static void target(const char *name, enum view_zone zone)
{
    (void)add(name, (struct view_node){.zone = zone, .role = ROLE_BUTTON, .intent = {1, 0, NULL}});
}

static void roof(const char *screen, const char *title)
{
    view_begin(&view, screen);
    (void)add("gong", (struct view_node){.zone = ZONE_ROOF, .look = LOOK_GONG});
    (void)add("title", (struct view_node){.zone = ZONE_ROOF, .role = ROLE_TITLE, .label = title});
}

static void question(const char *title)
{
    roof("question", title);
    target("yes", ZONE_ANSWERS);
    target("no", ZONE_ANSWERS);
    target("back", ZONE_ACTIONS);
    target("go", ZONE_ACTIONS);
    view.nodes[view.count - 1].look = LOOK_MAIN;
    target("tool", ZONE_TOOLS);
}

static void dialog(void)
{
    (void)add(
        "dialog.title",
        (struct view_node){.zone = ZONE_OVERLAY, .role = ROLE_TITLE, .label = "Còn đó không?"});
    target("stay", ZONE_OVERLAY);
    view.nodes[view.count - 1].look = LOOK_MAIN;
    target("leave", ZONE_OVERLAY);
}

static const char *ring(void)
{
    const int node = reach_node(&reach, &view);
    return node < 0 ? "" : view.nodes[node].name;
}

static const char *after(enum command command)
{
    const struct reach_act act = reach_step(&reach, &view, command);
    CHECK(act.kind == REACH_FOCUS);
    CHECK_STR(view.nodes[act.node].name, ring());
    return ring();
}

static void open_page(const char *title)
{
    memset(&reach, 0, sizeof reach);
    question(title);
    reach_shown(&reach, &view, 0, 0);
}

TEST(a_new_page_begins_at_the_gong_and_goes_through_everything_and_wraps)
{
    static const char *const order[] = {"yes", "no", "back", "go", "tool", "gong", "yes"};
    open_page("Một");
    CHECK_STR(ring(), "gong");
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        CHECK_STR(after(COMMAND_NEXT), order[i]);
    }
    CHECK_STR(after(COMMAND_PREVIOUS), "gong");
    CHECK_STR(after(COMMAND_PREVIOUS), "tool");
    question("Hai");
    reach_shown(&reach, &view, 0, 0);
    CHECK_STR(ring(), "gong");
}

TEST(left_is_back_right_is_the_main_act_and_choosing_presses)
{
    open_page("Một");
    struct reach_act act = reach_step(&reach, &view, COMMAND_SELECT);
    CHECK(act.kind == REACH_REPEAT); /* the gong reads the page */
    act = reach_step(&reach, &view, COMMAND_RIGHT);
    CHECK(act.kind == REACH_PRESS);
    CHECK_STR(view.nodes[act.node].name, "go");
    act = reach_step(&reach, &view, COMMAND_LEFT);
    CHECK(act.kind == REACH_PRESS);
    CHECK_STR(view.nodes[act.node].name, "back");
    CHECK_STR(after(COMMAND_UP), "no");
    act = reach_step(&reach, &view, COMMAND_SELECT);
    CHECK(act.kind == REACH_PRESS);
    CHECK_STR(view.nodes[act.node].name, "no");
}

TEST(where_there_is_no_way_back_or_on_it_says_so)
{
    memset(&reach, 0, sizeof reach);
    roof("welcome", "Chào");
    target("tile", ZONE_ANSWERS);
    reach_shown(&reach, &view, 0, 0);
    struct reach_act act = reach_step(&reach, &view, COMMAND_LEFT);
    CHECK(act.kind == REACH_CANNOT && act.message == MSG_KEYS_NO_BACK);
    act = reach_step(&reach, &view, COMMAND_RIGHT);
    CHECK(act.kind == REACH_CANNOT && act.message == MSG_KEYS_NO_FORWARD);
    CHECK_STR(ring(), "gong");
    target("skip", ZONE_ACTIONS); /* past it is on, where nothing else is */
    act = reach_step(&reach, &view, COMMAND_RIGHT);
    CHECK(act.kind == REACH_PRESS);
    CHECK_STR(view.nodes[act.node].name, "skip");
}

TEST(a_dialog_begins_at_the_act_that_is_meant_and_gives_the_place_back)
{
    open_page("Một");
    CHECK_STR(after(COMMAND_NEXT), "yes");
    CHECK_STR(after(COMMAND_NEXT), "no");
    dialog();
    reach_shown(&reach, &view, 1, 0);
    CHECK_STR(ring(), "stay");
    CHECK_STR(after(COMMAND_NEXT), "leave");
    CHECK_STR(after(COMMAND_NEXT), "tool"); /* the tools stay live */
    CHECK_STR(after(COMMAND_NEXT), "dialog.title");
    const struct reach_act act = reach_step(&reach, &view, COMMAND_LEFT);
    CHECK(act.kind == REACH_CANNOT); /* the page's Back is covered */
    question("Một");
    reach_shown(&reach, &view, 0, 0);
    CHECK_STR(ring(), "no");
}

TEST(under_a_dialog_the_page_may_change)
{
    open_page("Một");
    CHECK_STR(after(COMMAND_NEXT), "yes");
    dialog();
    reach_shown(&reach, &view, 1, 0);
    question("Hai");
    reach_shown(&reach, &view, 0, 0);
    CHECK_STR(ring(), "gong");
}

TEST(another_language_is_another_page)
{
    open_page("Một");
    CHECK_STR(after(COMMAND_NEXT), "yes");
    reach_shown(&reach, &view, 0, 0);
    CHECK_STR(ring(), "yes");
    reach_shown(&reach, &view, 0, 1);
    CHECK_STR(ring(), "gong");
}

TEST(a_node_that_goes_leaves_the_ring_on_what_took_its_place)
{
    open_page("Một");
    CHECK_STR(after(COMMAND_NEXT), "yes");
    CHECK_STR(after(COMMAND_NEXT), "no");
    view_find(&view, "no")->hidden = true;
    reach_shown(&reach, &view, 0, 0);
    CHECK_STR(ring(), "back");
    for (int i = 0; i < view.count; i++) {
        view.nodes[i].hidden = i > 2;
    }
    reach_shown(&reach, &view, 0, 0);
    CHECK_STR(ring(), "yes"); /* the last there is */
    for (int i = 0; i < view.count; i++) {
        view.nodes[i].hidden = true;
    }
    reach_shown(&reach, &view, 0, 0);
    CHECK_INT(reach_node(&reach, &view), -1);
    CHECK(reach_step(&reach, &view, COMMAND_NEXT).kind == REACH_NOTHING);
    CHECK(reach_step(&reach, &view, COMMAND_SELECT).kind == REACH_NOTHING);
    question("Một");
    reach_shown(&reach, &view, 0, 0);
    CHECK(reach_node(&reach, &view) >= 0);
}

TEST(where_nothing_can_be_chosen_there_is_no_ring)
{
    memset(&reach, 0, sizeof reach);
    roof("starting", "Máy đang mở");
    view.no_focus = true;
    reach_shown(&reach, &view, 0, 0);
    CHECK_INT(reach_node(&reach, &view), -1);
}

TEST(a_touch_takes_the_ring_along)
{
    open_page("Một");
    reach_point(&reach, &view, 4);
    CHECK_STR(ring(), "back");
    reach_point(&reach, &view, 1); /* the title is no stop */
    CHECK_STR(ring(), "back");
    reach_point(&reach, &view, -1);
    CHECK_STR(ring(), "back");
    reach_begin(&reach, &view);
    CHECK_STR(ring(), "gong");
}

/* q w e      two rows and a half
 *  a s
 * z   x  */
static void keyboard(void)
{
    static const struct {
        const char *name;
        int x, y;
    } keys[] = {{"q", 0, 0},     {"w", 100, 0}, {"e", 200, 0},  {"a", 50, 100},
                {"s", 150, 100}, {"z", 0, 200}, {"x", 200, 200}};
    memset(&reach, 0, sizeof reach);
    roof("question-text", "Tên?");
    target("above", ZONE_ANSWERS);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        (void)add(keys[i].name, (struct view_node){.zone = ZONE_ANSWERS,
                                                   .role = ROLE_KEY,
                                                   .intent = {1, 0, NULL},
                                                   .rect = {keys[i].x, keys[i].y, 90, 90}});
    }
    target("back", ZONE_ACTIONS);
    reach_shown(&reach, &view, 0, 0);
}

TEST(on_a_keyboard_four_keys_move_in_two_dimensions)
{
    keyboard();
    CHECK_STR(after(COMMAND_DOWN), "above");
    CHECK_STR(after(COMMAND_DOWN), "q");
    CHECK_STR(after(COMMAND_RIGHT), "w");
    CHECK_STR(after(COMMAND_RIGHT), "e");
    CHECK_STR(after(COMMAND_RIGHT), "q"); /* past the end the other end */
    CHECK_STR(after(COMMAND_LEFT), "e");
    CHECK_STR(after(COMMAND_DOWN), "s");
    CHECK_STR(after(COMMAND_LEFT), "a");
    CHECK_STR(after(COMMAND_DOWN), "z");
    CHECK_STR(after(COMMAND_DOWN), "back"); /* past the edge what follows the keyboard */
    CHECK_STR(after(COMMAND_UP), "x");
    CHECK_STR(after(COMMAND_UP), "s");
    CHECK_STR(after(COMMAND_UP), "w");
    CHECK_STR(after(COMMAND_UP), "above");
}

TEST(next_and_previous_go_key_by_key)
{
    static const char *const order[] = {"above", "q", "w", "e", "a", "s", "z", "x", "back", "gong"};
    keyboard();
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        CHECK_STR(after(COMMAND_NEXT), order[i]);
    }
}

TEST(the_other_keys_are_the_callers)
{
    open_page("Một");
    CHECK(reach_step(&reach, &view, COMMAND_HELP).kind == REACH_HELP);
    CHECK(reach_step(&reach, &view, COMMAND_LOUDER).kind == REACH_LOUDER);
    CHECK(reach_step(&reach, &view, COMMAND_SOFTER).kind == REACH_SOFTER);
    CHECK(reach_step(&reach, &view, COMMAND_SLOWER).kind == REACH_SLOWER);
    CHECK(reach_step(&reach, &view, COMMAND_FASTER).kind == REACH_FASTER);
    CHECK(reach_step(&reach, &view, COMMAND_PAUSE).kind == REACH_PAUSE);
    CHECK(reach_step(&reach, &view, COMMAND_REPEAT).kind == REACH_REPEAT);
    CHECK(reach_step(&reach, &view, COMMAND_NONE).kind == REACH_NOTHING);
    CHECK_STR(ring(), "gong");
}

int main(void)
{
    RUN(a_new_page_begins_at_the_gong_and_goes_through_everything_and_wraps);
    RUN(left_is_back_right_is_the_main_act_and_choosing_presses);
    RUN(where_there_is_no_way_back_or_on_it_says_so);
    RUN(a_dialog_begins_at_the_act_that_is_meant_and_gives_the_place_back);
    RUN(under_a_dialog_the_page_may_change);
    RUN(another_language_is_another_page);
    RUN(a_node_that_goes_leaves_the_ring_on_what_took_its_place);
    RUN(where_nothing_can_be_chosen_there_is_no_ring);
    RUN(a_touch_takes_the_ring_along);
    RUN(on_a_keyboard_four_keys_move_in_two_dimensions);
    RUN(next_and_previous_go_key_by_key);
    RUN(the_other_keys_are_the_callers);
    return check_done();
}
