/* On which screens each message stands: assets/languages/screens.tsv. */
#ifndef APP_LANGUAGE_PLACES_H
#define APP_LANGUAGE_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/sound/messages.h"
#include "platform/base/err.h"

#define PLACES_MAX  128
#define PLACE_WORDS (PLACES_MAX / 64)

/* Some of the places: a bit each, by their index. */
struct place_set {
    uint64_t words[PLACE_WORDS];
};

struct places {
    char names[PLACES_MAX][32]; /* "question-text", in order; dialog, notice and paper among them */
    int count;
    struct place_set of[MSG_COUNT];
};

/* Reads text[0..size). Messages of another firmware are left out. ERR_BAD_INPUT, with the line as
 * its number, when a line is not `MSG_ID<TAB>screen screen`. */
MUST_USE struct err places_read(const char *text, size_t size, struct places *ret_places);

/* Whether place number `place` is one of them, and puts it among them. */
static inline bool places_has(const struct place_set *set, int place)
{
    return (set->words[place / 64] >> place % 64 & 1) != 0;
}

static inline void places_add(struct place_set *set, int place)
{
    set->words[place / 64] |= (uint64_t)1 << place % 64;
}

#endif
