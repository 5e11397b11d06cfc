#include "platform/sim/portal/ledger_handover.h"

#include <stdio.h>

#include "platform/sim/portal/ledger_inside.h"

static const struct err not_found = {ERR_NOT_FOUND, 0, "ledger: no such handover"};

#define HANDOVER                                                                                   \
    "SELECT uuid, number, state, code, ends, (SELECT count(*) FROM handover_page p"                \
    " WHERE p.uuid = h.uuid AND p.number = h.number), phone FROM handover h"

/* A statement with the handover as ?1 and ?2, and a time as ?3. */
static sqlite3_stmt *about(struct ledger *l, const char *sql, const char *uuid, int number,
                           int64_t time)
{
    sqlite3_stmt *s = ledger_ask(l, sql, uuid, NULL);
    sqlite3_bind_int(s, 2, number);
    sqlite3_bind_int64(s, 3, time);
    return s;
}

static struct err run(struct ledger *l, const char *sql, const char *uuid, int number, int64_t time)
{
    return ledger_finish(about(l, sql, uuid, number, time));
}

/* Finishes a statement of HANDOVER. */
static struct err read(sqlite3_stmt *s, struct handover *ret_handover)
{
    const int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    if (code == SQLITE_ROW) {
        *ret_handover = (struct handover){.number = sqlite3_column_int(s, 1),
                                          .state = (enum handover_state)sqlite3_column_int(s, 2),
                                          .check = sqlite3_column_int(s, 3),
                                          .ends = sqlite3_column_int64(s, 4),
                                          .pages = sqlite3_column_int(s, 5)};
        ledger_text(s, 0, ret_handover->uuid, sizeof ret_handover->uuid);
        ledger_text(s, 6, ret_handover->phone, sizeof ret_handover->phone);
    }
    sqlite3_finalize(s);
    return code == SQLITE_ROW ? ERR_OK : code == SQLITE_DONE ? not_found : ledger_trouble(code);
}

/* What came of it is wiped; it is known as ended. */
static struct err wipe(struct ledger *l, const char *uuid, int number)
{
    const struct err e =
        run(l, "DELETE FROM handover_page WHERE uuid = ?1 AND number = ?2", uuid, number, 0);
    return failed(e) ? e
                     : run(l,
                           "UPDATE handover SET state = 4, token = '', phone = '' WHERE uuid = ?1"
                           " AND number = ?2",
                           uuid, number, 0);
}

/* Those whose time is over, and papers whose record never came. */
static struct err tidy(struct ledger *l, int64_t now)
{
    static const char *const sql[] = {
        "DELETE FROM handover_page WHERE EXISTS(SELECT 1 FROM handover h WHERE h.uuid ="
        " handover_page.uuid AND h.number = handover_page.number AND h.state < 3 AND h.ends <= ?3)",
        "UPDATE handover SET state = 4, token = '', phone = '' WHERE state < 3 AND ends <= ?3",
        "DELETE FROM paper WHERE uuid IN (SELECT uuid FROM handover WHERE state = 3 AND ends <= ?3)"
        " AND uuid NOT IN (SELECT uuid FROM application)",
        "DELETE FROM handover WHERE ends <= ?3 - 7776000000",
        "DELETE FROM handover_page WHERE NOT EXISTS(SELECT 1 FROM handover h WHERE h.uuid ="
        " handover_page.uuid AND h.number = handover_page.number)",
    };
    struct err e = ERR_OK;
    for (int i = 0; i < 5 && !failed(e); i++) {
        e = run(l, sql[i], NULL, 0, now);
    }
    return e;
}

static struct err find(struct ledger *l, const char *uuid, int number, int64_t now,
                       struct handover *ret_handover)
{
    const struct err e = tidy(l, now);
    return failed(e) ? e
                     : read(about(l, HANDOVER " WHERE uuid = ?1 AND number = ?2", uuid, number, 0),
                            ret_handover);
}

static bool is_open(const struct handover *h)
{
    return h->state == HANDOVER_WAITING || h->state == HANDOVER_JOINED ||
           h->state == HANDOVER_FINISHED;
}

/* --- the kiosk's side ------------------------------------------------------------------------- */

static struct err insert(struct ledger *l, const char *uuid, int number, int64_t now)
{
    struct err e =
        run(l,
            "DELETE FROM handover_page WHERE uuid = ?1 AND number IN (SELECT number FROM handover"
            " WHERE uuid = ?1 AND state < 3)",
            uuid, number, now);
    if (!failed(e)) {
        e = run(l,
                "UPDATE handover SET state = 4, token = '', phone = '' WHERE uuid = ?1 AND state"
                " < 3",
                uuid, number, now);
    }
    return failed(e)
               ? e
               : run(l, "INSERT INTO handover VALUES(?1, ?2, 0, 0, '', '', ?3)", uuid, number, now);
}

