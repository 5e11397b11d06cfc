/* A 2D scanner in serial mode (USB-CDC or UART), reference/devices.md 4.2. */
#ifndef PLATFORM_LINUX_SCANNER_SERIAL_H
#define PLATFORM_LINUX_SCANNER_SERIAL_H

#include "platform/linux/scan_bytes.h"

struct scanner_serial {
    struct port_scanner port;
    char path[128];
    int fd; /* -1 = not there */
    struct scan_bytes payload;
    uint64_t next_try_ms; /* of reopening */
};

/* Opens path raw at 115200 8N1. A missing device is not an error: take() tries again each second.
 */
void scanner_serial_open(struct scanner_serial *s, const char *path);

#endif
