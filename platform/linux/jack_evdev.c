#include "platform/linux/jack_evdev.h"

#include <string.h>

static struct jack_evdev *self(struct port_jack *p)
{
    return (struct jack_evdev *)(void *)p; /* port is the first member */
}

static bool inserted(struct port_jack *p)
{
    struct jack_evdev *j = self(p);
    struct evdev_change change;
    while (evdev_take(&j->device, &change)) {
        if (change.type == EV_SW && change.code == SW_HEADPHONE_INSERT) {
            j->inserted = change.on;
        }
    }
    return j->inserted;
}

static bool alive(struct port_jack *p)
{
    return evdev_alive(&self(p)->device);
}

static void close_port(struct port_jack *p)
{
    evdev_stop(&self(p)->device);
    self(p)->inserted = false;
}

struct err jack_evdev_open(struct jack_evdev *j, const char *path, void (*bell)(void *context),
                           void *context)
{
    static const struct port_jack_ops ops = {"evdev", inserted, alive, close_port};
    memset(j, 0, sizeof *j);
    j->port.ops = &ops;
    return evdev_start(&j->device,
                       &(struct evdev_params){.path = path, .bell = bell, .context = context});
}
