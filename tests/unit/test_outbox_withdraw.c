#define _GNU_SOURCE /* memmem */
#include "tests/unit/outbox_world.h"

#include "app/outbox/dispatch.h"
#include "app/outbox/outbox_inside.h"

#define DAY ((int64_t)24 * 60 * 60)

static struct outbox *must_dispatch(void)
{
    struct outbox *o = NULL;
    struct port_dir dir = dir_linux();
    CHECK_INT(dispatch_open(&o, state(), &dir).code, ERR_NONE);
    return o;
}

static struct outbox_row must_find(struct outbox *o, const char *uuid)
{
    struct outbox_row row = {.state = OUTBOX_EXPORTED};
    CHECK_INT(outbox_find(o, uuid, &row).code, ERR_NONE);
    return row;
}

TEST(a_slip_finds_its_application)
{
    begin();
    struct outbox *o = must_open();
    const struct record r = record_example(UUID);
    struct outbox_row row;
    char slip[OUTBOX_SLIP_HEX];
    CHECK(!failed(put(o, UUID)));
    outbox_slip_sha256(r.slip_code, slip);
    CHECK_INT(outbox_find_slip(o, slip, &row).code, ERR_NONE);
    CHECK_STR(row.uuid, UUID);
    CHECK_STR(row.slip_sha256, slip);
    outbox_slip_sha256("000000000000", slip);
    CHECK_INT(outbox_find_slip(o, slip, &row).code, ERR_NOT_FOUND);
    CHECK(
        !failed(store_run(&o->store, "UPDATE application SET slip_sha256=''", BIND_NOTHING, NULL)));
    CHECK_INT(outbox_find_slip(o, "", &row).code, ERR_NOT_FOUND); /* rows of before have none */
    outbox_close(o);
}

TEST(a_row_is_found_by_its_token_unless_it_was_saved_before_tokens_were_kept)
{
    begin();
    struct outbox *o = must_open();
    const struct record r = record_example(UUID);
    struct outbox_row row;
    char token[OUTBOX_SLIP_HEX];
    char other[OUTBOX_SLIP_HEX];
    outbox_slip_sha256(r.token, token);
    outbox_slip_sha256("ZZZZZZZZZZZZZZZZZZZZZZZZZZ", other);
    CHECK_INT(outbox_find_token(o, token, &row).code, ERR_NOT_FOUND);
    CHECK(!failed(put(o, UUID)));
    CHECK_INT(outbox_find_token(o, token, &row).code, ERR_NONE);
    CHECK_STR(row.uuid, UUID);
    CHECK_STR(row.token_sha256, token);
    CHECK_INT(outbox_find_token(o, other, &row).code, ERR_NOT_FOUND);
    CHECK_INT(outbox_find_token(o, "", &row).code, ERR_NOT_FOUND);
    CHECK(!failed(
        store_run(&o->store, "UPDATE application SET token_sha256=''", BIND_NOTHING, NULL)));
    CHECK_INT(outbox_find_token(o, token, &row).code, ERR_UNSUPPORTED);
    CHECK(!failed(
        store_run(&o->store, "ALTER TABLE application RENAME TO gone", BIND_NOTHING, NULL)));
    CHECK_INT(outbox_find_token(o, token, &row).code, ERR_IO);
    outbox_close(o);
}

TEST(what_was_never_tried_is_withdrawn_at_once_and_nothing_of_it_stays)
{
    begin();
    struct outbox *o = must_open();
    CHECK(!failed(put(o, UUID)) && !failed(put(o, UUID2)));
    const int papers = papers_on_disk();
    CHECK(papers > 0);
    CHECK_INT(outbox_withdraw(o, UUID).code, ERR_NONE);
    const struct outbox_row row = must_find(o, UUID);
    CHECK_INT(row.state, OUTBOX_WITHDRAWN);
    CHECK_STR(outbox_state_name(row.state), "withdrawn");
    CHECK(row.at_rest);
    CHECK_INT(papers_on_disk(), papers / 2);
    CHECK_INT(must_find(o, UUID2).state, OUTBOX_SAVED);
    CHECK_INT(outbox_withdraw(o, UUID).code, ERR_NONE); /* once more changes nothing */
    CHECK_INT(outbox_withdraw(o, UUID3).code, ERR_NOT_FOUND);
    CHECK_INT(outbox_retry(o, UUID, 0).code, ERR_REFUSED); /* it cannot come back */
    outbox_close(o);
}

