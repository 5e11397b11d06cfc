#include "app/steward/schedule.h"

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
    RUN(without_random_bytes_it_still_waits);
    return check_done();
}
