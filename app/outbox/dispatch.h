/* The courier's side of the outbox: what is due, what is inside, and moving states. Every move is a
 * compare-and-swap. One courier per state directory (it holds a lock); one thread per struct. */
#ifndef APP_OUTBOX_DISPATCH_H
#define APP_OUTBOX_DISPATCH_H

#include "app/outbox/outbox.h"
#include "app/outbox/seal.h"
#include "platform/base/arena.h"

#define DISPATCH_VERSION 32 /* bytes of the version of a portal's answer, NUL included */

/* Opens what the kiosk made; *dir is copied. Errors as outbox_open_guest. */
MUST_USE struct err dispatch_open(struct outbox **ret_box, const char *state_dir,
                                  const struct port_dir *dir);

/* True when the kiosk set the database aside: close and open again. */
bool dispatch_replaced(const struct outbox *o);

/* After a crash: SENDING back to SAVED, half-done deletions finished. */
MUST_USE struct err dispatch_recover(struct outbox *o);

struct dispatch_item {
    int64_t seq;
    char uuid[37];
    enum outbox_state state; /* SAVED or SENT, HELD when asked back; after a claim SENDING */
    int attempts, refusals;
    int64_t saved_at, decided_at; /* Unix seconds, as in outbox_row */
    bool asked_back;              /* the citizen wants it back: not to be sent, the portal asked */
    char sha256[SEAL_HEX];        /* of the record's JSON */
};

/* What dispatch_next looks for: rows behind `after` in the order they were saved. */
struct dispatch_filter {
    int64_t after;   /* sequence number; 0 = from the start */
    int64_t now_ms;  /* Unix milliseconds: rows due by then, and rows whose time lies more than a
                        day ahead, because then the clock was set back */
    bool everything; /* whether due or not */
    bool only_fresh; /* those never tried */
};

/* ERR_NOT_FOUND when there is none. */
MUST_USE struct err dispatch_next(struct outbox *o, const struct dispatch_filter *f,
                                  struct dispatch_item *ret_item);

/* When the next row is due, Unix milliseconds; INT64_MAX when none waits. */
MUST_USE struct err dispatch_due_ms(struct outbox *o, int64_t *ret_ms);

/* SAVED becomes SENDING with one more attempt, at a portal that cannot be asked later when silent.
 * ERR_REFUSED when somebody else moved it, or asked it back. */
MUST_USE struct err dispatch_claim(struct outbox *o, struct dispatch_item *item, bool silent);

struct parcel_paper {
    uint8_t key[SEAL_KEY];
    char sha256[SEAL_HEX]; /* of the plain bytes */
    char file[SEAL_HEX];   /* name in papers/ */
    size_t size;
    char type[32];
};

/* One opened application. json and everything of it lie in the outbox's memory until
 * dispatch_wipe or the next load. */
struct parcel {
    char uuid[37];
    const char *json;
    size_t json_size;
    char sha256[SEAL_HEX]; /* of the JSON */
    struct parcel_paper papers[RECORD_PAPERS_MAX];
    int paper_count;
};

/* ERR_NOT_FOUND: sealed to another key or already deleted; ERR_CORRUPT. */
MUST_USE struct err dispatch_load(struct outbox *o, const struct seal_secret *key, const char *uuid,
                                  struct parcel *ret_parcel);
/* The row gets its slip's hash from the opened record when it has none: a bundle carries it only
 * inside what is sealed. */
MUST_USE struct err dispatch_keep_slip(struct outbox *o, const struct parcel *p);
/* Overwrites the opened application. */
void dispatch_wipe(struct outbox *o, struct parcel *p);

/* Opens paper i into memory of its own; ret_memory is closed with secret_close(). ERR_NOT_FOUND
 * without its file, ERR_CORRUPT when it is not what was saved. */
MUST_USE struct err dispatch_paper(struct outbox *o, const struct parcel *p, int i,
                                   struct arena *ret_memory, const void **ret_bytes);

