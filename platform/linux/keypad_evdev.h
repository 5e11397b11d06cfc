/* A keypad or a box with switches as an input device of the kernel, which no other program reads
 * meanwhile. Which of its codes is which key says the caller: makers differ. */
#ifndef PLATFORM_LINUX_KEYPAD_EVDEV_H
#define PLATFORM_LINUX_KEYPAD_EVDEV_H

#include "platform/linux/evdev.h"
#include "platform/port_keypad.h"

struct keypad_evdev {
    struct port_keypad port;
    struct evdev device;
    int codes[PAD_KEYS];
};

/* path: /dev/input/eventN or one of /dev/input/by-id. codes: KEY_* or BTN_* of linux/input.h by
 * enum pad_key, 0 = there is no such key. bell is rung by another thread when a key waits. A
 * missing device is no error. ERR_IO as evdev_start(). */
MUST_USE struct err keypad_evdev_open(struct keypad_evdev *k, const char *path,
                                      const int codes[PAD_KEYS], void (*bell)(void *context),
                                      void *context);

#endif
