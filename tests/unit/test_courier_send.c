#define _GNU_SOURCE /* nftw */
#include "tests/unit/courier_rest_portal.h"

#define RECORD_PATH "/applications/" EXAMPLE_UUID

TEST(papers_the_portal_lost_are_sent_again_with_the_same_record)
{
    rest_begin(false);
    CHECK_INT(round_of(false).sent, 1);
    CHECK_INT(server.paper_puts, 3);
    server.paper_lost = true;
    server.number = true;
    wait_s(60);
    CHECK_INT(round_of(false).received, 1);
    CHECK_INT(server.paper_puts, 6);
    CHECK_INT(server.record_puts, 2);
    CHECK_INT(bodies_of(RECORD_PATH), 1);
    world_close();
}

static void lose_paper(void)
{
    server.paper_lost = true;
}

/* A number is no reason to delete what the portal does not have. */
TEST(a_number_while_papers_are_missing_keeps_them_here)
{
    rest_begin(true);
    server.meanwhile = lose_paper;
    CHECK_INT(round_of(false).sent, 1);
    CHECK_INT(row().state, OUTBOX_SENT);
    CHECK_STR(row().last_reason, "papers-missing");
    CHECK(!row().at_rest);
    wait_s(60);
    CHECK_INT(round_of(false).received, 1);
    CHECK_INT(server.paper_puts, 6);
    CHECK_STR(row().file_number, "THU-1");
    world_close();
}

TEST(other_bytes_under_its_uuid_are_for_a_person)
{
    rest_begin(true);
    server.other_bytes = true;
    memset(server.hash[0], '1', SEAL_HEX - 1);
    for (int i = 0; i < 3; i++) {
        CHECK_INT(row().state, OUTBOX_SAVED);
        round_of(true);
        CHECK_STR(row().last_reason, "conflict");
    }
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK(!row().at_rest);
    world_close();
}

/* A conflict is looked into: what is there may be ours after all, or nothing may be. */
TEST(a_conflict_that_is_none_is_found_out)
{
    rest_begin(true);
    fault_at(4, 1, say(409, "{\"error\":\"conflict\"}"), true);
    CHECK_INT(round_of(false).received, 1);
    CHECK_STR(row().file_number, "THU-1");
    world_close();
    rest_begin(true);
    fault_at(4, 1, say(409, "{\"error\":\"conflict\"}"), false);
    round_of(false);
    CHECK_INT(row().state, OUTBOX_SAVED);
    CHECK_STR(row().last_reason, "conflict");
    CHECK_INT(round_of(true).received, 1);
    world_close();
}

/* The kiosk was moved to a portal of another kind, and back. */
TEST(a_portal_that_cannot_be_asked_takes_nothing_away)
{
    static const struct adapter *const others[] = {&adapter_openrosa, &adapter_igate};
    static const struct credentials client = {"kiosk-07", "secret"};
    for (int i = 0; i < 2; i++) {
        rest_begin(false);
        CHECK_INT(round_of(false).sent, 1);
        const int before = w.exchanges;
        w.adapter = others[i];
        w.credentials = &client;
        restart_courier();
        round_of(true);
        CHECK_INT(w.exchanges, before);
        CHECK_INT(row().state, OUTBOX_SENT);
        CHECK_STR(row().last_reason, "no-number");
        CHECK(!row().at_rest);
        w.adapter = &adapter_rest;
        w.credentials = NULL;
        restart_courier();
        server.number = true;
        CHECK_INT(round_of(true).received, 1);
        world_close();
    }
}

TEST(a_request_that_is_not_what_was_first_sent_is_for_a_person)
{
    rest_begin(true);
    fault_at(4, 1, passing_faults[0], false);
    round_of(false);
    CHECK(!failed(store_run(&w.courier.queue.store, "UPDATE request SET body_sha256='00' WHERE n=3",
                            BIND_NOTHING, NULL)));
    round_of(true);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_STR(row().last_reason, "changed");
    CHECK_INT(server.record_puts, 0);
    world_close();
}

/* Nothing is sent that could not be frozen, and what was sent is remembered or sent again. */
TEST(a_queue_on_a_failing_disk_sends_nothing_new)
{
    static const char *const harms[] = {
        "ALTER TABLE request RENAME TO r",
        "CREATE TRIGGER no BEFORE INSERT ON request BEGIN SELECT a FROM nowhere; END",
        "CREATE TRIGGER no BEFORE UPDATE ON request BEGIN SELECT a FROM nowhere; END",
    };
    static const char *const cures[] = {"ALTER TABLE r RENAME TO request", "DROP TRIGGER no",
                                        "DROP TRIGGER no"};
    struct courier_report report;
    for (int i = 0; i < 3; i++) {
        rest_begin(true);
        struct store *queue = &w.courier.queue.store;
        CHECK(!failed(store_run(queue, harms[i], BIND_NOTHING, NULL)));
        CHECK(failed(courier_round(&w.courier, false, &report)));
        CHECK_INT(server.paper_puts, i == 2 ? 1 : 0);
        CHECK_INT(row().state, OUTBOX_SENDING); /* as a dead courier leaves it */
        CHECK(!failed(store_run(queue, cures[i], BIND_NOTHING, NULL)));
        CHECK_INT(round_of(true).received, 1);
        CHECK_INT(bodies_of(RECORD_PATH), 1);
        world_close();
    }
}

static void put_away(void *context, const char *name)
{
    snprintf(context, 256, "%s/%s", scratch("papers"), name);
    CHECK(rename(context, scratch("kept")) == 0);
}

/* Here now, and not to be read: a disk that will be mended. */
TEST(a_paper_that_cannot_be_read_just_now_is_tried_again)
{
    const struct record r = record_example(EXAMPLE_UUID);
    char path[256] = "";
    rest_open(true);
    CHECK_INT(outbox_put(w.kiosk, &r).code, ERR_NONE);
    CHECK(!failed(w.courier.dir.ops->each(&w.courier.dir, scratch("papers"), put_away, path)));
    CHECK(mkdir(path, 0700) == 0);
    round_of(false);
    CHECK_INT(row().state, OUTBOX_SAVED);
    CHECK_STR(row().last_reason, "disk");
    CHECK(rmdir(path) == 0 && rename(scratch("kept"), path) == 0);
    CHECK_INT(round_of(true).received, 1);
    world_close();
}

int main(void)
{
    RUN(papers_the_portal_lost_are_sent_again_with_the_same_record);
    RUN(a_number_while_papers_are_missing_keeps_them_here);
    RUN(other_bytes_under_its_uuid_are_for_a_person);
    RUN(a_conflict_that_is_none_is_found_out);
    RUN(a_portal_that_cannot_be_asked_takes_nothing_away);
    RUN(a_request_that_is_not_what_was_first_sent_is_for_a_person);
    RUN(a_queue_on_a_failing_disk_sends_nothing_new);
    RUN(a_paper_that_cannot_be_read_just_now_is_tried_again);
    scratch_close();
    return check_done();
}
