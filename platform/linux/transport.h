/* A byte line to a device: TCP, unix socket, character device or pty, or a pretended one in
 * memory. Every call has a deadline; nothing blocks for ever and no signal is raised. One thread.
 * Implementations: transport.c (all that are file descriptors), platform/sim/printer_sim.c. */
#ifndef PLATFORM_LINUX_TRANSPORT_H
#define PLATFORM_LINUX_TRANSPORT_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/linux/usblp.h"

#define TRANSPORT_ADDRESS_MAX 108    /* a unix socket's path, NUL included */
#define TRANSPORT_BAUD        115200 /* reference/devices.md 1.8: 7.5 s for a slip of 150 mm */

struct transport;

struct transport_ops {
    /* Connects within timeout_ms. ERR_OFFLINE with errno when the other side is not there. A serial
     * line is 8N1 at `baud` with RTS/CTS; one that cannot be is ERR_OFFLINE, EINVAL. */
    struct err (*open)(struct transport *t, int timeout_ms);
    /* Writes what fits now, after waiting at most timeout_ms for room: 0 bytes on timeout.
     * ERR_OFFLINE when the line is gone. */
    struct err (*write)(struct transport *t, const uint8_t *bytes, size_t size, int timeout_ms,
                        size_t *ret_written);
    /* Reads what is there, after waiting at most timeout_ms for a first byte. */
    struct err (*read)(struct transport *t, uint8_t *bytes, size_t size, int timeout_ms,
                       size_t *ret_read);
    /* Waits until the other side took what was written, at most timeout_ms: ERR_TIMEOUT when it did
     * not, and then a write that said so many bytes said too much. NULL = always taken. */
    struct err (*drain)(struct transport *t, int timeout_ms);
    /* The status lines of a printer port (usblp.h); false when there are none. NULL = none. */
    bool (*port)(struct transport *t, int *ret_bits);
    /* Ends the connection. flush: waits up to a second until the last bytes left; otherwise drops
     * what is still in the kernel, so that nothing of a broken job arrives later. */
    void (*close)(struct transport *t, bool flush);
};

enum transport_kind { TRANSPORT_TCP, TRANSPORT_UNIX, TRANSPORT_DEVICE };

struct transport {
    const struct transport_ops *ops;
    enum transport_kind kind;
    char address[TRANSPORT_ADDRESS_MAX];
    int fd;       /* -1 when closed */
    int baud;     /* of a serial line: bits per second, 0 = TRANSPORT_BAUD */
    bool one_way; /* of the open line: nothing will ever be read */
    struct usblp_identity identity;
    void *self; /* of other implementations */
};

/* Parses "tcp://127.0.0.1:9100" (a numeric address, [::1] or localhost), "unix:PATH" or a path
 * that starts with '/'. Opens nothing. ERR_BAD_INPUT for anything else. */
MUST_USE struct err transport_init(struct transport *ret_transport, const char *address);

/* Whether a serial line may be set to so many bits per second: 9600, 19200, 38400, 57600, 115200 or
 * 230400. A slip of 150 mm takes 22 s at 38400 and 90 s at 9600 (reference/devices.md 1.8). */
bool transport_knows_baud(int baud);

#endif
