/* Hostile picture bytes to pixels, and pages to a PDF. Any thread. Implementations:
 * platform/linux/jpeg_file.c and pdf_file.c. */
#ifndef PLATFORM_PORT_PICTURE_H
#define PLATFORM_PORT_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

/* Bytes that a PDF of so many pages is longer than its pictures, at most. */
#define PICTURE_PDF_ROOM(pages) ((size_t)2048 + (size_t)1024 * (size_t)(pages))

#define PICTURE_DPI             200 /* dots to the inch of a page that is filed (Decree 30/2020) */

/* What was seen of the page in a still. */
struct picture_found {
    bool page;         /* its four corners; else the whole still is it */
    bool cut_off;      /* it runs out of the still */
    bool two;          /* another one lies beside it */
    bool blank;        /* nothing is on it */
    int turned;        /* degrees clockwise that it was turned to stand upright: 0, 90, 180, 270 */
    int tilt;          /* tenths of a degree that it lay off straight */
    int width, height; /* px of the page */
    int dpi;           /* its dots to the inch: PICTURE_DPI, or fewer where the camera saw fewer */
};

/* What is known of the scale of a still. */
struct picture_scale {
    int dpi;    /* its pixels to the inch where the page lies; 0 = nobody measured it */
    bool exact; /* it is that whatever lies there, as on a sheet scanner's glass */
    bool told;  /* what the still says in its header is true, and comes first */
};

struct picture_page {
    const uint8_t *jpeg;
    size_t size;
};

struct port_picture {
    /* Width and height as the header says; ERR_BAD_INPUT when it is no picture or too large. */
    struct err (*size)(const void *bytes, size_t size, int *ret_width, int *ret_height);
    /* Calls row() for each row from the top, 8-bit grey, full size. */
    struct err (*rows)(const void *bytes, size_t size,
                       void (*row)(void *context, const uint8_t *grey, int width), void *context);
    /* RGB888, shrunk to at most max_side a side, into cap bytes. */
    struct err (*preview)(const void *bytes, size_t size, int max_side, uint8_t *ret_rgb,
                          size_t cap, int *ret_width, int *ret_height);
    /* The page that lies in a still, cut out, straight, right way up, evenly lit, in its true size:
     * a JPEG in cap bytes, whose header says its dots to the inch: PICTURE_DPI, or fewer where the
     * still has fewer. Without four corners (a sheet scanner's page fills the picture) all of it is
     * the page. ERR_BAD_INPUT, ERR_FULL, ERR_IO. */
    struct err (*straighten)(const void *bytes, size_t size, struct picture_scale scale,
                             uint8_t *ret_jpeg, size_t cap, size_t *ret_size,
                             struct picture_found *ret_found);
    /* A page turned clockwise by so many quarters, into cap bytes; it may not be the page itself.
     */
    struct err (*turn)(const void *bytes, size_t size, int quarters, uint8_t *ret_jpeg, size_t cap,
                       size_t *ret_size);
    /* One PDF 1.4 in cap bytes, a page for each JPEG, as large as its header says in dots to the
     * inch, at dpi where it says none; the pictures are not changed. ERR_BAD_INPUT: no pages, or
     * one is no JPEG; ERR_FULL. */
    struct err (*pdf)(const struct picture_page *pages, int count, int dpi, uint8_t *ret_pdf,
                      size_t cap, size_t *ret_size);
    /* How many pixels to the inch a still has where a sheet of A4 lies in it, alone and whole, by
     * its corners. ERR_NOT_FOUND: none is seen; ERR_BAD_INPUT, ERR_IO. */
    struct err (*measure)(const void *bytes, size_t size, int *ret_dpi);
};

#endif
