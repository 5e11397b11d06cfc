#define _GNU_SOURCE /* memmem */
#include "tests/unit/outbox_world.h"

#include <fcntl.h>

#include "app/outbox/dispatch.h"
#include "app/outbox/outbox_inside.h"
#include "platform/sim/crash_disk.h"

#define PIECE 48 /* bytes by which sealed content is known again */

TEST(what_was_put_is_there_after_reopening)
{
    begin();
    struct outbox *o = must_open();
    struct outbox_row row;
    CHECK_INT(put(o, UUID).code, ERR_NONE);
    outbox_close(o);
    o = must_open();
    CHECK_INT(outbox_find(o, UUID, &row).code, ERR_NONE);
    CHECK_STR(row.procedure, "1.001193");
    CHECK_INT(row.state, OUTBOX_SAVED);
    CHECK_INT(row.saved_at, 1795400640);
    CHECK(row.payload_bytes > 1000);
    CHECK_INT(papers_on_disk(), 1);
    CHECK_INT(outbox_find(o, UUID2, &row).code, ERR_NOT_FOUND);
    outbox_close(o);
}

TEST(nothing_of_a_citizen_is_readable_on_the_disk)
{
    begin();
    struct outbox *o = must_open();
    CHECK_INT(put(o, UUID).code, ERR_NONE);
    CHECK(file_holds(scratch("state/outbox.db-wal"), UUID));
    CHECK(!file_holds(scratch("state/outbox.db-wal"), "H'Lan"));
    CHECK(!file_holds(scratch("state/outbox.db"), "H'Lan"));
    outbox_close(o);
}

TEST(nothing_of_a_citizen_stays_in_its_memory)
{
    begin();
    struct outbox *o = must_open();
    CHECK_INT(put(o, UUID).code, ERR_NONE);
    CHECK(memmem(o->plain, OUTBOX_PLAIN_MAX, "H'Lan", 5) == NULL);
    outbox_close(o);
}

TEST(the_same_record_again_is_one_row_and_another_under_its_uuid_is_refused)
{
    begin();
    struct outbox *o = must_open();
    struct record r = record_example(UUID);
    struct outbox_row rows[4];
    int count = 0;
    CHECK_INT(outbox_put(o, &r).code, ERR_NONE);
    CHECK_INT(outbox_put(o, &r).code, ERR_NONE);
    r.language = "en";
    CHECK_INT(outbox_put(o, &r).code, ERR_REFUSED);
    CHECK_INT(outbox_list(o, rows, 4, &count).code, ERR_NONE);
    CHECK_INT(count, 1);
    CHECK_INT(papers_on_disk(), 1);
    outbox_close(o);
}

TEST(without_box_pub_nothing_is_taken_and_the_error_says_what_to_do)
{
    scratch_open();
    struct outbox *o = must_open();
    int64_t room = 0;
    const struct err e = put(o, UUID);
    CHECK_INT(e.code, ERR_NOT_FOUND);
    CHECK_STR(e.at, "outbox: box.pub is missing; start the courier once");
    CHECK_INT(outbox_room(o, &room).code, ERR_NOT_FOUND);
    struct port_dir dir = dir_linux();
    CHECK(!failed(box_key_open(&dir, state(), &secret)));
    CHECK_INT(outbox_room(o, &room).code, ERR_NONE);
    CHECK(room > 0);
    CHECK_INT(put(o, UUID).code, ERR_NONE);
    outbox_close(o);
}

/* Every call that writes files fails once, then the next opening has the whole or nothing. */
TEST(a_failing_disk_leaves_all_or_nothing)
{
    int refused = 0;
    for (int n = 1; n < 20; n++) {
        begin();
        struct port_dir real = dir_linux();
        struct port_dir faulty = dir_faulty(&real, 0, ERR_FULL);
        struct outbox *o = NULL;
        struct outbox_row row;
        CHECK_INT(outbox_open_on(&o, state(), &faulty).code, ERR_NONE);
        o->dir.fail_after = n;
        const struct err e = put(o, UUID);
        outbox_close(o);
        o = must_open();
        CHECK_INT(outbox_find(o, UUID, &row).code, failed(e) ? ERR_NOT_FOUND : ERR_NONE);
        CHECK(!failed(e) || e.code == ERR_FULL);
        refused += failed(e);
        CHECK_INT(put(o, UUID).code, ERR_NONE);
        outbox_close(o);
    }
    CHECK(refused >= 4);
    CHECK(refused < 19);
}

