/* Who asks the kiosk to let nobody begin, or for a picture of its screen, as the kiosk hears them:
 * the other end of platform/port_hold.h, and of picture() of platform/port_orders.h. Main thread;
 * nothing blocks. Implementations: platform/linux/hold_listen.c, platform/sim/holders_script.c. */
#ifndef PLATFORM_PORT_HOLDERS_H
#define PLATFORM_PORT_HOLDERS_H

#include "platform/port_display.h"
#include "platform/port_hold.h"

enum holders_word {
    HOLDERS_ASK,     /* for a hold, or for more of theirs: to be answered before the next take */
    HOLDERS_RELEASE, /* theirs is over */
    HOLDERS_GONE,    /* they hung up, or died: the same */
    HOLDERS_PICTURE, /* what does the screen show? to be answered with picture(), soon */
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
    /* What the one who asked for a picture gets: these pixels, copied before the call returns, as
     * a file that is written on a thread and told of when it is whole. NULL: it may not be seen
     * now; that is told at once, as while another picture is being written. */
    void (*picture)(struct port_holders *h, int who, const struct canvas *shown);
    void (*close)(struct port_holders *h); /* hangs up on everybody; accepts a half-opened one */
};

#endif
