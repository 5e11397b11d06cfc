#include "platform/sim/portal/calls.h"

#include <stdio.h>
#include <string.h>

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

void calls_answer(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply)
{
    const char *kiosk = q->path + sizeof head - 1;
    if (!rest_allowed(p, q)) {
        rest_refuse(ret_reply, 401, "unauthorized", "", "the bearer token is missing or wrong");
        ret_reply->challenge = true;
        return;
    }
    if (strcmp(q->method, "PUT") != 0) {
        rest_refuse(ret_reply, 405, "method", "", "send it with PUT");
        ret_reply->allow = "PUT";
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
