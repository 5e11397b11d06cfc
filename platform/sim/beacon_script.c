#include "platform/sim/beacon_script.h"

#include <string.h>

static struct err light(struct port_beacon *port, bool on)
{
    struct beacon_script *b = (struct beacon_script *)port;
    b->failed = b->unplugged || b->stuck;
    if (b->failed) {
        return ERR(b->unplugged ? ERR_OFFLINE : ERR_IO, 0, "beacon: pretended fault");
    }
    b->switched += on && !b->lit;
    b->lit = on;
    return ERR_OK;
}

static bool alive(struct port_beacon *port)
{
    return !((const struct beacon_script *)port)->failed;
}

static void close_beacon(struct port_beacon *port)
{
    ((struct beacon_script *)port)->lit = false;
}

void beacon_script_open(struct beacon_script *b)
{
    static const struct port_beacon_ops ops = {"sim", light, alive, close_beacon};
    *b = (struct beacon_script){.port = {&ops}};
}

bool beacon_script_fault(struct beacon_script *b, const char *name)
{
    b->unplugged = strcmp(name, "unplugged") == 0;
    b->stuck = strcmp(name, "stuck") == 0;
    if (b->unplugged) {
        b->lit = false;
    }
    return b->unplugged || b->stuck || strcmp(name, "well") == 0;
}
