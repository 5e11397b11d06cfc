#define _GNU_SOURCE /* memmem */
#include "app/outbox/store.h"

#include <sys/wait.h>

#include "platform/sim/crash_disk.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

static const char *const one[] = {"CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT UNIQUE, c BLOB)"};
static const char *const two[] = {"CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT UNIQUE, c BLOB)",
                                  "ALTER TABLE t ADD COLUMN d INTEGER; CREATE INDEX i ON t(d)"};
static const char *const broken[] = {"CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT UNIQUE, c BLOB)",
                                     "ALTER TABLE t ADD COLUMN d INTEGER; CREATE NONSENSE"};
static const struct store_plan plan1 = {one, 1, 0};
static const struct store_plan plan2 = {two, 2, 0};
static const struct store_plan plan2_gentle = {two, 2, 1};
static const struct store_plan plan_broken = {broken, 2, 0};
static const char *const three[] = {"CREATE TABLE t(a)", "CREATE TABLE u(a)", "CREATE TABLE v(a)"};
static const struct store_plan plan3_from2 = {three, 3, 2};

static bool take(void *context, const struct store_row *row)
{
    *(int64_t *)context = store_int(row, 0);
    return true;
}

static int64_t number(struct store *s, const char *sql)
{
    int64_t n = -1;
    CHECK_INT(store_rows(s, sql, BIND_NOTHING, take, &n, NULL).code, ERR_NONE);
    return n;
}

TEST(opens_with_a_log_full_flushes_and_wiped_deletes)
{
    struct store s = {0};
    struct stat info;
    scratch_open();
    const mode_t before = umask(077);
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_NONE);
    umask(before);
    CHECK_INT(number(&s, "PRAGMA synchronous"), 2);
    CHECK_INT(number(&s, "PRAGMA secure_delete"), 1);
    CHECK_INT(number(&s, "PRAGMA foreign_keys"), 1);
    CHECK_INT(number(&s, "PRAGMA user_version"), 1);
    CHECK(access(scratch("a.db-wal"), F_OK) == 0);
    CHECK(stat(scratch("a.db"), &info) == 0 && (info.st_mode & 0777) == 0660);
    CHECK(stat(scratch("a.db-wal"), &info) == 0 && (info.st_mode & 0777) == 0660);
    store_close(&s);
    store_close(&s);
}

TEST(only_the_owner_makes_and_migrates)
{
    struct store s = {0};
    scratch_open();
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_GUEST).code, ERR_NOT_FOUND);
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_NONE);
    store_close(&s);
    CHECK_INT(store_open(&s, scratch("a.db"), &plan2, STORE_GUEST).code, ERR_TIMEOUT);
    CHECK_INT(store_open(&s, scratch("a.db"), &plan2, STORE_OWNER).code, ERR_NONE);
    CHECK_INT(number(&s, "SELECT count(*) FROM pragma_table_info('t')"), 4);
    store_close(&s);
    CHECK_INT(store_open(&s, scratch("a.db"), &plan2, STORE_GUEST).code, ERR_NONE);
    store_close(&s);
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_VERSION);
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_GUEST).code, ERR_VERSION);
}

TEST(a_step_that_only_adds_lets_the_program_of_before_in)
{
    struct store s = {0};
    scratch_open();
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_NONE);
    store_close(&s);
    CHECK_INT(store_open(&s, scratch("a.db"), &plan2_gentle, STORE_OWNER).code, ERR_NONE);
    store_close(&s);
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_NONE);
    CHECK_INT(store_run(&s, "INSERT INTO t(a) VALUES(1)", BIND_NOTHING, NULL).code, ERR_NONE);
    CHECK_INT(number(&s, "PRAGMA user_version"), 2);
    store_close(&s);
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_GUEST).code, ERR_NONE);
    store_close(&s);
}

