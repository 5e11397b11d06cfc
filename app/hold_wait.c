#include "app/hold_wait.h"

void hold_wait_begin(struct hold_wait *w, int wait_s, uint64_t now_ms)
{
    *w = (struct hold_wait){.until_ms = now_ms + (uint64_t)wait_s * 1000};
}

enum hold_wait_end hold_wait_step(struct hold_wait *w, struct port_hold *port, int countdown_s,
                                  uint64_t now_ms)
{
    const struct err e = port->ops->ask(port, countdown_s, &w->answer);
    if (failed(e)) {
        w->silent_ms = w->silent_ms == 0 ? now_ms + 1 : w->silent_ms;
        return now_ms + 1 - w->silent_ms >= HOLD_WAIT_SILENT_MS ? HOLD_WAIT_NOBODY
               : now_ms >= w->until_ms                          ? HOLD_WAIT_TOO_LONG
                                                                : HOLD_WAIT_GOES_ON;
    }
    w->silent_ms = 0;
    return w->answer.granted              ? HOLD_WAIT_GRANTED
           : w->answer.why == HOLD_CLOSED ? HOLD_WAIT_CLOSED
           : now_ms >= w->until_ms        ? HOLD_WAIT_TOO_LONG
                                          : HOLD_WAIT_GOES_ON;
}
