/* The courier's side of an export: which one is wished, sealing it to the other kiosk's key, and
 * asking later whether it arrived from there. */
#include <stdio.h>
#include <string.h>

#include "app/outbox/dispatch.h"
#include "app/outbox/outbox_export.h"
#include "app/outbox/outbox_inside.h"
#include "platform/base/log.h"
#include "platform/base/secret.h"

#define CLOCK_SET_BACK_MS ((int64_t)3 * 24 * 60 * 60 * 1000)

/* A key that is damaged stays all zeros, to which nothing can be sealed. */
static bool take_wish(void *context, const struct store_row *row)
{
    struct dispatch_export *wish = context;
    size_t size = 0;
    const void *key = store_blob(row, DISPATCH_COLUMN_COUNT, &size);
    dispatch_read_item(row, &wish->item);
    wish->may_have_left = store_int(row, DISPATCH_COLUMN_COUNT + 1) != 0;
    wish->silent = store_int(row, DISPATCH_COLUMN_COUNT + 2) == 1;
    wish->wished_at = store_int(row, DISPATCH_COLUMN_COUNT + 3);
    if (size == SEAL_KEY) {
        memcpy(wish->to.key, key, SEAL_KEY);
    }
    return false;
}

struct err dispatch_next_export(struct outbox *o, struct dispatch_export *ret_wish)
{
    int count = 0;
    *ret_wish = (struct dispatch_export){.may_have_left = true};
    const struct err e =
        store_rows(&o->store,
                   "SELECT " DISPATCH_COLUMNS ", (SELECT target FROM export e WHERE"
                   " e.uuid=application.uuid), attempts>unsent, silent, (SELECT wished_at FROM"
                   " export e WHERE e.uuid=application.uuid) FROM application"
                   " WHERE uuid IN (SELECT uuid FROM export WHERE state=?1) ORDER BY seq LIMIT 1",
                   BIND(BIND_INT(OUTBOX_EXPORT_WISHED)), take_wish, ret_wish, &count);
    return failed(e) || count == 1 ? e : ERR(ERR_NOT_FOUND, 0, "outbox: no export is wished");
}

struct err dispatch_deny_export(struct outbox *o, const char *uuid, const char *why)
{
    return store_run(&o->store, "UPDATE export SET state=?2, why=?3 WHERE uuid=?1 AND state=?4",
                     BIND(BIND_TEXT(uuid), BIND_INT(OUTBOX_EXPORT_DENIED), BIND_TEXT(why),
                          BIND_INT(OUTBOX_EXPORT_WISHED)),
                     NULL);
}

/* The row's move, then its sealed copy; ret_changed is 1 when both were as they had been seen. */
static struct err swap(struct outbox *o, const struct dispatch_export *wish,
                       const struct store_value *sealed, int *ret_changed)
{
    const struct dispatch_item *item = &wish->item;
    struct err e = store_run(
        &o->store,
        "UPDATE application SET state=?1, next_try_ms=?2 WHERE uuid=?3 AND state=?4 AND attempts=?5"
        " AND state IN (?6, ?7) AND withdrawal<>?8 AND sealed IS NOT NULL",
        BIND(BIND_INT(OUTBOX_EXPORTED), BIND_INT(wish->ask_ms), BIND_TEXT(item->uuid),
             BIND_INT(item->state), BIND_INT(item->attempts), BIND_INT(OUTBOX_SAVED),
             BIND_INT(OUTBOX_HELD), BIND_INT(OUTBOX_WITHDRAWAL_ASKED)),
        ret_changed);
    if (failed(e) || *ret_changed == 0) {
        return e;
    }
    return store_run(&o->store,
                     "UPDATE export SET state=?1, sealed=?2 WHERE uuid=?3 AND state=?4 AND"
                     " target=?5",
                     BIND(BIND_INT(OUTBOX_EXPORT_DONE), *sealed, BIND_TEXT(item->uuid),
                          BIND_INT(OUTBOX_EXPORT_WISHED), BIND_BLOB(wish->to.key, SEAL_KEY)),
                     ret_changed);
}

