#include "tests/check.h"
#include "ui/dirty.h"

#include <stdlib.h>

static struct dirty dirty;
static struct draw_list list;
static struct rect rects[DIRTY_RECTS];

static void box(int x, int y, int w, int h, enum theme_color fill)
{
    draw_add(&list, &(struct draw_cmd){.kind = DRAW_RECT, .rect = {x, y, w, h}, .fill = fill});
}

static void word(int x, int y, const char *text)
{
    draw_add(&list, &(struct draw_cmd){.kind = DRAW_TEXT,
                                       .rect = {x, y, 100, 50},
                                       .baseline = (int16_t)(y + 40),
                                       .px = 42,
                                       .text = text,
                                       .text_len = strlen(text)});
}

static bool covered(int count, int x, int y)
{
    for (int i = 0; i < count; i++) {
        if (x >= rects[i].x && x < rects[i].x + rects[i].w && y >= rects[i].y &&
            y < rects[i].y + rects[i].h) {
            return true;
        }
    }
    return false;
}

static void start(void)
{
    dirty_init(&dirty, 1080, 1920);
    draw_clear(&list);
    box(0, 0, 1080, 1920, COLOR_BG);
}

TEST(the_first_frame_is_the_whole_panel)
{
    start();
    CHECK_INT(dirty_step(&dirty, &list, 0, rects), 1);
    CHECK_INT(rects[0].x, 0);
    CHECK_INT(rects[0].y, 0);
    CHECK_INT(rects[0].w, 1080);
    CHECK_INT(rects[0].h, 1920);
}

TEST(an_equal_frame_changes_nothing)
{
    char other[] = "Tiếp theo";
    start();
    word(500, 500, "Tiếp theo");
    dirty_step(&dirty, &list, 0, rects);
    list.cmds[1].text = other; /* the same letters elsewhere in memory */
    CHECK_INT(dirty_step(&dirty, &list, 0, rects), 0);
}

TEST(one_changed_word_repaints_little)
{
    start();
    word(500, 500, "Tiếp theo");
    dirty_step(&dirty, &list, 0, rects);
    list.cmds[1].text = "Tiếp thep";
    const int count = dirty_step(&dirty, &list, 0, rects);
    CHECK_INT(count, 1);
    CHECK(covered(count, 500, 500) && covered(count, 599, 549));
    CHECK(covered(count, 490, 485)); /* marks above and overhang are part of it */
    CHECK(rects[0].w <= 4 * DIRTY_CELL && rects[0].h <= 3 * DIRTY_CELL);
}

TEST(what_was_there_is_repainted_when_it_goes)
{
    start();
    box(300, 1000, 50, 50, COLOR_INK);
    dirty_step(&dirty, &list, 0, rects);
    list.count = 1;
    const int count = dirty_step(&dirty, &list, 0, rects);
    CHECK(covered(count, 300, 1000) && covered(count, 349, 1049));
    CHECK_INT(dirty_step(&dirty, &list, 0, rects), 0);
}

TEST(order_is_part_of_the_picture)
{
    start();
    box(10, 10, 50, 50, COLOR_INK);
    box(20, 20, 50, 50, COLOR_LINE);
    dirty_step(&dirty, &list, 0, rects);
    const struct draw_cmd first = list.cmds[1];
    list.cmds[1] = list.cmds[2];
    list.cmds[2] = first;
    CHECK_INT(dirty_step(&dirty, &list, 0, rects), 1);
}

TEST(another_theme_repaints_everything)
{
    start();
    dirty_step(&dirty, &list, THEME_LIGHT, rects);
    CHECK_INT(dirty_step(&dirty, &list, THEME_DARK, rects), 1);
    CHECK_INT(rects[0].h, 1920);
}

TEST(many_changes_become_few_rectangles_that_cover_them_and_do_not_overlap)
{
    srandom(7);
    for (int round = 0; round < 200; round++) {
        int x[30];
        int y[30];
        start();
        dirty_step(&dirty, &list, 0, rects);
        const int changes = 1 + (int)(random() % 30);
        for (int i = 0; i < changes; i++) {
            x[i] = (int)(random() % 1040);
            y[i] = (int)(random() % 1880);
            box(x[i], y[i], 40, 40, COLOR_INK);
        }
        const int count = dirty_step(&dirty, &list, 0, rects);
        CHECK(count >= 1 && count <= DIRTY_RECTS);
        for (int i = 0; i < changes; i++) {
            CHECK(covered(count, x[i], y[i]) && covered(count, x[i] + 39, y[i] + 39));
        }
        for (int i = 0; i < count; i++) {
            CHECK(rects[i].x + rects[i].w <= 1080 && rects[i].y + rects[i].h <= 1920);
            for (int k = i + 1; k < count; k++) {
                CHECK(rect_empty(rect_meet(rects[i], rects[k])));
            }
        }
    }
}

static void check_rect(struct rect got, struct rect want)
{
    CHECK_INT(got.x, want.x);
    CHECK_INT(got.y, want.y);
    CHECK_INT(got.w, want.w);
    CHECK_INT(got.h, want.h);
}

TEST(what_is_fitted_keeps_its_proportion_and_stands_in_the_middle)
{
    const struct rect box = {10, 20, 300, 200};
    check_rect(rect_fitted(box, 600, 200), (struct rect){10, 70, 300, 100});
    check_rect(rect_fitted(box, 1000, 2000), (struct rect){110, 20, 100, 200});
    check_rect(rect_fitted(box, 3, 2), box);
}

int main(void)
{
    RUN(the_first_frame_is_the_whole_panel);
    RUN(an_equal_frame_changes_nothing);
    RUN(one_changed_word_repaints_little);
    RUN(what_was_there_is_repainted_when_it_goes);
    RUN(order_is_part_of_the_picture);
    RUN(another_theme_repaints_everything);
    RUN(many_changes_become_few_rectangles_that_cover_them_and_do_not_overlap);
    RUN(what_is_fitted_keeps_its_proportion_and_stands_in_the_middle);
    return check_done();
}