/* Nor is a half-made outbox in anybody's way. */
TEST(an_opening_may_fail_at_any_call)
{
    struct port_dir real = dir_linux();
    struct outbox *o = NULL;
    int refused = 0;
    begin();
    for (int n = 1; n < 12; n++) {
        struct port_dir faulty = dir_faulty(&real, n, ERR_FULL);
        const struct err e = outbox_open_on(&o, state(), &faulty);
        refused += failed(e);
        if (!failed(e)) {
            outbox_close(o);
        }
        o = must_open();
        CHECK_INT(put(o, UUID).code, ERR_NONE);
        outbox_close(o);
    }
    CHECK(refused >= 2);
    o = must_open();
    CHECK_INT(papers_on_disk(), 1);
    outbox_close(o);
}

TEST(a_path_too_long_is_told_to_everyone)
{
    struct port_dir dir = dir_linux();
    struct outbox *o = NULL;
    char longest[DIR_PATH_MAX];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    CHECK_INT(outbox_open(&o, longest).code, ERR_BAD_INPUT);
    CHECK_INT(outbox_open_guest(&o, longest).code, ERR_BAD_INPUT);
    CHECK_INT(dispatch_open(&o, longest, &dir).code, ERR_BAD_INPUT);
    CHECK(o == NULL);
}

/* A key of no use, a database in other hands, tables that are not there: no row and no paper. */
TEST(what_cannot_be_saved_is_told_and_leaves_nothing)
{
    begin();
    struct outbox *o = must_open();
    struct outbox *courier = NULL;
    struct port_dir dir = dir_linux();
    CHECK_INT(put(o, UUID).code, ERR_NONE);
    CHECK(!failed(store_run(&o->store, "PRAGMA busy_timeout=0", BIND_NOTHING, NULL)));
    CHECK(!failed(dispatch_open(&courier, state(), &dir)));
    CHECK(!failed(store_begin(&courier->store)));
    CHECK_INT(put(o, UUID2).code, ERR_TIMEOUT);
    store_rollback(&courier->store);
    CHECK(!failed(store_run(&o->store, "ALTER TABLE paper RENAME TO p", BIND_NOTHING, NULL)));
    CHECK_INT(put(o, UUID2).code, ERR_IO);
    CHECK(!failed(store_run(&o->store, "ALTER TABLE p RENAME TO paper", BIND_NOTHING, NULL)));
    const struct seal_public good = o->key;
    memset(&o->key, 0, sizeof o->key);
    CHECK_INT(put(o, UUID2).code, ERR_BAD_INPUT);
    o->key = good;
    CHECK_INT(papers_on_disk(), 1);
    CHECK_INT(put(o, UUID2).code, ERR_NONE);
    CHECK_INT(papers_on_disk(), 2);
    /* A row whose hash was spoilt is not taken for the same record. */
    CHECK(!failed(
        store_run(&o->store, "UPDATE application SET record_sha256=x'00'", BIND_NOTHING, NULL)));
    CHECK_INT(put(o, UUID).code, ERR_REFUSED);
    outbox_close(courier);
    outbox_close(o);
}

static struct err no_room(struct port_dir *d, const char *path, int64_t *ret_bytes)
{
    (void)d;
    (void)path;
    *ret_bytes = (int64_t)33 * 1024 * 1024;
    return ERR_OK;
}

TEST(a_nearly_full_disk_refuses_before_it_endangers_older_ones)
{
    begin();
    struct port_dir dir = dir_linux();
    struct port_dir_ops ops = *dir.ops;
    struct outbox *o = NULL;
    int64_t room = 0;
    ops.room = no_room;
    dir.ops = &ops;
    CHECK_INT(outbox_open_on(&o, state(), &dir).code, ERR_NONE);
    CHECK_INT(put(o, UUID).code, ERR_FULL);
    CHECK_INT(outbox_room(o, &room).code, ERR_NONE);
    CHECK_INT(room, 1024 * 1024);
    CHECK_INT(papers_on_disk(), 0);
    outbox_close(o);
}

