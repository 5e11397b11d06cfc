/* Wi-Fi as iwd keeps it (net.connman.iwd on the system bus): it holds the adapter and the
 * passphrases, systemd-networkd asks for the address. A passphrase goes from the caller's memory
 * into the one message that iwd asks for, and is in no log. */
#ifndef PLATFORM_LINUX_WIFI_IWD_H
#define PLATFORM_LINUX_WIFI_IWD_H

#include "platform/linux/wifi_world.h"

#define WIFI_IWD_ADDRESS 128 /* of a bus */

struct wifi_iwd {
    struct port_wifi port;
    char address[WIFI_IWD_ADDRESS]; /* of the bus */
    char radios[WIFI_IWD_ADDRESS];  /* folder in which the kernel names adapters */
    int look_ms, scan_ms, join_ms;  /* deadlines; tests have shorter ones */
    struct wifi_iwd_world world;    /* the worker's */
};

/* address: of the bus; "" = the machine's own. root stands before /sys ("" for this machine's own):
 * where the kernel knows no adapter, an iwd that does not run is no trouble. Asks nobody yet.
 * ERR_BAD_INPUT: one of them is too long. */
MUST_USE struct err wifi_iwd_open(struct wifi_iwd *w, const char *address, const char *root);

#endif
