#include "platform/sim/portal/ledger_inside.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define LEDGER_VERSION 8

/* Each row brings a database from the version of its index to the next one. */
static const char *const upgrades[] = {
    "CREATE TABLE application("
    " id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, body BLOB NOT NULL, sha256 TEXT NOT NULL,"
    " token_sha256 TEXT NOT NULL, state INTEGER NOT NULL, state_text TEXT NOT NULL,"
    " file_number TEXT UNIQUE, puts INTEGER NOT NULL, received_at INTEGER NOT NULL,"
    " complete_at INTEGER, numbered_at INTEGER, state_at INTEGER NOT NULL);"
    "CREATE INDEX application_token ON application(token_sha256);"
    "CREATE INDEX application_waiting ON application(complete_at) WHERE file_number IS NULL;"
    "CREATE TABLE named(uuid TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY(uuid, sha256))"
    " WITHOUT ROWID;"
    "CREATE TABLE paper(uuid TEXT NOT NULL, sha256 TEXT NOT NULL, type TEXT NOT NULL,"
    " size INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY(uuid, sha256));",
    /* 1 to 2: what officers do. json_valid() because a record is kept whatever it is. */
    "ALTER TABLE application ADD COLUMN reason TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE application ADD COLUMN moves INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE application ADD COLUMN procedure TEXT NOT NULL DEFAULT '';"
    "UPDATE application SET procedure = coalesce(json_extract(CAST(body AS TEXT), '$.procedure'),"
    " '') WHERE json_valid(CAST(body AS TEXT));"
    "CREATE INDEX application_state ON application(state);"
    "CREATE TABLE move(id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, at INTEGER NOT NULL,"
    " actor INTEGER NOT NULL, from_state INTEGER NOT NULL, from_text TEXT NOT NULL,"
    " from_reason TEXT NOT NULL, to_state INTEGER NOT NULL, to_text TEXT NOT NULL,"
    " reason TEXT NOT NULL, undone_at INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX move_uuid ON move(uuid, id);"
    "CREATE TABLE result(id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, move INTEGER NOT NULL"
    " REFERENCES move(id), text TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,"
    " sha256 TEXT NOT NULL, bytes BLOB NOT NULL);"
    "CREATE INDEX result_uuid ON result(uuid, id);",
    /* 2 to 3: the other two adapters, and what a portal without idempotency stores again. */
    "ALTER TABLE application ADD COLUMN adapter TEXT NOT NULL DEFAULT 'rest';"
    "CREATE TABLE attachment(uuid TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,"
    " PRIMARY KEY(uuid, name)) WITHOUT ROWID;"
    "CREATE TABLE upload(id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL,"
    " sha256 TEXT NOT NULL, size INTEGER NOT NULL, bytes BLOB NOT NULL);"
    "CREATE TABLE code(number TEXT PRIMARY KEY, procedure TEXT NOT NULL, at INTEGER NOT NULL)"
    " WITHOUT ROWID;"
    "CREATE TABLE copy(id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, sha256 TEXT NOT NULL,"
    " file_number TEXT NOT NULL UNIQUE, at INTEGER NOT NULL);",
    /* 3 to 4: papers that come in parts. */
    "CREATE TABLE place(id TEXT PRIMARY KEY, uuid TEXT NOT NULL, sha256 TEXT NOT NULL,"
    " type TEXT NOT NULL, size INTEGER NOT NULL, at INTEGER NOT NULL, UNIQUE(uuid, sha256));"
    "CREATE TABLE part(id TEXT NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL,"
    " PRIMARY KEY(id, start));",
    /* 4 to 5: who signed in on a phone, and what is to be paid. */
    "ALTER TABLE application ADD COLUMN signed_in INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE payment(uuid TEXT PRIMARY KEY, reference TEXT NOT NULL UNIQUE,"
    " dong INTEGER NOT NULL, state INTEGER NOT NULL, ends INTEGER NOT NULL);",
    /* 5 to 6: papers from a phone of hers. */
    "CREATE TABLE handover(uuid TEXT NOT NULL, number INTEGER NOT NULL, state INTEGER NOT NULL,"
    " code INTEGER NOT NULL, token TEXT NOT NULL, phone TEXT NOT NULL, ends INTEGER NOT NULL,"
    " PRIMARY KEY(uuid, number)) WITHOUT ROWID;"
    "CREATE INDEX handover_token ON handover(token);"
    "CREATE INDEX handover_phone ON handover(phone);"
    "CREATE TABLE handover_page(id INTEGER PRIMARY KEY, uuid TEXT NOT NULL,"
    " number INTEGER NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,"
    " width INTEGER NOT NULL, height INTEGER NOT NULL, bytes BLOB NOT NULL, thumb BLOB NOT NULL,"
    " UNIQUE(uuid, number, sha256));",
    /* 6 to 7: papers that came in several files, as one. */
    ("CREATE TABLE whole(uuid TEXT NOT NULL, ref TEXT NOT NULL, sha256 TEXT NOT NULL,"
     " size INTEGER NOT NULL, pages INTEGER NOT NULL, PRIMARY KEY(uuid, ref)) WITHOUT ROWID;"),
    /* 7 to 8: how well a page from a phone can be read (enum photo_verdict). */
    "ALTER TABLE handover_page ADD COLUMN quality INTEGER NOT NULL DEFAULT 0;",
};

