/* Vietnamese typing, Telex and VNI: the raw keys of the current syllable are kept and read again
 * after every key, so marks may come anywhere in the syllable, a repeated key undoes, and what is
 * no Vietnamese syllable comes out as it was typed (reference/languages.md 5). Pure; any thread. */
#ifndef APP_TYPING_TELEX_H
#define APP_TYPING_TELEX_H

#include "app/typing/letter.h"
#include "platform/base/buf.h"

enum typing_method { TYPING_OFF, TYPING_TELEX, TYPING_VNI };

struct typing_rules {
    enum typing_method method;
    bool new_tone; /* hoà, thuỷ instead of hòa, thủy */
};

#define SYLLABLE_KEYS_MAX 32

/* Kinds of key: a plain ASCII letter or digit is subject to the method; any other code point, and a
 * key with KEY_LITERAL, is that letter; KEY_TONE + enum letter_tone sets the tone, and takes it
 * away when pressed again. */
#define KEY_LITERAL 0x8000u
#define KEY_TONE    0xFF00u

struct syllable {
    uint16_t keys[SYLLABLE_KEYS_MAX];
    int count;
};

/* Adds a key; false when the syllable is full (nothing changes then). */
bool syllable_add(struct syllable *s, uint16_t key);

/* Appends what the keys mean, in stored form (nfc.h). */
void syllable_write(const struct syllable *s, const struct typing_rules *rules, struct buf *out);

/* The same when the word ended behind it: a tone on a rhyme without its mark (dies, user) was none
 * then, and the keys are written. */
void syllable_end(const struct syllable *s, const struct typing_rules *rules, struct buf *out);

/* Takes away the last cluster of what is shown; what stays is kept letter by letter, and further
 * keys still act on it. False when the syllable was empty. */
bool syllable_backspace(struct syllable *s, const struct typing_rules *rules);

/* Makes the syllable out of text already written (letters with marks and tone). False when it does
 * not fit. */
bool syllable_from_text(struct syllable *s, const char *text, size_t len);

#endif