TEST(what_may_have_arrived_is_only_asked_back_and_not_claimed_any_more)
{
    begin();
    struct outbox *o = must_open();
    CHECK(!failed(put(o, UUID)));
    struct outbox *courier = must_dispatch();
    struct dispatch_item item;
    struct dispatch_item before;
    const struct dispatch_filter f = {.everything = true};
    const struct dispatch_move later = {.to = OUTBOX_SAVED, .reason = "timeout"};
    CHECK(!failed(dispatch_next(courier, &f, &item)));
    CHECK(!failed(dispatch_claim(courier, &item, false)));
    CHECK_INT(outbox_withdraw(o, UUID).code, ERR_NONE); /* while it is on its way */
    CHECK_INT(must_find(o, UUID).state, OUTBOX_SENDING);
    CHECK_INT(must_find(o, UUID).withdrawal, OUTBOX_WITHDRAWAL_ASKED);
    CHECK(!failed(dispatch_move(courier, &item, &later)));
    before = item;
    CHECK_INT(dispatch_claim(courier, &before, false).code, ERR_REFUSED);
    CHECK_INT(must_find(o, UUID).state, OUTBOX_SAVED);
    outbox_close(courier);
    outbox_close(o);
}

TEST(what_the_portal_has_is_not_withdrawn)
{
    static const enum outbox_state states[] = {OUTBOX_SENT, OUTBOX_RECEIVED, OUTBOX_EXPORTED};
    begin();
    struct outbox *o = must_open();
    CHECK(!failed(put(o, UUID)));
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        CHECK(!failed(store_run(&o->store, "UPDATE application SET state=?1",
                                BIND(BIND_INT(states[i])), NULL)));
        CHECK_INT(outbox_withdraw(o, UUID).code, ERR_REFUSED);
        CHECK_INT(must_find(o, UUID).state, states[i]);
        CHECK_INT(must_find(o, UUID).withdrawal, OUTBOX_WITHDRAWAL_NONE);
    }
    outbox_close(o);
}

TEST(age_counts_from_the_day_it_was_saved_and_ninety_days_from_the_last_decision)
{
    struct outbox_row row = {.state = OUTBOX_SAVED, .saved_at = 21000 * DAY};
    CHECK_INT(outbox_age(&row, 21030 * DAY - 1), OUTBOX_FRESH);
    CHECK_INT(outbox_age(&row, 21030 * DAY), OUTBOX_ALARM);
    CHECK_INT(outbox_age(&row, 21090 * DAY - 1), OUTBOX_ALARM);
    CHECK_INT(outbox_age(&row, 21090 * DAY), OUTBOX_DECIDE);
    CHECK_INT(outbox_age(&row, 10 * DAY), OUTBOX_FRESH); /* a clock that was set back */
    row.decided_at = 21090 * DAY;
    CHECK_INT(outbox_age(&row, 21179 * DAY), OUTBOX_ALARM);
    CHECK_INT(outbox_age(&row, 21180 * DAY), OUTBOX_DECIDE);
    row.state = OUTBOX_SENDING;
    CHECK_INT(outbox_age(&row, 21180 * DAY), OUTBOX_DECIDE);
    row.state = OUTBOX_HELD;
    CHECK_INT(outbox_age(&row, 21180 * DAY), OUTBOX_DECIDE);
    row.state = OUTBOX_SENT;
    CHECK_INT(outbox_age(&row, 21180 * DAY), OUTBOX_FRESH);
    row.state = OUTBOX_WITHDRAWN;
    CHECK_INT(outbox_age(&row, 21180 * DAY), OUTBOX_FRESH);
}

