#include "app/steward/ack_times.h"

#include <string.h>

#include "app/staff/day.h"

#define DAY_S INT64_C(86400)

static void take(void *context, const struct log_entry *entry)
{
    struct ack_times *t = context;
    const int64_t at = entry->seconds < INT64_MAX ? (int64_t)entry->seconds : INT64_MAX;
    int i = t->count;
    if (entry->id != EV_RECEIVED || entry->b < 0 || at < t->midnight || at - t->midnight >= DAY_S ||
        t->count == ACK_MOST) {
        return;
    }
    for (; i > 0 && t->waited[i - 1] > entry->b; i--) {
        t->waited[i] = t->waited[i - 1];
    }
    t->waited[i] = entry->b;
    t->count++;
}

void ack_times_look(struct ack_times *t, const char *folder, int64_t midnight)
{
    if (t->midnight != midnight) {
        t->midnight = midnight;
        t->count = 0;
    }
    (void)failed(audit_since(folder, "courier", &t->place, take, t));
}

int64_t ack_times_median(const struct ack_times *t)
{
    return t->count < DAY_FEW ? -1 : t->waited[(t->count - 1) / 2];
}
