/* Dates and times as a form stores them: what is read, what is refused, and how days are counted.
 * The numbers of days are GNU date's (date -u -d DAY +%s, by 86400). */
#include "app/form/iso_date.h"

#include <string.h>

#include "tests/check.h"

TEST(a_day_is_read_by_the_strict_calendar)
{
    static const char *const bad[] = {
        "",           "2026",       "2026-11",     "2026-1-23",   "2026-13-01",
        "2026-00-10", "2026-11-00", "2026-11-31",  "2026-02-29",  "1900-02-29",
        "0000-01-01", "26-11-2026", "2026-11-23 ", " 2026-11-23", "2026/11/23",
        "2026-11-2x", "-026-11-23", "2026-11-23T", "2026-11-233", "12026-11-23"};
    struct iso_date d = {0};
    CHECK(iso_date_read("2026-11-23", &d));
    CHECK(d.year == 2026 && d.month == 11 && d.day == 23 && !d.has_time && !d.has_offset);
    CHECK(iso_date_read("2024-02-29", &d) && iso_date_read("2000-02-29", &d));
    CHECK(iso_date_read("0001-01-01", &d) && iso_date_read("9999-12-31", &d));
    d.year = 7;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK(!iso_date_read(bad[i], &d));
        CHECK_INT(d.year, 7); /* untouched */
    }
}

TEST(a_time_may_be_short_and_have_an_offset)
{
    static const char *const bad[] = {"",         "8:00",        "24:00",       "08:60",
                                      "08:00:61", "08:00:00.0x", "08:00+15:00", "08:00+07:60",
                                      "08:00x",   "08:00+7",     "08:00+07:0"};
    struct iso_date d = {0};
    CHECK(iso_time_read("08:05", &d));
    CHECK(d.hour == 8 && d.minute == 5 && d.second == 0 && d.has_time && !d.has_offset);
    CHECK(iso_time_read("23:59:60.125+07:00", &d)); /* a leap second */
    CHECK(d.second == 60 && d.millisecond == 125 && d.has_offset && d.offset_minutes == 420);
    CHECK(iso_time_read("08:00:00.5-0330", &d));
    CHECK(d.millisecond == 500 && d.offset_minutes == -210);
    CHECK(iso_time_read("08:00Z", &d) && d.has_offset && d.offset_minutes == 0);
    CHECK(iso_time_read("08:00:00.123456789+07", &d)); /* no more than thousandths are kept */
    CHECK(d.millisecond == 123 && d.offset_minutes == 420);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK(!iso_time_read(bad[i], &d));
    }
    CHECK(iso_date_read("2026-11-23T08:00:00.000+07:00", &d) && d.day == 23 && d.hour == 8);
}

TEST(a_birthday_may_be_known_in_part)
{
    CHECK(iso_date_partial("1960") && iso_date_partial("1960-05"));
    CHECK(iso_date_partial("1960-05-31"));
    CHECK(!iso_date_partial("0000") && !iso_date_partial("1960-13") && !iso_date_partial("1960-"));
    CHECK(!iso_date_partial("1960-06-31") && !iso_date_partial("196") && !iso_date_partial(""));
    CHECK(!iso_date_partial("1960-05-31T08:00"));
}

TEST(days_are_counted_from_1970)
{
    CHECK_INT(iso_days(1970, 1, 1), 0);
    CHECK_INT(iso_days(1969, 12, 31), -1);
    CHECK_INT(iso_days(2026, 11, 23), 20780);
    CHECK_INT(iso_days(2000, 3, 1), 11017);
    CHECK_INT(iso_days(1900, 3, 1), -25508);
    CHECK_INT(iso_days(9999, 12, 31), 2932896);
    CHECK_INT(iso_weekday(iso_days(2026, 11, 23)), 1); /* a Monday */
    CHECK_INT(iso_weekday(-5), 6);                     /* 27 December 1969, a Saturday */
}

/* A time of its own offset is a moment; one without is the kiosk's own. */
TEST(a_moment_goes_there_and_back)
{
    struct iso_date d;
    struct iso_date back;
    char text[40];
    CHECK(iso_date_read("2026-11-23T06:00:00.000+07:00", &d));
    CHECK(iso_to_days(&d, 0) == 20779 + 23.0 / 24); /* 23:00 of the day before, in Greenwich */
    CHECK(iso_date_read("2026-11-23T06:00", &d));
    CHECK(iso_to_days(&d, 420) == 20779 + 23.0 / 24);
    iso_from_fraction(iso_to_days(&d, 420), 420, &back);
    iso_date_time_text(&back, text);
    CHECK_STR(text, "2026-11-23T06:00:00.000+07:00");
    iso_from_fraction(-0.5, -210, &back); /* before 1970, west of Greenwich */
    iso_date_time_text(&back, text);
    CHECK_STR(text, "1969-12-31T08:30:00.000-03:30");
    for (int day = -200000; day < 200000; day += 97) {
        iso_from_fraction(day, 0, &back);
        CHECK(iso_days(back.year, back.month, back.day) == day && back.hour == 0);
    }
}

int main(void)
{
    RUN(a_day_is_read_by_the_strict_calendar);
    RUN(a_time_may_be_short_and_have_an_offset);
    RUN(a_birthday_may_be_known_in_part);
    RUN(days_are_counted_from_1970);
    RUN(a_moment_goes_there_and_back);
    return check_done();
}
