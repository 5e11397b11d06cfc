/* The issuer's addresses: where the courier asks (/oauth/...), and the page of a citizen's phone
 * (/phone). */
#ifndef PLATFORM_SIM_PORTAL_OAUTH_H
#define PLATFORM_SIM_PORTAL_OAUTH_H

#include "platform/sim/portal/routes.h"

/* True for the courier's addresses, which faults meet. */
bool oauth_is_path(const char *path);

/* True for the phone's page. */
bool oauth_is_phone(const char *path);

void oauth_answer(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply);
void oauth_phone(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply);

#endif
