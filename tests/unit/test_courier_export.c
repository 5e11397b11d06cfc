#define _GNU_SOURCE /* nftw */
#include "tests/unit/courier_world.h"

#include "app/outbox/box_key.h"
#include "app/outbox/outbox_export.h"
#include "platform/port_files.h"

/* A portal that knows applications by their uuid. */
static struct {
    bool stored, others, waiting; /* others: other content is under it; waiting: no number yet */
    int puts, asked;
    char hash[SEAL_HEX];
} server;

static struct seal_public other;
static const struct adapter *adapter;
static struct adapter odd;

static struct http_step state_of(int status)
{
    snprintf(w.answer, sizeof w.answer,
             "{\"uuid\":\"" EXAMPLE_UUID
             "\",\"sha256\":\"%s\",\"state\":1%s,\"papers_missing\":[]}",
             server.others ? EXAMPLE_UUID : server.hash,
             server.waiting ? "" : ",\"file_number\":\"THU-1\"");
    return say(status, w.answer);
}

static struct http_step portal(const struct http_request *r)
{
    const char *paper = strstr(r->path, "/papers/");
    if (paper != NULL) {
        snprintf(w.answer, sizeof w.answer, "{\"sha256\":\"%s\",\"size\":%zu}", paper + 8, r->size);
        return say(201, w.answer);
    }
    if (strcmp(r->method, "PUT") == 0) {
        server.puts++;
        server.stored = true;
        example_hash(r->body, r->size, server.hash);
        return state_of(201);
    }
    server.asked++;
    return server.stored || server.others ? state_of(200) : say(404, "{\"error\":\"unknown\"}");
}

static void begin(void)
{
    struct seal_secret ignored;
    memset(&server, 0, sizeof server);
    world_open(adapter == NULL ? &adapter_rest : adapter, NULL, portal);
    seal_pair(&other, &ignored);
    save();
}

static void sql(const char *statement)
{
    CHECK(!failed(store_run(&w.kiosk->store, statement, BIND_NOTHING, NULL)));
}

static void wish(void)
{
    CHECK_INT(outbox_export_wish(w.kiosk, EXAMPLE_UUID, &other, w.clock.ops->now_s(&w.clock)).code,
              ERR_NONE);
}

static struct outbox_export exported(void)
{
    struct outbox_export x = {.state = OUTBOX_EXPORT_WISHED};
    CHECK_INT(outbox_export_find(w.kiosk, EXAMPLE_UUID, &x).code, ERR_NONE);
    return x;
}

static void check_denied(const char *why)
{
    CHECK_INT(exported().state, OUTBOX_EXPORT_DENIED);
    CHECK_STR(exported().why, why);
}

/* One attempt of which nobody knows whether it arrived. */
static void try_once(bool arrives)
{
    fault_at(4, 1, (struct http_step){.error = {ERR_UNKNOWN_OUTCOME, 56, "test"}}, arrives);
    round_of(true);
    CHECK_INT(row().state, OUTBOX_SAVED);
    CHECK_INT(row().attempts, 1);
}

static void cut_the_line(void)
{
    fault_at(1, 1000, (struct http_step){.error = {ERR_OFFLINE, 7, "test"}}, false);
}

TEST(what_was_never_tried_is_sealed_at_once_and_not_sent)
{
    begin();
    wish();
    CHECK_INT(courier_wait_ms(&w.courier), 0);
    CHECK_INT(round_of(true).exported, 1);
    CHECK_INT(row().state, OUTBOX_EXPORTED);
    CHECK_INT(exported().state, OUTBOX_EXPORT_DONE);
    CHECK(!row().at_rest);
    CHECK_INT(w.exchanges, 0);
    for (int i = 0; i < 3; i++) {
        wait_s(3600);
        CHECK_INT(round_of(true).left, 0);
    }
    CHECK_INT(server.puts, 0);
    world_close();
}

TEST(without_a_line_it_is_sealed_all_the_same)
{
    begin();
    cut_the_line();
    round_of(true);
    round_of(true);
    CHECK_INT(row().attempts, 2);
    const int before = w.exchanges;
    wish();
    CHECK_INT(round_of(false).exported, 1); /* behind the closed gate */
    CHECK_INT(w.exchanges, before);
    restart_courier();
    CHECK_INT(row().state, OUTBOX_EXPORTED);
    world_close();
}

TEST(what_may_have_left_is_asked_about_first)
{
    begin();
    try_once(false);
    wish();
    CHECK_INT(round_of(false).exported, 1);
    CHECK_INT(server.asked, 1);
    CHECK_INT(row().state, OUTBOX_EXPORTED);
    CHECK_INT(server.puts, 0);
    world_close();
}

