#include "platform/sim/portal/result_link.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/portal/details.h"
#include "platform/sim/portal/html.h"
#include "platform/sim/portal/ledger_office.h"
#include "platform/sim/portal/rest.h"
#include "platform/sim/portal/visitor_page.h"

void result_links_init(struct result_links *h)
{
    memset(h, 0, sizeof *h);
    pthread_mutex_init(&h->lock, NULL);
}

void result_links_done(struct result_links *h)
{
    pthread_mutex_destroy(&h->lock);
}

bool result_link_is_page(const char *path)
{
    return strncmp(path, "/R/", 3) == 0;
}

/* The newest of this result, NULL when there is none; the caller holds the lock. */
static struct result_link *find(struct result_links *h, const char *uuid, const char *sha256)
{
    struct result_link *newest = NULL;
    for (int i = 0; i < RESULT_LINKS; i++) {
        struct result_link *one = &h->list[i];
        if (one->secret[0] != '\0' && strcmp(one->uuid, uuid) == 0 &&
            strcmp(one->sha256, sha256) == 0 && (newest == NULL || one->began >= newest->began)) {
            newest = one;
        }
    }
    return newest;
}

static struct result_link *make(struct result_links *h, const char *uuid, const char *sha256,
                                int64_t now)
{
    struct result_link *place = &h->list[0];
    for (int i = 1; i < RESULT_LINKS; i++) {
        if (h->list[i].began < place->began) {
            place = &h->list[i];
        }
    }
    memset(place, 0, sizeof *place);
    portal_random_hex(place->secret, sizeof place->secret - 1);
    snprintf(place->uuid, sizeof place->uuid, "%s", uuid);
    snprintf(place->sha256, sizeof place->sha256, "%s", sha256);
    place->began = now;
    place->ends = now + RESULT_LINK_LIFE_MS;
    return place;
}

static const char *word_of(const struct result_link *h, int64_t now)
{
    return h->taken ? "taken" : now >= h->ends ? "expired" : "waiting";
}

static json_t *json_of(const struct portal *p, const struct portal_request *q,
                       const struct result_link *h)
{
    char address[160];
    json_t *o = json_pack("{s:s}", "state", word_of(h, q->now));
    if (!h->taken && q->now < h->ends) {
        snprintf(address, sizeof address, "%s://%.80s/R/%s", p->tls ? "https" : "http",
                 q->host == NULL ? "" : q->host, h->secret);
        json_object_set_new(o, "address", json_string(address));
        json_object_set_new(o, "expires_in", json_integer((h->ends - q->now + 999) / 1000));
    }
    return o;
}

void result_link_answer(struct portal *p, const struct portal_request *q, const char *uuid,
                        const char *sha256, struct portal_reply *ret_reply)
{
    char type[20];
    char *bytes = NULL;
    size_t size = 0;
    json_t *o = NULL;
    const bool makes = strcmp(q->method, "POST") == 0;
    if (!makes && strcmp(q->method, "GET") != 0 && strcmp(q->method, "HEAD") != 0) {
        rest_refuse_method(ret_reply, "GET, HEAD, POST", "this address does not take that method");
        return;
    }
    if (!details_allowed(p, q, ret_reply)) {
        return;
    }
    const struct err e = ledger_result_bytes(p->ledger, uuid, sha256, type, &bytes, &size);
    free(bytes);
    if (!failed(e)) {
        pthread_mutex_lock(&p->result_links.lock);
        struct result_link *h = makes ? make(&p->result_links, uuid, sha256, q->now)
                                      : find(&p->result_links, uuid, sha256);
        o = h == NULL ? NULL : json_of(p, q, h);
        pthread_mutex_unlock(&p->result_links.lock);
    }
    if (o != NULL) {
        reply_json(ret_reply, makes ? 201 : 200, o);
    } else if (failed(e) && e.code != ERR_NOT_FOUND) {
        rest_trouble(ret_reply, e);
    } else {
        rest_refuse(ret_reply, 404, "unknown", "", "");
    }
}

