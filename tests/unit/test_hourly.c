#include "app/hourly.h"

#include "tests/check.h"

#define HOUR_MS 3600000U

static struct hourly hourly;

static bool reached(enum hourly_what what, int most, uint64_t now_ms)
{
    return hourly_reached(&hourly, what, most, now_ms);
}

TEST(the_limit_is_reached_by_what_was_done_within_the_hour)
{
    hourly_lift(&hourly);
    CHECK(!reached(HOURLY_CALLS, 1, 0));
    hourly_note(&hourly, HOURLY_CALLS, 0);
    hourly_note(&hourly, HOURLY_CALLS, HOUR_MS / 2);
    CHECK(reached(HOURLY_CALLS, 2, HOUR_MS - 1));
    CHECK(!reached(HOURLY_CALLS, 3, HOUR_MS - 1));
    CHECK(!reached(HOURLY_CALLS, 2, HOUR_MS)); /* the first is an hour old */
    CHECK(reached(HOURLY_CALLS, 1, HOUR_MS));
    CHECK(!reached(HOURLY_CALLS, 1, HOUR_MS + HOUR_MS / 2));
}

TEST(each_kind_counts_for_itself_and_none_is_no_limit)
{
    hourly_lift(&hourly);
    for (int i = 0; i < 10; i++) {
        hourly_note(&hourly, HOURLY_TICKETS, 1);
    }
    CHECK(reached(HOURLY_TICKETS, 10, 2));
    CHECK(!reached(HOURLY_TICKETS, 0, 2));
    CHECK(!reached(HOURLY_APPLICATIONS, 1, 2));
    CHECK(!reached(HOURLY_LOOKUPS, 1, 2));
}

TEST(an_officer_lifts_it_and_it_counts_anew)
{
    hourly_lift(&hourly);
    hourly_note(&hourly, HOURLY_LOOKUPS, 5);
    CHECK(reached(HOURLY_LOOKUPS, 1, 6));
    hourly_lift(&hourly);
    CHECK(!reached(HOURLY_LOOKUPS, 1, 6));
    hourly_note(&hourly, HOURLY_LOOKUPS, 7);
    CHECK(reached(HOURLY_LOOKUPS, 1, 8));
}

TEST(more_than_it_can_hold_keeps_the_newest)
{
    hourly_lift(&hourly);
    for (uint64_t i = 0; i < 3 * HOURLY_MOST; i++) {
        hourly_note(&hourly, HOURLY_CALLS, i);
    }
    CHECK(reached(HOURLY_CALLS, HOURLY_MOST, 3 * HOURLY_MOST));
    CHECK(reached(HOURLY_CALLS, 1, HOUR_MS + 3 * HOURLY_MOST - 2)); /* only the last is younger */
    CHECK(!reached(HOURLY_CALLS, 2, HOUR_MS + 3 * HOURLY_MOST - 2));
}

int main(void)
{
    RUN(the_limit_is_reached_by_what_was_done_within_the_hour);
    RUN(each_kind_counts_for_itself_and_none_is_no_limit);
    RUN(an_officer_lifts_it_and_it_counts_anew);
    RUN(more_than_it_can_hold_keeps_the_newest);
    return check_done();
}
