/* One finger or one mouse button becomes one pointer. The source that starts a press owns it until
 * it ends; other fingers and a mouse that repeats the finger are ignored. A press that neither
 * moves nor ends for five seconds is dropped, because some drivers lose the end of a touch
 * (reference/house.md 5.1); the lost end, should it come later, means nothing. No SDL here. */
#ifndef PLATFORM_SDL_POINTER_H
#define PLATFORM_SDL_POINTER_H

#include "platform/port_display.h"

#define POINTER_STALE_MS 5000

struct pointer {
    bool pressed;
    int64_t source;   /* who pressed */
    int64_t since_ms; /* of the last sign of life */
};

enum pointer_event { POINTER_DOWN, POINTER_MOVE, POINTER_UP };

/* One event of a source (any number that tells fingers and the mouse apart) at x, y px. False when
 * it means nothing to the program. */
bool pointer_step(struct pointer *p, enum pointer_event event, int64_t source, int x, int y,
                  int64_t now_ms, struct input *ret_input);

/* How long wait may sleep before pointer_expire() has something to say; -1 = for ever. */
int pointer_patience(const struct pointer *p, int64_t now_ms);

/* Drops a stale press: true and INPUT_CANCEL. */
bool pointer_expire(struct pointer *p, int64_t now_ms, struct input *ret_input);

#endif
