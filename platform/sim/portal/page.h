/* The public page behind a receipt's QR: the stage of one application in plain words and nothing
 * of a person (design/portal, CONTRACTS.md "Codes"). Pure. */
#ifndef PLATFORM_SIM_PORTAL_PAGE_H
#define PLATFORM_SIM_PORTAL_PAGE_H

#include "platform/base/buf.h"
#include "platform/base/err.h"
#include "platform/sim/portal/ledger.h"
#include "platform/sim/portal/words.h"

#define PAGE_MAX (48 * 1024) /* bytes of a page */

/* Writes the page; entry NULL = the token is unknown ("may still be at the kiosk"). ERR_FULL when
 * out is smaller than the page, ERR_NOT_FOUND when a word is missing from the language file. */
MUST_USE struct err status_page_write(const struct ledger_entry *entry,
                                      enum words_language language, struct buf *out);

#endif
