#include "platform/linux/touch_evdev.h"

#include <string.h>

static struct touch_evdev *self(struct port_touch *p)
{
    return (struct touch_evdev *)(void *)p; /* port is the first member */
}

static bool alive(struct port_touch *p)
{
    return evdev_alive(&self(p)->device);
}

static unsigned losses(struct port_touch *p)
{
    return evdev_gone(&self(p)->device);
}

static void close_port(struct port_touch *p)
{
    evdev_stop(&self(p)->device);
}

struct err touch_evdev_open(struct touch_evdev *t, const char *path, void (*bell)(void *context),
                            void *context)
{
    static const struct port_touch_ops ops = {"evdev", alive, losses, close_port};
    memset(t, 0, sizeof *t);
    t->port.ops = &ops;
    return evdev_start(
        &t->device,
        &(struct evdev_params){.path = path, .presence = true, .bell = bell, .context = context});
}
