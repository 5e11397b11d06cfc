/* The rest contract: PUT and GET under /applications/, and the list of everything for checks. */
#ifndef PLATFORM_SIM_PORTAL_REST_H
#define PLATFORM_SIM_PORTAL_REST_H

#include "platform/sim/portal/intake.h"
#include "platform/sim/portal/routes.h"

/* Answers a path that starts with /applications/. */
void rest_answer(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply);

/* Answers /api/applications. */
void rest_list(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply);

/* {"error","field","message"}; field and message may be "". */
void rest_refuse(struct portal_reply *ret_reply, int status, const char *error, const char *field,
                 const char *message);

/* 405, with the methods that the address takes ("GET, HEAD"), which must outlive the reply. */
void rest_refuse_method(struct portal_reply *ret_reply, const char *allow, const char *message);

/* True for a request that only reads; another is refused. */
bool rest_only_read(const struct portal_request *q, struct portal_reply *ret_reply);

/* The answer to a ledger that failed: 503 and a Retry-After, or 507 when the disk is full. */
void rest_trouble(struct portal_reply *ret_reply, struct err e);

/* True where no token was agreed, or the request has it. */
bool rest_allowed(struct portal *p, const struct portal_request *q);

#endif
