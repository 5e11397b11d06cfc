/* Applications that leave for another kiosk: opened whole here, sealed to its key, not sent any
 * more and only asked about. */
#include "app/courier/courier_inside.h"
#include "app/courier/reasons.h"
#include "app/outbox/outbox_export.h"
#include "platform/base/secret.h"

#define DAY_S        ((int64_t)24 * 60 * 60)
#define DAY_MS       (DAY_S * 1000)
#define MOST_QUARREL 3 /* times that somebody else may move a row just then */

/* Only where applications are known by their uuid is one that both kiosks bring still one. */
static bool knows_uuids(const struct courier *c)
{
    return c->params.adapter->status != NULL && !c->params.adapter->mints;
}

/* --- sealing ---------------------------------------------------------------------------------- */

/* Every paper must open here, where its file can still be restored. */
static struct err open_papers(struct courier *c, const struct parcel *p)
{
    struct err e = ERR_OK;
    for (int i = 0; i < p->paper_count && !failed(e); i++) {
        struct arena memory = {0};
        const void *bytes = NULL;
        e = dispatch_paper(c->outbox, p, i, &memory, &bytes);
        secret_close(&memory);
    }
    return e;
}

/* An error with a word in *ret_why is this application's own; without one it is the disk's. */
static struct err seal(struct courier *c, struct dispatch_export *wish, const char **ret_why)
{
    struct parcel p;
    struct err e = dispatch_load(c->outbox, &c->key, wish->item.uuid, &p);
    if (failed(e)) {
        const char *why = reason_of(e);
        *ret_why = courier_is_ours(why) ? why : "";
        return e;
    }
    e = open_papers(c, &p);
    *ret_why = failed(e) ? "paper-lost" : "";
    if (!failed(e)) {
        e = dispatch_export(c->outbox, &p, wish);
        /* A full disk must not keep the others from being sent, which makes room. */
        *ret_why = e.code == ERR_BAD_INPUT ? "bad-key" : e.code == ERR_FULL ? "disk" : "";
    }
    dispatch_wipe(c->outbox, &p);
    return e;
}

static struct err deny(struct courier *c, const struct dispatch_export *wish, const char *why)
{
    return dispatch_deny_export(c->outbox, wish->item.uuid, why);
}

static struct err seal_or_deny(struct courier *c, struct dispatch_export *wish,
                               struct courier_report *report)
{
    const char *why = "";
    wish->ask_ms = courier_follow_ms(c, courier_now_ms(c) / 1000);
    const struct err e = seal(c, wish, &why);
    if (failed(e)) {
        return why[0] == '\0' ? e : deny(c, wish, why);
    }
    report->exported++;
    courier_note(c, EV_EXPORTED, wish->item.attempts, 0);
    return ERR_OK;
}

/* --- asking first ----------------------------------------------------------------------------- */

/* The portal has it: from here or, later, from the other kiosk. */
static struct err arrived(struct courier *c, struct dispatch_item *item, const struct outcome *out,
                          struct courier_report *report)
{
    const struct dispatch_move m = courier_decide(c, item, out);
    struct err e = dispatch_move(c->outbox, item, &m);
    if (failed(e) || item->state != OUTBOX_RECEIVED) {
        report->sent += !failed(e);
        return e;
    }
    report->received++;
    courier_note_received(c, item);
    return courier_queue_forget(&c->queue, item->uuid);
}

/* Asked while there is a line, because what has arrived needs no other kiosk. Where the portal
 * cannot be reached it may go all the same: the same uuid and bytes from there are the repetition
 * that such a portal takes for one application. */
