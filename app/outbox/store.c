#include "app/outbox/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

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
    case SQLITE_NOMEM:
        return ERR(ERR_FULL, code, "store: no memory");
    case SQLITE_CONSTRAINT:
        return ERR(ERR_REFUSED, code, "store: a rule of the table");
    default:
        return ERR(ERR_IO, code, "store: the database cannot be used");
    }
}

bool store_unreadable(struct err e)
{
    return e.code == ERR_CORRUPT ||
           (e.code == ERR_IO && ((e.os & 0xFF) == SQLITE_ERROR || e.os == SQLITE_IOERR_READ ||
                                 e.os == SQLITE_IOERR_SHORT_READ));
}

static int bind(sqlite3_stmt *statement, int at, const struct store_value *value)
{
    if (value->kind == STORE_INT) {
        return sqlite3_bind_int64(statement, at, value->number);
    }
    return value->kind == STORE_TEXT
               ? sqlite3_bind_text(statement, at, value->bytes, -1, SQLITE_STATIC)
               : sqlite3_bind_blob64(statement, at, value->bytes, value->size, SQLITE_STATIC);
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
    /* A transaction left open would keep everyone else out for the life of this program. The second
     * try is for a statement that had to be prepared anew because the tables changed. */
    for (int tries = 0; tries < 2 && sqlite3_get_autocommit(db_of(s)) == 0; tries++) {
        (void)sqlite3_step(s->undo);
        (void)sqlite3_reset(s->undo);
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

/* What a program must know to use the database. */
struct age {
    int64_t version, oldest;
};

static struct err read_age(struct store *s, struct age *ret_age)
{
    const struct err e = version_of(s, &ret_age->version);
    return failed(e) ? e
                     : store_rows(s, "PRAGMA application_id", BIND_NOTHING, take_int,
                                  &ret_age->oldest, NULL);
}

static bool too_new(const struct age *age, const struct store_plan *plan)
{
    return age->version > plan->count && (age->oldest == 0 || age->oldest > plan->count);
}

/* A read-only look before anything may be written: the age, without even a checkpoint. A journal
 * that is still to be rolled back hides it: the power went while the database was being made, since
 * afterwards it has a log. */
static struct err look(const struct store *to, struct age *ret_age)
{
    struct store s = {0};
    sqlite3 *db = NULL;
    const int code = sqlite3_open_v2(to->path, &db, SQLITE_OPEN_READONLY, to->dir.vfs);
    struct err e = code == SQLITE_OK ? ERR_OK : trouble(&s, code);
    s.db = db;
    if (!failed(e)) {
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        sqlite3_busy_timeout(db, BUSY_MS);
        e = read_age(&s, ret_age);
    }
    sqlite3_close(db);
    return e.os == SQLITE_READONLY_ROLLBACK ? ERR_OK : e;
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

/* The check also calls it damage when a page could not be read this once, and what is set aside is
 * kept for good: only what is found twice is believed. */
static struct err verify(struct store *s)
{
    bool good = false;
    struct err e = ERR_OK;
    for (int i = 0; i < 2 && !failed(e) && !good; i++) {
        e = store_rows(s, "PRAGMA integrity_check(1)", BIND_NOTHING, take_is_ok, &good, NULL);
    }
    return failed(e) || good ? e : ERR(ERR_CORRUPT, 0, "store: the database is damaged");
}

static struct err migrate_one(struct store *s, const struct store_plan *plan, int to)
{
    const char *step = plan->steps[to - 1];
    char version[96];
    snprintf(version, sizeof version, "PRAGMA user_version=%d; PRAGMA application_id=%d", to,
             plan->oldest == 0 ? plan->count : plan->oldest);
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
    struct age age = {0};
    struct err e = read_age(s, &age);
    if (!failed(e) && too_new(&age, plan)) {
        return ERR(ERR_VERSION, (int)age.version, "store: a newer program wrote this database");
    }
    for (int v = (int)age.version; v < plan->count && !failed(e); v++) {
        e = migrate_one(s, plan, v + 1);
    }
    return e;
}

/* --- setting aside ---------------------------------------------------------------------------- */

#define ASIDE_MAX (DIR_PATH_MAX + 32)

static bool is_there(struct port_dir *dir, const char *path)
{
    struct dir_info info;
    return dir->ops->look(dir, path, &info).code != ERR_NOT_FOUND;
}

/* path's part ("", "-wal", "-shm") under number n. */
static void aside_name(char out[ASIDE_MAX], const char *path, int n, const char *part)
{
    snprintf(out, ASIDE_MAX, "%s.damaged-%d%s", path, n, part);
}

static struct err set_part_aside(struct port_dir *dir, const char *path, int n, const char *part)
{
    char from[ASIDE_MAX];
    char to[ASIDE_MAX];
    snprintf(from, sizeof from, "%s%s", path, part);
    aside_name(to, path, n, part);
    return is_there(dir, from) ? dir->ops->move(dir, from, to) : ERR_OK;
}

/* 0 when there is none. */
static int highest_aside(struct port_dir *dir, const char *path)
{
    int highest = 0;
    for (int n = 1; n < NAME_MAX_TRIES; n++) {
        char kept[ASIDE_MAX];
        char log[ASIDE_MAX];
        aside_name(kept, path, n, "");
        aside_name(log, path, n, "-wal");
        highest = is_there(dir, kept) || is_there(dir, log) ? n : highest;
    }
    return highest;
}

/* The database first: while it has its name, its log must be beside it. */
struct err store_set_aside(struct port_dir *dir, const char *path, int *ret_n)
{
    static const char *const parts[] = {"", "-wal", "-shm"};
    const int n = highest_aside(dir, path) + 1;
    struct err e = ERR_OK;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && !failed(e); i++) {
        e = set_part_aside(dir, path, n, parts[i]);
    }
    if (!failed(e)) {
        *ret_n = n;
    }
    return e;
}

/* A log without its database: a power cut came between the moves. SQLite would delete it, and it
 * may hold commits that are nowhere else. */
static struct err finish_set_aside(struct port_dir *dir, const char *path)
{
    char log[ASIDE_MAX];
    char kept[ASIDE_MAX];
    snprintf(log, sizeof log, "%s-wal", path);
    if (!is_there(dir, log)) {
        return ERR_OK;
    }
    int n = highest_aside(dir, path);
    aside_name(kept, path, n, "-wal");
    n += n == 0 || is_there(dir, kept);
    const struct err e = set_part_aside(dir, path, n, "-wal");
    return failed(e) ? e : set_part_aside(dir, path, n, "-shm");
}

/* --- opening ---------------------------------------------------------------------------------- */

/* The file must be the group's too, whatever the umask; SQLite gives -wal and -shm its mode. */
static struct err make_file(struct port_dir *dir, const char *path)
{
    const struct err e = finish_set_aside(dir, path);
    return failed(e) ? e : dir->ops->touch(dir, path, 0660);
}

static struct err open_db(struct store *s)
{
    sqlite3 *db = NULL;
    struct dir_info info = {0};
    const int code =
        sqlite3_open_v2(s->path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, s->dir.vfs);
    s->db = db;
    const struct err e =
        code == SQLITE_OK ? s->dir.ops->look(&s->dir, s->path, &info) : trouble(s, code);
    if (failed(e)) {
        return e;
    }
    s->device = info.device;
    s->inode = info.inode;
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, BUSY_MS);
    return ERR_OK;
}

/* Last, because whatever changes the tables or their rules makes a statement be prepared anew. */
static struct err prepare_undo(struct store *s)
{
    sqlite3_stmt *undo = NULL;
    const int code =
        sqlite3_prepare_v3(db_of(s), "ROLLBACK", -1, SQLITE_PREPARE_PERSISTENT, &undo, NULL);
    s->undo = undo;
    return code == SQLITE_OK ? ERR_OK : trouble(s, code);
}

/* Whether this program may open it, as the role it has. */
static struct err judge_age(const struct age *age, const struct store_plan *plan,
                            enum store_role role)
{
    if (too_new(age, plan)) {
        return ERR(ERR_VERSION, (int)age->version, "store: a newer program wrote this database");
    }
    if (role == STORE_OWNER || age->version >= plan->count) {
        return ERR_OK;
    }
    return age->version == 0
               ? ERR(ERR_NOT_FOUND, 0, "store: the database is just being made")
               : ERR(ERR_TIMEOUT, (int)age->version, "store: its owner must migrate it");
}

struct err store_open(struct store *s, const char *path, const struct store_plan *plan,
                      enum store_role role)
{
    const struct port_dir dir = dir_linux();
    return store_open_on(s, &dir, path, plan, role);
}

struct err store_open_on(struct store *s, const struct port_dir *dir, const char *path,
                         const struct store_plan *plan, enum store_role role)
{
    struct store fresh = {.dir = *dir};
    struct err e = ERR_OK;
    struct age age = {0};
    if (strlen(path) >= sizeof fresh.path) {
        return ERR(ERR_BAD_INPUT, 0, "store: the path is too long");
    }
    snprintf(fresh.path, sizeof fresh.path, "%s", path);
    if (!is_there(&fresh.dir, path)) {
        e = role == STORE_OWNER ? make_file(&fresh.dir, path)
                                : ERR(ERR_NOT_FOUND, 0, "store: no database");
    }
    if (!failed(e)) {
        e = look(&fresh, &age);
    }
    if (!failed(e)) {
        e = judge_age(&age, plan, role);
    }
    if (!failed(e)) {
        e = open_db(&fresh);
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
    if (!failed(e)) {
        e = prepare_undo(&fresh);
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
    sqlite3_finalize(s->undo);
    sqlite3_close(db_of(s));
    memset(s, 0, sizeof *s);
}

bool store_replaced(const struct store *s)
{
    struct port_dir dir = s->dir;
    struct dir_info info;
    return failed(dir.ops->look(&dir, s->path, &info)) || info.device != s->device ||
           info.inode != s->inode;
}