TEST(a_program_older_than_the_oldest_that_may_is_kept_out)
{
    struct store s = {0};
    scratch_open();
    CHECK_INT(store_open(&s, scratch("a.db"), &plan3_from2, STORE_OWNER).code, ERR_NONE);
    store_close(&s);
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_VERSION);
    CHECK_INT(store_open(&s, scratch("a.db"), &plan2, STORE_OWNER).code, ERR_NONE);
    store_close(&s);
}

/* Where there is no shared memory SQLite keeps a journal, and says nothing. */
TEST(without_a_log_nothing_is_opened)
{
    struct port_dir dir = dir_linux();
    struct store s = {0};
    char longest[DIR_PATH_MAX + 1];
    scratch_open();
    dir.vfs = "unix-dotfile";
    CHECK_INT(store_open_on(&s, &dir, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_IO);
    CHECK(s.db == NULL);
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    CHECK_INT(store_open(&s, longest, &plan1, STORE_OWNER).code, ERR_BAD_INPUT);
}

TEST(a_guest_waits_while_the_database_is_just_being_made)
{
    struct store s = {0};
    struct stat info;
    scratch_open();
    fclose(fopen(scratch("a.db"), "w"));
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_GUEST).code, ERR_NOT_FOUND);
    CHECK(stat(scratch("a.db"), &info) == 0 && info.st_size == 0);
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_NONE);
    store_close(&s);
}

TEST(a_failing_migration_changes_nothing)
{
    struct store s = {0};
    scratch_open();
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_NONE);
    store_close(&s);
    CHECK_INT(store_open(&s, scratch("a.db"), &plan_broken, STORE_OWNER).code, ERR_IO);
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_NONE);
    CHECK_INT(number(&s, "SELECT count(*) FROM pragma_table_info('t')"), 3);
    store_close(&s);
}

struct seen {
    char text[16];
    size_t blob;
    bool null;
};

static bool see(void *context, const struct store_row *row)
{
    struct seen *seen = context;
    size_t size = 9;
    snprintf(seen->text, sizeof seen->text, "%s%s", store_text(row, 0), store_text(row, 2));
    seen->null = store_blob(row, 2, &size) == NULL && size == 0;
    store_blob(row, 1, &seen->blob);
    return true;
}

TEST(values_go_in_and_come_out)
{
    struct store s = {0};
    struct seen seen = {.null = false};
    int changed = 0;
    scratch_open();
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_NONE);
    CHECK_INT(store_run(&s, "INSERT INTO t VALUES(?1, ?2, ?3)",
                        BIND(BIND_INT(7), BIND_TEXT("x'y"), BIND_BLOB("\0\1\2", 3)), &changed)
                  .code,
              ERR_NONE);
    CHECK_INT(changed, 1);
    CHECK_INT(store_rows(&s, "SELECT b, c, NULL FROM t", BIND_NOTHING, see, &seen, NULL).code,
              ERR_NONE);
    CHECK_STR(seen.text, "x'y");
    CHECK_INT(seen.blob, 3);
    CHECK(seen.null);
    CHECK_INT(store_run(&s, "INSERT INTO t VALUES(8, 'x''y', NULL)", BIND_NOTHING, NULL).code,
              ERR_REFUSED);
    CHECK_INT(store_run(&s, "INSERT INTO nowhere VALUES(8)", BIND_NOTHING, NULL).code, ERR_IO);
    store_close(&s);
}

static bool drop_meanwhile(void *context, const struct store_row *row)
{
    struct store *s = context;
    (void)row;
    CHECK_INT(store_run(s, "DROP TABLE t", BIND_NOTHING, NULL).code, ERR_TIMEOUT);
    return false;
}

