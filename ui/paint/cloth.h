/* Woven things, stitch by stitch: the progress band and the language strips (design: the band is a
 * rule, not a picture, so any number of cells of any width works). Both are 17 stitches high. */
#ifndef UI_PAINT_CLOTH_H
#define UI_PAINT_CLOTH_H

#include "ui/draw.h"
#include "ui/paint/blend.h"
#include "ui/paint/cache.h"

#define CLOTH_ROWS 17

enum cell { CELL_DONE, CELL_NOW, CELL_TODO };

/* The stitch at column x, row y of a progress cell `width` stitches wide: 'r' 'y' 'w' 't' are the
 * weave colours, '.' is the ground. */
char cell_stitch(enum cell kind, int width, int x, int y);

/* The stitch at column x, row y of a band `total` stitches long. */
char band_stitch(const struct draw_cmd *cmd, int total, int x, int y);

/* The stitch at column x, row y of a strip `total` stitches long. */
char strip_stitch(enum strip kind, int total, int x, int y);

/* Whole DRAW_BAND and DRAW_STRIP commands; colors is one row of theme_colors. The upper corners are
 * rounded by cmd->radius (a standing band has none). False when the cache is too small for them. */
bool paint_band(const struct target *t, struct paint_cache *cache, const struct draw_cmd *cmd,
                const uint32_t *colors);
bool paint_strip(const struct target *t, struct paint_cache *cache, const struct draw_cmd *cmd,
                 const uint32_t *colors);

#endif
