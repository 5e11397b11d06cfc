#include "platform/sim/fleet/store.h"

#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define STORE_VERSION 1

struct store {
    sqlite3 *db;
    pthread_mutex_t lock;
    bool wrong;
    char dir[512];
};

static const char schema[] =
    "CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL);"
    "CREATE TABLE target(id TEXT PRIMARY KEY, name TEXT, token TEXT NOT NULL,"
    " grp TEXT NOT NULL DEFAULT '', status TEXT NOT NULL DEFAULT 'unknown',"
    " refuse INTEGER NOT NULL DEFAULT 0, sleep TEXT, ask INTEGER NOT NULL DEFAULT 1,"
    " auto INTEGER NOT NULL DEFAULT 0, auto_initiator TEXT, auto_remark TEXT, auto_at INTEGER,"
    " assigned INTEGER, installed INTEGER, installed_action INTEGER, created INTEGER NOT NULL,"
    " polled INTEGER, address TEXT);"
    "CREATE TABLE attribute(target TEXT, key TEXT, value TEXT, PRIMARY KEY(target, key));"
    "CREATE TABLE artifact(id INTEGER PRIMARY KEY AUTOINCREMENT, filename TEXT NOT NULL,"
    " size INTEGER NOT NULL, sha1 TEXT NOT NULL, md5 TEXT NOT NULL, sha256 TEXT NOT NULL,"
    " at INTEGER NOT NULL);"
    "CREATE TABLE module(id INTEGER PRIMARY KEY AUTOINCREMENT, part TEXT NOT NULL,"
    " name TEXT NOT NULL, version TEXT NOT NULL, encrypted INTEGER NOT NULL DEFAULT 0,"
    " metadata TEXT);"
    "CREATE TABLE module_artifact(module INTEGER, filename TEXT, artifact INTEGER,"
    " PRIMARY KEY(module, filename));"
    "CREATE TABLE distribution(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL,"
    " version TEXT NOT NULL, UNIQUE(name, version));"
    "CREATE TABLE distribution_module(distribution INTEGER, module INTEGER,"
    " PRIMARY KEY(distribution, module));"
    "CREATE TABLE rollout(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL,"
    " distribution INTEGER NOT NULL, state TEXT NOT NULL, created INTEGER NOT NULL);"
    "CREATE TABLE wave(rollout INTEGER, number INTEGER, name TEXT, state TEXT NOT NULL,"
    " success INTEGER NOT NULL, error INTEGER NOT NULL, PRIMARY KEY(rollout, number));"
    "CREATE TABLE action(id INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL,"
    " distribution INTEGER NOT NULL, type TEXT NOT NULL, forced_at INTEGER NOT NULL DEFAULT 0,"
    " state TEXT NOT NULL, active INTEGER NOT NULL, weight INTEGER NOT NULL DEFAULT 1000,"
    " window_start INTEGER NOT NULL DEFAULT 0, window_end INTEGER NOT NULL DEFAULT 0,"
    " confirm INTEGER NOT NULL DEFAULT 0, code INTEGER, rollout INTEGER, wave INTEGER,"
    " created INTEGER NOT NULL, changed INTEGER NOT NULL);"
    "CREATE INDEX action_target ON action(target, active);"
    "CREATE INDEX action_rollout ON action(rollout, wave);"
    "CREATE TABLE status(id INTEGER PRIMARY KEY AUTOINCREMENT, action INTEGER NOT NULL,"
    " state TEXT NOT NULL, channel TEXT NOT NULL, execution TEXT, finished TEXT, code INTEGER,"
    " cnt INTEGER, total INTEGER, reported INTEGER, at INTEGER NOT NULL, messages TEXT NOT NULL);"
    "CREATE INDEX status_action ON status(action);"
    "PRAGMA user_version = 1;";

static bool run_plain(struct store *s, const char *sql)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* A killed process loses nothing; a cut of power may lose the last seconds, which no test does. */
static struct err open_file(struct store *s)
{
    char path[600];
    snprintf(path, sizeof path, "%s/fleet.db", s->dir);
    if (sqlite3_open(path, &s->db) != SQLITE_OK || !run_plain(s, "PRAGMA journal_mode = WAL") ||
        !run_plain(s, "PRAGMA synchronous = NORMAL")) {
        return ERR(ERR_IO, 0, "fleet: open the data file");
    }
    const int64_t version = store_number(s, -1, "PRAGMA user_version", "");
    if (version > STORE_VERSION || version < 0) {
        return ERR(ERR_VERSION, 0, "fleet: the data file is of another version");
    }
    if (version == 0 && !run_plain(s, schema)) {
        return ERR(ERR_IO, 0, "fleet: make the data file");
    }
    return ERR_OK;
}

/* Makes the folder and those above it. */
static bool make_folder(const char *path)
{
    char part[600];
    snprintf(part, sizeof part, "%s", path);
    for (char *at = part + 1; *at != '\0'; at++) {
        if (*at == '/') {
            *at = '\0';
            (void)mkdir(part, 0777);
            *at = '/';
        }
    }
    return mkdir(part, 0777) == 0 || errno == EEXIST;
}

struct err store_open(struct store **ret_store, const char *dir)
{
    char path[600];
    struct store *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return ERR(ERR_FULL, ENOMEM, "fleet: memory");
    }
    pthread_mutex_init(&s->lock, NULL);
    snprintf(s->dir, sizeof s->dir, "%s", dir);
    snprintf(path, sizeof path, "%s/artifacts", dir);
    struct err e =
        make_folder(path) ? open_file(s) : ERR(ERR_IO, errno, "fleet: make the data directory");
    if (failed(e)) {
        store_close(s);
        return e;
    }
    *ret_store = s;
    return ERR_OK;
}

