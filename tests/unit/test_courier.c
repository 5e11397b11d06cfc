#define _GNU_SOURCE /* nftw */
#include "app/courier/courier.h"

#include "app/outbox/outbox_inside.h"
#include "platform/sim/http_script.h"
#include "tests/check.h"
#include "tests/unit/record_example.h"
#include "tests/unit/scratch.h"

#define UUID  "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
#define UUID2 "6ba7b811-9dad-41d1-80b4-00c04fd430c8"
#define PAPER "8339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2"

/* The whole bench: a portal of two dozen lines that behaves, unless told otherwise. */
struct bench {
    struct http_script http;
    struct port_random random;
    struct port_clock clock;
    struct courier courier;
    struct outbox *kiosk;
    char stored[8192];   /* the record the portal has */
    char hash[SEAL_HEX]; /* of it */
    char answer[512];
    int paper_puts, puts, distinct;
    bool paper_here, number_later;
    struct http_step faults[8]; /* taken before the portal answers; status 0 and no error = none */
    bool after[8];              /* ... or after it stored */
    int fault_count, fault_next;
};
static struct bench b;

static struct http_step say(int status, const char *body)
{
    return (struct http_step){.status = status, .body = body};
}

static struct http_step status_of(int status)
{
    char tail[160];
    const bool number = b.paper_here && !b.number_later;
    snprintf(tail, sizeof tail, "%s,\"papers_missing\":[%s]}",
             number ? ",\"file_number\":\"THU-1\"" : "", b.paper_here ? "" : "\"" PAPER "\"");
    snprintf(b.answer, sizeof b.answer,
             "{\"uuid\":\"" UUID
             "\",\"sha256\":\"%s\",\"state\":1,\"state_text\":\"Mới đăng ký\"%s",
             b.hash, tail);
    return (struct http_step){.status = status, .body = b.answer};
}

static struct http_step put_record(const struct http_request *r)
{
    uint8_t hash[SEAL_HASH];
    b.puts++;
    if (b.stored[0] == '\0') {
        snprintf(b.stored, sizeof b.stored, "%.*s", (int)r->size, (const char *)r->body);
        seal_hash(r->body, r->size, hash);
        seal_hex(hash, b.hash);
        b.distinct++;
        return status_of(201);
    }
    if (strlen(b.stored) != r->size || memcmp(b.stored, r->body, r->size) != 0) {
        b.distinct++;
        return say(409, "{\"error\":\"conflict\"}");
    }
    return status_of(200);
}

static struct http_step portal(struct http_script *s, const struct http_request *r)
{
    (void)s;
    if (strstr(r->path, "/papers/") != NULL) {
        b.paper_puts++;
        b.paper_here = true;
        return say(b.paper_puts == 1 ? 201 : 200, "{\"sha256\":\"" PAPER "\",\"size\":22}");
    }
    if (strcmp(r->method, "PUT") == 0) {
        return put_record(r);
    }
    return b.stored[0] != '\0' && strstr(r->path, UUID) != NULL
               ? status_of(200)
               : say(404, "{\"error\":\"unknown\"}");
}

static struct http_step answer(struct http_script *s, const struct http_request *r)
{
    if (b.fault_next < b.fault_count) {
        const int i = b.fault_next++;
        if (b.after[i]) {
            portal(s, r);
        }
        if (b.faults[i].status != 0 || failed(b.faults[i].error)) {
            return b.faults[i];
        }
    }
    return portal(s, r);
}

static void fault(struct http_step step, bool after)
{
    b.faults[b.fault_count] = step;
    b.after[b.fault_count++] = after;
}

static void open_courier(void)
{
    const struct courier_params params = {
        .state_dir = scratch_root,
        .adapter = &adapter_rest,
        .http = &b.http.port,
        .random = &b.random,
        .clock = &b.clock,
    };
    CHECK_INT(courier_open(&b.courier, &params).code, ERR_NONE);
}

static void begin(void)
{
    memset(&b, 0, sizeof b);
    scratch_open_in_memory();
    http_script_init(&b.http);
    b.http.answer = answer;
    b.random = random_seeded(7);
    b.clock = clock_manual(1795400700);
    open_courier();
    CHECK_INT(outbox_open(&b.kiosk, scratch_root).code, ERR_NONE);
}

static void end(void)
{
    courier_close(&b.courier);
    outbox_close(b.kiosk);
}

static void save(const char *uuid)
{
    const struct record r = record_example(uuid);
    CHECK_INT(outbox_put(b.kiosk, &r).code, ERR_NONE);
}

