#define _GNU_SOURCE /* nftw */
#include "tests/unit/courier_rest_portal.h"

#define OTHER_UUID "6ba7b811-9dad-41d1-80b4-00c04fd430c8"

static atomic_bool stop;

static void save_other(void)
{
    const struct record r = record_of_pages(OTHER_UUID);
    CHECK_INT(outbox_put(w.kiosk, &r).code, ERR_NONE);
}

static void stop_now(void)
{
    atomic_store(&stop, true);
}

/* What is on its way is finished; nothing is begun, and nobody is asked. */
TEST(a_courier_that_is_asked_to_stop_ends_after_the_application_it_has)
{
    struct outbox_row other;
    rest_begin(true);
    save_other();
    world_extras.stop = &stop;
    restart_courier();
    server.meanwhile = stop_now;
    w.courier.check_ms = 0;
    struct courier_report report;
    CHECK_INT(courier_round(&w.courier, false, &report).code, ERR_NONE);
    CHECK(!failed(outbox_find(w.kiosk, OTHER_UUID, &other)));
    CHECK_INT(other.attempts, 0);
    CHECK_INT(server.record_puts, 1);
    CHECK(strstr(w.http.heard, "GET") == NULL);
    atomic_store(&stop, false);
    CHECK_INT(row().state, OUTBOX_RECEIVED);
    world_close();
}

static int64_t received_after;

static void note(enum event_id id, int64_t a, int64_t b)
{
    (void)a;
    received_after = id == EV_RECEIVED ? b : received_after;
}

/* Nobody else knows when it arrived. */
TEST(how_long_it_waited_is_noted_where_both_moments_are_known)
{
    rest_begin(true);
    received_after = -7;
    w.courier.params.note = note;
    const int64_t saved = row().saved_at;
    fault_at(1, 1, (struct http_step){.status = 503, .retry_after_s = 600}, false);
    CHECK(rounds_to_rest(20) < 20);
    CHECK_INT(row().state, OUTBOX_RECEIVED);
    CHECK(received_after >= 600 && received_after <= w.clock.ops->now_s(&w.clock) - saved);
    world_close();
    rest_begin(true);
    w.courier.params.note = note;
    CHECK(!failed(
        store_run(&w.kiosk->store, "UPDATE application SET saved_at=86400", BIND_NOTHING, NULL)));
    CHECK(rounds_to_rest(20) < 20);
    CHECK_INT(received_after, -1);
    world_close();
}

/* Stopped within an exchange: as if there were no line, for every row. */
TEST(an_exchange_that_was_stopped_says_nothing_of_the_portal)
{
    rest_begin(true);
    save_other();
    fault_at(1, 9, (struct http_step){.error = ERR(ERR_CANCELLED, 0, "test")}, false);
    round_of(false);
    CHECK_INT(w.exchanges, 1);
    CHECK_STR(row().last_reason, "stopped");
    CHECK_STR(w.courier.gate_reason, "stopped");
    CHECK_INT(row().state, OUTBOX_SAVED);
    w.fault_to = 0;
    CHECK(rounds_to_rest(20) < 20);
    world_close();
}

/* The clock of a kiosk is set, by hours and by days. */
TEST(a_clock_that_is_set_back_keeps_nobody_waiting_for_it)
{
    rest_begin(true);
    fault_at(1, 1, (struct http_step){.status = 503, .retry_after_s = 600}, false);
    round_of(false);
    CHECK_INT(round_of(false).received, 0);
    w.clock.s -= 3600; /* an hour: what was asked for still counts */
    CHECK_INT(round_of(false).received, 0);
    w.clock.s -= (int64_t)3 * 86400;
    CHECK_INT(round_of(false).received, 1);
    world_close();
    rest_begin(true);
    fault_at(1, 1, (struct http_step){.status = 503, .retry_after_s = 600}, false);
    round_of(false);
    w.clock.s += 601;
    CHECK_INT(round_of(false).received, 1);
    world_close();
}

static void hold_it(void)
{
    CHECK(!failed(store_run(&w.kiosk->store, "UPDATE application SET state=?1",
                            BIND(BIND_INT(OUTBOX_HELD)), NULL)));
}

TEST(what_somebody_moved_meanwhile_stays_where_it_was_put)
{
    rest_begin(true);
    server.meanwhile = hold_it;
    const struct courier_report r = round_of(false);
    CHECK_INT(r.received + r.sent + r.held + r.later, 0);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_INT(r.left, 1);
    CHECK(!failed(outbox_retry(w.kiosk, EXAMPLE_UUID, WORLD_START)));
    CHECK_INT(round_of(false).received, 1);
    CHECK_INT(bodies_of("/applications/" EXAMPLE_UUID), 1);
    world_close();
}

static void run(const char *sql)
{
    CHECK(!failed(store_run(&w.kiosk->store, sql, BIND_NOTHING, NULL)));
}

/* A rule of the table that is broken is no lost race: the round fails and says so. */
TEST(a_move_the_database_refuses_is_reported)
{
    struct courier_report report;
    for (int i = 0; i < 2; i++) {
        rest_begin(true);
        run(i == 0 ? "CREATE TRIGGER no BEFORE UPDATE ON application WHEN new.attempts>0"
                     " BEGIN SELECT raise(ABORT, 'no'); END"
                   : "CREATE TRIGGER no BEFORE UPDATE ON application WHEN new.state=3"
                     " BEGIN SELECT raise(ABORT, 'no'); END");
        const struct err e = courier_round(&w.courier, true, &report);
        CHECK_INT(e.code, ERR_REFUSED);
        CHECK(e.os != 0);
        CHECK_INT(server.record_puts, i);
        run("DROP TRIGGER no");
        CHECK_INT(round_of(true).received, 1);
        CHECK_INT(bodies_of("/applications/" EXAMPLE_UUID), 1);
        world_close();
    }
}

