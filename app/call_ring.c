#include "app/call_ring.h"

uint64_t call_ring_due_ms(const struct call_ring *r, int every_s)
{
    const uint64_t every = (uint64_t)every_s * 1000;
    if (every_s <= 0) {
        return UINT64_MAX;
    }
    return r->rang_ms + (call_ring_is_soft(r) && every < CALL_RING_MS ? CALL_RING_MS : every);
}

bool call_ring_is_soft(const struct call_ring *r)
{
    return r->again >= CALL_RING_LOUD;
}

void call_ring_rang(struct call_ring *r, uint64_t now_ms)
{
    r->again += r->again < CALL_RING_LOUD;
    r->rang_ms = now_ms;
}
