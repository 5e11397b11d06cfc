/* What a trouble makes of an answer; what it does to the line and to bodies is server.c's. */
#ifndef PLATFORM_SIM_FLEET_LIE_H
#define PLATFORM_SIM_FLEET_LIE_H

#include "platform/sim/fleet/answer.h"

/* Answers in the double's place; false when the trouble lets the request be carried out. */
bool lie_instead(const struct trouble *t, const struct fleet_request *q, struct fleet_reply *r);

/* Changes an honest answer. */
void lie_about(const struct trouble *t, struct fleet_reply *r);

#endif
