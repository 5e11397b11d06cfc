/* The double as a whole: what a request meets on its way to an answer. Any thread. */
#ifndef PLATFORM_SIM_FLEET_FLEET_H
#define PLATFORM_SIM_FLEET_FLEET_H

#include "platform/sim/fleet/answer.h"
#include "platform/sim/fleet/counters.h"
#include "platform/sim/fleet/place.h"
#include "platform/sim/fleet/store.h"
#include "platform/sim/serve/limiter.h"

struct fleet {
    struct store *store;
    struct troubles troubles;
    struct counters counters;
    struct limiter reads, writes; /* hawkBit's 200 and 50 a second of one address */
    const char *tenant;
    const char *gateway_token; /* NULL = none is taken */
    const char *proxy_issuer;  /* a proxy's word of this issuer is believed; NULL = no proxy's */
    int quota_status;          /* 429, or 403 as before 1.0 */
    bool anonymous;            /* nobody must say who she is */
    bool limited;              /* reads and writes are in force */
    bool certificates;         /* those of --client-ca say who asks */
};

/* One request of a device while it is answered, inside a transaction. */
struct call {
    struct fleet *fleet;
    struct store *store;
    const struct fleet_request *q;
    struct fleet_reply *r;
    const struct place *place;
    const struct trouble *trouble;
    char base[900]; /* http://HOST/TENANT/controller/v1/ID, encoded */
};

/* Answers one request. The reply is to be given up with answer_done. */
void fleet_answer(struct fleet *f, const struct fleet_request *q, struct fleet_reply *ret_reply);

#endif
