#include "platform/sim/jack_script.h"

#include <string.h>

static struct jack_script *self(struct port_jack *p)
{
    return (struct jack_script *)(void *)p; /* port is the first member */
}

static bool inserted(struct port_jack *p)
{
    struct jack_script *j = self(p);
    if (j->fault == JACK_UNPLUGGED || !j->inserted) {
        return false;
    }
    return j->fault != JACK_BOUNCE || j->asked++ % 2 == 0;
}

static bool alive(struct port_jack *p)
{
    return self(p)->fault != JACK_UNPLUGGED;
}

static void close_port(struct port_jack *p)
{
    self(p)->inserted = false;
}

void jack_script_open(struct jack_script *j)
{
    static const struct port_jack_ops ops = {"sim", inserted, alive, close_port};
    memset(j, 0, sizeof *j);
    j->port.ops = &ops;
}

bool jack_script_fault(struct jack_script *j, const char *name)
{
    static const char *const names[JACK_FAULTS] = {"well", "unplugged", "bounce"};
    for (int i = 0; i < JACK_FAULTS; i++) {
        if (strcmp(names[i], name) == 0) {
            j->fault = (enum jack_fault)i;
            return true;
        }
    }
    return false;
}
