#include "platform/sim/keypad_script.h"

#include <string.h>

static struct keypad_script *self(struct port_keypad *p)
{
    return (struct keypad_script *)(void *)p; /* port is the first member */
}

static bool take(struct port_keypad *p, struct input *ret_input)
{
    struct keypad_script *k = self(p);
    if (k->count == 0) {
        return false;
    }
    *ret_input = k->queue[k->head];
    k->queue[k->head] = (struct input){.kind = INPUT_NONE};
    k->head = (k->head + 1) % KEYPAD_SCRIPT_QUEUE;
    k->count--;
    return true;
}

static bool alive(struct port_keypad *p)
{
    return self(p)->fault != KEYPAD_UNPLUGGED;
}

static void close_port(struct port_keypad *p)
{
    memset(self(p)->queue, 0, sizeof self(p)->queue);
    self(p)->count = 0;
}

void keypad_script_open(struct keypad_script *k)
{
    static const struct port_keypad_ops ops = {"sim", take, alive, close_port};
    memset(k, 0, sizeof *k);
    k->port.ops = &ops;
}

static void put(struct keypad_script *k, enum pad_key key, bool down)
{
    if (k->count < KEYPAD_SCRIPT_QUEUE && k->down[key] != down) {
        k->queue[(k->head + k->count) % KEYPAD_SCRIPT_QUEUE] =
            (struct input){.kind = down ? INPUT_KEY : INPUT_KEY_UP, .key = key};
        k->count++;
        k->down[key] = down;
    }
}

void keypad_script_strike(struct keypad_script *k, enum pad_key key, bool down)
{
    if (k->fault == KEYPAD_UNPLUGGED || k->fault == KEYPAD_SILENT ||
        (k->fault == KEYPAD_STUCK && !down)) {
        return;
    }
    put(k, key, down);
    if (k->fault == KEYPAD_BOUNCE && down) {
        put(k, key, false);
        put(k, key, true);
    }
}

static void let_go(struct keypad_script *k)
{
    for (int key = 0; key < PAD_KEYS; key++) {
        put(k, (enum pad_key)key, false);
    }
}

bool keypad_script_fault(struct keypad_script *k, const char *name)
{
    static const char *const names[KEYPAD_FAULTS] = {"well", "unplugged", "silent", "bounce",
                                                     "stuck"};
    for (int i = 0; i < KEYPAD_FAULTS; i++) {
        if (strcmp(names[i], name) == 0) {
            if (i == KEYPAD_UNPLUGGED || k->fault == KEYPAD_STUCK) {
                let_go(k);
            }
            k->fault = (enum keypad_fault)i;
            return true;
        }
    }
    return false;
}
