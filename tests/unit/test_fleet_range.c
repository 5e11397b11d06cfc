/* Ranges, tags and sleeps of the fleet double. */
#include "platform/sim/fleet/nap.h"
#include "platform/sim/fleet/range.h"
#include "tests/check.h"

/* "PART 10+11" of a file of 1000 bytes. */
static void check_range(const char *header, enum range want, int64_t from, int64_t length)
{
    int64_t f = -1;
    int64_t l = -1;
    const enum range got = range_read(header, 1000, &f, &l);
    if (got != want || f != from || l != length) {
        printf("# %s: %d %lld+%lld\n", header, (int)got, (long long)f, (long long)l);
        check_bad = true;
    }
}

TEST(one_range_is_a_part)
{
    check_range("bytes=0-", RANGE_PART, 0, 1000);
    check_range("bytes=10-20", RANGE_PART, 10, 11);
    check_range("bytes=999-999", RANGE_PART, 999, 1);
    check_range("bytes=990-5000", RANGE_PART, 990, 10);
    check_range("bytes=-10", RANGE_PART, 990, 10);
    check_range("bytes=-5000", RANGE_PART, 0, 1000);
}

TEST(what_is_no_range_is_refused)
{
    static const char *const wrong[] = {"bytes=1000-",
                                        "bytes=20-10",
                                        "bytes=-",
                                        "bytes=-0",
                                        "bytes=a-b",
                                        "bytes=1",
                                        "lines=1-2",
                                        "bytes=1-2x",
                                        "bytes=1-2,x-",
                                        "bytes=",
                                        "bytes=--1",
                                        "",
                                        "bytes=99999999999999999999-"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        check_range(wrong[i], RANGE_WRONG, 0, 1000);
    }
}

TEST(none_or_many_are_the_whole)
{
    check_range(NULL, RANGE_WHOLE, 0, 1000);
    check_range("bytes=0-1,5-6", RANGE_WHOLE, 0, 1000);
    int64_t from = 0;
    int64_t length = 0;
    CHECK_INT(range_read("bytes=0-", 0, &from, &length), RANGE_WRONG);
}

TEST(tags_are_found_with_and_without_quotes)
{
    CHECK(range_names("\"abc\"", "abc"));
    CHECK(range_names("abc", "abc"));
    CHECK(range_names("W/\"abc\"", "abc"));
    CHECK(range_names("\"x\", \"abc\"", "abc"));
    CHECK(range_names("*", "abc"));
    CHECK(!range_names("\"abcd\"", "abc"));
    CHECK(!range_names("\"ab\"", "abc"));
    CHECK(!range_names("", "abc"));
    CHECK(!range_names("\"", "abc"));
}

TEST(if_range_is_a_tag_or_a_date)
{
    const int64_t changed = 1795842000000; /* Sat, 28 Nov 2026 05:00:00 GMT */
    CHECK(range_still(NULL, "abc", changed));
    CHECK(range_still("\"abc\"", "abc", changed));
    CHECK(!range_still("\"abd\"", "abc", changed));
    CHECK(range_still("Sat, 28 Nov 2026 05:00:00 GMT", "abc", changed));
    CHECK(range_still("Sun, 29 Nov 2026 05:00:00 GMT", "abc", changed));
    CHECK(!range_still("Fri, 27 Nov 2026 05:00:00 GMT", "abc", changed));
    CHECK(!range_still("yesterday", "abc", changed));
}

TEST(sleeps_are_written_in_both_ways)
{
    char text[40];
    nap_write(300, text, sizeof text);
    CHECK_STR(text, "00:05:00");
    nap_write(86399, text, sizeof text);
    CHECK_STR(text, "23:59:59");
    nap_write(86400 + 2 * 3600 + 3 * 60 + 4, text, sizeof text);
    CHECK_STR(text, "P1DT2H3M4S");
    CHECK_INT(nap_read(text), 93784);
}

TEST(sleeps_are_read_or_not)
{
    CHECK_INT(nap_read("00:00:30"), 30);
    CHECK_INT(nap_read("P2D"), 172800);
    CHECK_INT(nap_read("PT90S"), 90);
    CHECK_INT(nap_read("PT1H30M"), 5400);
    static const char *const wrong[] = {"",     "P",   "1:2:3", "00:00:3x", "P1X",
                                        "PT1D", "P1H", "soon",  "000:00:0", "PT9999999999S"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK_INT(nap_read(wrong[i]), -1);
    }
}

TEST(a_coming_window_shortens_the_sleep)
{
    CHECK_INT(nap_before(300, 0, 600000), 200);
    CHECK_INT(nap_before(300, 0, 60000), NAP_SHORTEST);
    CHECK_INT(nap_before(300, 0, 36000000), 300);
    CHECK_INT(nap_before(10, 0, 60000), 10);
}

TEST(a_window_opens_and_lapses)
{
    CHECK_INT(window_at(0, 0, 5), WINDOW_NONE);
    CHECK_INT(window_at(10, 20, 9), WINDOW_COMING);
    CHECK_INT(window_at(10, 20, 10), WINDOW_OPEN);
    CHECK_INT(window_at(10, 20, 20), WINDOW_LAPSED);
}

int main(void)
{
    RUN(one_range_is_a_part);
    RUN(what_is_no_range_is_refused);
    RUN(none_or_many_are_the_whole);
    RUN(tags_are_found_with_and_without_quotes);
    RUN(if_range_is_a_tag_or_a_date);
    RUN(sleeps_are_written_in_both_ways);
    RUN(sleeps_are_read_or_not);
    RUN(a_coming_window_shortens_the_sleep);
    RUN(a_window_opens_and_lapses);
    return check_done();
}
