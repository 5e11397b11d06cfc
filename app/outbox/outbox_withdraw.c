/* Taking an application back, and how long one has been unsent. */
#include <string.h>

#include "app/clock_judge.h"
#include "app/outbox/outbox_inside.h"

#define DAY_S ((int64_t)24 * 60 * 60)

void outbox_slip_sha256(const char *slip_code, char ret_hex[OUTBOX_SLIP_HEX])
{
    uint8_t hash[SEAL_HASH];
    seal_hash(slip_code, strlen(slip_code), hash);
    seal_hex(hash, ret_hex);
}

static bool take_row(void *context, const struct store_row *row)
{
    outbox_read_row(row, context);
    return false;
}

struct err outbox_find_slip(struct outbox *o, const char *slip_sha256, struct outbox_row *ret_row)
{
    int count = 0;
    const struct err e = store_rows(&o->store,
                                    "SELECT " OUTBOX_COLUMNS " FROM application WHERE"
                                    " slip_sha256=?1 AND ?1<>'' ORDER BY seq DESC LIMIT 1",
                                    BIND(BIND_TEXT(slip_sha256)), take_row, ret_row, &count);
    return failed(e) || count == 1 ? e : ERR(ERR_NOT_FOUND, 0, "outbox: no such slip");
}

struct err outbox_find_token(struct outbox *o, const char *token_sha256, struct outbox_row *ret_row)
{
    int count = 0;
    int before = 0;
    struct err e = store_rows(&o->store,
                              "SELECT " OUTBOX_COLUMNS " FROM application WHERE"
                              " token_sha256=?1 AND ?1<>'' ORDER BY seq DESC LIMIT 1",
                              BIND(BIND_TEXT(token_sha256)), take_row, ret_row, &count);
    if (failed(e) || count == 1) {
        return e;
    }
    e = store_rows(&o->store, "SELECT 1 FROM application WHERE token_sha256='' LIMIT 1",
                   BIND_NOTHING, NULL, NULL, &before);
    return failed(e)    ? e
           : before > 0 ? ERR(ERR_UNSUPPORTED, 0, "outbox: not all tokens are known")
                        : ERR(ERR_NOT_FOUND, 0, "outbox: no such token");
}

/* --- withdrawing ------------------------------------------------------------------------------ */

/* What never left this kiosk: no attempt, or none of which anything went out. */
static struct err take_back(struct outbox *o, const char *uuid, int *ret_changed)
{
    return store_run(&o->store,
                     "UPDATE application SET state=?2, sealed=NULL, next_try_ms=0, tidy=1 WHERE"
                     " uuid=?1 AND state IN (?3, ?4) AND attempts=unsent",
                     BIND(BIND_TEXT(uuid), BIND_INT(OUTBOX_WITHDRAWN), BIND_INT(OUTBOX_SAVED),
                          BIND_INT(OUTBOX_HELD)),
                     ret_changed);
}

/* What may have arrived, at a portal that can be asked. */
static struct err note_wish(struct outbox *o, const char *uuid, int *ret_changed)
{
    return store_run(&o->store,
                     "UPDATE application SET withdrawal=?2, next_try_ms=0 WHERE uuid=?1 AND"
                     " state IN (?3, ?4, ?5) AND attempts>unsent AND silent=0",
                     BIND(BIND_TEXT(uuid), BIND_INT(OUTBOX_WITHDRAWAL_ASKED),
                          BIND_INT(OUTBOX_SAVED), BIND_INT(OUTBOX_SENDING), BIND_INT(OUTBOX_HELD)),
                     ret_changed);
}

/* In one transaction, so that a courier that gives the row back in between changes nothing. */
static struct err withdraw(struct outbox *o, const char *uuid, int *ret_taken, int *ret_noted)
{
    struct err e = store_begin(&o->store);
    if (failed(e)) {
        return e;
    }
    e = take_back(o, uuid, ret_taken);
    if (!failed(e) && *ret_taken == 0) {
        e = note_wish(o, uuid, ret_noted);
    }
    if (failed(e)) {
        store_rollback(&o->store);
        return e;
    }
    return store_commit(&o->store);
}

struct err outbox_withdraw(struct outbox *o, const char *uuid)
{
    struct outbox_row row;
    int taken = 0;
    int noted = 0;
    struct err e = outbox_find(o, uuid, &row);
    if (failed(e) || row.state == OUTBOX_WITHDRAWN) {
        return e;
    }
    e = withdraw(o, uuid, &taken, &noted);
    if (!failed(e) && taken == 1) {
        /* It is withdrawn; what could not be deleted now the courier finishes (tidy). */
        (void)outbox_finish_deletions(o, uuid).code;
    }
    return failed(e) || taken + noted == 1
               ? e
               : ERR(ERR_REFUSED, 0, "outbox: it is at the portal, or may be");
}

/* --- age -------------------------------------------------------------------------------------- */

enum outbox_age outbox_age(const struct outbox_row *row, int64_t now)
{
    const bool unsent =
        row->state == OUTBOX_SAVED || row->state == OUTBOX_SENDING || row->state == OUTBOX_HELD;
    const bool away = row->state == OUTBOX_EXPORTED && !row->at_rest;
    const int64_t since = row->decided_at > row->saved_at ? row->decided_at : row->saved_at;
    const bool dated =
        row->saved_at >= CLOCK_LEAST; /* else by a clock in doubt: its age is unknown */
    if (!(unsent || away) || !dated || now - row->saved_at < OUTBOX_ALARM_S) {
        return OUTBOX_FRESH;
    }
    return away || now - since < OUTBOX_DECIDE_S ? OUTBOX_ALARM : OUTBOX_DECIDE;
}

static bool take_unsent(void *context, const struct store_row *row)
{
    struct outbox_unsent *u = context;
    u->alarm = (int)store_int(row, 0);
    u->decide = (int)store_int(row, 1);
    u->oldest_days = (int)store_int(row, 2);
    u->exported = (int)store_int(row, 3);
    return false;
}

struct err outbox_count_unsent(struct outbox *o, int64_t now, struct outbox_unsent *ret_unsent)
{
    struct outbox_unsent u = {0};
    const struct err e = store_rows(
        &o->store,
        "SELECT count(*), coalesce(sum(state<>?8 AND max(saved_at, decided_at)<=?1), 0),"
        " coalesce((?2-min(saved_at))/?3, 0), coalesce(sum(state=?8), 0) FROM"
        " application WHERE saved_at<=?7 AND saved_at>=?9 AND (state IN (?4, ?5, ?6) OR (state=?8 "
        "AND"
        " sealed IS NOT NULL))",
        BIND(BIND_INT(now - OUTBOX_DECIDE_S), BIND_INT(now), BIND_INT(DAY_S),
             BIND_INT(OUTBOX_SAVED), BIND_INT(OUTBOX_SENDING), BIND_INT(OUTBOX_HELD),
             BIND_INT(now - OUTBOX_ALARM_S), BIND_INT(OUTBOX_EXPORTED), BIND_INT(CLOCK_LEAST)),
        take_unsent, &u, NULL);
    if (!failed(e)) {
        *ret_unsent = u;
    }
    return e;
}
