#include "app/steward/wall.h"

void wall_heard(struct wall *w, struct err e, const struct http_answer *a, bool tls, int64_t now_ms)
{
    if (!tls) {
        return;
    }
    if (!failed(e)) {
        w->mistrusted = false;
    } else if (e.code == ERR_OFFLINE && (a->away == HTTP_AWAY_EARLY || a->away == HTTP_AWAY_OVER)) {
        w->mistrusted = true;
    }
    /* A time that no clock can have says nothing. */
    if (!failed(e) && a->date_s >= w->floor_s && a->date_s < CLOCK_MOST) {
        w->heard = true;
        w->heard_s = a->date_s;
        w->heard_ms = now_ms;
    }
}

static int64_t servers(const struct wall *w, int64_t now_ms)
{
    return w->heard_s + (now_ms - w->heard_ms) / 1000;
}

int64_t wall_wish(struct wall *w, int64_t now_s, int64_t now_ms)
{
    int64_t to = 0;
    if (w->wished && now_ms - w->wished_ms < WALL_AGAIN_MS) {
        return 0;
    }
    if (w->heard && !w->kept && servers(w, now_ms) - now_s > WALL_FORWARD_S) {
        to = servers(w, now_ms);
    } else if (now_s < w->floor_s) {
        to = w->floor_s;
    }
    w->wished = w->wished || to != 0;
    w->wished_ms = to != 0 ? now_ms : w->wished_ms;
    return to;
}

bool wall_is_wrong(const struct wall *w, int64_t now_s, int64_t now_ms)
{
    const int64_t apart = w->heard ? now_s - servers(w, now_ms) : 0;
    return now_s < w->floor_s || now_s >= CLOCK_MOST || apart > CLOCK_APART_S ||
           apart < -CLOCK_APART_S || (w->mistrusted && !w->kept);
}

bool wall_offset(const struct wall *w, int64_t now_s, int64_t now_ms, int64_t *ret_offset_s)
{
    if (!w->heard || now_ms - w->heard_ms > WALL_FRESH_MS) {
        return false;
    }
    *ret_offset_s = now_s - servers(w, now_ms);
    return true;
}

bool wall_is_dated(const struct wall *w, int64_t now_s, int64_t now_ms)
{
    return (w->kept || w->heard) && !wall_is_wrong(w, now_s, now_ms);
}
