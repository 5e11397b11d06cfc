/* What the on-screen keyboard writes: a bounded text with the current syllable still open, so tone
 * keys and Telex act on it. The text lies in the caller's memory (the visit arena) and is always
 * valid, NUL-terminated and in stored form. The cursor is always at the end. One thread. */
#ifndef APP_TYPING_COMPOSER_H
#define APP_TYPING_COMPOSER_H

#include "app/typing/layout.h"
#include "app/typing/telex.h"

enum composer_field {
    FIELD_NAME,   /* each word starts in upper case by itself */
    FIELD_TEXT,   /* the first word does */
    FIELD_SEARCH, /* no word starts in upper case by itself */
    FIELD_DIGITS, /* digits only; opens on the number pad */
    FIELD_SECRET, /* a passphrase: every character of ASCII, as it is struck */
};

enum composer_shift { SHIFT_OFF, SHIFT_ONCE, SHIFT_LOCKED };

struct composer {
    char *text;               /* NUL-terminated */
    size_t cap;               /* bytes of storage */
    size_t closed;            /* bytes before the open syllable */
    struct syllable syllable; /* the open one */
    struct typing_rules rules;
    enum composer_field field;
    enum composer_shift shift;
    enum keyboard_layer layer;
    enum typing_method method; /* while Telex is wanted: Telex, or as the real keyboard is read */
    bool telex;                /* wanted: by the field, or by her key */
    bool telex_chosen;         /* by her key: nothing turns it off by itself any more */
    int max_clusters;          /* 0: as many as fit */
};

/* Opens over storage of cap bytes with an earlier answer (or NULL), whose last word stays open;
 * what does not fit of it is cut at a cluster. telex: the keys are read as Telex, but not among the
 * letters of Jrai and Bahnar, nor in a name that is no Vietnamese one (foreign.h): local names look
 * like Telex to it (Nar, Ama). Her Telex key turns it on again. */
void composer_init(struct composer *c, char *storage, size_t cap, enum composer_field field,
                   bool telex, const char *initial);

/* One key of the current layer. False when it changed nothing: the text is full, or the key has
 * nothing to act on; then a soft sound is due. */
bool composer_press(struct composer *c, const struct keycap *key);

/* One stroke of a real keyboard, of printable ASCII or '\b', read by the method; upper case is as
 * it was struck, and a name's words start in it anyway. In digits only those of the pad. False when
 * it changed nothing, or no key of the screen writes this character. */
bool composer_type(struct composer *c, enum typing_method method, char stroke);

/* Length of the text in bytes, and where the open syllable (underlined on screen) starts. */
size_t composer_length(const struct composer *c);
size_t composer_open_from(const struct composer *c);

/* The next letter will be upper case: shows on the keys. */
bool composer_is_upper(const struct composer *c);
bool composer_is_telex(const struct composer *c);

/* Drops a trailing space; call before the text becomes an answer. */
void composer_finish(struct composer *c);

/* For scripts: the name of the next key to tap on the way from what is written to want, through the
 * layers and shift as a person would. False when it is written already (*ret_name NULL) or cannot
 * be typed from here (*ret_name is want). */
bool composer_next_tap(const struct composer *c, const char *want, const char **ret_name);

#endif
