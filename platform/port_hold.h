/* Asks the kiosk to let nobody begin for a while, over run/kiosk.sock (CONTRACTS.md "socket"):
 * before a restart, so that none comes in the middle of a visit. A hold is a lease: it ends by
 * itself HOLD_LEASE_S after the last time it was granted, with release(), and when its holder dies.
 * For a process without a screen: every call waits, at most HOLD_PATIENCE_MS. One owner thread.
 * Implementations: platform/linux/hold_socket.c, platform/sim/hold_script.c. */
#ifndef PLATFORM_PORT_HOLD_H
#define PLATFORM_PORT_HOLD_H

#include <stdbool.h>

#include "platform/base/err.h"

#define HOLD_LEASE_S       60
#define HOLD_PATIENCE_MS   2000 /* how long the kiosk is waited for in one call */
#define HOLD_COUNTDOWN_MAX 3600

/* Why it is not granted now. It is asked again later: none of these lasts. */
enum hold_why {
    HOLD_VISIT,    /* somebody is being served, or the kiosk is still busy with what she left */
    HOLD_STAFF,    /* staff's pages are open, or the first set-up is */
    HOLD_DIALOG,   /* something lies open over the welcome page: somebody stands there */
    HOLD_CLOSED,   /* it is out of service: nobody can begin, but only until staff open it again */
    HOLD_HELD,     /* somebody else holds it */
    HOLD_STARTING, /* the kiosk is not there yet */
    HOLD_OTHER,    /* a reason of a newer kiosk */
    HOLD_WHYS,
};

struct hold_answer {
    bool granted;
    int seconds;       /* of the lease, from now; 0 when it was not granted */
    enum hold_why why; /* ... and then why */
};

struct port_hold {
    const struct port_hold_ops *ops;
};

struct port_hold_ops {
    const char *name; /* "socket", "sim" */
    /* Asks for a hold, or for a whole lease more of the one that is held. countdown_s: the page
     * shows how long it is until the machine restarts; -1 = nothing is counted. That it was not
     * granted is no error; a hold that was lost (the kiosk restarted) is asked for as a new one.
     * ERR_OFFLINE: no kiosk is there, or it hangs up on us: it does not run, or we may not ask;
     * ERR_TIMEOUT: it does not answer; ERR_BAD_INPUT: what it answers is no answer, or countdown_s
     * is none. After any of these nothing is held. */
    struct err (*ask)(struct port_hold *h, int countdown_s, struct hold_answer *ret_answer);
    /* Gives it back; nothing where nothing is held. The kiosk is not waited for. */
    void (*release)(struct port_hold *h);
    void (*close)(struct port_hold *h); /* gives it back; accepts a half-opened one */
};

/* The reason as it travels, for logs and engineers ("visit"); never NULL. */
static inline const char *hold_why_name(enum hold_why why)
{
    static const char *const names[HOLD_WHYS] = {"visit", "staff",    "dialog", "closed",
                                                 "held",  "starting", "other"};
    return why >= 0 && why < HOLD_WHYS ? names[why] : names[HOLD_OTHER];
}

#endif
