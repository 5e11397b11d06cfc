/* A signature: strokes of a finger on a small white sheet, and the sheet as PNG bytes. Whole
 * numbers only; the caller's memory. */
#ifndef APP_INK_H
#define APP_INK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INK_WIDTH     720
#define INK_HEIGHT    384
#define INK_BYTES     ((size_t)INK_WIDTH * INK_HEIGHT) /* grey, 255 = paper */
#define INK_PNG_BYTES ((size_t)40 * 1024)              /* room for ink_png */

void ink_clear(uint8_t *sheet);

/* A stroke from one place to the next, both inside the sheet or brought into it. */
void ink_line(uint8_t *sheet, int x0, int y0, int x1, int y1);

/* The sheet as a black and white PNG; returns its size. */
size_t ink_png(const uint8_t *sheet, uint8_t out[INK_PNG_BYTES]);

#endif
