/* The four corners of a page from the outline of its blob: the largest quadrilateral between points
 * of the hull. Whole numbers; any thread. */
#ifndef PLATFORM_LINUX_PAGE_QUAD_H
#define PLATFORM_LINUX_PAGE_QUAD_H

#include <stdbool.h>
#include <stdint.h>

struct page_point {
    int x, y;
};

/* Clockwise as seen, from the one nearest to the top left. */
struct page_quad {
    struct page_point corners[4];
};

#define PAGE_OUTLINE_MAX 4096 /* points; two a row of the picture it is looked for in */

/* Finds them among count outline points, in any order; the points are sorted. False when they are
 * fewer than four or lie on a line. */
bool page_quad_find(struct page_point *points, int count, struct page_quad *ret_quad);

/* Twice the area that the corners enclose. */
int64_t page_quad_area2(const struct page_quad *q);

#endif
