#include "app/courier/call.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define TRIES_MOST 5
#define AGAIN_MS   3000
#define ASKS_MOST  200 /* ten minutes; then nobody waits there any more */

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

static bool is_word(const char *text)
{
    return text[0] != '\0' && text[strspn(text, letters)] == '\0';
}

static void say(struct call *c, bool open, int64_t now_ms)
{
    c->open = open;
    c->told = false;
    c->asking = false; /* an answer that is under way is of before */
    c->tries = 0;
    c->next_ms = now_ms;
    snprintf(c->body, sizeof c->body, "{\"state\":\"%s\",\"language\":\"%s\",\"page\":\"%s\"}",
             open ? "open" : "over", c->language, c->page);
}

void call_begin(struct call *c, const char *text, int64_t now_ms)
{
    char language[16] = "";
    char page[32] = "";
    const int words = sscanf(text, "%15s %31s", language, page);
    *c = (struct call){.next_ms = -1};
    snprintf(c->language, sizeof c->language, "%s",
             words >= 1 && is_word(language) ? language : "");
    snprintf(c->page, sizeof c->page, "%s", words == 2 && is_word(page) ? page : "");
    say(c, true, now_ms);
}

void call_end(struct call *c, int64_t now_ms)
{
    if (c->open) {
        say(c, false, now_ms);
    }
}

int64_t call_wait_ms(const struct call *c, int64_t now_ms)
{
    if (c->body[0] == '\0' || c->next_ms < 0) {
        return -1;
    }
    return c->next_ms > now_ms ? c->next_ms - now_ms : 0;
}

void call_request(struct call *c, const char *path, struct http_request *ret_request)
{
    c->asking = c->told && c->open;
    if (c->asking) {
        *ret_request = (struct http_request){.method = "GET", .path = path};
        return;
    }
    *ret_request = (struct http_request){.method = "PUT",
                                         .path = path,
                                         .type = "application/json",
                                         .body = c->body,
                                         .size = strlen(c->body)};
}

/* {"state":"open|coming|closed","officer":"","until":"13:30"}: hostile input. */
static void take(struct call *c, const struct http_answer *answer)
{
    json_t *o = json_loadb(answer->body, answer->size, JSON_REJECT_DUPLICATES, NULL);
    const char *state = json_string_value(json_object_get(o, "state"));
    const char *who = json_string_value(json_object_get(o, "officer"));
    const char *until = json_string_value(json_object_get(o, "until"));
    if (state != NULL) {
        c->coming = strcmp(state, "coming") == 0;
        c->closed = strcmp(state, "closed") == 0;
        snprintf(c->officer, sizeof c->officer, "%s",
                 c->coming && who != NULL && strlen(who) < sizeof c->officer ? who : "");
        snprintf(c->until, sizeof c->until, "%s",
                 c->closed && until != NULL && strlen(until) < sizeof c->until &&
                         portal_until_ok(until)
                     ? until
                     : "");
    }
    json_decref(o);
}

void call_heard(struct call *c, struct err why, const struct http_answer *answer, int64_t now_ms)
{
    const bool later =
        failed(why) || answer->status == 408 || answer->status == 429 || answer->status >= 500;
    c->tries++;
    c->away = later;
    if (later) { /* an open call is told as soon as the line is back */
        c->next_ms = c->open || c->tries < TRIES_MOST ? now_ms + AGAIN_MS : -1;
        c->next_ms = c->tries < ASKS_MOST ? c->next_ms : -1;
        return;
    }
    const bool taken = answer->status == 200;
    if (taken && c->asking) {
        take(c, answer);
    }
    c->told |= taken;
    c->next_ms = taken && c->open && !c->coming && c->tries < ASKS_MOST ? now_ms + AGAIN_MS : -1;
}
