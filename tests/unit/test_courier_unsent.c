#define _GNU_SOURCE /* nftw */
#include "tests/unit/courier_world.h"

#include "app/clock_judge.h"

#define DAY    ((int64_t)24 * 60 * 60)
#define PAPERS 3

/* A portal of our own contract: papers by their hash, one record, a number once it has it. */
static struct {
    bool stored, others; /* others: other content is under its uuid */
    int puts, asked;
    char hash[SEAL_HEX];
    bool withdraw; /* the citizen comes while the record is on its way */
    bool late;     /* what is taken is there only after the next question */
    int refuse;    /* so many records */
} server;

static struct http_step state_of(int status)
{
    snprintf(w.answer, sizeof w.answer,
             "{\"uuid\":\"" EXAMPLE_UUID
             "\",\"sha256\":\"%s\",\"state\":1,\"file_number\":\"THU-1\",\"papers_missing\":[]}",
             server.others ? EXAMPLE_UUID : server.hash);
    return say(status, w.answer);
}

static struct http_step take_record(const struct http_request *r)
{
    server.puts++;
    if (server.withdraw) {
        server.withdraw = false;
        CHECK_INT(outbox_withdraw(w.kiosk, EXAMPLE_UUID).code, ERR_NONE);
    }
    if (server.refuse > 0) {
        server.refuse--;
        return say(422, "{\"error\":\"not like this\"}");
    }
    server.stored = true;
    example_hash(r->body, r->size, server.hash);
    return state_of(201);
}

static struct http_step tell_state(void)
{
    server.asked++;
    const bool there = (server.stored && !server.late) || server.others;
    server.late = false;
    return there ? state_of(200) : say(404, "{\"error\":\"unknown\"}");
}

static struct http_step portal(const struct http_request *r)
{
    const char *paper = strstr(r->path, "/papers/");
    if (paper != NULL) {
        snprintf(w.answer, sizeof w.answer, "{\"sha256\":\"%s\",\"size\":%zu}", paper + 8, r->size);
        return say(201, w.answer);
    }
    return strcmp(r->method, "PUT") == 0 ? take_record(r) : tell_state();
}

static void begin(void)
{
    memset(&server, 0, sizeof server);
    world_open(&adapter_rest, NULL, portal);
    save();
}

static struct err withdraw(void)
{
    return outbox_withdraw(w.kiosk, EXAMPLE_UUID);
}

static int64_t count_of(struct store *s, const char *sql)
{
    int count = 0;
    CHECK(!failed(store_rows(s, sql, BIND_NOTHING, NULL, NULL, &count)));
    return count;
}

static void check_withdrawn(void)
{
    CHECK_INT(row().state, OUTBOX_WITHDRAWN);
    CHECK(row().at_rest);
    CHECK(!server.stored);
    CHECK_INT(count_of(&w.kiosk->store, "SELECT 1 FROM paper"), 0);
    CHECK_INT(count_of(&w.courier.queue.store, "SELECT 1 FROM request"), 0);
    CHECK_INT(count_of(&w.courier.queue.store, "SELECT 1 FROM doubt"), 0);
    CHECK_INT(count_of(&w.kiosk->store, "SELECT 1 FROM application WHERE tidy=1"), 0);
}

static void check_received_all_the_same(void)
{
    CHECK_INT(row().state, OUTBOX_RECEIVED);
    CHECK_INT(row().withdrawal, OUTBOX_WITHDRAWAL_TOO_LATE);
    CHECK_STR(row().file_number, "THU-1");
    CHECK(server.stored);
    CHECK_INT(withdraw().code, ERR_REFUSED);
}

TEST(what_was_withdrawn_before_any_try_is_never_sent)
{
    begin();
    CHECK(!failed(withdraw()));
    CHECK_INT(courier_wait_ms(&w.courier), 0); /* its own copies are looked for at once */
    round_of(true);
    CHECK_INT(w.exchanges, 0);
    check_withdrawn();
    world_close();
}

TEST(tries_without_a_line_leave_it_free_to_be_withdrawn_at_once)
{
    begin();
    fault_at(1, 1000, (struct http_step){.error = {ERR_OFFLINE, 7, "test"}}, false);
    for (int i = 0; i < 3; i++) {
        round_of(true);
    }
    CHECK_INT(row().attempts, 3);
    CHECK(count_of(&w.courier.queue.store, "SELECT 1 FROM request") > 0);
    CHECK(!failed(withdraw()));
    CHECK_INT(row().state, OUTBOX_WITHDRAWN);
    round_of(false);
    check_withdrawn();
    world_close();
}

