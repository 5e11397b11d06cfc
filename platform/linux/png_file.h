/* PNG pictures of the screen and of slips, and the comparison of two of them. Written bytes depend
 * only on the pixels: no time, no text. Any thread. */
#ifndef PLATFORM_LINUX_PNG_FILE_H
#define PLATFORM_LINUX_PNG_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "platform/port_display.h"

/* Writes the canvas as RGB. The file appears whole or not at all. */
MUST_USE struct err image_write_rgb(const char *path, const struct canvas *canvas);

/* Writes 1 bit a pixel, as thermal printers take it: rows of (width + 7) / 8 bytes, the high bit
 * first, 1 = black. */
MUST_USE struct err image_write_bits(const char *path, const uint8_t *bits, int width, int height);

/* Reads any PNG up to 16384 px a side as XRGB8888. The pixels are malloc'ed; give them to
 * image_free(). ERR_NOT_FOUND, ERR_BAD_INPUT when it is no PNG. */
MUST_USE struct err image_read(const char *path, struct canvas *ret_canvas);

/* The same as 8-bit grey, malloc'ed, width bytes a row; free() it. */
MUST_USE struct err image_read_grey(const char *path, uint8_t **ret_grey, int *ret_width,
                                    int *ret_height);

void image_free(struct canvas *canvas);

/* How many pixels differ (all of the larger when the sizes do). With a path, also writes a picture
 * of the difference: what is equal pale, what differs red. */
MUST_USE struct err image_compare(const struct canvas *got, const struct canvas *want,
                                  const char *diff_path, long *ret_different);

#endif
