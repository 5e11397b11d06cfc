/* One application's exchanges: frozen, sent, read, learnt from. */
#include <stdio.h>
#include <string.h>

#include "app/courier/courier_inside.h"
#include "app/courier/reasons.h"
#include "platform/base/secret.h"

static struct outcome trouble(const char *reason, enum meaning meaning)
{
    return (struct outcome){.reading = {.meaning = meaning, .reason = reason, .retry_after_s = -1}};
}

static struct outcome of_disk(struct err e)
{
    struct outcome out = trouble("disk", MEANS_LATER);
    out.disk = e;
    return out;
}

bool courier_is_ours(const char *reason)
{
    static const char *const ours[] = {"damaged", "other-key", "paper-lost", "changed",
                                       "unfit",   "taken",     "whose-file", "queue-lost"};
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++) {
        if (strcmp(reason, ours[i]) == 0) {
            return true;
        }
    }
    return false;
}

static struct err way_open(struct way *w, struct courier *c, const struct parcel *p)
{
    bool locked = false;
    *w = (struct way){.c = c, .parcel = p};
    w->errand = (struct errand){p, (const char(*)[LEARNT_SIZE])w->learnt,
                                c->params.unit == NULL ? "" : c->params.unit, NULL};
    struct err e = courier_queue_learnt(&c->queue, p->uuid, w->learnt);
    if (!failed(e)) {
        e = secret_open(&w->memory, EXCHANGE_WORDS + 64, &locked);
    }
    if (!failed(e)) {
        buf_init(&w->words, arena_alloc(&w->memory, EXCHANGE_WORDS), EXCHANGE_WORDS);
    }
    return e;
}

static void way_close(struct way *w)
{
    secret_close(&w->memory);
}

/* Asks the portal where it is; by_nothing when there is nothing to ask by. */
static struct outcome ask(struct way *w, struct outcome by_nothing)
{
    struct courier *c = w->c;
    struct exchange x;
    struct err why = ERR_OK;
    if (c->params.adapter->status == NULL || !c->params.adapter->status(&w->errand, &x)) {
        return by_nothing;
    }
    struct outcome out = {.status = 0};
    out.reading = line_talk(&c->line, &x, NULL, &out.status, &why);
    courier_mind(c, &out.reading, why);
    return out;
}

static struct outcome ask_status(struct way *w)
{
    return ask(w, trouble("no-number", MEANS_LATER));
}

/* A paper that is gone or spoilt needs a person; one that cannot be read just now, or for which
 * there is no memory, is tried again. */
static struct outcome closed_paper(struct err e)
{
    return e.code == ERR_NOT_FOUND || e.code == ERR_CORRUPT ? trouble("paper-lost", MEANS_REFUSED)
                                                            : trouble("disk", MEANS_LATER);
}

struct outcome courier_say(struct way *w, const struct exchange *x)
{
    struct courier *c = w->c;
    struct outcome out = {.status = 0};
    struct body body;
    struct err why = ERR_OK;
    body_open(&body, x, &w->words, w->parcel, c->outbox);
    out.reading = line_talk(&c->line, x, x->piece_count > 0 ? &body : NULL, &out.status, &why);
    body_close(&body);
    w->left = w->left || why.code != ERR_OFFLINE;
    if (failed(body.error)) {
        return closed_paper(body.error);
    }
    courier_mind(c, &out.reading, why);
    return out;
}

static bool is_large(const struct courier *c, const struct exchange *x)
{
    const size_t most = c->params.upload_above > 0 ? c->params.upload_above : COURIER_UPLOAD_ABOVE;
    return x->kind == EXCHANGE_PAPER && x->size > most && c->params.adapter->upload != NULL;
}

/* Sends what is frozen and keeps what it taught. */
static struct outcome send_frozen(struct way *w, const struct exchange *x, int i, bool done)
{
    struct courier *c = w->c;
    struct outcome out = is_large(c, x) ? courier_upload(w, x, i) : courier_say(w, x);
    if (out.reading.meaning == MEANS_STORED && !done && !failed(out.disk)) {
        out.disk = courier_queue_done(&c->queue, w->parcel->uuid, i, out.reading.learnt);
        snprintf(w->learnt[i], LEARNT_SIZE, "%s", out.reading.learnt);
    }
    return out;
}

static struct outcome refuse_frozen(struct err e)
{
    if (e.code == ERR_CORRUPT || e.code == ERR_NOT_FOUND) {
        return trouble("changed", MEANS_REFUSED);
    }
    return of_disk(e);
}

/* A create refused because its number is in use. Of one that may have arrived before, that is its
 * own work. One that was never sent is another's, or it was repeated somewhere on the way: an
 * answer that names us tells, and without one a person, whose retry then asks by the number. */
static struct outcome look_into_number(struct way *w, bool before)
{
    const struct outcome out = ask_status(w);
    const bool here = out.reading.meaning == MEANS_RECEIVED;
    if (out.reading.meaning == MEANS_FORGOTTEN) {
        return trouble("conflict", MEANS_REFUSED);
    }
    return here && !before && !out.reading.ours ? trouble("whose-file", MEANS_REFUSED) : out;
}

/* The number is another's. One such answer may be spoilt, and to begin anew with another number
 * would double what is there under this one: a person looks, her retry asks again, and only when
 * the same is said then does it begin anew. */
