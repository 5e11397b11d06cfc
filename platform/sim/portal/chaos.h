/* Which fault comes next when none is named: a draw among those that pass by themselves, so that
 * whatever was sent must arrive in the end. Pure. */
#ifndef PLATFORM_SIM_PORTAL_CHAOS_H
#define PLATFORM_SIM_PORTAL_CHAOS_H

#include "platform/sim/portal/faults.h"

/* Sets effect and value from 64 random bits; false = no fault this time (three of ten). */
bool chaos_draw(uint64_t bits, struct fault *fault);

#endif
