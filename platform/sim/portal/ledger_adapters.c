#include "platform/sim/portal/ledger_adapters.h"

#include <stdio.h>
#include <string.h>

#include "platform/sim/portal/ledger_inside.h"

/* --- OpenRosa --------------------------------------------------------------------------------- */

static struct err merge(struct ledger *l, const char *uuid, const struct ledger_file *file)
{
    char sha256[SHA256_HEX];
    char type[20];
    bool is_new = false;
    snprintf(type, sizeof type, "%s", file->type);
    portal_sha256_hex(file->bytes, file->size, sha256);
    const struct ledger_paper_in paper = {uuid, type, file->bytes, file->size};
    struct err e = ledger_store_paper(l, &paper, &is_new);
    if (failed(e)) {
        return e;
    }
    sqlite3_stmt *s =
        ledger_ask(l, "INSERT OR REPLACE INTO attachment VALUES(?1, ?2, ?3)", uuid, file->name);
    sqlite3_bind_text(s, 3, sha256, -1, SQLITE_STATIC);
    return ledger_finish(s);
}

struct err ledger_put_submission(struct ledger *l, const struct ledger_record *r,
                                 const struct ledger_file *files, int file_count, int64_t now,
                                 enum ledger_put *ret_put)
{
    enum ledger_put put = LEDGER_NEW;
    struct err e = ledger_begin(l);
    if (!failed(e)) {
        e = ledger_store_record(l, r, now, &put);
    }
    for (int i = 0; i < file_count && !failed(e) && put != LEDGER_CONFLICT; i++) {
        e = merge(l, r->uuid, &files[i]);
    }
    /* A file may bring the token of the public page when the record itself has none. */
    if (!failed(e) && put == LEDGER_SAME && r->token_sha256[0] != '\0') {
        e = ledger_finish(ledger_ask(
            l, "UPDATE application SET token_sha256 = ?2 WHERE uuid = ?1 AND token_sha256 = ''",
            r->uuid, r->token_sha256));
    }
    e = ledger_end(l, e);
    if (!failed(e)) {
        *ret_put = put;
    }
    return e;
}

static void read_attachment(sqlite3_stmt *s, void *list, int at)
{
    struct ledger_attachment *a = (struct ledger_attachment *)list + at;
    ledger_text(s, 0, a->name, sizeof a->name);
    ledger_text(s, 1, a->sha256, sizeof a->sha256);
}

struct err ledger_attachments(struct ledger *l, const char *uuid, struct ledger_attachment *list,
                              int *ret_count)
{
    return ledger_rows(l, "SELECT name, sha256 FROM attachment WHERE uuid = ?1 ORDER BY name", uuid,
                       LEDGER_PAPERS_MAX, read_attachment, list, ret_count);
}

/* --- iGate ------------------------------------------------------------------------------------ */

struct err ledger_next_code(struct ledger *l, const char *procedure, int64_t now,
                            char ret_number[24])
{
    int inserted = 0;
    struct err e = ledger_begin(l);
    for (int attempt = 0; attempt < 50 && inserted == 0 && !failed(e); attempt++) {
        ledger_draw_number("THU-H21", now, ret_number);
        sqlite3_stmt *s =
            ledger_ask(l, "INSERT OR IGNORE INTO code VALUES(?1, ?2, ?3)", ret_number, procedure);
        sqlite3_bind_int64(s, 3, now);
        e = ledger_finish(s);
        inserted = failed(e) ? 0 : sqlite3_changes(l->db);
    }
    if (!failed(e) && inserted == 0) {
        e = ERR(ERR_FULL, 0, "ledger: no free file number today");
    }
    return ledger_end(l, e);
}

