#include "app/form/iso_date.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY_MS 86400000.0

/* Exactly count digits at *at; moves on. */
static bool digits(const char **at, int count, int *ret_number)
{
    int number = 0;
    for (int i = 0; i < count; i++) {
        if ((*at)[i] < '0' || (*at)[i] > '9') {
            return false;
        }
        number = number * 10 + ((*at)[i] - '0');
    }
    *at += count;
    *ret_number = number;
    return true;
}

static bool one(const char **at, char c)
{
    if (**at != c) {
        return false;
    }
    (*at)++;
    return true;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static bool read_day(const char **at, struct iso_date *d)
{
    return digits(at, 4, &d->year) && one(at, '-') && digits(at, 2, &d->month) && one(at, '-') &&
           digits(at, 2, &d->day) && d->year >= 1 && d->month >= 1 && d->month <= 12 &&
           d->day >= 1 && d->day <= month_days(d->year, d->month);
}

static bool read_offset(const char **at, struct iso_date *d)
{
    if (**at == '\0') {
        return true;
    }
    d->has_offset = true;
    if (one(at, 'Z')) {
        return true;
    }
    const int sign = **at == '-' ? -1 : 1;
    int hours = 0, minutes = 0;
    if (!one(at, '+') && !one(at, '-')) {
        return false;
    }
    if (!digits(at, 2, &hours)) {
        return false;
    }
    (void)one(at, ':');
    if (**at != '\0' && !digits(at, 2, &minutes)) {
        return false;
    }
    d->offset_minutes = sign * (hours * 60 + minutes);
    return hours <= 14 && minutes < 60;
}

static bool read_time(const char **at, struct iso_date *d)
{
    d->has_time = true;
    if (!digits(at, 2, &d->hour) || !one(at, ':') || !digits(at, 2, &d->minute) || d->hour > 23 ||
        d->minute > 59) {
        return false;
    }
    if (one(at, ':') && (!digits(at, 2, &d->second) || d->second > 60)) {
        return false;
    }
    if (one(at, '.')) {
        int scale = 100;
        while (**at >= '0' && **at <= '9') {
            d->millisecond += (**at - '0') * scale;
            scale /= 10;
            (*at)++;
        }
    }
    return read_offset(at, d);
}

bool iso_date_read(const char *text, struct iso_date *ret_date)
{
    struct iso_date d = {0};
    const char *at = text;
    if (!read_day(&at, &d)) {
        return false;
    }
    if (*at == 'T') {
        at++;
        if (!read_time(&at, &d)) {
            return false;
        }
    }
    if (*at != '\0') {
        return false;
    }
    *ret_date = d;
    return true;
}

bool iso_time_read(const char *text, struct iso_date *ret_time)
{
    struct iso_date d = {0};
    const char *at = text;
    if (!read_time(&at, &d) || *at != '\0') {
        return false;
    }
    *ret_time = d;
    return true;
}

bool iso_date_partial(const char *text)
{
    struct iso_date d = {0};
    const char *at = text;
    const size_t len = strlen(text);
    if (len == 10) {
        return iso_date_read(text, &d);
    }
    if (!digits(&at, 4, &d.year) || d.year == 0) {
        return false;
    }
    return *at == '\0' ||
           (len == 7 && one(&at, '-') && digits(&at, 2, &d.month) && d.month >= 1 && d.month <= 12);
}

int64_t iso_days(int year, int month, int day)
{
    /* Years begin in March, so the leap day is the last of its year. */
    const int64_t y = month <= 2 ? year - 1 : year;
    const int64_t era = (y >= 0 ? y : y - 399) / 400;
    const int64_t year_of_era = y - era * 400;
    const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static void from_days(int64_t days, struct iso_date *ret_date)
{
    const int64_t z = days + 719468;
    const int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    const int64_t day_of_era = z - era * 146097;
    const int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t month = (5 * day_of_year + 2) / 153;
    *ret_date = (struct iso_date){0};
    ret_date->day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
    ret_date->month = (int)(month < 10 ? month + 3 : month - 9);
    ret_date->year = (int)(year_of_era + era * 400 + (ret_date->month <= 2));
}

double iso_to_days(const struct iso_date *d, int offset_minutes)
{
    double ms = (double)iso_days(d->year, d->month, d->day) * DAY_MS;
    ms += d->hour * 3600000.0 + d->minute * 60000.0 + d->second * 1000.0 + d->millisecond;
    ms -= (d->has_time && d->has_offset ? d->offset_minutes : offset_minutes) * 60000.0;
    return ms / DAY_MS;
}

void iso_from_fraction(double days, int offset_minutes, struct iso_date *ret_date)
{
    const double ms = round(days * DAY_MS) + offset_minutes * 60000.0;
    const double whole = floor(ms / DAY_MS);
    const int64_t rest = (int64_t)(ms - whole * DAY_MS);
    from_days((int64_t)whole, ret_date);
    ret_date->has_time = true;
    ret_date->has_offset = true;
    ret_date->offset_minutes = offset_minutes;
    ret_date->hour = (int)(rest / 3600000);
    ret_date->minute = (int)(rest / 60000 % 60);
    ret_date->second = (int)(rest / 1000 % 60);
    ret_date->millisecond = (int)(rest % 1000);
}

void iso_date_time_text(const struct iso_date *d, char out[40])
{
    const int offset = abs(d->offset_minutes);
    snprintf(out, 40, "%04d-%02d-%02dT%02d:%02d:%02d.%03d%c%02d:%02d", d->year % 10000,
             d->month % 100, d->day % 100, d->hour % 100, d->minute % 100, d->second % 100,
             d->millisecond % 1000, d->offset_minutes < 0 ? '-' : '+', offset / 60 % 100,
             offset % 60);
}

int iso_weekday(int64_t days)
{
    const int64_t weekday = (days + 4) % 7;
    return (int)(weekday < 0 ? weekday + 7 : weekday);
}