static struct outcome mind_taken(struct way *w, struct outcome out)
{
    struct courier *c = w->c;
    const int64_t now = courier_now_ms(c);
    int64_t since = now;
    if (strcmp(out.reading.reason, "taken") != 0) {
        return out;
    }
    out.reading.meaning = MEANS_REFUSED;
    out.disk = courier_queue_doubt(&c->queue, w->parcel->uuid, now, &since);
    if (!failed(out.disk) && since != now) { /* said before, and a person let it go on */
        out.reading.meaning = MEANS_LATER;
        out.disk = courier_queue_forget(&c->queue, w->parcel->uuid);
    }
    return out;
}

/* Request number i of the parcel, unless it is done. */
static struct outcome send_one(struct way *w, int i)
{
    struct courier *c = w->c;
    struct exchange x;
    struct courier_request request = {false, false};
    buf_clear(&w->words);
    struct err e = c->params.adapter->exchange(&w->errand, i, &w->words, &x);
    if (failed(e)) {
        return trouble("unfit", MEANS_REFUSED);
    }
    e = courier_queue_freeze(&c->queue, &c->key, i, &x, &w->words, &request);
    if (failed(e)) {
        return refuse_frozen(e);
    }
    if (request.done && !x.again) {
        return trouble("", MEANS_STORED);
    }
    if (request.before && x.ask_first) {
        const struct outcome out = ask_status(w);
        if (out.reading.meaning != MEANS_FORGOTTEN) {
            return mind_taken(w, out);
        }
        e = courier_queue_no_doubt(&c->queue, w->parcel->uuid);
        if (failed(e)) {
            return of_disk(e);
        }
    }
    const struct outcome out = send_frozen(w, &x, i, request.done);
    return out.reading.meaning == MEANS_CONFLICT && x.ask_first
               ? mind_taken(w, look_into_number(w, request.before))
               : out;
}

/* Other bytes may only seem to be there: the status tells whose they are, and where nobody can be
 * asked, time. */
static struct outcome look_into_conflict(struct way *w, struct outcome out)
{
    struct courier *c = w->c;
    if (c->params.adapter->status == NULL) {
        out.disk =
            courier_queue_doubt(&c->queue, w->parcel->uuid, courier_now_ms(c), &out.doubt_ms);
        return out;
    }
    const struct outcome asked = ask_status(w);
    return asked.reading.meaning == MEANS_FORGOTTEN ? out : asked;
}

static struct outcome send_all(struct way *w)
{
    struct outcome out = trouble("", MEANS_STORED);
    for (int i = 0; out.reading.meaning == MEANS_STORED && !failed(out.disk); i++) {
        INVARIANT(i < ADAPTER_STEPS); /* EXCHANGE_RECORD is the last, and never STORED */
        out = send_one(w, i);
    }
    if (out.reading.meaning == MEANS_CONFLICT) {
        out = look_into_conflict(w, out);
    }
    if (out.reading.replan) {
        out.disk = courier_queue_forget(&w->c->queue, w->parcel->uuid);
    }
    return out;
}

/* After a lost courier.db a portal that mints numbers might take what it has for something new. */
static struct outcome send_known(struct way *w, const struct dispatch_item *item)
{
    bool lost = false;
    if (w->c->params.adapter->mints && item->attempts > 1) {
        const struct err e = courier_queue_lost(&w->c->queue, item->uuid, item->saved_at, &lost);
        if (failed(e)) {
            return of_disk(e);
        }
    }
    return lost ? trouble("queue-lost", MEANS_REFUSED) : send_all(w);
}

static struct outcome do_parcel(struct courier *c, const struct dispatch_item *item,
                                const struct parcel *p)
{
    struct way w;
    const struct err e = way_open(&w, c, p);
    if (failed(e)) {
        return of_disk(e);
    }
    struct outcome out = item->state == OUTBOX_SENT ? ask_status(&w) : send_known(&w, item);
    if (out.reading.papers_missing || out.reading.meaning == MEANS_FORGOTTEN) {
        out.disk = courier_queue_restart(&c->queue, item->uuid);
    }
    if (item->state == OUTBOX_SENT && out.reading.papers_missing && !failed(out.disk)) {
        w.missing = true;
        out = send_all(&w);
    }
    out.left = w.left;
    if (c->params.citizens != NULL &&
        (out.reading.meaning == MEANS_SENT || out.reading.meaning == MEANS_RECEIVED)) {
        citizens_sent(c->params.citizens, item->uuid, out.reading.signed_in);
    }
    way_close(&w);
    return out;
}

struct outcome courier_ask(struct courier *c, const struct dispatch_item *item)
{
    struct parcel p = {0};
    struct way w;
    memcpy(p.uuid, item->uuid, sizeof p.uuid);
    memcpy(p.sha256, item->sha256, sizeof p.sha256);
    const struct err e = way_open(&w, c, &p);
    if (failed(e)) {
        return of_disk(e);
    }
    /* Without a number nothing was ever created under one. */
    const struct outcome out = ask(&w, trouble("forgotten", MEANS_FORGOTTEN));
    way_close(&w);
    return out;
}

struct outcome courier_send(struct courier *c, const struct dispatch_item *item)
{
    struct parcel p;
    struct err e = dispatch_load(c->outbox, &c->key, item->uuid, &p);
    if (failed(e)) {
        struct outcome out = trouble(reason_of(e), MEANS_REFUSED);
        out.disk = courier_is_ours(out.reading.reason) ? ERR_OK : e;
        return out;
    }
    struct outcome out = {.disk = dispatch_keep_slip(c->outbox, &p)};
    if (!failed(out.disk)) {
        out = do_parcel(c, item, &p);
    }
    dispatch_wipe(c->outbox, &p);
    return out;
}
