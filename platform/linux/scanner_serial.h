/* A 2D scanner in serial mode (USB-CDC or UART), reference/devices.md 4.2. */
#ifndef PLATFORM_LINUX_SCANNER_SERIAL_H
#define PLATFORM_LINUX_SCANNER_SERIAL_H

#include "platform/port_scanner.h"

struct scanner_serial {
    struct port_scanner port;
    char path[128];
    int fd; /* -1 = not there */
    char bytes[SCAN_MAX + 1];
    size_t count;
    bool flooding;         /* more than SCAN_MAX without an end: dropped until the end */
    uint64_t last_byte_ms; /* when the newest byte came */
    uint64_t next_try_ms;  /* of reopening */
};

/* Opens path raw at 115200 8N1. A missing device is not an error: take() tries again each second.
 */
void scanner_serial_open(struct scanner_serial *s, const char *path);

#endif
