/* The Wi-Fi of the machine: which networks there are, into which it is joined, and joining another
 * one. A kiosk that hangs on a cable has no such port, or one that says that there is no adapter.
 * Implementations: platform/linux/wifi_iwd.c, platform/sim/wifi_script.c. */
#ifndef PLATFORM_PORT_WIFI_H
#define PLATFORM_PORT_WIFI_H

#include <stdbool.h>

#include "platform/base/err.h"

#define WIFI_NAME           33 /* of a network: at most 32 bytes of UTF-8 */
#define WIFI_PASSPHRASE_MIN 8
#define WIFI_PASSPHRASE_MAX 63
#define WIFI_NETWORKS       20 /* the strongest are told */
#define WIFI_BARS           4

enum wifi_kind {
    WIFI_OPEN,
    WIFI_PROTECTED, /* by a passphrase */
    WIFI_UNFIT,     /* by something that cannot be typed here: a company's log-in, or WEP */
};

struct wifi_network {
    char name[WIFI_NAME];
    int bars; /* 0 to WIFI_BARS */
    enum wifi_kind kind;
    bool known;     /* its passphrase is kept: it is joined again by itself */
    bool connected; /* this machine is in it */
};

enum wifi_state {
    WIFI_NO_ADAPTER,
    WIFI_OFF, /* there is one, and it is switched off */
    WIFI_IDLE,
    WIFI_CONNECTING,
    WIFI_CONNECTED,
};

struct wifi_facts {
    enum wifi_state state;
    char name[WIFI_NAME];                    /* of CONNECTING and CONNECTED; "" else */
    struct wifi_network rows[WIFI_NETWORKS]; /* the one it is in first, then the strongest */
    int count;                               /* of rows */
    int left_out; /* networks beside them: too many, or of a name that cannot be shown */
};

struct port_wifi {
    const struct port_wifi_ops *ops;
};

/* All of them wait: for a worker, one call at a time. */
struct port_wifi_ops {
    const char *name; /* "iwd", "sim" */
    /* How it is; scan = the air is searched anew first, some seconds. ERR_OFFLINE: what looks after
     * Wi-Fi on this machine does not run; ERR_TIMEOUT: it does not answer. */
    struct err (*look)(struct port_wifi *w, bool scan, struct wifi_facts *ret_facts);
    /* Joins a network of the last look; passphrase NULL for one that is open or known. Returns once
     * it is in. ERR_REFUSED: the passphrase is not its own; ERR_NOT_FOUND: it is out of reach or
     * gone, also the adapter; ERR_BAD_INPUT: no passphrase can be like that; ERR_UNSUPPORTED: it is
     * an unfit one; ERR_TIMEOUT, ERR_OFFLINE as above; ERR_IO: any other trouble. */
    struct err (*join)(struct port_wifi *w, const struct wifi_network *network,
                       const char *passphrase);
    /* Its passphrase is kept no longer, and it is left. ERR_NOT_FOUND: it was not known. */
    struct err (*forget)(struct port_wifi *w, const struct wifi_network *network);
    void (*close)(struct port_wifi *w); /* accepts a half-opened one */
};

/* Whether a passphrase may be asked of a network at all: 8 to 63 printable letters of ASCII. */
static inline bool wifi_is_passphrase(const char *text)
{
    int length = 0;
    for (; text[length] != '\0'; length++) {
        if (text[length] < ' ' || text[length] > '~' || length == WIFI_PASSPHRASE_MAX) {
            return false;
        }
    }
    return length >= WIFI_PASSPHRASE_MIN;
}

#endif
