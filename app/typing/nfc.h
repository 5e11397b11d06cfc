/* Normal form of stored text: NFC for the letters of this region plus circumflex or horn before
 * breve, so a name from a card equals the same name typed (reference/languages.md 0.2, 1.2). */
#ifndef APP_TYPING_NFC_H
#define APP_TYPING_NFC_H

#include "platform/base/buf.h"

/* Appends text[0..len) in stored form. Unknown code points and marks pass unchanged; text must be
 * valid UTF-8. Sets out->full when it does not fit. */
void nfc_add(struct buf *out, const char *text, size_t len);

#endif