TEST(the_unsent_are_counted_as_their_age_says)
{
    begin();
    struct outbox *o = must_open();
    struct outbox_unsent u = {.alarm = -1};
    const char *const uuids[] = {UUID, UUID2, UUID3};
    for (int i = 0; i < 3; i++) {
        CHECK(!failed(put(o, uuids[i])));
        CHECK(
            !failed(store_run(&o->store, "UPDATE application SET saved_at=?1 WHERE uuid=?2",
                              BIND(BIND_INT((21000 + 60 * i) * DAY), BIND_TEXT(uuids[i])), NULL)));
    }
    CHECK_INT(outbox_count_unsent(o, 21020 * DAY, &u).code, ERR_NONE);
    CHECK(u.alarm == 0 && u.decide == 0 && u.oldest_days == 0);
    CHECK_INT(outbox_count_unsent(o, 21100 * DAY, &u).code, ERR_NONE);
    CHECK(u.alarm == 2 && u.decide == 1 && u.oldest_days == 100);
    CHECK(!failed(outbox_retry(o, UUID, 21100 * DAY)));
    CHECK_INT(outbox_count_unsent(o, 21101 * DAY, &u).code, ERR_NONE);
    CHECK(u.alarm == 2 && u.decide == 0);
    CHECK(!failed(outbox_withdraw(o, UUID)));
    CHECK_INT(outbox_count_unsent(o, 21100 * DAY, &u).code, ERR_NONE);
    CHECK(u.alarm == 1 && u.oldest_days == 40);
    CHECK_INT(outbox_count_unsent(o, 0, &u).code, ERR_NONE);
    CHECK(u.alarm == 0 && u.decide == 0);
    outbox_close(o);
}

TEST(a_database_that_cannot_be_used_withdraws_and_counts_nothing)
{
    begin();
    struct outbox *o = must_open();
    struct outbox *courier = must_dispatch();
    struct outbox_row row;
    struct outbox_unsent u = {.alarm = -1};
    CHECK(!failed(put(o, UUID)));
    CHECK(!failed(store_run(&o->store, "PRAGMA busy_timeout=0", BIND_NOTHING, NULL)));
    CHECK(!failed(store_begin(&courier->store)));
    CHECK_INT(outbox_withdraw(o, UUID).code, ERR_TIMEOUT);
    store_rollback(&courier->store);
    CHECK(!failed(store_run(&o->store,
                            "CREATE TRIGGER no BEFORE UPDATE ON application BEGIN"
                            " SELECT RAISE(ABORT, ''); END",
                            BIND_NOTHING, NULL)));
    CHECK(failed(outbox_withdraw(o, UUID)));
    CHECK(!failed(store_run(&o->store, "DROP TRIGGER no", BIND_NOTHING, NULL)));
    CHECK_INT(must_find(o, UUID).state, OUTBOX_SAVED);
    CHECK_INT(papers_on_disk(), 1);
    CHECK(!failed(store_run(&o->store, "ALTER TABLE application RENAME TO a", BIND_NOTHING, NULL)));
    CHECK_INT(outbox_find_slip(o, "00", &row).code, ERR_IO);
    CHECK_INT(outbox_withdraw(o, UUID).code, ERR_IO);
    CHECK_INT(outbox_count_unsent(o, 0, &u).code, ERR_IO);
    CHECK_INT(u.alarm, -1);
    CHECK(!failed(store_run(&o->store, "ALTER TABLE a RENAME TO application", BIND_NOTHING, NULL)));
    CHECK_INT(outbox_withdraw(o, UUID).code, ERR_NONE);
    CHECK_INT(outbox_withdraw(o, UUID).code, ERR_NONE);
    outbox_close(courier);
    outbox_close(o);
}

int main(void)
{
    RUN(a_slip_finds_its_application);
    RUN(a_row_is_found_by_its_token_unless_it_was_saved_before_tokens_were_kept);
    RUN(what_was_never_tried_is_withdrawn_at_once_and_nothing_of_it_stays);
    RUN(what_may_have_arrived_is_only_asked_back_and_not_claimed_any_more);
    RUN(what_the_portal_has_is_not_withdrawn);
    RUN(age_counts_from_the_day_it_was_saved_and_ninety_days_from_the_last_decision);
    RUN(the_unsent_are_counted_as_their_age_says);
    RUN(a_database_that_cannot_be_used_withdraws_and_counts_nothing);
    scratch_close();
    return check_done();
}
