/* Large papers over a line that is cut, at portals that have uploads, have none, or lie. */
#define _GNU_SOURCE /* nftw */
#include <stdlib.h>

#include "tests/unit/courier_rest_portal.h"

#define PLACES 3
#define WHOLE  (10 + 19 + 5) /* bytes of example_files */

/* What the portal has of each paper. */
static struct {
    struct {
        char sha256[SEAL_HEX];
        char bytes[64];
        size_t have, length;
        bool there;
    } places[PLACES];
    size_t taken, sent; /* bytes of parts: stored, and that came at all */
    int made, asked, went;
    size_t cut_after;       /* so many bytes of the next part arrive, then the line is cut */
    struct http_step make;  /* says this when an upload is to be made; status 0 = what is true */
    struct http_step ask;   /* ... when it is asked */
    struct http_step go_on; /* ... when a part came */
    bool spoils;            /* what it stores */
} tus;

static struct http_step tus_says(int status, const char *second)
{
    return (struct http_step){.status = status, .wanted = {"1.0.0", second}};
}

static int place_of(const char *path)
{
    const char *sha256 = strstr(path, "/papers/") + strlen("/papers/");
    for (int i = 0; i < PLACES; i++) {
        if (tus.places[i].sha256[0] == '\0') {
            snprintf(tus.places[i].sha256, SEAL_HEX, "%s", sha256);
        }
        if (strncmp(tus.places[i].sha256, sha256, SEAL_HEX - 1) == 0) {
            return i;
        }
    }
    CHECK(false);
    return 0;
}

static const char *wished(const struct http_request *r, const char *name)
{
    for (int i = 0; i < HTTP_HEADERS && r->headers[i].name != NULL; i++) {
        if (strcmp(r->headers[i].name, name) == 0) {
            return r->headers[i].value;
        }
    }
    return "";
}

static struct http_step tus_make(const struct http_request *r)
{
    const int i = place_of(r->path);
    tus.made++;
    if (tus.make.status != 0) {
        return tus.make;
    }
    tus.places[i].there = true;
    tus.places[i].length = strtoul(wished(r, "Upload-Length"), NULL, 10);
    snprintf(w.answer, sizeof w.answer, "%s/p%d", r->path, i);
    return tus_says(201, w.answer);
}

static struct http_step tus_ask(int i)
{
    tus.asked++;
    if (tus.ask.status != 0) {
        return tus.ask;
    }
    snprintf(w.answer, sizeof w.answer, "%zu", tus.places[i].have);
    return tus.places[i].there ? tus_says(200, w.answer) : say(404, "");
}

static bool is_true(int i)
{
    char hash[SEAL_HEX];
    example_hash(tus.places[i].bytes, tus.places[i].have, hash);
    return tus.places[i].have == tus.places[i].length && strcmp(hash, tus.places[i].sha256) == 0;
}

static struct http_step tus_take(const struct http_request *r, int i)
{
    const size_t size = tus.cut_after > 0 && tus.cut_after < r->size ? tus.cut_after : r->size;
    tus.went++;
    tus.sent += r->size;
    if (!tus.places[i].there) {
        return say(404, "{\"error\":\"unknown\"}");
    }
    if (strtoul(wished(r, "Upload-Offset"), NULL, 10) != tus.places[i].have) {
        return say(409, "{\"error\":\"offset\"}");
    }
    memcpy(tus.places[i].bytes + tus.places[i].have, r->body, size);
    tus.places[i].bytes[0] ^= tus.spoils ? 1 : 0;
    tus.places[i].have += size;
    tus.taken += size;
    if (tus.cut_after > 0) {
        tus.cut_after = 0;
        return (struct http_step){.error = ERR(ERR_UNKNOWN_OUTCOME, 56, "test")};
    }
    if (tus.go_on.status != 0) {
        return tus.go_on;
    }
    if (tus.places[i].have == tus.places[i].length && !is_true(i)) {
        tus.places[i].there = false;
        tus.places[i].have = 0;
        return say(460, "{\"error\":\"hash-mismatch\"}");
    }
    snprintf(w.answer, sizeof w.answer, "%zu", tus.places[i].have);
    return tus_says(204, w.answer);
}

static struct http_step tus_portal(const struct http_request *r)
{
    if (strstr(r->path, "/upload") == NULL) {
        return rest_portal(r);
    }
    CHECK_STR(wished(r, "Tus-Resumable"), "1.0.0");
    return strcmp(r->method, "POST") == 0   ? tus_make(r)
           : strcmp(r->method, "HEAD") == 0 ? tus_ask(place_of(r->path))
                                            : tus_take(r, place_of(r->path));
}

/* Every paper counts as large. */
static void tus_begin(void)
{
    rest_open(true);
    memset(&tus, 0, sizeof tus);
    w.portal = tus_portal;
    world_extras.upload_above = 1;
    restart_courier();
    save();
}

static void all_is_there(void)
{
    CHECK_INT(row().state, OUTBOX_RECEIVED);
    for (int i = 0; i < PLACES; i++) {
        CHECK(is_true(i));
    }
    CHECK_INT(server.paper_puts, 0);
    CHECK_INT(tus.taken, WHOLE);
}

