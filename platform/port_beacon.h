/* The light (or buzzer) on the kiosk that calls staff who do not look at a screen. Main thread;
 * nothing blocks. Implementations: platform/linux/beacon_linux.c, platform/sim/beacon_script.c. */
#ifndef PLATFORM_PORT_BEACON_H
#define PLATFORM_PORT_BEACON_H

#include <stdbool.h>

#include "platform/base/err.h"

struct port_beacon {
    const struct port_beacon_ops *ops;
};

struct port_beacon_ops {
    const char *name; /* "led", "relay", "sim" */
    /* Switches it on or off; saying the same again is allowed. ERR_OFFLINE: it is not there, and
     * each call tries to open it again; ERR_IO: it did not take it. */
    struct err (*light)(struct port_beacon *b, bool on);
    bool (*alive)(struct port_beacon *b); /* what the last call, or opening it, came to */
    void (*close)(struct port_beacon *b); /* switches it off; accepts a half-opened one */
};

#endif