struct dispatch_move {
    enum outbox_state to;
    int64_t next_try_ms;                  /* Unix milliseconds */
    int status;                           /* HTTP or 0 */
    const char *reason;                   /* a word of reasons.h; "" = all well; NULL = as before */
    const char *file_number, *state_text; /* NULL = as before */
    bool refused;                         /* counts towards HELD */
    bool at_rest;                         /* SENT, and the portal will never say more */
    bool unsent;                          /* of this attempt nothing left the kiosk */
    bool too_late;         /* a wish to withdraw ends; to SENT and RECEIVED: always */
    bool ask_anew;         /* ... and may be made once more */
    int64_t now_s, ask_ms; /* RECEIVED: Unix seconds, and milliseconds: when to ask about it */
    int portal_state;      /* RECEIVED: the portal's number, or 0 */
};

/* Moves the row from item's state and attempts; *item follows. To OUTBOX_RECEIVED, or at rest, also
 * deletes the sealed bytes and papers. ERR_REFUSED when somebody else moved it. */
MUST_USE struct err dispatch_move(struct outbox *o, struct dispatch_item *item,
                                  const struct dispatch_move *m);

/* Whether the error says that somebody else moved the row first; a table's rule that was broken is
 * ERR_REFUSED too. */
bool dispatch_was_moved(struct err e);

/* What was asked back and is not at the portal: WITHDRAWN, and its content deleted. ERR_REFUSED
 * when somebody else moved it. */
MUST_USE struct err dispatch_withdraw(struct outbox *o, struct dispatch_item *item);

/* One that was withdrawn, or exported and put at rest, of which the courier has not yet forgotten
 * its own copies, and its attempts. ERR_NOT_FOUND when there is none. */
MUST_USE struct err dispatch_untidy(struct outbox *o, char ret_uuid[37], int *ret_attempts,
                                    bool *ret_withdrawn);
/* It has now; what the kiosk could not delete of it is deleted too. */
MUST_USE struct err dispatch_tidied(struct outbox *o, const char *uuid);

/* One that a person wishes to be sealed to another kiosk's key (outbox_export.h). */
struct dispatch_export {
    struct dispatch_item item;
    struct seal_public to;
    bool may_have_left; /* something of it may have left this kiosk */
    bool silent;        /* ... to a portal that cannot be asked */
    int64_t wished_at;  /* Unix seconds */
    int64_t ask_ms;     /* Unix milliseconds: when the portal is first asked whether it arrived */
};

/* The oldest wish that was not looked at. ERR_NOT_FOUND when there is none. */
MUST_USE struct err dispatch_next_export(struct outbox *o, struct dispatch_export *ret_wish);
/* Seals what was loaded to the other key and moves its row from item's state and attempts to
 * EXPORTED, in one transaction with the sealed copy; what lies here stays. ERR_REFUSED when
 * somebody else moved it, or the wish is gone; ERR_BAD_INPUT when the key is none. */
MUST_USE struct err dispatch_export(struct outbox *o, const struct parcel *p,
                                    struct dispatch_export *wish);
/* It is not exported; why is a word of reasons.h. */
MUST_USE struct err dispatch_deny_export(struct outbox *o, const char *uuid, const char *why);

/* An exported one about which the portal is to be asked: has it arrived from there? ERR_NOT_FOUND
 * when there is none. */
MUST_USE struct err dispatch_next_exported(struct outbox *o, int64_t now_ms,
                                           struct dispatch_item *ret_item);

/* An application the portal has received, about which it is to be asked. */
struct dispatch_question {
    char uuid[37], sha256[SEAL_HEX], file_number[40];
    char version[DISPATCH_VERSION]; /* of the answer before, or "" */
    int64_t since_s;                /* received, Unix seconds */
};

/* The one that has been due for longest. ERR_NOT_FOUND when there is none. */
MUST_USE struct err dispatch_next_question(struct outbox *o, int64_t now_ms,
                                           struct dispatch_question *ret_question);

struct dispatch_word {
    struct outbox_told told;
    char state_text[80];
    char version[DISPATCH_VERSION];
    int64_t ask_ms; /* when to ask again, Unix milliseconds; -1 = never */
};

/* Keeps the portal's word. */
MUST_USE struct err dispatch_told(struct outbox *o, const char *uuid,
                                  const struct dispatch_word *w);
/* It had none. */
MUST_USE struct err dispatch_ask_again(struct outbox *o, const char *uuid, int64_t ask_ms);

#endif
