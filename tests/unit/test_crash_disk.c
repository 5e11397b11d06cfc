#include "platform/sim/crash_disk.h"

#include <sqlite3.h>

#include "platform/port_files.h"
#include "tests/check.h"

static struct crash_disk disk, left;

static void begin(void)
{
    CHECK(!failed(crash_disk_open(&disk, (size_t)64 << 20, 100000)));
    CHECK(!failed(crash_disk_open(&left, (size_t)64 << 20, 100000)));
    crash_disk_mount(&disk);
}

static void end(void)
{
    crash_disk_close(&disk);
    crash_disk_close(&left);
}

static struct err write_file(struct port_dir *d, const char *name, const char *text)
{
    struct dir_file f = {0};
    struct err e = d->ops->create(d, "/s", 0600, &f);
    if (!failed(e)) {
        e = d->ops->append(d, &f, text, strlen(text));
        if (failed(e)) {
            d->ops->drop(d, &f);
        }
    }
    return failed(e) ? e : d->ops->commit(d, &f, name);
}

/* "" when it is not there. */
static const char *text_of(const char *path)
{
    static struct file_bytes file;
    struct port_dir d = dir_crash();
    return failed(d.files->ops->map(path, &file)) ? "" : file.bytes;
}

TEST(a_file_is_whole_or_absent_wherever_the_power_goes)
{
    struct port_dir d = dir_crash();
    int seen[3] = {0};
    begin();
    CHECK(!failed(d.ops->make(&d, "/s")));
    CHECK(!failed(write_file(&d, "a", "first")));
    const size_t first = disk.op_count;
    CHECK(!failed(write_file(&d, "a", "second")));
    for (size_t op = 0; op <= disk.op_count; op++) {
        for (int how = 0; how < 30; how++) {
            crash_disk_cut(&disk, op, (enum crash_left)(how % 3), (uint64_t)how, &left);
            crash_disk_mount(&left);
            const char *text = text_of("/s/a");
            const int which = text[0] == '\0' ? 0 : strcmp(text, "first") == 0 ? 1 : 2;
            CHECK(which != 2 || strcmp(text, "second") == 0);
            CHECK(op < first || which > 0);
            CHECK(op < disk.op_count || which == 2);
            seen[which]++;
        }
    }
    CHECK(seen[0] > 0 && seen[1] > 0 && seen[2] > 0);
    end();
}

/* What is not flushed is all there, not there, or torn: each happens. */
TEST(unflushed_bytes_are_kept_dropped_and_torn)
{
    static char bytes[4096];
    static char got[4096];
    int file = 0;
    size_t size = 0;
    int kept = 0;
    int dropped = 0;
    int torn = 0;
    begin();
    memset(bytes, 'x', sizeof bytes);
    CHECK_INT(crash_create(&disk, "/f", false, &file), 0);
    CHECK_INT(crash_write(&disk, file, 0, "0", 1), 0);
    CHECK_INT(crash_sync(&disk, file), 0);
    CHECK_INT(crash_sync_above(&disk, "/f"), 0);
    CHECK_INT(crash_write(&disk, file, 0, bytes, sizeof bytes), 0);
    for (uint64_t seed = 0; seed < 60; seed++) {
        crash_disk_cut(&disk, disk.op_count, (enum crash_left)(seed % 3), seed, &left);
        memset(got, 0, sizeof got);
        CHECK_INT(crash_read(&left, crash_find(&left, "/f"), 0, got, sizeof got, &size), 0);
        CHECK(got[0] == '0' || got[0] == 'x');
        size_t xs = 0;
        for (size_t i = 0; i < sizeof got; i++) {
            xs += got[i] == 'x';
        }
        CHECK(xs % CRASH_SECTOR == 0);
        kept += xs == sizeof got;
        dropped += xs == 0;
        torn += xs > 0 && xs < sizeof got;
    }
    CHECK(kept > 5 && dropped > 10 && torn > 10);
    end();
}

