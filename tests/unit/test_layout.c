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

TEST(what_does_not_fit_is_reported_with_its_name)
{
    view_begin(&v, "test");
    const int column = group(-1, (struct view_node){.name = "tower", .grow = 1});
    group(column, (struct view_node){.h = 900});
    group(column, (struct view_node){.h = 100});
    layout_view(&env, &v, &report);
    CHECK_INT(report.overflows, 1);
    CHECK_STR(report.name, "tower");
    CHECK_INT(report.missing_px, 28);
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
    RUN(what_does_not_fit_is_reported_with_its_name);
    RUN(a_panel_of_other_density_keeps_the_millimetres);
    return check_done();
}
