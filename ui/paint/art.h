/* Pictograms and pictures: the art file the build makes from assets/icons and assets/pictures
 * (format in assets/tools/pack_art.c). A pixel holds how much ink, accent, red and paper cover it,
 * so each drawing takes any four colours exactly. */
#ifndef UI_PAINT_ART_H
#define UI_PAINT_ART_H

#include "platform/base/err.h"
#include "ui/draw.h"
#include "ui/paint/blend.h"
#include "ui/paint/cache.h"

#define ART_ROW_MAX 2048 /* px: the widest drawing, and the widest it is scaled to */

struct art {
    const uint8_t *bytes;
    size_t size;
    uint32_t sums[4 * ART_ROW_MAX]; /* one row being averaged */
};

/* Uses the mapped art file; the bytes must outlive the art. ERR_CORRUPT when it is damaged,
 * ERR_VERSION when it was built from other drawings than this program. */
MUST_USE struct err art_open(struct art *a, const void *bytes, size_t size);

/* Paints drawing number `drawing` (enum icon, or ICON_COUNT + enum picture) to fill rect.
 * False when the cache is too small or the drawing is damaged. */
bool art_paint(struct art *a, struct paint_cache *cache, const struct target *t, int drawing,
               struct rect rect, const uint32_t colors[4]);

#endif
