/* A machine that a script puts into trouble: the names are at the top of machine_script.c. */
#ifndef PLATFORM_SIM_MACHINE_SCRIPT_H
#define PLATFORM_SIM_MACHINE_SCRIPT_H

#include "platform/port_machine.h"

struct machine_script {
    struct port_machine port;
    struct machine_facts facts; /* read by a worker: changed between its looks only */
    bool flaps;                 /* every second look finds it on battery, and low */
    unsigned looks;             /* that were made while it did */
    bool no_lamp;               /* nothing turns the panel's light (HDMI) */
    bool off;                   /* it was asked to be shut down */
    int light;                  /* percent that was last asked for; 0 = none was */
};

/* A machine without any fault, on mains, started from slot A. */
void machine_script_open(struct machine_script *m);

/* Puts one fault on top of the others, or "well" ends all; false when there is none of this name.
 */
bool machine_script_fault(struct machine_script *m, const char *name);

#endif
