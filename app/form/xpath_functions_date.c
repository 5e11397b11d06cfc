/* Functions on dates. A date is text in ISO form; of an empty or malformed one the result is empty
 * (as a number NaN), never an error. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/form/iso_date.h"
#include "app/form/xpath_tree.h"
#include "platform/base/buf.h"

#define CALL(name_)                                                                                \
    static struct xpath_value name_(struct evaluation *e, const struct xpath_expression *x)

static struct xpath_value keep(struct evaluation *e, const char *text)
{
    char *out = scratch_alloc(e, strlen(text) + 1);
    if (out != NULL) {
        memcpy(out, text, strlen(text) + 1);
    }
    return value_string(out);
}

static void local_now(const struct evaluation *e, struct iso_date *ret_now)
{
    iso_from_fraction((double)e->host->now_s / 86400.0, e->host->offset_minutes, ret_now);
}

static struct xpath_value day_text(struct evaluation *e, const struct iso_date *d)
{
    char text[40];
    snprintf(text, sizeof text, "%04d-%02d-%02d", d->year % 10000, d->month % 100, d->day % 100);
    return keep(e, text);
}

CALL(call_today)
{
    (void)x;
    struct iso_date now;
    local_now(e, &now);
    return day_text(e, &now);
}

CALL(call_now)
{
    (void)x;
    struct iso_date now;
    char text[40];
    local_now(e, &now);
    iso_date_time_text(&now, text);
    return keep(e, text);
}

/* Reads argument i as a date: ISO text or days since 1970. */
static bool date_argument(struct evaluation *e, const struct xpath_expression *x, int i,
                          struct iso_date *ret_date)
{
    const struct xpath_value v = argument(e, x, i);
    const char *text = v.type == XPATH_NUMBER ? "" : xpath_string(&v, e->host->scratch);
    if (text != NULL && iso_date_read(text, ret_date)) {
        return true;
    }
    const double days = xpath_number(&v, e->host->offset_minutes);
    if (isnan(days) || fabs(days) > 2900000) {
        return false;
    }
    iso_from_fraction(days, e->host->offset_minutes, ret_date);
    return true;
}

/* Date and time on the kiosk's own clock. */
static void to_local(const struct evaluation *e, struct iso_date *d)
{
    if (d->has_time && d->has_offset) {
        iso_from_fraction(iso_to_days(d, e->host->offset_minutes), e->host->offset_minutes, d);
    }
}

/* "2012-7-3" is a date to date() alone. */
static bool read_short_date(const char *text, struct iso_date *ret_date)
{
    int year = 0, month = 0, day = 0, read = 0;
    char full[16];
    if (strlen(text) > 10 || strspn(text, "0123456789-") != strlen(text) ||
        sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &read) != 3 || text[read] != '\0' ||
        year < 1000 || month < 1 || day < 1) {
        return false;
    }
    snprintf(full, sizeof full, "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
    return iso_date_read(full, ret_date);
}

CALL(call_date)
{
    struct iso_date d;
    const struct xpath_value v = argument(e, x, 0);
    const bool is_text = v.type == XPATH_STRING || v.type == XPATH_NODES;
    const char *written = is_text ? xpath_string(&v, e->host->scratch) : NULL;
    if (!(written != NULL && read_short_date(written, &d)) && !date_argument(e, x, 0, &d)) {
        return value_string("");
    }
    to_local(e, &d);
    if (d.hour == 0 && d.minute == 0 && d.second == 0 && d.millisecond == 0) {
        return day_text(e, &d);
    }
    char text[40];
    d.offset_minutes = e->host->offset_minutes;
    iso_date_time_text(&d, text);
    return keep(e, text);
}

CALL(call_decimal_date_time)
{
    struct iso_date d;
    return value_number(date_argument(e, x, 0, &d) ? iso_to_days(&d, e->host->offset_minutes)
                                                   : NOT_A_NUMBER);
}

CALL(call_decimal_time)
{
    struct iso_date d;
    if (!iso_time_read(argument_string(e, x, 0), &d)) {
        return value_number(NOT_A_NUMBER);
    }
    double minutes = d.hour * 60.0 + d.minute;
    if (d.has_offset) { /* on the kiosk's own clock, whatever the day */
        minutes = fmod(minutes + e->host->offset_minutes - d.offset_minutes + 2880, 1440);
    }
    return value_number((minutes * 60000.0 + d.second * 1000.0 + d.millisecond) / 86400000.0);
}

static void month_name(const struct evaluation *e, struct buf *out, int month)
{
    static const char *const english[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (e->host->language != NULL && strcmp(e->host->language, "en") == 0) {
        buf_puts(out, english[month - 1]);
    } else {
        buf_printf(out, "thg %d", month);
    }
}

static void day_name(const struct evaluation *e, struct buf *out, const struct iso_date *d)
{
    static const char *const english[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const vietnamese[] = {"CN", "T2", "T3", "T4", "T5", "T6", "T7"};
    const int weekday = iso_weekday(iso_days(d->year, d->month, d->day));
    const bool is_english = e->host->language != NULL && strcmp(e->host->language, "en") == 0;
    buf_puts(out, is_english ? english[weekday] : vietnamese[weekday]);
}

/* One letter after '%'; unknown ones stay as they are. */
static void format_letter(const struct evaluation *e, struct buf *out, char letter,
                          const struct iso_date *d)
{
    const struct {
        char letter;
        int width, number;
    } numbers[] = {{'Y', 4, d->year},   {'y', 2, d->year % 100}, {'m', 2, d->month},
                   {'n', 1, d->month},  {'d', 2, d->day},        {'e', 1, d->day},
                   {'H', 2, d->hour},   {'h', 1, d->hour},       {'M', 2, d->minute},
                   {'S', 2, d->second}, {'3', 3, d->millisecond}};
    if (letter == 'b') {
        month_name(e, out, d->month);
        return;
    }
    if (letter == 'a') {
        day_name(e, out, d);
        return;
    }
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        if (numbers[i].letter == letter) {
            buf_printf(out, "%0*d", numbers[i].width, numbers[i].number);
            return;
        }
    }
    buf_printf(out, "%%%c", letter);
}

CALL(call_format_date)
{
    struct iso_date d;
    char storage[256];
    struct buf out;
    buf_init(&out, storage, sizeof storage);
    if (!date_argument(e, x, 0, &d)) {
        return value_string("");
    }
    to_local(e, &d);
    for (const char *c = argument_string(e, x, 1); *c != '\0'; c++) {
        if (*c == '%' && c[1] != '\0') {
            format_letter(e, &out, *++c, &d);
        } else {
            buf_add(&out, c, 1);
        }
    }
    return keep(e, storage);
}

const struct function functions_date[] = {
    {"today", 0, 0, call_today},
    {"now", 0, 0, call_now},
    {"date", 1, 1, call_date},
    {"date-time", 1, 1, call_date},
    {"decimal-date-time", 1, 1, call_decimal_date_time},
    {"decimal-time", 1, 1, call_decimal_time},
    {"format-date", 2, 2, call_format_date},
    {"format-date-time", 2, 2, call_format_date},
    {NULL, 0, 0, NULL},
};
