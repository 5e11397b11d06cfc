#include "app/sound/figures.h"

#include <stdbool.h>
#include <stdint.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits(const char *text, size_t len)
{
    size_t n = 0;
    while (n < len && is_digit(text[n])) {
        n++;
    }
    return n;
}

static int64_t value(const char *text, size_t len)
{
    int64_t sum = 0;
    for (size_t i = 0; i < len; i++) {
        if (is_digit(text[i])) {
            sum = sum * 10 + (text[i] - '0');
        }
    }
    return sum;
}

static void one_by_one(const struct grammar *g, const char *text, size_t len, struct buf *out)
{
    for (size_t i = 0; i < len; i++) {
        if (i > 0) {
            buf_puts(out, " ");
        }
        g->number(text[i] - '0', out);
    }
}

/* dd/mm/yyyy, or 0 when it is none. */
static size_t read_date(const struct grammar *g, const char *text, size_t len, struct buf *out)
{
    const size_t day = digits(text, len);
    if (day == 0 || day > 2 || day >= len || text[day] != '/') {
        return 0;
    }
    const size_t month = digits(text + day + 1, len - day - 1);
    const size_t year_at = day + month + 2;
    if (month == 0 || month > 2 || year_at > len || text[year_at - 1] != '/' ||
        digits(text + year_at, len - year_at) != 4) {
        return 0;
    }
    const int64_t d = value(text, day);
    const int64_t m = value(text + day + 1, month);
    if (d < 1 || d > 31 || m < 1 || m > 12) {
        return 0;
    }
    g->date(value(text + year_at, 4) * 10000 + m * 100 + d, out);
    return year_at + 4;
}

/* 9:24, 09:24, or 0 when it is none. */
static size_t read_time(const struct grammar *g, const char *text, size_t len, struct buf *out)
{
    const size_t hour = digits(text, len);
    if (hour == 0 || hour > 2 || hour >= len || text[hour] != ':' ||
        digits(text + hour + 1, len - hour - 1) != 2) {
        return 0;
    }
    const int64_t h = value(text, hour);
    const int64_t m = value(text + hour + 1, 2);
    if (h > 23 || m > 59) {
        return 0;
    }
    g->time((int)(h * 60 + m), out);
    return hour + 3;
}

/* 1.250.000: groups of three, as the language writes them. */
static size_t read_grouped(const struct grammar *g, const char *text, size_t len, struct buf *out)
{
    size_t used = digits(text, len);
    if (used == 0 || used > 3 || text[0] == '0') {
        return 0;
    }
    int groups = 0;
    while (used + 3 < len && text[used] == g->group &&
           digits(text + used + 1, len - used - 1) == 3 && groups < 5) {
        used += 4;
        groups++;
    }
    if (groups == 0) {
        return 0;
    }
    g->number(value(text, used), out);
    return used;
}

size_t figures_read(const struct grammar *g, const char *text, size_t len, struct buf *out)
{
    size_t used = read_date(g, text, len, out);
    if (used == 0) {
        used = read_time(g, text, len, out);
    }
    if (used == 0) {
        used = read_grouped(g, text, len, out);
    }
    if (used > 0) {
        return used;
    }
    used = digits(text, len);
    if (used == 0) {
        return 0;
    }
    if ((text[0] == '0' && used > 1) || used > 9) {
        one_by_one(g, text, used, out);
        return used;
    }
    g->number(value(text, used), out);
    const size_t decimals =
        used + 1 < len && text[used] == g->decimal ? digits(text + used + 1, len - used - 1) : 0;
    if (decimals > 0) {
        buf_printf(out, " %s ", g->point);
        one_by_one(g, text + used + 1, decimals, out);
        used += 1 + decimals;
    }
    if (used < len && text[used] == '%') {
        buf_printf(out, " %s", g->percent);
        used++;
    }
    return used;
}

void figures_spell(const struct grammar *g, const char *text, size_t len, struct buf *out)
{
    for (size_t at = 0; at < len;) {
        char words[512];
        struct buf figure;
        buf_init(&figure, words, sizeof words);
        const size_t used = figures_read(g, text + at, len - at, &figure);
        if (used == 0) {
            buf_add(out, text + at, 1);
            at++;
            continue;
        }
        buf_add(out, words, figure.len);
        at += used;
    }
}
