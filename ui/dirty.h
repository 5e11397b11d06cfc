/* What changed between two frames. The panel is divided into cells of 96 px; each cell's hash sums
 * up, in order, all commands that may leave pixels in it, so cells with equal hashes show equal
 * pixels and need no painting. Changed cells are merged into few rectangles. */
#ifndef UI_DIRTY_H
#define UI_DIRTY_H

#include "ui/draw.h"

#define DIRTY_CELL  96 /* px */
#define DIRTY_SIDE  40 /* cells: panels up to 3840 px a side */
#define DIRTY_RECTS 8  /* most rectangles returned */

struct dirty {
    uint64_t shown[DIRTY_SIDE * DIRTY_SIDE]; /* 0 = unknown: paint it */
    int width, height;                       /* px */
};

/* Nothing is on the panel yet: the next frame is all new. Panels larger than DIRTY_SIDE cells are a
 * programmer's mistake. */
void dirty_init(struct dirty *d, int width, int height);

/* Compares the list with what was shown, remembers it, and writes at most DIRTY_RECTS rectangles
 * inside the panel that do not overlap; returns how many. A theme is a number that changes when
 * the colours do. */
int dirty_step(struct dirty *d, const struct draw_list *list, int theme,
               struct rect ret_rects[DIRTY_RECTS]);

#endif
