/* Bodies that are read while they are sent: files, and whatever comes slowly, ends too early or
 * never, or is spoilt. With server.c the only file here that knows libmicrohttpd. */
#ifndef PLATFORM_SIM_FLEET_STREAM_H
#define PLATFORM_SIM_FLEET_STREAM_H

#include <microhttpd.h>

#include "platform/sim/fleet/fleet.h"
#include "platform/sim/serve/pause.h"

/* Makes libmicrohttpd's response of the reply, whose body and file are taken over, and counts its
 * bytes for the target. NULL when there is no memory. */
struct MHD_Response *stream_response(struct fleet *f, struct fleet_reply *r, const char *target,
                                     struct pause *pause);

#endif
