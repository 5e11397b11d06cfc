/* The jack of a sound card or a keypad as an input device of the kernel that has
 * SW_HEADPHONE_INSERT (reference/devices.md 6). Others may read it, too: it is not grabbed. */
#ifndef PLATFORM_LINUX_JACK_EVDEV_H
#define PLATFORM_LINUX_JACK_EVDEV_H

#include "platform/base/err.h"
#include "platform/linux/evdev.h"
#include "platform/port_jack.h"

struct jack_evdev {
    struct port_jack port;
    struct evdev device;
    bool inserted;
};

/* path: /dev/input/eventN or one of /dev/input/by-path. bell is rung by another thread when it
 * changes. A missing device is no error. ERR_IO as evdev_start(). */
MUST_USE struct err jack_evdev_open(struct jack_evdev *j, const char *path,
                                    void (*bell)(void *context), void *context);

#endif
