/* What the portal holds of a citizen, as it travels over run/courier.sock. Pure; a part of
 * courier_socket_wire.c. */
#ifndef PLATFORM_LINUX_COURIER_SOCKET_HELD_H
#define PLATFORM_LINUX_COURIER_SOCKET_HELD_H

#include <jansson.h>

#include "platform/port_portal.h"

/* The object of an answer, the caller's to give free; NULL without memory. */
json_t *wire_held_object(const struct portal_held *held);

/* Reads it; false when anything of it has not its shape. */
bool wire_held_read(const json_t *o, struct portal_held *ret_held);

#endif
