/* Moments of signed texts: exactly one way to write each. */
#include "app/steward/moment.h"

#include "tests/check.h"

TEST(a_moment_is_read_and_written_back)
{
    static const struct {
        const char *text;
        int64_t seconds;
    } rows[] = {{"1970-01-01T00:00:00Z", 0},
                {"2026-11-28T06:00:00Z", 1795845600},
                {"2028-02-29T23:59:59Z", 1835481599},
                {"9999-12-31T23:59:59Z", INT64_C(253402300799)}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t got = -1;
        char text[MOMENT_TEXT];
        CHECK(moment_read(rows[i].text, &got));
        CHECK_INT(got, rows[i].seconds);
        moment_write(got, text);
        CHECK_STR(text, rows[i].text);
    }
}

TEST(anything_else_is_none)
{
    static const char *const bad[] = {"",
                                      "2026-11-28",
                                      "2026-11-28 06:00:00Z",
                                      "2026-11-28T06:00:00",
                                      "2026-11-28T06:00:00+07:00",
                                      "2026-11-28T06:00:00Z ",
                                      "2026-02-29T06:00:00Z",
                                      "2026-13-01T06:00:00Z",
                                      "2026-00-01T06:00:00Z",
                                      "2026-11-28T24:00:00Z",
                                      "2026-11-28T06:60:00Z",
                                      "2026-11-28T06:00:60Z",
                                      "1969-12-31T23:59:59Z",
                                      "-026-11-28T06:00:00Z"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int64_t got = 7;
        CHECK(!moment_read(bad[i], &got));
        CHECK_INT(got, 7);
    }
}

TEST(what_no_year_has_is_written_as_the_nearest)
{
    char text[MOMENT_TEXT];
    moment_write(-5, text);
    CHECK_STR(text, "1970-01-01T00:00:00Z");
    moment_write(INT64_MAX, text);
    CHECK_STR(text, "9999-12-31T23:59:59Z");
}

int main(void)
{
    RUN(a_moment_is_read_and_written_back);
    RUN(anything_else_is_none);
    RUN(what_no_year_has_is_written_as_the_nearest);
    return check_done();
}
