/* tus 1.0.0 for one paper: begun by POST, asked about by HEAD, continued by PATCH, so that a line
 * that is cut costs only what had not arrived. Without HTTP; any thread. */
#ifndef PLATFORM_SIM_PORTAL_RESUMABLE_H
#define PLATFORM_SIM_PORTAL_RESUMABLE_H

#include "platform/sim/portal/routes.h"

#define RESUMABLE_VERSION "1.0.0"

/* Answers /applications/UUID/papers/SHA256/upload and what lies below it; tail is what follows
 * "/upload". */
void resumable_answer(struct portal *p, const struct portal_request *q, const char *uuid,
                      const char *sha256, const char *tail, struct portal_reply *ret_reply);

#endif
