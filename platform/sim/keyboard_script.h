/* A keyboard that a script types on. Faults: unplugged (nothing arrives), stuck (the last key stays
 * down: it strikes once and no other key is heard until it is free). */
#ifndef PLATFORM_SIM_KEYBOARD_SCRIPT_H
#define PLATFORM_SIM_KEYBOARD_SCRIPT_H

#include "platform/port_keyboard.h"

#define KEYBOARD_SCRIPT_QUEUE 256

enum keyboard_fault { KEYBOARD_WELL, KEYBOARD_UNPLUGGED, KEYBOARD_STUCK, KEYBOARD_FAULTS };

struct keyboard_script {
    struct port_keyboard port;
    enum keyboard_fault fault;
    bool held; /* STUCK: a key struck since */
    struct stroke queue[KEYBOARD_SCRIPT_QUEUE];
    int head, count;
};

void keyboard_script_open(struct keyboard_script *k);

/* One stroke; when the queue is full it is lost, as on a keyboard nobody reads. */
void keyboard_script_strike(struct keyboard_script *k, struct stroke stroke);

/* Types a text of ASCII characters; "<next>", "<back>", "<erase>" and "<space>" in it are those
 * keys. False where it holds anything else; what stood before is typed then. */
bool keyboard_script_type(struct keyboard_script *k, const char *text);

/* Sets a fault by its name ("well" ends it); false when there is none of this name. */
bool keyboard_script_fault(struct keyboard_script *k, const char *name);

#endif