TEST(a_large_paper_goes_as_an_upload_and_a_small_one_whole)
{
    tus_begin();
    CHECK_INT(round_of(false).received, 1);
    all_is_there();
    CHECK_INT(tus.sent, WHOLE);
    CHECK_INT(w.exchanges, 3 * PLACES + 1);
    world_close();
    tus_begin();
    world_extras.upload_above = 10; /* the first paper has ten bytes, the photo five */
    restart_courier();
    CHECK_INT(round_of(false).received, 1);
    CHECK_INT(server.paper_puts, 2);
    CHECK_INT(tus.taken, 19);
    world_close();
    rest_begin(true); /* ... and with the constant all of them are small */
    CHECK_INT(round_of(false).received, 1);
    CHECK_INT(server.paper_puts, 3);
    world_close();
}

/* Cut after every byte of the second paper, the courier dead or not: no byte goes twice. */
TEST(a_line_that_is_cut_costs_no_byte_twice)
{
    for (size_t at = 1; at < 19; at++) {
        tus_begin();
        fault_at(6, 1, passing_faults[0], false); /* the second paper's part: nothing arrives */
        round_of(false);
        CHECK_INT(tus.taken, 10);
        wait_s(60);
        tus.cut_after = at;
        round_of(false);
        CHECK_INT(row().state, OUTBOX_SAVED);
        CHECK_STR(row().last_reason, "unknown-outcome");
        CHECK_INT(tus.taken, 10 + at);
        if (at % 2 == 0) {
            restart_courier();
        }
        const size_t before = tus.sent;
        wait_s(3600);
        CHECK_INT(round_of(false).received, 1);
        all_is_there();
        CHECK_INT(tus.sent - before, WHOLE - 10 - at);
        CHECK_INT(tus.made, PLACES);
        world_close();
    }
}

/* At every exchange, before the portal took it and after (a cut line both, the others in turn), and
 * the courier dies of it. */
TEST(every_fault_at_every_exchange_ends_with_all_of_it_there_once)
{
    for (size_t f = 0; f < PASSING_FAULTS; f++) {
        for (int n = 1; n <= 3 * PLACES + 1; n++) {
            const int first = f == 0 ? 0 : n % 2;
            for (int after = first; after < (f == 0 ? 2 : first + 1); after++) {
                tus_begin();
                fault_at(n, 1, passing_faults[f], after == 1);
                for (int i = 0; i < 8 && row().state != OUTBOX_RECEIVED; i++) {
                    round_of(false);
                    restart_courier();
                    wait_s(3600);
                }
                CHECK_INT(row().state, OUTBOX_RECEIVED);
                CHECK_INT(bodies_of("/applications/" EXAMPLE_UUID), 1);
                /* A hotel's page where an upload is to be made: that paper goes whole. */
                const bool whole = passing_faults[f].status == 200 && n % 3 == 1 && n < 10;
                CHECK_INT(server.paper_puts, whole ? 1 : 0);
                if (!whole) {
                    all_is_there();
                }
                world_close();
            }
        }
    }
}

TEST(a_portal_without_uploads_gets_the_paper_whole)
{
    static const struct http_step none[] = {
        {.status = 404, .body = "{\"error\":\"unknown\"}"},
        {.status = 400, .body = "{\"error\":\"bad-path\"}"},
        {.status = 405},
        {.status = 403},
        {.status = 500},
        {.status = 501},
        {.status = 412, .wanted = {"0.2.2"}},
        {.status = 201, .wanted = {NULL, "/applications/x"}},
        {.status = 201, .wanted = {"1.0.0", "http://elsewhere.invalid/upload/1"}},
        {.status = 201, .wanted = {"1.0.0", "/../../etc/passwd"}},
    };
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        tus_begin();
        tus.make = none[i];
        CHECK_INT(round_of(false).received, 1);
        CHECK_INT(server.paper_puts, 3);
        CHECK_INT(tus.asked + tus.went, 0);
        CHECK_INT(w.exchanges, 2 * 3 + 1);
        world_close();
    }
}

static void cut_first(void)
{
    tus_begin();
    tus.cut_after = 4;
    round_of(false);
    CHECK_INT(tus.taken, 4);
    wait_s(3600);
}

TEST(an_upload_that_is_gone_is_begun_anew)
{
    cut_first();
    tus.places[0].there = false;
    tus.places[0].have = 0;
    CHECK_INT(round_of(false).received, 1);
    CHECK_INT(tus.made, PLACES + 1);
    CHECK(is_true(0) && is_true(1) && is_true(2));
    world_close();
    /* Gone as soon as it is made: whole, then. */
    tus_begin();
    tus.ask = say(410, "");
    CHECK_INT(round_of(false).received, 1);
    CHECK_INT(server.paper_puts, 3);
    CHECK_INT(tus.made, 2 * PLACES);
    world_close();
}

