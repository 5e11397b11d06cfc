#include "app/steward/ddi_line.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define PORT_DIGITS 5

bool ddi_origin(const char *href, char ret_origin[DDI_ORIGIN])
{
    ret_origin[0] = '\0';
    if (!ddi_href_is_fine(href)) {
        return false;
    }
    const bool tls = strncmp(href, "https://", 8) == 0;
    const char *host = href + (tls ? 8 : 7);
    const size_t whole = strcspn(host, "/?");
    size_t length = whole;
    while (length > 0 && host[length - 1] >= '0' && host[length - 1] <= '9') {
        length--;
    }
    const char *port = tls ? "443" : "80";
    size_t digits = strlen(port);
    if (length > 1 && length < whole && host[length - 1] == ':') {
        port = host + length;
        digits = whole - length;
        length--;
    } else {
        length = whole;
    }
    const bool bracketed = host[0] == '[' && host[length - 1] == ']';
    if (digits > PORT_DIGITS || length == 0 || length + 16 + digits >= DDI_ORIGIN ||
        (!bracketed && memchr(host, ':', length) != NULL)) {
        return false;
    }
    const int used = snprintf(ret_origin, DDI_ORIGIN, "%s://%.*s:%.*s", tls ? "https" : "http",
                              (int)length, host, (int)digits, port);
    for (int i = 0; i < used; i++) {
        ret_origin[i] = (char)tolower((unsigned char)ret_origin[i]);
    }
    return true;
}

void ddi_put_name(struct buf *out, const char *name)
{
    for (const char *at = name; *at != '\0'; at++) {
        const unsigned char c = (unsigned char)*at;
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                           (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
        if (plain) {
            buf_add(out, at, 1);
        } else {
            buf_printf(out, "%%%02X", c);
        }
    }
}

struct err ddi_line_init(struct ddi_line *l, struct port_http *own, const char *url,
                         const char *token, const atomic_bool *stop)
{
    *l = (struct ddi_line){.own = own, .stop = stop};
    if (!ddi_origin(url, l->origin)) {
        return ERR(ERR_BAD_INPUT, 0, "ddi: the server's address is none");
    }
    if (token != NULL) {
        const int length =
            snprintf(l->authorization, sizeof l->authorization, "TargetToken %s", token);
        if (token[0] == '\0' || length < 0 || length >= DDI_TOKEN ||
            strpbrk(token, " \t\r\n") != NULL) {
            explicit_bzero(l->authorization, sizeof l->authorization);
            return ERR(ERR_BAD_INPUT, 0, "ddi: the token is none");
        }
    }
    return ERR_OK;
}

/* Nobody may be asked in the open by what came over TLS. */
static bool is_less(const struct ddi_line *l, const char *origin)
{
    return strncmp(l->origin, "https:", 6) == 0 && strncmp(origin, "https:", 6) != 0;
}

static struct err line_to(struct ddi_line *l, const char *origin, struct port_http **ret_http)
{
    if (strcmp(origin, l->origin) == 0) {
        *ret_http = l->own;
        return ERR_OK;
    }
    if (l->open == NULL || is_less(l, origin)) {
        return ERR(ERR_REFUSED, 0, "ddi: a link to where we do not go");
    }
    if (l->other != NULL && strcmp(origin, l->other_origin) != 0) {
        l->other->ops->close(l->other);
        l->other = NULL;
    }
    if (l->other == NULL) {
        const struct err e = l->open(l->context, origin, &l->other);
        if (failed(e)) {
            return e;
        }
        snprintf(l->other_origin, sizeof l->other_origin, "%s", origin);
    }
    *ret_http = l->other;
    return ERR_OK;
}

/* The path of a fine link, with its query. */
static void path_of(const char *href, char out[DDI_HREF + 1])
{
    const char *host = strstr(href, "://") + 3;
    const char *path = host + strcspn(host, "/?");
    snprintf(out, DDI_HREF + 1, "%s%s", path[0] == '/' ? "" : "/", path);
}

static void add_header(struct http_request *r, int *n, const char *name, const char *value)
{
    if (value != NULL && value[0] != '\0' && *n < HTTP_HEADERS) {
        r->headers[(*n)++] = (struct http_header){name, value};
    }
}

static struct err ask_once(struct ddi_line *l, const struct ddi_ask *ask, const char *href,
                           struct http_answer *ret_answer)
{
    char origin[DDI_ORIGIN];
    char path[DDI_HREF + 1];
    struct port_http *http = NULL;
    int n = 0;
    if (!ddi_origin(href, origin)) {
        return ERR(ERR_REFUSED, 0, "ddi: a link that is none");
    }
    const bool own = strcmp(origin, l->origin) == 0;
    if (own && l->before != NULL) {
        l->before(l->context, l);
    }
    struct err e = line_to(l, origin, &http);
    if (failed(e)) {
        return e;
    }
    path_of(href, path);
    struct http_request r = {.method = ask->method,
                             .path = path,
                             .type = ask->body == NULL ? NULL : "application/json",
                             .accept = ask->sink != NULL ? "*/*"
                                                         : "application/hal+json, application/json",
                             .body = ask->body,
                             .size = ask->size,
                             .sink = ask->sink,
                             .wanted = {"ETag", "Content-Range", "Content-Length", "Location"}};
    add_header(&r, &n, "Authorization", http == l->own ? l->authorization : NULL);
    add_header(&r, &n, "If-None-Match", ask->if_none_match);
    add_header(&r, &n, "If-Match", ask->if_match);
    add_header(&r, &n, "Range", ask->range);
    *ret_answer = (struct http_answer){.retry_after_s = -1};
    e = http->ops->exchange(http, &r, l->stop, ret_answer);
    if (own && l->after != NULL) {
        l->after(l->context, e, ret_answer);
    }
    return e;
}

static bool is_redirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Where it leads: within the same host, by the same scheme. */
static bool follow(const char *from, const char *to, char out[DDI_HREF])
{
    char here[DDI_ORIGIN];
    char there[DDI_ORIGIN];
    if (!ddi_origin(from, here)) {
        return false;
    }
    const int length = to[0] == '/' && to[1] != '/' ? snprintf(out, DDI_HREF, "%s%s", here, to)
                                                    : snprintf(out, DDI_HREF, "%s", to);
    return length > 0 && length < DDI_HREF && ddi_origin(out, there) && strcmp(here, there) == 0;
}

struct err ddi_line_ask(struct ddi_line *l, const struct ddi_ask *ask,
                        struct http_answer *ret_answer)
{
    char href[DDI_HREF];
    char next[DDI_HREF];
    snprintf(href, sizeof href, "%s", ask->href);
    for (int i = 0; i <= DDI_REDIRECTS; i++) {
        const struct err e = ask_once(l, ask, href, ret_answer);
        if (failed(e) || !is_redirect(ret_answer->status)) {
            return e;
        }
        if (ask->body != NULL || !follow(href, ret_answer->wanted[DDI_LOCATION], next)) {
            return ERR(ERR_REFUSED, ret_answer->status, "ddi: sent on to somewhere else");
        }
        memcpy(href, next, sizeof href);
    }
    return ERR(ERR_REFUSED, ret_answer->status, "ddi: sent on again and again");
}

void ddi_line_done(struct ddi_line *l)
{
    if (l->other != NULL) {
        l->other->ops->close(l->other);
        l->other = NULL;
    }
    explicit_bzero(l->authorization, sizeof l->authorization);
}
