/* A real keyboard, with which an officer files for a citizen. It types whenever somebody strikes
 * it: who takes strokes decides whether they are meant. Main thread only; nothing blocks. What is
 * struck spells names: an implementation keeps nothing that was taken. */
#ifndef PLATFORM_PORT_KEYBOARD_H
#define PLATFORM_PORT_KEYBOARD_H

#include <stdbool.h>

enum stroke_kind {
    STROKE_CHARACTER, /* a printable ASCII character, space among them */
    STROKE_ERASE,     /* Backspace, Delete */
    STROKE_NEXT,      /* Enter, Tab, Page down */
    STROKE_BACK,      /* Escape, Shift and Tab, Page up */
};

struct stroke {
    enum stroke_kind kind;
    char character; /* of CHARACTER, as Shift and Caps lock make it */
};

struct port_keyboard {
    const struct port_keyboard_ops *ops;
};

struct port_keyboard_ops {
    const char *name; /* "evdev", "sim" */
    /* The next stroke; false when there is none. A key that stays down strikes once. */
    bool (*take)(struct port_keyboard *k, struct stroke *ret_stroke);
    /* False: unplugged, or another program has it; it is looked for again by itself. */
    bool (*alive)(struct port_keyboard *k);
    void (*close)(struct port_keyboard *k);
};

#endif
