/* A translator's worksheet: every message of a language in a table that any spreadsheet opens
 * (CSV, UTF-8), out and in again.
 *
 *   id, screens, vietnamese, vietnamese_spoken, english, context, max_length,
 *   text, spoken, state, reviewer, dialect, date
 *
 * The first seven tell, the last six are filled in. What is read in is held to the rules of
 * folder.h row by row; a row that is refused changes nothing. */
#ifndef APP_LANGUAGE_WORKSHEET_H
#define APP_LANGUAGE_WORKSHEET_H

#include "app/language/folder.h"
#include "app/language/places.h"
#include "app/sound/clips.h"
#include "platform/base/buf.h"

/* What is told about the messages besides their texts. */
struct worksheet_notes {
    const char *context[MSG_COUNT]; /* heading of the Vietnamese file; "" = none */
    const char *filled[MSG_COUNT];  /* what {0} is; "" = nothing is filled in */
};

/* Reads the headings of the Vietnamese folder's files, and assets/languages/notes.tsv. ERR_FULL. */
MUST_USE struct err worksheet_notes_read(struct arena *arena, const struct folder_source *source,
                                         const char *notes, size_t size,
                                         struct worksheet_notes *ret_notes);

/* As long as a text may be: the screens are proven with texts that much longer. */
int worksheet_longest(enum message_id id);

/* Appends the table; out->full when it does not fit. */
void worksheet_write(const struct folder *f, const struct places *places,
                     const struct worksheet_notes *notes, struct buf *out);

/* What a worksheet says of one message. */
struct worksheet_edit {
    bool taken;             /* the row holds something, and nothing wrong */
    const char *text, *say; /* say NULL = none */
    struct folder_row row;
};

struct worksheet_problem {
    int row, line;      /* of the table, its head being row 1; line of the file */
    const char *column; /* "text", or "" */
    char what[FOLDER_WHAT + 100];
};
struct worksheet_listener {
    void *context;
    void (*tell)(void *context, const struct worksheet_problem *problem);
};

struct worksheet_result {
    struct worksheet_edit edits[MSG_COUNT];
    int taken, changed, empty, refused;
};

/* Reads the table for the folder as it is now, texts into the arena. clips NULL = no recordings.
 * ERR_BAD_INPUT when it is no worksheet at all (told), ERR_FULL. */
MUST_USE struct err worksheet_read(struct arena *arena, const struct folder *f,
                                   const struct clips *clips, const char *text, size_t size,
                                   const struct worksheet_listener *listener,
                                   struct worksheet_result *ret_result);

#endif