static struct err ask_and_seal(struct courier *c, struct dispatch_export *wish,
                               bool (*may_go_on)(struct courier *c), struct courier_report *report)
{
    if (wish->silent || !knows_uuids(c)) {
        return deny(c, wish, "may-be-there");
    }
    if (!may_go_on(c)) {
        return seal_or_deny(c, wish, report);
    }
    const struct outcome out = courier_ask(c, &wish->item);
    if (failed(out.disk)) {
        return out.disk;
    }
    if (out.reading.meaning == MEANS_CONFLICT) {
        return deny(c, wish, "conflict");
    }
    if (out.reading.meaning != MEANS_RECEIVED && out.reading.meaning != MEANS_SENT) {
        return seal_or_deny(c, wish, report);
    }
    const struct err e = arrived(c, &wish->item, &out, report);
    return failed(e) ? e : deny(c, wish, "at-portal");
}

/* Nobody waits for it any more, or the clock was set so that this cannot be told: sealed now it
 * would lie here unsent without anybody knowing. */
static bool is_expired(struct courier *c, const struct dispatch_export *wish)
{
    const int64_t age = courier_now_ms(c) / 1000 - wish->wished_at;
    return age > OUTBOX_WISH_S || age < -OUTBOX_WISH_S;
}

static struct err export_one(struct courier *c, struct dispatch_export *wish,
                             bool (*may_go_on)(struct courier *c), struct courier_report *report)
{
    if (is_expired(c, wish)) {
        return deny(c, wish, "expired");
    }
    if (wish->item.asked_back) {
        return deny(c, wish, "asked-back");
    }
    if (wish->item.state != OUTBOX_SAVED && wish->item.state != OUTBOX_HELD) {
        return deny(c, wish, "over");
    }
    return wish->may_have_left ? ask_and_seal(c, wish, may_go_on, report)
                               : seal_or_deny(c, wish, report);
}

struct err courier_export(struct courier *c, bool (*may_go_on)(struct courier *c),
                          struct courier_report *report)
{
    struct dispatch_export wish;
    struct err e = ERR_OK;
    int quarrels = 0;
    while (!failed(e)) {
        e = dispatch_next_export(c->outbox, &wish);
        if (!failed(e)) {
            e = export_one(c, &wish, may_go_on, report);
            /* Whoever moved it meanwhile knew better: it is looked at again. */
            if (dispatch_was_moved(e) && ++quarrels < MOST_QUARREL) {
                e = ERR_OK;
            }
        }
    }
    return e.code == ERR_NOT_FOUND || dispatch_was_moved(e) ? ERR_OK : e;
}

/* --- asking later ----------------------------------------------------------------------------- */

static struct err ask_later(struct courier *c, struct dispatch_item *item)
{
    const int64_t now = courier_now_ms(c);
    /* As about files that were received a day ago: every six hours. */
    const struct dispatch_move m = {
        .to = OUTBOX_EXPORTED,
        .next_try_ms = knows_uuids(c) ? courier_follow_ms(c, now / 1000 - DAY_S) : now + DAY_MS};
    return dispatch_move(c->outbox, item, &m);
}

static struct err follow_one(struct courier *c, struct dispatch_item *item,
                             struct courier_report *report)
{
    if (!knows_uuids(c)) {
        return ask_later(c, item);
    }
    c->line_lost = false;
    const struct outcome out = courier_ask(c, item);
    if (failed(out.disk)) {
        return out.disk;
    }
    if (out.reading.meaning == MEANS_RECEIVED) {
        return arrived(c, item, &out, report);
    }
    /* Without a line it stays due: the gate says when. */
    return c->line_lost ? ERR_OK : ask_later(c, item);
}

struct err courier_follow_exported(struct courier *c, bool (*may_go_on)(struct courier *c),
                                   struct courier_report *report)
{
    struct dispatch_item item;
    struct err e = ERR_OK;
    for (int i = 0; i < COURIER_QUESTIONS && may_go_on(c) && !failed(e); i++) {
        e = dispatch_next_exported(c->outbox, courier_now_ms(c), &item);
        if (!failed(e)) {
            e = follow_one(c, &item, report);
        }
    }
    return e.code == ERR_NOT_FOUND || dispatch_was_moved(e) ? ERR_OK : e;
}
