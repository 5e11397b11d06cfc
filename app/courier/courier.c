#include "app/courier/courier_inside.h"

#include <stdio.h>
#include <string.h>

#include "app/clock_judge.h"
#include "app/courier/reasons.h"
#include "app/outbox/box_key.h"
#include "platform/base/secret.h"

#define UNAUTHORIZED_MS ((int64_t)15 * 60 * 1000)
#define CHECK_EVERY_MS  ((int64_t)60 * 1000)
#define NUMBER_MIN_MS   1000
#define NUMBER_MAX_MS   ((int64_t)10 * 60 * 1000)

/* Unix milliseconds: the wall clock's seconds, refined by the monotonic clock, which is corrected
 * whenever somebody sets the wall clock. */
int64_t courier_now_ms(struct courier *c)
{
    struct port_clock *clock = c->params.clock;
    const int64_t wall = clock->ops->now_s(clock) * 1000;
    const int64_t steady = (int64_t)clock->ops->now_ms(clock);
    const int64_t off = wall - (steady + c->wall_offset_ms);
    if (off < -1000 || off > 1000) {
        c->wall_offset_ms = wall - steady;
    }
    return steady + c->wall_offset_ms;
}

/* --- opening ---------------------------------------------------------------------------------- */

struct err courier_open(struct courier *c, const struct courier_params *params)
{
    struct courier fresh = {.params = *params, .gate_reason = "", .trouble = ""};
    fresh.dir = params->dir == NULL ? dir_linux() : *params->dir;
    fresh.backoff = (struct backoff){
        .random = params->random,
        .base_ms = params->retry_base_ms > 0 ? params->retry_base_ms : BACKOFF_BASE_MS,
        .cap_ms = BACKOFF_CAP_MS,
    };
    fresh.line = (struct line){.http = params->http,
                               .adapter = params->adapter,
                               .credentials = params->credentials,
                               .clock = params->clock,
                               .stop = params->stop,
                               .citizens = params->citizens};
    struct err e = seal_start();
    if (!failed(e)) {
        e = fresh.dir.ops->make(&fresh.dir, params->state_dir);
    }
    if (!failed(e)) {
        e = box_key_open(&fresh.dir, params->state_dir, &fresh.key);
    }
    if (!failed(e)) {
        e = courier_queue_open(&fresh.queue, &fresh.dir, params->state_dir,
                               params->clock->ops->now_s(params->clock));
    }
    if (failed(e)) {
        seal_forget(&fresh.key, sizeof fresh.key);
        return e;
    }
    *c = fresh;
    seal_forget(&fresh.key, sizeof fresh.key);
    return ERR_OK;
}

void courier_close(struct courier *c)
{
    outbox_close(c->outbox);
    courier_queue_close(&c->queue);
    seal_forget(c, sizeof *c);
}

/* The kiosk makes the outbox and may replace a damaged one at any time. */
static struct err find_outbox(struct courier *c)
{
    if (c->outbox != NULL && dispatch_replaced(c->outbox)) {
        outbox_close(c->outbox);
        c->outbox = NULL;
    }
    if (c->outbox != NULL) {
        return ERR_OK;
    }
    struct err e = dispatch_open(&c->outbox, c->params.state_dir, &c->dir);
    if (!failed(e)) {
        e = dispatch_recover(c->outbox);
        if (failed(e)) {
            outbox_close(c->outbox);
            c->outbox = NULL;
        }
    }
    return e;
}

/* --- the gate --------------------------------------------------------------------------------- */

void courier_note(const struct courier *c, enum event_id id, int64_t a, int64_t b)
{
    if (c->params.note != NULL) {
        c->params.note(id, a, b);
    }
}

static bool is_offline(const struct reading *r)
{
    return reason_is_away(r->reason) || strcmp(r->reason, "stopped") == 0;
}

/* The portal is there and wants time: the time it names, or, after some such answers in a row,
 * time that doubles. One row's own trouble closes nothing. */
static void mind_busy(struct courier *c, const struct reading *r, int64_t now)
{
    c->trouble_count++;
    c->gate_count = 0;
    if (r->retry_after_s < 0 && c->trouble_count < COURIER_TROUBLES) {
        c->gate_ms = 0;
        return;
    }
    const int doublings = c->trouble_count - COURIER_TROUBLES + 1;
    c->line_lost = true;
    c->gate_ms = now + backoff_asked_ms(&c->backoff, doublings, r->retry_after_s);
    c->gate_reason = r->reason;
}

