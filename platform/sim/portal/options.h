/* The practice portal's command line. */
#ifndef PLATFORM_SIM_PORTAL_OPTIONS_H
#define PLATFORM_SIM_PORTAL_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "platform/sim/portal/faults.h"
#include "platform/sim/serve/options.h"

struct portal_options {
    struct serve_options serve;
    const char *token;
    const char *packs;
    int64_t number_delay_ms;
    int64_t accept_length; /* 0 = as usual */
    int64_t token_life_ms;
    bool control;
    struct fault faults[FAULTS_MAX];
    int fault_count;
};

/* Reads argv; the strings stay argv's. Returns -1 to go on, else the exit status to leave with: 0
 * after --help or --version, 2 after a wrong option (the sentence went to stderr). */
int portal_options_read(int argc, char **argv, struct portal_options *ret_options);

#endif
