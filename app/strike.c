#include "app/strike.h"

bool strike_down(struct strike *s, const struct strike_times *t, int key, uint64_t now_ms)
{
    const bool again = s->last == key + 1 && now_ms - s->last_ms < (uint64_t)t->double_ms;
    if (again) {
        return false;
    }
    s->last = key + 1;
    s->last_ms = now_ms;
    s->held = key + 1;
    s->due_ms = now_ms + (uint64_t)t->repeat_after_ms;
    s->stuck_ms = now_ms + STRIKE_STUCK_MS;
    return true;
}

void strike_up(struct strike *s, int key)
{
    if (s->held == key + 1) {
        s->held = 0;
    }
}

static bool may_repeat(const struct strike *s, const struct strike_times *t)
{
    return s->held != 0 && t->repeat_after_ms > 0;
}

bool strike_repeats(struct strike *s, const struct strike_times *t, uint64_t now_ms, int *ret_key)
{
    if (!may_repeat(s, t) || now_ms < s->due_ms || now_ms >= s->stuck_ms) {
        return false;
    }
    s->due_ms = now_ms + (uint64_t)t->repeat_every_ms; /* a late turn catches nothing up */
    *ret_key = s->held - 1;
    return true;
}

int strike_deadline_ms(const struct strike *s, const struct strike_times *t, uint64_t now_ms)
{
    if (!may_repeat(s, t) || s->due_ms >= s->stuck_ms || now_ms >= s->stuck_ms) {
        return -1;
    }
    return s->due_ms <= now_ms ? 0 : (int)(s->due_ms - now_ms);
}
