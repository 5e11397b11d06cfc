/* The outbox: sealed, durable, exactly once. The kiosk inserts (outbox_put), the courier moves
 * states by compare-and-swap; both open the same outbox.db (WAL, synchronous=FULL asserted at
 * open). Invariants and the state diagram stand at the top of outbox.c. */
#ifndef APP_OUTBOX_OUTBOX_H
#define APP_OUTBOX_OUTBOX_H

#include <stddef.h>
#include <stdint.h>

#include "app/outbox/record.h"
#include "platform/base/err.h"
#include "platform/port_dir.h"

enum outbox_state {
    OUTBOX_SAVED,     /* committed on this kiosk */
    OUTBOX_SENDING,   /* the courier claimed it */
    OUTBOX_SENT,      /* the portal echoed UUID and hash */
    OUTBOX_RECEIVED,  /* the portal gave a file number */
    OUTBOX_HELD,      /* refused; a person must look */
    OUTBOX_EXPORTED,  /* re-sealed for another kiosk; never sent from here */
    OUTBOX_WITHDRAWN, /* the citizen took it back before it was sent: content deleted */
};

/* A wish to withdraw what may have arrived already: the courier asks the portal first. */
enum outbox_withdrawal {
    OUTBOX_WITHDRAWAL_NONE,
    OUTBOX_WITHDRAWAL_ASKED,    /* not sent any more; the portal is asked whether it is there */
    OUTBOX_WITHDRAWAL_TOO_LATE, /* the portal has it, or cannot be asked: it goes its usual way */
};

/* How long unsent: PRODUCT.md, "a file unsent for 30 days raises an alarm, at 90 a person
 * decides". */
#define OUTBOX_ALARM_S  ((int64_t)30 * 24 * 60 * 60)
#define OUTBOX_DECIDE_S ((int64_t)90 * 24 * 60 * 60)

enum outbox_age { OUTBOX_FRESH, OUTBOX_ALARM, OUTBOX_DECIDE };

#define OUTBOX_SLIP_HEX 65 /* the slip code's SHA-256 in hex with its NUL */

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
    char state_text[80];  /* the portal's own words about where it is; "" until it said any */
    int64_t payload_bytes;
    bool at_rest; /* its content was deleted: nothing is left to send or to ask */
    enum outbox_withdrawal withdrawal;
    int64_t decided_at; /* when a person last said "send on", Unix seconds; 0 = never */
    char slip_sha256[OUTBOX_SLIP_HEX];  /* as in the record; "" in rows of before */
    char token_sha256[OUTBOX_SLIP_HEX]; /* the same */
};

/* What the portal last told of an application it has received; all 0 before the first answer. What
 * its officer wrote and the results themselves are not here: they may tell of the citizen. */
struct outbox_told {
    int state; /* the portal's number: 1 to 10 are known, others have only their words */
    bool papers_asked, reasoned; /* it waits for papers; it gave a reason */
    int results;                 /* how many electronic results are there */
};

/* Bytes of one application at its largest that a kiosk takes; admission asks for this much room. */
#define OUTBOX_WORST_CASE ((int64_t)RECORD_PAPERS_TOTAL + 1024 * 1024)

/* Kiosk side. Opens or makes DIR (its parent must exist), DIR/outbox.db and DIR/papers, migrates.
 * ERR_VERSION on a newer database (nothing written). One that does not verify is kept beside it as
 * outbox.db.damaged-N, a fresh one is started with every row that could still be read, and
 * outbox_damaged() says so; a cut in between changes nothing about that. DIR/box.pub may come
 * later: put and room look for it. */
MUST_USE struct err outbox_open(struct outbox **ret_box, const char *state_dir);

/* The same with another way to write files, for tests of a failing disk; *dir is copied. */
MUST_USE struct err outbox_open_on(struct outbox **ret_box, const char *state_dir,
                                   const struct port_dir *dir);

/* For list and find only, by anyone else: makes and migrates nothing. ERR_NOT_FOUND before the
 * kiosk ran, ERR_TIMEOUT while it must still migrate, ERR_VERSION when a newer one wrote it,
 * ERR_CORRUPT. */
