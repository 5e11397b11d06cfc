#include "platform/linux/page_quad.h"

#include <stdlib.h>

#define HULL_MAX 96 /* corners that are looked at; of more every n-th */

/* Positive when c lies to the right of the way from a to b, as seen (y runs down). */
static int64_t turn(struct page_point a, struct page_point b, struct page_point c)
{
    return (int64_t)(b.x - a.x) * (c.y - a.y) - (int64_t)(b.y - a.y) * (c.x - a.x);
}

static int by_place(const void *left, const void *right)
{
    const struct page_point *a = left, *b = right;
    return a->x != b->x ? a->x - b->x : a->y - b->y;
}

/* One half of the hull of sorted points, step 1 or -1; returns how many corners it then has. */
static int half(const struct page_point *points, int count, int step, struct page_point *hull,
                int used)
{
    const int base = used;
    for (int i = 0; i < count; i++) {
        const struct page_point p = points[step > 0 ? i : count - 1 - i];
        while (used - base >= 2 && turn(hull[used - 2], hull[used - 1], p) <= 0) {
            used--;
        }
        hull[used++] = p;
    }
    return used - 1; /* its end begins the other half */
}

/* The farthest hull point between i and k, on their outer side. */
static int farthest(const struct page_point *hull, int count, int i, int k)
{
    int best = -1;
    int64_t far = 0;
    for (int m = (i + 1) % count; m != k; m = (m + 1) % count) {
        const int64_t away = llabs(turn(hull[i], hull[k], hull[m]));
        if (away > far) {
            far = away;
            best = m;
        }
    }
    return best;
}

/* Begins with the corner whose x + y is least. */
static void begin_top_left(struct page_quad *q)
{
    struct page_quad from = *q;
    int first = 0;
    for (int i = 1; i < 4; i++) {
        const struct page_point p = from.corners[i], best = from.corners[first];
        first = p.x + p.y < best.x + best.y ? i : first;
    }
    for (int i = 0; i < 4; i++) {
        q->corners[i] = from.corners[(first + i) % 4];
    }
}

int64_t page_quad_area2(const struct page_quad *q)
{
    const struct page_point *c = q->corners;
    return llabs(turn(c[0], c[1], c[2])) + llabs(turn(c[0], c[2], c[3]));
}

/* Of every diagonal the farthest point on each side. */
static bool largest(const struct page_point *hull, int count, struct page_quad *ret_quad)
{
    int64_t best = 0;
    for (int i = 0; i < count; i++) {
        for (int k = i + 1; k < count; k++) {
            const int one = farthest(hull, count, i, k), other = farthest(hull, count, k, i);
            if (one < 0 || other < 0) {
                continue;
            }
            const struct page_quad q = {{hull[i], hull[one], hull[k], hull[other]}};
            if (page_quad_area2(&q) > best) {
                best = page_quad_area2(&q);
                *ret_quad = q;
            }
        }
    }
    return best > 0;
}

bool page_quad_find(struct page_point *points, int count, struct page_quad *ret_quad)
{
    static const int least = 4;
    struct page_point *hull = NULL;
    bool found = false;
    if (count < least || count > PAGE_OUTLINE_MAX) {
        return false;
    }
    hull = malloc((size_t)(count + 1) * 2 * sizeof *hull);
    if (hull == NULL) {
        return false;
    }
    qsort(points, (size_t)count, sizeof *points, by_place);
    int corners = half(points, count, 1, hull, 0);
    corners = half(points, count, -1, hull, corners);
    if (corners > HULL_MAX) {
        const int step = (corners + HULL_MAX - 1) / HULL_MAX;
        for (int i = 0; i * step < corners; i++) {
            hull[i] = hull[i * step];
        }
        corners = (corners + step - 1) / step;
    }
    found = corners >= least && largest(hull, corners, ret_quad);
    if (found) {
        begin_top_left(ret_quad);
    }
    free(hull);
    return found;
}
