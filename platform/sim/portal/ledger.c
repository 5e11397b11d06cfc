#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "platform/sim/portal/ledger_inside.h"

struct err ledger_complete(struct ledger *l, const char *uuid, int64_t now)
{
    sqlite3_stmt *s =
        ledger_ask(l,
                   "UPDATE application SET complete_at = ?2 WHERE uuid = ?1 AND complete_at"
                   " IS NULL AND NOT EXISTS(SELECT 1 FROM named n WHERE n.uuid = ?1 AND NOT"
                   " EXISTS(SELECT 1 FROM paper p WHERE p.uuid = ?1 AND p.sha256 ="
                   " n.sha256))",
                   uuid, NULL);
    sqlite3_bind_int64(s, 2, now);
    return ledger_finish(s);
}

static struct err insert(struct ledger *l, const struct ledger_record *r, const char *sha256,
                         int64_t now)
{
    sqlite3_stmt *s = ledger_ask(l,
                                 "INSERT INTO application(uuid, sha256, body, token_sha256, state,"
                                 " state_text, puts, received_at, state_at, procedure, adapter,"
                                 " file_number, numbered_at)"
                                 " VALUES(?1, ?2, ?3, ?4, 1, '', 1, ?5, ?5, coalesce(?6, CASE WHEN"
                                 " json_valid(CAST(?3 AS TEXT)) THEN coalesce(json_extract("
                                 "CAST(?3 AS TEXT), '$.procedure'), '') ELSE '' END), ?7, ?8,"
                                 " CASE WHEN ?8 IS NULL THEN NULL ELSE ?5 END)",
                                 r->uuid, sha256);
    sqlite3_bind_blob64(s, 3, r->body, r->size, SQLITE_STATIC);
    sqlite3_bind_text(s, 4, r->token_sha256, -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 5, now);
    sqlite3_bind_text(s, 6, r->procedure, -1, SQLITE_STATIC); /* NULL stays NULL */
    sqlite3_bind_text(s, 7, r->adapter == NULL ? "rest" : r->adapter, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 8, r->file_number, -1, SQLITE_STATIC);
    struct err e = ledger_finish(s);
    for (int i = 0; i < r->paper_count && !failed(e); i++) {
        e = ledger_finish(
            ledger_ask(l, "INSERT OR IGNORE INTO named VALUES(?1, ?2)", r->uuid, r->papers[i]));
    }
    if (!failed(e)) { /* pages from a phone that she left out after all */
        e = ledger_finish(ledger_ask(l,
                                     "DELETE FROM paper WHERE uuid = ?1 AND sha256 IN (SELECT"
                                     " sha256 FROM handover_page WHERE uuid = ?1) AND sha256 NOT IN"
                                     " (SELECT sha256 FROM named WHERE uuid = ?1)",
                                     r->uuid, NULL));
    }
    return failed(e) ? e : ledger_complete(l, r->uuid, now);
}

/* What putting this hash under this uuid would be. */
static struct err compare(struct ledger *l, const char *uuid, const char *sha256,
                          enum ledger_put *ret_put)
{
    sqlite3_stmt *s = ledger_ask(l, "SELECT sha256 FROM application WHERE uuid = ?1", uuid, NULL);
    int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    if (code == SQLITE_ROW) {
        const char *stored = (const char *)sqlite3_column_text(s, 0);
        bool same = stored != NULL && strcmp(stored, sha256) == 0;
        *ret_put = same ? LEDGER_SAME : LEDGER_CONFLICT;
    } else {
        *ret_put = LEDGER_NEW;
    }
    sqlite3_finalize(s);
    return code == SQLITE_ROW || code == SQLITE_DONE ? ERR_OK : ledger_trouble(code);
}

struct err ledger_store_record(struct ledger *l, const struct ledger_record *r, int64_t now,
                               enum ledger_put *ret_put)
{
    char sha256[SHA256_HEX];
    portal_sha256_hex(r->body, r->size, sha256);
    struct err e = compare(l, r->uuid, sha256, ret_put);
    if (!failed(e) && *ret_put == LEDGER_NEW) {
        e = insert(l, r, sha256, now);
    } else if (!failed(e) && *ret_put == LEDGER_SAME) {
        e = ledger_finish(
            ledger_ask(l, "UPDATE application SET puts = puts + 1 WHERE uuid = ?1", r->uuid, NULL));
    }
    return e;
}

struct err ledger_put_record(struct ledger *l, const struct ledger_record *r, int64_t now,
                             enum ledger_put *ret_put)
{
    enum ledger_put put = LEDGER_NEW;
    struct err e = ledger_begin(l);
    if (!failed(e)) {
        e = ledger_store_record(l, r, now, &put);
    }
    e = ledger_end(l, e);
    if (!failed(e)) {
        *ret_put = put;
    }
    return e;
}

