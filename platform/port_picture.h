/* Hostile picture bytes to pixels. Any thread. Implementation: platform/linux/jpeg_file.c. */
#ifndef PLATFORM_PORT_PICTURE_H
#define PLATFORM_PORT_PICTURE_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

struct port_picture {
    /* Width and height as the header says; ERR_BAD_INPUT when it is no picture or too large. */
    struct err (*size)(const void *bytes, size_t size, int *ret_width, int *ret_height);
    /* Calls row() for each row from the top, 8-bit grey, full size. */
    struct err (*rows)(const void *bytes, size_t size,
                       void (*row)(void *context, const uint8_t *grey, int width), void *context);
    /* RGB888, shrunk to at most max_side a side, into cap bytes. */
    struct err (*preview)(const void *bytes, size_t size, int max_side, uint8_t *ret_rgb,
                          size_t cap, int *ret_width, int *ret_height);
};

#endif
