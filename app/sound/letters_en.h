/* The English names of letters. What Vietnamese, Jrai and Bahnar add is described by its shape, so
 * that an English speaker can find it on a card or a key. Used by grammar_en only. */
#ifndef APP_SOUND_LETTERS_EN_H
#define APP_SOUND_LETTERS_EN_H

#include <stddef.h>

#include "platform/base/buf.h"

/* Adds the name of the first cluster of text[0..len) ("R"; "E with a hat, rising mark" for a letter
 * with a tone); nothing for what has no name. Upper and lower case are named alike. Returns the
 * bytes used; len >= 1. */
size_t letters_en(const char *text, size_t len, struct buf *out);

/* Name i of all names that letters_en() uses, or NULL after the last. */
const char *letters_en_name(int i);

#endif
