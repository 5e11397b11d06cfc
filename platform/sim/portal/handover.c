#include "platform/sim/portal/handover.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/portal/ledger_handover.h"
#include "platform/sim/portal/rest.h"

#define TOKEN_LETTERS 26

static const char *const states[] = {"waiting", "joined", "finished", "taken", "ended"};

/* Crockford's, as a receipt's: 130 bits, and a QR of capital letters is a small one. */
static void draw_token(char ret_token[TOKEN_LETTERS + 1])
{
    static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for (int i = 0; i < TOKEN_LETTERS; i++) {
        ret_token[i] = alphabet[portal_random_below(32)];
    }
    ret_token[TOKEN_LETTERS] = '\0';
}

static json_t *page_json(const struct handover_page *page)
{
    return json_pack("{s:i, s:s, s:I, s:i, s:i, s:s}", "id", page->id, "sha256", page->sha256,
                     "size", (json_int_t)page->size, "width", page->width, "height", page->height,
                     "quality", paper_quality_word(page->quality));
}

static struct err handover_json(struct portal *p, const struct handover *h, int64_t now,
                                json_t **ret_json)
{
    struct handover_page pages[HANDOVER_PAGES];
    int count = 0;
    const struct err e = ledger_handover_pages(p->ledger, h, pages, &count);
    json_t *list = json_array();
    for (int i = 0; i < count; i++) {
        json_array_append_new(list, page_json(&pages[i]));
    }
    json_t *o =
        json_pack("{s:s, s:i, s:o}", "state", states[h->state], "number", h->number, "pages", list);
    if (h->state < HANDOVER_TAKEN) {
        json_object_set_new(o, "expires_in", json_integer((h->ends - now + 999) / 1000));
        json_object_set_new(o, "check", json_integer(h->check));
    }
    const int percent = coming_percent(&p->coming, h->phone);
    if (percent >= 0) {
        json_object_set_new(o, "coming", json_integer(percent));
    }
    *ret_json = o;
    return e;
}

/* token NULL: the address is told once, when it is made. */
static void tell(struct portal *p, const struct portal_request *q, struct err e,
                 const struct handover *h, const char *token, struct portal_reply *r)
{
    json_t *o = NULL;
    if (e.code == ERR_NOT_FOUND) {
        rest_refuse(r, 404, "unknown", "", "");
        return;
    }
    if (e.code == ERR_REFUSED || (e.code == ERR_FULL && e.os == 0)) {
        rest_refuse(r, 409, "over", "", e.at);
        return;
    }
    e = failed(e) ? e : handover_json(p, h, q->now, &o);
    if (failed(e)) {
        json_decref(o);
        rest_trouble(r, e);
        return;
    }
    if (token != NULL) {
        char address[200];
        snprintf(address, sizeof address, "%s://%.100s/U/%s", p->tls ? "https" : "http",
                 q->host == NULL ? "" : q->host, token);
        json_object_set_new(o, "address", json_string(address));
    }
    reply_json(r, token != NULL ? 201 : 200, o);
}

static void begin(struct portal *p, const struct portal_request *q, const char *uuid, int number,
                  struct portal_reply *r)
{
    char token[TOKEN_LETTERS + 1];
    char hash[SHA256_HEX];
    struct handover h;
    draw_token(token);
    portal_sha256_hex(token, TOKEN_LETTERS, hash);
    const struct err e = ledger_handover_begin(p->ledger, uuid, number, hash, q->now, &h);
    tell(p, q, e, &h, token, r);
    if (p->control && !failed(e)) {
        coming_address(&p->coming, token);
    }
}

static void end(struct portal *p, const struct portal_request *q, const char *uuid, int number,
                struct portal_reply *r)
{
    const struct err e = ledger_handover_end(p->ledger, uuid, number, q->now);
    if (failed(e)) {
        rest_trouble(r, e);
    } else {
        reply_json(r, 200, json_pack("{s:s}", "state", "ended"));
    }
}

/* The small picture of a page, until the kiosk took it. */
static void small(struct portal *p, const struct portal_request *q, const char *uuid, int number,
                  int id, struct portal_reply *r)
{
    struct handover h;
    char *bytes = NULL;
    size_t size = 0;
    struct err e = ledger_handover_find(p->ledger, uuid, number, q->now, &h);
    e = failed(e) ? e : ledger_handover_bytes(p->ledger, &h, id, true, &bytes, &size);
    if (e.code == ERR_NOT_FOUND || (!failed(e) && size == 0)) {
        rest_refuse(r, 404, "unknown", "", "");
    } else if (failed(e)) {
        rest_trouble(r, e);
    } else {
        reply_set(r, 200, "image/jpeg", bytes, size);
    }
    free(bytes);
}

/* "/7/pages/3/small" behind "/phone": its numbers and what follows the first. */
static const char *numbers(const char *tail, int *ret_number, int *ret_page)
{
    char *end = NULL;
    *ret_number = *ret_page = 0;
    if (tail[0] != '/' || tail[1] < '1' || tail[1] > '9') {
        return tail;
    }
    const long number = strtol(tail + 1, &end, 10);
    *ret_number = number <= HANDOVER_NUMBERS ? (int)number : 0;
    if (strncmp(end, "/pages/", 7) == 0 && end[7] >= '1' && end[7] <= '9') {
        char *after = NULL;
        const long page = strtol(end + 7, &after, 10);
        *ret_page = page < 1000000000 && strcmp(after, "/small") == 0 ? (int)page : 0;
    }
    return end;
}

void handover_answer(struct portal *p, const struct portal_request *q, const char *uuid,
                     const char *tail, struct portal_reply *ret_reply)
{
    struct handover h;
    int number = 0;
    int page = 0;
    const char *rest = numbers(tail, &number, &page);
    const bool get = strcmp(q->method, "GET") == 0 || strcmp(q->method, "HEAD") == 0;
    const bool itself = rest[0] == '\0';
    if (itself && strcmp(q->method, "DELETE") == 0 && (number > 0 || tail[0] == '\0')) {
        end(p, q, uuid, number, ret_reply);
    } else if (tail[0] == '\0') {
        rest_refuse_method(ret_reply, "DELETE", "all handovers are only ended, with DELETE");
    } else if (number == 0) {
        rest_refuse(ret_reply, 404, "unknown", "", "there is no such address");
    } else if (itself && strcmp(q->method, "PUT") == 0) {
        begin(p, q, uuid, number, ret_reply);
    } else if (itself && get) {
        const struct err e = ledger_handover_find(p->ledger, uuid, number, q->now, &h);
        tell(p, q, e, &h, NULL, ret_reply);
    } else if (strcmp(rest, "/take") == 0 && strcmp(q->method, "POST") == 0) {
        const struct err e = ledger_handover_take(p->ledger, uuid, number, q->now, &h);
        tell(p, q, e, &h, NULL, ret_reply);
    } else if (page > 0 && get) {
        small(p, q, uuid, number, page, ret_reply);
    } else {
        rest_refuse_method(ret_reply,
                           strcmp(rest, "/take") == 0 ? "POST"
                           : page > 0                 ? "GET, HEAD"
                                                      : "GET, HEAD, PUT, DELETE",
                           "this address does not take that method");
    }
}

bool handover_order(struct portal *p, const char *what, int64_t now)
{
    return strcmp(what, "expire") == 0 && !failed(ledger_handover_expire(p->ledger, now));
}
