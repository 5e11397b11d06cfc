/* port_hold over STATE/run/kiosk.sock: the asker's end. It calls when it first asks, and anew when
 * the kiosk hung up; while it holds, the line stays open, and closing it ends the hold. */
#ifndef PLATFORM_LINUX_HOLD_SOCKET_H
#define PLATFORM_LINUX_HOLD_SOCKET_H

#include "platform/port_hold.h"

struct hold_socket {
    struct port_hold port;
    const char *state_dir; /* the caller's */
    int line;              /* -1 = none */
};

/* Calls nobody yet. */
void hold_socket_open(struct hold_socket *h, const char *state_dir);

#endif