static struct result_link *of_secret(struct result_links *h, const char *secret)
{
    for (int i = 0; i < RESULT_LINKS; i++) {
        if (h->list[i].secret[0] != '\0' && strcmp(h->list[i].secret, secret) == 0) {
            return &h->list[i];
        }
    }
    return NULL;
}

bool result_link_newest(struct result_links *h, int64_t now, char ret_secret[RESULT_LINK_SECRET])
{
    const struct result_link *newest = NULL;
    pthread_mutex_lock(&h->lock);
    for (int i = 0; i < RESULT_LINKS; i++) {
        const struct result_link *one = &h->list[i];
        if (one->secret[0] != '\0' && !one->taken && now < one->ends &&
            (newest == NULL || one->began >= newest->began)) {
            newest = one;
        }
    }
    snprintf(ret_secret, RESULT_LINK_SECRET, "%s", newest == NULL ? "" : newest->secret);
    pthread_mutex_unlock(&h->lock);
    return ret_secret[0] != '\0';
}

bool result_link_expire(struct result_links *h, int64_t now)
{
    char secret[RESULT_LINK_SECRET];
    if (!result_link_newest(h, now, secret)) {
        return false;
    }
    pthread_mutex_lock(&h->lock);
    struct result_link *one = of_secret(h, secret);
    if (one != NULL) {
        one->ends = now;
    }
    pthread_mutex_unlock(&h->lock);
    return one != NULL;
}

/* --- the page --------------------------------------------------------------------------------- */

struct result_page {
    struct visitor_page page;
    const char *state;
};

static void put_body(void *self)
{
    struct result_page *p = self;
    struct html *w = &p->page.html;
    char key[32];
    buf_printf(w->out, "<section class=\"card\" id=\"result\" data-state=\"%s\"><h2>", p->state);
    snprintf(key, sizeof key, "result.%s", p->state);
    html_word(w, key);
    html_raw(w, "</h2></section>\n");
    if (strcmp(p->state, "waiting") == 0) {
        html_raw(w, "<form class=\"card form\" method=\"post\">"
                    "<button class=\"btn main\" id=\"take\">");
        html_icon(w, "document", 32);
        html_raw(w, "<span>");
        html_word(w, "result.take");
        html_raw(w, "</span></button></form>\n");
    }
}

static void show(struct result_page *p, int status, struct portal_reply *r)
{
    p->page.title = "result.title";
    p->page.body = put_body;
    p->page.self = p;
    visitor_page_answer(&p->page, status, r);
}

/* The file itself, once: whoever comes later gets the page. */
static bool give(struct portal *p, const struct result_link *h, struct portal_reply *r)
{
    char type[20] = "";
    char *bytes = NULL;
    size_t size = 0;
    const struct err e = ledger_result_bytes(p->ledger, h->uuid, h->sha256, type, &bytes, &size);
    const char *literal = failed(e) ? NULL : intake_paper_literal(type);
    if (literal != NULL) {
        reply_set(r, 200, literal, bytes, size);
        r->policy = POLICY_PAPER;
    }
    free(bytes);
    return literal != NULL;
}

void result_link_page(struct portal *p, const struct portal_request *q,
                      struct portal_reply *ret_reply)
{
    struct result_page page = {.state = "unknown"};
    struct result_link copy = {.secret = ""};
    const bool takes = strcmp(q->method, "POST") == 0;
    page.page.html.language = words_choose(q->lang, q->accept_language);
    if (!takes && strcmp(q->method, "GET") != 0 && strcmp(q->method, "HEAD") != 0) {
        rest_refuse_method(ret_reply, "GET, HEAD, POST",
                           "this page is read with GET, its form uses POST");
        return;
    }
    pthread_mutex_lock(&p->result_links.lock);
    struct result_link *h = of_secret(&p->result_links, q->path + strlen("/R/"));
    if (h != NULL) {
        page.state = word_of(h, q->now);
    }
    if (h != NULL && takes && strcmp(page.state, "waiting") == 0) {
        copy = *h;
        h->taken = true;
    }
    pthread_mutex_unlock(&p->result_links.lock);
    if (copy.secret[0] == '\0' || !give(p, &copy, ret_reply)) {
        show(&page, h == NULL ? 404 : 200, ret_reply);
    }
}