/* Trouble of the whole kiosk closes the gate; any word of the portal opens it. */
static void mind_gate(struct courier *c, const struct reading *r, int64_t now)
{
    c->line_lost = r->meaning == MEANS_UNAUTHORIZED || is_offline(r);
    if (r->meaning == MEANS_UNAUTHORIZED) {
        c->gate_ms = now + UNAUTHORIZED_MS;
        c->gate_reason = "unauthorized";
    } else if (is_offline(r)) {
        c->gate_count++;
        c->gate_ms = now + backoff_ms(&c->backoff, c->gate_count);
        c->gate_reason = r->reason;
    } else if (r->meaning == MEANS_LATER) {
        mind_busy(c, r, now);
    } else if (c->online) {
        c->gate_ms = 0;
        c->gate_count = 0;
        c->trouble_count = 0;
        c->gate_reason = "";
    }
}

void courier_mind(struct courier *c, const struct reading *r, struct err why)
{
    const int64_t now = courier_now_ms(c);
    c->online = !failed(why) && r->meaning != MEANS_NOT_PORTAL && r->meaning != MEANS_UNAUTHORIZED;
    mind_gate(c, r, now);
    c->trouble = c->online ? c->gate_reason : reason_word(r->reason);
    int64_t next = c->online ? CHECK_EVERY_MS : backoff_ms(&c->backoff, c->gate_count + 1);
    next = next < CHECK_EVERY_MS ? next : CHECK_EVERY_MS;
    c->check_ms = now + next;
}

bool courier_check(struct courier *c, const char **ret_reason)
{
    int status = 0;
    struct exchange x;
    struct err why = ERR_OK;
    c->params.adapter->check(&x);
    const struct reading r = line_talk(&c->line, &x, NULL, &status, &why);
    courier_mind(c, &r, why);
    *ret_reason = r.reason;
    return r.meaning == MEANS_READY;
}

/* --- one application -------------------------------------------------------------------------- */

/* A young application is asked for often, because somebody is waiting; an old one rarely. */
static int64_t number_wait_ms(struct courier *c, const struct dispatch_item *item)
{
    const int64_t age_ms = courier_now_ms(c) - item->saved_at * 1000;
    const int64_t wait = age_ms / 10;
    return wait < NUMBER_MIN_MS ? NUMBER_MIN_MS : wait > NUMBER_MAX_MS ? NUMBER_MAX_MS : wait;
}

/* Nobody can be asked whose bytes are there: the same ones again, often and long enough. */
static struct dispatch_move doubtful(struct courier *c, const struct dispatch_item *item,
                                     const struct outcome *out)
{
    const int64_t now = courier_now_ms(c);
    const bool enough =
        item->refusals + 1 > COURIER_CONFLICT_REPEATS && now - out->doubt_ms >= COURIER_CONFLICT_MS;
    return (struct dispatch_move){
        .to = enough ? OUTBOX_HELD : OUTBOX_SAVED,
        .status = out->status,
        .reason = out->reading.reason,
        .refused = true,
        .next_try_ms =
            now + COURIER_CONFLICT_MS / COURIER_CONFLICT_REPEATS + backoff_ms(&c->backoff, 1),
    };
}

