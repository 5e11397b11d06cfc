/* A 2D scanner that types as a keyboard: for scanners that have no serial mode. It is grabbed, so
 * that nothing it reads reaches the console or the screen. Keys mean what a keyboard of the United
 * States types; letters beyond come as Alt with digits, which most of these scanners can be set to
 * (reference/devices.md 4.2): a leading 0 is one byte of UTF-8, else a code point. Control
 * characters stay in the payload, which its reader refuses for them. */
#ifndef PLATFORM_LINUX_SCANNER_EVDEV_H
#define PLATFORM_LINUX_SCANNER_EVDEV_H

#include "platform/linux/evdev.h"
#include "platform/linux/scan_bytes.h"

struct scanner_evdev {
    struct port_scanner port;
    struct evdev device;
    struct scan_bytes payload;
    bool shift, control, alt;
    int alt_digits; /* typed while Alt is down */
    bool alt_byte;  /* the first of them is 0 */
    uint32_t alt_number;
    bool was_alive;
    unsigned losses; /* of the device, as far as they are known here */
};

/* path: /dev/input/eventN or one of /dev/input/by-id. bell is rung by another thread when keys
 * wait. A missing device is no error. ERR_IO as evdev_start(). */
MUST_USE struct err scanner_evdev_open(struct scanner_evdev *s, const char *path,
                                       void (*bell)(void *context), void *context);

#endif
