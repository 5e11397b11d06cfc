/* ISO 8601 dates and times as the form stores them. Days are counted from 1970-01-01. */
#ifndef APP_FORM_ISO_DATE_H
#define APP_FORM_ISO_DATE_H

#include <stdbool.h>
#include <stdint.h>

struct iso_date {
    int year, month, day;
    int hour, minute, second, millisecond;
    bool has_time;
    bool has_offset;
    int offset_minutes;
};

/* Reads "2026-11-23", "2026-11-23T08:00:00.000+07:00" and shorter times; strict calendar, years
 * 1..9999. */
bool iso_date_read(const char *text, struct iso_date *ret_date);

/* Reads "08:00", "08:00:00.000+07:00". */
bool iso_time_read(const char *text, struct iso_date *ret_time);

/* True for "1960", "1960-05" and full dates without a time. */
bool iso_date_partial(const char *text);

int64_t iso_days(int year, int month, int day);

/* Days since 1970-01-01 UTC with fraction; what has no offset of its own is local time. */
double iso_to_days(const struct iso_date *d, int offset_minutes);

/* Local date and time of such days, rounded to milliseconds. */
void iso_from_fraction(double days, int offset_minutes, struct iso_date *ret_date);

/* "2026-11-23T08:00:00.000+07:00"; out has room for 40 bytes. */
void iso_date_time_text(const struct iso_date *d, char out[40]);

/* 0 = Sunday. */
int iso_weekday(int64_t days);

#endif
