#include "app/scan.h"

#include "tests/check.h"

#define EVERY 1500

static struct scan scan;

TEST(at_rest_nothing_moves)
{
    scan = (struct scan){.on = false};
    CHECK(!scan_moves(&scan, EVERY, 100000));
    CHECK_INT(scan_deadline_ms(&scan, EVERY, 100000), -1);
    scan_start(&scan, 0);
    CHECK(!scan_moves(&scan, 0, 100000)); /* she steps herself */
    CHECK_INT(scan_deadline_ms(&scan, 0, 100000), -1);
}

TEST(it_goes_on_after_the_set_time_and_waits_for_the_voice)
{
    scan = (struct scan){.on = false};
    scan_start(&scan, 1000);
    CHECK(!scan_moves(&scan, EVERY, 2499));
    CHECK_INT(scan_deadline_ms(&scan, EVERY, 2499), 1);
    CHECK(scan_moves(&scan, EVERY, 2500));
    CHECK(!scan_moves(&scan, EVERY, 2501));
    scan_hear(&scan, 6000); /* a long sentence */
    CHECK(!scan_moves(&scan, EVERY, 7499));
    CHECK(scan_moves(&scan, EVERY, 7500));
    CHECK_INT(scan_deadline_ms(&scan, EVERY, 9100), 0); /* a late turn moves once */
    CHECK(scan_moves(&scan, EVERY, 19100));
    CHECK(!scan_moves(&scan, EVERY, 19101));
}

TEST(after_some_rounds_it_rests_and_a_strike_begins_anew)
{
    scan = (struct scan){.on = false};
    scan_start(&scan, 0);
    for (int i = 0; i < SCAN_ROUNDS; i++) {
        CHECK(scan.on);
        scan_round(&scan);
    }
    CHECK(!scan.on);
    CHECK(!scan_moves(&scan, EVERY, 100000));
    scan_start(&scan, 100000);
    scan_round(&scan);
    scan_start(&scan, 100001); /* a strike gives all rounds again */
    for (int i = 1; i < SCAN_ROUNDS; i++) {
        scan_round(&scan);
    }
    CHECK(scan_moves(&scan, EVERY, 200000));
    scan_stop(&scan);
    CHECK(!scan_moves(&scan, EVERY, 300000));
}

int main(void)
{
    RUN(at_rest_nothing_moves);
    RUN(it_goes_on_after_the_set_time_and_waits_for_the_voice);
    RUN(after_some_rounds_it_rests_and_a_strike_begins_anew);
    return check_done();
}
