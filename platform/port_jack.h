/* The headphone jack: is something in it? Main thread only; nothing blocks. A jack that is not
 * there is empty: nobody's answers are read into an open room by mistake. */
#ifndef PLATFORM_PORT_JACK_H
#define PLATFORM_PORT_JACK_H

#include <stdbool.h>

struct port_jack {
    const struct port_jack_ops *ops;
};

struct port_jack_ops {
    const char *name; /* "evdev", "sim" */
    bool (*inserted)(struct port_jack *j);
    bool (*alive)(struct port_jack *j); /* false: unplugged; it is looked for again by itself */
    void (*close)(struct port_jack *j);
};

#endif
