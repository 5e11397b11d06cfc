#include "platform/sim/portal/oauth.h"

#include <stdio.h>
#include <string.h>

#include "platform/sim/portal/form_data.h"
#include "platform/sim/portal/html.h"
#include "platform/sim/portal/rest.h"
#include "platform/sim/portal/visitor_page.h"

#define COOKIE "phone"
#define GRANT  "urn:ietf:params:oauth:grant-type:device_code"
bool oauth_is_path(const char *path)
{
    return strncmp(path, "/oauth/", 7) == 0;
}

bool oauth_is_phone(const char *path)
{
    return strcmp(path, "/phone") == 0;
}

/* --- the courier's side ----------------------------------------------------------------------- */

static void refuse(struct portal_reply *r, int status, const char *error)
{
    reply_json(r, status, json_pack("{s:s}", "error", error));
}

/* Where the visitor reached us: what its own Host header says. */
static void origin_of(const struct portal *p, const struct portal_request *q, char *out, size_t cap)
{
    snprintf(out, cap, "%s://%.100s", p->tls ? "https" : "http", q->host == NULL ? "" : q->host);
}

static void device(struct portal *p, const struct portal_request *q, struct portal_reply *r)
{
    char origin[128];
    char uri[160];
    char whole[200];
    struct grant g;
    issuer_begin(&p->issuer, q->now, &g);
    origin_of(p, q, origin, sizeof origin);
    snprintf(uri, sizeof uri, "%s/phone", origin);
    snprintf(whole, sizeof whole, "%s?code=%s", uri, g.user_code);
    reply_json(r, 200,
               json_pack("{s:s, s:s, s:s, s:s, s:I, s:I}", "device_code", g.device_code,
                         "user_code", g.user_code, "verification_uri", uri,
                         "verification_uri_complete", whole, "expires_in",
                         (json_int_t)(ISSUER_LIFE_MS / 1000), "interval",
                         (json_int_t)(g.interval / 1000)));
}

static void token(struct portal *p, const struct portal_request *q, const struct form_data *form,
                  struct portal_reply *r)
{
    struct grant g;
    if (strcmp(form_data_text(form, "grant_type"), GRANT) != 0) {
        refuse(r, 400, "unsupported_grant_type");
        return;
    }
    const char *error = issuer_token(&p->issuer, form_data_text(form, "device_code"), q->now, &g);
    if (error != NULL) {
        refuse(r, 400, error);
        return;
    }
    reply_json(r, 200,
               json_pack("{s:s, s:s, s:I}", "access_token", g.token, "token_type", "Bearer",
                         "expires_in", (json_int_t)(ISSUER_TOKEN_MS / 1000)));
}

void oauth_answer(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply)
{
    struct form_data form;
    const bool is_token = strcmp(q->path, "/oauth/token") == 0;
    if (!is_token && strcmp(q->path, "/oauth/device_authorization") != 0) {
        rest_refuse(ret_reply, 404, "unknown", "", "there is no such address");
        return;
    }
    if (strcmp(q->method, "POST") != 0) {
        rest_refuse_method(ret_reply, "POST", "send it with POST");
        return;
    }
    if (failed(form_data_read(q->content_type, q->body, q->size, &form))) {
        refuse(ret_reply, 400, "invalid_request");
        return;
    }
    if (form_data_text(&form, "client_id")[0] == '\0') {
        refuse(ret_reply, 401, "invalid_client");
    } else if (is_token) {
        token(p, q, &form, ret_reply);
    } else {
        device(p, q, ret_reply);
    }
    form_data_free(&form);
}

/* --- the phone's page ------------------------------------------------------------------------- */

enum phone_step { STEP_TYPE, STEP_ASK, STEP_SAID };

/* The page while its template is filled. */
struct phone_page {
    struct visitor_page page;
    char cookie[SESSION_ID], token[SHA256_HEX];
    enum phone_step step;
    char typed[16]; /* the code of a form */
    const char *code;
    const char *said;  /* key of a title and a text */
    const char *error; /* key of what is wrong with the code, NULL = nothing */
};

static void put_button(struct html *w, const char *name, const char *value, const char *look,
                       const char *icon, const char *word)
{
    buf_printf(w->out, "<button class=\"btn%s\" name=\"%s\" value=\"%s\" id=\"%s\">", look, name,
               value, value);
    html_icon(w, icon, 32);
    html_raw(w, "<span>");
    html_word(w, word);
    html_raw(w, "</span></button>\n");
}

static void put_form(struct phone_page *p)
{
    html_raw(&p->page.html, "<form class=\"card form\" method=\"post\" action=\"/phone\">"
                            "<input type=\"hidden\" name=\"token\" value=\"");
    html_raw(&p->page.html, p->token);
    html_raw(&p->page.html, "\">");
}

static void put_type(struct phone_page *p)
{
    struct html *w = &p->page.html;
    if (p->error != NULL) {
        html_raw(w, "<div class=\"card todo\" id=\"error\" role=\"alert\"><p><b>");
        html_word(w, p->error);
        html_raw(w, "</b></p></div>\n");
    }
    put_form(p);
    html_raw(w, "<div class=\"field\"><label for=\"code\">");
    html_word(w, "phone.code");
    html_raw(w, "</label><p class=\"muted small\" id=\"code-hint\">");
    html_word(w, "phone.code-hint");
    html_raw(
        w, "</p><input id=\"code\" name=\"code\" autocomplete=\"off\" autocapitalize=\"characters\""
           " maxlength=\"12\" required aria-describedby=\"code-hint\"></div>");
    put_button(w, "do", "open", " main", "check", "phone.open");
    html_raw(w, "</form>\n");
}

