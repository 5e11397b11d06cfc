#include "platform/sim/portal/queue.h"

#include <stdio.h>
#include <string.h>

#include "platform/sim/portal/rest.h"

#define MINUTES_EACH 5

void queue_init(struct queue *s)
{
    memset(s, 0, sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
}

void queue_done(struct queue *s)
{
    pthread_mutex_destroy(&s->lock);
}

bool queue_is_path(const char *path)
{
    return strcmp(path, "/tickets") == 0;
}

/* The number of this key, or a new one. */
static int number_of(struct queue *s, const char *key)
{
    for (int i = 0; i < QUEUE_KEYS; i++) {
        if (s->given[i].number > 0 && strcmp(s->given[i].key, key) == 0) {
            return s->given[i].number;
        }
    }
    s->last++;
    const int at = s->last % QUEUE_KEYS;
    snprintf(s->given[at].key, sizeof s->given[at].key, "%s", key);
    s->given[at].number = s->last;
    return s->last;
}

/* Which counter serves what; 1 serves everything. */
static int counter_of(const char *service)
{
    return strcmp(service, "land") == 0 || strcmp(service, "construction") == 0 ? 3
           : strcmp(service, "support") == 0                                    ? 2
                                                                                : 1;
}

void queue_answer(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply)
{
    if (strcmp(q->method, "POST") != 0) {
        rest_refuse_method(ret_reply, "POST", "send it with POST");
        return;
    }
    json_t *o = json_loadb(q->body, q->size, JSON_REJECT_DUPLICATES, NULL);
    const char *service = json_string_value(json_object_get(o, "service"));
    const char *key = q->idempotency_key;
    if (service == NULL || key == NULL || key[0] == '\0' || strlen(key) >= 40) {
        rest_refuse(ret_reply, 400, "bad-request", "service",
                    "send {\"service\": ...} with an Idempotency-Key of at most 39 letters");
        json_decref(o);
        return;
    }
    pthread_mutex_lock(&p->queue.lock);
    const bool closed = p->queue.closed;
    const int number = closed ? 0 : number_of(&p->queue, key);
    pthread_mutex_unlock(&p->queue.lock);
    if (closed) {
        rest_refuse(ret_reply, 409, "closed", "", "no numbers are given now");
    } else {
        char text[16];
        snprintf(text, sizeof text, "A%02d", number);
        reply_json(ret_reply, 201,
                   json_pack("{s:s, s:i, s:i, s:i}", "number", text, "counter", counter_of(service),
                             "ahead", number - 1, "minutes", (number - 1) * MINUTES_EACH));
    }
    json_decref(o);
}

void queue_order(struct portal *p, const char *what, struct portal_reply *ret_reply)
{
    const bool close = strcmp(what, "close") == 0;
    if (!close && strcmp(what, "open") != 0) {
        rest_refuse(ret_reply, 404, "unknown", "", "send: close or open");
        return;
    }
    pthread_mutex_lock(&p->queue.lock);
    p->queue.closed = close;
    pthread_mutex_unlock(&p->queue.lock);
    reply_set(ret_reply, 200, "application/json", "{\"ok\":true}", 11);
}
