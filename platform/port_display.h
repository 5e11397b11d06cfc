/* The panel. The painter draws into our own pixels; the display copies changed rectangles to the
 * world. Main thread only. */
#ifndef PLATFORM_PORT_DISPLAY_H
#define PLATFORM_PORT_DISPLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "platform/base/err.h"

struct rect {
    int x, y, w, h; /* px */
};

/* XRGB8888 pixels, rows of `stride` pixels. */
struct canvas {
    uint32_t *pixels;
    int width, height, stride;
};

enum input_kind {
    INPUT_NONE,
    INPUT_DOWN,
    INPUT_MOVE,
    INPUT_UP,
    INPUT_CANCEL,
    INPUT_KEY, /* key went down, KEY_UP: up */
    INPUT_KEY_UP,
    INPUT_QUIT,
    INPUT_WAKE
};
enum pad_key {
    PAD_UP,
    PAD_DOWN,
    PAD_LEFT,
    PAD_RIGHT,
    PAD_SELECT,
    PAD_HELP, /* from here on not every keypad has them */
    PAD_LOUDER,
    PAD_SOFTER,
    PAD_REPEAT,
    PAD_SLOWER,
    PAD_FASTER,
    PAD_PAUSE,  /* what is said waits, or goes on */
    PAD_STEP,   /* the two of who uses switches: one goes on, ... */
    PAD_CHOOSE, /* ... one chooses */
    PAD_KEYS
};

struct input {
    enum input_kind kind;
    int x, y;         /* px, for DOWN MOVE UP */
    enum pad_key key; /* for KEY and KEY_UP */
};

struct port_display {
    const struct port_display_ops *ops;
};

struct port_display_ops {
    const char *name; /* "sdl", "memory" */
    /* The canvas to draw into; the same for the life of the display. */
    struct canvas *(*canvas)(struct port_display *d);
    /* Shows the given changed rectangles. */
    struct err (*present)(struct port_display *d, const struct rect *changed, int count);
    /* Waits at most timeout_ms (-1 = for ever) for the next input. INPUT_NONE on timeout. */
    struct err (*wait)(struct port_display *d, int timeout_ms, struct input *ret_input);
    /* Makes wait() return INPUT_WAKE; the only call allowed from other threads. */
    void (*wake)(struct port_display *d);
    /* The touch panel went away: whatever finger was down is up, and brings no input any more. */
    void (*lift)(struct port_display *d);
    void (*close)(struct port_display *d);
};

#endif