TEST(a_name_without_its_folder_flushed_may_be_gone_or_be_the_old_one)
{
    int file = 0;
    int old = 0;
    begin();
    CHECK_INT(crash_create(&disk, "/a", false, &file), 0);
    CHECK_INT(crash_sync_above(&disk, "/a"), 0);
    CHECK_INT(crash_rename(&disk, "/a", "/b"), 0);
    for (uint64_t seed = 0; seed < 30; seed++) {
        crash_disk_cut(&disk, disk.op_count, (enum crash_left)(seed % 3), seed, &left);
        CHECK((crash_find(&left, "/a") >= 0) != (crash_find(&left, "/b") >= 0));
        old += crash_find(&left, "/a") >= 0;
    }
    CHECK(old > 10 && old < 30);
    end();
}

TEST(a_call_fails_once_or_the_disk_stays_full)
{
    struct port_dir d = dir_crash();
    begin();
    CHECK(!failed(d.ops->make(&d, "/s")));
    disk.fail_at = disk.calls + 2;
    disk.fault = CRASH_EIO;
    CHECK_INT(write_file(&d, "a", "x").code, ERR_IO);
    CHECK_INT(write_file(&d, "a", "x").code, ERR_NONE);
    disk.fail_at = disk.calls + 1;
    disk.fault = CRASH_ENOSPC;
    disk.fail_on = true;
    CHECK_INT(write_file(&d, "b", "x").code, ERR_FULL);
    CHECK_INT(write_file(&d, "b", "x").code, ERR_FULL);
    disk.fail_at = 0;
    disk.limit = 10;
    CHECK_INT(write_file(&d, "b", "more than ten bytes").code, ERR_FULL);
    CHECK_STR(text_of("/s/a"), "x");
    end();
}

static int sql(sqlite3 *db, const char *text)
{
    return sqlite3_exec(db, text, NULL, NULL, NULL);
}

/* Two connections see each other, one waits for the other, and the log is emptied. */
TEST(sqlite_works_on_it_with_a_log_and_two_connections)
{
    sqlite3 *a = NULL;
    sqlite3 *b = NULL;
    begin();
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    CHECK_INT(sqlite3_open_v2("/t.db", &a, flags, crash_vfs()), SQLITE_OK);
    CHECK_INT(sql(a, "PRAGMA journal_mode=WAL; CREATE TABLE t(x)"), SQLITE_OK);
    CHECK_INT(sqlite3_open_v2("/t.db", &b, flags, crash_vfs()), SQLITE_OK);
    CHECK_INT(sql(a, "BEGIN IMMEDIATE; INSERT INTO t VALUES(1)"), SQLITE_OK);
    CHECK_INT(sql(b, "BEGIN IMMEDIATE"), SQLITE_BUSY);
    CHECK_INT(sql(a, "COMMIT"), SQLITE_OK);
    CHECK_INT(sql(b, "BEGIN IMMEDIATE; INSERT INTO t SELECT x + 1 FROM t; COMMIT"), SQLITE_OK);
    CHECK_INT(sqlite3_total_changes(b), 1);
    const int log = crash_find(&disk, "/t.db-wal");
    CHECK(log >= 0 && disk.files[log].size > 0);
    CHECK_INT(sql(a, "PRAGMA wal_checkpoint(TRUNCATE)"), SQLITE_OK);
    CHECK_INT(disk.files[log].size, 0);
    sqlite3_close(b);
    sqlite3_close(a);
    CHECK(crash_find(&disk, "/t.db-wal") < 0);
    end();
}

int main(void)
{
    RUN(a_file_is_whole_or_absent_wherever_the_power_goes);
    RUN(unflushed_bytes_are_kept_dropped_and_torn);
    RUN(a_name_without_its_folder_flushed_may_be_gone_or_be_the_old_one);
    RUN(a_call_fails_once_or_the_disk_stays_full);
    RUN(sqlite_works_on_it_with_a_log_and_two_connections);
    return check_done();
}
