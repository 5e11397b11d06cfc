#define _GNU_SOURCE /* memmem */
#include "app/outbox/outbox_inside.h"
#include "tests/unit/outbox_world.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <time.h>

static void overwrite(const char *path, long at, const char *bytes, size_t size)
{
    FILE *f = fopen(path, "r+b");
    CHECK(f != NULL && fseek(f, at, SEEK_SET) == 0 && fwrite(bytes, 1, size, f) == size);
    if (f != NULL) {
        fclose(f);
    }
}

TEST(a_truncated_database_is_kept_aside_and_its_readable_rows_taken_over)
{
    begin();
    struct outbox *o = must_open();
    struct outbox_row row;
    struct stat info;
    CHECK(!failed(put(o, UUID)) && !failed(put(o, UUID2)) && !failed(put(o, UUID3)));
    CHECK_INT(outbox_damaged(o), 0);
    outbox_close(o);
    CHECK(stat(scratch("state/outbox.db"), &info) == 0);
    CHECK(truncate(scratch("state/outbox.db"), info.st_size - 4096) == 0);
    o = must_open();
    CHECK_INT(outbox_damaged(o), 1);
    CHECK(access(scratch("state/outbox.db.damaged-1"), F_OK) == 0);
    CHECK_INT(outbox_find(o, UUID, &row).code, ERR_NONE);
    CHECK_INT(put(o, UUID2).code, ERR_NONE);
    CHECK_INT(outbox_find(o, UUID2, &row).code, ERR_NONE);
    outbox_close(o);
}

