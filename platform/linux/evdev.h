/* One input device of the kernel, /dev/input/eventN or a link to it: keys and switches that change,
 * told one by one. A thread of its own reads it, so that a stroke wakes whoever sleeps; it is
 * looked for again each second while it is not there. After SYN_DROPPED (the kernel's buffer ran
 * over) the device is asked how it really is, and what differs is told. Repeats of the device are
 * left out. */
#ifndef PLATFORM_LINUX_EVDEV_H
#define PLATFORM_LINUX_EVDEV_H

#include <linux/input.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "platform/base/err.h"

#define EVDEV_PATH  128
#define EVDEV_QUEUE 64 /* changes not taken yet; when it is full the kernel's buffer waits, too */
#define EVDEV_BATCH 32 /* events read at once */

struct evdev_change {
    uint16_t type; /* EV_KEY or EV_SW */
    uint16_t code;
    bool on; /* down, or closed */
};

struct evdev {
    char path[EVDEV_PATH];
    bool exclusive, presence;
    void (*bell)(void *context);
    void *context;
    pthread_t thread;
    bool running;
    int stop; /* eventfd: the thread shall end */
    atomic_bool alive;
    atomic_uint losses, gone;
    pthread_mutex_t lock;
    struct evdev_change queue[EVDEV_QUEUE]; /* under lock */
    int head, count;                        /* under lock */
    /* The thread's own. */
    int fd; /* -1 = not there */
    uint8_t keys[(KEY_CNT + 7) / 8], switches[(SW_CNT + 7) / 8];
    uint8_t bytes[EVDEV_BATCH * sizeof(struct input_event)];
    size_t pending; /* bytes of an event that came in part */
    bool dropped;   /* until the next report nothing is believed */
};

struct evdev_params {
    const char *path;
    bool exclusive;              /* grabs it: no console and no other program gets what it sends */
    bool presence;               /* only whether it is there: nothing it sends is kept or told */
    void (*bell)(void *context); /* called by the thread when something waits, with presence when
                                    it comes or goes; may only ring */
    void *context;
};

/* Starts reading; a device that is not there is no error. What is closed when it is found is told,
 * what is pressed then is not. ERR_IO when there is no thread for it. */
MUST_USE struct err evdev_start(struct evdev *d, const struct evdev_params *params);

/* The next change; false when there is none. When the device goes, what was on comes off. */
bool evdev_take(struct evdev *d, struct evdev_change *ret_change);

/* True while the device is there and ours. */
bool evdev_alive(const struct evdev *d);

/* How often the kernel's buffer ran over: strokes between two values of it may be missing. */
unsigned evdev_losses(const struct evdev *d);

/* How often the device went since evdev_start(). */
unsigned evdev_gone(const struct evdev *d);

/* Ends the thread and lets the device go. Accepts a zeroed one. */
void evdev_stop(struct evdev *d);

/* Whether it could be read now, without keeping it: ERR_NOT_FOUND, ERR_OFFLINE (os EBUSY: another
 * program holds it), ERR_UNSUPPORTED: no input device. */
MUST_USE struct err evdev_probe(const char *path);

#endif
