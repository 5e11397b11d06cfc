/* Frames of cameras that do not compress: YUYV 4:2:2 (BT.601, studio swing). Any thread. */
#ifndef PLATFORM_LINUX_YUYV_H
#define PLATFORM_LINUX_YUYV_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

struct yuyv {
    const uint8_t *bytes;
    size_t size;
    int width, height;
    int stride; /* bytes from one row to the next, at least width * 2 */
};

/* The frame as a JPEG in cap bytes. ERR_BAD_INPUT: it is not whole; ERR_FULL: it does not fit. */
MUST_USE struct err yuyv_jpeg(const struct yuyv *frame, uint8_t *ret_jpeg, size_t cap,
                              size_t *ret_size);

/* The frame as RGB888, at most max_side a side, in cap bytes; fails as yuyv_jpeg() does. */
MUST_USE struct err yuyv_view(const struct yuyv *frame, int max_side, uint8_t *ret_rgb, size_t cap,
                              int *ret_width, int *ret_height);

#endif
