/* How often one visitor may do something: a bucket of tokens that refills slowly. Visitors share a
 * bucket when their addresses fall on the same slot. Any thread. */
#ifndef PLATFORM_SIM_SERVE_LIMITER_H
#define PLATFORM_SIM_SERVE_LIMITER_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#define LIMITER_SLOTS  256
#define PAGE_BURST     60 /* public pages at once from one address */
#define PAGE_REFILL_MS 1000

struct limiter {
    pthread_mutex_t lock;
    int burst;         /* tokens of a full bucket */
    int64_t refill_ms; /* for one token */
    struct {
        int64_t worth_ms; /* tokens, in time of refilling */
        int64_t at_ms;    /* 0: never used */
    } slot[LIMITER_SLOTS];
};

/* burst at once, then one each refill_ms. */
void limiter_init(struct limiter *l, int burst, int64_t refill_ms);
void limiter_done(struct limiter *l);

/* False when this visitor must wait. now_ms is a clock above 0; a step back counts as no time. */
bool limiter_allows(struct limiter *l, const char *visitor, int64_t now_ms);

/* Gives back what limiter_allows took: the attempt was a good one. */
void limiter_give_back(struct limiter *l, const char *visitor);

#endif