static struct err swap_all(struct outbox *o, struct dispatch_export *wish,
                           const struct store_value *sealed)
{
    int changed = 0;
    struct err e = store_begin(&o->store);
    if (failed(e)) {
        return e;
    }
    e = swap(o, wish, sealed, &changed);
    if (failed(e) || changed == 0) {
        store_rollback(&o->store);
        return failed(e) ? e : dispatch_lost;
    }
    e = store_commit(&o->store);
    if (!failed(e)) {
        wish->item.state = OUTBOX_EXPORTED;
    }
    return e;
}

struct err dispatch_export(struct outbox *o, const struct parcel *p, struct dispatch_export *wish)
{
    INVARIANT(p->json >= o->plain);
    const size_t size = (size_t)(p->json - o->plain) + p->json_size;
    struct arena memory = {0};
    size_t boxed = 0;
    struct err e = secret_open_large(&memory, size + SEAL_OVERHEAD + 64);
    if (failed(e)) {
        return e;
    }
    uint8_t *out = arena_alloc(&memory, size + SEAL_OVERHEAD);
    INVARIANT(out != NULL);
    e = seal_box(&wish->to, o->plain, size, out, size + SEAL_OVERHEAD, &boxed);
    if (!failed(e)) {
        e = swap_all(o, wish, &BIND_BLOB(out, boxed));
    }
    secret_close(&memory);
    return e;
}

/* As every record of this format ends. */
static bool read_slip(const struct parcel *p, char ret_hex[SEAL_HEX])
{
    static const char before[] = ",\"slip_sha256\":\"";
    static const char after[] = "\"}}";
    const size_t tail = sizeof before - 1 + SEAL_HEX - 1 + sizeof after - 1;
    if (p->json_size < tail) {
        return false;
    }
    const char *at = p->json + p->json_size - tail;
    const char *hex = at + sizeof before - 1;
    memcpy(ret_hex, hex, SEAL_HEX - 1);
    ret_hex[SEAL_HEX - 1] = '\0';
    return memcmp(at, before, sizeof before - 1) == 0 &&
           memcmp(hex + SEAL_HEX - 1, after, sizeof after - 1) == 0 &&
           strspn(ret_hex, "0123456789abcdef") == SEAL_HEX - 1;
}

struct err dispatch_keep_slip(struct outbox *o, const struct parcel *p)
{
    char slip[SEAL_HEX];
    return read_slip(p, slip)
               ? store_run(&o->store,
                           "UPDATE application SET slip_sha256=?2 WHERE uuid=?1 AND slip_sha256=''",
                           BIND(BIND_TEXT(p->uuid), BIND_TEXT(slip)), NULL)
               : ERR_OK;
}

static bool take_item(void *context, const struct store_row *row)
{
    dispatch_read_item(row, context);
    return false;
}

struct err dispatch_next_exported(struct outbox *o, int64_t now_ms, struct dispatch_item *ret_item)
{
    int count = 0;
    const struct err e = store_rows(
        &o->store,
        "SELECT " DISPATCH_COLUMNS " FROM application WHERE state=?1 AND sealed IS NOT NULL AND"
        " (next_try_ms<=?2 OR next_try_ms>?3) ORDER BY next_try_ms LIMIT 1",
        BIND(BIND_INT(OUTBOX_EXPORTED), BIND_INT(now_ms), BIND_INT(now_ms + CLOCK_SET_BACK_MS)),
        take_item, ret_item, &count);
    return failed(e) || count == 1 ? e : ERR(ERR_NOT_FOUND, 0, "outbox: none is to be asked about");
}

struct err outbox_forget_export(struct outbox *o, const char *uuid)
{
    return store_run(&o->store, "DELETE FROM export WHERE uuid=?1", BIND(BIND_TEXT(uuid)), NULL);
}
