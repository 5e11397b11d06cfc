/* A touch panel as an input device of the kernel. Whoever draws the screen reads it, so it is not
 * grabbed; what is touched, a PIN perhaps, is not kept here. */
#ifndef PLATFORM_LINUX_TOUCH_EVDEV_H
#define PLATFORM_LINUX_TOUCH_EVDEV_H

#include "platform/base/err.h"
#include "platform/linux/evdev.h"
#include "platform/port_touch.h"

struct touch_evdev {
    struct port_touch port;
    struct evdev device;
};

/* path: /dev/input/eventN or one of /dev/input/by-id. bell is rung by another thread when it comes
 * or goes. A missing device is no error. ERR_IO as evdev_start(). */
MUST_USE struct err touch_evdev_open(struct touch_evdev *t, const char *path,
                                     void (*bell)(void *context), void *context);

#endif
