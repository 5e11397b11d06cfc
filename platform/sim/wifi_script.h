/* An air full of networks that a script puts into trouble: the names are at the top of
 * wifi_script.c. The passphrase of its protected ones is WIFI_SCRIPT_PASSPHRASE. */
#ifndef PLATFORM_SIM_WIFI_SCRIPT_H
#define PLATFORM_SIM_WIFI_SCRIPT_H

#include "platform/port_wifi.h"

#define WIFI_SCRIPT_PASSPHRASE "Xa-Ia-Der#2026"

enum wifi_trouble {
    WIFI_WELL,
    WIFI_TROUBLE_NO_ADAPTER,
    WIFI_TROUBLE_OFF,
    WIFI_TROUBLE_GONE,   /* nobody looks after Wi-Fi */
    WIFI_TROUBLE_SILENT, /* ... or does not answer */
    WIFI_TROUBLE_FAR,    /* what is chosen is out of reach by then */
    WIFI_TROUBLE_EMPTY,  /* no network is near */
};

struct wifi_script {
    struct port_wifi port;
    enum wifi_trouble trouble; /* read by a worker: changed between its calls only */
    bool known[WIFI_NETWORKS];
    int joined; /* row it is in; -1 = none */
    int joins;  /* that were asked for */
};

/* In no network, and knowing none. */
void wifi_script_open(struct wifi_script *w);

/* Puts one trouble in place of the one before, or "well" ends it; false when there is none of this
 * name. */
bool wifi_script_fault(struct wifi_script *w, const char *name);

#endif
