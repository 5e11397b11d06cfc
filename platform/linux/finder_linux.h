/* What the kernel lists of devices, by its files (platform/port_finder.h): usblp printers, serial
 * and keyboard-like scanners, V4L2 cameras, SANE's scanners, keypads, jacks, keyboards and touch
 * panels of evdev, lights; and serial lines of which no name tells what hangs on them
 * (finder_listen.h). */
#ifndef PLATFORM_LINUX_FINDER_LINUX_H
#define PLATFORM_LINUX_FINDER_LINUX_H

#include "platform/linux/finder_listen.h"

#define FINDER_ROOT 256

struct finder_linux {
    struct port_finder port;
    char root[FINDER_ROOT];
    bool scanners; /* SANE's list as well; not in tests of files */
    struct finder_listen listen;
};

/* root stands before /sys and /dev ("" for this machine's own). ERR_BAD_INPUT: it is too long. */
MUST_USE struct err finder_linux_open(struct finder_linux *f, const char *root);

/* Whether a light of this name in /sys/class/leds may be one that calls: not one of a keyboard, a
 * disk or a network card. Pure. */
bool finder_linux_is_light(const char *name);

#endif
