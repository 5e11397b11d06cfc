#include "platform/linux/keyboard_evdev.h"

#include <ctype.h>
#include <string.h>

#include "platform/linux/us_keys.h"

static struct keyboard_evdev *self(struct port_keyboard *p)
{
    return (struct keyboard_evdev *)(void *)p; /* port is the first member */
}

/* True for a key that only changes what others mean. */
static bool is_modifier(struct keyboard_evdev *k, const struct evdev_change *c)
{
    switch (c->code) {
    case KEY_LEFTSHIFT:
        k->left_shift = c->on;
        return true;
    case KEY_RIGHTSHIFT:
        k->right_shift = c->on;
        return true;
    case KEY_CAPSLOCK:
        k->caps = k->caps != c->on;
        return true;
    case KEY_LEFTCTRL:
    case KEY_RIGHTCTRL:
    case KEY_LEFTALT:
    case KEY_RIGHTALT:
    case KEY_LEFTMETA:
    case KEY_RIGHTMETA:
        k->others += c->on ? 1 : -(k->others > 0); /* one that was down when it was found */
        return true;
    default:
        return false;
    }
}

static bool command_of(uint16_t code, bool shifted, enum stroke_kind *ret_kind)
{
    switch (code) {
    case KEY_BACKSPACE:
    case KEY_DELETE:
        *ret_kind = STROKE_ERASE;
        return true;
    case KEY_TAB:
        *ret_kind = shifted ? STROKE_BACK : STROKE_NEXT;
        return true;
    case KEY_ENTER:
    case KEY_KPENTER:
    case KEY_PAGEDOWN:
        *ret_kind = STROKE_NEXT;
        return true;
    case KEY_ESC:
    case KEY_PAGEUP:
        *ret_kind = STROKE_BACK;
        return true;
    default:
        return false;
    }
}

/* What a key that went down means; false when it means nothing. */
static bool stroke_of(const struct keyboard_evdev *k, uint16_t code, struct stroke *ret_stroke)
{
    const bool shift = k->left_shift || k->right_shift;
    *ret_stroke = (struct stroke){.kind = STROKE_CHARACTER};
    if (k->others > 0) {
        return false;
    }
    if (command_of(code, shift, &ret_stroke->kind)) {
        return true;
    }
    const char plain = us_key(code, shift);
    const bool letter = isalpha((unsigned char)plain) != 0;
    ret_stroke->character = letter ? us_key(code, shift != k->caps) : plain;
    return plain != '\0';
}

/* After a loss keys may have gone up unseen: evdev told of those, so only Caps lock is doubtful. */
static void after_loss(struct keyboard_evdev *k)
{
    const unsigned losses = evdev_losses(&k->device);
    k->caps = k->caps && losses == k->losses;
    k->losses = losses;
}

static bool take(struct port_keyboard *p, struct stroke *ret_stroke)
{
    struct keyboard_evdev *k = self(p);
    struct evdev_change change = {.on = false};
    bool there = false;
    after_loss(k);
    while (!there && evdev_take(&k->device, &change)) {
        there = change.type == EV_KEY && !is_modifier(k, &change) && change.on &&
                stroke_of(k, change.code, ret_stroke);
    }
    explicit_bzero(&change, sizeof change);
    return there;
}

static bool alive(struct port_keyboard *p)
{
    return evdev_alive(&self(p)->device);
}

static void close_port(struct port_keyboard *p)
{
    struct keyboard_evdev *k = self(p);
    evdev_stop(&k->device);
    k->left_shift = false;
    k->right_shift = false;
    k->caps = false;
    k->others = 0;
}

struct err keyboard_evdev_open(struct keyboard_evdev *k, const char *path,
                               void (*bell)(void *context), void *context)
{
    static const struct port_keyboard_ops ops = {"evdev", take, alive, close_port};
    memset(k, 0, sizeof *k);
    k->port.ops = &ops;
    return evdev_start(
        &k->device,
        &(struct evdev_params){.path = path, .exclusive = true, .bell = bell, .context = context});
}
