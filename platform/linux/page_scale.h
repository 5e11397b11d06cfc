/* How many dots to the inch a page has in a still, and how it becomes one that is filed without
 * claiming dots that no camera saw. Pure; any thread. */
#ifndef PLATFORM_LINUX_PAGE_SCALE_H
#define PLATFORM_LINUX_PAGE_SCALE_H

#include "platform/port_picture.h"

struct page_scale {
    int dpi;            /* of the page as it is filed: PICTURE_DPI, or what was seen when fewer */
    float across, down; /* pixels of that page for each pixel of the still */
};

/* Of a page that is width x height pixels in the still. Measured by the camera's calibration; a
 * sheet of A4, A5 or an ID card that lies within 5 per cent of it is as large as its standard says
 * (ISO 216, ISO/IEC 7810). Where nothing was measured the page is an ID card by its shape, else as
 * long as A4, the largest that is filed: then it has at least these dots. */
struct page_scale page_scale_of(int width, int height, const struct picture_scale *by);

/* Dots to the inch along a sheet of A4 that is so many pixels in the still; 0: it has not that
 * shape. */
int page_scale_a4(int width, int height);

#endif
