/* The 2D scanner: whole payloads, one at a time. Main thread only; nothing blocks. What it reads is
 * hostile and a citizen's: the caller wipes its copy, the port wipes its own after take(). */
#ifndef PLATFORM_PORT_SCANNER_H
#define PLATFORM_PORT_SCANNER_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

#define SCAN_MAX 2048 /* bytes of one payload; a longer one is dropped to its end */

struct port_scanner {
    const struct port_scanner_ops *ops;
};

struct port_scanner_ops {
    const char *name; /* "serial", "evdev", "sim" */
    /* Takes the next whole payload, NUL-terminated, without its CR or LF; false when there is none.
     * out holds SCAN_MAX + 1 bytes. now_ms: a payload without an end ends after 100 ms of silence
     * (scanners deliver in chunks, reference/vietnam.md 2.1). The same payload is told once while
     * it is read again and again, until it was away for two seconds. */
    bool (*take)(struct port_scanner *s, uint64_t now_ms, char *out, size_t *ret_length);
    /* Forgets what has arrived and was not taken. */
    void (*flush)(struct port_scanner *s);
    int (*wait_fd)(struct port_scanner *s); /* readable when something arrived; -1 = none */
    bool (*alive)(struct port_scanner *s);  /* false: unplugged; take() tries to reopen */
    void (*close)(struct port_scanner *s);
};

#endif