TEST(what_is_in_use_is_busy)
{
    struct store s = {0};
    struct store other = {0};
    scratch_open();
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_NONE);
    CHECK_INT(store_open(&other, scratch("a.db"), &plan1, STORE_GUEST).code, ERR_NONE);
    CHECK(!failed(store_run(&s, "INSERT INTO t(a) VALUES(1)", BIND_NOTHING, NULL)));
    CHECK(!failed(store_rows(&s, "SELECT a FROM t", BIND_NOTHING, drop_meanwhile, &s, NULL)));
    CHECK(!failed(store_run(&other, "PRAGMA busy_timeout=0", BIND_NOTHING, NULL)));
    CHECK(!failed(store_begin(&s)));
    CHECK_INT(store_begin(&other).code, ERR_TIMEOUT);
    CHECK(!failed(store_commit(&s)));
    CHECK_INT(store_begin(&other).code, ERR_NONE);
    store_rollback(&other);
    CHECK_INT(number(&s, "SELECT count(*) FROM t"), 1);
    store_close(&other);
    store_close(&s);
}

/* 10: SQLITE_IOERR, of which only these two are the file's own pages. */
TEST(only_what_cannot_be_read_is_unreadable)
{
    static const struct {
        struct err e;
        bool want;
    } cases[] = {
        {{ERR_CORRUPT, 11, ""}, true},        {{ERR_IO, 1, ""}, true},
        {{ERR_IO, 10 | (1 << 8), ""}, true},  {{ERR_IO, 10 | (2 << 8), ""}, true},
        {{ERR_IO, 10 | (3 << 8), ""}, false}, {{ERR_FULL, 13, ""}, false},
        {{ERR_NONE, 0, ""}, false},           {{ERR_TIMEOUT, 5, ""}, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CHECK_INT(store_unreadable(cases[i].e), cases[i].want);
    }
}

TEST(a_rolled_back_transaction_leaves_nothing)
{
    struct store s = {0};
    scratch_open();
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_NONE);
    CHECK(!failed(store_begin(&s)));
    CHECK(!failed(store_run(&s, "INSERT INTO t(a) VALUES(1)", BIND_NOTHING, NULL)));
    store_rollback(&s);
    store_rollback(&s);
    CHECK_INT(number(&s, "SELECT count(*) FROM t"), 0);
    store_close(&s);
}

TEST(two_processes_writing_lose_nothing)
{
    struct store s = {0};
    scratch_open();
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_NONE);
    store_close(&s);
    const pid_t child = fork();
    if (failed(store_open(&s, scratch("a.db"), &plan1, STORE_GUEST))) {
        _exit(1);
    }
    int bad = 0;
    for (int i = 0; i < 50; i++) {
        bad += failed(store_begin(&s));
        bad += failed(store_run(&s, "INSERT INTO t DEFAULT VALUES", BIND_NOTHING, NULL));
        bad += failed(store_commit(&s));
    }
    if (child == 0) {
        store_close(&s);
        _exit(bad == 0 ? 0 : 1);
    }
    int status = 1;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    CHECK_INT(bad, 0);
    CHECK_INT(number(&s, "SELECT count(*) FROM t"), 100);
    store_close(&s);
}

TEST(truncating_the_log_leaves_nothing_of_what_was_deleted)
{
    struct store s = {0};
    static char bytes[1 << 16];
    scratch_open();
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_NONE);
    CHECK(!failed(
        store_run(&s, "INSERT INTO t VALUES(1, 'PLANTED-NAME', NULL)", BIND_NOTHING, NULL)));
    CHECK(!failed(store_truncate_log(&s)));
    CHECK(!failed(store_run(&s, "DELETE FROM t", BIND_NOTHING, NULL)));
    CHECK(!failed(store_truncate_log(&s)));
    for (int i = 0; i < 2; i++) {
        FILE *f = fopen(scratch(i == 0 ? "a.db" : "a.db-wal"), "rb");
        CHECK(f != NULL);
        const size_t size = fread(bytes, 1, sizeof bytes, f);
        fclose(f);
        CHECK(i == 0 ? size > 0 : size == 0);
        CHECK(memmem(bytes, size, "PLANTED", 7) == NULL);
    }
    store_close(&s);
}

