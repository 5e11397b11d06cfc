#include "app/clock_judge.h"

#define DAY_S 86400

static bool can_be(int64_t s)
{
    return s >= CLOCK_LEAST && s < CLOCK_MOST;
}

static int64_t size_of(int64_t s)
{
    return s < 0 ? -s : s;
}

static bool is_small(int64_t step, int64_t most)
{
    return size_of(step) <= most;
}

/* The clock stepped and nobody has said which of its times is right: one that cannot be is not; of
 * two that can be the earlier, since by it nothing has run out yet. */
static void step_unsure(struct clock_judge *c, int64_t before_s, int64_t now_s, int64_t step)
{
    c->off_s -= step;
    if (!can_be(before_s)) {
        c->off_s = 0; /* it was set right, as far as is known */
        c->jumped = false;
        return;
    }
    c->jumped = !is_small(c->off_s, CLOCK_JUMP_S); /* it may have come back to where it was */
    if (!c->jumped || (can_be(now_s) && c->off_s > 0)) {
        c->off_s = 0;
    }
}

void clock_judge_look(struct clock_judge *c, int64_t wall_s, uint64_t ms)
{
    const int64_t expected_s = c->wall_s + (int64_t)((ms - c->ms) / 1000);
    const int64_t step = c->seen ? wall_s - expected_s : 0;
    if (!is_small(step, CLOCK_JUMP_S) && c->told) {
        c->off_s -= step;
    } else if (!is_small(step, CLOCK_JUMP_S)) {
        step_unsure(c, expected_s + c->off_s, wall_s, step);
    }
    c->seen = true;
    c->wall_s = wall_s;
    c->ms = ms;
}

void clock_judge_told(struct clock_judge *c, int64_t off_s)
{
    if (c->seen && off_s > -CLOCK_MOST && off_s < CLOCK_MOST && can_be(c->wall_s + off_s)) {
        c->told = true;
        c->jumped = false;
        c->off_s = off_s;
    }
}

enum clock_doubt clock_judge_doubt(const struct clock_judge *c)
{
    if (!c->seen) {
        return CLOCK_WELL;
    }
    if (c->told) {
        return is_small(c->off_s, CLOCK_APART_S) ? CLOCK_WELL : CLOCK_APART;
    }
    return c->jumped ? CLOCK_JUMPED : can_be(c->wall_s) ? CLOCK_WELL : CLOCK_EARLY;
}

int64_t clock_judge_best_s(const struct clock_judge *c)
{
    switch (clock_judge_doubt(c)) {
    case CLOCK_WELL:
        return c->wall_s;
    case CLOCK_JUMPED:
    case CLOCK_APART:
        return c->wall_s + c->off_s;
    case CLOCK_EARLY:
        break;
    }
    return CLOCK_LEAST - DAY_S + (int64_t)(c->ms / 1000) % DAY_S;
}

bool clock_judge_knows_day(const struct clock_judge *c)
{
    const enum clock_doubt doubt = clock_judge_doubt(c);
    return doubt == CLOCK_WELL || doubt == CLOCK_APART;
}

bool clock_judge_may_forget(const struct clock_judge *c)
{
    return c->told && clock_judge_doubt(c) == CLOCK_WELL;
}
