/* Keys that can be felt: a keypad under the screen, or switches for who cannot press keys. Main
 * thread only; nothing blocks. What is struck may spell a name: an implementation keeps nothing
 * that was taken. */
#ifndef PLATFORM_PORT_KEYPAD_H
#define PLATFORM_PORT_KEYPAD_H

#include "platform/port_display.h" /* struct input: keys come as those of the panel do */

struct port_keypad {
    const struct port_keypad_ops *ops;
};

struct port_keypad_ops {
    const char *name; /* "evdev", "sim" */
    /* The next key that went down or up (INPUT_KEY, INPUT_KEY_UP); false when there is none. A key
     * that was down when the device went comes up. */
    bool (*take)(struct port_keypad *k, struct input *ret_input);
    /* False: unplugged, or another program has it; it is looked for again by itself. */
    bool (*alive)(struct port_keypad *k);
    void (*close)(struct port_keypad *k);
};

#endif
