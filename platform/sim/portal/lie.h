/* Turns an honest reply into the false one a fault asks for. */
#ifndef PLATFORM_SIM_PORTAL_LIE_H
#define PLATFORM_SIM_PORTAL_LIE_H

#include "platform/sim/portal/faults.h"
#include "platform/sim/portal/routes.h"

/* Changes the reply to a request for that path in place; effects that are not answers (reset,
 * stall...) leave it alone. */
void reply_lie(struct portal_reply *r, const struct fault *fault, const char *path);

#endif
