#include "platform/sim/portal/calls.h"

#include <stdio.h>
#include <string.h>

#include "platform/port_portal.h"
#include "platform/sim/portal/rest.h"

static const char head[] = "/calls/";
static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

void calls_init(struct calls *s)
{
    memset(s, 0, sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
}

void calls_done(struct calls *s)
{
    pthread_mutex_destroy(&s->lock);
}

bool calls_is_path(const char *path)
{
    return strncmp(path, head, sizeof head - 1) == 0;
}

static bool is_word(const char *text, size_t cap)
{
    return text != NULL && strlen(text) < cap && text[strspn(text, letters)] == '\0';
}

/* The kiosk's own place, else a free one, else the oldest. */
static struct kiosk_call *place(struct calls *s, const char *kiosk)
{
    struct kiosk_call *best = &s->open[0];
    for (int i = 0; i < CALLS_MAX; i++) {
        struct kiosk_call *c = &s->open[i];
        if (strcmp(c->kiosk, kiosk) == 0) {
            return c;
        }
        if (best->kiosk[0] != '\0' && (c->kiosk[0] == '\0' || c->at < best->at)) {
            best = c;
        }
    }
    return best;
}

static void keep(struct calls *s, const struct kiosk_call *call, bool open)
{
    pthread_mutex_lock(&s->lock);
    struct kiosk_call *c = place(s, call->kiosk);
    if (open) {
        *c = *call;
    } else if (strcmp(c->kiosk, call->kiosk) == 0) {
        *c = (struct kiosk_call){.at = 0};
    }
    pthread_mutex_unlock(&s->lock);
}

/* NULL: that kiosk does not call. The caller holds the lock. */
static struct kiosk_call *find(struct calls *s, const char *kiosk)
{
    for (int i = 0; i < CALLS_MAX; i++) {
        if (kiosk[0] != '\0' && strcmp(s->open[i].kiosk, kiosk) == 0) {
            return &s->open[i];
        }
    }
    return NULL;
}

bool calls_come(struct calls *s, const char *kiosk)
{
    pthread_mutex_lock(&s->lock);
    struct kiosk_call *c = find(s, kiosk);
    if (c != NULL) {
        c->coming = true;
    }
    pthread_mutex_unlock(&s->lock);
    return c != NULL;
}

bool calls_close(struct calls *s, const char *until)
{
    if (!portal_until_ok(until)) {
        return false;
    }
    pthread_mutex_lock(&s->lock);
    snprintf(s->closed_until, sizeof s->closed_until, "%s", until);
    pthread_mutex_unlock(&s->lock);
    return true;
}

void calls_closed(struct calls *s, char ret_until[6])
{
    pthread_mutex_lock(&s->lock);
    memcpy(ret_until, s->closed_until, sizeof s->closed_until);
    pthread_mutex_unlock(&s->lock);
}

static void tell_one(struct portal *p, const char *kiosk, struct portal_reply *ret_reply)
{
    char until[6];
    pthread_mutex_lock(&p->calls.lock);
    const struct kiosk_call *c = find(&p->calls, kiosk);
    const bool there = c != NULL;
    const bool coming = there && c->coming;
    pthread_mutex_unlock(&p->calls.lock);
    calls_closed(&p->calls, until);
    if (!there) {
        rest_refuse(ret_reply, 404, "unknown", "", "this kiosk does not call");
        return;
    }
    const bool closed = !coming && until[0] != '\0';
    reply_json(ret_reply, 200,
               json_pack("{s:s, s:s}", "state",
                         coming   ? "coming"
                         : closed ? "closed"
                                  : "open",
                         "until", closed ? until : ""));
}

void calls_answer(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply)
{
    const char *kiosk = q->path + sizeof head - 1;
    if (!rest_allowed(p, q)) {
        rest_refuse(ret_reply, 401, "unauthorized", "", "the bearer token is missing or wrong");
        ret_reply->challenge = true;
        return;
    }
    if (strcmp(q->method, "GET") == 0) {
        tell_one(p, kiosk, ret_reply);
        return;
    }
    if (strcmp(q->method, "PUT") != 0) {
        rest_refuse_method(ret_reply, "GET, PUT", "send it with PUT, ask with GET");
        return;
    }
    json_t *o = json_loadb(q->body, q->size, JSON_REJECT_DUPLICATES, NULL);
    const char *state = json_string_value(json_object_get(o, "state"));
    const char *language = json_string_value(json_object_get(o, "language"));
    const char *page = json_string_value(json_object_get(o, "page"));
    struct kiosk_call call = {.at = q->now};
    const bool open = state != NULL && strcmp(state, "open") == 0;
    const bool over = state != NULL && strcmp(state, "over") == 0;
    if (kiosk[0] == '\0' || !is_word(kiosk, sizeof call.kiosk) || (!open && !over) ||
        !is_word(language, sizeof call.language) || !is_word(page, sizeof call.page)) {
        rest_refuse(ret_reply, 422, "bad-call", "", "send state (open, over), language and page");
    } else {
        snprintf(call.kiosk, sizeof call.kiosk, "%s", kiosk);
        snprintf(call.language, sizeof call.language, "%s", language);
        snprintf(call.page, sizeof call.page, "%s", page);
        keep(&p->calls, &call, open);
        reply_set(ret_reply, 200, "application/json", "{\"ok\":true}", 11);
    }
    json_decref(o);
}

int calls_list(struct calls *s, struct kiosk_call ret_calls[CALLS_MAX])
{
    int count = 0;
    pthread_mutex_lock(&s->lock);
    for (int i = 0; i < CALLS_MAX; i++) {
        if (s->open[i].kiosk[0] != '\0') {
            ret_calls[count++] = s->open[i];
        }
    }
    pthread_mutex_unlock(&s->lock);
    return count;
}

void calls_tell(struct portal *p, struct portal_reply *ret_reply)
{
    struct kiosk_call open[CALLS_MAX];
    json_t *list = json_array();
    const int count = calls_list(&p->calls, open);
    for (int i = 0; i < count; i++) {
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "kiosk", open[i].kiosk, "language",
                                              open[i].language, "page", open[i].page));
    }
    reply_json(ret_reply, 200, list);
}