/* Breaks the chain of pages in which a row's sealed bytes go on. */
static void break_sealed(const char *path, const char *uuid)
{
    static const char mark[] = "here the chain breaks";
    static char bytes[512 * 1024];
    char sql[512];
    sqlite3 *db = NULL;
    CHECK_INT(sqlite3_open(path, &db), SQLITE_OK);
    snprintf(sql, sizeof sql,
             "UPDATE application SET sealed=CAST(hex(zeroblob(3000))||'%s'||hex(zeroblob(6000))"
             " AS BLOB) WHERE uuid='%s';"
             "INSERT INTO export(uuid, target) SELECT uuid, zeroblob(32) FROM application;",
             mark, uuid);
    CHECK_INT(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    CHECK_INT(sqlite3_close(db), SQLITE_OK);
    FILE *f = fopen(path, "rb");
    const size_t size = f == NULL ? 0 : fread(bytes, 1, sizeof bytes, f);
    const char *at = memmem(bytes, size, mark, strlen(mark));
    CHECK(f != NULL && at != NULL);
    if (f != NULL && at != NULL) {
        fclose(f);
        overwrite(path, (at - bytes) / 4096 * 4096, "\0\0\0\0", 4);
    }
}

/* Its wish to leave is readable, the row is not: the one must not keep all others from coming. */
TEST(what_belongs_to_a_row_that_cannot_be_read_stays_with_it)
{
    begin();
    struct outbox *o = must_open();
    struct outbox_row row;
    CHECK(!failed(put(o, UUID)) && !failed(put(o, UUID2)) && !failed(put(o, UUID3)));
    outbox_close(o);
    break_sealed(scratch("state/outbox.db"), UUID2);
    o = must_open();
    CHECK_INT(outbox_damaged(o), 1);
    CHECK_INT(outbox_find(o, UUID, &row).code, ERR_NONE);
    CHECK_INT(outbox_find(o, UUID2, &row).code, ERR_NOT_FOUND);
    CHECK_INT(outbox_find(o, UUID3, &row).code, ERR_NONE);
    outbox_close(o);
    o = must_open();
    CHECK_INT(outbox_damaged(o), 0); /* it is ended */
    outbox_close(o);
}

TEST(a_database_of_garbage_is_kept_aside_and_a_fresh_one_works)
{
    begin();
    struct outbox *o = must_open();
    struct outbox_row row;
    CHECK_INT(put(o, UUID).code, ERR_NONE);
    outbox_close(o);
    overwrite(scratch("state/outbox.db"), 0, "this is no database at all, is it", 33);
    o = must_open();
    CHECK_INT(outbox_damaged(o), 1);
    CHECK(file_holds(scratch("state/outbox.db.damaged-1"), "no database at all"));
    CHECK_INT(papers_on_disk(), 1);
    CHECK_INT(put(o, UUID2).code, ERR_NONE);
    CHECK_INT(outbox_find(o, UUID, &row).code, ERR_NOT_FOUND);
    outbox_close(o);
}

/* A power cut between the fresh database and the last row taken over. */
TEST(a_taking_over_that_was_interrupted_is_ended_at_the_next_opening)
{
    begin();
    struct outbox *o = must_open();
    struct outbox_row row;
    struct port_dir dir = dir_linux();
    int n = 0;
    CHECK(!failed(put(o, UUID)) && !failed(put(o, UUID2)));
    outbox_close(o);
    CHECK(!failed(store_set_aside(&dir, scratch("state/outbox.db"), &n)));
    o = must_open();
    CHECK_INT(outbox_damaged(o), 1);
    CHECK_INT(outbox_find(o, UUID, &row).code, ERR_NONE);
    CHECK_INT(outbox_find(o, UUID2, &row).code, ERR_NONE);
    outbox_close(o);
    o = must_open();
    CHECK_INT(outbox_damaged(o), 0);
    outbox_close(o);
}

TEST(old_files_of_no_row_are_swept_and_young_ones_spared)
{
    begin();
    struct outbox *o = must_open();
    CHECK_INT(put(o, UUID).code, ERR_NONE);
    outbox_close(o);
    const struct timespec old[2] = {{1000, 0}, {1000, 0}};
    fclose(fopen(scratch("state/papers/new-abc.tmp"), "w"));
    fclose(fopen(scratch("state/papers/young.tmp"), "w"));
    CHECK(utimensat(AT_FDCWD, scratch("state/papers/new-abc.tmp"), old, 0) == 0);
    o = must_open();
    CHECK(access(scratch("state/papers/new-abc.tmp"), F_OK) != 0);
    CHECK(access(scratch("state/papers/young.tmp"), F_OK) == 0);
    CHECK_INT(papers_on_disk(), 2);
    outbox_close(o);
}

/* SQLite would read such a path otherwise: the damaged file is kept for a person, whole. */
TEST(under_an_odd_path_a_damaged_database_is_kept_and_not_read)
{
    struct port_dir dir = dir_linux();
    struct outbox *o = NULL;
    struct outbox_row row;
    const struct record r = record_example(UUID);
    scratch_open();
    char odd[128];
    snprintf(odd, sizeof odd, "%s", scratch("a%20b"));
    CHECK(!failed(dir.ops->make(&dir, odd)) && !failed(box_key_open(&dir, odd, &secret)));
    CHECK(!failed(outbox_open(&o, odd)) && !failed(outbox_put(o, &r)));
    outbox_close(o);
    overwrite(scratch("a%20b/outbox.db"), 0, "this is no database at all, is it", 33);
    CHECK(!failed(outbox_open(&o, odd)));
    CHECK(file_holds(scratch("a%20b/outbox.db.damaged-1"), "no database at all"));
    CHECK_INT(outbox_find(o, UUID, &row).code, ERR_NOT_FOUND);
    CHECK_INT(outbox_put(o, &r).code, ERR_NONE);
    outbox_close(o);
}

/* Every call of the folder fails while a damaged database is taken over. */
TEST(a_taking_over_may_fail_at_any_call_and_is_ended_later)
{
    struct port_dir real = dir_linux();
    struct outbox *o = NULL;
    struct outbox_row row;
    int n = 0;
    int refused = 0;
    begin();
    o = must_open();
    CHECK_INT(put(o, UUID).code, ERR_NONE);
    outbox_close(o);
    CHECK(!failed(store_set_aside(&real, scratch("state/outbox.db"), &n)));
    for (int calls = 1; calls < 2020; calls += calls == 8 ? 1990 : 1) {
        struct port_dir faulty = dir_faulty(&real, calls, ERR_IO);
        const struct err e = outbox_open_on(&o, state(), &faulty);
        refused += failed(e);
        if (!failed(e)) {
            outbox_close(o);
            break;
        }
    }
    CHECK(refused > 4);
    o = must_open();
    CHECK_INT(outbox_find(o, UUID, &row).code, ERR_NONE);
    CHECK_INT(papers_on_disk(), 1);
    outbox_close(o);
}

TEST(files_that_cannot_be_looked_at_are_spared)
{
    begin();
    struct port_dir real = dir_linux();
    struct outbox *o = must_open();
    const struct timespec old[2] = {{1000, 0}, {1000, 0}};
    outbox_close(o);
    fclose(fopen(scratch("state/papers/new-abc.tmp"), "w"));
    CHECK(utimensat(AT_FDCWD, scratch("state/papers/new-abc.tmp"), old, 0) == 0);
    int calls = 1;
    for (bool open = false; !open && calls < 20; calls++) {
        struct port_dir faulty = dir_faulty(&real, calls, ERR_IO);
        open = !failed(outbox_open_on(&o, state(), &faulty));
    }
    outbox_close(o); /* the first that opens: everything after its database failed */
    CHECK(access(scratch("state/papers/new-abc.tmp"), F_OK) == 0);
    struct port_dir faulty = dir_faulty(&real, calls, ERR_IO);
    CHECK(!failed(outbox_open_on(&o, state(), &faulty)));
    outbox_close(o); /* its folder could be listed, and the file not be looked at */
    CHECK(access(scratch("state/papers/new-abc.tmp"), F_OK) == 0);
    o = must_open();
    CHECK(access(scratch("state/papers/new-abc.tmp"), F_OK) != 0);
    outbox_close(o);
}

/* --- SQLite without memory -------------------------------------------------------------------- */

static sqlite3_mem_methods real;
static int takings, fail_at;

static void *take(int size)
{
    return ++takings == fail_at ? NULL : real.xMalloc(size);
}

static void *take_more(void *bytes, int size)
{
    return ++takings == fail_at ? NULL : real.xRealloc(bytes, size);
}

/* Every piece of memory SQLite takes from here on is counted. */
static void count_memory(bool counted)
{
    sqlite3_mem_methods mine = real;
    CHECK_INT(sqlite3_shutdown(), SQLITE_OK);
    if (counted) {
        CHECK_INT(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real), SQLITE_OK);
        mine = real;
        mine.xMalloc = take;
        mine.xRealloc = take_more;
    }
    CHECK_INT(sqlite3_config(SQLITE_CONFIG_MALLOC, &mine), SQLITE_OK);
    CHECK_INT(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, counted ? 0 : 1200, counted ? 0 : 40),
              SQLITE_OK);
}

