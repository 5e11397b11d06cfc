/* The confirmation flow: a device says yes or no before an update begins, or yes to all. */
#ifndef PLATFORM_SIM_FLEET_CONFIRM_H
#define PLATFORM_SIM_FLEET_CONFIRM_H

#include "platform/sim/fleet/fleet.h"

/* GET confirmationBase. */
void confirm_page(struct call *c);

void confirm_feedback(struct call *c);
void confirm_auto_on(struct call *c);
void confirm_auto_off(struct call *c);

#endif
