#include "platform/sim/keyboard_script.h"

#include <string.h>

static struct keyboard_script *self(struct port_keyboard *p)
{
    return (struct keyboard_script *)(void *)p; /* port is the first member */
}

static bool take(struct port_keyboard *p, struct stroke *ret_stroke)
{
    struct keyboard_script *k = self(p);
    if (k->count == 0) {
        return false;
    }
    *ret_stroke = k->queue[k->head];
    k->queue[k->head] = (struct stroke){.character = '\0'};
    k->head = (k->head + 1) % KEYBOARD_SCRIPT_QUEUE;
    k->count--;
    return true;
}

static bool alive(struct port_keyboard *p)
{
    return self(p)->fault != KEYBOARD_UNPLUGGED;
}

static void close_port(struct port_keyboard *p)
{
    memset(self(p)->queue, 0, sizeof self(p)->queue);
    self(p)->count = 0;
}

void keyboard_script_open(struct keyboard_script *k)
{
    static const struct port_keyboard_ops ops = {"sim", take, alive, close_port};
    memset(k, 0, sizeof *k);
    k->port.ops = &ops;
}

void keyboard_script_strike(struct keyboard_script *k, struct stroke stroke)
{
    if (k->fault == KEYBOARD_UNPLUGGED || k->held || k->count == KEYBOARD_SCRIPT_QUEUE) {
        return;
    }
    k->queue[(k->head + k->count) % KEYBOARD_SCRIPT_QUEUE] = stroke;
    k->count++;
    k->held = k->fault == KEYBOARD_STUCK;
}

/* Length of "<next>" and what it is; 0 when none stands there. */
static size_t named(const char *text, struct stroke *ret_stroke)
{
    static const struct {
        const char *name;
        struct stroke stroke;
    } names[] = {{"<next>", {STROKE_NEXT, '\0'}},
                 {"<back>", {STROKE_BACK, '\0'}},
                 {"<erase>", {STROKE_ERASE, '\0'}},
                 {"<space>", {STROKE_CHARACTER, ' '}}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strncmp(text, names[i].name, strlen(names[i].name)) == 0) {
            *ret_stroke = names[i].stroke;
            return strlen(names[i].name);
        }
    }
    return 0;
}

bool keyboard_script_type(struct keyboard_script *k, const char *text)
{
    while (*text != '\0') {
        struct stroke stroke = {.kind = STROKE_CHARACTER, .character = *text};
        const size_t length = *text == '<' ? named(text, &stroke) : 1;
        if (length == 0 || (unsigned char)*text < ' ' || (unsigned char)*text > '~') {
            return false;
        }
        keyboard_script_strike(k, stroke);
        text += length;
    }
    return true;
}

bool keyboard_script_fault(struct keyboard_script *k, const char *name)
{
    static const char *const names[KEYBOARD_FAULTS] = {"well", "unplugged", "stuck"};
    for (int i = 0; i < KEYBOARD_FAULTS; i++) {
        if (strcmp(names[i], name) == 0) {
            k->fault = (enum keyboard_fault)i;
            k->held = false;
            return true;
        }
    }
    return false;
}