/* An application whose citizen wants it back, in a database that was set aside. */
static void leave_a_wish_aside(void)
{
    struct port_dir dir = dir_linux();
    struct outbox *o = must_open();
    int n = 0;
    CHECK_INT(put(o, UUID).code, ERR_NONE);
    CHECK(!failed(store_run(&o->store, "UPDATE application SET attempts=1", BIND_NOTHING, NULL)));
    CHECK_INT(outbox_withdraw(o, UUID).code, ERR_NONE);
    outbox_close(o);
    CHECK(!failed(store_set_aside(&dir, scratch("state/outbox.db"), &n)));
}

/* The next opening takes over what this one did. */
static void forget_taken_over(struct outbox *o)
{
    CHECK(!failed(store_run(&o->store, "DELETE FROM paper", BIND_NOTHING, NULL)));
    CHECK(!failed(store_run(&o->store, "DELETE FROM application", BIND_NOTHING, NULL)));
    CHECK(!failed(store_run(&o->store, "DELETE FROM taken_over", BIND_NOTHING, NULL)));
}

static void drop_column(struct outbox *o, const char *name)
{
    char sql[96];
    snprintf(sql, sizeof sql, "ALTER TABLE application DROP COLUMN %s", name);
    CHECK(!failed(store_run(&o->store, sql, BIND_NOTHING, NULL)));
}