static struct courier_report round_of(bool everything)
{
    struct courier_report report = {.reason = ""};
    const struct err e = courier_round(&b.courier, everything, &report);
    CHECK_INT(e.code, ERR_NONE);
    if (failed(e)) {
        printf("# %s %d\n", e.at, e.os);
    }
    CHECK_INT(courier_count(&b.courier, &report).code, ERR_NONE);
    return report;
}

static struct outbox_row row_of(const char *uuid)
{
    struct outbox_row row = {.uuid = ""};
    CHECK_INT(outbox_find(b.kiosk, uuid, &row).code, ERR_NONE);
    return row;
}

static void wait_s(int seconds)
{
    b.clock.ops->pass(&b.clock, seconds * 1000);
}

TEST(one_round_brings_paper_and_record_and_deletes_the_content)
{
    begin();
    save(UUID);
    const struct courier_report r = round_of(false);
    CHECK_INT(r.received, 1);
    CHECK_INT(r.left, 0);
    const struct outbox_row row = row_of(UUID);
    CHECK_INT(row.state, OUTBOX_RECEIVED);
    CHECK_STR(row.file_number, "THU-1");
    CHECK_STR(row.state_text, "Mới đăng ký");
    CHECK(strncmp(b.http.heard,
                  "PUT /applications/" UUID "/papers/" PAPER " image/jpeg - 22\n"
                  "PUT /applications/" UUID " application/json " UUID " ",
                  100) == 0);
    struct parcel p;
    CHECK_INT(dispatch_load(b.courier.outbox, &b.courier.key, UUID, &p).code, ERR_NOT_FOUND);
    CHECK(rmdir(scratch("papers")) == 0);
    struct stat log;
    CHECK(stat(scratch("outbox.db-wal"), &log) == 0 && log.st_size == 0);
    end();
}

/* Each answer that is no acknowledgement, before and after the portal stored it: the application
 * arrives once, with the same bytes. */
TEST(no_fault_loses_or_doubles_an_application)
{
    static const struct http_step bad[] = {
        {.error = {ERR_OFFLINE, 7, "test"}},
        {.error = {ERR_UNKNOWN_OUTCOME, 56, "test"}},
        {.error = {ERR_TIMEOUT, 28, "test"}},
        {.error = {ERR_BAD_INPUT, 1, "test"}},
        {.status = 503, .retry_after_s = 30},
        {.status = 500},
        {.status = 429},
        {.status = 200, .body = "<html>welcome to the hotel</html>"},
        {.status = 200, .body = "{\"uuid\":\"" UUID "\""},
        {.status = 200, .body = ""},
        {.status = 302, .body = "<a>"},
        {.status = 401, .body = "{\"error\":\"unauthorized\"}"},
        {.status = 404, .body = "<html>"},
        {.status = 422, .body = "<html>"},
        {.status = 204},
        {.status = 511},
        {.status = 200,
         .body = "{\"uuid\":\"" UUID2 "\",\"sha256\":\"" PAPER "\",\"state\":1,\"size\":1,"
                 "\"file_number\":\"THU-9\"}"},
    };
    for (size_t i = 0; i < 2 * sizeof bad / sizeof bad[0]; i++) {
        for (int at = 0; at < 2; at++) {
            begin();
            save(UUID);
            for (int k = 0; k < at; k++) {
                fault((struct http_step){.status = 0}, false);
            }
            fault(bad[i / 2], i % 2 == 1);
            struct courier_report r = round_of(false);
            CHECK_INT(r.left, 1);
            CHECK(r.reason[0] != '\0');
            for (int k = 0; k < 20 && row_of(UUID).state != OUTBOX_RECEIVED; k++) {
                wait_s(60);
                r = round_of(false);
            }
            CHECK_INT(row_of(UUID).state, OUTBOX_RECEIVED);
            CHECK_STR(row_of(UUID).file_number, "THU-1");
            CHECK_INT(b.distinct, 1);
            end();
        }
    }
}

TEST(a_restart_at_any_exchange_goes_on_and_does_not_repeat_papers)
{
    begin();
    save(UUID);
    fault((struct http_step){.status = 0}, false);
    fault((struct http_step){.error = ERR(ERR_UNKNOWN_OUTCOME, 0, "test")}, true);
    round_of(false);
    courier_close(&b.courier);
    open_courier();
    CHECK_INT(round_of(true).received, 1);
    CHECK_INT(b.paper_puts, 1);
    CHECK_INT(b.puts, 2);
    CHECK_INT(b.distinct, 1);
    end();
}

