/* A pretended call light: shows whether it is lit; "unplugged" and "stuck" are its faults. */
#ifndef PLATFORM_SIM_BEACON_SCRIPT_H
#define PLATFORM_SIM_BEACON_SCRIPT_H

#include "platform/port_beacon.h"

struct beacon_script {
    struct port_beacon port;
    bool lit;
    int switched; /* how often it went on */
    bool unplugged, stuck, failed;
};

void beacon_script_open(struct beacon_script *b);

/* "unplugged": it is not there; "stuck": it takes nothing; "well" ends both. False: none of these.
 */
bool beacon_script_fault(struct beacon_script *b, const char *name);

#endif
