#include "platform/sdl/pointer.h"

static bool is_over(const struct pointer *p, int64_t now_ms)
{
    return now_ms - p->since_ms >= POINTER_STALE_MS || now_ms - p->began_ms >= POINTER_STUCK_MS;
}

/* Whether so many presses come that no hand makes them. */
static bool sees_ghosts(struct pointer *p, int64_t now_ms)
{
    if (now_ms - p->window_ms >= POINTER_GHOSTS_MS) {
        p->window_ms = now_ms;
        p->presses = 0;
    }
    p->presses++;
    p->ghosts =
        p->presses > POINTER_GHOSTS || (p->ghosts && now_ms - p->last_press_ms < POINTER_QUIET_MS);
    p->last_press_ms = now_ms;
    return p->ghosts;
}

static bool press(struct pointer *p, int64_t source, int64_t now_ms)
{
    const bool mine = p->pressed && !is_over(p, now_ms);
    if (mine && source == p->source) {
        return false;
    }
    if (sees_ghosts(p, now_ms) || mine) {
        return false;
    }
    p->pressed = true;
    p->source = source;
    p->began_ms = p->since_ms = now_ms;
    return true;
}

bool pointer_step(struct pointer *p, enum pointer_event event, int64_t source, int x, int y,
                  int64_t now_ms, struct input *ret_input)
{
    static const enum input_kind kinds[] = {INPUT_DOWN, INPUT_MOVE, INPUT_UP};
    if (event == POINTER_DOWN) {
        if (!press(p, source, now_ms)) {
            return false;
        }
    } else if (!p->pressed || p->source != source) {
        return false;
    }
    p->since_ms = now_ms;
    p->pressed = event != POINTER_UP;
    *ret_input = (struct input){.kind = kinds[event], .x = x, .y = y};
    return true;
}

int pointer_patience(const struct pointer *p, int64_t now_ms)
{
    const int64_t stale = p->since_ms + POINTER_STALE_MS - now_ms;
    const int64_t stuck = p->began_ms + POINTER_STUCK_MS - now_ms;
    const int64_t left = stale < stuck ? stale : stuck;
    if (!p->pressed) {
        return -1;
    }
    return left > 0 ? (int)left : 0;
}

void pointer_lift(struct pointer *p)
{
    p->pressed = false;
}

bool pointer_expire(struct pointer *p, int64_t now_ms, struct input *ret_input)
{
    if (!p->pressed || !is_over(p, now_ms)) {
        return false;
    }
    p->pressed = false;
    *ret_input = (struct input){.kind = INPUT_CANCEL};
    return true;
}
