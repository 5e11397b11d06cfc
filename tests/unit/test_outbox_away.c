/* What is on its way to another kiosk and what becomes of it. */
#define _GNU_SOURCE /* nftw */
#include "tests/unit/export_world.h"

static struct outbox_export exported(const char *uuid)
{
    struct outbox_export x = {.state = OUTBOX_EXPORT_WISHED};
    CHECK_INT(outbox_export_find(here, uuid, &x).code, ERR_NONE);
    return x;
}

TEST(one_that_cannot_be_written_does_not_hold_up_the_others)
{
    struct outbox_export x;
    int waiting = 0;
    begin();
    put(UUID2);
    CHECK(!failed(outbox_export_wish(here, UUID, &there_key, NOW)));
    CHECK(!failed(outbox_export_wish(here, UUID2, &there_key, NOW)));
    CHECK(!failed(seal_next()) && !failed(seal_next()));
    CHECK_INT(outbox_export_next(here, &there_key, &waiting, &x).code, ERR_NONE);
    CHECK_STR(x.uuid, UUID);
    CHECK_INT(outbox_export_pass_over(here, UUID).code, ERR_NONE);
    CHECK_INT(outbox_export_next(here, &there_key, &waiting, &x).code, ERR_NONE);
    CHECK_STR(x.uuid, UUID2);
    CHECK(!failed(outbox_export_write(here, UUID2, &disk, scratch("stick"))));
    CHECK_INT(outbox_export_next(here, &there_key, &waiting, &x).code, ERR_NOT_FOUND);
    CHECK(!failed(outbox_export_unwritten(here, &waiting)) && waiting == 1);
    CHECK(!failed(outbox_export_pass_over(here, UUID2))); /* written: nothing to pass over */
    CHECK_STR(exported(UUID2).why, "");
    CHECK(!failed(outbox_export_wish(here, UUID, &there_key, NOW)));
    CHECK_INT(outbox_export_next(here, &there_key, &waiting, &x).code, ERR_NONE);
    CHECK_STR(x.uuid, UUID);
    end();
}

TEST(a_wish_has_a_time_that_can_be_renewed)
{
    struct dispatch_export wish;
    begin();
    CHECK(!failed(outbox_export_wish(here, UUID, &there_key, NOW)));
    CHECK(!failed(dispatch_next_export(courier, &wish)));
    CHECK_INT(wish.wished_at, NOW);
    CHECK(!failed(outbox_export_renew(here, &there_key, NOW + 60)));
    CHECK(!failed(dispatch_next_export(courier, &wish)));
    CHECK_INT(wish.wished_at, NOW + 60);
    end();
}

TEST(what_is_away_and_not_known_to_have_arrived_is_heard_of)
{
    const int64_t day = 24 * 60 * 60;
    struct outbox_unsent u;
    struct outbox_row row;
    begin();
    export(UUID);
    CHECK(!failed(outbox_find(here, UUID, &row)));
    CHECK(!failed(outbox_count_unsent(here, row.saved_at + 30 * day - 1, &u)));
    CHECK(u.alarm == 0 && u.exported == 0);
    CHECK(!failed(outbox_count_unsent(here, row.saved_at + 100 * day, &u)));
    CHECK(u.alarm == 1 && u.exported == 1 && u.decide == 0 && u.oldest_days == 100);
    CHECK_INT(outbox_age(&row, row.saved_at + 30 * day - 1), OUTBOX_FRESH);
    CHECK_INT(outbox_age(&row, row.saved_at + 100 * day), OUTBOX_ALARM);
    CHECK(
        !failed(store_run(&here->store, "UPDATE application SET sealed=NULL", BIND_NOTHING, NULL)));
    CHECK(!failed(outbox_count_unsent(here, row.saved_at + 100 * day, &u)));
    CHECK(u.alarm == 0 && u.exported == 0);
    end();
}

static void count_name(void *context, const char *name)
{
    (void)name;
    (*(int *)context)++;
}

