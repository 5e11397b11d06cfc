#define _GNU_SOURCE /* nftw */
#include "tests/unit/courier_world.h"

#include "app/courier/courier_inside.h"
#include "app/courier/desk.h"

/* A portal that has everything and tells where it stands. */
static struct {
    char hash[SEAL_HEX];
    int asked, whole;    /* questions; those answered with the whole status */
    const char *tail;    /* of the status, behind state_text */
    const char *number;  /* its file number */
    const char *version; /* its ETag, or NULL */
    char known[40];      /* the version it was asked with last */
    int state;
} server;

static struct http_step where(int status)
{
    snprintf(w.answer, sizeof w.answer,
             "{\"uuid\":\"" EXAMPLE_UUID
             "\",\"sha256\":\"%s\",\"state\":%d,\"file_number\":\"%s\"%s}",
             server.hash, server.state, server.number, server.tail);
    struct http_step step = say(status, w.answer);
    step.wanted[0] = server.version;
    return step;
}

static struct http_step portal(const struct http_request *r)
{
    if (strstr(r->path, "/papers/") != NULL) {
        static const char *hash;
        hash = strstr(r->path, "/papers/") + 8;
        snprintf(w.answer, sizeof w.answer, "{\"sha256\":\"%s\",\"size\":%zu}", hash, r->size);
        return say(201, w.answer);
    }
    if (strcmp(r->method, "PUT") == 0) {
        example_hash(r->body, r->size, server.hash);
        return where(201);
    }
    server.asked++;
    snprintf(server.known, sizeof server.known, "%s",
             r->headers[0].name == NULL ? "" : r->headers[0].value);
    if (server.version != NULL && strcmp(server.known, server.version) == 0) {
        return say(304, "");
    }
    server.whole++;
    return where(200);
}

static void begin(void)
{
    world_open(&adapter_rest, NULL, portal);
    memset(&server, 0, sizeof server);
    server.tail = ",\"state_text\":\"M\xE1\xBB\x9Bi\",\"papers_missing\":[]";
    server.number = "THU-1";
    server.state = 1;
    save();
    round_of(false);
    CHECK_INT(row().state, OUTBOX_RECEIVED);
}

static struct outbox_told told(void)
{
    struct outbox_told t = {.state = -1};
    CHECK_INT(outbox_told(w.kiosk, EXAMPLE_UUID, &t).code, ERR_NONE);
    return t;
}

/* Rounds whenever the courier wants one, for so long; how often it asked. */
static int asked_within(int64_t hours)
{
    const int before = server.asked;
    const int step_s = hours <= 24 ? 600 : hours <= 24 * 7 ? 3600 : 6 * 3600;
    const int64_t end = courier_now_ms(&w.courier) + hours * 3600 * 1000;
    while (courier_now_ms(&w.courier) < end) {
        wait_s(step_s);
        round_of(false);
    }
    return server.asked - before;
}

TEST(it_asks_hourly_then_six_hourly_then_daily_then_never)
{
    begin();
    CHECK_INT(told().state, 1);
    CHECK_INT(server.asked, 0);
    const int day = asked_within(24);
    CHECK(day >= 15 && day <= 40);
    const int week = asked_within(6 * 24);
    CHECK(week >= 15 && week <= 40);
    const int rest = asked_within(84 * 24);
    CHECK(rest >= 50 && rest <= 120);
    CHECK_INT(asked_within(7 * 24), 0);
    CHECK_INT(dispatch_next_question(w.courier.outbox, INT64_MAX / 2,
                                     &(struct dispatch_question){.uuid = ""})
                  .code,
              ERR_NOT_FOUND);
    world_close();
}

TEST(what_it_says_is_kept_but_not_what_an_officer_wrote)
{
    static const char *const secret = "Ch\xE1\xBB\x8B H'Lan thi\xE1\xBA\xBFu gi\xE1\xBA\xA5y";
    char tail[300];
    begin();
    snprintf(tail, sizeof tail,
             ",\"state_text\":\"C\xE1\xBA\xA7n gi\xE1\xBA\xA5y\",\"papers_missing\":[],"
             "\"reason\":\"%s\",\"results\":[{\"text\":\"%s\"},{}]",
             secret, secret);
    server.tail = tail;
    server.state = 5;
    CHECK(asked_within(3) > 0);
    const struct outbox_told t = told();
    CHECK(t.state == 5 && t.papers_asked && t.reasoned && t.results == 2);
    CHECK_STR(row().state_text, "C\xE1\xBA\xA7n gi\xE1\xBA\xA5y");
    CHECK_INT(row().state, OUTBOX_RECEIVED);
    struct courier_desk d;
    struct portal_answer a;
    courier_desk_init(&d, scratch_root, NULL);
    courier_desk_answer(&d, PORTAL_STATUS, EXAMPLE_UUID, &a);
    CHECK(a.portal_state == 5 && a.papers_asked && a.reasoned && a.results == 2);
    CHECK(a.stage == STAGE_RECEIVED && strstr(a.state_text, "H'Lan") == NULL);
    courier_desk_close(&d);
    int count = -1;
    CHECK_INT(store_rows(&w.kiosk->store,
                         "SELECT 1 FROM told t, application a WHERE instr(a.state_text || t.version"
                         " || a.last_reason, 'Lan')",
                         BIND_NOTHING, NULL, NULL, &count)
                  .code,
              ERR_NONE);
    CHECK_INT(count, 0);
    world_close();
}

