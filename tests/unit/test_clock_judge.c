#include "app/clock_judge.h"

#include "tests/check.h"

#define NOW   ((int64_t)1795400640) /* 23 November 2026 */
#define YEARS ((int64_t)4 * 365 * 86400)

static struct clock_judge c;
static uint64_t ms;

static void begin(int64_t wall_s)
{
    c = (struct clock_judge){.seen = false};
    ms = 5000;
    clock_judge_look(&c, wall_s, ms);
}

/* So much later by the monotonic clock. */
static void look(int64_t wall_s, int after_s)
{
    ms += (uint64_t)after_s * 1000;
    clock_judge_look(&c, wall_s, ms);
}

TEST(a_clock_that_goes_on_is_believed_and_forgets_only_by_the_portals_word)
{
    begin(NOW);
    for (int i = 1; i <= 3; i++) {
        look(NOW + i * (int64_t)86400, 86400);
        CHECK_INT(clock_judge_doubt(&c), CLOCK_WELL);
        CHECK(clock_judge_knows_day(&c));
        CHECK(!clock_judge_may_forget(&c));
    }
    clock_judge_told(&c, -CLOCK_APART_S);
    CHECK_INT(clock_judge_doubt(&c), CLOCK_WELL);
    CHECK(clock_judge_may_forget(&c));
    CHECK(clock_judge_best_s(&c) == NOW + (int64_t)3 * 86400);
}

TEST(looks_within_a_second_are_no_jump)
{
    begin(NOW);
    for (int i = 0; i < 100000; i++) {
        ms += 7;
        clock_judge_look(&c, NOW + (int64_t)(ms - 5000) / 1000, ms);
    }
    CHECK_INT(clock_judge_doubt(&c), CLOCK_WELL);
    CHECK_INT(c.off_s, 0);
}

TEST(a_clock_of_1970_is_early_and_stands_on_the_day_before_the_program)
{
    begin(3600);
    CHECK_INT(clock_judge_doubt(&c), CLOCK_EARLY);
    CHECK(!clock_judge_knows_day(&c));
    CHECK(!clock_judge_may_forget(&c));
    CHECK(clock_judge_best_s(&c) == CLOCK_LEAST - 86400 + 5);
    look(3610, 10);
    CHECK(clock_judge_best_s(&c) == CLOCK_LEAST - 86400 + 15); /* it goes on */
    look(NOW, 1);                                              /* the network sets it */
    CHECK_INT(clock_judge_doubt(&c), CLOCK_WELL);
    CHECK(clock_judge_best_s(&c) == NOW);
    CHECK(!clock_judge_may_forget(&c));
}

TEST(a_clock_of_1970_with_the_portals_word_knows_the_day)
{
    begin(3600);
    clock_judge_told(&c, NOW - 3600);
    CHECK_INT(clock_judge_doubt(&c), CLOCK_APART);
    CHECK(clock_judge_knows_day(&c));
    CHECK(!clock_judge_may_forget(&c));
    look(3660, 60);
    CHECK(clock_judge_best_s(&c) == NOW + 60);
    look(NOW + 61, 1); /* set right */
    CHECK_INT(clock_judge_doubt(&c), CLOCK_WELL);
    CHECK(clock_judge_may_forget(&c));
}

TEST(a_jump_ahead_and_back_leaves_the_time_before_it)
{
    static const int64_t jumps[] = {NOW + YEARS, 2147400000};
    for (size_t i = 0; i < sizeof jumps / sizeof jumps[0]; i++) {
        begin(NOW);
        look(jumps[i], 10);
        CHECK_INT(clock_judge_doubt(&c), CLOCK_JUMPED);
        CHECK(!clock_judge_knows_day(&c));
        CHECK(clock_judge_best_s(&c) == NOW + 10);
        look(jumps[i] + 600, 600); /* standing still there proves nothing */
        CHECK_INT(clock_judge_doubt(&c), CLOCK_JUMPED);
        CHECK(clock_judge_best_s(&c) == NOW + 610);
        look(NOW + 620, 10);
        CHECK_INT(clock_judge_doubt(&c), CLOCK_WELL);
        CHECK(clock_judge_best_s(&c) == NOW + 620);
    }
}

TEST(a_jump_after_the_portals_word_is_seen_through)
{
    begin(NOW);
    clock_judge_told(&c, 0);
    CHECK(clock_judge_may_forget(&c));
    look(NOW + YEARS, 10);
    CHECK_INT(clock_judge_doubt(&c), CLOCK_APART);
    CHECK(clock_judge_knows_day(&c));
    CHECK(!clock_judge_may_forget(&c));
    CHECK(clock_judge_best_s(&c) == NOW + 10);
    clock_judge_told(&c, -YEARS + 20); /* the portal says nearly the same */
    CHECK(clock_judge_best_s(&c) == NOW + 20);
}

TEST(back_two_hours_is_in_doubt_until_the_portal_says_so)
{
    begin(NOW);
    look(NOW - 7200, 1);
    CHECK_INT(clock_judge_doubt(&c), CLOCK_JUMPED);
    CHECK(clock_judge_best_s(&c) == NOW - 7200); /* the earlier: by it nothing has run out */
    clock_judge_told(&c, 3);
    CHECK_INT(clock_judge_doubt(&c), CLOCK_WELL);
    CHECK(clock_judge_may_forget(&c));
}

TEST(a_portal_of_another_age_is_not_believed)
{
    begin(NOW);
    clock_judge_told(&c, -NOW);
    clock_judge_told(&c, INT64_MIN);
    clock_judge_told(&c, INT64_MAX);
    clock_judge_told(&c, (int64_t)40 * 365 * 86400);
    CHECK_INT(clock_judge_doubt(&c), CLOCK_WELL);
    CHECK(!clock_judge_may_forget(&c));
    begin(3600);
    clock_judge_told(&c, 0); /* it says 1970, too */
    CHECK_INT(clock_judge_doubt(&c), CLOCK_EARLY);
}

int main(void)
{
    RUN(a_clock_that_goes_on_is_believed_and_forgets_only_by_the_portals_word);
    RUN(looks_within_a_second_are_no_jump);
    RUN(a_clock_of_1970_is_early_and_stands_on_the_day_before_the_program);
    RUN(a_clock_of_1970_with_the_portals_word_knows_the_day);
    RUN(a_jump_ahead_and_back_leaves_the_time_before_it);
    RUN(a_jump_after_the_portals_word_is_seen_through);
    RUN(back_two_hours_is_in_doubt_until_the_portal_says_so);
    RUN(a_portal_of_another_age_is_not_believed);
    return check_done();
}
