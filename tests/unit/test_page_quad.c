#include "platform/linux/page_quad.h"

#include <stdlib.h>

#include "tests/check.h"

static struct page_point points[PAGE_OUTLINE_MAX];
static int count;
static struct page_quad found;

/* The outline between four corners, a point every few pixels, each a pixel off here and there. */
static void outline(const struct page_point corners[4], int noise)
{
    count = 0;
    for (int side = 0; side < 4; side++) {
        const struct page_point a = corners[side], b = corners[(side + 1) % 4];
        for (int i = 0; i < 200; i++) {
            const int off = noise > 0 ? (i * 7919 + side * 31) % (noise + 1) : 0;
            points[count++] = (struct page_point){a.x + (b.x - a.x) * i / 200 + off,
                                                  a.y + (b.y - a.y) * i / 200 - off};
        }
    }
}

static void check_corners(const struct page_point want[4], int within)
{
    for (int i = 0; i < 4; i++) {
        const int dx = abs(found.corners[i].x - want[i].x);
        const int dy = abs(found.corners[i].y - want[i].y);
        CHECK(dx <= within && dy <= within);
    }
}

TEST(corners_are_found_however_the_page_lies)
{
    static const struct page_point pages[][4] = {
        {{100, 100}, {500, 100}, {500, 700}, {100, 700}}, /* straight */
        {{120, 80}, {520, 110}, {480, 720}, {90, 690}},   /* in perspective, tilted */
        {{300, 50}, {600, 350}, {300, 650}, {10, 350}},   /* on its corner */
        {{200, 100}, {400, 100}, {550, 600}, {50, 600}},  /* seen from its foot */
    };
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        outline(pages[i], 0);
        CHECK(page_quad_find(points, count, &found));
        if (i != 2) {
            check_corners(pages[i], 0);
        }
        CHECK(page_quad_area2(&found) > 0);
        outline(pages[i], 2);
        CHECK(page_quad_find(points, count, &found));
        if (i != 2) {
            check_corners(pages[i], 4);
        }
    }
}

TEST(area_is_that_of_the_quadrilateral)
{
    static const struct page_point page[4] = {{0, 0}, {40, 0}, {40, 60}, {0, 60}};
    outline(page, 0);
    CHECK(page_quad_find(points, count, &found));
    CHECK_INT(page_quad_area2(&found), 2 * 40 * 60);
}

TEST(a_line_and_too_few_points_are_no_page)
{
    count = 0;
    for (int i = 0; i < 100; i++) {
        points[count++] = (struct page_point){i, i * 2};
    }
    CHECK(!page_quad_find(points, count, &found));
    CHECK(!page_quad_find(points, 3, &found));
    CHECK(!page_quad_find(points, PAGE_OUTLINE_MAX + 1, &found));
    for (int i = 0; i < 100; i++) {
        points[i] = (struct page_point){7, 7};
    }
    CHECK(!page_quad_find(points, 100, &found));
}

int main(void)
{
    RUN(corners_are_found_however_the_page_lies);
    RUN(area_is_that_of_the_quadrilateral);
    RUN(a_line_and_too_few_points_are_no_page);
    return check_done();
}
