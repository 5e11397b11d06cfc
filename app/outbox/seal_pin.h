/* A secret word kept so that only guessing finds it: Argon2id through libsodium. The text holds its
 * own cost and salt. Slow on purpose; any thread, but no thread that draws. */
#ifndef APP_OUTBOX_SEAL_PIN_H
#define APP_OUTBOX_SEAL_PIN_H

#include <stddef.h>

#include "platform/base/err.h"

#define SEAL_PIN_TEXT 128 /* bytes of the kept text with its NUL */

/* How much one guess costs. */
struct seal_pin_cost {
    unsigned long long passes;
    size_t bytes;
};

/* 64 MiB in three passes: under half a second on the kiosk (fleet-reliability-security.md 3.5). */
struct seal_pin_cost seal_pin_cost_usual(void);

/* Makes the text to keep. ERR_FULL: the memory a guess costs is not there. */
MUST_USE struct err seal_pin_make(const char *word, struct seal_pin_cost cost,
                                  char ret_text[SEAL_PIN_TEXT]);

/* ERR_REFUSED: another word; ERR_CORRUPT: the text is none that was made here; ERR_FULL as above.
 */
MUST_USE struct err seal_pin_check(const char *text, const char *word);

#endif
