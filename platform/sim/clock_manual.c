#include "platform/port_clock.h"

static uint64_t now_ms(struct port_clock *c)
{
    return c->ms;
}

static int64_t now_s(struct port_clock *c)
{
    return c->s + (int64_t)(c->ms / 1000);
}

static void pass(struct port_clock *c, int ms)
{
    c->ms += (uint64_t)ms;
}

struct port_clock clock_manual(int64_t start)
{
    static const struct port_clock_ops ops = {"manual", now_ms, now_s, pass};
    return (struct port_clock){.ops = &ops, .s = start};
}