TEST(what_has_arrived_is_received_and_goes_nowhere_else)
{
    begin();
    try_once(true);
    wish();
    const struct courier_report r = round_of(false);
    CHECK(r.exported == 0 && r.received == 1);
    CHECK_INT(row().state, OUTBOX_RECEIVED);
    CHECK_STR(row().file_number, "THU-1");
    CHECK_INT(server.puts, 1);
    world_close();
}

TEST(what_has_arrived_without_a_number_is_sent_and_stays)
{
    begin();
    server.waiting = true;
    try_once(true);
    wish();
    CHECK_INT(round_of(false).exported, 0);
    CHECK_INT(row().state, OUTBOX_SENT);
    check_denied("at-portal");
    world_close();
}

TEST(where_other_content_is_under_its_uuid_a_person_looks)
{
    begin();
    try_once(false);
    server.others = true;
    wish();
    round_of(false);
    check_denied("conflict");
    CHECK(row().state == OUTBOX_SAVED || row().state == OUTBOX_HELD);
    world_close();
}

TEST(where_the_portal_cannot_be_reached_the_same_uuid_may_go)
{
    begin();
    try_once(true);
    cut_the_line();
    wish();
    CHECK_INT(round_of(false).exported, 1);
    CHECK_INT(row().state, OUTBOX_EXPORTED);
    world_close();
}

TEST(what_is_held_may_go)
{
    begin();
    sql("UPDATE application SET state=4, attempts=3");
    CHECK_INT(row().state, OUTBOX_HELD);
    wish();
    CHECK_INT(round_of(false).exported, 1);
    CHECK_INT(server.asked, 1);
    world_close();
}

/* Portals that mint numbers, or cannot be asked, or could not be by an attempt of before. */
TEST(where_a_second_copy_would_be_a_second_file_what_may_have_left_stays)
{
    static const char *const changes[] = {"UPDATE application SET attempts=1, silent=1",
                                          "UPDATE application SET attempts=1",
                                          "UPDATE application SET attempts=1"};
    for (int i = 0; i < 3; i++) {
        odd = adapter_rest;
        odd.mints = i == 1;
        odd.status = i == 2 ? NULL : odd.status;
        adapter = &odd;
        begin();
        sql(changes[i]);
        CHECK(!failed(store_run(&w.kiosk->store, "UPDATE application SET next_try_ms=?1",
                                BIND(BIND_INT((int64_t)(WORLD_START + 3600) * 1000)), NULL)));
        wish();
        CHECK_INT(round_of(false).exported, 0);
        check_denied("may-be-there");
        CHECK_INT(row().state, OUTBOX_SAVED);
        CHECK_INT(w.exchanges, 0);
        world_close();
        begin();
        wish();
        CHECK_INT(round_of(false).exported, 1); /* but not what never left */
        wait_s(3600 * 25);
        round_of(false); /* and is asked about where that can be */
        CHECK_INT(server.asked, i == 0 ? 1 : 0);
        CHECK(row().next_try_at > WORLD_START + 3600 * 25);
        world_close();
    }
    adapter = NULL;
}

TEST(asked_back_or_sent_meanwhile_it_stays)
{
    begin();
    wish();
    sql("UPDATE application SET withdrawal=1, attempts=1");
    round_of(false);
    check_denied("asked-back");
    world_close();
    begin();
    wish();
    sql("UPDATE application SET state=2");
    round_of(false);
    check_denied("over");
    world_close();
}

static void remove_paper(void *context, const char *name)
{
    char path[512];
    (void)context;
    snprintf(path, sizeof path, "%s/papers/%s", scratch_root, name);
    CHECK(unlink(path) == 0);
}

TEST(what_does_not_open_stays_and_says_why)
{
    const struct seal_public none = {{0}};
    struct port_dir dir = dir_linux();
    begin();
    cut_the_line();
    CHECK_INT(outbox_export_wish(w.kiosk, EXAMPLE_UUID, &none, w.clock.ops->now_s(&w.clock)).code,
              ERR_NONE);
    round_of(false);
    check_denied("bad-key");
    wish();
    sql("UPDATE export SET target=x'01'");
    round_of(false);
    check_denied("bad-key");
    CHECK(!failed(dir.ops->each(&dir, scratch("papers"), remove_paper, NULL)));
    wish();
    round_of(false);
    check_denied("paper-lost");
    sql("UPDATE application SET sealed=x'01020304'");
    wish();
    round_of(false);
    check_denied("damaged");
    world_close();
}

