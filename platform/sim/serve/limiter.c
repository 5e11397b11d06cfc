#include "platform/sim/serve/limiter.h"

#include <string.h>

void limiter_init(struct limiter *l, int burst, int64_t refill_ms)
{
    memset(l, 0, sizeof *l);
    l->burst = burst;
    l->refill_ms = refill_ms;
    pthread_mutex_init(&l->lock, NULL);
}

void limiter_done(struct limiter *l)
{
    pthread_mutex_destroy(&l->lock);
}

/* FNV-1a. */
static uint32_t slot_of(const char *visitor)
{
    uint32_t hash = 2166136261u;
    for (; *visitor != '\0'; visitor++) {
        hash = (hash ^ (unsigned char)*visitor) * 16777619u;
    }
    return hash % LIMITER_SLOTS;
}

bool limiter_allows(struct limiter *l, const char *visitor, int64_t now_ms)
{
    const uint32_t i = slot_of(visitor);
    const int64_t most = l->burst * l->refill_ms;
    pthread_mutex_lock(&l->lock);
    int64_t worth = most;
    if (l->slot[i].at_ms != 0) {
        const int64_t waited = now_ms > l->slot[i].at_ms ? now_ms - l->slot[i].at_ms : 0;
        worth = l->slot[i].worth_ms + waited;
        worth = worth > most ? most : worth;
    }
    const bool allowed = worth >= l->refill_ms;
    l->slot[i].worth_ms = allowed ? worth - l->refill_ms : worth;
    l->slot[i].at_ms = now_ms;
    pthread_mutex_unlock(&l->lock);
    return allowed;
}

void limiter_give_back(struct limiter *l, const char *visitor)
{
    const uint32_t i = slot_of(visitor);
    pthread_mutex_lock(&l->lock);
    l->slot[i].worth_ms += l->refill_ms;
    pthread_mutex_unlock(&l->lock);
}
