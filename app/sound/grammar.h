/* How a language says numbers, dates and money. One table row per language: nothing outside a
 * grammar_XX.c knows how any language counts, and Vietnamese rules are never used for another one.
 * A grammar writes words; app/sound/speech.c turns words into clips, longest match first. */
#ifndef APP_SOUND_GRAMMAR_H
#define APP_SOUND_GRAMMAR_H

#include <stdint.h>

#include "app/sound/grammar_words.h"
#include "platform/base/buf.h"

struct grammar {
    const char *language; /* "vi" */
    /* Any int64. */
    void (*number)(int64_t number, struct buf *out);
    /* yyyymmdd; day 00 or month 00 = unknown, and said to be so. */
    void (*date)(int64_t yyyymmdd, struct buf *out);
    /* Only the parts that are not 0: day and month, month and year, a day alone. */
    void (*day)(int day, int month, int year, struct buf *out);
    /* Dong. */
    void (*money)(int64_t dong, struct buf *out);
    /* Minutes since midnight, 0..1440: the last is the end of the day. */
    void (*time)(int minutes, struct buf *out);
    /* Name of the first letter cluster of text[0..len): "e-ro"; a tone or a mark of another
     * language follows after ", ". Adds nothing for what has no name. Returns the bytes used. */
    size_t (*letter)(const char *text, size_t len, struct buf *out);
    /* Word i that every clip pack of this language must hold, or NULL after the last. out is
     * storage for one that is composed. */
    const char *(*vocabulary)(int i, struct buf *out);
    /* How figures are written: 1.250.000 and 1,5 in Vietnamese. */
    char group, decimal;
    const char *point; /* a word of the vocabulary */
    const struct grammar_words *words;
    /* Language whose voice says the proper names that this one has no clip of, or NULL: then they
     * are spelled. An English sentence may hold a Vietnamese name; a Vietnamese voice never reads
     * Jrai. */
    const char *names;
};

/* The grammar somebody wrote down for a language, or NULL. */
const struct grammar *grammar_find(const char *language);

/* That, or, once the language has names for the ten digits, a plain one: digit by digit, and letter
 * by letter as far as its letters have names (MSG_L_). NULL: numbers are said in Vietnamese, marked
 * as fallback. It lives for ever and is always the same one. Main thread only. */
const struct grammar *grammar_of(const char *language);

extern const struct grammar grammar_vi;
extern const struct grammar grammar_en;

#endif