TEST(a_claimed_row_of_a_dead_courier_is_taken_up_again)
{
    begin();
    save(UUID);
    struct outbox *o = NULL;
    struct dispatch_item item;
    const struct dispatch_filter f = {.everything = true};
    CHECK(!failed(dispatch_open(&o, scratch_root, &b.courier.dir)));
    CHECK(!failed(dispatch_next(o, &f, &item)));
    CHECK(!failed(dispatch_claim(o, &item, false)));
    outbox_close(o);
    CHECK_INT(row_of(UUID).state, OUTBOX_SENDING);
    CHECK_INT(round_of(false).received, 1);
    CHECK_INT(row_of(UUID).attempts, 2);
    end();
}

TEST(sent_is_not_received_until_the_number_comes)
{
    begin();
    save(UUID);
    b.number_later = true;
    struct courier_report r = round_of(false);
    CHECK_INT(r.sent, 1);
    CHECK_INT(r.left, 0);
    CHECK_INT(r.waiting, 1);
    CHECK_INT(row_of(UUID).state, OUTBOX_SENT);
    CHECK_STR(row_of(UUID).file_number, "");
    CHECK(courier_wait_ms(&b.courier) <= 10000);
    b.number_later = false;
    wait_s(10);
    CHECK_INT(round_of(false).received, 1);
    CHECK_STR(row_of(UUID).file_number, "THU-1");
    CHECK_INT(b.puts, 1);
    end();
}

TEST(a_portal_that_forgot_gets_everything_again)
{
    begin();
    save(UUID);
    b.number_later = true;
    round_of(false);
    b.stored[0] = '\0';
    b.paper_here = false;
    b.number_later = false;
    wait_s(20);
    round_of(false);
    CHECK_INT(row_of(UUID).state, OUTBOX_SAVED);
    CHECK_INT(round_of(false).received, 1);
    CHECK_INT(b.paper_puts, 2);
    end();
}

TEST(a_refused_application_is_held_after_three_tries_and_kept)
{
    begin();
    save(UUID);
    for (int i = 0; i < 3; i++) {
        fault((struct http_step){.status = 422, .body = "{\"error\":\"hash-mismatch\"}"}, false);
        CHECK_INT(row_of(UUID).state, OUTBOX_SAVED);
        round_of(true);
    }
    CHECK_INT(row_of(UUID).state, OUTBOX_HELD);
    CHECK_STR(row_of(UUID).last_reason, "refused");
    CHECK_INT(row_of(UUID).last_status, 422);
    CHECK_INT(round_of(true).left, 1);
    CHECK_INT(b.puts, 0);
    CHECK(!failed(outbox_retry(b.kiosk, UUID, 0)));
    CHECK_INT(round_of(false).received, 1);
    end();
}

TEST(one_poisoned_application_does_not_hold_up_the_next)
{
    begin();
    save(UUID2);
    save(UUID);
    fault((struct http_step){.status = 500}, false);
    const struct courier_report r = round_of(false);
    CHECK_INT(r.received, 1);
    CHECK_INT(r.left, 1);
    CHECK_INT(row_of(UUID).state, OUTBOX_RECEIVED);
    CHECK_INT(row_of(UUID2).state, OUTBOX_SAVED);
    CHECK(row_of(UUID2).next_try_at >= 1795400700);
    end();
}

TEST(without_a_line_one_try_is_enough_for_all_and_a_fresh_one_is_tried_at_once)
{
    begin();
    save(UUID2);
    save(UUID);
    b.http.answer = NULL; /* the empty script: offline */
    struct courier_report r = round_of(false);
    CHECK_INT(r.left, 2);
    CHECK_STR(r.reason, "offline");
    CHECK_INT(row_of(UUID).attempts, 0);
    CHECK(!b.courier.online);
    b.http.answer = answer;
    b.courier.gate_ms = (int64_t)(1795400700 + 600) * 1000;
    CHECK_INT(row_of(UUID2).attempts, 1);
    wait_s(1);
    b.courier.check_ms = (int64_t)(1795400700 + 600) * 1000;
    round_of(false);
    CHECK(row_of(UUID).attempts == 1);
    CHECK(b.courier.online);
    CHECK_INT(row_of(UUID).state, OUTBOX_RECEIVED);
    end();
}

