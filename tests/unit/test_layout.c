#include "ui/layout.h"

#include "tests/check.h"
#include "tests/unit/flat_text.h"

static const struct ui_env env = {&flat_text, 1080, 1920, 311, 100};
static struct view v;
static struct layout_report report;

static int group(int parent, struct view_node n)
{
    n.role = ROLE_GROUP;
    n.parent = parent;
    n.zone = ZONE_ANSWERS;
    return view_add(&v, &n);
}

static void check_rect(int node, int x, int y, int w, int h)
{
    CHECK_INT(v.nodes[node].rect.x, x);
    CHECK_INT(v.nodes[node].rect.y, y);
    CHECK_INT(v.nodes[node].rect.w, w);
    CHECK_INT(v.nodes[node].rect.h, h);
}

TEST(a_column_shares_its_spare_room_by_weight)
{
    view_begin(&v, "test");
    const int column = group(-1, (struct view_node){.grow = 1, .gap = 22});
    const int fixed = group(column, (struct view_node){.h = 100});
    const int one = group(column, (struct view_node){.grow = 1});
    const int two = group(column, (struct view_node){.grow = 2});
    layout_view(&env, &v, &report);
    CHECK_INT(report.overflows, 0);
    check_rect(column, 48, 504, 984, 972);
    check_rect(fixed, 48, 504, 984, 100);
    check_rect(one, 48, 626, 984, 276);
    check_rect(two, 48, 924, 984, 552);
}

TEST(a_grid_deals_its_children_by_columns_and_rows)
{
    view_begin(&v, "test");
    const int column = group(-1, (struct view_node){.grow = 1});
    const int grid =
        group(column, (struct view_node){.flow = FLOW_GRID, .grid_columns = 3, .gap = 24});
    int last = 0;
    for (int i = 0; i < 5; i++) {
        last = group(grid, (struct view_node){.h = 226});
    }
    layout_view(&env, &v, &report);
    check_rect(grid, 48, 504, 984, 476);
    check_rect(last, 384, 754, 312, 226);
}

TEST(a_row_centres_what_has_its_own_height)
{
    view_begin(&v, "test");
    const int row = group(
        -1, (struct view_node){.flow = FLOW_ROW, .h = 200, .pad_x = 20, .align = ALIGN_CENTER});
    const int child = group(row, (struct view_node){.w = 100, .h = 50});
    layout_view(&env, &v, &report);
    check_rect(child, 68, 579, 100, 50);
}

static int text(int parent, const char *name, int h)
{
    return view_add(&v, &(struct view_node){.name = name,
                                            .role = ROLE_STATUS,
                                            .look = LOOK_METER,
                                            .parent = parent,
                                            .zone = ZONE_ANSWERS,
                                            .h = h});
}

TEST(what_does_not_fit_is_dealt_over_pages_in_order)
{
    view_begin(&v, "test");
    const int column = group(-1, (struct view_node){.name = "tower", .grow = 1});
    const int first = text(column, "first", 400), second = text(column, "second", 500),
              third = text(column, "third", 500);
    layout_view(&env, &v, &report);
    CHECK_INT(report.overflows, 0);
    CHECK_INT(v.pages, 2);
    check_rect(first, 48, 504, 984, 400);
    check_rect(second, 48, 904, 984, 500);
    CHECK(v.nodes[third].hidden);
    CHECK_INT(v.nodes[third].page, 1);
    check_rect(third, 0, 0, 0, 0);
}

TEST(the_page_asked_for_is_the_one_that_is_shown)
{
    view_begin(&v, "test");
    v.page = 7; /* past the last: the last is shown */
    const int column = group(-1, (struct view_node){.grow = 1});
    const int first = text(column, "first", 700), second = text(column, "second", 500);
    layout_view(&env, &v, &report);
    CHECK_INT(v.page, 1);
    CHECK(v.nodes[first].hidden);
    CHECK(!v.nodes[second].hidden);
}

TEST(a_heading_goes_with_what_follows_it)
{
    view_begin(&v, "test");
    const int column = group(-1, (struct view_node){.grow = 1});
    (void)text(column, "first", 800);
    const int heading = text(column, "heading", 100), body = text(column, "body", 200);
    v.nodes[heading].fold = FOLD_NEXT;
    layout_view(&env, &v, &report);
    CHECK_INT(v.pages, 2);
    CHECK_INT(v.nodes[heading].page, 1);
    CHECK_INT(v.nodes[body].page, 1);
}