MUST_USE struct err outbox_open_guest(struct outbox **ret_box, const char *state_dir);

/* N when this opening took over what could be read of outbox.db.damaged-N, else 0. */
int outbox_damaged(const struct outbox *o);

/* Accepts NULL. */
void outbox_close(struct outbox *o);

/* Seals the record's JSON and papers to the kiosk's box key, writes papers with fsync, commits.
 * On return without error the application survives a power cut. Refuses (ERR_FULL) before it
 * endangers older ones; ERR_NOT_FOUND while box.pub is missing (start the courier once);
 * ERR_REFUSED when other content was saved under this uuid. The same record again is no error and
 * changes nothing. The record's buffers are not kept. */
MUST_USE struct err outbox_put(struct outbox *o, const struct record *r);

MUST_USE struct err outbox_find(struct outbox *o, const char *uuid, struct outbox_row *ret_row);
/* Oldest first; returns how many, at most max. */
MUST_USE struct err outbox_list(struct outbox *o, struct outbox_row *rows, int max, int *ret_count);

/* Oldest row after the row with this sequence number (0 = from the start); for lists longer than
 * any array. ret_seq is the row's own number. ERR_NOT_FOUND at the end. */
MUST_USE struct err outbox_next(struct outbox *o, int64_t after, int64_t *ret_seq,
                                struct outbox_row *ret_row);

MUST_USE struct err outbox_told(struct outbox *o, const char *uuid, struct outbox_told *ret_told);

/* A person asks at now (Unix seconds) to try again: HELD becomes SAVED, whatever waits is due now
 * and the 90 days begin anew. ERR_NOT_FOUND; ERR_REFUSED when the portal has it for good. */
MUST_USE struct err outbox_retry(struct outbox *o, const char *uuid, int64_t now);

/* The hash of a slip's 12 digits, or of its token, as rows and records have it. */
void outbox_slip_sha256(const char *slip_code, char ret_hex[OUTBOX_SLIP_HEX]);

/* The newest row whose slip code has this hash. ERR_NOT_FOUND, also for "". */
MUST_USE struct err outbox_find_slip(struct outbox *o, const char *slip_sha256,
                                     struct outbox_row *ret_row);

/* The newest row whose token has this hash. ERR_NOT_FOUND; ERR_UNSUPPORTED when it may be one of
 * those that were saved before tokens were kept. */
MUST_USE struct err outbox_find_token(struct outbox *o, const char *token_sha256,
                                      struct outbox_row *ret_row);

/* The citizen takes it back. What never left the kiosk is WITHDRAWN on return and its content
 * deleted; for what may have arrived the wish is noted (outbox_row.withdrawal) and the courier asks
 * the portal. ERR_REFUSED: the portal has it, or may have it and cannot be asked; ERR_NOT_FOUND. To
 * withdraw once more changes nothing. */
MUST_USE struct err outbox_withdraw(struct outbox *o, const char *uuid);

/* How long it has been unsent at now; FRESH when it is not waiting to be sent, and when the clock
 * stands before the day it was saved. What was exported and is not known to have arrived is at most
 * ALARM: its stick may be lost. */
enum outbox_age outbox_age(const struct outbox_row *row, int64_t now);

struct outbox_unsent {
    int alarm;    /* rows unsent for 30 days or more, or exported and not known to have arrived */
    int decide;   /* ... of them those for 90, since a person last decided; none exported */
    int exported; /* ... of them those exported */
    int oldest_days; /* the oldest of them; 0 when there is none */
};

/* Counts them at now. */
MUST_USE struct err outbox_count_unsent(struct outbox *o, int64_t now,
                                        struct outbox_unsent *ret_unsent);

/* A row may be in a state that a newer program added: nothing is done with it here. */
bool outbox_state_known(enum outbox_state state);

/* "saved", "sending", "sent", "received", "held", "exported", "withdrawn"; else "unknown". */
const char *outbox_state_name(enum outbox_state state);

/* Bytes still free for new applications beside what older ones may need; 0 when none. Admission
 * compares with OUTBOX_WORST_CASE. ERR_NOT_FOUND while box.pub is missing. */
MUST_USE struct err outbox_room(struct outbox *o, int64_t *ret_bytes);

#endif
