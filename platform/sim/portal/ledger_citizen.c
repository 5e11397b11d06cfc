#include "platform/sim/portal/ledger_citizen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/portal/ledger_inside.h"
#include "platform/sim/portal/ledger_office.h"

#define LIFE_MS ((int64_t)600 * 1000)

#define PAYMENT "SELECT uuid, reference, dong, state, ends FROM payment"

struct err ledger_sign_in(struct ledger *l, const char *uuid)
{
    const struct err e = ledger_begin(l);
    return ledger_end(
        l, failed(e) ? e
                     : ledger_finish(ledger_ask(
                           l, "UPDATE application SET signed_in = 1 WHERE uuid = ?1", uuid, NULL)));
}

#define PARENT                                                                                     \
    "(SELECT json_extract(CAST(body AS TEXT), '$.supplements') FROM application WHERE uuid = ?1"   \
    " AND json_valid(CAST(body AS TEXT)))"

struct err ledger_supplements(struct ledger *l, const char *uuid, char ret_parent[37])
{
    char *text = NULL;
    size_t size = 0;
    const struct err e = ledger_ask_bytes(l, "SELECT coalesce(" PARENT ", '')", uuid, &text, &size);
    snprintf(ret_parent, 37, "%s", failed(e) ? "" : text);
    free(text);
    return e;
}

struct err ledger_number_of(struct ledger *l, struct ledger_entry *entry)
{
    char parent[37];
    struct ledger_entry of;
    struct err e = ledger_supplements(l, entry->uuid, parent);
    if (failed(e) || parent[0] == '\0' || entry->file_number[0] == '\0') {
        return e;
    }
    e = ledger_find(l, parent, &of);
    if (!failed(e) && of.file_number[0] != '\0') {
        memcpy(entry->file_number, of.file_number, sizeof entry->file_number);
    }
    return e.code == ERR_NOT_FOUND ? ERR_OK : e;
}

/* The papers that were not yet its own; inside a transaction. */
static struct err copy_papers(struct ledger *l, const char *uuid, int *ret_count)
{
    struct err e = ledger_finish(
        ledger_ask(l,
                   "INSERT OR IGNORE INTO named SELECT a.uuid, n.sha256 FROM named n, application a"
                   " WHERE n.uuid = ?1 AND a.uuid = " PARENT,
                   uuid, NULL));
    if (!failed(e)) {
        e = ledger_finish(ledger_ask(
            l,
            "INSERT OR IGNORE INTO paper(uuid, sha256, type, size, bytes) SELECT a.uuid, p.sha256,"
            " p.type, p.size, p.bytes FROM paper p, application a WHERE p.uuid = ?1 AND a.uuid"
            " = " PARENT,
            uuid, NULL));
        *ret_count = sqlite3_changes(l->db);
    }
    return failed(e) ? e
                     : ledger_finish(ledger_ask(
                           l,
                           "INSERT OR IGNORE INTO whole SELECT a.uuid, w.ref, w.sha256, w.size,"
                           " w.pages FROM whole w, application a WHERE w.uuid = ?1 AND a.uuid"
                           " = " PARENT,
                           uuid, NULL));
}

static struct err go_on(struct ledger *l, const char *uuid, int64_t now)
{
    sqlite3_stmt *s = ledger_ask(l,
                                 "INSERT INTO move(uuid, at, actor, to_state, to_text, reason,"
                                 " from_state, from_text, from_reason) SELECT uuid, ?2, ?3, 4, '',"
                                 " '', state, state_text, reason FROM application WHERE uuid"
                                 " = " PARENT " AND state = 5",
                                 uuid, NULL);
    sqlite3_bind_int64(s, 2, now);
    sqlite3_bind_int(s, 3, LEDGER_CITIZEN);
    const struct err e = ledger_finish(s);
    if (failed(e)) {
        return e;
    }
    s = ledger_ask(l,
                   "UPDATE application SET state = 4, state_text = '', state_at = ?2, reason = '',"
                   " moves = moves + 1 WHERE uuid = " PARENT " AND state = 5",
                   uuid, NULL);
    sqlite3_bind_int64(s, 2, now);
    return ledger_finish(s);
}

struct err ledger_join(struct ledger *l, const char *uuid, int64_t now)
{
    int64_t complete = 0;
    int copied = 0;
    struct err e = ledger_begin(l);
    if (!failed(e)) {
        e = ledger_number(ledger_ask(l,
                                     "SELECT count(*) FROM application WHERE uuid = ?1 AND"
                                     " complete_at IS NOT NULL AND " PARENT " IS NOT NULL",
                                     uuid, NULL),
                          &complete);
    }
    if (!failed(e) && complete > 0) {
        e = copy_papers(l, uuid, &copied);
    }
    if (!failed(e) && copied > 0) {
        e = go_on(l, uuid, now);
    }
    return ledger_end(l, e);
}

