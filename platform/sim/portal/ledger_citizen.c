#include "platform/sim/portal/ledger_citizen.h"

#include <stdio.h>

#include "platform/sim/portal/ledger_inside.h"

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
