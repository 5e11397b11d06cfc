/* The folder of one language: its name, its letters, its messages, and of each message how far it
 * is. Read from the tree, from a pack or from a translator's working copy, all by the same rules:
 * what is shown to a citizen has been read by somebody who speaks the language, as it stands now.
 *
 *   name     name, vietnamese, strip, source, state of the name
 *   letters  source, letters, foreign, marks (inventory.h)
 *   *.msg    MSG_ID = text, MSG_ID.say = what is said where that differs
 *   state    * = missing | draft | synthetic
 *            MSG_ID = state | date | reviewer | dialect | hash of text and spoken text
 *
 * A row counts while its hash is that of the text: after a change the message is a draft again. */
#ifndef APP_LANGUAGE_FOLDER_H
#define APP_LANGUAGE_FOLDER_H

#include <stdint.h>

#include "app/language/inventory.h"
#include "app/sound/messages.h"
#include "platform/base/arena.h"

enum message_state {
    STATE_MISSING,
    STATE_DRAFT,
    STATE_REVIEWED,
    STATE_RECORDED,
    STATE_FIELD_CHECKED,
    STATE_SYNTHETIC, /* machine speech of the text, whatever it is now */
    STATE_COUNT
};

#define FOLDER_CODE 16 /* "bdq-x-kriem" with its NUL */

/* Where the files lie. Names have no slash. What read() gives stays until the next read. */
struct folder_source {
    void *context;
    struct err (*each)(void *context, const char *language,
                       void (*visit)(void *visitor, const char *file), void *visitor);
    struct err (*read)(void *context, const char *language, const char *file,
                       const char **ret_bytes, size_t *ret_size);
};

/* What somebody wrote down about a message; line 0: nothing. */
struct folder_row {
    enum message_state state;
    const char *date, *reviewer, *dialect; /* "" = not said */
    uint64_t hash;
    int line;
};

struct folder_message {
    const char *text, *say; /* NULL = none */
    const char *file;
    int line, say_line;
    struct folder_row row;
};

struct folder {
    char code[FOLDER_CODE];
    const char *name, *vietnamese, *strip, *source; /* of the file name; NULL = there is none */
    enum message_state name_state;
    struct inventory letters;
    enum message_state rest; /* of every message without a row */
    const char *voice;       /* the machine voice, or NULL */
    struct folder_message messages[MSG_COUNT];
};

/* One thing that is wrong: told to whoever reads, who goes on reading. */
struct folder_problem {
    char file[64]; /* "jra/screens.msg" */
    int line;      /* 0 = the file as a whole */
    bool unknown;  /* a message that this firmware does not know, no more */
    char what[400];
};
struct folder_listener {
    void *context;
    void (*tell)(void *context, const struct folder_problem *problem);
};

/* Reads a folder and tells every problem. ERR_NOT_FOUND when it has no name, ERR_FULL when the
 * arena is, ERR_BAD_INPUT when anything but an unknown message was wrong. */
MUST_USE struct err folder_read(struct arena *arena, const struct folder_source *source,
                                const char *code, const struct folder_listener *listener,
                                struct folder *ret_folder);

#define FOLDER_WHAT 400

/* Whether a text may stand in the language beside the Vietnamese one: letters, places to fill in,
 * and lines unless it is only said. What is wrong and what to do otherwise. */
bool folder_text_check(const struct folder *f, const char *text, const char *source, bool said,
                       char ret_what[FOLDER_WHAT]);

/* FNV-1a over language, text and spoken text: as a clip's id where nothing else is said. */
uint64_t folder_hash(const char *code, const char *text, const char *say);

/* How far a message is now, what was changed after its row counting as a draft. */
enum message_state folder_state(const struct folder *f, enum message_id id);

/* True for what a citizen may see: reviewed or better, or of a machine voice. */
bool state_is_shown(enum message_state state);
/* True for what has a voice of its own. */
bool state_is_spoken(enum message_state state);

/* True for a day as it is written here, "2026-11-30". */
bool folder_is_date(const char *text, size_t len);

/* "field-checked". */
const char *state_name(enum message_state state);
/* False when the word is none. */
bool message_state_find(const char *word, size_t len, enum message_state *ret_state);

#endif
