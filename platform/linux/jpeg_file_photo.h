/* A stranger's photograph, as phones make them, into a JPEG of our own: upright, at most about as
 * large as a page at 300 dpi, and nothing of the old file in it but what was to be seen: no place,
 * no name, no second file behind the picture. Any thread; takes memory from malloc meanwhile. */
#ifndef PLATFORM_LINUX_JPEG_FILE_PHOTO_H
#define PLATFORM_LINUX_JPEG_FILE_PHOTO_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"
#include "platform/base/paper_meter.h"

#define PHOTO_SIDE_MAX   16384         /* px of what is read */
#define PHOTO_PIXELS_MAX (128UL << 20) /* of it */
#define PHOTO_SIDE_LEAST 2339 /* px: a page of A4 at 200 dpi, longer side: not shrunk below */

/* A picture in memory of malloc's; photo_free() wipes it. */
struct photo {
    uint8_t *jpeg;
    size_t size;
    int width, height;
};

/* Reads a JPEG and writes it anew, its longer side shrunk to about `least` px and never below it,
 * with the dots to the inch that make that side as long as A4, turned as orientation says (1 to 8;
 * 0 = as the file says). ERR_BAD_INPUT: no JPEG, damaged, or cut off; ERR_REFUSED: more pixels than
 * are read; ERR_FULL: no memory. */
MUST_USE struct err photo_remake(const void *bytes, size_t size, int least, int orientation,
                                 int quality, struct photo *ret_photo);

/* Can a remade photograph be read? The measure a still of the kiosk's camera gets, and COARSE below
 * PHOTO_SIDE_LEAST: as long as A4 it has fewer dots to the inch than papers are filed with. */
enum photo_verdict photo_quality(const struct photo *p);

/* Wipes and frees; accepts a photo of zeros. */
void photo_free(struct photo *p);

#endif