TEST(damage_is_noticed_and_set_aside_under_a_free_number)
{
    struct port_dir dir = dir_linux();
    struct store s = {0};
    int n = 0;
    scratch_open();
    for (int i = 1; i <= 2; i++) {
        FILE *f = fopen(scratch("a.db"), "w");
        fputs("these bytes are not a database, not at all, whatever the name says", f);
        fclose(f);
        CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_CORRUPT);
        CHECK_INT(store_set_aside(&dir, scratch("a.db"), &n).code, ERR_NONE);
        CHECK_INT(n, i);
    }
    CHECK(access(scratch("a.db.damaged-2"), F_OK) == 0);
    CHECK(access(scratch("a.db"), F_OK) != 0);
}

/* A power cut between the moves leaves the log without its database. */
TEST(an_interrupted_setting_aside_is_ended_and_its_log_kept)
{
    struct store s = {0};
    scratch_open();
    fclose(fopen(scratch("a.db.damaged-1"), "w"));
    fclose(fopen(scratch("a.db.damaged-1-wal"), "w"));
    fclose(fopen(scratch("a.db.damaged-2"), "w"));
    for (int i = 2; i <= 3; i++) {
        FILE *log = fopen(scratch("a.db-wal"), "w");
        fputs("commits that are nowhere else", log);
        fclose(log);
        CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_NONE);
        CHECK(access(scratch(i == 2 ? "a.db.damaged-2-wal" : "a.db.damaged-3-wal"), F_OK) == 0);
        store_close(&s);
        CHECK(unlink(scratch("a.db")) == 0);
    }
}

/* Also in the first milliseconds of a kiosk's life, when SQLite still has a journal and no log. */
TEST(the_power_may_go_at_any_moment_of_the_making)
{
    static struct crash_disk disk;
    static struct crash_disk left;
    const struct port_dir dir = dir_crash();
    struct store s = {0};
    CHECK(!failed(crash_disk_open(&disk, (size_t)16 << 20, 10000)));
    CHECK(!failed(crash_disk_open(&left, (size_t)16 << 20, 10000)));
    crash_disk_mount(&disk);
    CHECK_INT(store_open_on(&s, &dir, "/a.db", &plan2, STORE_OWNER).code, ERR_NONE);
    store_close(&s);
    CHECK(disk.op_count > 20);
    for (size_t i = 0; i <= 10 * disk.op_count; i++) {
        crash_disk_cut(&disk, i / 10, (enum crash_left)(i % 4), i, &left);
        crash_disk_mount(&left);
        CHECK_INT(store_open_on(&s, &dir, "/a.db", &plan2, STORE_OWNER).code, ERR_NONE);
        CHECK_INT(number(&s, "SELECT count(*) FROM pragma_table_info('t')"), 4);
        store_close(&s);
    }
    crash_disk_close(&disk);
    crash_disk_close(&left);
}

static void use(struct store *s)
{
    CHECK_INT(number(s, "SELECT count(*) FROM pragma_table_info('t')"), 4);
    store_close(s);
}

/* Each call of the disk fails once while a database is made, or checked and migrated. */
TEST(any_call_of_the_disk_may_fail_and_the_next_opening_is_whole)
{
    static struct crash_disk disk;
    static struct crash_disk left;
    const struct port_dir dir = dir_crash();
    struct store s = {0};
    int refused = 0;
    CHECK(!failed(crash_disk_open(&disk, (size_t)16 << 20, 20000)));
    CHECK(!failed(crash_disk_open(&left, (size_t)16 << 20, 20000)));
    crash_disk_mount(&disk);
    CHECK_INT(store_open_on(&s, &dir, "/a.db", &plan1, STORE_OWNER).code, ERR_NONE);
    CHECK(!failed(
        store_run(&s, "INSERT INTO t VALUES(1, 'x', zeroblob(60000))", BIND_NOTHING, NULL)));
    store_close(&s);
    for (uint64_t n = 1; n < 400; n++) {
        crash_disk_cut(&disk, n % 2 == 0 ? disk.op_count : 0, CRASH_KEPT, 0, &left);
        crash_disk_mount(&left);
        left.calls = 0;
        left.fail_at = n / 2;
        left.fault = n % 3 == 0 ? CRASH_ENOSPC : CRASH_EIO;
        const struct err e = store_open_on(&s, &dir, "/a.db", &plan2, STORE_OWNER);
        CHECK(e.code != ERR_CORRUPT); /* a page not read this once is no damage */
        CHECK(failed(e) ? s.db == NULL && e.at[0] != '\0' : s.db != NULL);
        refused += failed(e);
        store_close(&s);
        left.fail_at = 0;
        CHECK_INT(store_open_on(&s, &dir, "/a.db", &plan2, STORE_OWNER).code, ERR_NONE);
        use(&s);
    }
    CHECK(refused > 20);
    crash_disk_close(&disk);
    crash_disk_close(&left);
}

