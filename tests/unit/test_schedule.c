#include "app/steward/schedule.h"

#include <stdio.h>

#include "tests/check.h"

static struct port_random random_port;

static struct schedule begin(uint64_t seed, int64_t sleep_s)
{
    random_port = random_seeded(seed);
    return (struct schedule){
        .random = &random_port, .pace_ms = SCHEDULE_PACE_MS, .sleep_s = sleep_s};
}

TEST(the_first_poll_is_anywhere_in_the_first_five_minutes)
{
    int64_t least = INT64_MAX;
    int64_t most = 0;
    for (uint64_t seed = 1; seed <= 2000; seed++) {
        struct schedule s = begin(seed, 86400);
        schedule_first(&s, 1000);
        const int64_t wait = s.next_ms - 1000;
        least = wait < least ? wait : least;
        most = wait > most ? wait : most;
    }
    CHECK(least >= 0 && least < 2000);
    CHECK(most <= 300000 && most > 298000);
    struct schedule s = begin(7, 60);
    schedule_first(&s, 0);
    CHECK(s.next_ms <= 60000);
}

TEST(later_polls_scatter_by_a_tenth)
{
    int64_t least = INT64_MAX;
    int64_t most = 0;
    struct schedule s = begin(3, 0);
    for (int i = 0; i < 2000; i++) {
        schedule_answered(&s, 5000, 600);
        const int64_t wait = s.next_ms - 5000;
        least = wait < least ? wait : least;
        most = wait > most ? wait : most;
    }
    CHECK(least >= 540000 && least < 542000);
    CHECK(most <= 660000 && most > 658000);
    schedule_answered(&s, 0, -1); /* a sleep that made no sense leaves the one before */
    CHECK(s.next_ms >= 540000);
    schedule_answered(&s, 0, 30);
    CHECK(s.next_ms >= SCHEDULE_PACE_MS);
}

TEST(failures_wait_at_random_under_a_doubling_ceiling)
{
    int64_t most[12] = {0};
    for (uint64_t seed = 1; seed <= 500; seed++) {
        struct schedule s = begin(seed, 300);
        for (int i = 0; i < 12; i++) {
            schedule_failed(&s, 0, -1);
            most[i] = s.next_ms > most[i] ? s.next_ms : most[i];
            CHECK(s.next_ms >= SCHEDULE_PACE_MS);
        }
    }
    CHECK(most[0] == SCHEDULE_PACE_MS); /* 15 s is under the pace */
    CHECK(most[3] <= 120000 && most[3] > 115000);
    CHECK(most[11] <= SCHEDULE_CAP_MS && most[11] > SCHEDULE_CAP_MS * 9 / 10);
}

TEST(what_the_server_asks_for_wins_up_to_six_hours)
{
    struct schedule s = begin(1, 300);
    schedule_failed(&s, 0, 120);
    CHECK_INT(s.next_ms, 120000);
    schedule_failed(&s, 0, 5);
    CHECK_INT(s.next_ms, SCHEDULE_PACE_MS);
    schedule_failed(&s, 0, 1000000);
    CHECK_INT(s.next_ms, 6LL * 3600 * 1000);
    schedule_answered(&s, 0, 300);
    CHECK_INT(s.failures, 0);
}

TEST(hurry_shortens_a_wait_and_never_breaks_the_pace)
{
    struct schedule s = begin(1, 300);
    schedule_failed(&s, 1000, 3600);
    schedule_hurry(&s, 2000);
    CHECK(s.next_ms >= 1000 + SCHEDULE_PACE_MS && s.next_ms <= 1000 + 2 * SCHEDULE_PACE_MS);
    const int64_t before = s.next_ms;
    schedule_hurry(&s, 2000000);
    CHECK_INT(s.next_ms, before);
}

/* As many as a country has, all of which hear in one moment that the line is back. */
TEST(a_line_that_comes_back_to_all_at_once_makes_no_storm)
{
    enum { KIOSKS = 50000, WINDOW = 300, BACK = 7200 };
    static int per_second[BACK + WINDOW + 60];
    int most = 0;
    int64_t last = 0;
    struct schedule s = begin(5, 300);
    for (int i = 0; i < KIOSKS; i++) {
        s.last_ms = (int64_t)(BACK - i % 3600) * 1000; /* its last try, of a ceiling of an hour */
        s.next_ms = s.last_ms + SCHEDULE_CAP_MS;
        schedule_line_back(&s, (int64_t)BACK * 1000);
        CHECK(s.next_ms >= (int64_t)BACK * 1000 && s.next_ms - s.last_ms >= SCHEDULE_PACE_MS);
        last = s.next_ms > last ? s.next_ms : last;
        const int64_t second = s.next_ms / 1000;
        if (second < BACK + WINDOW + 60) {
            per_second[second]++;
        }
    }
    for (int second = BACK; second < BACK + WINDOW + 60; second++) {
        most = per_second[second] > most ? per_second[second] : most;
    }
    printf("# %d kiosks: at most %d a second, the last after %lld s\n", KIOSKS, most,
           (long long)(last / 1000 - BACK));
    CHECK(most < 2 * KIOSKS / WINDOW); /* evenly it is 166 */
    CHECK(last > (int64_t)(BACK + WINDOW - 2) * 1000);
    CHECK(last <= (int64_t)(BACK + WINDOW) * 1000 + SCHEDULE_PACE_MS);
    struct schedule often = begin(5, 60); /* who is asked to come often has a shorter one */
    often.next_ms = INT64_MAX;
    schedule_line_back(&often, (int64_t)BACK * 1000);
    CHECK(often.next_ms <= (int64_t)(BACK + 60) * 1000);
}

TEST(without_random_bytes_it_still_waits)
{
    struct schedule s = begin(1, 300);
    random_port.fail_after = 1;
    schedule_first(&s, 0);
    CHECK_INT(s.next_ms, 150000);
    CHECK_INT(schedule_again_ms(&s, 1, -1), SCHEDULE_BASE_MS);
    CHECK_INT(schedule_again_ms(&s, 1, 0), 1000);
}

int main(void)
{
    RUN(the_first_poll_is_anywhere_in_the_first_five_minutes);
    RUN(later_polls_scatter_by_a_tenth);
    RUN(failures_wait_at_random_under_a_doubling_ceiling);
    RUN(what_the_server_asks_for_wins_up_to_six_hours);
    RUN(hurry_shortens_a_wait_and_never_breaks_the_pace);
    RUN(a_line_that_comes_back_to_all_at_once_makes_no_storm);
    RUN(without_random_bytes_it_still_waits);
    return check_done();
}
