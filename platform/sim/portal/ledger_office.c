#include "platform/sim/portal/ledger_office.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/buf.h"
#include "platform/sim/portal/ledger_inside.h"
#include "platform/sim/portal/moves.h"

/* "%part%" for LIKE, with what LIKE reads escaped. */
static void like(const char *find, char *out, size_t cap)
{
    struct buf b;
    buf_init(&b, out, cap);
    buf_puts(&b, "%");
    for (const char *at = find; *at != '\0' && b.len + 4 < cap; at++) {
        if (*at == '%' || *at == '_' || *at == '\\') {
            buf_puts(&b, "\\");
        }
        buf_add(&b, at, 1);
    }
    buf_puts(&b, "%");
}

#define WHERE                                                                                      \
    " WHERE (?3 = 0 OR state = ?3 OR (?3 = -1 AND state NOT BETWEEN 1 AND 10))"                    \
    " AND (?1 = '%%' OR file_number LIKE ?1 ESCAPE '\\')"

static sqlite3_stmt *ask_list(struct ledger *l, const char *sql, const char *pattern, int state)
{
    sqlite3_stmt *s = ledger_ask(l, sql, pattern, NULL);
    sqlite3_bind_int(s, 3, state);
    return s;
}

static struct err read_rows(sqlite3_stmt *s, struct ledger_row *rows, int limit, int *ret_count)
{
    int n = 0;
    int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    for (; code == SQLITE_ROW && n < limit; n++) {
        rows[n] = (struct ledger_row){ledger_read_entry(s), 0};
        code = sqlite3_step(s);
    }
    sqlite3_finalize(s);
    *ret_count = n;
    return code == SQLITE_DONE || code == SQLITE_ROW ? ERR_OK : ledger_trouble(code);
}

static struct err count_missing(struct ledger *l, struct ledger_row *row)
{
    int64_t missing = 0;
    struct err e = ledger_number(
        ledger_ask(l,
                   "SELECT count(*) FROM named n WHERE n.uuid = ?1 AND NOT EXISTS(SELECT 1 FROM"
                   " paper p WHERE p.uuid = ?1 AND p.sha256 = n.sha256)",
                   row->entry.uuid, NULL),
        &missing);
    row->missing = (int)missing;
    return e;
}

struct err ledger_list(struct ledger *l, const struct ledger_query *query, struct ledger_row *rows,
                       int *ret_count, int *ret_total)
{
    char pattern[2 * LEDGER_FIND_MAX + 4];
    int64_t total = 0;
    *ret_count = 0;
    like(query->find, pattern, sizeof pattern);
    struct err e = ledger_begin(l);
    if (!failed(e)) {
        e = ledger_number(
            ask_list(l, "SELECT count(*) FROM application" WHERE, pattern, query->state), &total);
    }
    if (!failed(e)) {
        sqlite3_stmt *s = ask_list(l, LEDGER_ENTRY WHERE " ORDER BY id DESC LIMIT ?4 OFFSET ?5",
                                   pattern, query->state);
        sqlite3_bind_int(s, 4, query->limit);
        sqlite3_bind_int(s, 5, query->offset);
        e = read_rows(s, rows, query->limit, ret_count);
    }
    for (int i = 0; i < *ret_count && !failed(e); i++) {
        e = count_missing(l, &rows[i]);
    }
    *ret_total = (int)total;
    return ledger_end(l, e);
}

struct err ledger_counts(struct ledger *l, int ret_counts[11])
{
    memset(ret_counts, 0, 11 * sizeof ret_counts[0]);
    pthread_mutex_lock(&l->lock);
    sqlite3_stmt *s =
        ledger_ask(l, "SELECT state, count(*) FROM application GROUP BY state", NULL, NULL);
    int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    while (code == SQLITE_ROW) {
        const int state = sqlite3_column_int(s, 0);
        ret_counts[moves_known(state) ? state : 0] += sqlite3_column_int(s, 1);
        code = sqlite3_step(s);
    }
    sqlite3_finalize(s);
    pthread_mutex_unlock(&l->lock);
    return code == SQLITE_DONE ? ERR_OK : ledger_trouble(code);
}

/* ERR_OK when the file is there and still of that revision. */
static struct err check_revision(struct ledger *l, const char *uuid, int revision)
{
    int64_t moves = -1;
    struct err e = ledger_number(
        ledger_ask(l, "SELECT coalesce((SELECT moves FROM application WHERE uuid = ?1), -1)", uuid,
                   NULL),
        &moves);
    if (!failed(e) && moves < 0) {
        return ERR(ERR_NOT_FOUND, 0, "ledger: no such application");
    }
    if (!failed(e) && revision >= 0 && moves != revision) {
        return ERR(ERR_REFUSED, 0, "ledger: moved meanwhile");
    }
    return e;
}

