/* One finger or one mouse button becomes one pointer. The source that starts a press owns it until
 * it ends; other fingers and a mouse that repeats the finger are ignored. A press that neither
 * moves nor ends for five seconds is dropped, because some drivers lose the end of a touch
 * (reference/house.md 5.1); the lost end, should it come later, means nothing. One that trembles
 * and never ends (a drop, a crack) is dropped after half a minute, and other fingers work beside
 * it. More presses than hands can make are a panel that sees ghosts: none counts until it was quiet
 * for a second. No SDL here. */
#ifndef PLATFORM_SDL_POINTER_H
#define PLATFORM_SDL_POINTER_H

#include "platform/port_display.h"

#define POINTER_STALE_MS  5000
#define POINTER_STUCK_MS  30000
#define POINTER_GHOSTS    16 /* presses in ... */
#define POINTER_GHOSTS_MS 1000
#define POINTER_QUIET_MS  1000

struct pointer {
    bool pressed;
    int64_t source;   /* who pressed */
    int64_t since_ms; /* of the last sign of life */
    int64_t began_ms; /* of the press */
    bool ghosts;      /* no press counts */
    int presses;      /* in the window that began at window_ms */
    int64_t window_ms, last_press_ms;
};

enum pointer_event { POINTER_DOWN, POINTER_MOVE, POINTER_UP };

/* One event of a source (any number that tells fingers and the mouse apart) at x, y px. False when
 * it means nothing to the program. */
bool pointer_step(struct pointer *p, enum pointer_event event, int64_t source, int x, int y,
                  int64_t now_ms, struct input *ret_input);

/* How long wait may sleep before pointer_expire() has something to say; -1 = for ever. */
int pointer_patience(const struct pointer *p, int64_t now_ms);

/* The fingers are gone without an end: nothing is pressed, and the next finger counts. */
void pointer_lift(struct pointer *p);

/* Drops a stale press: true and INPUT_CANCEL. */
bool pointer_expire(struct pointer *p, int64_t now_ms, struct input *ret_input);

#endif
