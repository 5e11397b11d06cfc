/* The receipt as dots: what app/receipt says, painted in one colour for the thermal printer. Looks
 * as design/screens/30-receipt-vi.png at 576 dots; narrower paper stacks what does not fit in a
 * row. Main thread only, because of port_text. */
#ifndef UI_PAPER_H
#define UI_PAPER_H

#include "app/receipt/receipt.h"
#include "platform/port_printer.h"
#include "ui/paper_dots.h"

#define PAPER_ROWS_MAX  3200                         /* 40 cm */
#define PAPER_BYTES_MAX (PAPER_ROWS_MAX * (576 / 8)) /* of page->rows */

/* What the painting needs; the caller's for the time of the call. */
struct paper_tools {
    struct port_text *text;
    struct art *art; /* NULL: no pictograms */
    struct paint_cache *cache;
    uint32_t scratch[PAPER_ICON_MAX * PAPER_ICON_MAX];
};

/* Paints the receipt. page->width is 384, 512 or 576, page->rows holds PAPER_BYTES_MAX bytes, and
 * page->height is set. Codes and numbers are marked personal in the text port. ERR_BAD_INPUT: a
 * width that no printer has; ERR_FULL: longer than PAPER_ROWS_MAX. */
MUST_USE struct err paper_draw(struct paper_tools *tools, const struct receipt *r,
                               struct bits *page);

/* Black dots per thousand: at most 200, or the head gets hot and the edges smear. */
int paper_black_per_mille(const struct bits *page);

#endif
