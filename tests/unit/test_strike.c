#include "app/strike.h"

#include "tests/check.h"

static const struct strike_times usual = {500, 2000, 2000};
static struct strike s;

TEST(a_second_strike_of_the_same_key_within_half_a_second_does_not_count)
{
    s = (struct strike){0};
    CHECK(strike_down(&s, &usual, 1, 0)); /* the first ever counts, also at 0 */
    CHECK(!strike_down(&s, &usual, 1, 499));
    CHECK(strike_down(&s, &usual, 1, 500));
    CHECK(!strike_down(&s, &usual, 1, 999)); /* counted from the one that counted */
    CHECK(strike_down(&s, &usual, 2, 999));  /* another key is meant */
    CHECK(strike_down(&s, &usual, 1, 1000));
    const struct strike_times off = {0, 2000, 2000};
    CHECK(strike_down(&s, &off, 1, 1000));
}

TEST(a_held_key_repeats_after_two_seconds_and_then_every_two)
{
    int key = -1;
    s = (struct strike){0};
    CHECK_INT(strike_deadline_ms(&s, &usual, 0), -1);
    CHECK(strike_down(&s, &usual, 3, 100));
    CHECK_INT(strike_deadline_ms(&s, &usual, 100), 2000);
    CHECK(!strike_repeats(&s, &usual, 2099, &key));
    CHECK(strike_repeats(&s, &usual, 2100, &key));
    CHECK_INT(key, 3);
    CHECK(!strike_repeats(&s, &usual, 4099, &key));
    CHECK(strike_repeats(&s, &usual, 9000, &key)); /* a late turn catches nothing up */
    CHECK(!strike_repeats(&s, &usual, 9000, &key));
    strike_up(&s, 2); /* not the one that is held */
    CHECK(strike_repeats(&s, &usual, 11000, &key));
    strike_up(&s, 3);
    CHECK(!strike_repeats(&s, &usual, 90000, &key));
    CHECK_INT(strike_deadline_ms(&s, &usual, 90000), -1);
}

TEST(a_key_that_is_stuck_repeats_no_more_until_it_went_up)
{
    int key = -1, repeats = 0;
    s = (struct strike){0};
    CHECK(strike_down(&s, &usual, 3, 0));
    for (uint64_t now = 0; now < 600000; now += 100) {
        repeats += strike_repeats(&s, &usual, now, &key);
    }
    CHECK_INT(repeats, 7); /* at 2, 4, ... 14 s */
    CHECK_INT(strike_deadline_ms(&s, &usual, 15000), -1);
    CHECK(strike_down(&s, &usual, 1, 600000)); /* the other keys work beside it */
    strike_up(&s, 1);
    strike_up(&s, 3);
    CHECK(strike_down(&s, &usual, 3, 700000));
    CHECK(strike_repeats(&s, &usual, 702000, &key));
}

TEST(a_strike_that_does_not_count_is_not_held)
{
    int key = -1;
    s = (struct strike){0};
    CHECK(strike_down(&s, &usual, 3, 0));
    strike_up(&s, 3);
    CHECK(!strike_down(&s, &usual, 3, 100));
    CHECK(!strike_repeats(&s, &usual, 5000, &key));
}

TEST(repeating_can_be_switched_off)
{
    const struct strike_times never = {500, 0, 2000};
    int key = -1;
    s = (struct strike){0};
    CHECK(strike_down(&s, &never, 3, 0));
    CHECK(!strike_repeats(&s, &never, 100000, &key));
    CHECK_INT(strike_deadline_ms(&s, &never, 100), -1);
}

int main(void)
{
    RUN(a_second_strike_of_the_same_key_within_half_a_second_does_not_count);
    RUN(a_held_key_repeats_after_two_seconds_and_then_every_two);
    RUN(a_key_that_is_stuck_repeats_no_more_until_it_went_up);
    RUN(a_strike_that_does_not_count_is_not_held);
    RUN(repeating_can_be_switched_off);
    return check_done();
}
