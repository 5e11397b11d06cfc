/* Dots on a one-bit page: rectangles, text, pictograms, QR. Lengths are dots of the print head.
 * What lies outside the page is cut off. Used by ui/paper.c only. */
#ifndef UI_PAPER_DOTS_H
#define UI_PAPER_DOTS_H

#include <stddef.h>
#include <stdint.h>

#include "platform/port_printer.h" /* struct bits */
#include "platform/port_text.h"
#include "ui/paint/art.h"

#define PAPER_ICON_MAX 128 /* dots a side */

struct dots {
    struct bits *page;
    int rows_max; /* rows the page's memory holds; page->height counts those begun */
    bool full;    /* something did not fit */
    struct port_text *text;
    struct art *art; /* NULL: no pictograms */
    struct paint_cache *cache;
    uint32_t *scratch; /* PAPER_ICON_MAX squared */
};

/* Makes the page at least `height` rows high, new ones white. */
void dots_grow(struct dots *d, int height);

/* Black or white. */
void dots_fill(struct dots *d, int x, int y, int w, int h, bool black);
void dots_frame(struct dots *d, int x, int y, int w, int h, int thick);
/* A round spot, or a ring when thick > 0. */
void dots_disc(struct dots *d, int x, int y, int side, int thick);

struct words {
    enum face face;
    int px;   /* em */
    int line; /* rows from one line to the next */
    bool centered;
    bool personal; /* goes with the citizen: codes and numbers */
};

/* Breaks text at spaces and '\n' (a longer word after - . / : or between letters) into lines of
 * width w and draws them; returns the rows they take. */
int dots_text(struct dots *d, int x, int y, int w, const struct words *style, const char *text);
/* The same without drawing. */
int dots_text_height(struct dots *d, int w, const struct words *style, const char *text);
int dots_text_width(struct dots *d, const struct words *style, const char *text);

/* The pictogram by name, white on black when inverse; nothing when it is unknown. */
void dots_icon(struct dots *d, int x, int y, int side, const char *name, bool inverse);

/* Whole dots: side modules of `module` dots without the white frame. */
void dots_qr(struct dots *d, int x, int y, int module, const uint8_t *modules, int side);

/* The woven edge across the page, `stitch` dots a stitch; returns its rows. */
int dots_band(struct dots *d, int y, int stitch);

#endif
