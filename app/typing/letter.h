/* Letters of Vietnamese, Jrai, Bahnar, Hre and Ede taken apart and put together: base letter, mark,
 * breve, tone, case. Stored text is NFC with one extra rule, circumflex or horn before breve,
 * because e-circumflex-breve and four like it have no precomposed form
 * (reference/languages.md 1.2). Pure; any thread. */
#ifndef APP_TYPING_LETTER_H
#define APP_TYPING_LETTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum letter_mark { MARK_NONE, MARK_CIRCUMFLEX, MARK_HORN, MARK_STROKE, MARK_CARON };

/* In the order of the table of precomposed vowels. */
enum letter_tone { TONE_NONE, TONE_GRAVE, TONE_HOOK, TONE_TILDE, TONE_ACUTE, TONE_DOT, TONE_COUNT };

/* One cluster taken apart. */
struct letter {
    uint32_t base; /* lower-case ASCII letter, or any other code point as it is */
    enum letter_mark mark;
    bool breve;
    enum letter_tone tone;
    bool upper;
};

#define LETTER_BYTES_MAX 16

/* Takes one code point apart; a code point outside the table is its own base. */
struct letter letter_of(uint32_t cp);

/* Adds a combining mark (U+0300..U+036F). False when the letter has no place for it. */
bool letter_add_mark(struct letter *l, uint32_t mark);

/* Writes the letter in stored form as UTF-8, not NUL-terminated; returns the bytes (at most
 * LETTER_BYTES_MAX). */
size_t letter_write(const struct letter *l, char *out);

/* True for a e i o u y under any marks. */
bool letter_is_vowel(const struct letter *l);

/* The upper or lower form of a code point; itself when it has none. Knows U+0180/U+0243. */
uint32_t letter_upper(uint32_t cp);
uint32_t letter_lower(uint32_t cp);

#endif
