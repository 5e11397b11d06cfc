#include "app/courier/call.h"

#include <stdio.h>
#include <string.h>

#define TRIES_MOST 5
#define AGAIN_MS   3000

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

static bool is_word(const char *text)
{
    return text[0] != '\0' && text[strspn(text, letters)] == '\0';
}

static void say(struct call *c, bool open, int64_t now_ms)
{
    c->open = open;
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
    *ret_request = (struct http_request){.method = "PUT",
                                         .path = path,
                                         .type = "application/json",
                                         .body = c->body,
                                         .size = strlen(c->body)};
}

void call_heard(struct call *c, struct err why, const struct http_answer *answer, int64_t now_ms)
{
    const bool later =
        failed(why) || answer->status == 408 || answer->status == 429 || answer->status >= 500;
    c->tries++;
    c->next_ms = later && c->tries < TRIES_MOST ? now_ms + AGAIN_MS : -1;
}
