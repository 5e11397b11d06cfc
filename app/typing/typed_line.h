/* A whole line of keys, word by word. Pure; any thread. */
#ifndef APP_TYPING_TYPED_LINE_H
#define APP_TYPING_TYPED_LINE_H

#include "app/typing/telex.h"

/* Types one whole line of keys, word by word, and appends the result: what `kioskctl type` does. A
 * byte that is no UTF-8 comes out as U+FFFD. */
void typing_line(const char *keys, size_t len, const struct typing_rules *rules, struct buf *out);

#endif
