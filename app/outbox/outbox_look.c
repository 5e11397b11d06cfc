/* What the outbox tells about its rows, and the one thing a person may change. */
#include <stdio.h>

#include "app/outbox/outbox_inside.h"

bool outbox_state_known(enum outbox_state state)
{
    return (unsigned)state <= OUTBOX_WITHDRAWN;
}

const char *outbox_state_name(enum outbox_state state)
{
    static const char *const names[] = {"saved", "sending",  "sent",     "received",
                                        "held",  "exported", "withdrawn"};
    return outbox_state_known(state) ? names[state] : "unknown";
}

void outbox_read_row(const struct store_row *row, struct outbox_row *ret_row)
{
    struct outbox_row r = {
        .state = (enum outbox_state)store_int(row, 2),
        .saved_at = store_int(row, 3),
        .next_try_at = store_int(row, 4) / 1000,
        .attempts = (int)store_int(row, 5),
        .last_status = (int)store_int(row, 6),
        .payload_bytes = store_int(row, 9),
        .at_rest = store_int(row, 11) != 0,
        .withdrawal = (enum outbox_withdrawal)store_int(row, 12),
        .decided_at = store_int(row, 13),
    };
    snprintf(r.uuid, sizeof r.uuid, "%s", store_text(row, 0));
    snprintf(r.procedure, sizeof r.procedure, "%s", store_text(row, 1));
    snprintf(r.last_reason, sizeof r.last_reason, "%s", store_text(row, 7));
    snprintf(r.file_number, sizeof r.file_number, "%s", store_text(row, 8));
    snprintf(r.state_text, sizeof r.state_text, "%s", store_text(row, 10));
    snprintf(r.slip_sha256, sizeof r.slip_sha256, "%s", store_text(row, 14));
    snprintf(r.token_sha256, sizeof r.token_sha256, "%s", store_text(row, 15));
    *ret_row = r;
}

static bool take_row(void *context, const struct store_row *row)
{
    outbox_read_row(row, context);
    return false;
}

struct err outbox_find(struct outbox *o, const char *uuid, struct outbox_row *ret_row)
{
    int count = 0;
    const struct err e =
        store_rows(&o->store, "SELECT " OUTBOX_COLUMNS " FROM application WHERE uuid=?1",
                   BIND(BIND_TEXT(uuid)), take_row, ret_row, &count);
    return failed(e) || count == 1 ? e : ERR(ERR_NOT_FOUND, 0, "outbox: no such application");
}

struct listing {
    struct outbox_row *rows;
    int count;
};

static bool take_listed(void *context, const struct store_row *row)
{
    struct listing *l = context;
    outbox_read_row(row, &l->rows[l->count++]);
    return true;
}

struct err outbox_list(struct outbox *o, struct outbox_row *rows, int max, int *ret_count)
{
    struct listing l = {rows, 0};
    return store_rows(&o->store, "SELECT " OUTBOX_COLUMNS " FROM application ORDER BY seq LIMIT ?1",
                      BIND(BIND_INT(max)), take_listed, &l, ret_count);
}

struct numbered {
    struct outbox_row *row;
    int64_t seq;
};

static bool take_numbered(void *context, const struct store_row *row)
{
    struct numbered *n = context;
    outbox_read_row(row, n->row);
    n->seq = store_int(row, OUTBOX_COLUMN_COUNT);
    return false;
}

struct err outbox_next(struct outbox *o, int64_t after, int64_t *ret_seq,
                       struct outbox_row *ret_row)
{
    struct numbered n = {ret_row, 0};
    int count = 0;
    const struct err e = store_rows(&o->store,
                                    "SELECT " OUTBOX_COLUMNS
                                    ", seq FROM application WHERE seq>?1 ORDER BY seq LIMIT 1",
                                    BIND(BIND_INT(after)), take_numbered, &n, &count);
    if (!failed(e) && count == 0) {
        return ERR(ERR_NOT_FOUND, 0, "outbox: no more applications");
    }
    if (!failed(e)) {
        *ret_seq = n.seq;
    }
    return e;
}

struct err outbox_retry(struct outbox *o, const char *uuid, int64_t now)
{
    struct outbox_row row;
    int changed = 0;
    struct err e = outbox_find(o, uuid, &row);
    if (failed(e)) {
        return e;
    }
    e = store_run(&o->store,
                  "UPDATE application SET next_try_ms=0, refusals=0, decided_at=?6,"
                  " state=CASE state WHEN ?2 THEN ?3 ELSE state END"
                  " WHERE uuid=?1 AND state IN (?2, ?3, ?4, ?5) AND sealed IS NOT NULL",
                  BIND(BIND_TEXT(uuid), BIND_INT(OUTBOX_HELD), BIND_INT(OUTBOX_SAVED),
                       BIND_INT(OUTBOX_SENDING), BIND_INT(OUTBOX_SENT), BIND_INT(now)),
                  &changed);
    return failed(e) || changed == 1 ? e : ERR(ERR_REFUSED, 0, "outbox: the portal has it already");
}