struct err ledger_store_paper(struct ledger *l, const struct ledger_paper_in *p, bool *ret_new)
{
    char sha256[SHA256_HEX];
    int64_t there = 0;
    int64_t count = 0;
    portal_sha256_hex(p->bytes, p->size, sha256);
    struct err e =
        ledger_number(ledger_ask(l, "SELECT count(*) FROM paper WHERE uuid = ?1 AND sha256 = ?2",
                                 p->uuid, sha256),
                      &there);
    *ret_new = there == 0;
    if (failed(e) || there != 0) {
        return e;
    }
    e = ledger_number(ledger_ask(l, "SELECT count(*) FROM paper WHERE uuid = ?1", p->uuid, NULL),
                      &count);
    if (!failed(e) && count >= LEDGER_PAPERS_MAX) {
        return ERR(ERR_FULL, 0, "ledger: too many papers");
    }
    sqlite3_stmt *s = ledger_ask(
        l, "INSERT INTO paper(uuid, sha256, type, size, bytes) VALUES(?1, ?2, ?3, ?4, ?5)", p->uuid,
        sha256);
    sqlite3_bind_text(s, 3, p->type, -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 4, (int64_t)p->size);
    sqlite3_bind_blob64(s, 5, p->size == 0 ? "" : p->bytes, p->size, SQLITE_STATIC);
    struct err put = ledger_finish(s);
    return failed(e) ? e : put;
}

struct err ledger_put_paper(struct ledger *l, const char *uuid, const char *type, const void *bytes,
                            size_t size, int64_t now, bool *ret_new)
{
    const struct ledger_paper_in paper = {uuid, type, bytes, size};
    bool is_new = false;
    struct err e = ledger_begin(l);
    if (!failed(e)) {
        e = ledger_store_paper(l, &paper, &is_new);
    }
    if (!failed(e)) {
        e = ledger_complete(l, uuid, now);
    }
    e = ledger_end(l, e);
    if (!failed(e)) {
        *ret_new = is_new;
    }
    return e;
}

/* THU says practice. */
void ledger_draw_number(const char *prefix, int64_t now, char ret_number[24])
{
    time_t local = (time_t)(now / 1000 + 7 * 3600);
    struct tm day;
    gmtime_r(&local, &day);
    const unsigned date =
        (unsigned)((day.tm_year % 100) * 10000 + (day.tm_mon + 1) * 100 + day.tm_mday) % 1000000;
    snprintf(ret_number, 24, "%.7s-%06u-%06u", prefix, date,
             portal_random_below(1000000) % 1000000);
}

static struct err give_number(struct ledger *l, int64_t id, int64_t now)
{
    for (int attempt = 0; attempt < 50; attempt++) {
        char text[24];
        ledger_draw_number("THU", now, text);
        sqlite3_stmt *s =
            ledger_ask(l,
                       "UPDATE OR IGNORE application SET file_number = ?1, numbered_at = ?3"
                       " WHERE id = ?2",
                       text, NULL);
        sqlite3_bind_int64(s, 2, id);
        sqlite3_bind_int64(s, 3, now);
        struct err e = ledger_finish(s);
        if (failed(e) || sqlite3_changes(l->db) == 1) {
            return e;
        }
    }
    return ERR(ERR_FULL, 0, "ledger: no free file number today");
}

struct err ledger_settle(struct ledger *l, int64_t now)
{
    struct err e = ledger_begin(l);
    while (!failed(e)) {
        int64_t id = 0;
        sqlite3_stmt *s = ledger_ask(l,
                                     "SELECT id FROM application WHERE file_number IS NULL AND"
                                     " complete_at <= ?1 ORDER BY id LIMIT 1",
                                     NULL, NULL);
        sqlite3_bind_int64(s, 1, now - l->number_delay_ms);
        e = ledger_number(s, &id);
        if (failed(e) || id == 0) {
            break;
        }
        e = give_number(l, id, now);
    }
    return ledger_end(l, e);
}

struct ledger_entry ledger_read_entry(sqlite3_stmt *s)
{
    struct ledger_entry e = {.state = sqlite3_column_int(s, 2),
                             .puts = sqlite3_column_int(s, 5),
                             .received_at = sqlite3_column_int64(s, 6),
                             .numbered_at = sqlite3_column_int64(s, 7),
                             .state_at = sqlite3_column_int64(s, 8),
                             .moves = sqlite3_column_int(s, 11)};
    ledger_text(s, 0, e.uuid, sizeof e.uuid);
    ledger_text(s, 1, e.sha256, sizeof e.sha256);
    ledger_text(s, 3, e.state_text, sizeof e.state_text);
    ledger_text(s, 4, e.file_number, sizeof e.file_number);
    ledger_text(s, 9, e.reason, sizeof e.reason);
    ledger_text(s, 10, e.procedure, sizeof e.procedure);
    ledger_text(s, 12, e.adapter, sizeof e.adapter);
    e.signed_in = sqlite3_column_int(s, 13) != 0;
    return e;
}

