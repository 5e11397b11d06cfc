/* After RECEIVED the portal is asked where the file stands: hourly on the first day, then every six
 * hours for a week, then daily, until it is final or 90 days old. One question is one exchange
 * without a body; where the portal gave a version of its answer, it may say that nothing changed.
 * Nobody waits for it: whatever is to be sent goes first, and trouble of the line ends it. */
#include <stdio.h>
#include <string.h>

#include "app/courier/courier_inside.h"
#include "app/courier/verdict.h"

#define MINUTE_MS ((int64_t)60 * 1000)
#define HOUR_MS   (60 * MINUTE_MS)
#define DAY_S     ((int64_t)24 * 60 * 60)
#define WEEK_S    (7 * DAY_S)
#define NO_MORE   (-1)

/* Not accepted, stopped, handed over: nothing follows these. */
static bool is_final(int state)
{
    return state == 3 || state == 8 || state == 10;
}

/* A random time around the interval, at least a minute: 500 kiosks do not come in step. */
int64_t courier_follow_ms(struct courier *c, int64_t since_s)
{
    const int64_t now = courier_now_ms(c);
    const int64_t age_s = now / 1000 - since_s;
    if (age_s >= COURIER_ASK_DAYS * DAY_S) {
        return NO_MORE;
    }
    const int64_t interval = age_s < DAY_S ? HOUR_MS : age_s < WEEK_S ? 6 * HOUR_MS : 24 * HOUR_MS;
    const struct backoff wide = {c->params.random, 2 * (interval - MINUTE_MS), 48 * HOUR_MS};
    return now + MINUTE_MS + backoff_ms(&wide, 1);
}

/* What an answer of the portal's own says; false when it says nothing of this file. */
static bool understand(struct courier *c, const struct dispatch_question *q,
                       const struct reading *r, struct dispatch_word *ret_word)
{
    /* Another number would be about another file. */
    const bool about_it = r->meaning == MEANS_RECEIVED || r->meaning == MEANS_SENT;
    if (!about_it || r->state <= 0 || strcmp(r->file_number, q->file_number) != 0) {
        return false;
    }
    struct dispatch_word w = {
        .told = {.state = r->state,
                 .papers_asked = r->state == PORTAL_STATE_PAPERS || r->papers_missing,
                 .reasoned = r->reasoned,
                 .results = r->results},
        .ask_ms = is_final(r->state) ? NO_MORE : courier_follow_ms(c, q->since_s),
    };
    snprintf(w.version, sizeof w.version, "%s", r->version);
    snprintf(w.state_text, sizeof w.state_text, "%s",
             r->state_text[0] != '\0' ? r->state_text : portal_state_words(r->state));
    *ret_word = w;
    return true;
}

static struct err ask_one(struct courier *c, const struct dispatch_question *q)
{
    char learnt[ADAPTER_STEPS][LEARNT_SIZE] = {{0}};
    struct parcel p = {.json = ""};
    struct exchange x;
    struct dispatch_word word;
    struct err why = ERR_OK;
    int status = 0;
    snprintf(p.uuid, sizeof p.uuid, "%s", q->uuid);
    snprintf(p.sha256, sizeof p.sha256, "%s", q->sha256);
    snprintf(learnt[0], sizeof learnt[0], "%s", q->file_number);
    const struct errand errand = {&p, (const char(*)[LEARNT_SIZE])learnt, "", q->version};
    const int64_t next = courier_follow_ms(c, q->since_s);
    const struct adapter *adapter = c->params.adapter;
    if (next == NO_MORE || adapter->status == NULL || !adapter->status(&errand, &x)) {
        return dispatch_ask_again(c->outbox, q->uuid, NO_MORE);
    }
    c->line_lost = false;
    const struct reading r = line_talk(&c->line, &x, NULL, &status, &why);
    courier_mind(c, &r, why);
    if (understand(c, q, &r, &word)) {
        return dispatch_told(c->outbox, q->uuid, &word);
    }
    /* Without a line it stays due: the gate says when. */
    return c->line_lost ? ERR_OK : dispatch_ask_again(c->outbox, q->uuid, next);
}

struct err courier_follow(struct courier *c, bool (*may_go_on)(struct courier *c))
{
    struct dispatch_question q;
    struct err e = ERR_OK;
    for (int i = 0; i < COURIER_QUESTIONS && may_go_on(c) && !failed(e); i++) {
        e = dispatch_next_question(c->outbox, courier_now_ms(c), &q);
        if (!failed(e)) {
            e = ask_one(c, &q);
        }
    }
    return e.code == ERR_NOT_FOUND ? ERR_OK : e;
}
