#include "ui/beacon.h"

#include <stddef.h>

#include "platform/base/log.h"

#define AGAIN_MS 2000

void beacon_step(struct beacon *b, struct port_beacon *port, const struct officer_call *call,
                 uint64_t now_ms)
{
    const bool wanted = call->open && !call->coming;
    const bool again = b->failed && now_ms - b->told_ms >= AGAIN_MS;
    if (port == NULL || (wanted == b->lit && !again)) {
        return;
    }
    const struct err e = port->ops->light(port, wanted);
    if (failed(e) && !b->failed) {
        log_event(EV_DEVICE_MISSING, e.code, e.os);
    }
    *b = (struct beacon){.lit = wanted, .failed = failed(e), .told_ms = now_ms};
}
