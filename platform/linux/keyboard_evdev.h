/* A keyboard as the kernel shows it, /dev/input/by-path/NAME-event-kbd: the name of a USB port, so
 * that no other keyboard types here. It is grabbed: neither console nor screen gets what it sends.
 */
#ifndef PLATFORM_LINUX_KEYBOARD_EVDEV_H
#define PLATFORM_LINUX_KEYBOARD_EVDEV_H

#include "platform/linux/evdev.h"
#include "platform/port_keyboard.h"

struct keyboard_evdev {
    struct port_keyboard port;
    struct evdev device;
    bool left_shift, right_shift, caps;
    int others; /* keys held that make strokes commands: Control, Alt, the logo's */
    unsigned losses;
};

/* Opens it; one that is not plugged in is no error. bell is called by a thread of the driver when
 * something waits, and may only ring. ERR_IO when there is no thread for it. */
MUST_USE struct err keyboard_evdev_open(struct keyboard_evdev *k, const char *path,
                                        void (*bell)(void *context), void *context);

#endif
