#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/outbox/seal.h"
#include "app/steward/steward_inside.h"

#define DAY_S 86400

/* A page of the server's: its JSON is in *ret_answer. */
static struct err get(struct steward *s, const char *href, const char *etag,
                      struct http_answer *ret_answer)
{
    const struct ddi_ask ask = {.method = "GET", .href = href, .if_none_match = etag};
    return ddi_line_ask(s->params.line, &ask, ret_answer);
}

/* --- tasks ------------------------------------------------------------------------------------ */

/* What is given us to install. ret_done: it was dealt with, or there is nothing to deal with. */
static struct err take_deployment(struct steward *s, const struct ddi_poll *poll, bool *ret_done)
{
    static struct ddi_deployment d; /* one thread; too large for its stack */
    struct slots_view view;
    struct http_answer a = {0};
    *ret_done = !plan_wants(&s->plan, poll->id, poll->href);
    if (*ret_done || failed(get(s, poll->href, NULL, &a))) {
        return ERR_OK;
    }
    if (a.status == 404 || a.status == 410) { /* being cancelled, or not ours */
        *ret_done = true;
        return ERR_OK;
    }
    if (a.status != 200 || failed(ddi_deployment_read(a.body, a.size, false, &d)) ||
        strcmp(d.id, poll->id) != 0) {
        steward_say(s, "no deployment", poll->id);
        return ERR_OK;
    }
    struct plan next = s->plan;
    (void)steward_look(s, &view);
    plan_offered(&next, &d, poll->href, &view);
    *ret_done = true;
    return steward_save(s, &next);
}

static struct err take_cancel(struct steward *s, const struct ddi_poll *poll, bool *ret_done)
{
    char stop[DDI_ID];
    struct http_answer a = {0};
    struct plan next = s->plan;
    if (next.cancel_href[0] != '\0' || failed(get(s, poll->href, NULL, &a))) {
        return ERR_OK;
    }
    if (a.status != 200 || failed(ddi_cancel_read(a.body, a.size, stop))) {
        *ret_done = a.status == 404 || a.status == 410;
        return ERR_OK;
    }
    plan_cancelled(&next, stop, poll->href);
    s->cancel_ms = 0;
    s->cancel_tries = 0;
    return steward_save(s, &next); /* the server is asked again before it counts as dealt with */
}

/* By its link, which tells what is behind it: a server that lost everything counts ids anew. */
static void link_digest(const char *href, char ret_hex[SEAL_HEX])
{
    uint8_t hash[SEAL_HASH];
    seal_hash(href, strlen(href), hash);
    seal_hex(hash, ret_hex);
}

/* Nobody stands at a kiosk to be asked: yes to what it could take, no to what it could not. */
static struct err take_confirmation(struct steward *s, const struct ddi_poll *poll, bool *ret_done)
{
    static struct ddi_deployment d; /* as above */
    char denied[JOURNAL_TEXT];
    char link[SEAL_HEX];
    char storage[DDI_STATUS_MAX];
    struct slots_view view;
    struct http_answer a = {0};
    struct buf body;
    int64_t later = -1;
    struct err e = action_journal_fact(&s->journal, "denied", denied);
    link_digest(poll->href, link);
    if (failed(e) || (*ret_done = strcmp(denied, link) == 0)) {
        return e; /* said no already: it is offered again at every poll */
    }
    if (failed(get(s, poll->href, NULL, &a)) || a.status != 200 ||
        failed(ddi_deployment_read(a.body, a.size, true, &d))) {
        return ERR_OK;
    }
    (void)steward_look(s, &view);
    const enum reason reason = plan_judge(&d, &view);
    buf_init(&body, storage, sizeof storage);
    ddi_confirm_write(&body, reason == REASON_DONE, reason);
    const int status = steward_post(s, poll->href, "/feedback", body.data, body.len, &later);
    *ret_done = status == 404 || status == 410;
    steward_say(s, reason == REASON_DONE ? "confirmed" : "denied", poll->id);
    return reason != REASON_DONE && status == 200
               ? action_journal_set_fact(&s->journal, "denied", link)
               : ERR_OK;
}

static struct err take_nothing(struct steward *s, bool *ret_done)
{
    struct plan next = s->plan;
    *ret_done = true;
    plan_withdrawn(&next);
    return next.state == s->plan.state ? ERR_OK : steward_save(s, &next);
}