static void put_ask(struct phone_page *p)
{
    struct html *w = &p->page.html;
    html_raw(w, "<section class=\"card\"><p class=\"muted small\">");
    html_word(w, "phone.code");
    html_raw(w, "</p><p class=\"code\" id=\"shown-code\">");
    html_text(w, p->code);
    html_raw(w, "</p><p>");
    html_word(w, "phone.same");
    html_raw(w, "</p></section>\n<section class=\"card todo\"><p><b>");
    html_word(w, "phone.means");
    html_raw(w, "</b></p></section>\n");
    put_form(p);
    html_raw(w, "<input type=\"hidden\" name=\"code\" value=\"");
    html_text(w, p->code);
    html_raw(w, "\">");
    put_button(w, "do", "agree", " main", "check", "phone.agree");
    put_button(w, "do", "deny", "", "close", "phone.deny");
    html_raw(w, "</form>\n");
}

static void put_said(struct phone_page *p)
{
    char key[48];
    html_raw(&p->page.html, "<section class=\"card\" id=\"said\" data-said=\"");
    html_raw(&p->page.html, p->said);
    html_raw(&p->page.html, "\"><h2>");
    snprintf(key, sizeof key, "%s.title", p->said);
    html_word(&p->page.html, key);
    html_raw(&p->page.html, "</h2><p>");
    snprintf(key, sizeof key, "%s.text", p->said);
    html_word(&p->page.html, key);
    html_raw(&p->page.html, "</p></section>\n");
}

static void put_body(void *self)
{
    struct phone_page *p = self;
    if (p->step == STEP_TYPE) {
        put_type(p);
    } else if (p->step == STEP_ASK) {
        put_ask(p);
    } else {
        put_said(p);
    }
}

static void answer_page(struct phone_page *p, int status, struct portal_reply *r)
{
    p->page.title = "phone.title";
    p->page.body = put_body;
    p->page.self = p;
    visitor_page_answer(&p->page, status, r);
}

/* What the page shows next. */
static int show(struct phone_page *p, enum phone_result result)
{
    p->step = STEP_SAID;
    switch (result) {
    case PHONE_OPENED:
        p->step = STEP_ASK;
        return 200;
    case PHONE_AGREED:
        p->said = "phone.agreed";
        return 200;
    case PHONE_SAID_NO:
        p->said = "phone.denied";
        return 200;
    case PHONE_SECOND:
        p->said = "phone.second";
        return 409;
    case PHONE_UNKNOWN:
    case PHONE_TOO_OFTEN:
        p->step = STEP_TYPE;
        p->error = result == PHONE_UNKNOWN ? "phone.unknown" : "phone.wait";
        return result == PHONE_UNKNOWN ? 404 : 429;
    }
    return 500;
}

/* A phone without a cookie gets one: by it the first is told from the second. */
static void begin(struct phone_page *page, struct portal *p, const struct portal_request *q,
                  struct portal_reply *r)
{
    page->page.html.language = words_choose(q->lang, q->accept_language);
    if (!cookie_find(q->cookie, COOKIE, page->cookie, sizeof page->cookie) ||
        strlen(page->cookie) != SESSION_ID - 1) {
        portal_random_hex(page->cookie, SESSION_ID - 1);
        snprintf(r->cookie[0], sizeof r->cookie[0],
                 COOKIE "=%s; Path=/phone; HttpOnly; SameSite=Lax%s", page->cookie,
                 p->tls ? "; Secure" : "");
    }
    sessions_token(&p->sessions, page->cookie, page->token);
}

static void answer_post(struct phone_page *page, struct portal *p, const struct portal_request *q,
                        struct portal_reply *r)
{
    struct form_data form;
    if (failed(form_data_read(q->content_type, q->body, q->size, &form))) {
        answer_page(page, show(page, PHONE_UNKNOWN), r);
        return;
    }
    char *code = page->typed;
    const char *act = form_data_text(&form, "do");
    snprintf(code, sizeof page->typed, "%.15s", form_data_text(&form, "code"));
    page->code = code;
    enum phone_result result = PHONE_UNKNOWN;
    if (!sessions_token_ok(&p->sessions, page->cookie, form_data_text(&form, "token"))) {
        result = PHONE_UNKNOWN;
    } else if (strcmp(act, "open") == 0) {
        result = issuer_open(&p->issuer, code, page->cookie, q->visitor == NULL ? "" : q->visitor,
                             q->now);
    } else {
        result = issuer_decide(&p->issuer, code, page->cookie, strcmp(act, "agree") == 0, q->now);
    }
    answer_page(page, show(page, result), r);
    form_data_free(&form);
}

void oauth_phone(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply)
{
    struct phone_page page = {.code = q->code == NULL ? "" : q->code};
    begin(&page, p, q, ret_reply);
    if (strcmp(q->method, "POST") == 0) {
        answer_post(&page, p, q, ret_reply);
    } else if (strcmp(q->method, "GET") != 0 && strcmp(q->method, "HEAD") != 0) {
        rest_refuse_method(ret_reply, "GET, HEAD, POST",
                           "this page is read with GET, its forms use POST");
    } else if (page.code[0] == '\0') {
        answer_page(&page, 200, ret_reply);
    } else {
        const char *visitor = q->visitor == NULL ? "" : q->visitor;
        answer_page(&page,
                    show(&page, issuer_open(&p->issuer, page.code, page.cookie, visitor, q->now)),
                    ret_reply);
    }
}
