/* Which devices are plugged in that this kiosk could use, for the first set-up: asked once, nothing
 * is opened. Implementations: platform/linux/finder_linux.c, platform/sim/finder_script.c. */
#ifndef PLATFORM_PORT_FINDER_H
#define PLATFORM_PORT_FINDER_H

#include "platform/base/err.h"

enum found_kind {
    FOUND_PRINTER,
    FOUND_SCANNER,
    FOUND_CAMERA,
    FOUND_KEYPAD,
    FOUND_JACK,
    FOUND_KEYBOARD, /* a whole one, for officers */
    FOUND_TOUCH,    /* what feels fingers on the panel */
    FOUND_KINDS
};

#define FOUND_URI  121 /* as long as a setting of a device may be */
#define FOUND_NAME 64
#define FOUND_MAX  24

struct found_device {
    enum found_kind kind;
    char uri[FOUND_URI];   /* as kioskctl devices lists them */
    char name[FOUND_NAME]; /* as its maker calls it; "" when it does not tell */
};

struct found_devices {
    struct found_device rows[FOUND_MAX];
    int count;
};

struct port_finder {
    const struct port_finder_ops *ops;
};

struct port_finder_ops {
    const char *name; /* "linux", "sim" */
    /* Looks anew. Some dozens of small files: a worker's, one call at a time. What cannot be read
     * is not there. */
    void (*find)(struct port_finder *f, struct found_devices *ret_found);
    void (*close)(struct port_finder *f); /* accepts a half-opened one */
};

#endif
