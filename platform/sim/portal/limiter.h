/* How often one visitor may open public pages: a bucket of LIMITER_BURST tokens that refills one a
 * second. Visitors share a bucket when their addresses fall on the same slot. Any thread. */
#ifndef PLATFORM_SIM_PORTAL_LIMITER_H
#define PLATFORM_SIM_PORTAL_LIMITER_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#define LIMITER_BURST 60
#define LIMITER_SLOTS 256

struct limiter {
    pthread_mutex_t lock;
    struct {
        int64_t tokens_milli;
        int64_t at_ms; /* 0: never used */
    } slot[LIMITER_SLOTS];
};

void limiter_init(struct limiter *l);
void limiter_done(struct limiter *l);

/* False when this visitor must wait. now_ms is a clock above 0; a step back counts as no time. */
bool limiter_allows(struct limiter *l, const char *visitor, int64_t now_ms);

#endif
