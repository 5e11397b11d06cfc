/* The seconds from saved to received, of today's alone, each once, and nothing under five. */
#define _GNU_SOURCE /* nftw */
#include "app/steward/ack_times.h"

#include <stdio.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

#define H        "31ca5e1b95b91238cc750cadb0eb0797851ff44703d23105ac65cc85067ea0c9"
#define MIDNIGHT INT64_C(1795366800)
#define DAY_S    86400

static struct ack_times times;
static int seq;

static void put(int64_t at, enum event_id id, int64_t waited)
{
    FILE *f = fopen(scratch("courier-1.log"), "a");
    CHECK(f != NULL);
    if (f != NULL) {
        fprintf(f, "%d %lld %s 1 %lld " H "\n", ++seq, (long long)at, log_event_name(id),
                (long long)waited);
        fclose(f);
    }
}

static void begin(void)
{
    (void)scratch_open_in_memory();
    times = (struct ack_times){.count = 0};
    seq = 0;
}

static int64_t look(int64_t midnight)
{
    ack_times_look(&times, scratch_root, midnight);
    return ack_times_median(&times);
}

TEST(under_five_nothing_is_said)
{
    begin();
    CHECK_INT(look(MIDNIGHT), -1); /* no log */
    for (int i = 0; i < 4; i++) {
        put(MIDNIGHT + 100 + i, EV_RECEIVED, 10);
    }
    CHECK_INT(look(MIDNIGHT), -1);
    put(MIDNIGHT + 200, EV_RECEIVED, 10);
    CHECK_INT(look(MIDNIGHT), 10);
    scratch_close();
}

TEST(half_waited_at_most_so_long)
{
    static const int64_t waited[] = {7200, 3, 5, 4, 90000, 6};
    begin();
    for (int i = 0; i < 6; i++) {
        put(MIDNIGHT + i, EV_RECEIVED, waited[i]);
        put(MIDNIGHT + i, EV_SENT, 1);
        (void)look(MIDNIGHT); /* in between, as each quarter does */
    }
    CHECK_INT(times.count, 6);
    CHECK_INT(look(MIDNIGHT), 5);
    times = (struct ack_times){.count = 0}; /* the steward starts anew */
    CHECK_INT(look(MIDNIGHT), 5);
    scratch_close();
}

TEST(another_day_and_what_nobody_knows_is_not_of_it)
{
    begin();
    for (int i = 0; i < 9; i++) {
        put(MIDNIGHT - 1 - i, EV_RECEIVED, 1);
        put(MIDNIGHT + DAY_S + i, EV_RECEIVED, 2);
        put(MIDNIGHT + i, EV_RECEIVED, -1); /* saved by a clock in doubt */
    }
    CHECK_INT(look(MIDNIGHT), -1);
    CHECK_INT(times.count, 0);
    for (int i = 0; i < 5; i++) {
        put(MIDNIGHT + DAY_S + 100 + i, EV_RECEIVED, 8);
    }
    CHECK_INT(look(MIDNIGHT + DAY_S), 8);
    CHECK_INT(look(MIDNIGHT + 2 * DAY_S), -1);
    scratch_close();
}

TEST(of_a_day_that_is_too_full_the_first_are_kept)
{
    begin();
    for (int i = 0; i < ACK_MOST + 50; i++) {
        put(MIDNIGHT + i, EV_RECEIVED, i < ACK_MOST ? 7 : 9);
    }
    CHECK_INT(look(MIDNIGHT), 7);
    CHECK_INT(times.count, ACK_MOST);
    CHECK_INT(times.waited[ACK_MOST - 1], 7);
    scratch_close();
}

int main(void)
{
    RUN(under_five_nothing_is_said);
    RUN(half_waited_at_most_so_long);
    RUN(another_day_and_what_nobody_knows_is_not_of_it);
    RUN(of_a_day_that_is_too_full_the_first_are_kept);
    return check_done();
}
