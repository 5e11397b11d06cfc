/* On which screens each message stands: assets/languages/screens.tsv. */
#ifndef APP_LANGUAGE_PLACES_H
#define APP_LANGUAGE_PLACES_H

#include <stddef.h>
#include <stdint.h>

#include "app/sound/messages.h"
#include "platform/base/err.h"

#define PLACES_MAX 64

struct places {
    char names[PLACES_MAX][32]; /* "question-text", in order; dialog, notice and paper among them */
    int count;
    uint64_t of[MSG_COUNT]; /* a bit per place */
};

/* Reads text[0..size). Messages of another firmware are left out. ERR_BAD_INPUT, with the line as
 * its number, when a line is not `MSG_ID<TAB>screen screen`. */
MUST_USE struct err places_read(const char *text, size_t size, struct places *ret_places);

#endif
