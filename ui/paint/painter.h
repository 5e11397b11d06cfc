/* Turns a draw list into pixels. Only the given rectangles of the canvas change; the same list,
 * theme and rectangles always give the same pixels, and painting in several rectangles gives the
 * same picture as painting at once. No heap: what is computed once lives in the caller's block.
 * Main thread only. */
#ifndef UI_PAINT_PAINTER_H
#define UI_PAINT_PAINTER_H

#include "platform/base/err.h"
#include "ui/draw.h"
#include "ui/paint/art.h"
#include "ui/paint/cache.h"

/* Enough for every drawing of the fullest screen at 200 %; smaller works, slower. */
#define PAINTER_CACHE_BYTES (16U << 20)

struct painter {
    struct port_text *text;
    const uint32_t (*worn)[COLOR_COUNT]; /* theme_colors, or what packs made of them */
    const uint32_t *colors;              /* one row of them */
    int wears;                           /* counts how often others were put on */
    int shade;                           /* ui/paint/shade.h; SHADE_NONE at first */
    struct art art;
    struct paint_cache cache;
};

/* art is the mapped build/assets/art.bin; text, art and memory must outlive the painter. Starts
 * with the light theme. Errors of art_open(). */
MUST_USE struct err painter_init(struct painter *p, struct port_text *text, const void *art,
                                 size_t art_size, void *memory, size_t memory_size);

void painter_set_theme(struct painter *p, enum theme theme);

/* Other colours for every theme, which stay the caller's; `theme` is the one that is shown. What is
 * shown must be painted anew. */
void painter_wear(struct painter *p, const uint32_t (*colors)[COLOR_COUNT], enum theme theme);

/* What is painted from now on is as dark as this: percent, of shade_of(). What is shown must be
 * painted anew. */
void painter_set_shade(struct painter *p, int shade);

/* Paints the list inside each of the count rectangles. The first error is returned (a text the
 * port could not draw, a drawing too large for the cache); the rest is painted all the same. */
MUST_USE struct err painter_paint(struct painter *p, const struct draw_list *list,
                                  struct canvas *canvas, const struct rect *rects, int count);

#endif
