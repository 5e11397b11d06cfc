#include "app/courier/line.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/courier/reasons.h"
#include "app/courier/verdict.h"
#include "platform/base/log.h"

#define LOGIN_WORDS 4096
#define DATE_SIZE   40
#define EARLY_S     30 /* a token is not used in the last seconds of its life */

static int64_t now_ms(const struct line *l)
{
    return (int64_t)l->clock->ops->now_ms(l->clock);
}

const char *line_bearer(const struct credentials *c, const struct adapter *adapter, bool in_address)
{
    return c == NULL || adapter->login != NULL || in_address ? NULL : c->token;
}

const char *line_password(const struct credentials *c, const struct adapter *adapter,
                          bool in_address)
{
    return line_bearer(c, adapter, in_address) == NULL || !adapter->users || c->secret[0] == '\0'
               ? NULL
               : c->secret;
}

void line_forget(struct line *l)
{
    explicit_bzero(&l->session, sizeof l->session);
}

static void add_header(struct http_request *request, const char *name, const char *value)
{
    int i = 0;
    while (request->headers[i].name != NULL) {
        i++;
        INVARIANT(i < HTTP_HEADERS); /* adapters leave room for a token and for the time */
    }
    request->headers[i] = (struct http_header){name, value};
}

static void add_token(const struct line *l, struct http_request *request, char *out, size_t cap)
{
    if (l->session.token[0] != '\0') {
        snprintf(out, cap, "Bearer %s", l->session.token);
        add_header(request, "Authorization", out);
    }
}

/* Who signed in for this application, and only for it. */
static void add_citizen(const struct line *l, const struct exchange *x,
                        struct http_request *request, char *out, size_t cap)
{
    char token[SIGNIN_TOKEN];
    if (l->citizens == NULL || l->adapter->citizen == NULL || x->kind != EXCHANGE_RECORD) {
        return;
    }
    if (citizens_token(l->citizens, x->uuid, now_ms(l), token)) {
        snprintf(out, cap, "Bearer %s", token);
        add_header(request, l->adapter->citizen, out);
    }
    explicit_bzero(token, sizeof token);
}

/* RFC 9110 §5.6.7; the program never sets a locale, so that the names are English. */
static void add_date(const struct line *l, struct http_request *request, char out[DATE_SIZE])
{
    const time_t now = (time_t)l->clock->ops->now_s(l->clock);
    struct tm utc;
    if (gmtime_r(&now, &utc) != NULL &&
        strftime(out, DATE_SIZE, "%a, %d %b %Y %H:%M:%S GMT", &utc) > 0) {
        add_header(request, "Date", out);
    }
}

/* One request and its answer. */
static struct err once(struct line *l, const struct exchange *x, struct body *body,
                       struct http_answer *ret_answer)
{
    char authorization[SESSION_TOKEN + 8] = "";
    char citizen[SIGNIN_TOKEN + 8] = "";
    char date[DATE_SIZE] = "";
    struct http_request request = {
        .method = x->method,
        .path = x->path,
        .accept = x->accept,
        .type = x->type[0] == '\0' ? NULL : x->type,
        .idempotency_key = x->keyed ? x->uuid : NULL,
        .fresh = x->ask_first || x->kind == EXCHANGE_REST,
    };
    memcpy(request.headers, x->headers, sizeof request.headers);
    for (int i = 0; i < HTTP_HEADERS && x->headers[i].name != NULL; i++) {
        if (x->headers[i].value == NULL) {
            request.headers[i].value = x->values[i];
        }
    }
    memcpy(request.wanted, x->wanted, sizeof request.wanted);
    if (x->kind != EXCHANGE_LOGIN) {
        add_token(l, &request, authorization, sizeof authorization);
    }
    add_citizen(l, x, &request, citizen, sizeof citizen);
    if (x->dated) {
        add_date(l, &request, date);
    }
    struct err e = body == NULL ? ERR_OK : body_give(body, &request);
    if (!failed(e)) {
        e = l->http->ops->exchange(l->http, &request, l->stop, ret_answer);
    }
    if (!failed(e) && ret_answer->date_s > 0) {
        l->dated_s = ret_answer->date_s;
        l->dated_ms = now_ms(l);
    }
    explicit_bzero(authorization, sizeof authorization);
    explicit_bzero(citizen, sizeof citizen);
    return e;
}

static struct reading read_of(const struct line *l, const struct exchange *x, struct err e,
                              const struct http_answer *answer)
{
    if (!failed(e)) {
        return l->adapter->read(x, answer);
    }
    if (e.code == ERR_OFFLINE) {
        return reading_plain(MEANS_LATER, reason_away(answer->away));
    }
    return reading_plain(e.code == ERR_BAD_INPUT ? MEANS_NOT_PORTAL : MEANS_LATER, reason_of(e));
}

/* A portal that names no time lets the token run into its 401. */
static int64_t life_ms(int64_t lasts_s)
{
    const int64_t most = (int64_t)24 * 60 * 60;
    const int64_t lasts = lasts_s <= 0 || lasts_s > most ? most : lasts_s;
    return (lasts > EARLY_S ? lasts - EARLY_S : 0) * 1000;
}

static struct reading login(struct line *l, int *ret_status, struct err *ret_why)
{
    char storage[LOGIN_WORDS];
    struct buf words;
    struct exchange x;
    struct body body;
    struct http_answer answer = {0};
    buf_init(&words, storage, sizeof storage);
    line_forget(l);
    if (l->credentials == NULL) {
        *ret_status = 0;
        return reading_plain(MEANS_UNAUTHORIZED, "unauthorized");
    }
    l->adapter->login(l->credentials, &words, &x);
    body_open(&body, &x, &words, NULL, NULL);
    *ret_why = once(l, &x, &body, &answer);
    *ret_status = failed(*ret_why) ? 0 : answer.status;
    struct reading r = read_of(l, &x, *ret_why, &answer);
    if (r.meaning == MEANS_READY && !l->adapter->session(&answer, &l->session)) {
        r = reading_stranger("not-the-portal");
    }
    l->session_ends_ms = now_ms(l) + life_ms(l->session.lasts_s);
    explicit_bzero(storage, sizeof storage);
    return r;
}

struct reading line_talk(struct line *l, const struct exchange *x, struct body *body,
                         int *ret_status, struct err *ret_why)
{
    struct http_answer answer = {0};
    const bool needs = l->adapter->login != NULL;
    bool fresh = false;
    *ret_status = 0;
    *ret_why = ERR_OK;
    if (needs && (l->session.token[0] == '\0' || now_ms(l) >= l->session_ends_ms)) {
        const struct reading r = login(l, ret_status, ret_why);
        if (r.meaning != MEANS_READY) {
            return r;
        }
        fresh = true;
    }
    *ret_why = once(l, x, body, &answer);
    if (needs && !fresh && !failed(*ret_why) && answer.status == 401) {
        const struct reading r = login(l, ret_status, ret_why);
        if (r.meaning != MEANS_READY) {
            return r;
        }
        *ret_why = once(l, x, body, &answer);
    }
    *ret_status = failed(*ret_why) ? 0 : answer.status;
    return read_of(l, x, *ret_why, &answer);
}
