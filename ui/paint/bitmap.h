/* QR symbols and camera stills. */
#ifndef UI_PAINT_BITMAP_H
#define UI_PAINT_BITMAP_H

#include "ui/draw.h"
#include "ui/paint/blend.h"
#include "ui/paint/cache.h"

/* A whole DRAW_QR: whole dots, four modules of white around, centred; black on white whatever the
 * theme, or scanners fail. */
void paint_qr(const struct target *t, const struct draw_cmd *cmd);

/* A whole DRAW_IMAGE, averaged when it shrinks, its corners rounded. False when the cache is too
 * small for the corners. */
bool paint_image(const struct target *t, struct paint_cache *cache, const struct draw_cmd *cmd);

#endif
