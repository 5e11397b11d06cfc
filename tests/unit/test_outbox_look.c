#define _GNU_SOURCE /* memmem */
#include "tests/unit/outbox_world.h"

#include "app/lookup.h"
#include "app/outbox/dispatch.h"
#include "app/outbox/outbox_inside.h"

TEST(rows_are_listed_oldest_first_and_walked_one_by_one)
{
    begin();
    struct outbox *o = must_open();
    struct outbox_row rows[2];
    struct outbox_row row;
    int count = 0;
    int64_t seq = 0;
    CHECK(!failed(put(o, UUID3)) && !failed(put(o, UUID)) && !failed(put(o, UUID2)));
    CHECK_INT(outbox_list(o, rows, 2, &count).code, ERR_NONE);
    CHECK_INT(count, 2);
    CHECK_STR(rows[0].uuid, UUID3);
    CHECK_STR(rows[1].uuid, UUID);
    for (count = 0; !failed(outbox_next(o, seq, &seq, &row)); count++) {
    }
    CHECK_INT(count, 3);
    CHECK_STR(row.uuid, UUID2);
    outbox_close(o);
}

TEST(retry_frees_what_is_held_and_refuses_what_was_received)
{
    begin();
    struct outbox *o = must_open();
    struct outbox_row row;
    CHECK(!failed(put(o, UUID)) && !failed(put(o, UUID2)));
    CHECK(!failed(store_run(&o->store, "UPDATE application SET state=4, next_try_ms=99 WHERE seq=1",
                            BIND_NOTHING, NULL)));
    CHECK(!failed(
        store_run(&o->store, "UPDATE application SET state=3 WHERE seq=2", BIND_NOTHING, NULL)));
    CHECK_INT(outbox_retry(o, UUID, 0).code, ERR_NONE);
    CHECK_INT(outbox_find(o, UUID, &row).code, ERR_NONE);
    CHECK_INT(row.state, OUTBOX_SAVED);
    CHECK_INT(outbox_retry(o, UUID2, 0).code, ERR_REFUSED);
    CHECK_INT(outbox_retry(o, UUID3, 0).code, ERR_NOT_FOUND);
    CHECK_STR(outbox_state_name(OUTBOX_HELD), "held");
    outbox_close(o);
}

/* A newer program was here, and its update was taken back. */
TEST(a_state_of_a_newer_program_is_shown_and_left_alone)
{
    static const char *const states[] = {"UPDATE application SET state=7, withdrawal=1",
                                         "UPDATE application SET state=-1"};
    const struct dispatch_filter all = {.everything = true};
    struct dispatch_item item;
    struct outbox_unsent unsent;
    struct outbox_row row;
    begin();
    struct outbox *o = must_open();
    CHECK(!failed(put(o, UUID)));
    for (int i = 0; i < 2; i++) {
        CHECK(!failed(store_run(&o->store, states[i], BIND_NOTHING, NULL)));
        CHECK_INT(outbox_find(o, UUID, &row).code, ERR_NONE);
        CHECK_INT((int)row.state, i == 0 ? 7 : -1);
        CHECK(!outbox_state_known(row.state));
        CHECK_STR(outbox_state_name(row.state), "unknown");
        CHECK_INT(lookup_stage(&row), FILE_TOO_LATE);
        CHECK_INT(outbox_age(&row, row.saved_at + 2 * OUTBOX_DECIDE_S), OUTBOX_FRESH);
        CHECK_INT(outbox_retry(o, UUID, 0).code, ERR_REFUSED);
        CHECK_INT(outbox_withdraw(o, UUID).code, ERR_REFUSED);
        CHECK_INT(dispatch_recover(o).code, ERR_NONE);
        CHECK_INT(dispatch_next(o, &all, &item).code, ERR_NOT_FOUND);
        CHECK_INT(outbox_count_unsent(o, row.saved_at + 2 * OUTBOX_DECIDE_S, &unsent).code,
                  ERR_NONE);
        CHECK_INT(unsent.alarm, 0);
        CHECK_INT(outbox_find(o, UUID, &row).code, ERR_NONE);
        CHECK_INT((int)row.state, i == 0 ? 7 : -1);
        CHECK(!row.at_rest && papers_on_disk() == 1);
    }
    outbox_close(o);
}

int main(void)
{
    RUN(rows_are_listed_oldest_first_and_walked_one_by_one);
    RUN(retry_frees_what_is_held_and_refuses_what_was_received);
    RUN(a_state_of_a_newer_program_is_shown_and_left_alone);
    scratch_close();
    return check_done();
}
