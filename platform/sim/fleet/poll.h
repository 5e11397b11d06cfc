/* What a device is told when it polls, and what it tells of itself. */
#ifndef PLATFORM_SIM_FLEET_POLL_H
#define PLATFORM_SIM_FLEET_POLL_H

#include "platform/sim/fleet/fleet.h"

#define POLL_ATTRIBUTES       100 /* hawkBit keeps no more of a target */
#define POLL_ATTRIBUTE_LENGTH 128 /* characters of a key, and of a value */

/* GET of the base: sleep and links. */
void poll_answer(struct call *c);

/* PUT configData. */
void poll_config(struct call *c);

/* Adds {"name": {"href": base/rest}} to an object of links. */
void poll_link(const struct call *c, json_t *links, const char *name, const char *rest);

#endif
