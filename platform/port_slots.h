/* The two slots of the appliance: what runs, what the other holds, a signed bundle into the other,
 * and the restart. The signature, the machine it is for and that it is not older are judged by the
 * installer behind this port, never here. Blocking, at most SLOTS_PATIENCE_MS a call; one thread.
 * Implementations: platform/linux/slots_rauc.c, platform/sim/slots_script.c. */
#ifndef PLATFORM_PORT_SLOTS_H
#define PLATFORM_PORT_SLOTS_H

#include <stdbool.h>

#include "platform/base/err.h"

#define SLOTS_NAME        32
#define SLOTS_VERSION     64
#define SLOTS_BOOT_ID     40
#define SLOTS_SAID        200
#define SLOTS_PATIENCE_MS 20000

/* How the version that runs stands with the gate of health, in this start. */
enum slots_health {
    SLOTS_TRYING, /* it was not judged yet */
    SLOTS_GOOD,   /* marked good: it stays */
    SLOTS_FAILED, /* the gate gave it up; the machine restarts */
};

struct slots_view {
    char booted[SLOTS_NAME], other[SLOTS_NAME]; /* as the boot loader calls them: "A" */
    char running[SLOTS_VERSION];                /* version of what runs */
    char held[SLOTS_VERSION]; /* version last written whole into the other slot; "" = not known */
    char boot_id[SLOTS_BOOT_ID]; /* of this start of the machine, never the same again */
    char compatible[SLOTS_NAME]; /* what a bundle must be for */
    bool other_next;             /* the next start takes the other slot */
    bool busy;                   /* something is being installed, by whomever */
    enum slots_health health;
};

struct slots_bundle {
    char compatible[SLOTS_NAME], version[SLOTS_VERSION];
};

struct slots_progress {
    bool over; /* nothing is being installed */
    bool good; /* ... and what was begun last came to a good end */
    int percent;
    char said[SLOTS_SAID]; /* the installer's own words when it did not */
};

struct port_slots {
    const struct port_slots_ops *ops;
};

struct port_slots_ops {
    const char *name; /* "rauc", "script" */
    /* ERR_OFFLINE: there is no installer here, or it does not answer; ERR_TIMEOUT. */
    struct err (*look)(struct port_slots *s, struct slots_view *ret_view);
    /* What a file is, its signature verified. ERR_REFUSED: not signed by whom we trust, or no
     * bundle; else as look. */
    struct err (*inspect)(struct port_slots *s, const char *path, struct slots_bundle *ret_bundle);
    /* Begins to write the file into the other slot and returns. ERR_REFUSED: not now. */
    struct err (*install)(struct port_slots *s, const char *path);
    struct err (*progress)(struct port_slots *s, struct slots_progress *ret_progress);
    /* Asks for an orderly restart of the machine. */
    struct err (*reboot)(struct port_slots *s);
    void (*close)(struct port_slots *s); /* accepts a half-opened one */
};

#endif
