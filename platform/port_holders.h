/* Who asks the kiosk to let nobody begin, as the kiosk hears them: the other end of
 * platform/port_hold.h. Main thread; nothing blocks. Implementations: platform/linux/hold_listen.c,
 * platform/sim/holders_script.c. */
#ifndef PLATFORM_PORT_HOLDERS_H
#define PLATFORM_PORT_HOLDERS_H

#include "platform/port_hold.h"

enum holders_word {
    HOLDERS_ASK,     /* for a hold, or for more of theirs: to be answered before the next take */
    HOLDERS_RELEASE, /* theirs is over */
    HOLDERS_GONE,    /* they hung up, or died: the same */
};

struct holders_heard {
    int who; /* asks; never told of another after HOLDERS_GONE */
    enum holders_word word;
    int countdown_s; /* of ASK: 0 to HOLD_COUNTDOWN_MAX; -1 = nothing is counted */
};

struct port_holders {
    const struct port_holders_ops *ops;
};

struct port_holders_ops {
    const char *name; /* "socket", "sim" */
    /* The next that was heard; false when there is nothing. */
    bool (*take)(struct port_holders *h, struct holders_heard *ret_heard);
    /* What the one who asked last is told. */
    void (*answer)(struct port_holders *h, int who, const struct hold_answer *answer);
    void (*close)(struct port_holders *h); /* hangs up on everybody; accepts a half-opened one */
};

#endif
