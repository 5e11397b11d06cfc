/* The PIN of each role for what only staff may do, and the waiting that keeps guesses apart
 * (fleet-reliability-security.md 3.5): five tries, then 1, 5, 15 and 60 minutes after each, closed
 * at twenty until a new PIN is set or the province opens it (staff/province.h). DIR/staff.pin holds
 * the Argon2id text of the manager's, which may do everything, DIR/staff.tries how often it was
 * wrong; DIR/staff-officer.* and DIR/staff-technician.* the same of the others, each with its own
 * waits. Of every one a try is counted there before it is judged, so neither a cut nor a restart
 * gives one back. Waiting is measured by the monotonic clock: a changed date shortens nothing, and
 * after a restart it begins anew. Blocking, and slow on purpose: a worker's, one at a time. */
#ifndef APP_STAFF_PIN_H
#define APP_STAFF_PIN_H

#include "app/outbox/seal_pin.h"
#include "app/staff/badge.h"
#include "app/staff/province.h"
#include "platform/port_dir.h"

#define STAFF_PIN_MIN 6
#define STAFF_PIN_MAX 12

enum pin_word {
    PIN_ASKED,  /* nothing is known yet */
    PIN_UNSET,  /* the centre has set none */
    PIN_READY,  /* it may be typed */
    PIN_WRONG,  /* it was another one */
    PIN_RIGHT,  /* it was the one */
    PIN_LOCKED, /* not before wait_ms have passed; nothing was judged */
    PIN_CLOSED, /* wrong too often: only a new PIN opens it, or a code of the province */
    PIN_BROKEN, /* the files cannot be read or written */
    PIN_CHOOSE, /* several roles have one: whose is it to be? */
};

struct pin_answer {
    enum pin_word word;
    int tries;        /* READY, WRONG: tries left before the next wait */
    uint64_t wait_ms; /* LOCKED, and WRONG when a wait has begun */
    unsigned roles;   /* CHOOSE: bit of each role that has one */
    bool badged;      /* a badge was judged, and ... */
    enum badge_word badge;
    bool coded;                      /* a code of the province was judged, by ... */
    struct province_answer province; /* ... this; else LOCKED, CLOSED: what can be typed of it */
    struct staff_person who;         /* RIGHT: who it is; else whose PIN it is about */
};

/* Where it is kept. The folder must exist. */
struct staff_pin {
    struct port_dir *dir;
    const char *state; /* folder */
    enum staff_role role;
};

/* Which roles have a PIN: bits by enum staff_role. */
unsigned staff_pin_roles(const struct staff_pin *p);

/* As the next for the only role that has one; CHOOSE when several have. */
struct pin_answer staff_pin_begin(const struct staff_pin *p, uint64_t now_ms);

/* What is known before anything is typed; now_ms is monotonic. */
struct pin_answer staff_pin_look(const struct staff_pin *p, uint64_t now_ms);

/* Counts the try, then judges it. */
struct pin_answer staff_pin_check(const struct staff_pin *p, const char *pin, uint64_t now_ms);

/* The province opened the lock: wrong tries are forgotten, the PIN stays as it is. */
MUST_USE struct err staff_pin_forgive(const struct staff_pin *p);

/* Sets the PIN and forgets wrong tries. ERR_BAD_INPUT when it is none of six to twelve digits;
 * ERR_REFUSED when anybody would guess it: one digit, a row, a repeated part. */
MUST_USE struct err staff_pin_set(const struct staff_pin *p, const char *pin,
                                  struct seal_pin_cost cost);

#endif