/* Gone between the question and the part, or on the way there is something that knows no PATCH. */
TEST(where_no_part_can_be_sent_the_paper_goes_whole)
{
    static const int none[] = {403, 404, 405, 410, 501};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        tus_begin();
        tus.go_on = say(none[i], "");
        CHECK_INT(round_of(false).received, 1);
        CHECK_INT(server.paper_puts, 3);
        CHECK_INT(tus.made, 3);
        world_close();
    }
}

TEST(parts_that_do_not_make_the_paper_are_a_refusal_and_three_of_them_a_persons)
{
    tus_begin();
    tus.spoils = true;
    round_of(false);
    CHECK_INT(row().state, OUTBOX_SAVED);
    CHECK_STR(row().last_reason, "refused");
    tus.spoils = false;
    wait_s(3600);
    CHECK_INT(round_of(false).received, 1); /* begun anew */
    CHECK_INT(tus.made, PLACES + 1);
    world_close();
    tus_begin();
    tus.spoils = true;
    for (int i = 0; i < 3; i++) {
        CHECK_INT(row().state, OUTBOX_SAVED);
        round_of(true);
    }
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_INT(tus.went, 3);
    CHECK_INT(server.record_puts, 0);
    world_close();
}

/* Nothing such a portal says is an acknowledgement, and it is not asked without end. */
TEST(an_offset_that_cannot_be_is_no_acknowledgement)
{
    static const char *const wrong[] = {"23", "-1", "ten", "", "9", "0", "99999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        cut_first();
        tus.go_on = tus_says(204, wrong[i]);
        if (wrong[i][0] == '9' && wrong[i][1] == '\0') { /* a part of the part: later */
            tus.go_on.status = 409;
        }
        for (int k = 0; k < 20; k++) {
            round_of(false); /* nothing is due before its time */
        }
        CHECK_INT(tus.went, 2);
        CHECK_INT(row().state, OUTBOX_SAVED);
        CHECK_INT(server.record_puts, 0);
        tus.go_on.status = 0;
        wait_s(3600);
        CHECK_INT(round_of(false).received, 1);
        all_is_there();
        world_close();
    }
    for (size_t i = 0; i < 4; i++) {
        cut_first();
        tus.ask = tus_says(200, wrong[i]);
        round_of(false);
        CHECK_STR(row().last_reason, "not-the-portal");
        CHECK_INT(tus.went, 1);
        tus.ask.status = 0;
        wait_s(3600);
        CHECK_INT(round_of(false).received, 1); /* begun anew */
        CHECK_INT(tus.made, PLACES + 1);
        world_close();
    }
}

/* It said that all of it is there, and then that it is missing. */
TEST(what_is_missing_after_its_upload_is_sent_whole)
{
    tus_begin();
    server.paper_lost = true;
    CHECK_INT(round_of(false).sent, 1);
    CHECK_STR(row().last_reason, "papers-missing");
    CHECK_INT(server.paper_puts, 0);
    wait_s(3600);
    CHECK_INT(round_of(false).received, 1);
    CHECK_INT(server.paper_puts, 3);
    world_close();
}

/* A place that could not be kept is not sent to; one that could not be forgotten is asked again. */
TEST(a_failing_disk_sends_nothing_to_a_place_it_did_not_keep)
{
    struct courier_report report;
    for (int i = 0; i < 3; i++) {
        tus_begin();
        if (i > 0) {
            tus.cut_after = 4;
            round_of(false);
            wait_s(3600);
        }
        tus.ask = say(i == 1 ? 404 : 0, "");
        tus.spoils = i == 2;
        struct store *queue = &w.courier.queue.store;
        CHECK(!failed(store_run(queue,
                                "CREATE TRIGGER no BEFORE UPDATE ON request BEGIN SELECT a FROM"
                                " nowhere; END",
                                BIND_NOTHING, NULL)));
        CHECK(failed(courier_round(&w.courier, false, &report)));
        CHECK_INT(tus.went, i);
        CHECK(!failed(store_run(queue, "DROP TRIGGER no", BIND_NOTHING, NULL)));
        tus.ask.status = 0;
        tus.spoils = false;
        wait_s(3600);
        CHECK_INT(round_of(true).received, 1);
        CHECK(is_true(0) && is_true(1) && is_true(2));
        world_close();
    }
}

int main(void)
{
    RUN(a_large_paper_goes_as_an_upload_and_a_small_one_whole);
    RUN(a_line_that_is_cut_costs_no_byte_twice);
    RUN(every_fault_at_every_exchange_ends_with_all_of_it_there_once);
    RUN(a_portal_without_uploads_gets_the_paper_whole);
    RUN(an_upload_that_is_gone_is_begun_anew);
    RUN(where_no_part_can_be_sent_the_paper_goes_whole);
    RUN(parts_that_do_not_make_the_paper_are_a_refusal_and_three_of_them_a_persons);
    RUN(an_offset_that_cannot_be_is_no_acknowledgement);
    RUN(what_is_missing_after_its_upload_is_sent_whole);
    RUN(a_failing_disk_sends_nothing_to_a_place_it_did_not_keep);
    scratch_close();
    return check_done();
}