static struct err note_move(struct ledger *l, const struct ledger_move_in *in, int64_t now)
{
    sqlite3_stmt *s = ledger_ask(l,
                                 "INSERT INTO move(uuid, to_text, at, actor, to_state, reason,"
                                 " from_state, from_text, from_reason) SELECT ?1, ?2, ?3, ?4, ?5,"
                                 " ?6, state, state_text, reason FROM application WHERE uuid = ?1",
                                 in->uuid, in->text);
    sqlite3_bind_int64(s, 3, now);
    sqlite3_bind_int(s, 4, (int)in->actor);
    sqlite3_bind_int(s, 5, in->state);
    sqlite3_bind_text(s, 6, in->reason, -1, SQLITE_STATIC);
    return ledger_finish(s);
}

static struct err note_result(struct ledger *l, const struct ledger_move_in *in, int64_t move)
{
    const struct ledger_result_in *r = &in->result;
    const bool file = r->bytes != NULL && r->size > 0;
    char sha256[SHA256_HEX] = "";
    int64_t count = 0;
    struct err e = ledger_number(
        ledger_ask(l, "SELECT count(*) FROM result WHERE uuid = ?1", in->uuid, NULL), &count);
    if (failed(e) || count >= LEDGER_RESULTS_MAX) {
        return failed(e) ? e : ERR(ERR_FULL, 0, "ledger: too many results");
    }
    if (file) {
        portal_sha256_hex(r->bytes, r->size, sha256);
    }
    sqlite3_stmt *s = ledger_ask(l,
                                 "INSERT INTO result(uuid, text, move, type, size, sha256, bytes)"
                                 " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                                 in->uuid, r->text);
    sqlite3_bind_int64(s, 3, move);
    sqlite3_bind_text(s, 4, file ? r->type : "", -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 5, file ? (int64_t)r->size : 0);
    sqlite3_bind_text(s, 6, sha256, -1, SQLITE_STATIC);
    sqlite3_bind_blob64(s, 7, file ? r->bytes : "", file ? r->size : 0, SQLITE_STATIC);
    return ledger_finish(s);
}

static struct err set_state(struct ledger *l, const struct ledger_move_in *in, int64_t now)
{
    sqlite3_stmt *s = ledger_ask(l,
                                 "UPDATE application SET state_text = ?2, state = ?3, state_at ="
                                 " ?4, reason = ?5, moves = moves + 1 WHERE uuid = ?1",
                                 in->uuid, in->text);
    sqlite3_bind_int(s, 3, in->state);
    sqlite3_bind_int64(s, 4, now);
    sqlite3_bind_text(s, 5, in->reason, -1, SQLITE_STATIC);
    return ledger_finish(s);
}

struct err ledger_move(struct ledger *l, const struct ledger_move_in *in, int64_t now)
{
    struct err e = ledger_begin(l);
    if (!failed(e)) {
        e = check_revision(l, in->uuid, in->revision);
    }
    if (!failed(e)) {
        e = note_move(l, in, now);
    }
    if (!failed(e) && ((in->result.text != NULL && in->result.text[0] != '\0') ||
                       (in->result.bytes != NULL && in->result.size > 0))) {
        e = note_result(l, in, sqlite3_last_insert_rowid(l->db));
    }
    if (!failed(e)) {
        e = set_state(l, in, now);
    }
    return ledger_end(l, e);
}

/* The last standing move, when an officer made it within the window; else 0. */
static struct err find_undoable(struct ledger *l, const char *uuid, int64_t since, int64_t *ret_id)
{
    sqlite3_stmt *s = ledger_ask(l,
                                 "SELECT CASE WHEN actor = ?2 AND at >= ?3 THEN id ELSE 0 END FROM"
                                 " move WHERE uuid = ?1 AND undone_at = 0 ORDER BY id DESC LIMIT 1",
                                 uuid, NULL);
    sqlite3_bind_int(s, 2, LEDGER_OFFICER);
    sqlite3_bind_int64(s, 3, since);
    return ledger_number(s, ret_id);
}

static struct err take_back(struct ledger *l, const char *uuid, int64_t id, int64_t now)
{
    sqlite3_stmt *s = ledger_ask(l,
                                 "UPDATE application SET (state, state_text, reason) = (SELECT"
                                 " from_state, from_text, from_reason FROM move WHERE id = ?2),"
                                 " state_at = ?3, moves = moves + 1 WHERE uuid = ?1",
                                 uuid, NULL);
    sqlite3_bind_int64(s, 2, id);
    sqlite3_bind_int64(s, 3, now);
    struct err e = ledger_finish(s);
    if (failed(e)) {
        return e;
    }
    s = ledger_ask(l, "UPDATE move SET undone_at = ?3 WHERE uuid = ?1 AND id = ?2", uuid, NULL);
    sqlite3_bind_int64(s, 2, id);
    sqlite3_bind_int64(s, 3, now);
    return ledger_finish(s);
}

struct err ledger_undo(struct ledger *l, const char *uuid, int revision, int64_t window_ms,
                       int64_t now)
{
    int64_t id = 0;
    struct err e = ledger_begin(l);
    if (!failed(e)) {
        e = check_revision(l, uuid, revision);
    }
    if (!failed(e)) {
        e = find_undoable(l, uuid, now - window_ms, &id);
    }
    if (!failed(e) && id == 0) {
        e = ERR(ERR_REFUSED, 0, "ledger: nothing to undo");
    }
    if (!failed(e)) {
        e = take_back(l, uuid, id, now);
    }
    return ledger_end(l, e);
}

static void read_move(sqlite3_stmt *s, void *list, int at)
{
    struct ledger_move *m = (struct ledger_move *)list + at;
    *m = (struct ledger_move){.at = sqlite3_column_int64(s, 0),
                              .actor = (enum ledger_actor)sqlite3_column_int(s, 1),
                              .from = sqlite3_column_int(s, 2),
                              .to = sqlite3_column_int(s, 4),
                              .undone_at = sqlite3_column_int64(s, 7)};
    ledger_text(s, 3, m->from_text, sizeof m->from_text);
    ledger_text(s, 5, m->to_text, sizeof m->to_text);
    ledger_text(s, 6, m->reason, sizeof m->reason);
}

struct err ledger_moves(struct ledger *l, const char *uuid, struct ledger_move *moves,
                        int *ret_count)
{
    return ledger_rows(l,
                       "SELECT at, actor, from_state, from_text, to_state, to_text, reason,"
                       " undone_at FROM move WHERE uuid = ?1 ORDER BY id DESC",
                       uuid, LEDGER_MOVES_MAX, read_move, moves, ret_count);
}

static void read_result(sqlite3_stmt *s, void *list, int at)
{
    struct ledger_result *r = (struct ledger_result *)list + at;
    r->at = sqlite3_column_int64(s, 0);
    ledger_text(s, 1, r->text, sizeof r->text);
    ledger_text(s, 2, r->type, sizeof r->type);
    ledger_text(s, 3, r->sha256, sizeof r->sha256);
    r->size = sqlite3_column_int64(s, 4);
}

struct err ledger_results(struct ledger *l, const char *uuid, struct ledger_result *results,
                          int *ret_count)
{
    return ledger_rows(l,
                       "SELECT m.at, r.text, r.type, r.sha256, r.size FROM result r JOIN move m"
                       " ON m.id = r.move WHERE r.uuid = ?1 AND m.undone_at = 0 ORDER BY r.id",
                       uuid, LEDGER_RESULTS_MAX, read_result, results, ret_count);
}

/* Type and bytes of the statement's first row; takes the ledger for as long as it copies. */
static struct err take_bytes(struct ledger *l, const char *sql, const char *uuid,
                             const char *sha256, char ret_type[20], char **ret_bytes,
                             size_t *ret_size)
{
    pthread_mutex_lock(&l->lock);
    sqlite3_stmt *s = ledger_ask(l, sql, uuid, sha256);
    int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    struct err e =
        code == SQLITE_DONE ? ERR(ERR_NOT_FOUND, 0, "ledger: no such bytes") : ledger_trouble(code);
    if (code == SQLITE_ROW) {
        const size_t size = (size_t)sqlite3_column_bytes(s, 1);
        char *copy = malloc(size + 1);
        e = copy == NULL ? ERR(ERR_FULL, ENOMEM, "ledger: memory") : ERR_OK;
        if (copy != NULL) {
            if (size > 0) {
                memcpy(copy, sqlite3_column_blob(s, 1), size);
            }
            copy[size] = '\0';
            ledger_text(s, 0, ret_type, 20);
            *ret_bytes = copy;
            *ret_size = size;
        }
    }
    sqlite3_finalize(s);
    pthread_mutex_unlock(&l->lock);
    return e;
}

struct err ledger_paper_bytes(struct ledger *l, const char *uuid, const char *sha256,
                              char ret_type[20], char **ret_bytes, size_t *ret_size)
{
    return take_bytes(l, "SELECT type, bytes FROM paper WHERE uuid = ?1 AND sha256 = ?2", uuid,
                      sha256, ret_type, ret_bytes, ret_size);
}

struct err ledger_result_bytes(struct ledger *l, const char *uuid, const char *sha256,
                               char ret_type[20], char **ret_bytes, size_t *ret_size)
{
    return take_bytes(l,
                      "SELECT r.type, r.bytes FROM result r JOIN move m ON m.id = r.move WHERE"
                      " r.uuid = ?1 AND r.sha256 = ?2 AND m.undone_at = 0 LIMIT 1",
                      uuid, sha256, ret_type, ret_bytes, ret_size);
}
