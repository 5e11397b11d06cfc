/* Folding for search: one function for titles, names and queries, so both sides always agree
 * (reference/languages.md 6). Pure; any thread. */
#ifndef APP_TYPING_FOLD_H
#define APP_TYPING_FOLD_H

#include "platform/base/buf.h"

/* Appends text[0..len) in lower case without marks: d-stroke is d, b-stroke is b, apostrophes of
 * every kind vanish, everything that is not a letter or digit is one space, none at the ends. */
void fold_add(struct buf *out, const char *text, size_t len);

#endif
