/* Civil dates of the Gregorian calendar, whole or partial: people who only know the year say so and
 * the form keeps "1960". No clock here; the caller passes Unix seconds. Pure; any thread. */
#ifndef APP_CITIZEN_DATE_H
#define APP_CITIZEN_DATE_H

#include <stdbool.h>
#include <stdint.h>

#define DATE_TEXT_MAX 16

struct date {
    int year;  /* 1..9999; 0 = no date at all */
    int month; /* 1..12; 0 = only the year is known */
    int day;   /* 1..31; 0 = only the year, or year and month, are known */
};

/* True for a date of the calendar, or a year, or a year and month; a day needs a month. */
bool date_valid(struct date d);
bool date_is_whole(struct date d);

int date_days_in_month(int year, int month);

/* Days since 1 January 1970; d must be whole and valid. */
int32_t date_to_days(struct date d);
struct date date_from_days(int32_t days);

/* The local date at Unix time now_s where clocks are offset_minutes ahead of UTC. */
struct date date_today(int64_t now_s, int offset_minutes);

/* 0 Monday .. 6 Sunday; d must be whole and valid. */
int date_weekday(struct date d);

/* Negative, 0 or positive; compares only the parts both sides know. */
int date_compare(struct date a, struct date b);

/* "2026-11-23", "2026-11" or "2026". False when it is none of them or not in the calendar. */
bool date_parse(const char *text, struct date *ret_date);

/* Eight digits ddmmyyyy as on ID cards; 00 for an unknown day and month. False when malformed or
 * not in the calendar. */
bool date_parse_digits(const char *text, struct date *ret_date);

/* Writes "2026-11-23", "2026-11", "2026" or "" (no date) for records. */
void date_write(struct date d, char ret_text[DATE_TEXT_MAX]);

/* Writes "23/11/2026", "11/2026", "2026" or "" for people. */
void date_write_local(struct date d, char ret_text[DATE_TEXT_MAX]);

#endif
