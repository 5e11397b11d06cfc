#include "app/scan.h"

void scan_start(struct scan *s, uint64_t now_ms)
{
    s->on = true;
    s->rounds = SCAN_ROUNDS;
    s->since_ms = now_ms;
}

void scan_stop(struct scan *s)
{
    s->on = false;
}

void scan_hear(struct scan *s, uint64_t now_ms)
{
    s->since_ms = now_ms;
}

bool scan_moves(struct scan *s, int every_ms, uint64_t now_ms)
{
    if (!s->on || every_ms <= 0 || now_ms - s->since_ms < (uint64_t)every_ms) {
        return false;
    }
    s->since_ms = now_ms;
    return true;
}

void scan_round(struct scan *s)
{
    s->rounds--;
    s->on = s->on && s->rounds > 0;
}

int scan_deadline_ms(const struct scan *s, int every_ms, uint64_t now_ms)
{
    if (!s->on || every_ms <= 0) {
        return -1;
    }
    const uint64_t due = s->since_ms + (uint64_t)every_ms;
    return due <= now_ms ? 0 : (int)(due - now_ms);
}
