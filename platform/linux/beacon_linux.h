/* The call light: "led:NAME" is an LED or GPIO line that the kernel shows as a file
 * (/sys/class/leds/NAME/brightness), "relay:/dev/ttyUSB0" a USB relay on a serial line, 9600 8N1,
 * that takes four bytes: A0, channel 1, 1 or 0, and their sum. */
#ifndef PLATFORM_LINUX_BEACON_LINUX_H
#define PLATFORM_LINUX_BEACON_LINUX_H

#include "platform/port_beacon.h"

struct beacon_linux {
    struct port_beacon port;
    char path[192];
    int fd; /* -1 = not there */
    bool relay, well;
};

/* root: "" on a machine, a folder in tests, before the LED's path. A device that is not there is no
 * error: light() tries again. ERR_BAD_INPUT: uri is none of the two. */
MUST_USE struct err beacon_linux_open(struct beacon_linux *b, const char *root, const char *uri);

#endif