static int papers_here(void)
{
    int count = 0;
    CHECK(!failed(disk.ops->each(&disk, scratch("here/papers"), count_name, &count)));
    return count;
}

TEST(what_the_other_kiosk_has_is_deleted_here_and_its_row_stays)
{
    struct outbox_export x;
    struct outbox_row row;
    struct dispatch_item item;
    char uuid[37];
    int attempts = 0;
    bool withdrawn = true;
    int64_t due = 1;
    begin();
    CHECK_INT(outbox_export_end(here, UUID).code, ERR_REFUSED); /* saved */
    CHECK_INT(outbox_export_end(here, UUID2).code, ERR_REFUSED);
    export(UUID);
    CHECK(!failed(outbox_export_wish(here, UUID, &there_key, NOW)));
    CHECK_INT(outbox_export_end(here, UUID).code, ERR_REFUSED); /* not on the stick yet */
    CHECK_INT(papers_here(), PAPERS);
    CHECK(!failed(outbox_export_write(here, UUID, &disk, scratch("stick"))));
    CHECK_INT(outbox_export_end(here, UUID).code, ERR_NONE);
    CHECK(!failed(outbox_find(here, UUID, &row)));
    CHECK(row.state == OUTBOX_EXPORTED && row.at_rest);
    CHECK_INT(papers_here(), 0);
    CHECK_INT(outbox_export_find(here, UUID, &x).code, ERR_NOT_FOUND);
    CHECK_INT(outbox_export_end(here, UUID).code, ERR_REFUSED);
    CHECK_INT(outbox_take_back(here, UUID, NOW).code, ERR_REFUSED);
    CHECK_INT(outbox_retry(here, UUID, NOW).code, ERR_REFUSED);
    CHECK_INT(outbox_withdraw(here, UUID).code, ERR_REFUSED);
    CHECK_INT(outbox_export_wish(here, UUID, &there_key, NOW).code, ERR_REFUSED);
    CHECK_INT(dispatch_next_exported(courier, INT64_MAX / 2, &item).code, ERR_NOT_FOUND);
    CHECK(!failed(dispatch_due_ms(courier, &due)) && due == 0); /* the courier's own copies */
    CHECK_INT(dispatch_untidy(courier, uuid, &attempts, &withdrawn).code, ERR_NONE);
    CHECK_STR(uuid, UUID);
    CHECK(!withdrawn);
    CHECK_INT(dispatch_tidied(courier, uuid).code, ERR_NONE);
    CHECK(!failed(dispatch_due_ms(courier, &due)) && due == INT64_MAX);
    CHECK_INT(outbox_import(there, bundle_path(UUID), NOW, &(enum outbox_import){0},
                            &(struct bundle_head){.uuid = ""})
                  .code,
              ERR_NONE);
    CHECK_INT(state_of(there, UUID), OUTBOX_SAVED);
    end();
}

TEST(without_a_transaction_nothing_is_deleted)
{
    struct outbox_row row;
    begin();
    export(UUID);
    CHECK(!failed(store_begin(&here->store)));
    CHECK(failed(outbox_export_end(here, UUID)));
    store_rollback(&here->store);
    CHECK(
        !failed(store_run(&here->store, "ALTER TABLE export RENAME TO lost", BIND_NOTHING, NULL)));
    CHECK(failed(outbox_export_end(here, UUID)));
    CHECK(!failed(outbox_find(here, UUID, &row)));
    CHECK(row.state == OUTBOX_EXPORTED && !row.at_rest);
    CHECK_INT(papers_here(), PAPERS);
    end();
}

int main(void)
{
    RUN(one_that_cannot_be_written_does_not_hold_up_the_others);
    RUN(a_wish_has_a_time_that_can_be_renewed);
    RUN(what_is_away_and_not_known_to_have_arrived_is_heard_of);
    RUN(what_the_other_kiosk_has_is_deleted_here_and_its_row_stays);
    RUN(without_a_transaction_nothing_is_deleted);
    scratch_close();
    return check_done();
}
