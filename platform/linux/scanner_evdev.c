#include "platform/linux/scanner_evdev.h"

#include <string.h>

#include "platform/linux/us_keys.h"

#define CONTROL_MASK 0x1F

static struct scanner_evdev *self(struct port_scanner *p)
{
    return (struct scanner_evdev *)(void *)p; /* port is the first member */
}

static void let_go(struct scanner_evdev *s)
{
    scan_bytes_forget(&s->payload);
    s->shift = false;
    s->control = false;
    s->alt = false;
    s->alt_digits = 0;
    s->alt_number = 0;
    s->alt_byte = false;
}

/* One code point as UTF-8; what is none becomes a byte that no UTF-8 holds, and is refused. True
 * when it ended the payload. */
static bool feed_point(struct scanner_evdev *s, uint32_t point, uint64_t now_ms)
{
    char bytes[4] = {(char)0xFF};
    int count = 1;
    if (point < 0x80) {
        bytes[0] = (char)point;
    } else if (point < 0x800) {
        bytes[0] = (char)(0xC0 | point >> 6);
        count = 2;
    } else if (point < 0x10000 && (point < 0xD800 || point > 0xDFFF)) {
        bytes[0] = (char)(0xE0 | point >> 12);
        count = 3;
    } else if (point >= 0x10000 && point <= 0x10FFFF) {
        bytes[0] = (char)(0xF0 | point >> 18);
        count = 4;
    }
    for (int i = 1; i < count; i++) {
        bytes[i] = (char)(0x80 | (point >> 6 * (count - 1 - i) & 0x3F));
    }
    bool ended = false;
    for (int i = 0; i < count; i++) {
        ended = scan_bytes_feed(&s->payload, bytes[i], now_ms);
    }
    return ended;
}

static bool alt_up(struct scanner_evdev *s, uint64_t now_ms)
{
    bool ended = false;
    if (s->alt_digits > 0 && s->alt_byte && s->alt_number <= 0xFF) {
        ended = scan_bytes_feed(&s->payload, (char)s->alt_number, now_ms);
    } else if (s->alt_digits > 0) {
        ended = feed_point(s, s->alt_number, now_ms);
    }
    s->alt_digits = 0;
    s->alt_number = 0;
    s->alt_byte = false;
    return ended;
}

static void alt_digit(struct scanner_evdev *s, char digit)
{
    if (digit >= '0' && digit <= '9' && s->alt_digits < 9) {
        s->alt_byte = s->alt_digits == 0 ? digit == '0' : s->alt_byte;
        s->alt_number = s->alt_number * 10 + (uint32_t)(digit - '0');
        s->alt_digits++;
    }
}

/* True for Shift, Control and Alt; the last may end a payload by the number it held. */
static bool is_modifier(struct scanner_evdev *s, const struct evdev_change *c, uint64_t now_ms,
                        bool *ret_ended)
{
    switch (c->code) {
    case KEY_LEFTSHIFT:
    case KEY_RIGHTSHIFT:
        s->shift = c->on;
        return true;
    case KEY_LEFTCTRL:
    case KEY_RIGHTCTRL:
        s->control = c->on;
        return true;
    case KEY_LEFTALT:
    case KEY_RIGHTALT:
        s->alt = c->on;
        *ret_ended = !c->on && alt_up(s, now_ms);
        return true;
    default:
        return false;
    }
}

/* One key; true when it ended a payload. */
static bool see(struct scanner_evdev *s, const struct evdev_change *c, uint64_t now_ms)
{
    bool ended = false;
    if (c->type != EV_KEY || is_modifier(s, c, now_ms, &ended) || !c->on) {
        return ended;
    }
    const char typed = us_key(c->code, s->shift);
    if (typed == '\0') {
        return false;
    }
    if (s->alt) {
        alt_digit(s, typed);
        return false;
    }
    return scan_bytes_feed(&s->payload, s->control ? (char)(typed & CONTROL_MASK) : typed, now_ms);
}

/* Up to the end of a payload; false when there is none yet. */
static bool see_some(struct scanner_evdev *s, uint64_t now_ms)
{
    struct evdev_change change;
    while (evdev_take(&s->device, &change)) {
        if (see(s, &change, now_ms)) {
            return true;
        }
    }
    return scan_bytes_silent(&s->payload, now_ms);
}

static bool take(struct port_scanner *p, uint64_t now_ms, char *out, size_t *ret_length)
{
    struct scanner_evdev *s = self(p);
    const bool alive = evdev_alive(&s->device);
    if (s->was_alive && !alive) { /* pulled out while it typed */
        struct evdev_change change;
        while (evdev_take(&s->device, &change)) {
        }
        let_go(s);
    }
    s->was_alive = alive;
    while (see_some(s, now_ms)) {
        const bool whole = s->losses == evdev_losses(&s->device);
        s->losses = evdev_losses(&s->device);
        if (!whole) { /* the kernel dropped keys of it: better none than half of one */
            scan_bytes_forget(&s->payload);
        } else if (scan_bytes_take(&s->payload, now_ms, out, ret_length)) {
            return true;
        }
    }
    return false;
}

static void flush(struct port_scanner *p)
{
    struct evdev_change change;
    bool ended = false;
    while (evdev_take(&self(p)->device, &change)) {
        (void)is_modifier(self(p), &change, 0, &ended); /* what is down stays down */
    }
    scan_bytes_forget(&self(p)->payload);
}

static int wait_fd(struct port_scanner *p)
{
    (void)p;
    return -1; /* the bell wakes */
}

static bool alive(struct port_scanner *p)
{
    return evdev_alive(&self(p)->device);
}

static void close_port(struct port_scanner *p)
{
    evdev_stop(&self(p)->device);
    let_go(self(p));
}

struct err scanner_evdev_open(struct scanner_evdev *s, const char *path,
                              void (*bell)(void *context), void *context)
{
    static const struct port_scanner_ops ops = {"evdev", take, flush, wait_fd, alive, close_port};
    memset(s, 0, sizeof *s);
    s->port.ops = &ops;
    return evdev_start(
        &s->device,
        &(struct evdev_params){.path = path, .exclusive = true, .bell = bell, .context = context});
}
