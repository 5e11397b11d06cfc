#include "ui/panel.h"

#include <stddef.h>

struct panel_told panel_step(struct panel *p, struct port_touch *t, bool keys, uint64_t now_ms)
{
    if (t == NULL) {
        return (struct panel_told){.lift = false};
    }
    const unsigned losses = t->ops->losses(t);
    const bool went = losses != p->losses;
    p->losses = losses;
    p->felt = p->felt && !went;
    const bool away = !t->ops->alive(t) && !p->felt;
    p->away_ms = away && !p->away ? now_ms : p->away_ms;
    p->away = away;
    const bool gone = away && now_ms - p->away_ms >= PANEL_SURE_MS;
    const bool changed = gone != p->gone || (gone && keys != p->keys);
    p->gone = gone;
    p->keys = keys;
    return (struct panel_told){.lift = went, .changed = changed};
}

int panel_deadline_ms(const struct panel *p, uint64_t now_ms)
{
    if (!p->away || p->gone) {
        return -1;
    }
    const uint64_t due = p->away_ms + PANEL_SURE_MS;
    return due <= now_ms ? 0 : (int)(due - now_ms);
}
