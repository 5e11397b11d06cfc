/* What iwd's objects on the bus tell: adapters, the station, networks. What it says is taken with
 * care: names that no screen can show are marked, what is too long or of another type is left. */
#ifndef PLATFORM_LINUX_WIFI_WORLD_H
#define PLATFORM_LINUX_WIFI_WORLD_H

#include "platform/linux/wifi_bus.h"
#include "platform/port_wifi.h"

#define WIFI_IWD_SERVICE "net.connman.iwd"
#define WIFI_IWD_PATH    128 /* of an object of iwd's */
#define WIFI_IWD_OBJECTS 96  /* networks that are read at most */

/* A network as iwd has it. */
struct wifi_iwd_object {
    char path[WIFI_IWD_PATH], known[WIFI_IWD_PATH]; /* known: "" = it is not */
    char name[WIFI_NAME];
    enum wifi_kind kind;
    bool connected;
    bool shown; /* its name can be put on a screen and chosen there */
};

/* All that is read of iwd's objects. */
struct wifi_iwd_world {
    bool adapter, device;
    char station[WIFI_IWD_PATH]; /* "" = the adapter is off, or there is none */
    char state[24];              /* of the station, in iwd's words */
    struct wifi_iwd_object objects[WIFI_IWD_OBJECTS];
    int count;
};

/* Reads all of it. ERR_OFFLINE, ERR_TIMEOUT; ERR_REFUSED: what came is no answer of iwd's. */
MUST_USE struct err wifi_world_read(struct wifi_bus *t, struct wifi_iwd_world *w);

/* True when it is the station's own, and not of another adapter. */
bool wifi_world_is_ours(const struct wifi_iwd_world *w, const struct wifi_iwd_object *o);

/* The network of a path, or that is meant by a row of a list; NULL: there is none any more. */
const struct wifi_iwd_object *wifi_world_at(const struct wifi_iwd_world *w, const char *path);
const struct wifi_iwd_object *wifi_world_find(const struct wifi_iwd_world *w,
                                              const struct wifi_network *network);

#endif
