/* The headers of a reply, with what a browser may do with it. With server.c and sending.c the
 * only file that knows libmicrohttpd. */
#ifndef PLATFORM_SIM_PORTAL_HEADERS_H
#define PLATFORM_SIM_PORTAL_HEADERS_H

#include <microhttpd.h>

#include "platform/sim/portal/routes.h"

/* Adds type, places, cookies, waiting time and policy. */
void headers_add(struct MHD_Response *m, const struct portal_reply *r);

#endif
