/* Letters by their names, from a table per language. */
#ifndef APP_SOUND_LETTERS_H
#define APP_SOUND_LETTERS_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/buf.h"

struct letter_name {
    uint32_t letter; /* lower case, or a combining mark */
    const char *name;
};

struct alphabet {
    const struct letter_name *letters; /* found as they are, before a mark is taken off */
    size_t letter_count;
    const struct letter_name *marks; /* said after the letter that carries them */
    size_t mark_count;
};

/* Adds the names of the first cluster of text[0..len), parted by ", "; nothing for what has none.
 * Upper and lower case are named alike. Returns the bytes used; len >= 1. */
size_t letters_spell(const struct alphabet *a, const char *text, size_t len, struct buf *out);

/* Name i of all in the table, or NULL after the last. */
const char *letters_name(const struct alphabet *a, int i);

#endif
