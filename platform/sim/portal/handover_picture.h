/* A stranger's file from her phone into what is kept of it: the page as it is filed, its small
 * picture, and how well it can be read. Any thread; memory from malloc. */
#ifndef PLATFORM_SIM_PORTAL_HANDOVER_PICTURE_H
#define PLATFORM_SIM_PORTAL_HANDOVER_PICTURE_H

#include "platform/linux/jpeg_file_photo.h"
#include "platform/sim/portal/ledger_handover.h"

/* What was made of one file; zeros before. The pointers of `in` lead into the rest. */
struct handover_picture {
    struct photo whole, small;
    uint8_t *pdf;
    struct handover_in in;
};

/* What a file is by its first bytes; its name and what it calls itself are not asked. NULL: a JPEG,
 * as far as can be seen; else the key of a sentence. */
const char *handover_foreign(const void *bytes, size_t size);

/* Makes everything anew, a PDF of one page as long as A4, as nothing tells its true size; turned:
 * as orientation of photo_remake(). NULL, or the key of a sentence: *ret_picture holds nothing
 * then. handover_picture_free() wipes it. */
const char *handover_picture_make(const void *bytes, size_t size, int turned,
                                  struct handover_picture *ret_picture);
void handover_picture_free(struct handover_picture *p);

/* What is said of a page that came and cannot be read well, the key of a sentence; NULL: nothing.
 */
const char *handover_doubt(enum photo_verdict quality);

#endif
