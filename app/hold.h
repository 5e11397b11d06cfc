/* Somebody who looks after the machine holds the welcome page: while it is held nobody begins, so
 * that a restart comes in the middle of no visit (platform/port_hold.h). A lease: who does not ask
 * again in time has lost it. Decided by app/steps_hold.c. */
#ifndef APP_HOLD_H
#define APP_HOLD_H

#include <stdint.h>

#include "platform/port_hold.h"

struct hold {
    int who;                   /* holds it; 0 = nobody does */
    uint64_t until_ms;         /* the lease ends */
    uint64_t restart_ms;       /* the machine restarts by then; 0 = nothing is counted */
    int shown;                 /* minutes until then, as the page shows them */
    struct hold_answer answer; /* to who asked last */
};

#endif
