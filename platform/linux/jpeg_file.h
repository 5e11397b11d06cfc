/* Hostile JPEG bytes to pixels; the only user of libjpeg. Truncated, damaged, huge and endlessly
 * progressive pictures are refused; nothing is written outside the caller's memory. Any thread. */
#ifndef PLATFORM_LINUX_JPEG_FILE_H
#define PLATFORM_LINUX_JPEG_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

#define JPEG_SIDE_MAX   8192         /* pixels */
#define JPEG_PIXELS_MAX (32UL << 20) /* of the whole picture */

/* Width and height of the picture as the header says. ERR_BAD_INPUT: no JPEG or over a limit. */
MUST_USE struct err image_jpeg_size(const void *bytes, size_t size, int *ret_width,
                                    int *ret_height);

/* Dots to the inch as the header says (JFIF); 0 when it says none or is no JPEG of ours. */
int image_jpeg_dpi(const void *bytes, size_t size);

/* Calls row(context, grey, width) for each row from the top, 8-bit grey, full size. Rows already
 * given stay given when it fails later: ERR_BAD_INPUT for damage anywhere. */
MUST_USE struct err image_jpeg_rows(const void *bytes, size_t size,
                                    void (*row)(void *context, const uint8_t *grey, int width),
                                    void *context);

/* RGB888 into the caller's cap bytes, shrunk by 1, 2, 4 or 8 until it is at most max_side a side
 * and fits. ERR_FULL when even an eighth does not; ERR_BAD_INPUT for damage. */
MUST_USE struct err image_jpeg_preview(const void *bytes, size_t size, int max_side,
                                       uint8_t *ret_rgb, size_t cap, int *ret_width,
                                       int *ret_height);

/* The same in colour: row(context, rgb, width), RGB888. */
MUST_USE struct err image_jpeg_colours(const void *bytes, size_t size,
                                       void (*row)(void *context, const uint8_t *rgb, int width),
                                       void *context);

#endif
