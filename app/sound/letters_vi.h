/* The Vietnamese names of letters: of the Vietnamese alphabet, of the tones, and of the letters
 * that Jrai and Bahnar add, which are described in Vietnamese words (their own names are not ours
 * to invent). Used by grammar_vi only. */
#ifndef APP_SOUND_LETTERS_VI_H
#define APP_SOUND_LETTERS_VI_H

#include <stddef.h>

#include "platform/base/buf.h"

/* Adds the name of the first cluster of text[0..len) ("e-ro"; "a, sac" for a letter with a tone);
 * nothing for what has no name. Upper and lower case are named alike. Returns the bytes used;
 * len >= 1. */
size_t letters_vi(const char *text, size_t len, struct buf *out);

/* Name i of all names that letters_vi() uses, or NULL after the last. */
const char *letters_vi_name(int i);

#endif