TEST(refused_credentials_stop_the_queue_for_a_quarter_of_an_hour)
{
    begin();
    save(UUID);
    fault((struct http_step){.status = 401, .body = "{\"error\":\"unauthorized\"}"}, false);
    struct courier_report r = round_of(false);
    CHECK_STR(r.reason, "unauthorized");
    b.courier.check_ms = INT64_MAX;
    wait_s(14 * 60);
    round_of(false);
    CHECK_INT(row_of(UUID).state, OUTBOX_SAVED);
    wait_s(2 * 60);
    CHECK_INT(round_of(false).received, 1);
    end();
}

TEST(retry_after_is_obeyed)
{
    begin();
    save(UUID);
    fault((struct http_step){.status = 503, .retry_after_s = 40}, false);
    round_of(false);
    wait_s(39);
    CHECK_INT(round_of(false).received, 0);
    wait_s(1);
    CHECK_INT(round_of(false).received, 1);
    end();
}

static void unlink_paper(void *context, const char *name)
{
    (void)context;
    char path[256];
    snprintf(path, sizeof path, "%s/papers/%s", scratch_root, name);
    CHECK(unlink(path) == 0);
}

TEST(what_cannot_be_opened_here_is_held_at_once_with_its_reason)
{
    begin();
    save(UUID);
    CHECK(!failed(b.courier.dir.ops->each(&b.courier.dir, scratch("papers"), unlink_paper, NULL)));
    save(UUID2);
    CHECK(!failed(store_run(&b.kiosk->store,
                            "UPDATE application SET sealed=zeroblob(900) WHERE seq=2", BIND_NOTHING,
                            NULL)));
    CHECK_INT(round_of(false).held, 2);
    CHECK_STR(row_of(UUID).last_reason, "paper-lost");
    CHECK_STR(row_of(UUID2).last_reason, "damaged");
    CHECK_INT(b.puts + b.paper_puts, 0);
    CHECK_INT(row_of(UUID).state, OUTBOX_HELD);
    end();
}

TEST(the_check_tells_the_portal_from_a_stranger)
{
    const char *reason = "";
    begin();
    CHECK(courier_check(&b.courier, &reason));
    CHECK(b.courier.online);
    fault((struct http_step){.status = 200, .body = "<html>"}, false);
    CHECK(!courier_check(&b.courier, &reason));
    CHECK_STR(reason, "not-the-portal");
    CHECK(!b.courier.online);
    fault((struct http_step){.status = 401}, false);
    CHECK(!courier_check(&b.courier, &reason));
    CHECK_STR(reason, "unauthorized");
    end();
}

TEST(before_the_kiosk_ran_there_is_nothing_to_do)
{
    memset(&b, 0, sizeof b);
    scratch_open_in_memory();
    http_script_init(&b.http);
    b.http.answer = answer;
    b.random = random_seeded(7);
    b.clock = clock_manual(1795400700);
    open_courier();
    struct courier_report report;
    CHECK_INT(courier_round(&b.courier, false, &report).code, ERR_NOT_FOUND);
    CHECK(b.courier.online);
    CHECK(access(scratch("box.pub"), F_OK) == 0);
    courier_close(&b.courier);
}

TEST(a_database_set_aside_by_the_kiosk_is_noticed)
{
    begin();
    round_of(false);
    int n = 0;
    outbox_close(b.kiosk);
    CHECK(!failed(store_set_aside(&b.courier.dir, scratch("outbox.db"), &n)));
    CHECK_INT(outbox_open(&b.kiosk, scratch_root).code, ERR_NONE);
    save(UUID);
    CHECK_INT(round_of(true).received, 1);
    end();
}

int main(void)
{
    RUN(one_round_brings_paper_and_record_and_deletes_the_content);
    RUN(no_fault_loses_or_doubles_an_application);
    RUN(a_restart_at_any_exchange_goes_on_and_does_not_repeat_papers);
    RUN(a_claimed_row_of_a_dead_courier_is_taken_up_again);
    RUN(sent_is_not_received_until_the_number_comes);
    RUN(a_portal_that_forgot_gets_everything_again);
    RUN(a_refused_application_is_held_after_three_tries_and_kept);
    RUN(one_poisoned_application_does_not_hold_up_the_next);
    RUN(without_a_line_one_try_is_enough_for_all_and_a_fresh_one_is_tried_at_once);
    RUN(refused_credentials_stop_the_queue_for_a_quarter_of_an_hour);
    RUN(retry_after_is_obeyed);
    RUN(what_cannot_be_opened_here_is_held_at_once_with_its_reason);
    RUN(the_check_tells_the_portal_from_a_stranger);
    RUN(before_the_kiosk_ran_there_is_nothing_to_do);
    RUN(a_database_set_aside_by_the_kiosk_is_noticed);
    scratch_close();
    return check_done();
}