/* Meaning to move. */
struct dispatch_move courier_decide(struct courier *c, const struct dispatch_item *item,
                                    const struct outcome *out)
{
    const struct reading *r = &out->reading;
    struct dispatch_move m = {.to = OUTBOX_SAVED, .status = out->status, .reason = r->reason};
    const int tries = item->attempts > 0 ? item->attempts : 1;
    if (r->meaning == MEANS_CONFLICT && out->doubt_ms > 0) {
        return doubtful(c, item, out);
    }
    switch (r->meaning) {
    case MEANS_RECEIVED:
        m.to = OUTBOX_RECEIVED;
        m.file_number = r->file_number;
        m.state_text = r->state_text;
        m.portal_state = r->state;
        m.now_s = courier_now_ms(c) / 1000;
        m.ask_ms = courier_follow_ms(c, m.now_s);
        return m;
    case MEANS_SENT:
        m.to = OUTBOX_SENT;
        m.state_text = r->state_text;
        m.at_rest = r->at_rest;
        m.next_try_ms = r->at_rest ? 0 : courier_now_ms(c) + number_wait_ms(c, item);
        return m;
    case MEANS_CONFLICT:
    case MEANS_REFUSED:
        m.refused = true;
        m.to = courier_is_ours(r->reason) || item->refusals + 1 >= COURIER_TRIES_BEFORE_HELD
                   ? OUTBOX_HELD
                   : OUTBOX_SAVED;
        break;
    case MEANS_FORGOTTEN: /* told only of what is SENT: due at once */
        return m;
    case MEANS_LATER:
    case MEANS_NOT_PORTAL:
    case MEANS_UNAUTHORIZED:
    case MEANS_STORED:
    case MEANS_UNCHANGED:
    case MEANS_READY:
        m.to = item->state == OUTBOX_SENT ? OUTBOX_SENT : OUTBOX_SAVED;
        break;
    }
    const bool gated = is_offline(r) || r->meaning == MEANS_UNAUTHORIZED;
    m.next_try_ms =
        gated ? 0 : courier_now_ms(c) + backoff_asked_ms(&c->backoff, tries, r->retry_after_s);
    return m;
}

void courier_note_received(struct courier *c, const struct dispatch_item *item)
{
    const int64_t now = courier_now_ms(c) / 1000;
    const bool dated = item->saved_at >= CLOCK_LEAST && now >= item->saved_at;
    courier_note(c, EV_RECEIVED, item->attempts, dated ? now - item->saved_at : -1);
}

static void tell(struct courier *c, const struct dispatch_item *item, const struct outcome *out,
                 struct courier_report *report)
{
    switch (item->state) {
    case OUTBOX_RECEIVED:
        report->received++;
        courier_note_received(c, item);
        break;
    case OUTBOX_SENT:
        report->sent++;
        if (out->reading.meaning == MEANS_SENT) {
            courier_note(c, EV_SENT, item->attempts, out->status);
        }
        break;
    case OUTBOX_HELD:
        report->held++;
        courier_note(c, EV_SEND_HELD, item->attempts, out->status);
        break;
    case OUTBOX_SAVED:
    case OUTBOX_SENDING:
    case OUTBOX_EXPORTED:
    case OUTBOX_WITHDRAWN:
        report->later++;
        courier_note(c, EV_SEND_FAILED, item->attempts, out->status);
        break;
    }
}

/* What a person's retry finds: a conflict counts anew, and where the portal said no to the number
 * it gave us itself, there is a new one. */
static struct err prepare_retry(struct courier *c, const struct dispatch_item *item,
                                const struct outcome *out)
{
    if (c->params.adapter->mints && strcmp(out->reading.reason, "refused") == 0) {
        return courier_queue_forget(&c->queue, item->uuid);
    }
    return out->doubt_ms > 0 ? courier_queue_no_doubt(&c->queue, item->uuid) : ERR_OK;
}

static struct err send_item(struct courier *c, struct dispatch_item *item,
                            struct courier_report *report)
{
    const bool sent_before = item->state == OUTBOX_SENT;
    const bool silent = c->params.adapter->status == NULL;
    struct err e = sent_before ? ERR_OK : dispatch_claim(c->outbox, item, silent);
    if (failed(e)) {
        return e;
    }
    const struct outcome out = courier_send(c, item);
    if (failed(out.disk)) {
        return out.disk;
    }
    struct dispatch_move m = courier_decide(c, item, &out);
    m.unsent = !sent_before && !out.left;
    e = dispatch_move(c->outbox, item, &m);
    if (!failed(e)) {
        tell(c, item, &out, report);
        if (item->state == OUTBOX_RECEIVED || m.at_rest) {
            e = courier_queue_forget(&c->queue, item->uuid);
        }
    }
    if (!failed(e) && item->state == OUTBOX_HELD) {
        e = prepare_retry(c, item, &out);
    }
    return e;
}

