/* What no name tells, on real devices: which serial line or keyboard a code or a key comes from,
 * which light flashes, which line a receipt printer answers on (platform/port_finder.h). */
#ifndef PLATFORM_LINUX_FINDER_LISTEN_H
#define PLATFORM_LINUX_FINDER_LISTEN_H

#include "platform/linux/beacon_linux.h"
#include "platform/linux/printer_open.h"
#include "platform/linux/scanner_evdev.h"
#include "platform/linux/scanner_serial.h"
#include "platform/port_finder.h"

#define FINDER_EARS 8 /* devices listened to at once */

struct finder_ear {
    int row; /* of the list it was begun with */
    enum { EAR_LINE, EAR_SCANNING_KEYS, EAR_KEYS } kind;
    struct scanner_serial serial;
    struct scanner_evdev typing;
    struct evdev keys;
};

struct finder_listen {
    struct finder_ear ears[FINDER_EARS];
    int count;
    struct beacon_linux beacon; /* the one that flashes */
    char beacon_uri[FOUND_URI]; /* "": none is open */
    struct printer printer;     /* the one that is asked; the worker's */
    int answer_ms;              /* how long an answer of it is waited for; 0 = the driver's own */
};

/* root: before every path of a device; "" on a machine, a folder in tests. As the port says. */
void finder_listen_begin(struct finder_listen *l, const char *root, enum found_kind kind,
                         const struct found_devices *among);
int finder_listen_heard(struct finder_listen *l, uint64_t now_ms);
void finder_listen_end(struct finder_listen *l);
MUST_USE struct err finder_listen_light(struct finder_listen *l, const char *root,
                                        const struct found_device *d, bool on);
void finder_listen_ask(struct finder_listen *l, const char *root, struct found_devices *io_found);

#endif