TEST(not_there_twice_ten_minutes_apart_withdraws_it)
{
    begin();
    fault_at(PAPERS + 1, 1, (struct http_step){.error = {ERR_UNKNOWN_OUTCOME, 56, "test"}}, false);
    round_of(false);
    CHECK(!failed(withdraw()));
    CHECK_INT(row().withdrawal, OUTBOX_WITHDRAWAL_ASKED);
    CHECK_INT(round_of(false).left, 1);
    CHECK_STR(row().last_reason, "asked-back");
    CHECK_INT(row().state, OUTBOX_SAVED);
    restart_courier();
    wait_s(599);
    round_of(true);
    CHECK_INT(row().state, OUTBOX_SAVED);
    wait_s(1);
    CHECK_INT(round_of(false).withdrawn, 1);
    check_withdrawn();
    CHECK_INT(server.puts, 0);
    CHECK_INT(server.asked, 3);
    world_close();
}

TEST(what_arrives_late_is_received_and_not_withdrawn)
{
    begin();
    server.late = true;
    fault_at(PAPERS + 1, 1, (struct http_step){.error = {ERR_TIMEOUT, 28, "test"}}, true);
    round_of(false);
    CHECK(!failed(withdraw()));
    round_of(false);
    CHECK_STR(row().last_reason, "asked-back");
    wait_s(600);
    round_of(false);
    check_received_all_the_same();
    CHECK_INT(server.puts, 1);
    world_close();
}

TEST(where_only_papers_went_out_one_answer_is_enough)
{
    begin();
    fault_at(2, 1, say(503, ""), false);
    round_of(false);
    CHECK(!failed(withdraw()));
    CHECK_INT(row().state, OUTBOX_SAVED);
    CHECK_INT(round_of(false).withdrawn, 1);
    check_withdrawn();
    world_close();
}

TEST(a_wish_during_the_exchange_is_too_late_when_it_arrives)
{
    begin();
    server.withdraw = true;
    round_of(false);
    check_received_all_the_same();
    CHECK_INT(server.puts, 1);
    world_close();
}

TEST(a_wish_during_the_exchange_is_honoured_when_it_does_not_arrive)
{
    begin();
    server.withdraw = true;
    server.refuse = 1;
    round_of(false);
    CHECK_INT(row().withdrawal, OUTBOX_WITHDRAWAL_ASKED);
    wait_s(60);
    round_of(false);
    wait_s(600);
    round_of(false);
    check_withdrawn();
    CHECK_INT(server.puts, 1);
    world_close();
}

TEST(what_is_held_after_refusals_can_be_asked_back)
{
    begin();
    server.refuse = 3;
    for (int i = 0; i < 3; i++) {
        server.withdraw = i == 2; /* while the last refusal is on its way */
        round_of(true);
    }
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_INT(row().withdrawal, OUTBOX_WITHDRAWAL_ASKED);
    round_of(false);
    CHECK_INT(row().state, OUTBOX_HELD);
    wait_s(601);
    CHECK_INT(courier_wait_ms(&w.courier), 0);
    round_of(false);
    check_withdrawn();
    world_close();
}

TEST(a_retry_of_what_was_asked_back_asks_and_does_not_send)
{
    begin();
    fault_at(PAPERS + 1, 1, (struct http_step){.error = {ERR_TIMEOUT, 28, "test"}}, false);
    round_of(false);
    CHECK(!failed(withdraw()));
    CHECK(!failed(outbox_retry(w.kiosk, EXAMPLE_UUID, WORLD_START)));
    round_of(false);
    CHECK_INT(server.puts, 0);
    CHECK_INT(server.asked, 1);
    CHECK_INT(row().withdrawal, OUTBOX_WITHDRAWAL_ASKED);
    world_close();
}

TEST(trouble_while_asking_decides_nothing)
{
    for (size_t i = 0; i < PASSING_FAULTS; i++) {
        begin();
        fault_at(PAPERS + 1, 1, (struct http_step){.error = {ERR_TIMEOUT, 28, "test"}}, true);
        round_of(false);
        CHECK(!failed(withdraw()));
        fault_at(1, 1, passing_faults[i], false);
        round_of(true);
        CHECK_INT(row().state, OUTBOX_SAVED);
        CHECK_INT(row().withdrawal, OUTBOX_WITHDRAWAL_ASKED);
        CHECK_STR(row().last_reason, i == 0   ? "unknown-outcome"
                                     : i == 1 ? "busy"
                                     : i == 2 ? "not-the-portal"
                                              : "offline");
        wait_s(3600);
        round_of(true);
        check_received_all_the_same();
        world_close();
    }
}

