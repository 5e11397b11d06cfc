/* Which devices are plugged in that this kiosk could use, for the first set-up. What no name tells
 * is found by what it does: a code that is scanned, a key that is pressed, a light that flashes.
 * Implementations: platform/linux/finder_linux.c, platform/sim/finder_script.c. */
#ifndef PLATFORM_PORT_FINDER_H
#define PLATFORM_PORT_FINDER_H

#include <stdbool.h>
#include <stdint.h>

#include "platform/base/err.h"

enum found_kind {
    FOUND_PRINTER,
    FOUND_SCANNER,
    FOUND_CAMERA,
    FOUND_KEYPAD,
    FOUND_JACK,
    FOUND_KEYBOARD, /* a whole one, for officers; which one is theirs, nobody knows */
    FOUND_TOUCH,    /* what feels fingers on the panel */
    FOUND_BEACON,   /* a light that may be the one that calls */
    FOUND_LINE,     /* a serial line, of which nobody knows what hangs on it: "serial:/dev/..." */
    FOUND_KINDS
};

#define FOUND_URI   121 /* as long as a setting of a device may be */
#define FOUND_NAME  64
#define FOUND_MAX   24

#define FINDER_CODE "RONG-SCANNER" /* the text of the code that is scanned while it listens */

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
    /* Main thread, nothing blocks. Listens to what may be a device of this kind until hush():
     * SCANNER to lines and keyboards, for FINDER_CODE; KEYBOARD to keyboards, for any key. heard()
     * tells the row of `among` that it came from, -1 = none yet. What cannot be opened is silent.
     */
    void (*listen)(struct port_finder *f, enum found_kind kind, const struct found_devices *among);
    int (*heard)(struct port_finder *f, uint64_t now_ms);
    void (*hush)(struct port_finder *f);
    /* Main thread, nothing blocks. A BEACON's light, or a relay that may be on a LINE. ERR_OFFLINE,
     * ERR_IO as port_beacon.h; ERR_BAD_INPUT: it is neither. */
    struct err (*light)(struct port_finder *f, const struct found_device *d, bool on);
    /* Asks whatever is on the LINEs that are left whether it is a receipt printer, at every usual
     * speed, some seconds each, and makes them PRINTERs; another speed than 115200 stands in their
     * URI ("?baud=9600"). A worker's, as find(). */
    void (*ask)(struct port_finder *f, struct found_devices *io_found);
    void (*close)(struct port_finder *f); /* accepts a half-opened one */
};

#endif
