#include "platform/sim/orders_script.h"

#include <stdio.h>

static struct err restart(struct port_orders *port)
{
    struct orders_script *o = (struct orders_script *)port;
    o->restarts++;
    return o->answer;
}

static struct err picture(struct port_orders *port, const char *folder, const char *name)
{
    struct orders_script *o = (struct orders_script *)port;
    (void)folder;
    (void)snprintf(o->picture, sizeof o->picture, "%s", name);
    o->pictures++;
    return o->answer;
}

static struct err again(struct port_orders *port)
{
    struct orders_script *o = (struct orders_script *)port;
    o->agains++;
    return o->answer;
}

static struct err forward(struct port_orders *port, int64_t to_s)
{
    struct orders_script *o = (struct orders_script *)port;
    o->forward_s = to_s;
    return o->answer;
}

void orders_script_open(struct orders_script *o)
{
    static const struct port_orders_ops ops = {"sim", restart, again, forward, picture};
    *o = (struct orders_script){.port = {&ops}, .answer = ERR_OK};
}
