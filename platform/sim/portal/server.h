/* The practice portal on the wire: HTTP/1.1 or TLS over libmicrohttpd, one thread a line, and the
 * faults that act on lines. */
#ifndef PLATFORM_SIM_PORTAL_SERVER_H
#define PLATFORM_SIM_PORTAL_SERVER_H

#include "platform/base/err.h"
#include "platform/sim/portal/routes.h"
#include "platform/sim/serve/life.h"

struct server; /* opaque */

/* Listens and answers until server_stop. `portal` must outlive it. The params are only read during
 * the call. */
MUST_USE struct err server_start(struct server **ret_server, struct portal *portal,
                                 const struct serve_params *params);

/* The port it listens on. */
int server_port(const struct server *s);

/* Ends stalls, closes every line and waits for the threads. */
void server_stop(struct server *s);

#endif