/* Of before the third step, of before the sixth, of now. */
TEST(a_damaged_database_of_any_age_is_taken_over_with_all_it_has)
{
    static const char *const later[] = {"token_sha256", "slip_sha256", "withdrawal", "decided_at",
                                        "unsent",       "silent",      "tidy"};
    static const int dropped[] = {7, 1, 0};
    struct port_dir dir = dir_linux();
    struct outbox_row row;
    for (int age = 0; age < 3; age++) {
        int n = 0;
        begin();
        struct outbox *o = must_open();
        CHECK_INT(put(o, UUID).code, ERR_NONE);
        CHECK(!failed(store_run(&o->store, "UPDATE application SET attempts=1, withdrawal=1",
                                BIND_NOTHING, NULL)));
        CHECK(!failed(store_run(&o->store, "DROP INDEX application_token", BIND_NOTHING, NULL)));
        CHECK(!failed(store_run(&o->store, "DROP INDEX application_slip", BIND_NOTHING, NULL)));
        for (int i = 0; i < dropped[age]; i++) {
            drop_column(o, later[i]);
        }
        outbox_close(o);
        CHECK(!failed(store_set_aside(&dir, scratch("state/outbox.db"), &n)));
        o = must_open();
        CHECK_INT(outbox_find(o, UUID, &row).code, ERR_NONE);
        CHECK_INT(row.attempts, 1);
        CHECK_INT(row.withdrawal, age == 0 ? 0 : OUTBOX_WITHDRAWAL_ASKED);
        CHECK((row.slip_sha256[0] != '\0') == (age >= 1));
        CHECK((row.token_sha256[0] != '\0') == (age == 2));
        outbox_close(o);
    }
}

/* SQLite gets no memory once, at any moment of the taking over: what comes over then or at the next
 * opening is the whole row. */
TEST(a_wish_to_withdraw_outlives_a_taking_over_without_memory)
{
    struct outbox *o = NULL;
    struct outbox_row row;
    int refused = 0;
    bool reached = true;
    count_memory(true);
    scratch_open_in_memory();
    make_state();
    leave_a_wish_aside();
    for (int n = 1; reached && n < 20000; n += 19) {
        takings = 0;
        fail_at = n;
        const struct err e = outbox_open(&o, state());
        reached = takings >= n;
        fail_at = 0;
        if (failed(e)) {
            refused++;
            o = must_open();
        }
        CHECK_INT(outbox_find(o, UUID, &row).code, ERR_NONE);
        CHECK_INT(row.withdrawal, OUTBOX_WITHDRAWAL_ASKED);
        forget_taken_over(o);
        outbox_close(o);
    }
    CHECK(!reached);
    CHECK(refused > 30);
    count_memory(false);
}

int main(void)
{
    RUN(a_truncated_database_is_kept_aside_and_its_readable_rows_taken_over);
    RUN(what_belongs_to_a_row_that_cannot_be_read_stays_with_it);
    RUN(a_database_of_garbage_is_kept_aside_and_a_fresh_one_works);
    RUN(a_taking_over_that_was_interrupted_is_ended_at_the_next_opening);
    RUN(old_files_of_no_row_are_swept_and_young_ones_spared);
    RUN(under_an_odd_path_a_damaged_database_is_kept_and_not_read);
    RUN(a_taking_over_may_fail_at_any_call_and_is_ended_later);
    RUN(files_that_cannot_be_looked_at_are_spared);
    RUN(a_damaged_database_of_any_age_is_taken_over_with_all_it_has);
    RUN(a_wish_to_withdraw_outlives_a_taking_over_without_memory);
    scratch_close();
    return check_done();
}
