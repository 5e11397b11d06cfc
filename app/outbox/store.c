#include "app/outbox/store.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MS        5000
#define NAME_MAX_TRIES 1000

static sqlite3 *db_of(const struct store *s)
{
    return s->db;
}

static struct err trouble(const struct store *s, int code)
{
    (void)s;
    switch (code & 0xFF) {
    case SQLITE_FULL:
        return ERR(ERR_FULL, code, "store: the disk is full");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR(ERR_TIMEOUT, code, "store: busy");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ERR(ERR_CORRUPT, code, "store: the database is damaged");
    case SQLITE_CONSTRAINT:
        return ERR(ERR_REFUSED, code, "store: a rule of the table");
    default:
        return ERR(ERR_IO, code, "store: the database cannot be used");
    }
}

static int bind(sqlite3_stmt *statement, int at, const struct store_value *value)
{
    switch (value->kind) {
    case STORE_INT:
        return sqlite3_bind_int64(statement, at, value->number);
    case STORE_TEXT:
        return sqlite3_bind_text(statement, at, value->bytes, -1, SQLITE_STATIC);
    case STORE_BLOB:
        return sqlite3_bind_blob64(statement, at, value->bytes, value->size, SQLITE_STATIC);
    case STORE_NULL:
        break;
    }
    return sqlite3_bind_null(statement, at);
}

static struct err prepare(struct store *s, const char *sql, struct store_values values,
                          sqlite3_stmt **ret_statement)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db_of(s), sql, -1, &statement, NULL);
    for (int i = 0; code == SQLITE_OK && i < values.count; i++) {
        code = bind(statement, i + 1, &values.list[i]);
    }
    if (code != SQLITE_OK) {
        sqlite3_finalize(statement);
        return trouble(s, sqlite3_extended_errcode(db_of(s)));
    }
    *ret_statement = statement;
    return ERR_OK;
}

struct err store_rows(struct store *s, const char *sql, struct store_values values,
                      bool (*visit)(void *context, const struct store_row *row), void *context,
                      int *ret_count)
{
    sqlite3_stmt *statement = NULL;
    struct err e = prepare(s, sql, values, &statement);
    if (failed(e)) {
        return e;
    }
    int count = 0;
    int code = sqlite3_step(statement);
    bool more = true;
    while (code == SQLITE_ROW && more) {
        const struct store_row row = {statement};
        count++;
        more = visit == NULL || visit(context, &row);
        code = more ? sqlite3_step(statement) : SQLITE_ROW;
    }
    if (code != SQLITE_DONE && code != SQLITE_ROW) {
        e = trouble(s, sqlite3_extended_errcode(db_of(s)));
    }
    sqlite3_finalize(statement);
    if (!failed(e) && ret_count != NULL) {
        *ret_count = count;
    }
    return e;
}

struct err store_run(struct store *s, const char *sql, struct store_values values, int *ret_changed)
{
    const struct err e = store_rows(s, sql, values, NULL, NULL, NULL);
    if (!failed(e) && ret_changed != NULL) {
        *ret_changed = sqlite3_changes(db_of(s));
    }
    return e;
}

int64_t store_int(const struct store_row *row, int column)
{
    return sqlite3_column_int64(row->statement, column);
}

const char *store_text(const struct store_row *row, int column)
{
    const unsigned char *text = sqlite3_column_text(row->statement, column);
    return text == NULL ? "" : (const char *)text;
}

const void *store_blob(const struct store_row *row, int column, size_t *ret_size)
{
    const void *bytes = sqlite3_column_blob(row->statement, column);
    *ret_size = bytes == NULL ? 0 : (size_t)sqlite3_column_bytes(row->statement, column);
    return bytes;
}

struct err store_begin(struct store *s)
{
    return store_run(s, "BEGIN IMMEDIATE", BIND_NOTHING, NULL);
}

struct err store_commit(struct store *s)
{
    const struct err e = store_run(s, "COMMIT", BIND_NOTHING, NULL);
    if (failed(e)) {
        store_rollback(s);
    }
    return e;
}

void store_rollback(struct store *s)
{
    if (sqlite3_get_autocommit(db_of(s)) == 0) {
        /* Its own failure leaves the transaction to SQLite, which rolls back at the next open. */
        (void)sqlite3_exec(db_of(s), "ROLLBACK", NULL, NULL, NULL);
    }
}

struct err store_truncate_log(struct store *s)
{
    const int code =
        sqlite3_wal_checkpoint_v2(db_of(s), NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return code == SQLITE_OK ? ERR_OK : trouble(s, code);
}

static bool take_int(void *context, const struct store_row *row)
{
    *(int64_t *)context = store_int(row, 0);
    return false;
}

static bool take_is_ok(void *context, const struct store_row *row)
{
    *(bool *)context = strcmp(store_text(row, 0), "ok") == 0;
    return false;
}

static bool take_is_wal(void *context, const struct store_row *row)
{
    *(bool *)context = strcmp(store_text(row, 0), "wal") == 0;
    return false;
}

static struct err version_of(struct store *s, int64_t *ret_version)
{
    return store_rows(s, "PRAGMA user_version", BIND_NOTHING, take_int, ret_version, NULL);
}

/* A read-only look before anything may be written: the version, without even a checkpoint. */
static struct err look(const char *path, int64_t *ret_version)
{
    struct store s = {0};
    sqlite3 *db = NULL;
    const int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL);
    struct err e = code == SQLITE_OK ? ERR_OK : trouble(&s, code);
    s.db = db;
    if (!failed(e)) {
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        sqlite3_busy_timeout(db, BUSY_MS);
        e = version_of(&s, ret_version);
    }
    sqlite3_close(db);
    return e;
}

