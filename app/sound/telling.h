/* The inside of speech.h: how one text becomes clips. Not for others. */
#ifndef APP_SOUND_TELLING_H
#define APP_SOUND_TELLING_H

#include "app/sound/grammar.h"
#include "app/sound/speech.h"

enum { TELLING_TEXT_MAX = 1024, TELLING_WORDS_MAX = 512, TELLING_STOP = 300 /* ms */ };

/* What one sequence is spoken with. */
struct telling {
    struct speech *speech;
    const struct voices *voices;
    const struct clips *pack; /* of the language being spoken now */
    const struct grammar *grammar;
    const struct speech_options *options;
    enum message_id message;
    bool fallback, private_;
};

/* Speaks a language from now on; marked as fallback when it is not the asked one. */
void telling_use(struct telling *t, const char *language);

/* The asked language when it has both a pack and a grammar, else Vietnamese. */
void telling_count_in(struct telling *t);

void telling_push(struct telling *t, struct spoken item);
void telling_pause(struct telling *t, int ms);

/* Copies with white space made single and none at the ends; bytes written. */
size_t telling_tidy(const char *text, size_t len, char out[TELLING_TEXT_MAX]);

/* True for a letter or a digit of any language. */
bool telling_has_letter(const char *text, size_t len);

/* The piece as written, then without the marks at its end, then in lower case. */
bool telling_find(const struct clips *pack, const char *text, size_t len, struct clip *ret_clip);

/* Words of a grammar: all in the vocabulary; what the pack lacks is counted as missing. */
void telling_words(struct telling *t, const char *text, size_t len);

/* Letter names, for what nobody spoke as a whole and for codes. */
void telling_spell(struct telling *t, const char *text, size_t len, int gap_ms);

/* Longest pieces first; text has single spaces and no newline. */
void telling_pieces(struct telling *t, const char *text, size_t len);

/* SAY_TEXT and SAY_NAME. */
void telling_text(struct telling *t, const char *text);
void telling_name(struct telling *t, const char *text);

#endif
