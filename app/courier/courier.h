/* The courier: brings what the outbox holds to the portal, exactly once in effect, however often it
 * is killed. Blocking; one thread at a time. What happens to one application:
 *
 *   claim -> open -> [freeze -> send -> read -> learn]* -> RECEIVED | SENT | SAVED again | HELD
 *
 * Invariants: (1) a request is frozen before it is first sent and repeated identically; (2) only an
 * answer that echoes uuid and hash moves a row to SENT, only a file number to RECEIVED; (3) one
 * application's trouble never stops the next one, except trouble of the whole kiosk: no line, or
 * refused credentials, a portal that asks for time; (4) content is in memory only while it is sent;
 * (5) what an answer taught is on the disk before the next request is made from it; (6) what was
 * asked back is not sent: it is WITHDRAWN only once the portal said that it is not there, ten
 * minutes after that again unless only papers had gone out; (7) what was unsent for 90 days is
 * HELD: a person decides; (8) what goes to another kiosk is opened whole, papers and all, before it
 * counts as EXPORTED, and is then only asked about. */
#ifndef APP_COURIER_COURIER_H
#define APP_COURIER_COURIER_H

#include "app/courier/backoff.h"
#include "app/courier/courier_queue.h"
#include "app/courier/line.h"
#include "platform/base/log.h"
#include "platform/port_clock.h"

#define COURIER_TRIES_BEFORE_HELD 3
/* A conflict nobody can be asked about is repeated at least so often, over at least so long. */
#define COURIER_CONFLICT_REPEATS 3
#define COURIER_CONFLICT_MS      ((int64_t)10 * 60 * 1000)
#define COURIER_ASK_DAYS         90 /* so long the portal is asked where a received file stands */
#define COURIER_QUESTIONS        30 /* about received files in one round, behind what is to be sent */
/* Bytes of a paper that is no longer sent again from its first byte when a line was cut: of a
 * smaller one that costs less than the questions. A still has 8 MiB at most (CAMERA_JPEG_MAX), a
 * paper 16 MiB (RECORD_PAPER_BYTES). */
#define COURIER_UPLOAD_ABOVE ((size_t)8 * 1000 * 1000)
#define COURIER_TROUBLES     3 /* answers of "later" in a row that close the gate */

struct courier_params {
    const char *state_dir;
    const struct port_dir *dir; /* NULL = the real disk */
    const struct adapter *adapter;
    const struct credentials *credentials; /* of an adapter that logs in; else NULL */
    const char *unit;                      /* the centre's code at the portal; NULL = "" */
    struct port_http *http;
    struct port_random *random;
    struct port_clock *clock;
    int64_t retry_base_ms; /* 0 = BACKOFF_BASE_MS */
    size_t upload_above;   /* bytes; 0 = COURIER_UPLOAD_ABOVE */
    /* Told what happened, numbers only; log_event in the program. */
    void (*note)(enum event_id id, int64_t a, int64_t b);
    const atomic_bool *stop;   /* may be NULL */
    struct citizens *citizens; /* of who signed in on a phone; NULL = nobody can */
};

struct courier {
    struct courier_params params;
    struct port_dir dir;
    struct outbox *outbox; /* NULL until the kiosk made it */
    struct courier_queue queue;
    struct line line;
    struct seal_secret key;
    struct backoff backoff;
    int64_t gate_ms;   /* Unix ms: nothing but fresh rows before it; 0 = open */
    int gate_count;    /* failures of the whole kiosk in a row */
    int trouble_count; /* answers of "later" in a row, whichever row's */
    int64_t check_ms;  /* when the portal is next asked whether it is there */
    bool online;       /* the last exchange was with the portal */
    bool line_lost;    /* by the last exchange, for every row */
    int64_t wall_offset_ms;
    struct outbox_unsent unsent; /* as last counted */
    int64_t counted_s;           /* when; Unix seconds */
    const char *gate_reason;     /* a word of reasons.h */
    const char *trouble;         /* why nothing can be sent to the portal now; "" = it can */
};

/* How things stand after a round. */
struct courier_report {
    int received, sent, later, held; /* of this round */
    int withdrawn;                   /* of this round, by the portal's leave */
    int exported;                    /* of this round, for another kiosk */
    int left;                        /* rows still to be sent, HELD included */
    int waiting;                     /* SENT, waiting for the file number */
    const char *reason;              /* why the first of those left is left; a word of reasons.h */
};

/* Makes the key pair and courier.db when absent; the outbox may come later. */
MUST_USE struct err courier_open(struct courier *c, const struct courier_params *params);
void courier_close(struct courier *c);

/* Tries every row that is due once (everything: whether due or not). ERR_NOT_FOUND while the kiosk
 * has not made its outbox; other errors are of this kiosk's own disk. */
MUST_USE struct err courier_round(struct courier *c, bool everything,
                                  struct courier_report *ret_report);

/* Asks the portal whether it is there and knows us; ret_reason is a word of reasons.h. */
bool courier_check(struct courier *c, const char **ret_reason);

/* Milliseconds until a round has something to do. */
int64_t courier_wait_ms(struct courier *c);

/* Counts what is left, for the report; also for --once. */
MUST_USE struct err courier_count(struct courier *c, struct courier_report *ret_report);

#endif
