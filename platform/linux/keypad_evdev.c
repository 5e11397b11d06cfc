#include "platform/linux/keypad_evdev.h"

#include <string.h>

static struct keypad_evdev *self(struct port_keypad *p)
{
    return (struct keypad_evdev *)(void *)p; /* port is the first member */
}

static bool key_of(const struct keypad_evdev *k, const struct evdev_change *change,
                   enum pad_key *ret_key)
{
    for (int i = 0; i < PAD_KEYS && change->type == EV_KEY; i++) {
        if (k->codes[i] != 0 && k->codes[i] == change->code) {
            *ret_key = (enum pad_key)i;
            return true;
        }
    }
    return false;
}

static bool take(struct port_keypad *p, struct input *ret_input)
{
    struct keypad_evdev *k = self(p);
    struct evdev_change change;
    enum pad_key key = PAD_KEYS;
    while (evdev_take(&k->device, &change)) {
        if (key_of(k, &change, &key)) {
            *ret_input = (struct input){.kind = change.on ? INPUT_KEY : INPUT_KEY_UP, .key = key};
            return true;
        }
    }
    return false;
}

static bool alive(struct port_keypad *p)
{
    return evdev_alive(&self(p)->device);
}

static void close_port(struct port_keypad *p)
{
    evdev_stop(&self(p)->device);
}

struct err keypad_evdev_open(struct keypad_evdev *k, const char *path, const int codes[PAD_KEYS],
                             void (*bell)(void *context), void *context)
{
    static const struct port_keypad_ops ops = {"evdev", take, alive, close_port};
    memset(k, 0, sizeof *k);
    k->port.ops = &ops;
    memcpy(k->codes, codes, sizeof k->codes);
    return evdev_start(
        &k->device,
        &(struct evdev_params){.path = path, .exclusive = true, .bell = bell, .context = context});
}