TEST(what_is_just_being_sent_is_still_left)
{
    struct courier_report r = {.reason = ""};
    rest_begin(true);
    CHECK(!failed(store_run(&w.kiosk->store, "UPDATE application SET state=?1",
                            BIND(BIND_INT(OUTBOX_SENDING)), NULL)));
    round_of(true); /* a dead courier's: taken up again */
    CHECK_INT(row().state, OUTBOX_RECEIVED);
    CHECK(!failed(store_run(&w.kiosk->store, "UPDATE application SET state=?1",
                            BIND(BIND_INT(OUTBOX_SENDING)), NULL)));
    CHECK_INT(courier_count(&w.courier, &r).code, ERR_NONE);
    CHECK_INT(r.left, 1);
    world_close();
}

/* A young application is asked for often, because somebody waits; an old one every ten minutes. */
TEST(an_old_application_is_asked_for_rarely)
{
    rest_begin(false);
    CHECK_INT(round_of(false).sent, 1);
    CHECK(row().next_try_at - WORLD_START < 60);
    wait_s(5 * 3600);
    CHECK_INT(round_of(false).waiting, 1);
    CHECK_INT(row().next_try_at - WORLD_START, 5 * 3600 + 600);
    world_close();
}

TEST(the_first_wait_is_what_the_courier_was_told)
{
    for (int base = 1; base <= 20000; base += 19999) {
        rest_begin(true);
        world_extras.retry_base_ms = base;
        restart_courier();
        fault_at(1, 1, say(500, ""), false);
        round_of(false);
        wait_s(1);
        CHECK_INT(round_of(false).received, base == 1 ? 1 : 0);
        world_close();
    }
}

TEST(it_waits_for_the_kiosk_for_what_is_due_and_a_minute_at_most)
{
    int n = 0;
    struct courier_report report = {.reason = ""};
    rest_begin(true);
    outbox_close(w.kiosk);
    CHECK(!failed(store_set_aside(&w.courier.dir, scratch("outbox.db"), &n)));
    w.courier.check_ms = INT64_MAX;
    CHECK_INT(courier_count(&w.courier, &report).code, ERR_NONE); /* none made yet */
    CHECK_INT(report.left, 0);
    CHECK_INT(courier_wait_ms(&w.courier), 500);
    CHECK_INT(outbox_open(&w.kiosk, scratch_root).code, ERR_NONE);
    CHECK_INT(round_of(false).received, 1); /* taken over */
    CHECK_INT(courier_wait_ms(&w.courier), 60000);
    save_other();
    CHECK_INT(courier_wait_ms(&w.courier), 0);
    fault_at(1, 1, (struct http_step){.status = 503, .retry_after_s = 40}, false);
    round_of(true);
    w.courier.check_ms = INT64_MAX;
    CHECK_INT(courier_wait_ms(&w.courier), 40000);
    outbox_close(w.kiosk);
    CHECK(!failed(store_set_aside(&w.courier.dir, scratch("outbox.db"), &n)));
    CHECK_INT(courier_wait_ms(&w.courier), 0); /* another is there, or will be */
    CHECK_INT(outbox_open(&w.kiosk, scratch_root).code, ERR_NONE);
    world_close();
}

TEST(an_opening_that_fails_at_any_call_is_no_courier)
{
    struct port_dir real = dir_linux();
    struct courier_params params;
    int refused = 0;
    rest_open(true);
    params = w.courier.params;
    courier_close(&w.courier);
    for (int n = 1; n < 12; n++) {
        struct port_dir faulty = dir_faulty(&real, n, ERR_FULL);
        CHECK(unlink(scratch("box.pub")) == 0);
        params.dir = &faulty;
        const struct err e = courier_open(&w.courier, &params);
        refused += failed(e);
        if (!failed(e)) {
            courier_close(&w.courier);
        }
        open_courier();
        courier_close(&w.courier);
    }
    CHECK(refused > 3 && refused < 11);
    open_courier();
    save();
    CHECK_INT(round_of(false).received, 1);
    world_close();
}

int main(void)
{
    RUN(a_courier_that_is_asked_to_stop_ends_after_the_application_it_has);
    RUN(how_long_it_waited_is_noted_where_both_moments_are_known);
    RUN(an_exchange_that_was_stopped_says_nothing_of_the_portal);
    RUN(a_clock_that_is_set_back_keeps_nobody_waiting_for_it);
    RUN(what_somebody_moved_meanwhile_stays_where_it_was_put);
    RUN(a_move_the_database_refuses_is_reported);
    RUN(what_is_just_being_sent_is_still_left);
    RUN(an_old_application_is_asked_for_rarely);
    RUN(the_first_wait_is_what_the_courier_was_told);
    RUN(it_waits_for_the_kiosk_for_what_is_due_and_a_minute_at_most);
    RUN(an_opening_that_fails_at_any_call_is_no_courier);
    scratch_close();
    return check_done();
}
