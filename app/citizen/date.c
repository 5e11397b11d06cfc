#include "app/citizen/date.h"

#include <stdio.h>
#include <string.h>

#include "platform/base/log.h"

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) {
        return 0;
    }
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool date_valid(struct date d)
{
    if (d.year < 1 || d.year > 9999 || d.month < 0 || d.month > 12 || d.day < 0) {
        return false;
    }
    return d.month == 0 ? d.day == 0 : d.day <= date_days_in_month(d.year, d.month);
}

bool date_is_whole(struct date d)
{
    return d.day != 0;
}

/* Howard Hinnant's days_from_civil: years begin in March, so the leap day comes last. */
int32_t date_to_days(struct date d)
{
    INVARIANT(date_valid(d) && date_is_whole(d));
    const int y = d.year - (d.month <= 2);
    const int era = y / 400;
    const int year_of_era = y - era * 400;
    const int day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct date date_from_days(int32_t days)
{
    const int z = days + 719468;
    const int era = (z >= 0 ? z : z - 146096) / 146097;
    const int day_of_era = z - era * 146097;
    const int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int march_month = (5 * day_of_year + 2) / 153;
    const int month = march_month + (march_month < 10 ? 3 : -9);
    return (struct date){year_of_era + era * 400 + (month <= 2), month,
                         day_of_year - (153 * march_month + 2) / 5 + 1};
}

struct date date_today(int64_t now_s, int offset_minutes)
{
    const int64_t local = now_s + (int64_t)offset_minutes * 60;
    const int64_t days = (local >= 0 ? local : local - 86399) / 86400;
    return date_from_days((int32_t)days);
}

int date_weekday(struct date d)
{
    const int32_t days = date_to_days(d); /* 1 January 1970 was a Thursday, 3 */
    return (int)(((days + 3) % 7 + 7) % 7);
}

int date_compare(struct date a, struct date b)
{
    if (a.year != b.year || a.month == 0 || b.month == 0) {
        return a.year - b.year;
    }
    if (a.month != b.month || a.day == 0 || b.day == 0) {
        return a.month - b.month;
    }
    return a.day - b.day;
}

/* Exactly count digits at text as a number; -1 when one is missing. */
static int digits(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool date_parse(const char *text, struct date *ret_date)
{
    const size_t len = strlen(text);
    if (len != 4 && len != 7 && len != 10) {
        return false;
    }
    if ((len > 4 && text[4] != '-') || (len > 7 && text[7] != '-')) {
        return false;
    }
    const struct date d = {digits(text, 4), len > 4 ? digits(text + 5, 2) : 0,
                           len > 7 ? digits(text + 8, 2) : 0};
    if (!date_valid(d) || (len > 4 && d.month == 0) || (len > 7 && d.day == 0)) {
        return false;
    }
    *ret_date = d;
    return true;
}

bool date_parse_digits(const char *text, struct date *ret_date)
{
    if (strlen(text) != 8 || digits(text, 8) < 0) {
        return false;
    }
    const struct date d = {digits(text + 4, 4), digits(text + 2, 2), digits(text, 2)};
    if (!date_valid(d)) {
        return false;
    }
    *ret_date = d;
    return true;
}

void date_write(struct date d, char ret_text[DATE_TEXT_MAX])
{
    INVARIANT(d.year == 0 || date_valid(d));
    ret_text[0] = '\0';
    if (d.day != 0) {
        snprintf(ret_text, DATE_TEXT_MAX, "%04d-%02d-%02d", d.year % 10000, d.month % 100,
                 d.day % 100);
    } else if (d.month != 0) {
        snprintf(ret_text, DATE_TEXT_MAX, "%04d-%02d", d.year % 10000, d.month % 100);
    } else if (d.year != 0) {
        snprintf(ret_text, DATE_TEXT_MAX, "%04d", d.year % 10000);
    }
}

void date_write_local(struct date d, char ret_text[DATE_TEXT_MAX])
{
    INVARIANT(d.year == 0 || date_valid(d));
    ret_text[0] = '\0';
    if (d.day != 0) {
        snprintf(ret_text, DATE_TEXT_MAX, "%02d/%02d/%04d", d.day % 100, d.month % 100,
                 d.year % 10000);
    } else if (d.month != 0) {
        snprintf(ret_text, DATE_TEXT_MAX, "%02d/%04d", d.month % 100, d.year % 10000);
    } else if (d.year != 0) {
        snprintf(ret_text, DATE_TEXT_MAX, "%04d", d.year % 10000);
    }
}
