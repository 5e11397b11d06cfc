/* What the fingers on a touch panel do, from the events of the kernel's input device: panels that
 * tell fingers apart (slots, protocol B) and such as know one finger or a button only. No device
 * here. */
#ifndef PLATFORM_LINUX_TOUCH_SLOTS_H
#define PLATFORM_LINUX_TOUCH_SLOTS_H

#include <stdbool.h>
#include <stdint.h>

#define TOUCH_FINGERS 10
#define TOUCH_QUEUE   (3 * TOUCH_FINGERS)
#define TOUCH_PARTS   65536 /* of the panel's width and height */

enum touch_kind { TOUCH_DOWN, TOUCH_MOVE, TOUCH_UP };

struct touch_event {
    enum touch_kind kind;
    int finger; /* 0 to TOUCH_FINGERS - 1; the same from DOWN to UP */
    int x, y;   /* parts of TOUCH_PARTS */
};

struct touch_axis {
    int from, to; /* as the panel tells them; the same = it has no such axis */
};

struct touch_finger {
    bool down, was_down, moved;
    int x, y; /* as the panel tells them */
};

struct touch_slots {
    bool many; /* tells fingers apart */
    struct touch_axis x, y;
    struct touch_finger fingers[TOUCH_FINGERS];
    int slot; /* the finger that is spoken of; TOUCH_FINGERS = one too many */
    bool dropped;
    struct touch_event queue[TOUCH_QUEUE];
    int head, count;
};

/* One event of the kernel (struct input_event's three numbers). After SYN_DROPPED every finger is
 * forgotten without an end: nothing that was lost may count as a touch. */
void touch_slots_take(struct touch_slots *s, uint16_t type, uint16_t code, int32_t value);

/* The next thing a finger did; false when there is none. */
bool touch_slots_next(struct touch_slots *s, struct touch_event *ret_event);

#endif