static struct err set_up(struct store *s)
{
    static const char *const pragmas[] = {
        "PRAGMA foreign_keys=ON",  "PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON",
        "PRAGMA mmap_size=0",      "PRAGMA secure_delete=ON",   "PRAGMA temp_store=MEMORY",
        "PRAGMA synchronous=FULL",
    };
    bool wal = false;
    int64_t synchronous = 0;
    struct err e = store_rows(s, "PRAGMA journal_mode=WAL", BIND_NOTHING, take_is_wal, &wal, NULL);
    for (size_t i = 0; i < sizeof pragmas / sizeof pragmas[0] && !failed(e); i++) {
        e = store_run(s, pragmas[i], BIND_NOTHING, NULL);
    }
    if (!failed(e)) {
        e = store_rows(s, "PRAGMA synchronous", BIND_NOTHING, take_int, &synchronous, NULL);
    }
    if (!failed(e) && (!wal || synchronous != 2)) {
        e = ERR(ERR_IO, 0, "store: the file system gives no write-ahead log");
    }
    return e;
}

static struct err verify(struct store *s)
{
    bool good = false;
    const struct err e =
        store_rows(s, "PRAGMA integrity_check(1)", BIND_NOTHING, take_is_ok, &good, NULL);
    return failed(e) || good ? e : ERR(ERR_CORRUPT, 0, "store: the database is damaged");
}

static struct err migrate_one(struct store *s, const char *step, int to)
{
    char version[48];
    snprintf(version, sizeof version, "PRAGMA user_version=%d", to);
    const struct err e = store_begin(s);
    if (failed(e)) {
        return e;
    }
    if (sqlite3_exec(db_of(s), step, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(db_of(s), version, NULL, NULL, NULL) != SQLITE_OK) {
        const struct err bad = trouble(s, sqlite3_extended_errcode(db_of(s)));
        store_rollback(s);
        return bad;
    }
    return store_commit(s);
}

static struct err migrate(struct store *s, const struct store_plan *plan)
{
    int64_t version = 0;
    struct err e = version_of(s, &version);
    if (!failed(e) && version > plan->count) {
        return ERR(ERR_VERSION, (int)version, "store: a newer program wrote this database");
    }
    for (int v = (int)version; v < plan->count && !failed(e); v++) {
        e = migrate_one(s, plan->steps[v], v + 1);
    }
    return e;
}

/* The file must be the group's too, whatever the umask; SQLite gives -wal and -shm its mode. */
static struct err make_file(const char *path)
{
    const int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0660);
    const bool good = fd >= 0 && fchmod(fd, 0660) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return good ? ERR_OK : ERR(ERR_IO, 0, "store: the database cannot be made");
}

static struct err open_db(struct store *s, const char *path)
{
    sqlite3 *db = NULL;
    struct stat info;
    const int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, NULL);
    s->db = db;
    if (code != SQLITE_OK || stat(path, &info) != 0) {
        return trouble(s, code);
    }
    s->device = info.st_dev;
    s->inode = info.st_ino;
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, BUSY_MS);
    return ERR_OK;
}

struct err store_open(struct store *s, const char *path, const struct store_plan *plan,
                      enum store_role role)
{
    struct store fresh = {0};
    struct err e = ERR_OK;
    int64_t version = 0;
    if (strlen(path) >= sizeof fresh.path) {
        return ERR(ERR_BAD_INPUT, 0, "store: the path is too long");
    }
    snprintf(fresh.path, sizeof fresh.path, "%s", path);
    if (access(path, F_OK) != 0) {
        e = role == STORE_OWNER ? make_file(path) : ERR(ERR_NOT_FOUND, 0, "store: no database");
    }
    if (!failed(e)) {
        e = look(path, &version);
    }
    if (!failed(e) && version > plan->count) {
        return ERR(ERR_VERSION, (int)version, "store: a newer program wrote this database");
    }
    if (!failed(e) && role == STORE_GUEST && version < plan->count) {
        return version == 0 ? ERR(ERR_NOT_FOUND, 0, "store: the database is just being made")
                            : ERR(ERR_TIMEOUT, (int)version, "store: its owner must migrate it");
    }
    if (!failed(e)) {
        e = open_db(&fresh, path);
    }
    if (!failed(e)) {
        e = set_up(&fresh);
    }
    if (!failed(e) && role == STORE_OWNER) {
        e = verify(&fresh);
    }
    if (!failed(e) && role == STORE_OWNER) {
        e = migrate(&fresh, plan);
    }
    if (failed(e)) {
        store_close(&fresh);
        return e;
    }
    *s = fresh;
    return ERR_OK;
}

void store_close(struct store *s)
{
    sqlite3_close(db_of(s));
    memset(s, 0, sizeof *s);
}

struct err store_set_aside(const char *path, int *ret_n)
{
    static const char *const parts[] = {"", "-wal", "-shm"};
    char to[DIR_PATH_MAX + 32];
    int n = 1;
    do {
        snprintf(to, sizeof to, "%s.damaged-%d", path, n);
    } while (access(to, F_OK) == 0 && ++n < NAME_MAX_TRIES);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        char from[DIR_PATH_MAX + 32];
        snprintf(from, sizeof from, "%s%s", path, parts[i]);
        snprintf(to, sizeof to, "%s.damaged-%d%s", path, n, parts[i]);
        if (access(from, F_OK) == 0 && rename(from, to) != 0) {
            return ERR(ERR_IO, 0, "store: the damaged database cannot be set aside");
        }
    }
    *ret_n = n;
    return ERR_OK;
}

bool store_replaced(const struct store *s)
{
    struct stat info;
    return stat(s->path, &info) != 0 || (uint64_t)info.st_dev != s->device ||
           (uint64_t)info.st_ino != s->inode;
}
