/* Giving libmicrohttpd a reply to send: as it is, slowly, or only half of it. */
#ifndef PLATFORM_SIM_PORTAL_SENDING_H
#define PLATFORM_SIM_PORTAL_SENDING_H

#include <microhttpd.h>

#include "platform/sim/portal/routes.h"
#include "platform/sim/serve/pause.h"

#define SLOW_STEPS 10

/* Sends the reply; its body is taken over. slow_ms above 0: in SLOW_STEPS pieces, that far apart.
 */
enum MHD_Result sending_reply(struct MHD_Connection *c, struct portal_reply *r, int64_t slow_ms,
                              struct pause *pause);

/* Sends half of the body without a length, then ends the line without a goodbye. */
enum MHD_Result sending_half(struct MHD_Connection *c, struct portal_reply *r);

/* The line's descriptor. */
int sending_line(struct MHD_Connection *c);

#endif
