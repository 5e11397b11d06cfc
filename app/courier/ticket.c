#include "app/courier/ticket.h"

#include <stdio.h>
#include <string.h>

#include "app/courier/verdict.h"

#define AGAIN_MS      700 /* somebody stands there and waits */
#define FAILURES_MOST 2
#define AHEAD_MOST    9999

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

void ticket_begin(struct ticket *t, const char *wish, int64_t now_ms)
{
    char key[TICKET_KEY] = "";
    char service[24] = "";
    char again[8] = "";
    const int words = sscanf(wish, "%39s %23s %7s", key, service, again);
    const bool retry = words == 3 && strcmp(again, "again") == 0;
    const bool good = (words == 2 || retry) && key[strspn(key, letters)] == '\0' &&
                      service[strspn(service, letters)] == '\0';
    if (!good) {
        *t = (struct ticket){.told = {.state = QUEUE_OFFLINE}, .next_ms = -1};
        return;
    }
    const bool over = t->told.state == QUEUE_OFFLINE || t->told.state == QUEUE_CLOSED;
    if (strcmp(key, t->key) == 0 && !(retry && over)) {
        return;
    }
    *t = (struct ticket){.told = {.state = QUEUE_ASKING, .ahead = -1}, .next_ms = now_ms};
    snprintf(t->key, sizeof t->key, "%s", key);
    snprintf(t->body, sizeof t->body, "{\"service\":\"%s\"}", service);
}

int64_t ticket_wait_ms(const struct ticket *t, int64_t now_ms)
{
    if (t->told.state != QUEUE_ASKING || t->next_ms < 0) {
        return -1;
    }
    return t->next_ms > now_ms ? t->next_ms - now_ms : 0;
}

void ticket_request(struct ticket *t, const char *path, struct http_request *ret_request)
{
    *ret_request = (struct http_request){.method = "POST",
                                         .path = path,
                                         .type = "application/json",
                                         .idempotency_key = t->key,
                                         .body = t->body,
                                         .size = strlen(t->body)};
}

static void end(struct ticket *t, enum portal_queue_state state)
{
    t->told.state = state;
    t->next_ms = -1;
}

/* A member's whole number from 0 to most, `otherwise` when it is absent; -2 when it is none. */
static int whole_of(const json_t *o, const char *name, int most, int otherwise)
{
    const json_t *value = json_object_get(o, name);
    const json_int_t n = json_integer_value(value);
    if (value == NULL) {
        return otherwise;
    }
    return json_is_integer(value) && n >= 0 && n <= most ? (int)n : -2;
}

/* The number is drawn large, printed and said: a few letters and digits. */
static bool take_number(struct ticket *t, const json_t *o)
{
    const char *number = json_text(o, "number");
    const size_t size = strlen(number);
    struct portal_queue told = {.state = QUEUE_GIVEN,
                                .counter = whole_of(o, "counter", 99, 0),
                                .ahead = whole_of(o, "ahead", AHEAD_MOST, -1),
                                .minutes = whole_of(o, "minutes", AHEAD_MOST, 0)};
    if (size == 0 || size > 5 || number[strspn(number, letters)] != '\0' || told.counter < 0 ||
        told.ahead < -1 || told.minutes < 0) {
        return false;
    }
    snprintf(told.number, sizeof told.number, "%s", number);
    t->told = told;
    t->next_ms = -1;
    return true;
}

void ticket_heard(struct ticket *t, struct err why, const struct http_answer *answer,
                  int64_t now_ms)
{
    json_t *o =
        failed(why) ? NULL : json_loadb(answer->body, answer->size, JSON_REJECT_DUPLICATES, NULL);
    const bool answered = json_is_object(o);
    if (answered && (answer->status == 200 || answer->status == 201) && take_number(t, o)) {
        json_decref(o);
        return;
    }
    if (answered && answer->status >= 400 && strcmp(json_text(o, "error"), "closed") == 0) {
        end(t, QUEUE_CLOSED);
    } else if (++t->failures >= FAILURES_MOST) {
        end(t, QUEUE_OFFLINE);
    } else {
        t->next_ms = now_ms + AGAIN_MS;
    }
    json_decref(o);
}
