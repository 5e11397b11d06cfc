/* Photographed papers set straight: as EXIF says, cut out by their corners, turned right way up,
 * evenly lit, in its true size. With platform/linux/page_find.h the only user of leptonica, whose
 * memory is the heap: it is wiped when freed (platform/base/wipe.c). Any thread. */
#ifndef PLATFORM_LINUX_PAGE_FILE_H
#define PLATFORM_LINUX_PAGE_FILE_H

#include "platform/port_picture.h"

/* As port_picture.h says of straighten(). */
MUST_USE struct err image_page_straighten(const void *bytes, size_t size,
                                          struct picture_scale scale, uint8_t *ret_jpeg, size_t cap,
                                          size_t *ret_size, struct picture_found *ret_found);

/* As port_picture.h says of turn(). */
MUST_USE struct err image_page_turn(const void *bytes, size_t size, int quarters, uint8_t *ret_jpeg,
                                    size_t cap, size_t *ret_size);

/* As port_picture.h says of measure(). */
MUST_USE struct err image_page_measure(const void *bytes, size_t size, int *ret_dpi);

#endif