static struct err take_task(struct steward *s, const struct ddi_poll *poll, bool *ret_done)
{
    switch (poll->task) {
    case DDI_DEPLOYMENT:
        return take_deployment(s, poll, ret_done);
    case DDI_CANCEL:
        return take_cancel(s, poll, ret_done);
    case DDI_CONFIRMATION:
        return take_confirmation(s, poll, ret_done);
    case DDI_NOTHING:
    default:
        return take_nothing(s, ret_done);
    }
}

/* --- the poll --------------------------------------------------------------------------------- */

static int64_t today_of(struct steward *s)
{
    return s->params.clock->ops->now_s(s->params.clock) / DAY_S;
}

static bool is_misdated(const struct steward *s)
{
    return s->params.misdated != NULL && s->params.misdated(s->params.context);
}

struct err steward_mark_newer(struct steward *s)
{
    char text[JOURNAL_TEXT];
    snprintf(text, sizeof text, "%lld", (long long)today_of(s));
    text[0] = is_misdated(s) ? '\0' : text[0]; /* then from the first day that is known */
    s->frozen_days = 0;
    return action_journal_set_fact(&s->journal, "offered", text);
}

/* A server that answers and never has anything newer may be somebody who holds updates back: what
 * anybody can offer, an older version or a file that nobody signed, does not count. A clock that is
 * put right after its battery was empty makes nothing of it a hundred days older. */
static struct err watch_for_frost(struct steward *s)
{
    char text[JOURNAL_TEXT];
    const int64_t today = today_of(s);
    struct err e = action_journal_fact(&s->journal, "offered", text);
    const int64_t last = strtol(text, NULL, 10);
    if (failed(e) || is_misdated(s)) {
        return e;
    }
    if (text[0] == '\0' || last > today) {
        return steward_mark_newer(s);
    }
    s->frozen_days = 0;
    if (today - last <= STEWARD_FROZEN_DAYS) {
        return ERR_OK;
    }
    s->frozen_days = (int)(today - last);
    if (today != s->frost_day) {
        s->frost_day = today;
        snprintf(text, sizeof text, "%lld days", (long long)(today - last));
        steward_say(s, "frozen", text);
    }
    return ERR_OK;
}

static struct err keep_sleep(struct steward *s, int64_t before)
{
    char text[JOURNAL_TEXT];
    snprintf(text, sizeof text, "%lld", (long long)s->schedule.sleep_s);
    return before == s->schedule.sleep_s ? ERR_OK
                                         : action_journal_set_fact(&s->journal, "sleep", text);
}

static struct err answered(struct steward *s, const struct http_answer *a)
{
    struct ddi_poll poll;
    char etag[PLAN_ETAG];
    bool done = false;
    const int64_t before = s->schedule.sleep_s;
    /* The answer's body is the line's until the next exchange. */
    const size_t length = strlen(a->wanted[DDI_ETAG]);
    const bool fine = length < sizeof etag && ddi_etag_is_fine(a->wanted[DDI_ETAG]);
    memcpy(etag, a->wanted[DDI_ETAG], fine ? length : 0);
    etag[fine ? length : 0] = '\0';
    if (failed(ddi_poll_read(a->body, a->size, &poll))) {
        steward_say(s, "poll", "the answer is none");
        schedule_failed(&s->schedule, steward_now(s), -1);
        return ERR_OK;
    }
    schedule_answered(&s->schedule, steward_now(s), poll.sleep_s);
    struct err e = keep_sleep(s, before);
    e = failed(e) ? e : watch_for_frost(s);
    e = failed(e) ? e : take_task(s, &poll, &done);
    const bool told = steward_tell_attributes(s, poll.configure);
    s->behind = !done;
    /* Only an answer that was dealt with need not come again. */
    snprintf(s->etag, sizeof s->etag, "%s", !failed(e) && done && told ? etag : "");
    return e;
}

struct err steward_poll(struct steward *s)
{
    struct http_answer a = {0};
    char text[16];
    const struct err e = get(s, s->params.url, s->etag, &a);
    s->online = !failed(e);
    if (!failed(e) && (a.status == 200 || a.status == 304)) {
        s->answered_ms = steward_now(s);
    }
    if (!failed(e) && a.status == 200) {
        return answered(s, &a);
    }
    if (!failed(e) && a.status == 304) {
        schedule_answered(&s->schedule, steward_now(s), -1);
        (void)steward_tell_attributes(s, "");
        return watch_for_frost(s);
    }
    snprintf(text, sizeof text, "%d", a.status);
    steward_say(s, "poll", failed(e) ? e.at : text);
    schedule_failed(&s->schedule, steward_now(s), failed(e) ? -1 : a.retry_after_s);
    return ERR_OK;
}
