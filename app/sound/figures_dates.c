/* Dates and times as they are written: 16/11/2026, 16-11-2026, 2026-11-16, 11/2026, "ngày 16/11",
 * 09:24, 7h30. */
#include "app/sound/figures_inside.h"

struct parts {
    int64_t value[3];
    size_t digits[3];
    int count;
    size_t used;
    char between; /* the same sign everywhere */
};

/* Up to three runs of digits with one sign between them. */
static struct parts take_apart(const struct place *p)
{
    struct parts parts = {.count = 0};
    const char *text = p->text + p->at;
    const size_t len = p->len - p->at;
    for (size_t at = 0; parts.count < 3;) {
        const size_t digits = figures_run(text + at, len - at);
        if (digits == 0 || digits > 4) {
            break;
        }
        parts.value[parts.count] = figures_value(text + at, digits);
        parts.digits[parts.count++] = digits;
        parts.used = at += digits;
        const bool sign = at < len && (text[at] == '/' || text[at] == '-' || text[at] == '.');
        if (!sign || (parts.between != '\0' && text[at] != parts.between)) {
            break;
        }
        parts.between = text[at++];
    }
    return parts;
}

/* Nothing of a longer number or code follows. */
static bool ends_here(const struct place *p, size_t used)
{
    const size_t at = p->at + used;
    const bool sign = at < p->len && (p->text[at] == '/' || p->text[at] == '-');
    return !figures_is_word(p, at) && !(sign && figures_is_word(p, at + 1));
}

static bool is_day(int64_t day, int64_t month)
{
    return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

size_t figures_date(const struct place *p, struct buf *out)
{
    const struct parts d = take_apart(p);
    if (d.count != 3 || !ends_here(p, d.used)) {
        return 0;
    }
    const bool iso = d.digits[0] == 4 && d.between == '-' && d.digits[1] == 2 && d.digits[2] == 2;
    const int64_t day = d.value[iso ? 2 : 0];
    const int64_t year = d.value[iso ? 0 : 2];
    const bool shaped = iso || (d.digits[0] <= 2 && d.digits[1] <= 2 && d.digits[2] == 4);
    if (!shaped || !is_day(day, d.value[1])) {
        return 0;
    }
    p->g->date(year * 10000 + d.value[1] * 100 + day, out);
    return d.used;
}

size_t figures_day_month(const struct place *p, struct buf *out)
{
    const struct parts d = take_apart(p);
    const bool dated =
        d.count == 2 && d.between == '/' && figures_follows_one(p, p->g->words->before_date);
    if (!dated || !is_day(d.value[0], d.value[1]) || d.digits[1] > 2 || !ends_here(p, d.used)) {
        return 0;
    }
    p->g->day((int)d.value[0], (int)d.value[1], 0, out);
    return d.used;
}

size_t figures_month_year(const struct place *p, struct buf *out)
{
    const struct parts d = take_apart(p);
    const bool shaped = d.count == 2 && d.between == '/' && d.digits[0] <= 2 && d.digits[1] == 4;
    if (!shaped || !is_day(1, d.value[0]) || d.value[1] < 1900 || d.value[1] > 2100 ||
        !ends_here(p, d.used)) {
        return 0;
    }
    p->g->day(0, (int)d.value[0], (int)d.value[1], out);
    return d.used;
}

bool figures_is_time(const struct place *p, size_t at)
{
    const size_t hour = at < p->len ? figures_run(p->text + at, p->len - at) : 0;
    const char sign = at + hour < p->len ? p->text[at + hour] : '\0';
    return (hour == 1 || hour == 2) && (sign == 'h' || sign == ':');
}

/* "7h30-11h30": what follows is the other end. */
static bool another_time_follows(const struct place *p, size_t used)
{
    const size_t at = p->at + used;
    return at < p->len && p->text[at] == '-' && figures_is_time(p, at + 1);
}

size_t figures_time(const struct place *p, struct buf *out)
{
    const char *text = p->text + p->at;
    const size_t len = p->len - p->at;
    const size_t hour = figures_run(text, len);
    if (hour == 0 || hour > 2 || hour >= len || (text[hour] != ':' && text[hour] != 'h')) {
        return 0;
    }
    const size_t minute = figures_run(text + hour + 1, len - hour - 1);
    const int64_t h = figures_value(text, hour);
    const int64_t m = figures_value(text + hour + 1, minute);
    const bool whole = text[hour] == 'h' && minute == 0;
    const size_t used = hour + 1 + minute;
    const bool ends = ends_here(p, used) || another_time_follows(p, used);
    if ((minute != 2 && !whole) || h * 60 + m > 24 * 60 || m > 59 || !ends) {
        return 0;
    }
    p->g->time((int)(h * 60 + m), out);
    return used;
}