TEST(one_part_larger_than_a_page_is_reported_with_the_name_of_its_group)
{
    view_begin(&v, "test");
    const int column = group(-1, (struct view_node){.name = "tower", .grow = 1});
    (void)text(column, "giant", 1000);
    layout_view(&env, &v, &report);
    CHECK_INT(report.overflows, 1);
    CHECK_STR(report.name, "tower");
    CHECK_INT(report.missing_px, 28);
}

TEST(a_wide_screen_has_what_is_looked_at_left_and_what_is_pressed_right)
{
    const struct ui_env wide = {&flat_text, 1920, 1080, 311, 100};
    view_begin(&v, "test");
    const int column = group(-1, (struct view_node){.grow = 1, .gap = 20});
    const int above = text(column, "above", 100);
    const int left = text(column, "left", 200), right = text(column, "right", 300),
              below = text(column, "below", 100);
    v.nodes[left].side = SIDE_LEFT;
    v.nodes[right].side = SIDE_RIGHT;
    layout_view(&wide, &v, &report);
    CHECK_INT(report.overflows, 0);
    check_rect(above, 720, 40, 1160, 100);
    check_rect(left, 720, 160, 568, 200);
    check_rect(right, 1312, 160, 568, 300);
    check_rect(below, 720, 644, 1160, 100);
}

TEST(one_side_alone_has_the_whole_width)
{
    const struct ui_env wide = {&flat_text, 1920, 1080, 311, 100};
    view_begin(&v, "test");
    const int column = group(-1, (struct view_node){.grow = 1, .gap = 20});
    const int one = text(column, "one", 200), other = text(column, "other", 300);
    v.nodes[one].side = SIDE_RIGHT;
    v.nodes[other].side = SIDE_RIGHT;
    layout_view(&wide, &v, &report);
    check_rect(one, 720, 40, 1160, 200);
    check_rect(other, 720, 260, 1160, 300);
}

TEST(on_a_page_that_is_not_dealt_what_is_told_loses_its_second_line_first)
{
    const struct ui_env wide = {&flat_text, 1920, 1080, 311, 150};
    view_begin(&v, "test");
    v.dealt = true;
    const int column = group(-1, (struct view_node){.grow = 1, .gap = 20});
    const int told = view_add(&v, &(struct view_node){.role = ROLE_STATUS,
                                                      .look = LOOK_NEED,
                                                      .zone = ZONE_ANSWERS,
                                                      .parent = column,
                                                      .label = "Wrong",
                                                      .sub = "What to do"});
    struct view_node row = v.nodes[told];
    row.role = ROLE_CHOICE;
    row.look = LOOK_ROW;
    row.intent = (struct intent){.kind = 1};
    const int chosen = view_add(&v, &row);
    layout_view(&wide, &v, &report);
    CHECK_STR(v.nodes[told].sub, "What to do"); /* there is room */
    (void)text(column, "much", 340);
    layout_view(&wide, &v, &report);
    CHECK(v.nodes[told].sub == NULL);
    CHECK_STR(v.nodes[chosen].sub, "What to do");
}

TEST(a_panel_of_other_density_keeps_the_millimetres)
{
    const struct ui_env half = {&flat_text, 540, 960, 622, 100};
    view_begin(&v, "test");
    const int column = group(-1, (struct view_node){.grow = 1});
    layout_view(&half, &v, &report);
    check_rect(column, 24, 252, 492, 486);
    CHECK_INT(ui_mm10(&half, v.nodes[column].rect.w), 3060);
}

int main(void)
{
    RUN(a_column_shares_its_spare_room_by_weight);
    RUN(a_grid_deals_its_children_by_columns_and_rows);
    RUN(a_row_centres_what_has_its_own_height);
    RUN(what_does_not_fit_is_dealt_over_pages_in_order);
    RUN(the_page_asked_for_is_the_one_that_is_shown);
    RUN(a_heading_goes_with_what_follows_it);
    RUN(one_part_larger_than_a_page_is_reported_with_the_name_of_its_group);
    RUN(a_wide_screen_has_what_is_looked_at_left_and_what_is_pressed_right);
    RUN(one_side_alone_has_the_whole_width);
    RUN(on_a_page_that_is_not_dealt_what_is_told_loses_its_second_line_first);
    RUN(a_panel_of_other_density_keeps_the_millimetres);
    return check_done();
}