struct err ledger_put_upload(struct ledger *l, const struct ledger_file *file, char ret_id[24])
{
    char sha256[SHA256_HEX];
    char type[20];
    char id[24] = "TEP-";
    portal_random_hex(id + 4, 16);
    portal_sha256_hex(file->bytes, file->size, sha256);
    snprintf(type, sizeof type, "%s", file->type);
    struct err e = ledger_begin(l);
    if (!failed(e)) {
        sqlite3_stmt *s =
            ledger_ask(l, "INSERT INTO upload VALUES(?1, ?2, ?3, ?4, ?5, ?6)", id, file->name);
        sqlite3_bind_text(s, 3, type, -1, SQLITE_STATIC);
        sqlite3_bind_text(s, 4, sha256, -1, SQLITE_STATIC);
        sqlite3_bind_int64(s, 5, (int64_t)file->size);
        sqlite3_bind_blob64(s, 6, file->size == 0 ? "" : file->bytes, file->size, SQLITE_STATIC);
        e = ledger_finish(s);
    }
    e = ledger_end(l, e);
    if (!failed(e)) {
        memcpy(ret_id, id, sizeof id);
    }
    return e;
}

struct err ledger_find_upload(struct ledger *l, const char *id, char ret_sha256[SHA256_HEX])
{
    pthread_mutex_lock(&l->lock);
    sqlite3_stmt *s = ledger_ask(l, "SELECT sha256 FROM upload WHERE id = ?1", id, NULL);
    int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    if (code == SQLITE_ROW) {
        ledger_text(s, 0, ret_sha256, SHA256_HEX);
    }
    sqlite3_finalize(s);
    pthread_mutex_unlock(&l->lock);
    if (code == SQLITE_DONE) {
        return ERR(ERR_NOT_FOUND, 0, "ledger: no such upload");
    }
    return code == SQLITE_ROW ? ERR_OK : ledger_trouble(code);
}

struct err ledger_upload_json(struct ledger *l, const char *id, char **ret_bytes, size_t *ret_size)
{
    return ledger_ask_bytes(
        l, "SELECT bytes FROM upload WHERE id = ?1 AND type LIKE 'application/json%'", id,
        ret_bytes, ret_size);
}

/* Is the number one of ours for this procedure, and free? */
static struct err number_is_free(struct ledger *l, const struct ledger_record *r)
{
    int64_t drawn = 0;
    int64_t taken = 0;
    struct err e = ledger_number(
        ledger_ask(l, "SELECT count(*) FROM code WHERE number = ?1 AND procedure = ?2",
                   r->file_number, r->procedure),
        &drawn);
    if (!failed(e)) {
        e = ledger_number(ledger_ask(l,
                                     "SELECT (SELECT count(*) FROM application WHERE file_number ="
                                     " ?1) + (SELECT count(*) FROM copy WHERE file_number = ?1)",
                                     r->file_number, NULL),
                          &taken);
    }
    if (!failed(e) && drawn == 0) {
        e = ERR(ERR_NOT_FOUND, 0, "ledger: the number was not drawn for this procedure");
    } else if (!failed(e) && taken != 0) {
        e = ERR(ERR_REFUSED, 0, "ledger: the number is taken");
    }
    return e;
}

static struct err insert_copy(struct ledger *l, const char *uuid, const char *number, int64_t now)
{
    sqlite3_stmt *s = ledger_ask(l,
                                 "INSERT INTO copy(uuid, sha256, file_number, at)"
                                 " SELECT uuid, sha256, ?2, ?3 FROM application WHERE uuid = ?1",
                                 uuid, number);
    sqlite3_bind_int64(s, 3, now);
    return ledger_finish(s);
}

