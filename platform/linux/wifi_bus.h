/* A talk over the system bus that never waits longer than its deadline: a connection of its own for
 * each, so that a bus or a service that was started anew is no trouble. One thread. */
#ifndef PLATFORM_LINUX_WIFI_BUS_H
#define PLATFORM_LINUX_WIFI_BUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <systemd/sd-bus.h>

#include "platform/base/err.h"

#define WIFI_BUS_SYSTEM "unix:path=/run/dbus/system_bus_socket"
#define WIFI_BUS_OWNER  64

struct wifi_bus {
    sd_bus *bus;
    const char *service;        /* whom it asks */
    int64_t until_ms;           /* monotonic: of all its questions together */
    char owner[WIFI_BUS_OWNER]; /* the service's own name on the bus, once it answered; "" before */
};

/* Connects to the bus at an address. ERR_OFFLINE: there is none; ERR_TIMEOUT. The talk is to be
 * ended in either case. */
MUST_USE struct err wifi_bus_open(struct wifi_bus *t, const char *address, const char *service,
                                  int deadline_ms);

/* A question to be filled and asked; NULL when there is no memory. */
sd_bus_message *wifi_bus_question(struct wifi_bus *t, const char *path, const char *interface,
                                  const char *method);

/* Asks and gives the question back; while it waits, what the service asks of us is answered. The
 * reply is the caller's to give back, NULL with an error. Error name into said (may be NULL).
 * ERR_OFFLINE: the service does not run; ERR_NOT_FOUND: what it was asked about is gone;
 * ERR_TIMEOUT; ERR_REFUSED: it said no, in its own words. */
MUST_USE struct err wifi_bus_ask(struct wifi_bus *t, sd_bus_message *question,
                                 sd_bus_message **ret_reply, char *said, size_t said_cap);

/* The same where the question has no content and the reply does not count. */
MUST_USE struct err wifi_bus_tell(struct wifi_bus *t, const char *path, const char *interface,
                                  const char *method, char *said, size_t said_cap);

/* Lets some time pass; false when too little is left for another question. */
bool wifi_bus_pause(struct wifi_bus *t, int ms);

/* True when this message was sent by whom the talk is with. */
bool wifi_bus_is_owner(const struct wifi_bus *t, sd_bus_message *m);

/* Ends the talk; accepts a half-opened one. */
void wifi_bus_end(struct wifi_bus *t);

#endif
