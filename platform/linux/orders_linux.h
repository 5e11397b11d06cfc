/* Orders as wishes that somebody with the right to carries out: a file in STATE/run, which systemd
 * watches for and takes away (image/units/rong-restart.path, rong-again.path, rong-clock.path). The
 * steward itself may restart nothing. A picture of the screen is asked of the kiosk itself, over
 * STATE/run/kiosk.sock (hold_listen.h): it leaves STATE/outgoing/screen.png, which is taken over.
 */
#ifndef PLATFORM_LINUX_ORDERS_LINUX_H
#define PLATFORM_LINUX_ORDERS_LINUX_H

#include "platform/port_orders.h"

#define ORDERS_RESTART "/run/restart"
#define ORDERS_AGAIN   "/run/again"
#define ORDERS_CLOCK   "/run/clock" /* holds the Unix second, in digits */
#define ORDERS_PATH    256

struct orders_linux {
    struct port_orders port; /* first: the port is this struct */
    char state[ORDERS_PATH];
};

/* Takes back what was wished for and left from before this start: it was granted, or is too old. */
MUST_USE struct err orders_linux_open(struct orders_linux *o, const char *state);

#endif