static struct err store_dossier(struct ledger *l, const struct ledger_record *r,
                                const char *const *uploads, int upload_count, int64_t now)
{
    int64_t there = 0;
    enum ledger_put put = LEDGER_NEW;
    struct err e = number_is_free(l, r);
    if (!failed(e)) {
        e = ledger_number(
            ledger_ask(l, "SELECT count(*) FROM application WHERE uuid = ?1", r->uuid, NULL),
            &there);
    }
    if (failed(e) || there != 0) {
        return failed(e) ? e : insert_copy(l, r->uuid, r->file_number, now);
    }
    e = ledger_store_record(l, r, now, &put);
    for (int i = 0; i < upload_count && !failed(e); i++) {
        e = ledger_finish(
            ledger_ask(l,
                       "INSERT OR IGNORE INTO paper(uuid, sha256, type, size, bytes)"
                       " SELECT ?1, sha256, type, size, bytes FROM upload WHERE id = ?2",
                       r->uuid, uploads[i]));
        e = failed(e) ? e
                      : ledger_finish(ledger_ask(l,
                                                 "INSERT OR REPLACE INTO attachment SELECT ?1,"
                                                 " name, sha256 FROM upload WHERE id = ?2",
                                                 r->uuid, uploads[i]));
    }
    return e;
}

struct err ledger_put_dossier(struct ledger *l, const struct ledger_record *r,
                              const char *const *uploads, int upload_count, int64_t now)
{
    struct err e = ledger_begin(l);
    if (!failed(e)) {
        e = store_dossier(l, r, uploads, upload_count, now);
    }
    return ledger_end(l, e);
}

struct err ledger_find_number(struct ledger *l, const char *number, struct ledger_entry *ret_entry)
{
    pthread_mutex_lock(&l->lock);
    sqlite3_stmt *s =
        ledger_ask(l,
                   LEDGER_ENTRY " WHERE file_number = ?1 OR uuid = (SELECT uuid FROM copy WHERE"
                                " file_number = ?1)",
                   number, NULL);
    int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    if (code == SQLITE_ROW) {
        *ret_entry = ledger_read_entry(s);
    }
    sqlite3_finalize(s);
    pthread_mutex_unlock(&l->lock);
    if (code == SQLITE_DONE) {
        return ERR(ERR_NOT_FOUND, 0, "ledger: no such number");
    }
    return code == SQLITE_ROW ? ERR_OK : ledger_trouble(code);
}

/* --- faults ----------------------------------------------------------------------------------- */

struct err ledger_copy(struct ledger *l, const char *uuid, int64_t now)
{
    char number[24];
    ledger_draw_number("THU-2", now, number);
    struct err e = ledger_begin(l);
    return ledger_end(l, failed(e) ? e : insert_copy(l, uuid, number, now));
}

bool ledger_copy_number(struct ledger *l, const char *uuid, int n, char ret_number[24])
{
    pthread_mutex_lock(&l->lock);
    sqlite3_stmt *s = ledger_ask(l,
                                 "SELECT file_number FROM copy WHERE uuid = ?1 ORDER BY id"
                                 " LIMIT 1 OFFSET ?2",
                                 uuid, NULL);
    sqlite3_bind_int(s, 2, n);
    bool found = s != NULL && sqlite3_step(s) == SQLITE_ROW;
    if (found) {
        ledger_text(s, 0, ret_number, 24);
    }
    sqlite3_finalize(s);
    pthread_mutex_unlock(&l->lock);
    return found;
}

struct err ledger_forget(struct ledger *l, int64_t since)
{
    static const char *const kept[] = {"result", "move", "attachment", "paper",
                                       "named",  "copy", "payment"};
    char sql[160];
    struct err e = ledger_begin(l);
    for (size_t i = 0; i < sizeof kept / sizeof kept[0] && !failed(e); i++) {
        snprintf(sql, sizeof sql,
                 "DELETE FROM %s WHERE uuid IN (SELECT uuid FROM application WHERE"
                 " received_at >= %lld)",
                 kept[i], (long long)since);
        e = ledger_run(l, sql);
    }
    snprintf(sql, sizeof sql, "DELETE FROM application WHERE received_at >= %lld",
             (long long)since);
    return ledger_end(l, failed(e) ? e : ledger_run(l, sql));
}
