#include "app/citizen/date.h"

#include "tests/check.h"

TEST(days_count_from_1970_and_back)
{
    CHECK_INT(date_to_days((struct date){1970, 1, 1}), 0);
    CHECK_INT(date_to_days((struct date){2000, 3, 1}), 11017);
    CHECK_INT(date_to_days((struct date){1969, 12, 31}), -1);
    for (int32_t day = -70000; day < 60000; day += 17) {
        CHECK_INT(date_to_days(date_from_days(day)), day);
    }
}

TEST(weekdays_are_right)
{
    CHECK_INT(date_weekday((struct date){2026, 11, 23}), 0);
    CHECK_INT(date_weekday((struct date){2026, 11, 22}), 6);
    CHECK_INT(date_weekday((struct date){1945, 9, 2}), 6);
    CHECK_INT(date_weekday((struct date){1940, 1, 1}), 0);
}

TEST(today_follows_the_local_offset)
{
    const struct date before = date_today(1795366800 - 1, 420); /* 2026-11-22 23:59:59 +07 */
    const struct date after = date_today(1795366800, 420);
    CHECK_INT(before.day, 22);
    CHECK_INT(after.day, 23);
    CHECK_INT(after.year, 2026);
    CHECK_INT(date_today(-1, 0).year, 1969);
}

TEST(impossible_dates_are_refused)
{
    struct date d = {0};
    CHECK(!date_parse_digits("31022000", &d));
    CHECK(!date_parse_digits("01131995", &d));
    CHECK(!date_parse_digits("29022003", &d));
    CHECK(!date_parse_digits("2902200", &d));
    CHECK(!date_parse_digits("2902200x", &d));
    CHECK(!date_parse("2026-00-01", &d));
    CHECK(!date_parse("2026-01-00", &d));
    CHECK(!date_parse("2026/01/01", &d));
    CHECK(date_parse_digits("29022004", &d));
    CHECK_INT(d.day, 29);
}

TEST(partial_dates_are_kept_as_they_are)
{
    struct date d = {0};
    char text[DATE_TEXT_MAX];
    CHECK(date_parse("1960", &d));
    CHECK(!date_is_whole(d));
    date_write(d, text);
    CHECK_STR(text, "1960");
    CHECK(date_parse("1960-05", &d));
    date_write_local(d, text);
    CHECK_STR(text, "05/1960");
    CHECK(date_parse("1960-05-07", &d));
    date_write_local(d, text);
    CHECK_STR(text, "07/05/1960");
    date_write((struct date){0}, text);
    CHECK_STR(text, "");
}

TEST(comparison_uses_only_what_both_know)
{
    CHECK(date_compare((struct date){1960, 0, 0}, (struct date){1960, 5, 7}) == 0);
    CHECK(date_compare((struct date){1960, 6, 0}, (struct date){1960, 5, 7}) > 0);
    CHECK(date_compare((struct date){1960, 5, 6}, (struct date){1960, 5, 7}) < 0);
}

int main(void)
{
    RUN(days_count_from_1970_and_back);
    RUN(weekdays_are_right);
    RUN(today_follows_the_local_offset);
    RUN(impossible_dates_are_refused);
    RUN(partial_dates_are_kept_as_they_are);
    RUN(comparison_uses_only_what_both_know);
    return check_done();
}