struct err ledger_trouble(int code)
{
    int kind = code & 0xff;
    if (kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB) {
        return ERR(ERR_CORRUPT, code, "ledger: portal.db does not read as a database");
    }
    return kind == SQLITE_FULL ? ERR(ERR_FULL, code, "ledger: disk is full")
                               : ERR(ERR_IO, code, "ledger: SQLite refused");
}

struct err ledger_run(struct ledger *l, const char *sql)
{
    int code = sqlite3_exec(l->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? ERR_OK : ledger_trouble(code);
}

sqlite3_stmt *ledger_ask(struct ledger *l, const char *sql, const char *a, const char *b)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(l->db, sql, -1, &s, NULL) != SQLITE_OK) {
        return NULL;
    }
    if (a != NULL) {
        sqlite3_bind_text(s, 1, a, -1, SQLITE_TRANSIENT);
    }
    if (b != NULL) {
        sqlite3_bind_text(s, 2, b, -1, SQLITE_TRANSIENT);
    }
    return s;
}

struct err ledger_finish(sqlite3_stmt *s)
{
    int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    sqlite3_finalize(s);
    return code == SQLITE_DONE || code == SQLITE_ROW ? ERR_OK : ledger_trouble(code);
}

struct err ledger_number(sqlite3_stmt *s, int64_t *ret_number)
{
    int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    *ret_number = code == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_finalize(s);
    return code == SQLITE_ROW || code == SQLITE_DONE ? ERR_OK : ledger_trouble(code);
}

struct err ledger_rows(struct ledger *l, const char *sql, const char *uuid, int max,
                       ledger_row_fn *read, void *list, int *ret_count)
{
    int n = 0;
    pthread_mutex_lock(&l->lock);
    sqlite3_stmt *s = ledger_ask(l, sql, uuid, NULL);
    int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    while (code == SQLITE_ROW && n < max) {
        read(s, list, n++);
        code = sqlite3_step(s);
    }
    sqlite3_finalize(s);
    pthread_mutex_unlock(&l->lock);
    *ret_count = n;
    return code == SQLITE_DONE || code == SQLITE_ROW ? ERR_OK : ledger_trouble(code);
}

struct err ledger_begin(struct ledger *l)
{
    pthread_mutex_lock(&l->lock);
    return ledger_run(l, "BEGIN IMMEDIATE");
}

struct err ledger_end(struct ledger *l, struct err e)
{
    if (!failed(e)) {
        e = ledger_run(l, "COMMIT");
    }
    if (failed(e) && sqlite3_get_autocommit(l->db) == 0) {
        sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
    }
    pthread_mutex_unlock(&l->lock);
    return e;
}

/* One transaction: a database is of one version or the next, never between. */
static struct err upgrade(struct ledger *l)
{
    int64_t version = 0;
    struct err e = ledger_begin(l);
    if (!failed(e)) {
        e = ledger_number(ledger_ask(l, "PRAGMA user_version", NULL, NULL), &version);
    }
    if (!failed(e) && version > LEDGER_VERSION) {
        e = ERR(ERR_VERSION, (int)version, "ledger: portal.db was written by a newer version");
    }
    const bool old = version < LEDGER_VERSION;
    for (; !failed(e) && version < LEDGER_VERSION; version++) {
        e = ledger_run(l, upgrades[version]);
    }
    if (!failed(e) && old) {
        char sql[40];
        snprintf(sql, sizeof sql, "PRAGMA user_version = %d;", LEDGER_VERSION);
        e = ledger_run(l, sql);
    }
    return ledger_end(l, e);
}

static struct err prepare(struct ledger *l)
{
    sqlite3_busy_timeout(l->db, 5000);
    struct err e = ledger_run(l, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                 "PRAGMA foreign_keys = ON;");
    return failed(e) ? e : upgrade(l);
}

struct err ledger_open(struct ledger **ret_ledger, const char *dir, int64_t number_delay_ms)
{
    char path[4096];
    int len = snprintf(path, sizeof path, "%s/portal.db", dir);
    if (len < 0 || (size_t)len >= sizeof path) {
        return ERR(ERR_BAD_INPUT, 0, "ledger: directory name is too long");
    }
    if (mkdir(dir, 0770) != 0 && errno != EEXIST) {
        return ERR(ERR_IO, errno, "ledger: make the data directory");
    }
    struct ledger *l = calloc(1, sizeof *l);
    if (l == NULL) {
        return ERR(ERR_FULL, ENOMEM, "ledger: memory");
    }
    pthread_mutex_init(&l->lock, NULL);
    l->number_delay_ms = number_delay_ms;
    int code = sqlite3_open(path, &l->db);
    struct err e = code == SQLITE_OK ? prepare(l) : ledger_trouble(code);
    if (failed(e)) {
        ledger_close(l);
        return e;
    }
    *ret_ledger = l;
    return ERR_OK;
}

void ledger_close(struct ledger *l)
{
    if (l != NULL) {
        sqlite3_close(l->db);
        pthread_mutex_destroy(&l->lock);
        free(l);
    }
}

void ledger_text(sqlite3_stmt *s, int column, char *out, size_t cap)
{
    const char *text = (const char *)sqlite3_column_text(s, column);
    snprintf(out, cap, "%s", text == NULL ? "" : text);
}