static struct err read_entry(struct ledger *l, const char *sql, const char *key,
                             struct ledger_entry *ret_entry)
{
    pthread_mutex_lock(&l->lock);
    sqlite3_stmt *s = ledger_ask(l, sql, key, NULL);
    int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    if (code == SQLITE_ROW) {
        *ret_entry = ledger_read_entry(s);
    }
    sqlite3_finalize(s);
    pthread_mutex_unlock(&l->lock);
    if (code == SQLITE_DONE) {
        return ERR(ERR_NOT_FOUND, 0, "ledger: no such application");
    }
    return code == SQLITE_ROW ? ERR_OK : ledger_trouble(code);
}

struct err ledger_find(struct ledger *l, const char *uuid, struct ledger_entry *ret_entry)
{
    return read_entry(l, LEDGER_ENTRY " WHERE uuid = ?1", uuid, ret_entry);
}

struct err ledger_find_token(struct ledger *l, const char *token_sha256,
                             struct ledger_entry *ret_entry)
{
    return read_entry(l, LEDGER_ENTRY " WHERE token_sha256 = ?1 ORDER BY id LIMIT 1", token_sha256,
                      ret_entry);
}

static void read_paper(sqlite3_stmt *s, void *list, int at)
{
    struct ledger_paper *p = (struct ledger_paper *)list + at;
    ledger_text(s, 0, p->sha256, sizeof p->sha256);
    ledger_text(s, 1, p->type, sizeof p->type);
    p->size = sqlite3_column_int64(s, 2);
    p->named = sqlite3_column_int(s, 3) != 0;
    p->stored = sqlite3_column_int(s, 4) != 0;
}

struct err ledger_papers(struct ledger *l, const char *uuid, struct ledger_paper *papers,
                         int *ret_count)
{
    return ledger_rows(l,
                       "SELECT a.sha256, coalesce(p.type, ''), coalesce(p.size, 0),"
                       " EXISTS(SELECT 1 FROM named n WHERE n.uuid = ?1 AND n.sha256 = a.sha256),"
                       " p.sha256 IS NOT NULL"
                       " FROM (SELECT sha256 FROM named WHERE uuid = ?1 UNION"
                       " SELECT sha256 FROM paper WHERE uuid = ?1) a"
                       " LEFT JOIN paper p ON p.uuid = ?1 AND p.sha256 = a.sha256 ORDER BY 1",
                       uuid, LEDGER_PAPERS_MAX, read_paper, papers, ret_count);
}

bool ledger_next(struct ledger *l, const char *after, char ret_uuid[37])
{
    pthread_mutex_lock(&l->lock);
    sqlite3_stmt *s = ledger_ask(l,
                                 "SELECT uuid FROM application WHERE id > coalesce((SELECT id FROM"
                                 " application WHERE uuid = ?1), 0) ORDER BY id LIMIT 1",
                                 after, NULL);
    bool found = s != NULL && sqlite3_step(s) == SQLITE_ROW;
    if (found) {
        ledger_text(s, 0, ret_uuid, 37);
    }
    sqlite3_finalize(s);
    pthread_mutex_unlock(&l->lock);
    return found;
}

struct err ledger_ask_bytes(struct ledger *l, const char *sql, const char *key, char **ret_bytes,
                            size_t *ret_size)
{
    pthread_mutex_lock(&l->lock);
    sqlite3_stmt *s = ledger_ask(l, sql, key, NULL);
    int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    struct err e =
        code == SQLITE_DONE ? ERR(ERR_NOT_FOUND, 0, "ledger: no such bytes") : ledger_trouble(code);
    if (code == SQLITE_ROW) {
        size_t size = (size_t)sqlite3_column_bytes(s, 0);
        char *copy = malloc(size + 1);
        e = copy == NULL ? ERR(ERR_FULL, ENOMEM, "ledger: memory") : ERR_OK;
        if (copy != NULL) {
            if (size > 0) {
                memcpy(copy, sqlite3_column_blob(s, 0), size);
            }
            copy[size] = '\0';
            *ret_bytes = copy;
            *ret_size = size;
        }
    }
    sqlite3_finalize(s);
    pthread_mutex_unlock(&l->lock);
    return e;
}

struct err ledger_body(struct ledger *l, const char *uuid, char **ret_body, size_t *ret_size)
{
    return ledger_ask_bytes(l, "SELECT body FROM application WHERE uuid = ?1", uuid, ret_body,
                            ret_size);
}
