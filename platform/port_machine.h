/* The machine the kiosk runs on, as staff need to know it: its lines, its disk, its clock, its
 * power, its heat, its light. Nothing here changes the machine but dim() and off().
 * Implementations: platform/linux/machine_linux.c, platform/sim/machine_script.c. */
#ifndef PLATFORM_PORT_MACHINE_H
#define PLATFORM_PORT_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

#include "platform/base/err.h"

enum machine_power {
    POWER_UNKNOWN, /* no battery tells anything: as most kiosks are */
    POWER_MAINS,
    POWER_BATTERY,
    POWER_GONE, /* there is a UPS, and it does not answer */
};

#define MACHINE_SLOT 8

/* A file in the state directory: while it is there, the kiosk is locked from afar. */
#define MACHINE_LOCKED "locked"

struct machine_facts {
    int lines, lines_up;          /* network devices beside the loopback; of them with a carrier */
    int64_t disk_free, disk_size; /* bytes where the state directory lies; -1 = not known */
    int disk_life_used; /* percent of its life, in tens, by its own word; 0 = it says none */
    bool clock_kept;    /* something here sets the clock by the network, ... */
    bool clock_set;     /* ... and has done so since the start */
    enum machine_power power;
    int battery_percent;     /* -1 = not known */
    bool battery_low;        /* what gives the power says itself that it will not for long */
    int celsius;             /* of the hottest place that tells; -1 = none does */
    bool locked;             /* MACHINE_LOCKED is there */
    bool watchdog_reset;     /* this start of the machine was its watchdog's doing */
    char slot[MACHINE_SLOT]; /* of the image that was started, "A"; "" where there is none */
};

struct port_machine {
    const struct port_machine_ops *ops;
};

struct port_machine_ops {
    const char *name; /* "linux", "sim" */
    /* Looks anew at everything; what cannot be read stays as not known. A few small files: a
     * worker's, one call at a time. */
    void (*look)(struct port_machine *m, struct machine_facts *ret_facts);
    /* The panel's light, 1 to 100 percent. Main thread; does not block. ERR_UNSUPPORTED where no
     * light can be turned, ERR_IO. */
    struct err (*dim)(struct port_machine *m, int percent);
    /* Asks whoever may do so to shut the machine down in order, or takes that back while nobody
     * began. A worker's, as look. ERR_IO: it could not be asked. */
    struct err (*off)(struct port_machine *m, bool asked);
    void (*close)(struct port_machine *m); /* accepts a half-opened one */
};

#endif
