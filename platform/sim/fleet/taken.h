/* PUT /outgoing/ID/NAME: what a kiosk sends of itself (a log, a picture), kept as
 * DIR/outgoing/ID/NAME. No part of hawkBit: in the field a web server beside it does this
 * (image/fleet/nginx.conf), answers 201 or, for a file sent again, 204, and lets each kiosk write
 * under its own name alone. */
#ifndef PLATFORM_SIM_FLEET_TAKEN_H
#define PLATFORM_SIM_FLEET_TAKEN_H

#include "platform/sim/fleet/fleet.h"

#define TAKEN_MAX ((int64_t)64 * 1024 * 1024)

/* The body came as a file, which is taken away. */
void taken_answer(struct call *c);

#endif
