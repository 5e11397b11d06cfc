/* How often a sentence failed people, for the fleet to see which one does: asked for again, help
 * called from its page, nobody answered it, shown or heard in Vietnamese for want of her language.
 * A sentence is a message's name, a form's question ("1.001193/child/name") or a page's name: never
 * a word that anybody typed or was given, and no time but the day the counting began. Bounded: what
 * has no room is counted together. DIR/sentences.tsv keeps it. Pure but for the last two. */
#ifndef APP_LANGUAGE_COUNTS_H
#define APP_LANGUAGE_COUNTS_H

#include <stdbool.h>
#include <stdint.h>

#include "platform/base/buf.h"
#include "platform/port_dir.h"
#include "platform/port_files.h"

enum count_kind {
    COUNT_REPLAY, /* the page was asked for once more */
    COUNT_HELP,   /* an officer was called from it, or keys were tried */
    COUNT_ASKED,  /* nothing was done on it until the kiosk asked who is there */
    COUNT_LEFT,   /* and nobody answered that */
    COUNT_TEXT,   /* it was shown in Vietnamese instead */
    COUNT_SOUND,  /* it was heard in Vietnamese instead */
    COUNT_KINDS
};

#define COUNTS_ROWS     1500
#define COUNTS_SENTENCE 64
#define COUNTS_LANGUAGE 16
#define COUNTS_DAY      11                   /* "2026-11-23" */
#define COUNTS_BYTES    (COUNTS_ROWS * 160u) /* holds any table as text */
#define COUNTS_FILE     "sentences.tsv"

struct count_row {
    char language[COUNTS_LANGUAGE], sentence[COUNTS_SENTENCE];
    uint32_t times[COUNT_KINDS];
};

struct counts {
    struct count_row rows[COUNTS_ROWS];
    int count;
    uint32_t beyond[COUNT_KINDS]; /* what found no row */
    char since[COUNTS_DAY];
    bool changed; /* since it was kept */
};

/* "replay" for a table's head. */
const char *count_name(enum count_kind kind);

/* Begins anew on this day. */
void counts_begin(struct counts *c, const char *today);

/* One more; a number stays at its largest. A language or sentence that is no such name is counted
 * among what found no row, and its bytes are not kept. */
void counts_add(struct counts *c, enum count_kind kind, const char *language, const char *sentence);

/* The table as text, and back: rows that are none are left out. False when the text is not such a
 * table at all; then it begins anew on this day. */
void counts_write(const struct counts *c, struct buf *out);
bool counts_read(struct counts *c, const char *text, size_t size, const char *today);

/* What the folder `state` keeps; anew on this day when it keeps none, or none that can be read. */
void counts_load(struct counts *c, const struct port_files *files, const char *state,
                 const char *today);

#endif