TEST(the_portal_is_asked_until_it_has_it_from_the_other_kiosk)
{
    begin();
    wish();
    round_of(false);
    CHECK_INT(w.exchanges, 0);
    wait_s(3 * 3600);
    round_of(false);
    CHECK_INT(server.asked, 1);
    CHECK_INT(row().state, OUTBOX_EXPORTED);
    round_of(false);
    CHECK_INT(server.asked, 1);
    cut_the_line();
    wait_s(13 * 3600);
    round_of(false);
    CHECK_INT(row().state, OUTBOX_EXPORTED);
    fault_at(1, 0, (struct http_step){.status = 200}, false);
    /* The other kiosk sent it. */
    const struct record r = record_of_pages(EXAMPLE_UUID);
    static char bytes[16384];
    const struct parcel p = parcel_of(&r, bytes, sizeof bytes);
    memcpy(server.hash, p.sha256, SEAL_HEX);
    server.stored = true;
    wait_s(13 * 3600);
    CHECK_INT(round_of(false).received, 1);
    CHECK_INT(row().state, OUTBOX_RECEIVED);
    CHECK(row().at_rest);
    CHECK_STR(row().file_number, "THU-1");
    CHECK_INT(server.puts, 0);
    struct outbox_export x;
    CHECK_INT(outbox_export_find(w.kiosk, EXAMPLE_UUID, &x).code, ERR_NOT_FOUND);
    world_close();
}

TEST(what_is_taken_back_is_sent_once_and_not_doubled)
{
    begin();
    wish();
    round_of(false);
    CHECK(!failed(outbox_take_back(w.kiosk, EXAMPLE_UUID, WORLD_START)));
    CHECK_INT(round_of(false).received, 1);
    CHECK_INT(row().state, OUTBOX_RECEIVED);
    CHECK_INT(server.puts, 1);
    world_close();
}

static void withdraw_now(enum event_id id, int64_t a, int64_t b)
{
    (void)a;
    (void)b;
    if (id == EV_EXPORTED) { /* between the first and the second that is sealed */
        CHECK_INT(outbox_withdraw(w.kiosk, "6ba7b812-9dad-41d1-80b4-00c04fd430c8").code, ERR_NONE);
    }
}

TEST(what_is_withdrawn_while_it_waits_to_be_sealed_is_withdrawn)
{
    static const char second[] = "6ba7b812-9dad-41d1-80b4-00c04fd430c8";
    struct outbox_row r;
    struct outbox_export x;
    begin();
    const struct record more = record_of_pages(second);
    CHECK(!failed(outbox_put(w.kiosk, &more)));
    wish();
    CHECK(!failed(outbox_export_wish(w.kiosk, second, &other, w.clock.ops->now_s(&w.clock))));
    w.courier.params.note = withdraw_now;
    CHECK_INT(round_of(false).exported, 1);
    CHECK(!failed(outbox_find(w.kiosk, second, &r)));
    CHECK_INT(r.state, OUTBOX_WITHDRAWN);
    CHECK(!failed(outbox_export_find(w.kiosk, second, &x)));
    CHECK_INT(x.state, OUTBOX_EXPORT_DENIED);
    CHECK_STR(x.why, "over");
    world_close();
}

static int moves_left;

/* Somebody moves the row while it is opened. */
static struct err map_and_move(const char *path, struct file_bytes *ret_file)
{
    if (moves_left-- > 0) {
        sql("UPDATE application SET attempts=attempts+1,"
            " unsent=unsent+1");
    }
    return files_linux()->ops->map(path, ret_file);
}

TEST(one_that_is_moved_just_then_is_looked_at_again)
{
    begin();
    cut_the_line();
    round_of(false);
    struct port_files_ops ops = *files_linux()->ops;
    const struct port_files files = {&ops};
    ops.map = map_and_move;
    w.courier.outbox->dir.files = &files;
    moves_left = 1; /* one sealing opens all papers */
    wish();
    CHECK_INT(round_of(false).exported, 1);
    CHECK(!failed(outbox_take_back(w.kiosk, EXAMPLE_UUID, WORLD_START)));
    CHECK(!failed(
        store_run(&w.kiosk->store, "UPDATE application SET unsent=attempts", BIND_NOTHING, NULL)));
    wish();
    moves_left = 1000; /* and not for ever */
    CHECK_INT(round_of(false).exported, 0);
    CHECK_INT(exported().state, OUTBOX_EXPORT_WISHED);
    moves_left = 0;
    CHECK_INT(round_of(false).exported, 1);
    world_close();
}

