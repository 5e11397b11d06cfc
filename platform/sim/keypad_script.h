/* A keypad whose keys a script strikes. Faults: unplugged (nothing arrives, keys that are down come
 * up), silent (strokes vanish), bounce (each stroke comes twice, as of a worn key), stuck (what
 * goes down stays down until the fault is over). */
#ifndef PLATFORM_SIM_KEYPAD_SCRIPT_H
#define PLATFORM_SIM_KEYPAD_SCRIPT_H

#include "platform/port_keypad.h"

#define KEYPAD_SCRIPT_QUEUE 32

enum keypad_fault {
    KEYPAD_WELL,
    KEYPAD_UNPLUGGED,
    KEYPAD_SILENT,
    KEYPAD_BOUNCE,
    KEYPAD_STUCK,
    KEYPAD_FAULTS
};

struct keypad_script {
    struct port_keypad port;
    enum keypad_fault fault;
    bool down[PAD_KEYS]; /* as was told */
    struct input queue[KEYPAD_SCRIPT_QUEUE];
    int head, count;
};

void keypad_script_open(struct keypad_script *k);

/* A key goes down or up; when the queue is full it is lost, as on a keypad nobody reads. */
void keypad_script_strike(struct keypad_script *k, enum pad_key key, bool down);

/* Sets a fault by its name ("well" ends it); false when there is none of this name. */
bool keypad_script_fault(struct keypad_script *k, const char *name);

#endif
