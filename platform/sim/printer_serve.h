/* Puts a virtual printer behind a real line: TCP, unix socket or pty. One connection at a time, as
 * real network printers have it. */
#ifndef PLATFORM_SIM_PRINTER_SERVE_H
#define PLATFORM_SIM_PRINTER_SERVE_H

#include <stdatomic.h>

#include "platform/sim/printer_virtual.h"

struct printer_serve {
    struct printer_virtual *machine;
    int listener; /* -1 for a pty */
    int line;     /* the connection, or the pty's own side; -1 = none */
    int other;    /* the pty's far side, held so that it never hangs up; else -1 */
    bool is_pty;
    int baud;          /* of a pty: only what is said at this speed is understood; 0 = at any */
    char address[128]; /* what a host opens: "tcp://127.0.0.1:40123", "unix:PATH", "/dev/pts/3" */
};

/* Listens. where: "tcp://127.0.0.1:PORT" (0 = any free one), "unix:PATH" (replaced when a dead
 * socket lies there) or "pty". ERR_BAD_INPUT for anything else, ERR_IO. */
MUST_USE struct err printer_serve_open(struct printer_serve *s, const char *where,
                                       struct printer_virtual *machine);
/* Serves until *stop; looks at it every 10 ms. */
void printer_serve_run(struct printer_serve *s, const atomic_bool *stop);
void printer_serve_close(struct printer_serve *s);

#endif
