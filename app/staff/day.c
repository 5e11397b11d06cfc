#include "app/staff/day.h"

#include <stdio.h>
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
    t->changed = true;
}

bool day_is_over(const struct day_tally *t, int64_t midnight)
{
    return t->midnight != 0 && t->midnight != midnight;
}

static void put_minutes(struct day_tally *t, int minutes)
{
    const uint8_t value = (uint8_t)(minutes < 0 ? 0 : minutes > UINT8_MAX ? UINT8_MAX : minutes);
    if (t->minute_count == DAY_LENGTHS) { /* the middle stays where it is */
        return;
    }
    int at = t->minute_count++;
    for (; at > 0 && t->minutes[at - 1] > value; at--) {
        t->minutes[at] = t->minutes[at - 1];
    }
    t->minutes[at] = value;
}

void day_filed(struct day_tally *t, const char *language, int minutes, int64_t midnight)
{
    int i = 0;
    day_add(t, DAY_SAVED, 1, midnight);
    put_minutes(t, minutes);
    while (i < t->language_count && strcmp(t->languages[i].code, language) != 0) {
        i++;
    }
    if (i == DAY_LANGUAGES) {
        return;
    }
    if (i == t->language_count) {
        (void)snprintf(t->languages[i].code, sizeof t->languages[i].code, "%s", language);
        t->language_count++;
    }
    t->languages[i].count++;
}

int day_median(const struct day_tally *t, int64_t midnight)
{
    const bool today = t->midnight == midnight && t->minute_count >= DAY_FEW;
    return today ? t->minutes[(t->minute_count - 1) / 2] : -1;
}

/* Those that are not told: under DAY_FEW, and the others; their sum, and the least that is told. */
struct veil {
    int few, more, sum, told;
};

/* Two values at least are possible for each under DAY_FEW, also for who knows how this is done. */
static bool veils(const struct veil *v)
{
    const int most = v->sum - (v->few - 1) - v->more * DAY_FEW;
    const int others = (v->few - 1) * (DAY_FEW - 1) + v->more * v->told;
    const int least = v->more > 0 && v->told == 0 ? 1 : v->sum - others;
    return (most < DAY_FEW - 1 ? most : DAY_FEW - 1) > (least > 1 ? least : 1);
}

/* The least count that is told, or -1. */
static int least_told(const int counts[], int count, const enum day_told told[])
{
    int least = -1;
    for (int i = 0; i < count; i++) {
        if (told[i] == DAY_TELLS && (least < 0 || counts[i] < counts[least])) {
            least = i;
        }
    }
    return least;
}

bool day_veil(const int counts[], int count, enum day_told ret_told[])
{
    struct veil v = {.few = 0};
    for (int i = 0; i < count; i++) {
        const bool few = counts[i] < DAY_FEW;
        ret_told[i] = few ? DAY_UNDER_FEW : DAY_TELLS;
        v.few += few;
        v.sum += few ? counts[i] : 0;
    }
    int least = least_told(counts, count, ret_told);
    v.told = least < 0 ? 0 : counts[least];
    while (v.few > 0 && !veils(&v)) {
        if (least < 0) {
            return false;
        }
        ret_told[least] = DAY_FEW_OR_MORE;
        v.more++;
        v.sum += counts[least];
        least = least_told(counts, count, ret_told);
        v.told = least < 0 ? 0 : counts[least];
    }
    return true;
}

int day_share(int part, int all)
{
    return all < DAY_FEW ? -1 : (part * 100 + all / 2) / all;
}

int day_tally(const struct day_tally *t, enum day_what what, int64_t midnight)
{
    return t->midnight == midnight ? t->count[what] : 0;
}

int day_rating(const struct day_tally *t, enum day_what rating, int64_t midnight)
{
    const int count = day_tally(t, rating, midnight);
    return count < DAY_FEW ? -1 : count;
}
