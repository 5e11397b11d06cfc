/* The call for an officer, as far as this kiosk knows. Never a citizen's data. */
#ifndef APP_OFFICER_CALL_H
#define APP_OFFICER_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "app/call_ring.h"

struct officer_call {
    bool open;             /* called and not withdrawn */
    bool itself;           /* the kiosk called: nothing she touches is felt */
    int language;          /* index of the one to be spoken */
    bool unheard;          /* no courier took the call: only the gong was heard */
    bool coming;           /* somebody answered */
    bool closed;           /* the desk says that nobody is there ... */
    char until[6];         /* ... until this time of day, "13:30", or "" */
    bool away;             /* the portal was not told: its line is down */
    bool late;             /* two minutes without an answer: the counter is shown */
    char name[40];         /* who answered, or "" */
    int64_t coming_s;      /* when */
    struct call_ring ring; /* of the gong */
    uint64_t at_ms, asked_ms;
};

#endif