static struct err renew(struct ledger *l, const struct handover *h, const char *token, int64_t ends)
{
    sqlite3_stmt *s = about(
        l, "UPDATE handover SET token = ?4, ends = ?3, code = ?5 WHERE uuid = ?1 AND number = ?2",
        h->uuid, h->number, ends);
    sqlite3_bind_text(s, 4, token, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(s, 5, 10 + (int)portal_random_below(90));
    return ledger_finish(s);
}

static struct err begin(struct ledger *l, const char *uuid, int number, const char *token,
                        int64_t now, struct handover *ret_handover)
{
    struct err e = find(l, uuid, number, now, ret_handover);
    if (e.code == ERR_NOT_FOUND) {
        e = insert(l, uuid, number, now + 1);
        e = failed(e) ? e : find(l, uuid, number, now, ret_handover);
    }
    if (!failed(e) && ret_handover->state != HANDOVER_WAITING) {
        e = ERR(ERR_REFUSED, 0, "ledger: a phone has come, or it is over");
    }
    e = failed(e) ? e : renew(l, ret_handover, token, now + HANDOVER_ADDRESS);
    return failed(e) ? e : find(l, uuid, number, now, ret_handover);
}

struct err ledger_handover_begin(struct ledger *l, const char *uuid, int number,
                                 const char *token_sha256, int64_t now,
                                 struct handover *ret_handover)
{
    const struct err e = ledger_begin(l);
    return ledger_end(l, failed(e) ? e : begin(l, uuid, number, token_sha256, now, ret_handover));
}

struct err ledger_handover_find(struct ledger *l, const char *uuid, int number, int64_t now,
                                struct handover *ret_handover)
{
    const struct err e = ledger_begin(l);
    return ledger_end(l, failed(e) ? e : find(l, uuid, number, now, ret_handover));
}

/* Each page becomes a paper; what the kiosk is told of them stays. */
static struct err copy_pages(struct ledger *l, const struct handover *h, int64_t now)
{
    int64_t count = 0;
    struct err e =
        run(l,
            "INSERT OR IGNORE INTO paper(uuid, sha256, type, size, bytes) SELECT uuid,"
            " sha256, 'application/pdf', size, bytes FROM handover_page WHERE uuid = ?1 AND"
            " number = ?2 ORDER BY id",
            h->uuid, h->number, now);
    e = failed(e) ? e
                  : ledger_number(
                        ledger_ask(l, "SELECT count(*) FROM paper WHERE uuid = ?1", h->uuid, NULL),
                        &count);
    if (!failed(e) && count > LEDGER_PAPERS_MAX) {
        e = ERR(ERR_FULL, 0, "ledger: too many papers");
    }
    e = failed(e) ? e
                  : run(l,
                        "UPDATE handover_page SET bytes = x'', thumb = x'' WHERE uuid = ?1 AND"
                        " number = ?2",
                        h->uuid, h->number, 0);
    e = failed(e) ? e
                  : run(l,
                        "UPDATE handover SET state = 3, token = '', phone = '', ends = ?3"
                        " WHERE uuid = ?1 AND number = ?2",
                        h->uuid, h->number, now + HANDOVER_KEEP);
    return failed(e) ? e : ledger_complete(l, h->uuid, now);
}

static struct err take(struct ledger *l, const char *uuid, int number, int64_t now,
                       struct handover *ret_handover)
{
    struct err e = find(l, uuid, number, now, ret_handover);
    if (failed(e) || ret_handover->state == HANDOVER_TAKEN) {
        return e;
    }
    if (!is_open(ret_handover) || ret_handover->pages == 0) {
        return ERR(ERR_REFUSED, 0, "ledger: there is nothing to be taken");
    }
    e = copy_pages(l, ret_handover, now);
    return failed(e) ? e : find(l, uuid, number, now, ret_handover);
}

struct err ledger_handover_take(struct ledger *l, const char *uuid, int number, int64_t now,
                                struct handover *ret_handover)
{
    const struct err e = ledger_begin(l);
    return ledger_end(l, failed(e) ? e : take(l, uuid, number, now, ret_handover));
}

/* The papers that came this way, of an application that is not here. */
#define TAKEN_PAPERS                                                                               \
    "DELETE FROM paper WHERE uuid = ?1 AND NOT EXISTS(SELECT 1 FROM application a WHERE a.uuid ="  \
    " ?1) AND sha256 IN (SELECT sha256 FROM handover_page p WHERE p.uuid = ?1"

static struct err end(struct ledger *l, const char *uuid, int number)
{
    if (number > 0) {
        const struct err e = run(l, TAKEN_PAPERS " AND p.number = ?2)", uuid, number, 0);
        return failed(e) ? e : wipe(l, uuid, number);
    }
    struct err e = run(l, TAKEN_PAPERS ")", uuid, 0, 0);
    e = failed(e) ? e : run(l, "DELETE FROM handover_page WHERE uuid = ?1", uuid, 0, 0);
    return failed(e)
               ? e
               : run(l, "UPDATE handover SET state = 4, token = '', phone = '' WHERE uuid = ?1",
                     uuid, 0, 0);
}

struct err ledger_handover_end(struct ledger *l, const char *uuid, int number, int64_t now)
{
    struct err e = ledger_begin(l);
    e = failed(e) ? e : tidy(l, now);
    return ledger_end(l, failed(e) ? e : end(l, uuid, number));
}

struct err ledger_handover_expire(struct ledger *l, int64_t now)
{
    struct err e = ledger_begin(l);
    e = failed(e) ? e : run(l, "UPDATE handover SET ends = ?3 WHERE state < 3", NULL, 0, now);
    return ledger_end(l, failed(e) ? e : tidy(l, now));
}

/* This phone came first. */
static bool is_of(const struct handover *h, const char *cookie_sha256)
{
    return h->phone[0] != '\0' && portal_same_secret(h->phone, cookie_sha256);
}

/* --- the phone's side ------------------------------------------------------------------------- */

static struct err find_by(struct ledger *l, const char *sql, const char *hash, int64_t now,
                          struct handover *ret_handover)
{
    const struct err e = tidy(l, now);
    return failed(e) ? e : read(ledger_ask(l, sql, hash, NULL), ret_handover);
}

#define BY_ADDRESS HANDOVER " WHERE token = ?1 AND token <> ''"
#define BY_PHONE   HANDOVER " WHERE phone = ?1 AND phone <> ''"

struct err ledger_handover_address(struct ledger *l, const char *token_sha256,
                                   const char *cookie_sha256, int64_t now,
                                   struct handover *ret_handover, bool *ret_mine)
{
    struct err e = ledger_begin(l);
    e = ledger_end(l, failed(e) ? e : find_by(l, BY_ADDRESS, token_sha256, now, ret_handover));
    *ret_mine = !failed(e) && is_of(ret_handover, cookie_sha256);
    return e;
}

struct err ledger_handover_phone(struct ledger *l, const char *cookie_sha256, int64_t now,
                                 struct handover *ret_handover)
{
    const struct err e = ledger_begin(l);
    return ledger_end(l, failed(e) ? e : find_by(l, BY_PHONE, cookie_sha256, now, ret_handover));
}

static struct err join(struct ledger *l, const char *token, const char *cookie, int64_t now,
                       struct handover *ret_handover)
{
    const struct err e = find_by(l, BY_ADDRESS, token, now, ret_handover);
    if (failed(e) || is_of(ret_handover, cookie)) {
        return e;
    }
    if (ret_handover->state != HANDOVER_WAITING) {
        return ERR(ERR_REFUSED, 0, "ledger: another phone came first");
    }
    sqlite3_stmt *s = about(l,
                            "UPDATE handover SET state = 1, phone = ?4, ends = ?3 WHERE uuid = ?1"
                            " AND number = ?2",
                            ret_handover->uuid, ret_handover->number, now + HANDOVER_LIFE);
    sqlite3_bind_text(s, 4, cookie, -1, SQLITE_TRANSIENT);
    const struct err joined = ledger_finish(s);
    return failed(joined) ? joined : find_by(l, BY_ADDRESS, token, now, ret_handover);
}

struct err ledger_handover_join(struct ledger *l, const char *token_sha256,
                                const char *cookie_sha256, int64_t now,
                                struct handover *ret_handover)
{
    const struct err e = ledger_begin(l);
    return ledger_end(l, failed(e) ? e : join(l, token_sha256, cookie_sha256, now, ret_handover));
}

/* Open still? Then it lives on from now, and what she said before of being done is taken back. */
static struct err stir(struct ledger *l, const struct handover *h, enum handover_state state,
                       int64_t now, struct handover *ret_now)
{
    const struct err e = find(l, h->uuid, h->number, now, ret_now);
    if (failed(e)) {
        return e;
    }
    if (ret_now->state != HANDOVER_JOINED && ret_now->state != HANDOVER_FINISHED) {
        return ERR(ERR_REFUSED, 0, "ledger: this handover is over");
    }
    return run(l,
               state == HANDOVER_FINISHED
                   ? "UPDATE handover SET state = 2, ends = ?3 WHERE uuid = ?1 AND number = ?2"
                   : "UPDATE handover SET state = 1, ends = ?3 WHERE uuid = ?1 AND number = ?2",
               h->uuid, h->number, now + HANDOVER_LIFE);
}

static struct err put_page(struct ledger *l, const struct handover *h, int id,
                           const struct handover_in *page)
{
    char sha256[SHA256_HEX];
    portal_sha256_hex(page->bytes, page->size, sha256);
    sqlite3_stmt *s = about(l,
                            id == 0 ? "INSERT OR IGNORE INTO handover_page(uuid, number, sha256,"
                                      " size, width, height, bytes, thumb, quality) VALUES(?1, ?2,"
                                      " ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
                                    : "UPDATE OR IGNORE handover_page SET sha256 = ?4, size = ?5,"
                                      " width = ?6, height = ?7, bytes = ?8, thumb = ?9, quality ="
                                      " ?10 WHERE"
                                      " uuid = ?1 AND number = ?2 AND id = ?3",
                            h->uuid, h->number, id);
    sqlite3_bind_text(s, 4, sha256, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(s, 5, (int64_t)page->size);
    sqlite3_bind_int(s, 6, page->width);
    sqlite3_bind_int(s, 7, page->height);
    sqlite3_bind_blob64(s, 8, page->bytes, page->size, SQLITE_STATIC);
    sqlite3_bind_blob64(s, 9, page->thumb, page->thumb_size, SQLITE_STATIC);
    sqlite3_bind_int(s, 10, (int)page->quality);
    return ledger_finish(s);
}

static struct err add(struct ledger *l, const struct handover *h, const struct handover_in *page,
                      int64_t now)
{
    struct handover is = {0};
    const struct err e = stir(l, h, HANDOVER_JOINED, now, &is);
    if (!failed(e) && is.pages >= HANDOVER_PAGES) {
        return ERR(ERR_FULL, 0, "ledger: no more pages");
    }
    return failed(e) ? e : put_page(l, h, 0, page);
}

struct err ledger_handover_add(struct ledger *l, const struct handover *h,
                               const struct handover_in *page, int64_t now)
{
    const struct err e = ledger_begin(l);
    return ledger_end(l, failed(e) ? e : add(l, h, page, now));
}

static struct err change(struct ledger *l, const struct handover *h, int id,
                         const struct handover_in *page, int64_t now)
{
    struct handover is = {0};
    struct err e = stir(l, h, HANDOVER_JOINED, now, &is);
    if (!failed(e) && page != NULL) {
        e = put_page(l, h, id, page);
    } else if (!failed(e)) {
        e = run(l, "DELETE FROM handover_page WHERE uuid = ?1 AND number = ?2 AND id = ?3", h->uuid,
                h->number, id);
    }
    return failed(e) || sqlite3_changes(l->db) == 1 ? e : not_found;
}

struct err ledger_handover_change(struct ledger *l, const struct handover *h, int id,
                                  const struct handover_in *page, int64_t now)
{
    const struct err e = ledger_begin(l);
    return ledger_end(l, failed(e) ? e : change(l, h, id, page, now));
}

struct err ledger_handover_finish(struct ledger *l, const struct handover *h, int64_t now)
{
    struct handover is = {0};
    const struct err e = ledger_begin(l);
    return ledger_end(l, failed(e) ? e : stir(l, h, HANDOVER_FINISHED, now, &is));
}

/* --- what came -------------------------------------------------------------------------------- */

static void read_page(sqlite3_stmt *s, void *list, int at)
{
    struct handover_page *p = (struct handover_page *)list + at;
    p->id = sqlite3_column_int(s, 0);
    ledger_text(s, 1, p->sha256, sizeof p->sha256);
    p->size = sqlite3_column_int64(s, 2);
    p->width = sqlite3_column_int(s, 3);
    p->height = sqlite3_column_int(s, 4);
    p->quality = (enum photo_verdict)sqlite3_column_int(s, 5);
}

struct err ledger_handover_pages(struct ledger *l, const struct handover *h,
                                 struct handover_page pages[HANDOVER_PAGES], int *ret_count)
{
    char sql[160];
    snprintf(
        sql, sizeof sql,
        "SELECT id, sha256, size, width, height, quality FROM handover_page WHERE uuid = ?1 AND"
        " number = %d ORDER BY id",
        h->number);
    return ledger_rows(l, sql, h->uuid, HANDOVER_PAGES, read_page, pages, ret_count);
}

struct err ledger_handover_bytes(struct ledger *l, const struct handover *h, int id, bool thumb,
                                 char **ret_bytes, size_t *ret_size)
{
    char sql[160];
    snprintf(sql, sizeof sql,
             "SELECT %s FROM handover_page WHERE uuid = ?1 AND number = %d AND id = %d",
             thumb ? "thumb" : "bytes", h->number, id);
    return ledger_ask_bytes(l, sql, h->uuid, ret_bytes, ret_size);
}
