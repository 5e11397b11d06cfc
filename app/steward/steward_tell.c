#include <stdio.h>
#include <string.h>

#include "app/outbox/seal.h"
#include "app/steward/steward_inside.h"

/* --- one word --------------------------------------------------------------------------------- */

int steward_post(struct steward *s, const char *href, const char *rest, const char *body,
                 size_t size, int64_t *ret_retry_after_s)
{
    char whole[DDI_HREF];
    struct http_answer a = {.retry_after_s = -1};
    *ret_retry_after_s = -1;
    const int length = snprintf(whole, sizeof whole, "%.*s%s", (int)strcspn(href, "?"), href, rest);
    if (length < 0 || length >= (int)sizeof whole) {
        return 404; /* nobody can be told behind such a link */
    }
    const struct ddi_ask ask = {.method = "POST", .href = whole, .body = body, .size = size};
    const struct err e = ddi_line_ask(s->params.line, &ask, &a);
    s->online = !failed(e);
    *ret_retry_after_s = a.retry_after_s;
    return failed(e) ? 0 : a.status;
}

static int post_status(struct steward *s, const char *href, struct ddi_status *status,
                       int64_t *ret_retry_after_s)
{
    char storage[DDI_STATUS_MAX];
    struct buf body;
    buf_init(&body, storage, sizeof storage);
    status->time_ms = s->params.clock->ops->now_s(s->params.clock) * 1000;
    ddi_status_write(&body, status);
    return steward_post(s, href, "/feedback", body.data, body.len, ret_retry_after_s);
}

static bool is_taken(int status)
{
    return (status >= 200 && status < 300) || status == 404 || status == 410;
}

static int64_t again(struct steward *s, int *tries, int64_t retry_after_s)
{
    ++*tries;
    return steward_now(s) + schedule_again_ms(&s->schedule, *tries, retry_after_s);
}

/* --- on the way ------------------------------------------------------------------------------- */

static struct ddi_status status_of(const struct plan *p)
{
    struct ddi_status st = {.execution = DDI_PROCEEDING, .finished = DDI_NONE, .code = -1};
    switch (p->state) {
    case PLAN_OFFERED:
        st.execution = DDI_SCHEDULED;
        st.details[0] = "waits until it may be fetched";
        return st;
    case PLAN_DOWNLOADING:
        st.execution = DDI_DOWNLOAD;
        st.details[0] = "is being fetched";
        return st;
    case PLAN_VERIFIED:
    case PLAN_WAIT_IDLE:
        st.execution = DDI_DOWNLOADED;
        st.details[0] = "fetched and verified; waits until nobody is at the kiosk";
        return st;
    case PLAN_INSTALLING:
        st.details[0] = "is being installed";
        return st;
    case PLAN_INSTALLED:
        st.details[0] = "installed; waits for a restart";
        return st;
    case PLAN_REBOOTING:
        st.details[0] = "restarts";
        return st;
    case PLAN_TRIAL:
        st.details[0] = plan_bundle(p) < 0 ? "in use when nobody is there; waits for a first visit"
                                           : "runs; waits for the gate of health";
        return st;
    case PLAN_IDLE:
    case PLAN_REPORT:
    case PLAN_STATES:
    default:
        return st;
    }
}

/* "resumed" once after a restart. False: not told; 404 and 410 are in *ret_status. */
static bool tell_resumed(struct steward *s, int *ret_status, int64_t *ret_retry_after_s)
{
    struct ddi_status st = {.execution = DDI_RESUMED,
                            .finished = DDI_NONE,
                            .code = -1,
                            .details = {plan_state_name(s->plan.state)}};
    *ret_status = 200;
    if (!s->owes_resumed) {
        return true;
    }
    *ret_status = post_status(s, s->plan.href, &st, ret_retry_after_s);
    /* What it does not want to hear is not said twice. */
    s->owes_resumed = *ret_status == 0 || *ret_status == 429 || *ret_status >= 500;
    return !s->owes_resumed;
}

struct err steward_tell_on_the_way(struct steward *s)
{
    int64_t later = -1;
    int status = 0;
    struct plan next = s->plan;
    if (!tell_resumed(s, &status, &later)) {
        s->report_ms = again(s, &s->report_tries, later);
        return ERR_OK;
    }
    struct ddi_status st = status_of(&s->plan);
    if (status != 404 && status != 410) {
        status = post_status(s, s->plan.href, &st, &later);
    }
    if (status == 404) { /* not even that it ended */
        const struct err e = steward_mark_lost(s);
        if (failed(e)) {
            return e;
        }
    }
    if (status == 404 || status == 410) {
        s->noted = true;
        s->etag[0] = '\0';
        plan_withdrawn(&next);
        return next.state == s->plan.state ? ERR_OK : steward_save(s, &next);
    }
    if (status == 0 || status == 429 || status >= 500) {
        s->report_ms = again(s, &s->report_tries, later);
        return ERR_OK;
    }
    s->noted = true;
    s->report_tries = 0;
    return ERR_OK;
}

/* --- the end ---------------------------------------------------------------------------------- */

/* What staff are told of it, and that the server asks for our attributes anew. */
static struct err keep_end(struct steward *s, const struct plan_result *r)
{
    char text[JOURNAL_TEXT];
    const int64_t now = s->params.clock->ops->now_s(s->params.clock);
    const int code = r->finished == DDI_FAILURE ? r->code : 0;
    (void)snprintf(text, sizeof text, "%d %lld", code, (long long)now);
    const struct err e = action_journal_set_fact(&s->journal, "ended", text);
    if (failed(e)) {
        return e;
    }
    s->ended_code = code;
    s->ended_s = now;
    return action_journal_set_fact(&s->journal, "finished", "1");
}