TEST(a_newer_database_is_left_untouched)
{
    begin();
    struct outbox *o = must_open();
    CHECK_INT(put(o, UUID).code, ERR_NONE);
    CHECK_INT(store_run(&o->store, "PRAGMA user_version=99", BIND_NOTHING, NULL).code, ERR_NONE);
    CHECK_INT(store_run(&o->store, "PRAGMA application_id=9", BIND_NOTHING, NULL).code, ERR_NONE);
    outbox_close(o);
    struct stat before;
    struct stat after;
    CHECK(stat(scratch("state/outbox.db"), &before) == 0);
    CHECK_INT(outbox_open(&o, state()).code, ERR_VERSION);
    CHECK_INT(outbox_open_guest(&o, state()).code, ERR_VERSION);
    CHECK(stat(scratch("state/outbox.db"), &after) == 0);
    CHECK(before.st_size == after.st_size && before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
}

TEST(a_guest_makes_nothing)
{
    struct outbox *o = NULL;
    scratch_open();
    CHECK_INT(outbox_open_guest(&o, state()).code, ERR_NOT_FOUND);
    CHECK(access(state(), F_OK) != 0);
}

static bool take_piece(void *context, const struct store_row *row)
{
    size_t size = 0;
    const void *bytes = store_blob(row, 0, &size);
    CHECK_INT(size, PIECE);
    if (size == PIECE) {
        memcpy(context, bytes, PIECE);
    }
    return false;
}

static void receive(struct outbox *courier)
{
    struct dispatch_item item;
    const struct dispatch_filter all = {.everything = true};
    const struct dispatch_move received = {
        .to = OUTBOX_RECEIVED, .reason = "", .file_number = "N-1"};
    CHECK_INT(dispatch_next(courier, &all, &item).code, ERR_NONE);
    CHECK_INT(dispatch_claim(courier, &item, false).code, ERR_NONE);
    CHECK_INT(dispatch_move(courier, &item, &received).code, ERR_NONE);
}

/* At the end of the disk what was saved before is still brought to its end, and wiped. */
TEST(a_full_disk_refuses_the_new_and_leaves_room_for_the_old)
{
    static struct crash_disk disk;
    struct port_dir dir = dir_crash();
    struct outbox *o = NULL;
    struct outbox *courier = NULL;
    uint8_t piece[PIECE] = {0};
    CHECK(!failed(crash_disk_open(&disk, (size_t)256 << 20, 10000)));
    crash_disk_mount(&disk);
    CHECK(!failed(dir.ops->make(&dir, "/s")) && !failed(box_key_open(&dir, "/s", &secret)));
    CHECK_INT(outbox_open_on(&o, "/s", &dir).code, ERR_NONE);
    CHECK_INT(put(o, UUID).code, ERR_NONE);
    CHECK(!failed(store_rows(&o->store, "SELECT substr(sealed, 100, 48) FROM application",
                             BIND_NOTHING, take_piece, piece, NULL)));
    CHECK(crash_disk_holds(&disk, "/s", piece, PIECE));
    const size_t before = disk.op_count;
    disk.limit = disk.pool_size - (size_t)crash_room(&disk) + ((size_t)33 << 20);
    CHECK_INT(put(o, UUID2).code, ERR_FULL);
    CHECK_INT(disk.op_count, before);
    CHECK_INT(dispatch_open(&courier, "/s", &dir).code, ERR_NONE);
    receive(courier);
    CHECK(!crash_disk_holds(&disk, "/s", piece, PIECE));
    outbox_close(courier);
    outbox_close(o);
    crash_disk_close(&disk);
}

int main(void)
{
    RUN(what_was_put_is_there_after_reopening);
    RUN(nothing_of_a_citizen_is_readable_on_the_disk);
    RUN(nothing_of_a_citizen_stays_in_its_memory);
    RUN(the_same_record_again_is_one_row_and_another_under_its_uuid_is_refused);
    RUN(without_box_pub_nothing_is_taken_and_the_error_says_what_to_do);
    RUN(a_failing_disk_leaves_all_or_nothing);
    RUN(an_opening_may_fail_at_any_call);
    RUN(a_path_too_long_is_told_to_everyone);
    RUN(what_cannot_be_saved_is_told_and_leaves_nothing);
    RUN(a_nearly_full_disk_refuses_before_it_endangers_older_ones);
    RUN(a_newer_database_is_left_untouched);
    RUN(a_guest_makes_nothing);
    RUN(a_full_disk_refuses_the_new_and_leaves_room_for_the_old);
    scratch_close();
    return check_done();
}
