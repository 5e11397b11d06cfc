/* Which names Vietnamese typing would spoil: those of Jrai, Bahnar and other people, told by their
 * letters or by a word that no Vietnamese syllable looks like. Pure; any thread. */
#ifndef APP_TYPING_FOREIGN_H
#define APP_TYPING_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>

/* True when text[0..len) has an apostrophe or a letter that Vietnamese lacks (U+0180, breve on
 * other vowels than a), or one of its words that are ended is no Vietnamese syllable (Rmah, Kpa).
 * The last word, when no space follows, may still become one. */
bool foreign_name(const char *text, size_t len);

#endif
