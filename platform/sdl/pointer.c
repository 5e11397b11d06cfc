#include "platform/sdl/pointer.h"

static bool press(struct pointer *p, int64_t source, int64_t now_ms)
{
    if (p->pressed && now_ms - p->since_ms < POINTER_STALE_MS) {
        return false;
    }
    p->pressed = true;
    p->source = source;
    p->since_ms = now_ms;
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
    const int64_t left = p->since_ms + POINTER_STALE_MS - now_ms;
    if (!p->pressed) {
        return -1;
    }
    return left > 0 ? (int)left : 0;
}

bool pointer_expire(struct pointer *p, int64_t now_ms, struct input *ret_input)
{
    if (!p->pressed || now_ms - p->since_ms < POINTER_STALE_MS) {
        return false;
    }
    p->pressed = false;
    *ret_input = (struct input){.kind = INPUT_CANCEL};
    return true;
}
