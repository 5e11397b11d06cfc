/* What a device is told of one action: deploymentBase, confirmationBase/ID, installedBase/ID and
 * cancelAction. */
#ifndef PLATFORM_SIM_FLEET_DEPLOYMENT_H
#define PLATFORM_SIM_FLEET_DEPLOYMENT_H

#include "platform/sim/fleet/action.h"
#include "platform/sim/fleet/fleet.h"

#define DEPLOYMENT_HISTORY 100 /* messages hawkBit gives at most */

void deployment_answer(struct call *c);
void deployment_confirm(struct call *c);
void deployment_installed(struct call *c);
void deployment_cancel(struct call *c);

/* PUT installedBase: the device says what it came with. */
void deployment_installed_set(struct call *c);

/* Reads the action of the path; false after it answered 404, for another target's too. */
bool deployment_action(const struct call *c, struct action *ret_action);

/* The artifacts of a software module as hawkBit lists them; the value is the caller's. */
json_t *deployment_artifacts(const struct call *c, int64_t module);

#endif