void store_close(struct store *s)
{
    if (s != NULL) {
        sqlite3_close(s->db);
        pthread_mutex_destroy(&s->lock);
        free(s);
    }
}

void store_begin(struct store *s)
{
    pthread_mutex_lock(&s->lock);
    s->wrong = !run_plain(s, "BEGIN");
}

bool store_end(struct store *s)
{
    const bool whole = !s->wrong && run_plain(s, "COMMIT");
    if (!whole) {
        (void)run_plain(s, "ROLLBACK");
    }
    pthread_mutex_unlock(&s->lock);
    return whole;
}

void store_spoil(struct store *s)
{
    s->wrong = true;
}

/* NULL, and the transaction spoiled, when the statement cannot be made. */
static sqlite3_stmt *prepare(struct store *s, const char *sql, const char *kinds, va_list values)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL) != SQLITE_OK) {
        fprintf(stderr, "fleet-double: %s: %s\n", sqlite3_errmsg(s->db), sql);
        s->wrong = true;
        return NULL;
    }
    for (int i = 0; kinds[i] != '\0'; i++) {
        if (kinds[i] == 'i') {
            sqlite3_bind_int64(stmt, i + 1, va_arg(values, int64_t));
        } else {
            sqlite3_bind_text(stmt, i + 1, va_arg(values, const char *), -1, SQLITE_TRANSIENT);
        }
    }
    return stmt;
}

/* Steps once; true when there is a row. */
static bool step(struct store *s, sqlite3_stmt *stmt)
{
    const int result = stmt == NULL ? SQLITE_DONE : sqlite3_step(stmt);
    if (result != SQLITE_ROW && result != SQLITE_DONE) {
        fprintf(stderr, "fleet-double: %s\n", sqlite3_errmsg(s->db));
        s->wrong = true;
    }
    return result == SQLITE_ROW;
}

void store_run(struct store *s, const char *sql, const char *kinds, ...)
{
    va_list values;
    va_start(values, kinds);
    sqlite3_stmt *stmt = prepare(s, sql, kinds, values);
    va_end(values);
    (void)step(s, stmt);
    sqlite3_finalize(stmt);
}

int64_t store_last_id(struct store *s)
{
    return sqlite3_last_insert_rowid(s->db);
}

int store_changes(struct store *s)
{
    return sqlite3_changes(s->db);
}

int64_t store_number(struct store *s, int64_t otherwise, const char *sql, const char *kinds, ...)
{
    va_list values;
    va_start(values, kinds);
    sqlite3_stmt *stmt = prepare(s, sql, kinds, values);
    va_end(values);
    const bool there = step(s, stmt) && sqlite3_column_type(stmt, 0) != SQLITE_NULL;
    const int64_t number = there ? sqlite3_column_int64(stmt, 0) : otherwise;
    sqlite3_finalize(stmt);
    return number;
}

static void copy_column(sqlite3_stmt *stmt, char *out, size_t cap)
{
    const char *text = (const char *)sqlite3_column_text(stmt, 0);
    snprintf(out, cap, "%s", text == NULL ? "" : text);
}

bool store_text(struct store *s, char *out, size_t cap, const char *sql, const char *kinds, ...)
{
    va_list values;
    va_start(values, kinds);
    sqlite3_stmt *stmt = prepare(s, sql, kinds, values);
    va_end(values);
    const bool there = step(s, stmt);
    out[0] = '\0';
    if (there) {
        copy_column(stmt, out, cap);
    }
    sqlite3_finalize(stmt);
    return there;
}

static json_t *value_of(sqlite3_stmt *stmt, int column, bool json)
{
    const int type = sqlite3_column_type(stmt, column);
    if (type == SQLITE_INTEGER) {
        return json_integer(sqlite3_column_int64(stmt, column));
    }
    const char *text = (const char *)sqlite3_column_text(stmt, column);
    json_t *value = text == NULL ? json_null()
                    : json       ? json_loads(text, JSON_DECODE_ANY, NULL)
                                 : json_string(text);
    return value == NULL ? json_null() : value;
}

json_t *store_rows(struct store *s, const char *sql, const char *kinds, ...)
{
    json_t *rows = json_array();
    va_list values;
    va_start(values, kinds);
    sqlite3_stmt *stmt = prepare(s, sql, kinds, values);
    va_end(values);
    while (step(s, stmt)) {
        json_t *row = json_object();
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            const char *name = sqlite3_column_name(stmt, i);
            const bool json = strncmp(name, "json_", 5) == 0;
            json_object_set_new(row, json ? name + 5 : name, value_of(stmt, i, json));
        }
        json_array_append_new(rows, row);
    }
    sqlite3_finalize(stmt);
    return rows;
}

void store_setting(struct store *s, const char *key, const char *otherwise, char *out, size_t cap)
{
    if (!store_text(s, out, cap, "SELECT value FROM setting WHERE key = ?", "s", key)) {
        snprintf(out, cap, "%s", otherwise);
    }
}

void store_artifact_path(const struct store *s, const char *sha256, char *out, size_t cap)
{
    snprintf(out, cap, "%s/artifacts/%s", s->dir, sha256);
}

void store_outgoing_path(const struct store *s, const char *target, char *out, size_t cap)
{
    snprintf(out, cap, "%s/outgoing/%s", s->dir, target);
}
