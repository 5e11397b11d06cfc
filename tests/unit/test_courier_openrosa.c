#define _GNU_SOURCE /* nftw, memmem */
#include "tests/unit/openrosa_portal.h"

TEST(sent_is_the_end_and_the_content_is_deleted)
{
    static const char heard[] = "HEAD /submission - - 0\nPOST /submission multipart/form-data";
    begin(NULL);
    const struct courier_report r = round_of(false);
    CHECK_INT(r.sent, 1);
    CHECK_INT(r.left, 0);
    CHECK_INT(r.waiting, 0);
    CHECK_INT(row().state, OUTBOX_SENT);
    CHECK(row().at_rest);
    CHECK_STR(row().file_number, "");
    CHECK_STR(row().last_reason, "at-rest");
    check_there_once(1);
    CHECK(strncmp(w.http.heard, heard, strlen(heard)) == 0);
    CHECK(rmdir(scratch("papers")) == 0);
    w.courier.check_ms = INT64_MAX;
    CHECK_INT(courier_wait_ms(&w.courier), 60000);
    wait_s(3600);
    round_of(true);
    CHECK_INT(w.exchanges, 2);
    CHECK_INT(outbox_retry(w.kiosk, EXAMPLE_UUID, 0).code, ERR_REFUSED);
    world_close();
}

/* Whatever happens to whichever exchange, before or after the server took it, with the courier
 * dying on the way: one submission, every file, the same bytes. */
TEST(no_fault_at_any_exchange_loses_or_doubles_it)
{
    for (size_t i = 0; i < 2 * PASSING_FAULTS; i++) {
        for (int at = 1; at <= 4; at++) {
            begin("900"); /* three posts */
            fault_at(at, 1, passing_faults[i / 2], i % 2 == 1);
            round_of(false);
            CHECK(!row().at_rest);
            restart_courier();
            /* Where a limit was learnt, the plan is frozen whatever the server says now. */
            server.limit = at > 1 ? "5000" : "900";
            CHECK(rounds_to_rest(20) < 20);
            check_there_once(3);
            world_close();
        }
    }
}

/* 409 for a moment to what it has just stored: ODK Central does. */
TEST(a_spurious_conflict_is_repeated_and_comes_through)
{
    begin(NULL);
    fault_at(2, 1, spoken(409), true);
    round_of(false);
    CHECK_INT(row().state, OUTBOX_SAVED);
    CHECK_STR(row().last_reason, "conflict");
    CHECK(row().next_try_at >= WORLD_START + 200);
    wait_s(210);
    round_of(false);
    CHECK(row().at_rest);
    check_there_once(1);
    world_close();
}

TEST(a_lasting_conflict_is_held_after_three_repeats_over_ten_minutes)
{
    begin(NULL);
    /* Somebody pressing "try again" all the time does not shorten it. */
    for (int i = 0; i < 20; i++) {
        const int before = w.exchanges;
        fault_at(2, 1, spoken(409), false);
        round_of(true);
        CHECK_INT(w.exchanges - before, 2);
    }
    CHECK_INT(row().state, OUTBOX_SAVED);
    wait_s(599);
    fault_at(2, 1, spoken(409), false);
    round_of(true);
    CHECK_INT(row().state, OUTBOX_SAVED);
    wait_s(1);
    fault_at(2, 1, spoken(409), false);
    round_of(true);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_INT(row().last_status, 409);
    /* A person's retry counts anew. */
    CHECK(!failed(outbox_retry(w.kiosk, EXAMPLE_UUID, 0)));
    fault_at(2, 1, spoken(409), false);
    round_of(true);
    CHECK_INT(row().state, OUTBOX_SAVED);
    round_of(true);
    CHECK(row().at_rest);
    world_close();
}

TEST(left_alone_a_lasting_conflict_is_posted_four_times)
{
    int posts = 0;
    begin(NULL);
    for (int minute = 0; minute < 60 && row().state != OUTBOX_HELD; minute++) {
        const int before = w.exchanges;
        fault_at(2, 1, spoken(409), false);
        round_of(false);
        posts += w.exchanges - before == 2;
        wait_s(60);
    }
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_INT(posts, 4);
    world_close();
}