/* The Date of an answer goes on by the clock that does not jump. */
TEST(the_portals_time_is_told_as_what_this_machines_lacks)
{
    struct courier_desk d;
    struct portal_answer a;
    struct port_clock clock = clock_manual(3600);
    clock.ms = 50000;
    courier_desk_init(&d, "/nonexistent", NULL);
    courier_desk_lend(&d, NULL, &clock);
    courier_desk_answer(&d, PORTAL_CHECK, "", &a);
    CHECK(!a.dated); /* it never spoke */
    courier_desk_set_dated(&d, 1795400640, 20000);
    courier_desk_answer(&d, PORTAL_CHECK, "", &a);
    CHECK(a.dated && a.clock_off_s == 1795400640 + 30 - (3600 + 50));
    clock.s = 1795400640 - 20; /* set right, meanwhile */
    courier_desk_answer(&d, PORTAL_CHECK, "", &a);
    CHECK_INT(a.clock_off_s, 0);
    courier_desk_close(&d);
}

TEST(states_without_words_get_the_usual_ones_and_unknown_ones_keep_theirs)
{
    begin();
    server.state = 4;
    server.tail = ",\"papers_missing\":[]";
    CHECK(asked_within(3) > 0);
    CHECK_STR(row().state_text, "\xC4\x90\x61ng x\xE1\xBB\xAD l\xC3\xBD");
    server.state = 77;
    server.tail = ",\"state_text\":\"Ch\xE1\xBB\x9D x\xC3\xA1\x63 minh\\u001b[2J\"";
    CHECK(asked_within(3) > 0);
    CHECK_INT(told().state, 77);
    CHECK_STR(row().state_text, "Ch\xE1\xBB\x9D x\xC3\xA1\x63 minh");
    world_close();
}

TEST(a_final_state_ends_the_questions)
{
    static const int finals[] = {3, 8, 10};
    for (size_t i = 0; i < sizeof finals / sizeof finals[0]; i++) {
        begin();
        server.state = finals[i];
        CHECK_INT(asked_within(6 * 24), 1);
        CHECK_INT(told().state, finals[i]);
        world_close();
    }
}

TEST(an_answer_that_did_not_change_is_not_sent_again)
{
    begin();
    server.version = "\"0123456789abcdef\"";
    CHECK(asked_within(24) > 5);
    CHECK_INT(server.whole, 1);
    CHECK_STR(server.known, server.version);
    server.version = "\"fedcba9876543210\"";
    server.state = 2;
    CHECK(asked_within(24) > 0);
    CHECK_INT(server.whole, 2);
    CHECK_INT(told().state, 2);
    world_close();
}

TEST(answers_about_something_else_change_nothing)
{
    begin();
    server.number = "THU-2";
    server.state = 9;
    CHECK(asked_within(3) > 0);
    CHECK_INT(told().state, 1);
    CHECK_STR(row().file_number, "THU-1");
    server.number = "THU-1";
    server.hash[0] = server.hash[0] == '0' ? '1' : '0';
    CHECK(asked_within(3) > 0);
    CHECK_INT(told().state, 1);
    fault_at(1, 1000, say(404, "{\"error\":\"unknown\"}"), false);
    asked_within(3);
    fault_at(1, 1000, say(200, "<html>welcome to the hotel</html>"), false);
    asked_within(3);
    CHECK_INT(told().state, 1);
    CHECK_INT(row().state, OUTBOX_RECEIVED);
    world_close();
}

TEST(trouble_of_the_line_ends_the_questions_of_a_round_and_none_is_lost)
{
    begin();
    fault_at(1, 1000, (struct http_step){.error = {ERR_OFFLINE, 7, "test"}}, false);
    const int before = w.exchanges;
    asked_within(12);
    CHECK(w.exchanges > before && w.exchanges - before < 80);
    w.fault_to = 0;
    server.state = 2;
    CHECK(asked_within(2) > 0);
    CHECK_INT(told().state, 2);
    world_close();
}

TEST(what_a_program_of_before_received_is_asked_about_too)
{
    begin();
    CHECK_INT(store_run(&w.kiosk->store, "DELETE FROM told", BIND_NOTHING, NULL).code, ERR_NONE);
    restart_courier();
    round_of(false);
    CHECK_INT(server.asked, 1);
    CHECK_INT(told().state, 1);
    world_close();
}

TEST(what_is_to_be_sent_goes_before_questions)
{
    begin();
    wait_s(3 * 3600);
    const struct record r = record_of_pages("6ba7b810-9dad-41d1-80b4-00c04fd430c9");
    CHECK_INT(outbox_put(w.kiosk, &r).code, ERR_NONE);
    w.http.heard[0] = '\0';
    round_of(false);
    const char *get = strstr(w.http.heard, "GET ");
    const char *put = strstr(w.http.heard, "PUT ");
    CHECK(get != NULL && put != NULL && put < get);
    world_close();
}

int main(void)
{
    RUN(it_asks_hourly_then_six_hourly_then_daily_then_never);
    RUN(what_it_says_is_kept_but_not_what_an_officer_wrote);
    RUN(the_portals_time_is_told_as_what_this_machines_lacks);
    RUN(states_without_words_get_the_usual_ones_and_unknown_ones_keep_theirs);
    RUN(a_final_state_ends_the_questions);
    RUN(an_answer_that_did_not_change_is_not_sent_again);
    RUN(answers_about_something_else_change_nothing);
    RUN(trouble_of_the_line_ends_the_questions_of_a_round_and_none_is_lost);
    RUN(what_a_program_of_before_received_is_asked_about_too);
    RUN(what_is_to_be_sent_goes_before_questions);
    scratch_close();
    return check_done();
}
