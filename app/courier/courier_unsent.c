/* What is not to be sent: asked back by the citizen, or unsent for so long that a person decides.
 */
#include <string.h>

#include "app/courier/courier_inside.h"

#define COUNT_EVERY_S 60

/* --- asked back ------------------------------------------------------------------------------- */

/* A request whose answer was lost may still be worked on, so that "not there" must be said twice,
 * as far apart as any other doubt is looked into; unless the application itself never went out. */
static struct err is_certain(struct courier *c, const struct dispatch_item *item, bool *ret_certain,
                             int64_t *ret_again_ms)
{
    const int64_t now = courier_now_ms(c);
    int64_t since = now;
    bool may = true;
    struct err e = courier_queue_may_have_gone(&c->queue, item->uuid, item->saved_at, &may);
    if (!failed(e) && may) {
        e = courier_queue_doubt(&c->queue, item->uuid, now, &since);
    }
    if (!failed(e) && since > now) { /* the clock was set back */
        e = courier_queue_no_doubt(&c->queue, item->uuid);
        since = now;
    }
    *ret_certain = !may || now - since >= COURIER_CONFLICT_MS;
    *ret_again_ms = since + COURIER_CONFLICT_MS;
    return e;
}

static struct err not_there(struct courier *c, struct dispatch_item *item, int status,
                            struct courier_report *report)
{
    bool certain = false;
    struct dispatch_move m = {.to = item->state, .status = status, .reason = "asked-back"};
    struct err e = is_certain(c, item, &certain, &m.next_try_ms);
    if (failed(e)) {
        return e;
    }
    e = certain ? dispatch_withdraw(c->outbox, item) : dispatch_move(c->outbox, item, &m);
    if (!failed(e)) {
        report->withdrawn += certain;
        report->later += !certain;
    }
    return e;
}

/* The portal has it, or something in its place: from here on as if nobody had asked. */
static struct err too_late(struct courier *c, struct dispatch_item *item, const struct outcome *out,
                           struct courier_report *report)
{
    struct dispatch_move m = courier_decide(c, item, out);
    if (out->reading.meaning == MEANS_CONFLICT) {
        m = (struct dispatch_move){
            .to = OUTBOX_HELD, .status = out->status, .reason = out->reading.reason};
    }
    m.too_late = true;
    struct err e = dispatch_move(c->outbox, item, &m);
    if (!failed(e)) {
        report->received += item->state == OUTBOX_RECEIVED;
        report->sent += item->state == OUTBOX_SENT;
        report->held += item->state == OUTBOX_HELD;
        e = item->state == OUTBOX_RECEIVED ? courier_queue_forget(&c->queue, item->uuid)
                                           : courier_queue_no_doubt(&c->queue, item->uuid);
    }
    if (!failed(e) && item->state == OUTBOX_RECEIVED) {
        courier_note_received(c, item);
    }
    return e;
}

static struct err ask_again(struct courier *c, struct dispatch_item *item,
                            const struct outcome *out, struct courier_report *report)
{
    const struct reading *r = &out->reading;
    const struct dispatch_move m = {
        .to = item->state,
        .status = out->status,
        .reason = r->reason,
        .next_try_ms = c->line_lost
                           ? 0
                           : courier_now_ms(c) +
                                 backoff_asked_ms(&c->backoff, item->attempts, r->retry_after_s)};
    report->later++;
    return dispatch_move(c->outbox, item, &m);
}

/* A file that has our number while our own create never went out is somebody else's. */
static struct err is_anothers(struct courier *c, const struct dispatch_item *item,
                              const struct reading *r, bool *ret_anothers)
{
    bool may = true;
    struct err e = ERR_OK;
    if (r->meaning == MEANS_RECEIVED && c->params.adapter->mints && !r->ours) {
        e = courier_queue_may_have_gone(&c->queue, item->uuid, item->saved_at, &may);
    }
    *ret_anothers = !may || strcmp(r->reason, "taken") == 0;
    return e;
}

/* Nobody can be asked (another adapter sent it before), or only a person can tell. */
static struct err give_up(struct courier *c, struct dispatch_item *item,
                          const struct dispatch_move *m, struct courier_report *report)
{
    const struct err e = dispatch_move(c->outbox, item, m);
    report->held += !failed(e) && item->state == OUTBOX_HELD;
    report->later += !failed(e) && item->state != OUTBOX_HELD;
    return e;
}

