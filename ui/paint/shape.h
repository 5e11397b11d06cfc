/* Rounded rectangles, rings and clock rings. Corners are coverage masks made once per radius
 * (reference/house.md 5.4); straight parts are plain fills. */
#ifndef UI_PAINT_SHAPE_H
#define UI_PAINT_SHAPE_H

#include "ui/draw.h"
#include "ui/paint/blend.h"
#include "ui/paint/cache.h"

/* A rectangle whose upper and lower corners are quarter ellipses (radii may be 0). */
struct rounded {
    struct rect rect;
    int rx, top_ry, bottom_ry;
};

/* Fills it with one colour. False when the cache is too small for its corners. */
bool fill_rounded(const struct target *t, struct paint_cache *cache, const struct rounded *shape,
                  uint32_t color);

/* How much of pixel x, y the shape covers, 0..255, given its masks (see rounded_masks). */
struct rounded_masks {
    const uint8_t *top, *bottom; /* upper left corner; lower left, as if it were an upper one */
};
bool rounded_masks(struct paint_cache *cache, const struct rounded *shape,
                   struct rounded_masks *ret_masks);
uint8_t rounded_cover(const struct rounded *shape, const struct rounded_masks *masks, int x, int y);

/* A whole DRAW_RRECT: edge, lip, dashes, fill. */
bool paint_rrect(const struct target *t, struct paint_cache *cache, const struct draw_cmd *cmd,
                 uint32_t fill, uint32_t edge);

/* A whole DRAW_RING: clockwise from the top. */
void paint_ring(const struct target *t, const struct draw_cmd *cmd, uint32_t track, uint32_t part);

#endif
