/* Where the page lies in a still: a bright sheet on a darker tray. Any thread. */
#ifndef PLATFORM_LINUX_PAGE_FIND_H
#define PLATFORM_LINUX_PAGE_FIND_H

#include "platform/linux/page_quad.h"

struct Pix; /* of leptonica */

struct page_place {
    bool found;            /* corners are set */
    bool cut_off;          /* it touches the edge of the still */
    bool two;              /* another bright sheet lies beside it */
    struct page_quad quad; /* in pixels of the still */
};

/* Looks at a 32-bit colour picture, which is not changed. A still that is bright throughout has no
 * page with corners: found is false. */
void page_find(struct Pix *still, struct page_place *ret_place);

#endif