/* Whose it is a person must tell who looks, as in courier_send.c. */
static bool is_doubtful(const struct courier *c, const struct dispatch_item *item,
                        const struct reading *r)
{
    return c->params.adapter->mints && !r->ours && item->state == OUTBOX_HELD;
}

static struct err ask_portal(struct courier *c, struct dispatch_item *item,
                             struct courier_report *report)
{
    const struct dispatch_move whose = {
        .to = OUTBOX_HELD, .reason = "whose-file", .ask_anew = true};
    bool anothers = false;
    const struct outcome out = courier_ask(c, item);
    if (failed(out.disk)) {
        return out.disk;
    }
    struct err e = is_anothers(c, item, &out.reading, &anothers);
    if (failed(e)) {
        return e;
    }
    if (anothers || out.reading.meaning == MEANS_FORGOTTEN) {
        return not_there(c, item, out.status, report);
    }
    if (out.reading.meaning == MEANS_RECEIVED && is_doubtful(c, item, &out.reading)) {
        e = give_up(c, item, &whose, report);
        /* Whether the number is another's is asked twice from here on (courier_send.c). */
        return failed(e) ? e : courier_queue_no_doubt(&c->queue, item->uuid);
    }
    switch (out.reading.meaning) {
    case MEANS_RECEIVED:
    case MEANS_SENT:
    case MEANS_CONFLICT:
        return too_late(c, item, &out, report);
    case MEANS_STORED:
    case MEANS_LATER:
    case MEANS_REFUSED:
    case MEANS_NOT_PORTAL:
    case MEANS_UNAUTHORIZED:
    case MEANS_FORGOTTEN:
    case MEANS_UNCHANGED:
    case MEANS_READY:
        break;
    }
    return ask_again(c, item, &out, report);
}

struct err courier_withdraw(struct courier *c, struct dispatch_item *item,
                            struct courier_report *report)
{
    const struct dispatch_move onward = {.to = item->state, .too_late = true};
    const struct dispatch_move look = {.to = OUTBOX_HELD, .reason = "queue-lost", .ask_anew = true};
    bool lost = false;
    if (c->params.adapter->status == NULL) {
        return give_up(c, item, &onward, report);
    }
    if (c->params.adapter->mints) {
        const struct err e = courier_queue_lost(&c->queue, item->uuid, item->saved_at, &lost);
        if (failed(e)) {
            return e;
        }
    }
    return lost ? give_up(c, item, &look, report) : ask_portal(c, item, report);
}

struct err courier_tidy(struct courier *c)
{
    char uuid[37];
    int attempts = 0;
    bool withdrawn = false;
    struct err e = ERR_OK;
    while (!failed(e)) {
        e = dispatch_untidy(c->outbox, uuid, &attempts, &withdrawn);
        if (failed(e)) {
            break;
        }
        e = courier_queue_forget(&c->queue, uuid);
        e = failed(e) ? e : dispatch_tidied(c->outbox, uuid);
        if (!failed(e) && withdrawn) {
            courier_note(c, EV_WITHDRAWN, attempts, 0);
        }
    }
    return e.code == ERR_NOT_FOUND ? ERR_OK : e;
}

/* --- age -------------------------------------------------------------------------------------- */

bool courier_is_too_old(struct courier *c, const struct dispatch_item *item)
{
    const struct outbox_row row = {
        .state = item->state, .saved_at = item->saved_at, .decided_at = item->decided_at};
    return outbox_age(&row, courier_now_ms(c) / 1000) == OUTBOX_DECIDE;
}

struct err courier_hold_old(struct courier *c, struct dispatch_item *item,
                            struct courier_report *report)
{
    const struct dispatch_move m = {.to = OUTBOX_HELD, .reason = "too-old"};
    const struct err e = dispatch_move(c->outbox, item, &m);
    if (!failed(e)) {
        report->held++;
        courier_note(c, EV_SEND_HELD, item->attempts, 0);
    }
    return e;
}

struct err courier_watch_age(struct courier *c)
{
    const int64_t now = courier_now_ms(c) / 1000;
    bool due = false;
    /* With a month's applications waiting it is not counted after each one. */
    if (now >= c->counted_s && now - c->counted_s < COUNT_EVERY_S) {
        return ERR_OK;
    }
    struct err e = outbox_count_unsent(c->outbox, now, &c->unsent);
    c->counted_s = now;
    if (!failed(e) && c->unsent.alarm > 0) {
        e = courier_queue_alarm(&c->queue, now, &due);
    }
    if (due) {
        courier_note(c, EV_UNSENT, c->unsent.alarm, c->unsent.oldest_days);
    }
    return e;
}
