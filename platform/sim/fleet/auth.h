/* Who asks, and whether she may: hawkBit's target token, gateway token, certificate, or nobody. */
#ifndef PLATFORM_SIM_FLEET_AUTH_H
#define PLATFORM_SIM_FLEET_AUTH_H

#include "platform/sim/fleet/fleet.h"

/* False after it answered 401 with an empty body, or what a target is to be refused with. */
bool auth_allows(const struct call *c);

/* Makes the target on its first poll ("plug and play") with a token of its own, and notes the time
 * of every one. */
void auth_register(const struct call *c);

/* True when the target is there; else it answered 404. */
bool auth_known(const struct call *c);

#endif