struct err ledger_take_papers(struct ledger *l, const char *uuid, const char *from, int64_t now)
{
    struct err e = ledger_begin(l);
    if (!failed(e)) {
        e = ledger_finish(ledger_ask(
            l,
            "INSERT OR IGNORE INTO paper(uuid, sha256, type, size, bytes) SELECT n.uuid, p.sha256,"
            " p.type, p.size, p.bytes FROM named n JOIN paper p ON p.sha256 = n.sha256 AND p.uuid"
            " = ?2 WHERE n.uuid = ?1",
            uuid, from));
    }
    if (!failed(e)) {
        e = ledger_complete(l, uuid, now);
    }
    return ledger_end(l, e);
}

/* Inside a transaction. */
static struct err read(struct ledger *l, const char *sql, const char *key,
                       struct ledger_payment *ret_payment)
{
    sqlite3_stmt *s = ledger_ask(l, sql, key, NULL);
    const int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    if (code == SQLITE_ROW) {
        *ret_payment =
            (struct ledger_payment){.dong = sqlite3_column_int64(s, 2),
                                    .state = (enum payment_state)sqlite3_column_int(s, 3),
                                    .ends = sqlite3_column_int64(s, 4)};
        ledger_text(s, 0, ret_payment->uuid, sizeof ret_payment->uuid);
        ledger_text(s, 1, ret_payment->reference, sizeof ret_payment->reference);
    }
    sqlite3_finalize(s);
    if (code == SQLITE_DONE) {
        return ERR(ERR_NOT_FOUND, 0, "ledger: no such payment");
    }
    return code == SQLITE_ROW ? ERR_OK : ledger_trouble(code);
}

static struct err make(struct ledger *l, const char *uuid, int64_t dong, int64_t now)
{
    char digits[17];
    char sql[160];
    const long long ends = now + LIFE_MS;
    portal_random_hex(digits, 16);
    snprintf(sql, sizeof sql,
             "INSERT OR REPLACE INTO payment VALUES(?1, 'THU-' || upper(?2), %lld, 0, %lld)",
             (long long)dong, ends);
    return ledger_finish(ledger_ask(l, sql, uuid, digits));
}

struct err ledger_payment(struct ledger *l, const char *uuid, int64_t dong, bool again, int64_t now,
                          struct ledger_payment *ret_payment)
{
    struct err e = ledger_begin(l);
    if (!failed(e)) {
        e = read(l, PAYMENT " WHERE uuid = ?1", uuid, ret_payment);
    }
    const bool over =
        !failed(e) && (ret_payment->state == PAYMENT_FAILED ||
                       (ret_payment->state == PAYMENT_WAITING && now >= ret_payment->ends));
    const int64_t amount = failed(e) ? dong : ret_payment->dong;
    if ((e.code == ERR_NOT_FOUND && dong > 0) || (over && again)) {
        e = make(l, uuid, amount, now);
        e = failed(e) ? e : read(l, PAYMENT " WHERE uuid = ?1", uuid, ret_payment);
    }
    return ledger_end(l, e);
}

struct err ledger_payment_find(struct ledger *l, const char *reference,
                               struct ledger_payment *ret_payment)
{
    const struct err e = ledger_begin(l);
    return ledger_end(
        l, failed(e) ? e : read(l, PAYMENT " WHERE reference = ?1", reference, ret_payment));
}

struct err ledger_payment_move(struct ledger *l, const char *reference, enum payment_state state,
                               int64_t now)
{
    struct ledger_payment p = {.dong = 0};
    char sql[80];
    struct err e = ledger_begin(l);
    if (!failed(e)) {
        e = read(l, PAYMENT " WHERE reference = ?1", reference, &p);
    }
    if (!failed(e) && (p.state != PAYMENT_WAITING || now >= p.ends)) {
        e = ERR(ERR_REFUSED, 0, "ledger: this payment no longer waits");
    }
    if (!failed(e)) {
        snprintf(sql, sizeof sql, "UPDATE payment SET state = %d WHERE reference = ?1", (int)state);
        e = ledger_finish(ledger_ask(l, sql, reference, NULL));
    }
    return ledger_end(l, e);
}

struct err ledger_payment_newest(struct ledger *l, struct ledger_payment *ret_payment)
{
    const struct err e = ledger_begin(l);
    return ledger_end(l, failed(e) ? e
                                   : read(l, PAYMENT " WHERE state = 0 ORDER BY ends DESC LIMIT 1",
                                          NULL, ret_payment));
}

struct err ledger_payment_expire(struct ledger *l, int64_t now)
{
    struct ledger_payment p = {.dong = 0};
    char sql[80];
    struct err e = ledger_begin(l);
    if (!failed(e)) {
        e = read(l, PAYMENT " WHERE state = 0 ORDER BY ends DESC LIMIT 1", NULL, &p);
    }
    if (!failed(e)) {
        snprintf(sql, sizeof sql, "UPDATE payment SET ends = %lld WHERE uuid = ?1", (long long)now);
        e = ledger_finish(ledger_ask(l, sql, p.uuid, NULL));
    }
    return ledger_end(l, e);
}