TEST(a_server_that_takes_less_than_it_said_is_asked_its_limit_anew)
{
    begin(NULL);
    fault_at(2, 1, spoken(413), false);
    round_of(false);
    CHECK_STR(row().last_reason, "too-large");
    server.limit = "900";
    CHECK(rounds_to_rest(20) < 20);
    check_there_once(4); /* the one refused, and three */
    world_close();
}

TEST(a_login_page_gets_nothing_of_a_citizen)
{
    begin(NULL);
    fault_at(1, 5, say(200, "<html>welcome</html>"), false);
    round_of(false);
    CHECK_INT(w.exchanges, 1);
    CHECK_INT(w.body_count, 0);
    CHECK_STR(row().last_reason, "not-the-portal");
    CHECK(!w.courier.online);
    fault_at(1, 1, say(302, ""), false);
    wait_s(60);
    round_of(false);
    CHECK_INT(w.body_count, 0);
    world_close();
}

TEST(a_refusal_is_held_after_three_tries)
{
    begin(NULL);
    for (int i = 0; i < 3; i++) {
        CHECK_INT(row().state, OUTBOX_SAVED);
        fault_at(2, 1, spoken(400), false);
        round_of(true);
    }
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_STR(row().last_reason, "refused");
    world_close();
}

static void unlink_paper(void *context, const char *name)
{
    char path[256];
    (void)context;
    snprintf(path, sizeof path, "%s/papers/%s", scratch_root, name);
    CHECK(unlink(path) == 0);
}

TEST(a_paper_lost_here_ends_the_post_and_is_told)
{
    begin(NULL);
    CHECK(!failed(w.courier.dir.ops->each(&w.courier.dir, scratch("papers"), unlink_paper, NULL)));
    round_of(false);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_STR(row().last_reason, "paper-lost");
    CHECK_INT(server.submissions, 0);
    world_close();
}

TEST(an_application_openrosa_cannot_say_is_held)
{
    struct record r = record_of_pages(EXAMPLE_UUID);
    memset(&server, 0, sizeof server);
    world_open(&adapter_openrosa, NULL, portal);
    r.instance = "<data/>";
    CHECK_INT(outbox_put(w.kiosk, &r).code, ERR_NONE);
    round_of(false);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_STR(row().last_reason, "unfit");
    world_close();
}

/* Nobody can be asked: what may be there is not taken back, what never left is. */
TEST(only_what_never_left_is_withdrawn)
{
    begin(NULL);
    fault_at(1, 1, (struct http_step){.error = {ERR_OFFLINE, 7, "test"}}, false);
    round_of(true);
    CHECK_INT(row().attempts, 1);
    CHECK_INT(outbox_withdraw(w.kiosk, EXAMPLE_UUID).code, ERR_NONE);
    CHECK_INT(row().state, OUTBOX_WITHDRAWN);
    world_close();
    begin(NULL);
    fault_at(2, 1, (struct http_step){.error = {ERR_TIMEOUT, 28, "test"}}, true);
    round_of(true);
    CHECK_INT(outbox_withdraw(w.kiosk, EXAMPLE_UUID).code, ERR_REFUSED);
    CHECK_INT(row().withdrawal, OUTBOX_WITHDRAWAL_NONE);
    CHECK_INT(row().state, OUTBOX_SAVED);
    world_close();
}

int main(void)
{
    RUN(sent_is_the_end_and_the_content_is_deleted);
    RUN(no_fault_at_any_exchange_loses_or_doubles_it);
    RUN(a_spurious_conflict_is_repeated_and_comes_through);
    RUN(a_lasting_conflict_is_held_after_three_repeats_over_ten_minutes);
    RUN(left_alone_a_lasting_conflict_is_posted_four_times);
    RUN(a_server_that_takes_less_than_it_said_is_asked_its_limit_anew);
    RUN(a_login_page_gets_nothing_of_a_citizen);
    RUN(a_refusal_is_held_after_three_tries);
    RUN(a_paper_lost_here_ends_the_post_and_is_told);
    RUN(an_application_openrosa_cannot_say_is_held);
    RUN(only_what_never_left_is_withdrawn);
    scratch_close();
    return check_done();
}