TEST(other_content_under_its_uuid_is_held_and_not_withdrawn)
{
    begin();
    fault_at(1, 1, say(503, ""), false);
    round_of(false);
    server.others = true;
    CHECK(!failed(withdraw()));
    CHECK_INT(round_of(false).held, 1);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_INT(row().withdrawal, OUTBOX_WITHDRAWAL_TOO_LATE);
    CHECK_STR(row().last_reason, "conflict");
    world_close();
}

TEST(where_nobody_can_be_asked_a_tried_one_is_refused_and_an_old_wish_ends)
{
    begin();
    fault_at(1, 1, say(503, ""), false);
    round_of(false);
    CHECK(!failed(withdraw()));
    w.adapter = &adapter_openrosa;
    restart_courier();
    round_of(true);
    CHECK_INT(row().withdrawal, OUTBOX_WITHDRAWAL_TOO_LATE);
    CHECK_INT(row().state, OUTBOX_SAVED);
    round_of(true); /* it is sent on; this portal is none of its kind */
    CHECK_INT(row().attempts, 2);
    CHECK_INT(withdraw().code, ERR_REFUSED);
    CHECK_INT(row().withdrawal, OUTBOX_WITHDRAWAL_TOO_LATE);
    world_close();
}

/* Whatever happens to whichever exchange, before or after the portal took it, whenever the citizen
 * comes, with the courier dying after every round: withdrawn or there, never both, never neither.
 */
TEST(never_both_withdrawn_and_there)
{
    int withdrawn = 0;
    for (size_t i = 0; i < 2 * (PASSING_FAULTS - 1); i++) {
        for (int at = 2; at <= PAPERS + 2; at += at == 2 ? PAPERS - 1 : 1) {
            for (int when = 0; when < 4; when += when == 1 ? 2 : 1) {
                begin();
                server.withdraw = when == 3;
                fault_at(at, 1 + (int)i % 3, passing_faults[i / 2], i % 2 == 1);
                for (int n = 0; n < 40 && !row().at_rest; n++) {
                    (void)(n == when ? withdraw() : ERR_OK).code;
                    round_of(false);
                    restart_courier();
                    wait_s(301);
                }
                const bool back = row().state == OUTBOX_WITHDRAWN;
                CHECK(row().at_rest);
                CHECK(back != server.stored);
                CHECK(back || row().state == OUTBOX_RECEIVED);
                withdrawn += back;
                world_close();
            }
        }
    }
    CHECK(withdrawn > 10);
}

/* --- age -------------------------------------------------------------------------------------- */

static int alarms, alarm_count, alarm_days;

static void note(enum event_id id, int64_t a, int64_t b)
{
    if (id == EV_UNSENT) {
        alarms++;
        alarm_count = (int)a;
        alarm_days = (int)b;
    }
}

/* Filed so many days ago. */
static void begin_old(int64_t days)
{
    begin();
    alarms = 0;
    w.courier.params.note = note;
    CHECK(!failed(store_run(&w.kiosk->store, "UPDATE application SET saved_at=?1",
                            BIND(BIND_INT(WORLD_START - days * DAY)), NULL)));
    fault_at(1, 1000, (struct http_step){.error = {ERR_OFFLINE, 7, "test"}}, false);
}

TEST(thirty_days_unsent_raise_an_alarm_once_a_day_whatever_restarts)
{
    begin_old(29);
    round_of(true);
    CHECK_INT(alarms, 0);
    CHECK_INT(w.courier.unsent.alarm, 0);
    wait_s((int)DAY);
    round_of(true);
    CHECK(alarms == 1 && alarm_count == 1 && alarm_days == 30);
    CHECK_INT(w.courier.unsent.alarm, 1);
    restart_courier();
    w.courier.params.note = note;
    round_of(true);
    CHECK_INT(alarms, 1);
    wait_s((int)DAY);
    round_of(true);
    CHECK(alarms == 2 && alarm_days == 31);
    CHECK_INT(row().state, OUTBOX_SAVED); /* an alarm changes nothing of it */
    world_close();
}

