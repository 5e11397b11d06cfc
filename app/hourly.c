#include "app/hourly.h"

#include <string.h>

#define HOUR_MS 3600000U

void hourly_note(struct hourly *h, enum hourly_what what, uint64_t now_ms)
{
    struct hourly_ring *r = &h->done[what];
    r->at_ms[(r->head + r->count) % HOURLY_MOST] = now_ms;
    if (r->count < HOURLY_MOST) {
        r->count++;
    } else {
        r->head = (r->head + 1) % HOURLY_MOST;
    }
}

bool hourly_reached(const struct hourly *h, enum hourly_what what, int most, uint64_t now_ms)
{
    const struct hourly_ring *r = &h->done[what];
    int recent = 0;
    for (int i = 0; i < r->count; i++) {
        recent += now_ms - r->at_ms[(r->head + i) % HOURLY_MOST] < HOUR_MS;
    }
    return most > 0 && recent >= most;
}

void hourly_lift(struct hourly *h)
{
    memset(h, 0, sizeof *h);
}
