#include "app/later_guard.h"

#include <stdio.h>

#include "tests/check.h"

#define MINUTE ((uint64_t)60 * 1000)

static struct later_guard guard;

TEST(three_wrong_years_and_the_slip_rests_for_a_quarter_of_an_hour)
{
    guard = (struct later_guard){0};
    CHECK(!later_guard_rests(&guard, "a", MINUTE));
    CHECK(!later_guard_wrong(&guard, "a", MINUTE));
    CHECK(!later_guard_wrong(&guard, "a", MINUTE));
    CHECK(!later_guard_rests(&guard, "a", MINUTE));
    CHECK(later_guard_wrong(&guard, "a", 2 * MINUTE));
    CHECK(later_guard_rests(&guard, "a", 2 * MINUTE));
    CHECK(!later_guard_rests(&guard, "b", 2 * MINUTE)); /* another one does not */
    CHECK(later_guard_rests(&guard, "a", 17 * MINUTE - 1));
    CHECK(!later_guard_rests(&guard, "a", 17 * MINUTE));
    CHECK(!later_guard_wrong(&guard, "a", 17 * MINUTE)); /* counted anew */
}

TEST(the_right_year_forgets_the_wrong_ones)
{
    guard = (struct later_guard){0};
    CHECK(!later_guard_wrong(&guard, "a", MINUTE));
    CHECK(!later_guard_wrong(&guard, "a", MINUTE));
    later_guard_right(&guard, "a");
    later_guard_right(&guard, "never seen");
    CHECK(!later_guard_wrong(&guard, "a", MINUTE));
    CHECK(!later_guard_wrong(&guard, "a", MINUTE));
}

TEST(with_more_slips_than_places_the_one_seen_longest_ago_makes_room)
{
    char name[16];
    guard = (struct later_guard){0};
    for (int i = 0; i < LATER_GUARD_SLIPS; i++) {
        snprintf(name, sizeof name, "%d", i);
        for (int k = 0; k < LATER_GUARD_TRIES; k++) {
            (void)later_guard_wrong(&guard, name, MINUTE + (uint64_t)i);
        }
    }
    CHECK(!later_guard_wrong(&guard, "new", 2 * MINUTE));
    CHECK(!later_guard_rests(&guard, "0", 2 * MINUTE));
    CHECK(later_guard_rests(&guard, "1", 2 * MINUTE));
    CHECK(later_guard_rests(&guard, "15", 2 * MINUTE));
}

int main(void)
{
    RUN(three_wrong_years_and_the_slip_rests_for_a_quarter_of_an_hour);
    RUN(the_right_year_forgets_the_wrong_ones);
    RUN(with_more_slips_than_places_the_one_seen_longest_ago_makes_room);
    return check_done();
}