TEST(ninety_days_unsent_are_held_until_a_person_decides)
{
    begin_old(90);
    w.fault_to = 0; /* the line is there */
    CHECK_INT(round_of(true).held, 1);
    CHECK_INT(w.exchanges, 0);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_STR(row().last_reason, "too-old");
    CHECK(!row().at_rest);
    CHECK_INT(w.courier.unsent.decide, 1);
    CHECK(!failed(outbox_retry(w.kiosk, EXAMPLE_UUID, WORLD_START)));
    fault_at(1, 1, (struct http_step){.error = {ERR_OFFLINE, 7, "test"}}, false);
    round_of(true);
    CHECK_INT(row().state, OUTBOX_SAVED); /* it does not fall back */
    CHECK_INT(round_of(true).received, 1);
    CHECK(server.stored);
    world_close();
}

TEST(ninety_days_unsent_may_be_withdrawn_instead)
{
    begin_old(91);
    round_of(true);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK(!failed(withdraw()));
    round_of(true);
    check_withdrawn();
    world_close();
}

TEST(the_ninety_days_begin_anew_with_a_decision)
{
    begin_old(90);
    round_of(true);
    CHECK(!failed(outbox_retry(w.kiosk, EXAMPLE_UUID, WORLD_START)));
    wait_s(20 * (int)DAY);
    round_of(true);
    CHECK_INT(row().state, OUTBOX_SAVED);
    CHECK(!failed(store_run(&w.kiosk->store, "UPDATE application SET decided_at=?1",
                            BIND(BIND_INT(WORLD_START - 90 * DAY)), NULL)));
    round_of(true);
    CHECK_INT(row().state, OUTBOX_HELD);
    world_close();
}

/* Saved while nobody knew the day (app/clock_judge.h): once the clock is right it is months off,
 * and is sent all the same. */
TEST(what_was_saved_by_a_clock_in_doubt_has_no_age)
{
    struct outbox_unsent u;
    begin_old((int)((WORLD_START - CLOCK_LEAST) / 86400) + 1);
    CHECK(!failed(outbox_count_unsent(w.kiosk, WORLD_START + 2 * OUTBOX_DECIDE_S, &u)));
    CHECK_INT(u.alarm, 0);
    w.fault_to = 0;
    CHECK_INT(round_of(true).received, 1);
    world_close();
}

TEST(no_clock_ages_what_it_is_before_or_destroys_what_it_is_after)
{
    begin_old(-400); /* the clock stands a year before the day it was filed */
    round_of(true);
    CHECK_INT(row().state, OUTBOX_SAVED);
    CHECK_INT(alarms, 0);
    world_close();
    begin_old(170); /* half a year ahead, as far as any true saving can lie behind it */
    round_of(true);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK(!row().at_rest);
    CHECK_INT(count_of(&w.kiosk->store, "SELECT 1 FROM paper"), PAPERS);
    CHECK(!failed(outbox_retry(w.kiosk, EXAMPLE_UUID, WORLD_START)));
    w.fault_to = 0;
    CHECK_INT(round_of(true).received, 1);
    world_close();
}

int main(void)
{
    RUN(what_was_withdrawn_before_any_try_is_never_sent);
    RUN(tries_without_a_line_leave_it_free_to_be_withdrawn_at_once);
    RUN(not_there_twice_ten_minutes_apart_withdraws_it);
    RUN(what_arrives_late_is_received_and_not_withdrawn);
    RUN(where_only_papers_went_out_one_answer_is_enough);
    RUN(a_wish_during_the_exchange_is_too_late_when_it_arrives);
    RUN(a_wish_during_the_exchange_is_honoured_when_it_does_not_arrive);
    RUN(what_is_held_after_refusals_can_be_asked_back);
    RUN(a_retry_of_what_was_asked_back_asks_and_does_not_send);
    RUN(trouble_while_asking_decides_nothing);
    RUN(other_content_under_its_uuid_is_held_and_not_withdrawn);
    RUN(where_nobody_can_be_asked_a_tried_one_is_refused_and_an_old_wish_ends);
    RUN(never_both_withdrawn_and_there);
    RUN(thirty_days_unsent_raise_an_alarm_once_a_day_whatever_restarts);
    RUN(ninety_days_unsent_are_held_until_a_person_decides);
    RUN(ninety_days_unsent_may_be_withdrawn_instead);
    RUN(the_ninety_days_begin_anew_with_a_decision);
    RUN(what_was_saved_by_a_clock_in_doubt_has_no_age);
    RUN(no_clock_ages_what_it_is_before_or_destroys_what_it_is_after);
    scratch_close();
    return check_done();
}
