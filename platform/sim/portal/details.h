/* What only the citizen herself may know of her file: which papers are missing, what the officer
 * wrote, her electronic results. Told to a kiosk with her token, or with its word that an officer
 * looked at who she is. Any thread. */
#ifndef PLATFORM_SIM_PORTAL_DETAILS_H
#define PLATFORM_SIM_PORTAL_DETAILS_H

#include "platform/sim/portal/routes.h"

/* True when the request may know it; else the refusal (403 "sign-in" or "not-hers") is written. */
bool details_allowed(struct portal *p, const struct portal_request *q,
                     struct portal_reply *ret_reply);

/* True with the token of a citizen. One that is not ours is none: her file is then one for the
 * counter to accept, never refused. */
bool details_signed_in(struct portal *p, const struct portal_request *q);

/* Answers /applications/UUID/details. */
void details_answer(struct portal *p, const struct portal_request *q, const char *uuid,
                    struct portal_reply *ret_reply);

#endif
