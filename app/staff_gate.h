/* The page that asks staff who they are, by PIN or badge, over any screen: what is typed on it,
 * what is known, and what happens once it was right. app/steps_gate.c; the PIN itself:
 * app/staff_pin.h. */
#ifndef APP_STAFF_GATE_H
#define APP_STAFF_GATE_H

#include "app/sound/messages.h"
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
    unsigned roles;          /* CHOOSE: bit of each role that has a PIN */
    struct staff_person who; /* whose PIN is asked for; once it was right, who stands here */
    char badge[BADGE_TEXT];  /* as it was read; wiped once judged */
    enum message_id trouble; /* of the last badge, MSG_NONE = none */
    int tries;               /* left before the next wait */
    uint64_t until_ms;       /* LOCKED: when the wait is over */
    int minutes;             /* LOCKED: as shown */
    struct province_answer province; /* LOCKED, CLOSED: what opens it by telephone */
    bool coding;                     /* the province's code is typed, not the PIN */
    bool judging;                    /* what was typed is being judged */
};

/* May this role do what the gate was opened for? */
bool staff_gate_takes(const struct staff_gate *g, enum staff_role role);

#endif
