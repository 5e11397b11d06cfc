/* A pretended kiosk that is asked to hold: what it answers, and its faults. Time does not pass in
 * it: whoever uses it says when a lease has run out. */
#ifndef PLATFORM_SIM_HOLD_SCRIPT_H
#define PLATFORM_SIM_HOLD_SCRIPT_H

#include "platform/port_hold.h"

struct hold_script {
    struct port_hold port;
    bool busy;         /* it refuses, and says why */
    enum hold_why why; /* ... this */
    enum err_code fault;
    bool held;
    int countdown_s;     /* of the last that was granted */
    int asked, released; /* how often */
};

/* On its welcome page: it grants. */
void hold_script_open(struct hold_script *h);

/* "offline": no kiosk is there; "silent": it does not answer; "nonsense": it answers what is none;
 * "visit", "staff", "dialog", "closed", "held", "starting", "other": it refuses; "well" ends them.
 * After the first three nothing is held. False: none of these. */
bool hold_script_fault(struct hold_script *h, const char *name);

/* A lease ran out, or the kiosk restarted. */
void hold_script_lose(struct hold_script *h);

#endif
