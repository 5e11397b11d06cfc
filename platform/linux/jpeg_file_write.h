/* Pixels to a JPEG in the caller's memory, for cameras and scanners that give none themselves and
 * for papers set straight. Any thread. */
#ifndef PLATFORM_LINUX_JPEG_FILE_WRITE_H
#define PLATFORM_LINUX_JPEG_FILE_WRITE_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

/* Where the rows of the picture come from, top to bottom. */
struct jpeg_rows {
    int width, height;
    int dpi; /* written into the header; 0 = unknown */
    /* Writes row y as width RGB888 pixels; called once a row, in order. */
    void (*row)(void *context, int y, uint8_t *ret_rgb);
    void *context;
};

/* Writes a baseline colour JPEG of this quality (1..100) into cap bytes. ERR_FULL: it does not fit,
 * then nothing of it is kept; ERR_BAD_INPUT: a size no reader of ours takes. */
MUST_USE struct err image_jpeg_write(const struct jpeg_rows *rows, int quality, uint8_t *ret_jpeg,
                                     size_t cap, size_t *ret_size);

#endif
