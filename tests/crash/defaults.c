#include "tests/crash/defaults.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>

#include "platform/sim/crash_disk.h"

#define COMMITS 60
#define FLAGS   (SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)

static struct crash_disk disk, left;
static size_t committed[COMMITS + 1]; /* operations done when commit number i had returned */

static bool run(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool write_all(const char *journal, const char *synchronous)
{
    sqlite3 *db = NULL;
    char sql[160];
    bool good = sqlite3_open_v2("/t.db", &db, FLAGS, crash_vfs()) == SQLITE_OK;
    snprintf(sql, sizeof sql, "PRAGMA journal_mode=%s; PRAGMA synchronous=%s", journal,
             synchronous);
    good = good && run(db, sql) && run(db, "CREATE TABLE t(n INTEGER PRIMARY KEY, b BLOB)");
    for (int i = 1; i <= COMMITS && good; i++) {
        snprintf(sql, sizeof sql, "INSERT INTO t VALUES(%d, randomblob(%d))", i,
                 200 + i * 97 % 5000);
        good = run(db, sql);
        committed[i] = disk.op_count;
    }
    sqlite3_close(db);
    return good;
}

/* The highest number there; -1 when it does not open or does not verify. */
static int highest(void)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    int n = -1;
    if (sqlite3_open_v2("/t.db", &db, FLAGS, crash_vfs()) == SQLITE_OK &&
        run(db, "PRAGMA integrity_check") && run(db, "CREATE TABLE IF NOT EXISTS t(n, b)") &&
        sqlite3_prepare_v2(db, "SELECT coalesce(max(n), 0) FROM t", -1, &s, NULL) == SQLITE_OK &&
        sqlite3_step(s) == SQLITE_ROW) {
        n = sqlite3_column_int(s, 0);
    }
    sqlite3_finalize(s);
    sqlite3_close(db);
    return n;
}

/* Cuts in which a commit that had returned is missing. */
static int losses(int *ret_cuts)
{
    int lost = 0;
    *ret_cuts = 0;
    for (size_t op = 0; op <= disk.op_count; op++) {
        int acknowledged = 0;
        for (int i = 1; i <= COMMITS && committed[i] <= op; i++) {
            acknowledged = i;
        }
        crash_disk_cut(&disk, op, (enum crash_left)(op % 3), op, &left);
        crash_disk_mount(&left);
        lost += highest() < acknowledged;
        (*ret_cuts)++;
    }
    return lost;
}

int prove_defaults(void)
{
    static const struct {
        const char *journal, *synchronous;
        bool keeps;
    } ways[] = {
        {"WAL", "FULL", true},
        {"WAL", "NORMAL", false},
        {"DELETE", "EXTRA", true},
        {"DELETE", "FULL", false},
    };
    int bad = 0;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        int cuts = 0;
        if (failed(crash_disk_open(&disk, (size_t)64 << 20, 1 << 16)) ||
            failed(crash_disk_open(&left, (size_t)64 << 20, 1 << 16))) {
            return 1;
        }
        crash_disk_mount(&disk);
        const bool wrote = write_all(ways[i].journal, ways[i].synchronous);
        const int lost = losses(&cuts);
        const bool good = wrote && cuts > 100 && (lost == 0) == ways[i].keeps;
        printf("# journal_mode=%s synchronous=%s: %d of %d cuts lost a commit that had returned\n",
               ways[i].journal, ways[i].synchronous, lost, cuts);
        printf("%s sqlite_%s_%s_%s\n", good ? "ok" : "not ok", ways[i].journal, ways[i].synchronous,
               ways[i].keeps ? "keeps_what_it_said" : "loses_on_this_rig");
        bad += !good;
        crash_disk_close(&disk);
        crash_disk_close(&left);
    }
    return bad;
}
