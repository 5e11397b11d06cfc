/* The page that asks an officer for the centre's PIN, over any screen: what is typed on it, what is
 * known, and what happens once it was right. app/steps_gate.c; the PIN itself: app/staff_pin.h. */
#ifndef APP_STAFF_GATE_H
#define APP_STAFF_GATE_H

#include "app/staff_pin.h"

enum staff_task {
    STAFF_NOTHING,
    STAFF_WITHDRAW, /* the found file is withdrawn */
    STAFF_ASSIST,   /* an officer files with her: who she is was looked at */
    STAFF_CHECK,    /* who she is was looked at: she may know what the portal tells of her file */
    STAFF_LIFT,     /* what was done too often may go on */
    STAFF_HOME,     /* staff's own pages */
};

struct staff_gate {
    enum staff_task task;
    char digits[STAFF_PIN_MAX + 1]; /* never drawn, never said; wiped once judged */
    enum pin_word word;
    int tries;         /* left before the next wait */
    uint64_t until_ms; /* LOCKED: when the wait is over */
    int minutes;       /* LOCKED: as shown */
    bool judging;      /* what was typed is being judged */
};

#endif
