#include "app/staff/day.h"

#include <string.h>

#define DAY_S    86400
#define MINUTE_S 60

int64_t day_midnight(int64_t now, int offset_minutes)
{
    const int64_t offset = (int64_t)offset_minutes * MINUTE_S;
    const int64_t local = now + offset;
    return local - (local % DAY_S + DAY_S) % DAY_S - offset;
}

static void count_kind(struct day_files *d, const char *code)
{
    for (int i = 0; i < d->kind_count; i++) {
        if (strcmp(d->kinds[i].code, code) == 0) {
            d->kinds[i].count++;
            return;
        }
    }
    if (d->kind_count == DAY_KINDS) {
        d->others++;
        return;
    }
    memcpy(d->kinds[d->kind_count].code, code, sizeof d->kinds[0].code);
    d->kinds[d->kind_count++].count = 1;
}

void day_count(struct day_files *d, const struct outbox_row *row, int64_t midnight)
{
    if (row->saved_at < midnight) {
        return;
    }
    d->filed++;
    d->received += row->state == OUTBOX_RECEIVED;
    d->held += row->state == OUTBOX_HELD;
    d->withdrawn += row->state == OUTBOX_WITHDRAWN;
    d->waiting +=
        row->state == OUTBOX_SAVED || row->state == OUTBOX_SENDING || row->state == OUTBOX_SENT;
    count_kind(d, row->procedure);
}

void day_add(struct day_tally *t, enum day_what what, int count, int64_t midnight)
{
    if (t->midnight != midnight) {
        *t = (struct day_tally){.midnight = midnight};
    }
    t->count[what] += count;
}

int day_tally(const struct day_tally *t, enum day_what what, int64_t midnight)
{
    return t->midnight == midnight ? t->count[what] : 0;
}
