/* The command line of fleet-double. */
#ifndef PLATFORM_SIM_FLEET_OPTIONS_H
#define PLATFORM_SIM_FLEET_OPTIONS_H

#include <stdbool.h>

#include "platform/sim/fleet/trouble.h"
#include "platform/sim/serve/options.h"

struct fleet_options {
    struct serve_options serve;
    const char *tenant;
    const char *gateway_token;
    const char *proxy_issuer;
    bool anonymous, limited, old_quota;
    struct trouble troubles[TROUBLES_MAX];
    int trouble_count;
};

/* Reads argv; the strings stay argv's. Returns -1 to go on, else the exit status to leave with: 0
 * after --help or --version, 2 after a wrong option (the sentence went to stderr). */
int fleet_options_read(int argc, char **argv, struct fleet_options *ret_options);

#endif
