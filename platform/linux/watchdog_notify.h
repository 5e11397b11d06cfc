/* Tells the supervisor that the program lives: systemd's notification socket (sd_notify(3)).
 * Without NOTIFY_SOCKET nothing is told. The main loop alone pets it, after its own turn: a screen
 * that is stuck is started anew, a printer's or the store's thread that is stuck is not the
 * watchdog's. */
#ifndef PLATFORM_LINUX_WATCHDOG_NOTIFY_H
#define PLATFORM_LINUX_WATCHDOG_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>

struct watchdog {
    int fd;          /* of the socket; -1 = nobody listens */
    int every_ms;    /* half of what the supervisor waits; -1 = it does not watch */
    uint64_t pet_ms; /* monotonic time of the last one */
};

/* Connects to where the environment says; before the process is confined. */
void watchdog_open(struct watchdog *w);

/* The program serves. */
void watchdog_ready(struct watchdog *w);

/* After a turn of the loop at now_ms: told when it is due. */
void watchdog_pet(struct watchdog *w, uint64_t now_ms);

/* Milliseconds the loop may sleep at most; -1 = as long as it likes. */
int watchdog_wait_ms(const struct watchdog *w, uint64_t now_ms);

/* Accepts one that nobody listens to. */
void watchdog_close(struct watchdog *w);

#endif
