/* How a language says numbers, dates and money. One table row per language: nothing outside a
 * grammar_XX.c knows how any language counts, and Vietnamese rules are never used for another one.
 * A grammar writes words; app/sound/speech.c turns words into clips, longest match first. */
#ifndef APP_SOUND_GRAMMAR_H
#define APP_SOUND_GRAMMAR_H

#include <stdint.h>

#include "platform/base/buf.h"

struct grammar {
    const char *language; /* "vi" */
    /* Any int64. */
    void (*number)(int64_t number, struct buf *out);
    /* yyyymmdd; day 00 or month 00 = unknown, and said to be so. */
    void (*date)(int64_t yyyymmdd, struct buf *out);
    /* Dong. */
    void (*money)(int64_t dong, struct buf *out);
    /* Name of the first letter cluster of text[0..len): "e-ro"; a tone or a mark of another
     * language follows after ", ". Adds nothing for what has no name. Returns the bytes used. */
    size_t (*letter)(const char *text, size_t len, struct buf *out);
    /* Word i that every clip pack of this language must hold, or NULL after the last. out is
     * storage for one that is composed. */
    const char *(*vocabulary)(int i, struct buf *out);
};

/* The grammar of a language, or NULL: then numbers are said in Vietnamese, marked as fallback. */
const struct grammar *grammar_find(const char *language);

extern const struct grammar grammar_vi;

#endif
