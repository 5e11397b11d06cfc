#include "platform/sim/portal/limiter.h"

#include <string.h>

void limiter_init(struct limiter *l)
{
    memset(l, 0, sizeof *l);
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
    uint32_t i = slot_of(visitor);
    pthread_mutex_lock(&l->lock);
    int64_t tokens = LIMITER_BURST * 1000;
    if (l->slot[i].at_ms != 0) {
        int64_t waited = now_ms > l->slot[i].at_ms ? now_ms - l->slot[i].at_ms : 0;
        tokens = l->slot[i].tokens_milli + waited;
        tokens = tokens > LIMITER_BURST * 1000 ? LIMITER_BURST * 1000 : tokens;
    }
    bool allowed = tokens >= 1000;
    l->slot[i].tokens_milli = allowed ? tokens - 1000 : tokens;
    l->slot[i].at_ms = now_ms;
    pthread_mutex_unlock(&l->lock);
    return allowed;
}
