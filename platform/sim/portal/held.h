/* What the practice portal holds of a citizen from earlier applications, so that she need not give
 * it twice: what she answered about herself, and papers. Told only to her: by the token of who
 * signed in (the practice issuer knows one citizen), or after an officer looked at her papers, of
 * whom gave the same number then. Without HTTP; any thread. */
#ifndef PLATFORM_SIM_PORTAL_HELD_H
#define PLATFORM_SIM_PORTAL_HELD_H

#include "platform/sim/portal/routes.h"

#define HELD_MOST   12 /* of one answer */
#define HELD_NUMBER 12 /* digits of a citizen's number */

/* Answers /applications/UUID/held. */
void held_answer(struct portal *p, const struct portal_request *q, const char *uuid,
                 struct portal_reply *ret_reply);

/* The record of this application was stored: papers it names that the portal holds of the same
 * citizen are its own from now on. signed_in: it came with her token. */
MUST_USE struct err held_join(struct portal *p, const char *uuid, bool signed_in, int64_t now);

#endif