/* Whoever moved the row meanwhile knew better: it is looked at again when it is due. */
static struct err try_one(struct courier *c, struct dispatch_item *item,
                          struct courier_report *report)
{
    const struct err e = item->asked_back              ? courier_withdraw(c, item, report)
                         : courier_is_too_old(c, item) ? courier_hold_old(c, item, report)
                                                       : send_item(c, item, report);
    return dispatch_was_moved(e) ? ERR_OK : e;
}

/* --- rounds ----------------------------------------------------------------------------------- */

static bool stopping(const struct courier *c)
{
    return c->params.stop != NULL && atomic_load(c->params.stop);
}

static bool gate_closed(struct courier *c)
{
    const int64_t ahead = c->gate_ms - courier_now_ms(c);
    return ahead > 0 && ahead <= (int64_t)BACKOFF_ASKED_CAP * 1000;
}

static bool may_ask(struct courier *c)
{
    return !stopping(c) && !c->line_lost && !gate_closed(c);
}

/* Fresh rows pass a closed gate: whoever just pressed send is worth a try. One that then finds no
 * line ends the round. */
static struct err drain(struct courier *c, bool everything, struct courier_report *report)
{
    struct dispatch_filter f = {.everything = everything};
    struct dispatch_item item;
    struct err e = ERR_OK;
    while (!stopping(c)) {
        f.now_ms = courier_now_ms(c);
        f.only_fresh = !everything && gate_closed(c);
        e = courier_export(c, may_ask, report);
        if (!failed(e)) {
            e = dispatch_next(c->outbox, &f, &item);
        }
        if (failed(e)) {
            break;
        }
        f.after = item.seq;
        c->line_lost = false;
        e = try_one(c, &item, report);
        if (failed(e) || c->line_lost) {
            break;
        }
    }
    return e.code == ERR_NOT_FOUND ? ERR_OK : e;
}

struct err courier_count(struct courier *c, struct courier_report *ret_report)
{
    struct outbox_row row;
    int64_t seq = 0;
    struct courier_report r = *ret_report;
    r.left = 0;
    r.waiting = 0;
    r.reason = "";
    struct err e = find_outbox(c);
    while (!failed(e)) {
        e = outbox_next(c->outbox, seq, &seq, &row);
        if (failed(e)) {
            break;
        }
        const bool left =
            row.state == OUTBOX_SAVED || row.state == OUTBOX_SENDING || row.state == OUTBOX_HELD;
        r.waiting += row.state == OUTBOX_SENT && !row.at_rest;
        r.left += left;
        if (left && r.left == 1) {
            r.reason = reason_word(row.last_reason);
        }
    }
    if (e.code == ERR_NOT_FOUND) {
        *ret_report = r;
        return ERR_OK;
    }
    return e;
}

struct err courier_round(struct courier *c, bool everything, struct courier_report *ret_report)
{
    struct courier_report report = {.reason = ""};
    const char *ignored = "";
    struct err e = find_outbox(c);
    if (!failed(e)) {
        c->line_lost = false;
        e = drain(c, everything, &report);
    }
    if (!failed(e)) {
        e = courier_tidy(c);
    }
    if (!failed(e)) {
        e = courier_watch_age(c);
    }
    if (!failed(e)) {
        e = courier_follow(c, may_ask);
    }
    if (!failed(e)) {
        e = courier_follow_exported(c, may_ask, &report);
    }
    if (!everything && !stopping(c) && courier_now_ms(c) >= c->check_ms) {
        courier_check(c, &ignored);
    }
    c->params.http->ops->forget(c->params.http);
    if (failed(e)) {
        /* A row may be half moved: opening anew recovers it, as after a crash. */
        outbox_close(c->outbox);
        c->outbox = NULL;
    }
    *ret_report = report;
    return e;
}

int64_t courier_wait_ms(struct courier *c)
{
    const int64_t now = courier_now_ms(c);
    int64_t due = INT64_MAX;
    if (c->outbox != NULL && dispatch_replaced(c->outbox)) {
        return 0;
    }
    if (c->outbox == NULL || failed(dispatch_due_ms(c->outbox, &due))) {
        due = now + 500;
    }
    if (gate_closed(c) && due < c->gate_ms) {
        due = c->gate_ms;
    }
    due = due < c->check_ms ? due : c->check_ms;
    return due <= now ? 0 : due - now < CHECK_EVERY_MS ? due - now : CHECK_EVERY_MS;
}
