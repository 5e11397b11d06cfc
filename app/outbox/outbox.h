/* The outbox: sealed, durable, exactly once. The kiosk inserts (outbox_put), the courier moves
 * states by compare-and-swap; both open the same outbox.db (WAL, synchronous=FULL asserted at
 * open). Invariants and the state diagram stand at the top of outbox.c. */
#ifndef APP_OUTBOX_OUTBOX_H
#define APP_OUTBOX_OUTBOX_H

#include <stddef.h>
#include <stdint.h>

#include "app/outbox/record.h"
#include "platform/base/err.h"

enum outbox_state {
    OUTBOX_SAVED,    /* committed on this kiosk */
    OUTBOX_SENDING,  /* the courier claimed it */
    OUTBOX_SENT,     /* the portal echoed UUID and hash */
    OUTBOX_RECEIVED, /* the portal gave a file number */
    OUTBOX_HELD,     /* refused; a person must look */
    OUTBOX_EXPORTED, /* re-sealed for another kiosk; never sent from here */
};

struct outbox; /* opaque; one per process and thread */

/* What outbox_list and outbox_find tell: nothing of a citizen. */
struct outbox_row {
    char uuid[37];
    char procedure[16];
    enum outbox_state state;
    int64_t saved_at;    /* Unix seconds */
    int64_t next_try_at; /* 0 when none is planned */
    int attempts;
    int last_status;      /* HTTP status or 0 */
    char last_reason[24]; /* err_name or a classifier's word */
    char file_number[40]; /* "" until received */
    int64_t payload_bytes;
};

/* Kiosk side. Opens or makes DIR/outbox.db and DIR/papers, migrates, loads DIR/box.pub.
 * ERR_VERSION on a newer database (nothing written), ERR_CORRUPT when it does not verify (the file
 * is kept beside it as outbox.db.damaged-N and a fresh one started; ret says so after opening). */
MUST_USE struct err outbox_open(struct outbox **ret_box, const char *state_dir);
void outbox_close(struct outbox *o);

/* Seals the record's JSON and papers to the kiosk's box key, writes papers with fsync, commits.
 * On return without error the application survives a power cut. Refuses (ERR_FULL) before it
 * endangers older ones. The record's buffers are not kept. */
MUST_USE struct err outbox_put(struct outbox *o, const struct record *r);

MUST_USE struct err outbox_find(struct outbox *o, const char *uuid, struct outbox_row *ret_row);
/* Oldest first; returns how many, at most max. */
MUST_USE struct err outbox_list(struct outbox *o, struct outbox_row *rows, int max, int *ret_count);

/* Free bytes this outbox would still accept for one worst-case application; for admission. */
MUST_USE struct err outbox_room(struct outbox *o, int64_t *ret_bytes);

#endif
