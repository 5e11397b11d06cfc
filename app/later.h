/* The answers of an application as they are set aside and taken up again (app/later_file.h has the
 * files): what a visit holds of them, written as one text, and the visit made from it. Part of a
 * visit; nothing is kept outside the visit arena. Main thread. */
#ifndef APP_LATER_H
#define APP_LATER_H

#include "app/app.h"
#include "platform/base/buf.h"

#define LATER_TEXT ((size_t)384 * 1024) /* bytes of the text at most */

/* Writes procedure, consents, identity, instance and the list of papers. ERR_FULL when it does not
 * fit. */
MUST_USE struct err later_write(struct app *a, struct buf *out);

/* The pages of all papers in the order of the text; returns how many, at most max. */
int later_pages(struct visit *v, struct later_part *parts, int max);

/* What may be shown before she goes on: which procedure, and how many answers. False when the text
 * is none of this program's. */
bool later_outline(const char *text, size_t size, char ret_procedure[16], int *ret_answers);

/* True when pages could not be kept, since they lay at the portal: from her phone, or held of her.
 */
bool later_left_out(const char *text, size_t size);

/* The year of birth of whoever set it aside, as her card or its number said; 0: it was not known.
 */
int later_born(const char *text, size_t size);

/* Makes the visit from it: the form is loaded and holds the answers, the papers have no page yet.
 * ERR_VERSION when the form is not there any more or is another one now; the visit must then be
 * begun anew. */
MUST_USE struct err later_take(struct app *a, const char *text, size_t size);

/* Page i (from 0) of the text: its size, and once its bytes are there they become a page of its
 * paper. ret_size 0: there is none, i is behind the last. */
void later_page_size(const char *text, size_t size, int i, size_t *ret_size);
MUST_USE struct err later_put_page(struct app *a, const char *text, size_t size, int i,
                                   const uint8_t *bytes, size_t page_size);

#endif