/* A failing folder while what was damaged is moved, and while that is ended: its log is never given
 * up. */
TEST(a_setting_aside_that_fails_at_any_call_is_ended_later)
{
    struct port_dir real = dir_linux();
    static const int calls[] = {1, 2, 1998, 1999, 2000, 2001, 2002, 2003, 2004, 2005};
    int refused = 0;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        struct port_dir faulty = dir_faulty(&real, calls[i], ERR_IO);
        struct store s = {0};
        int n = 0;
        scratch_open_in_memory();
        fclose(fopen(scratch("a.db"), "w"));
        FILE *log = fopen(scratch("a.db-wal"), "w");
        fputs("commits that are nowhere else", log);
        fclose(log);
        refused += failed(store_set_aside(&faulty, scratch("a.db"), &n));
        (void)unlink(scratch("a.db"));
        faulty = dir_faulty(&real, calls[i], ERR_IO);
        refused += failed(store_open_on(&s, &faulty, scratch("a.db"), &plan1, STORE_OWNER));
        store_close(&s);
        CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_NONE);
        store_close(&s);
        CHECK(access(scratch("a.db.damaged-1-wal"), F_OK) == 0);
    }
    CHECK(refused > 10);
}

TEST(a_replaced_file_is_noticed)
{
    struct port_dir dir = dir_linux();
    struct store s = {0};
    int n = 0;
    scratch_open();
    CHECK_INT(store_open(&s, scratch("a.db"), &plan1, STORE_OWNER).code, ERR_NONE);
    CHECK(!store_replaced(&s));
    s.device++; /* the folder is another disk's now */
    CHECK(store_replaced(&s));
    s.device--;
    CHECK_INT(store_set_aside(&dir, scratch("a.db"), &n).code, ERR_NONE);
    CHECK(store_replaced(&s));
    store_close(&s);
}

int main(void)
{
    RUN(opens_with_a_log_full_flushes_and_wiped_deletes);
    RUN(only_the_owner_makes_and_migrates);
    RUN(a_step_that_only_adds_lets_the_program_of_before_in);
    RUN(a_program_older_than_the_oldest_that_may_is_kept_out);
    RUN(without_a_log_nothing_is_opened);
    RUN(a_guest_waits_while_the_database_is_just_being_made);
    RUN(a_failing_migration_changes_nothing);
    RUN(values_go_in_and_come_out);
    RUN(what_is_in_use_is_busy);
    RUN(only_what_cannot_be_read_is_unreadable);
    RUN(a_rolled_back_transaction_leaves_nothing);
    RUN(two_processes_writing_lose_nothing);
    RUN(truncating_the_log_leaves_nothing_of_what_was_deleted);
    RUN(damage_is_noticed_and_set_aside_under_a_free_number);
    RUN(an_interrupted_setting_aside_is_ended_and_its_log_kept);
    RUN(the_power_may_go_at_any_moment_of_the_making);
    RUN(any_call_of_the_disk_may_fail_and_the_next_opening_is_whole);
    RUN(a_setting_aside_that_fails_at_any_call_is_ended_later);
    RUN(a_replaced_file_is_noticed);
    scratch_close();
    return check_done();
}
