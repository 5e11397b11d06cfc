#define _GNU_SOURCE /* nftw */
#include "app/outbox/dispatch.h"

#include "app/outbox/box_key.h"
#include "app/outbox/outbox_inside.h"
#include "tests/check.h"
#include "tests/unit/record_example.h"
#include "tests/unit/scratch.h"

#define UUID  "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
#define UUID2 "6ba7b811-9dad-41d1-80b4-00c04fd430c8"
#define NOW   ((int64_t)1795400700 * 1000)

static struct outbox *kiosk, *courier;

static void receive(const char *uuid, int64_t ask_ms)
{
    struct dispatch_item item = {.state = OUTBOX_SAVED};
    const struct record r = record_example(uuid);
    const struct dispatch_move m = {.to = OUTBOX_RECEIVED,
                                    .status = 201,
                                    .reason = "",
                                    .file_number = "THU-1",
                                    .now_s = NOW / 1000,
                                    .ask_ms = ask_ms,
                                    .portal_state = 1};
    snprintf(item.uuid, sizeof item.uuid, "%s", uuid);
    CHECK(!failed(outbox_put(kiosk, &r)));
    CHECK_INT(dispatch_claim(courier, &item, false).code, ERR_NONE);
    CHECK_INT(dispatch_move(courier, &item, &m).code, ERR_NONE);
}

static void begin(void)
{
    struct port_dir dir = dir_linux();
    struct seal_secret key;
    scratch_open_in_memory();
    CHECK(!failed(box_key_open(&dir, scratch_root, &key)));
    CHECK(!failed(outbox_open(&kiosk, scratch_root)));
    CHECK(!failed(dispatch_open(&courier, scratch_root, &dir)));
}

static void end(void)
{
    outbox_close(kiosk);
    outbox_close(courier);
}

/* The uuid that is asked about next, "" when none is. */
static const char *next(int64_t now_ms)
{
    static struct dispatch_question q;
    const struct err e = dispatch_next_question(courier, now_ms, &q);
    CHECK(!failed(e) || e.code == ERR_NOT_FOUND);
    return failed(e) ? "" : q.uuid;
}

static int64_t due(void)
{
    int64_t ms = 0;
    CHECK(!failed(dispatch_due_ms(courier, &ms)));
    return ms;
}

TEST(the_longest_due_is_asked_first_and_a_clock_set_back_keeps_none_waiting)
{
    const int64_t day = (int64_t)24 * 60 * 60 * 1000;
    begin();
    CHECK_INT(due(), INT64_MAX);
    receive(UUID, NOW + 2000);
    receive(UUID2, NOW + 1000);
    CHECK_STR(next(NOW), "");
    CHECK_INT(due(), NOW + 1000);
    CHECK_STR(next(NOW + 3000), UUID2);
    CHECK_INT(dispatch_ask_again(courier, UUID2, NOW + 5000).code, ERR_NONE);
    CHECK_STR(next(NOW + 3000), UUID);
    CHECK_INT(dispatch_ask_again(courier, UUID, -1).code, ERR_NONE);
    CHECK_STR(next(NOW + 3000), "");
    CHECK_INT(due(), NOW + 5000);
    CHECK_STR(next(NOW - 9 * day), UUID2);
    end();
}

TEST(a_word_is_kept_and_what_is_known_is_not_begun_anew)
{
    const struct dispatch_word word = {.told = {4, true, true, 3},
                                       .state_text = "words",
                                       .version = "\"v\"",
                                       .ask_ms = NOW + 9000};
    struct outbox_told t;
    struct outbox_row row;
    struct dispatch_question q;
    begin();
    receive(UUID, NOW);
    CHECK(!failed(outbox_told(kiosk, UUID, &t)));
    CHECK(t.state == 1 && !t.papers_asked && !t.reasoned && t.results == 0);
    CHECK_INT(dispatch_told(courier, UUID, &word).code, ERR_NONE);
    CHECK(!failed(dispatch_recover(courier)));
    CHECK(!failed(outbox_told(kiosk, UUID, &t)));
    CHECK(t.state == 4 && t.papers_asked && t.reasoned && t.results == 3);
    CHECK(!failed(outbox_find(kiosk, UUID, &row)));
    CHECK_STR(row.state_text, "words");
    CHECK(!failed(dispatch_next_question(courier, NOW + 9000, &q)));
    CHECK_STR(q.version, "\"v\"");
    CHECK_STR(q.file_number, "THU-1");
    CHECK(strlen(q.sha256) == 64 && q.since_s == NOW / 1000);
    CHECK(!failed(outbox_told(kiosk, UUID2, &t)) && t.state == 0);
    end();
}

/* A row of a program of before has no entry; the courier makes it when it opens the outbox. */
TEST(rows_of_before_are_asked_about_from_the_first_start_on)
{
    begin();
    receive(UUID, NOW);
    CHECK(!failed(store_run(&kiosk->store, "DELETE FROM told", BIND_NOTHING, NULL)));
    CHECK_STR(next(NOW), "");
    CHECK(!failed(dispatch_recover(courier)));
    CHECK_STR(next(NOW), UUID);
    end();
}

int main(void)
{
    RUN(the_longest_due_is_asked_first_and_a_clock_set_back_keeps_none_waiting);
    RUN(a_word_is_kept_and_what_is_known_is_not_begun_anew);
    RUN(rows_of_before_are_asked_about_from_the_first_start_on);
    scratch_close();
    return check_done();
}
