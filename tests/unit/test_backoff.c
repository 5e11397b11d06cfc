#include "app/courier/backoff.h"

#include "tests/check.h"

TEST(waits_stay_under_a_ceiling_that_doubles_up_to_the_cap)
{
    struct port_random random = random_seeded(3);
    const struct backoff b = {&random, 5000, 3600000};
    static const int64_t ceilings[] = {5000, 10000, 20000, 40000, 80000};
    for (int attempt = 1; attempt <= 5; attempt++) {
        int64_t most = 0;
        int64_t least = INT64_MAX;
        for (int i = 0; i < 500; i++) {
            const int64_t wait = backoff_ms(&b, attempt);
            most = wait > most ? wait : most;
            least = wait < least ? wait : least;
        }
        CHECK(least >= 0 && least < ceilings[attempt - 1] / 10);
        CHECK(most <= ceilings[attempt - 1] && most > ceilings[attempt - 1] * 9 / 10);
    }
    for (int i = 0; i < 500; i++) {
        CHECK(backoff_ms(&b, 1000000) <= 3600000);
    }
}

TEST(a_practice_that_waits_for_nothing_does_not)
{
    struct port_random random = random_seeded(3);
    const struct backoff b = {&random, 0, 3600000};
    CHECK_INT(backoff_ms(&b, 1), 0);
    CHECK_INT(backoff_ms(&b, 9), 0);
}

TEST(the_portals_word_wins_up_to_a_day)
{
    struct port_random random = random_seeded(3);
    const struct backoff b = {&random, 5000, 3600000};
    CHECK_INT(backoff_asked_ms(&b, 1, 0), 0);
    CHECK_INT(backoff_asked_ms(&b, 1, 7200), 7200000);
    CHECK_INT(backoff_asked_ms(&b, 1, INT64_MAX), 86400000);
    CHECK(backoff_asked_ms(&b, 1, -1) <= 5000);
}

TEST(without_randomness_it_waits_the_whole_time)
{
    struct port_random random = random_seeded(3);
    random.fail_after = 1;
    const struct backoff b = {&random, 5000, 3600000};
    CHECK_INT(backoff_ms(&b, 2), 10000);
}

int main(void)
{
    RUN(waits_stay_under_a_ceiling_that_doubles_up_to_the_cap);
    RUN(a_practice_that_waits_for_nothing_does_not);
    RUN(the_portals_word_wins_up_to_a_day);
    RUN(without_randomness_it_waits_the_whole_time);
    return check_done();
}