struct err steward_tell_report(struct steward *s)
{
    const struct plan_result *r = &s->plan.result;
    struct plan next = s->plan;
    int64_t later = -1;
    int status = 0;
    if (!tell_resumed(s, &status, &later)) {
        s->report_ms = again(s, &s->report_tries, later);
        return ERR_OK;
    }
    if (status != 404 && status != 410) {
        struct ddi_status st = {.execution = r->execution,
                                .finished = r->finished,
                                .code = r->code,
                                .details = {s->bare ? NULL : r->detail}};
        status = post_status(s, s->plan.href, &st, &later);
    }
    if (is_taken(status)) {
        const struct err e = keep_end(s, r);
        if (failed(e)) {
            return e;
        }
        plan_reported(&next);
        s->etag[0] = '\0'; /* what is next may have been there before */
        schedule_hurry(&s->schedule, steward_now(s));
        return steward_save(s, &next);
    }
    s->bare |= status == 400;
    s->report_ms = again(s, &s->report_tries, later);
    return ERR_OK;
}

struct err steward_tell_cancel(struct steward *s)
{
    struct plan next = s->plan;
    int64_t later = -1;
    const enum reason reason = next.cancel_granted ? REASON_CANCELLED : REASON_TOO_LATE;
    struct ddi_status st = {.execution = next.cancel_granted ? DDI_CLOSED : DDI_REJECTED,
                            .finished = next.cancel_granted ? DDI_SUCCESS : DDI_NONE,
                            .code = (int)reason,
                            .details = {reason_sentence_of(reason)}};
    const int status = post_status(s, next.cancel_href, &st, &later);
    /* 405: it is not being cancelled any more. */
    if (is_taken(status) || status == 405) {
        steward_say(s, next.cancel_granted ? "cancelled" : "not cancelled", "");
        plan_cancel_told(&next);
        s->behind = false;
        s->etag[0] = '\0';
        schedule_hurry(&s->schedule, steward_now(s));
        return steward_save(s, &next);
    }
    s->cancel_ms = again(s, &s->cancel_tries, later);
    return ERR_OK;
}

/* --- attributes ------------------------------------------------------------------------------- */

struct err steward_mark_lost(struct steward *s)
{
    char text[JOURNAL_TEXT];
    s->lost_s = s->params.clock->ops->now_s(s->params.clock);
    steward_say(s, "lost", "the server does not know this kiosk any more");
    (void)snprintf(text, sizeof text, "%lld", (long long)s->lost_s);
    const struct err e = action_journal_set_fact(&s->journal, "lost", text);
    return failed(e) ? e : action_journal_set_fact(&s->journal, "denied", "");
}

/* Asked again for what it was told, though nothing ended since: it begins anew with us. */
static void watch_for_loss(struct steward *s, const char *known, const char *hex)
{
    char finished[JOURNAL_TEXT];
    if (strcmp(known, hex) == 0 &&
        !failed(action_journal_fact(&s->journal, "finished", finished)) && finished[0] == '\0') {
        (void)failed(steward_mark_lost(s)); /* not on the disk it is told again */
    }
}

static int attributes_of(struct steward *s, const struct slots_view *view,
                         struct ddi_attribute list[DDI_ATTRIBUTES])
{
    int n = 0;
    list[n++] = (struct ddi_attribute){"version", view->running};
    list[n++] = (struct ddi_attribute){"slot", view->booted};
    list[n++] = (struct ddi_attribute){"hardware", view->compatible};
    for (int i = 0; i < s->params.attribute_count && n < DDI_ATTRIBUTES; i++) {
        list[n++] = s->params.attributes[i];
    }
    if (s->params.describe != NULL) {
        n += s->params.describe(s->params.context, list + n, DDI_ATTRIBUTES - n);
    }
    return n;
}

bool steward_tell_attributes(struct steward *s, const char *href)
{
    static char storage[DDI_ATTRIBUTES_MAX]; /* one thread; too large for its stack */
    struct ddi_attribute list[DDI_ATTRIBUTES];
    char known[JOURNAL_TEXT];
    char hex[SEAL_HEX];
    char own[DDI_HREF];
    uint8_t hash[SEAL_HASH];
    struct slots_view view;
    struct buf body;
    struct http_answer a = {0};
    if (!steward_look(s, &view) && href[0] == '\0') {
        return true; /* what runs is not known just now: what was told of it stays */
    }
    buf_init(&body, storage, sizeof storage);
    ddi_attributes_write(&body, list, attributes_of(s, &view, list));
    seal_hash(body.data, body.len, hash);
    seal_hex(hash, hex);
    if (failed(action_journal_fact(&s->journal, "attributes", known)) ||
        (href[0] == '\0' && strcmp(known, hex) == 0)) {
        return true; /* not asked for, and nothing new */
    }
    if (href[0] != '\0') {
        watch_for_loss(s, known, hex);
    }
    snprintf(own, sizeof own, "%.400s/configData", s->params.url);
    const struct ddi_ask ask = {
        .method = "PUT", .href = href[0] != '\0' ? href : own, .body = body.data, .size = body.len};
    const struct err e = ddi_line_ask(s->params.line, &ask, &a);
    return !failed(e) && a.status < 300 &&
           !failed(action_journal_set_fact(&s->journal, "finished", "")) &&
           !failed(action_journal_set_fact(&s->journal, "attributes", hex));
}
