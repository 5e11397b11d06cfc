/* The on-screen keyboards as tables: Vietnamese letters with open special letters and tone keys,
 * the Jrai and Bahnar letters, digits and signs, and the plain number pad (design screens 05, 05b,
 * 07). Unlike drawing 05b the Jrai layer has the whole alphabet and the breve key, so a name is
 * typed without changing layers. Pure; any thread. */
#ifndef APP_TYPING_LAYOUT_H
#define APP_TYPING_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "app/sound/messages.h"

enum keyboard_layer {
    LAYER_VIETNAMESE,
    LAYER_LETTERS,
    LAYER_DIGITS,
    LAYER_PAD,
    LAYER_PAD_MONEY,
    LAYER_PAD_DECIMAL,
    LAYER_SECRET, /* letters and digits of a passphrase, and ... */
    LAYER_SIGNS,  /* ... every sign of ASCII */
    LAYER_COUNT
};

enum keycap_kind {
    CAP_TEXT,  /* writes text */
    CAP_TONE,  /* argument: enum letter_tone */
    CAP_BREVE, /* breve on the last vowel, or away again */
    CAP_SPACE, /* this and the next three: argument: enum message_id, what stands on them */
    CAP_BACKSPACE,
    CAP_CLEAR,
    CAP_SHIFT,
    CAP_TELEX,
    CAP_LAYER, /* argument: enum keyboard_layer */
};

struct keycap {
    const char *name;  /* target name: "key-a", "key-tone-acute" */
    const char *label; /* NULL: a word of the language, layout_words() */
    const char *small; /* second, smaller word of the label ("sắc"), or NULL */
    const char *icon;  /* drawn instead of the label, or NULL */
    const char *text;  /* CAP_TEXT: lower case, stored form */
    enum keycap_kind kind;
    uint16_t argument;
    uint16_t width; /* design pixels on a keyboard 984 wide with gaps of 12; shorter rows centred */
};

#define LAYOUT_ROWS_MAX 6

struct layout {
    const struct keycap *keys; /* row after row */
    int count;
    int rows;
    uint8_t row_keys[LAYOUT_ROWS_MAX];
    enum message_id hint; /* MSG_NONE when there is none */
};

const struct layout *layout_of(enum keyboard_layer layer);

/* The key with this name, or that writes this text, on the layer; -1 when it has none. Typographic
 * apostrophes find the apostrophe key. */
int layout_find_name(enum keyboard_layer layer, const char *name);
int layout_find_text(enum keyboard_layer layer, const char *text);

/* The message that stands on a key in the citizen's language, MSG_NONE for a letter or sign. */
enum message_id layout_words(const struct keycap *key);

/* The label of a letter or sign as painted, in upper case when upper: at most size bytes with the
 * NUL. */
void layout_label(const struct keycap *key, bool upper, char *ret_label, int size);

#endif
