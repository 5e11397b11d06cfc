#include "ui/plug.h"

#include <stddef.h>

bool plug_step(struct plug *p, struct port_jack *jack, bool counted, uint64_t now_ms, bool *ret_in)
{
    const bool in = jack != NULL && jack->ops->inserted(jack);
    p->in_ms = !in ? 0 : p->in_ms == 0 ? now_ms : p->in_ms;
    *ret_in = in && now_ms - p->in_ms >= PLUG_SURE_MS;
    return *ret_in != counted && (*ret_in || !in);
}

int plug_deadline_ms(const struct plug *p, bool counted, uint64_t now_ms)
{
    if (p->in_ms == 0 || counted) {
        return -1;
    }
    const uint64_t due = p->in_ms + PLUG_SURE_MS;
    return due <= now_ms ? 0 : (int)(due - now_ms);
}
