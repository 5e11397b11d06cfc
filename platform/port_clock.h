/* Time. now_ms for everything that waits, now_s only for what is shown, printed or recorded. */
#ifndef PLATFORM_PORT_CLOCK_H
#define PLATFORM_PORT_CLOCK_H

#include <stdint.h>

struct port_clock {
    const struct port_clock_ops *ops;
    uint64_t ms; /* of the manual clock */
    int64_t s;   /* of the manual clock */
};

struct port_clock_ops {
    const char *name;                           /* "linux", "manual" */
    uint64_t (*now_ms)(struct port_clock *c);   /* monotonic milliseconds */
    int64_t (*now_s)(struct port_clock *c);     /* Unix seconds */
    void (*pass)(struct port_clock *c, int ms); /* manual: moves; linux: does nothing */
};

/* The kernel's clocks. */
struct port_clock clock_linux(void);

/* Stands still until pass() is called; starts at Unix second now_s. */
struct port_clock clock_manual(int64_t now_s);

#endif
