/* The device that feels fingers on the panel: is it there? What is touched comes from the display;
 * this port reads nothing of it. Main thread only; nothing blocks. */
#ifndef PLATFORM_PORT_TOUCH_H
#define PLATFORM_PORT_TOUCH_H

#include <stdbool.h>

struct port_touch {
    const struct port_touch_ops *ops;
};

struct port_touch_ops {
    const char *name;                    /* "evdev", "sim" */
    bool (*alive)(struct port_touch *t); /* false: unplugged; it is looked for again by itself */
    /* How often it has gone so far: one that was away for a moment left fingers down, too. */
    unsigned (*losses)(struct port_touch *t);
    void (*close)(struct port_touch *t);
};

#endif
