/* The double on the wire: HTTP/1.1 or TLS over libmicrohttpd, one small thread a line, and the
 * troubles that act on lines. */
#ifndef PLATFORM_SIM_FLEET_SERVER_H
#define PLATFORM_SIM_FLEET_SERVER_H

#include "platform/base/err.h"
#include "platform/sim/fleet/fleet.h"
#include "platform/sim/serve/life.h"

#define FLEET_LINES 1200 /* at once: 500 kiosks that have two each, and some more */

struct fleet_server; /* opaque */

/* Listens and answers until fleet_server_stop. The fleet must outlive it; uploads pass through dir.
 * The params are only read during the call. */
MUST_USE struct err fleet_server_start(struct fleet_server **ret_server, struct fleet *fleet,
                                       const char *dir, const struct serve_params *params);

/* The port it listens on. */
int fleet_server_port(const struct fleet_server *s);

/* Ends stalls, closes every line and waits for the threads. */
void fleet_server_stop(struct fleet_server *s);

#endif