TEST(behind_a_closed_gate_nobody_is_asked)
{
    begin();
    try_once(true);
    cut_the_line();
    wait_s(3600);
    round_of(false);
    CHECK(w.courier.gate_ms > 0);
    const int before = w.exchanges;
    wish();
    CHECK_INT(round_of(false).exported, 1);
    CHECK_INT(w.exchanges, before);
    world_close();
}

static struct err round_code(void)
{
    struct courier_report report;
    w.courier.check_ms = INT64_MAX;
    return courier_round(&w.courier, false, &report);
}

static void lose_requests(void)
{
    CHECK(!failed(store_run(&w.courier.queue.store, "ALTER TABLE request RENAME TO gone",
                            BIND_NOTHING, NULL)));
}

TEST(without_its_own_notes_the_courier_asks_nobody)
{
    begin();
    try_once(false);
    lose_requests();
    wish();
    CHECK(failed(round_code()));
    CHECK_INT(exported().state, OUTBOX_EXPORT_WISHED);
    world_close();
    begin();
    wish();
    round_of(false);
    lose_requests();
    wait_s(3 * 3600);
    CHECK(failed(round_code()));
    CHECK_INT(row().state, OUTBOX_EXPORTED);
    world_close();
}

TEST(what_cannot_be_moved_is_told_as_the_disk_s_trouble)
{
    begin();
    try_once(true);
    wish();
    sql("CREATE TRIGGER no BEFORE UPDATE ON application BEGIN SELECT"
        " RAISE(ABORT, 'no'); END");
    CHECK_INT(round_code().code, ERR_REFUSED);
    CHECK_INT(exported().state, OUTBOX_EXPORT_WISHED);
    world_close();
    begin(); /* never tried: the seal itself cannot be noted */
    wish();
    sql("CREATE TRIGGER no BEFORE UPDATE ON application BEGIN SELECT"
        " RAISE(ABORT, 'no'); END");
    CHECK_INT(round_code().code, ERR_REFUSED);
    CHECK_INT(row().state, OUTBOX_SAVED);
    CHECK_INT(w.exchanges, 0);
    world_close();
}

TEST(the_disk_s_own_trouble_ends_the_round_and_exports_nothing)
{
    struct courier_report report;
    begin();
    wish();
    sql("CREATE TRIGGER no BEFORE UPDATE ON export BEGIN SELECT"
        " RAISE(ABORT, 'no'); END");
    w.courier.check_ms = INT64_MAX;
    cut_the_line();
    CHECK_INT(courier_round(&w.courier, false, &report).code, ERR_REFUSED);
    CHECK_INT(row().state, OUTBOX_SAVED);
    CHECK(!failed(
        store_run(&w.kiosk->store, "ALTER TABLE export RENAME TO lost", BIND_NOTHING, NULL)));
    CHECK(failed(courier_round(&w.courier, false, &report)));
    world_close();
}

int main(void)
{
    RUN(what_was_never_tried_is_sealed_at_once_and_not_sent);
    RUN(without_a_line_it_is_sealed_all_the_same);
    RUN(what_may_have_left_is_asked_about_first);
    RUN(what_has_arrived_is_received_and_goes_nowhere_else);
    RUN(what_has_arrived_without_a_number_is_sent_and_stays);
    RUN(where_other_content_is_under_its_uuid_a_person_looks);
    RUN(where_the_portal_cannot_be_reached_the_same_uuid_may_go);
    RUN(what_is_held_may_go);
    RUN(where_a_second_copy_would_be_a_second_file_what_may_have_left_stays);
    RUN(asked_back_or_sent_meanwhile_it_stays);
    RUN(what_does_not_open_stays_and_says_why);
    RUN(the_portal_is_asked_until_it_has_it_from_the_other_kiosk);
    RUN(what_is_taken_back_is_sent_once_and_not_doubled);
    RUN(what_is_withdrawn_while_it_waits_to_be_sealed_is_withdrawn);
    RUN(one_that_is_moved_just_then_is_looked_at_again);
    RUN(behind_a_closed_gate_nobody_is_asked);
    RUN(without_its_own_notes_the_courier_asks_nobody);
    RUN(what_cannot_be_moved_is_told_as_the_disk_s_trouble);
    RUN(the_disk_s_own_trouble_ends_the_round_and_exports_nothing);
    scratch_close();
    return check_done();
}
