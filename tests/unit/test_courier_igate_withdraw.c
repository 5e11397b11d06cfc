#define _GNU_SOURCE /* nftw, memmem */
#include "tests/unit/igate_portal.h"

static void withdraw(void)
{
    CHECK_INT(outbox_withdraw(w.kiosk, EXAMPLE_UUID).code, ERR_NONE);
}

TEST(a_withdrawal_asks_by_the_number)
{
    for (int after = 0; after < 2; after++) {
        begin(100);
        fault_at(7, 1, (struct http_step){.error = ERR(ERR_TIMEOUT, 28, "test")}, after != 0);
        round_of(false);
        withdraw();
        round_of(false);
        wait_s(600);
        round_of(false);
        CHECK_INT(row().state, after != 0 ? OUTBOX_RECEIVED : OUTBOX_WITHDRAWN);
        CHECK_INT(server.dossiers, after);
        world_close();
    }
}

TEST(without_a_create_of_ours_a_withdrawal_takes_no_file_for_its_own)
{
    for (int at = 2; at <= 4; at += 2) { /* without a number, and with one that another has */
        begin(100);
        fault_at(at, 1, (struct http_step){.error = ERR(ERR_TIMEOUT, 28, "test")}, true);
        round_of(false);
        snprintf(server.number, sizeof server.number, "H21-1");
        withdraw();
        round_of(false);
        CHECK_INT(row().state, OUTBOX_WITHDRAWN);
        CHECK_STR(row().file_number, "");
        world_close();
    }
}

TEST(where_a_person_must_look_a_withdrawal_waits_for_her)
{
    begin(100);
    fault_at(7, 1, say(409, "{\"code\":\"DUPLICATE\"}"), true);
    round_of(false);
    CHECK_STR(row().last_reason, "whose-file");
    withdraw();
    round_of(false);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_STR(row().last_reason, "whose-file");
    CHECK_INT(row().withdrawal, OUTBOX_WITHDRAWAL_NONE);
    CHECK_STR(row().file_number, "");
    world_close();
}

TEST(after_a_lost_queue_a_person_must_look_before_it_is_withdrawn)
{
    begin(100);
    fault_at(7, 1, (struct http_step){.error = ERR(ERR_UNKNOWN_OUTCOME, 56, "test")}, false);
    round_of(false);
    courier_close(&w.courier);
    CHECK(truncate(scratch("courier.db"), 700) == 0);
    (void)unlink(scratch("courier.db-wal"));
    open_courier();
    withdraw();
    round_of(false);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_STR(row().last_reason, "queue-lost");
    CHECK_INT(row().withdrawal, OUTBOX_WITHDRAWAL_NONE);
    withdraw(); /* she looked, and it is not there */
    wait_s(600);
    round_of(false);
    CHECK_INT(row().state, OUTBOX_WITHDRAWN);
    world_close();
}

int main(void)
{
    RUN(a_withdrawal_asks_by_the_number);
    RUN(without_a_create_of_ours_a_withdrawal_takes_no_file_for_its_own);
    RUN(where_a_person_must_look_a_withdrawal_waits_for_her);
    RUN(after_a_lost_queue_a_person_must_look_before_it_is_withdrawn);
    scratch_close();
    return check_done();
}
