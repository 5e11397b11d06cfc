#include "platform/linux/touch_slots.h"

#include <linux/input.h>
#include <stddef.h>
#include <string.h>

static int part(struct touch_axis axis, int value)
{
    const int64_t range = (int64_t)axis.to - axis.from;
    const int64_t at = (int64_t)value - axis.from;
    if (range <= 0 || at <= 0) {
        return 0;
    }
    return at >= range ? TOUCH_PARTS - 1 : (int)(at * (TOUCH_PARTS - 1) / range);
}

static void tell(struct touch_slots *s, int finger, enum touch_kind kind)
{
    const struct touch_finger *f = &s->fingers[finger];
    if (s->count < TOUCH_QUEUE) {
        s->queue[(s->head + s->count) % TOUCH_QUEUE] =
            (struct touch_event){kind, finger, part(s->x, f->x), part(s->y, f->y)};
        s->count++;
    }
}

/* A report ended: what each finger did since the last one. */
static void report(struct touch_slots *s)
{
    for (int i = 0; i < TOUCH_FINGERS; i++) {
        struct touch_finger *f = &s->fingers[i];
        if (f->down != f->was_down) {
            tell(s, i, f->down ? TOUCH_DOWN : TOUCH_UP);
        } else if (f->down && f->moved) {
            tell(s, i, TOUCH_MOVE);
        }
        f->was_down = f->down;
        f->moved = false;
    }
}

static void place(struct touch_finger *f, int *axis, int value)
{
    f->moved = f->moved || *axis != value;
    *axis = value;
}

static void take_axis(struct touch_slots *s, uint16_t code, int32_t value)
{
    struct touch_finger *f = s->slot < TOUCH_FINGERS ? &s->fingers[s->slot] : NULL;
    if (s->many && code == ABS_MT_SLOT) {
        s->slot = value >= 0 && value < TOUCH_FINGERS ? value : TOUCH_FINGERS;
    } else if (f == NULL) {
        return;
    } else if (s->many && code == ABS_MT_TRACKING_ID) {
        f->down = value >= 0;
    } else if (code == (s->many ? ABS_MT_POSITION_X : ABS_X)) {
        place(f, &f->x, value);
    } else if (code == (s->many ? ABS_MT_POSITION_Y : ABS_Y)) {
        place(f, &f->y, value);
    }
}

void touch_slots_take(struct touch_slots *s, uint16_t type, uint16_t code, int32_t value)
{
    if (type == EV_SYN && code == SYN_DROPPED) {
        s->dropped = true;
    } else if (type == EV_SYN && code == SYN_REPORT && s->dropped) {
        s->dropped = false;
        memset(s->fingers, 0, sizeof s->fingers);
    } else if (s->dropped) {
        return;
    } else if (type == EV_SYN && code == SYN_REPORT) {
        report(s);
    } else if (type == EV_ABS) {
        take_axis(s, code, value);
    } else if (type == EV_KEY && !s->many && (code == BTN_TOUCH || code == BTN_LEFT)) {
        s->fingers[0].down = value != 0;
    }
}

bool touch_slots_next(struct touch_slots *s, struct touch_event *ret_event)
{
    if (s->count == 0) {
        return false;
    }
    *ret_event = s->queue[s->head];
    s->head = (s->head + 1) % TOUCH_QUEUE;
    s->count--;
    return true;
}
