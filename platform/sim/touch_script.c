#include "platform/sim/touch_script.h"

#include <string.h>

static struct touch_script *self(struct port_touch *p)
{
    return (struct touch_script *)(void *)p; /* port is the first member */
}

static bool alive(struct port_touch *p)
{
    return !self(p)->unplugged;
}

static unsigned losses(struct port_touch *p)
{
    return self(p)->losses;
}

static void close_port(struct port_touch *p)
{
    self(p)->unplugged = true;
}

void touch_script_open(struct touch_script *t)
{
    static const struct port_touch_ops ops = {"sim", alive, losses, close_port};
    memset(t, 0, sizeof *t);
    t->port.ops = &ops;
}

bool touch_script_fault(struct touch_script *t, const char *name)
{
    const bool out = strcmp(name, "unplugged") == 0;
    const bool flaps = strcmp(name, "flaps") == 0;
    if (!out && !flaps && strcmp(name, "well") != 0) {
        return false;
    }
    t->losses += (out || flaps) && !t->unplugged;
    t->unplugged = out;
    return true;
}
