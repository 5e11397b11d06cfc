#include "tests/tools/fast_clock.h"

#include <poll.h>
#include <time.h>

static int64_t machine_us(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ms is the speed, s the Unix second at the monotonic clock's beginning. */
static uint64_t now_ms(struct port_clock *c)
{
    return (uint64_t)(machine_us() * (int64_t)c->ms / 1000);
}

static int64_t now_s(struct port_clock *c)
{
    return c->s + (int64_t)(now_ms(c) / 1000);
}

static void pass(struct port_clock *c, int ms)
{
    (void)c;
    (void)ms;
}

struct port_clock clock_fast(int speed, int64_t since)
{
    static const struct port_clock_ops ops = {"fast", now_ms, now_s, pass};
    struct port_clock c = {.ops = &ops, .ms = (uint64_t)speed};
    struct timespec t;
    (void)clock_gettime(CLOCK_REALTIME, &t);
    c.s = (since == 0 ? (int64_t)t.tv_sec : since) - (int64_t)(now_ms(&c) / 1000);
    return c;
}

void clock_fast_rest(const struct port_clock *c, int64_t ms)
{
    const int64_t us = ms * 1000 / (int64_t)c->ms;
    if (us > 0) {
        (void)poll(NULL, 0, (int)((us + 999) / 1000));
    }
}
