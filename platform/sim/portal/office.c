#include "platform/sim/portal/office.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/portal/intake.h"
#include "platform/sim/portal/office_page.h"
#include "platform/sim/portal/rest.h"

#define COOKIE      "officer"
#define COOKIE_LANG "officer-lang"

bool office_is_path(const char *path)
{
    static const char head[] = "/officer";
    const size_t len = sizeof head - 1;
    return strncmp(path, head, len) == 0 && (path[len] == '\0' || path[len] == '/');
}

/* Keeps a cookie for the officer's page alone. */
static void set_cookie(struct office *o, int which, const char *name, const char *value)
{
    snprintf(o->reply->cookie[which], sizeof o->reply->cookie[which],
             "%s=%s; Path=/officer; HttpOnly; SameSite=Strict%s", name, value,
             o->portal->tls ? "; Secure" : "");
}

/* The address's language, else the one chosen before, else the browser's. */
static void choose_language(struct office *o)
{
    char kept[8];
    const char *asked = o->q->lang;
    cookie_find(o->q->cookie, COOKIE_LANG, kept, sizeof kept);
    if (asked != NULL && (strcmp(asked, "vi") == 0 || strcmp(asked, "en") == 0)) {
        set_cookie(o, 1, COOKIE_LANG, asked);
    } else {
        asked = kept;
    }
    o->language = words_choose(asked, o->q->accept_language);
}

/* A visitor without a cookie gets one, so that its first form already has a token. */
static void begin(struct office *o)
{
    choose_language(o);
    if (!cookie_find(o->q->cookie, COOKIE, o->cookie, sizeof o->cookie) ||
        strlen(o->cookie) != SESSION_ID - 1) {
        portal_random_hex(o->cookie, SESSION_ID - 1);
        set_cookie(o, 0, COOKIE, o->cookie);
    }
    o->signed_in = sessions_alive(&o->portal->sessions, o->cookie, o->q->now);
    sessions_token(&o->portal->sessions, o->cookie, o->token);
}

static void put_sign_in(struct office *o, struct html *w, void *self)
{
    (void)self;
    html_raw(w, "<form class=\"card form\" method=\"post\" action=\"/officer/sign-in\">");
    office_put_token(o, w);
    html_raw(w, "<div class=\"field\"><label for=\"pin\">");
    html_word(w, "office.pin");
    html_raw(w, "</label><p class=\"muted small\" id=\"pin-hint\">");
    html_word(w, "office.pin-hint");
    html_raw(w, "</p><input id=\"pin\" name=\"pin\" type=\"password\" inputmode=\"numeric\""
                " autocomplete=\"off\" maxlength=\"6\" required aria-describedby=\"pin-hint\"");
    html_raw(w, o->error != NULL ? " aria-invalid=\"true\"></div>" : "></div>");
    html_raw(w, "<button class=\"btn main\" id=\"enter\">");
    html_icon(w, "key", 32);
    html_raw(w, "<span>");
    html_word(w, "office.enter");
    html_raw(w, "</span></button></form>\n");
}

static void sign_in_page(struct office *o, int status, const char *error)
{
    o->error = error;
    office_page(o, status, "office.sign-in", put_sign_in, NULL);
}

static void sign_in(struct office *o, const struct form_data *form)
{
    char id[SESSION_ID];
    switch (sessions_try(&o->portal->sessions, o->q->visitor == NULL ? "" : o->q->visitor,
                         form_data_text(form, "pin"), o->q->now, id)) {
    case SIGNED_IN:
        set_cookie(o, 0, COOKIE, id);
        office_see_other(o, "/officer");
        break;
    case SIGN_IN_WRONG:
        sign_in_page(o, 403, "office.pin-wrong");
        break;
    case SIGN_IN_WAIT:
        sign_in_page(o, 429, "office.pin-wait");
        o->reply->retry_after = PIN_REFILL_MS / 1000;
        break;
    }
}

static void sign_out(struct office *o)
{
    char fresh[SESSION_ID];
    sessions_end(&o->portal->sessions, o->cookie);
    portal_random_hex(fresh, SESSION_ID - 1);
    set_cookie(o, 0, COOKIE, fresh);
    office_see_other(o, "/officer/sign-in");
}

/* Splits "UUID" or "UUID/TAIL" behind /officer/file/; false when it is no uuid. */
static bool split(const char *rest, char ret_uuid[37], const char **ret_tail)
{
    const size_t len = strcspn(rest, "/");
    if (len != 36) {
        return false;
    }
    memcpy(ret_uuid, rest, 36);
    ret_uuid[36] = '\0';
    *ret_tail = rest + len;
    return portal_is_uuid(ret_uuid);
}

/* A stored paper or result, as it is. */
static void give_bytes(struct office *o, const char *uuid, const char *sha256, bool result)
{
    char type[20] = "";
    char *bytes = NULL;
    size_t size = 0;
    struct err e = result
                       ? ledger_result_bytes(o->portal->ledger, uuid, sha256, type, &bytes, &size)
                       : ledger_paper_bytes(o->portal->ledger, uuid, sha256, type, &bytes, &size);
    const char *literal = failed(e) ? NULL : intake_paper_literal(type);
    if (e.code == ERR_NOT_FOUND || (!failed(e) && literal == NULL)) {
        office_sentence(o, 404, "office.unknown");
    } else if (failed(e)) {
        rest_trouble(o->reply, e);
    } else {
        reply_set(o->reply, 200, literal, bytes, size);
        o->reply->policy = POLICY_PAPER;
    }
    free(bytes);
}

static void answer_file(struct office *o, const char *rest)
{
    char uuid[37];
    const char *tail = "";
    if (!split(rest, uuid, &tail)) {
        office_sentence(o, 404, "office.unknown");
    } else if (strncmp(tail, "/papers/", 8) == 0) {
        give_bytes(o, uuid, tail + 8, false);
    } else if (strncmp(tail, "/results/", 9) == 0) {
        give_bytes(o, uuid, tail + 9, true);
    } else if (strcmp(tail, "/move") == 0 || strcmp(tail, "/undo") == 0) {
        char path[80];
        snprintf(path, sizeof path, "/officer/file/%s", uuid);
        office_see_other(o, path);
    } else if (tail[0] != '\0') {
        office_sentence(o, 404, "office.unknown");
    } else {
        office_file_page(o, 200, uuid, NULL);
    }
}

static void answer_get(struct office *o, const char *what)
{
    static const char file[] = "/file/";
    if (strcmp(what, "/sign-in") == 0 && !o->signed_in) {
        sign_in_page(o, 200, NULL);
    } else if (strcmp(what, "/sign-in") == 0) {
        office_see_other(o, "/officer");
    } else if (!o->signed_in) {
        office_see_other(o, "/officer/sign-in");
    } else if (what[0] == '\0' || strcmp(what, "/") == 0) {
        office_list_page(o);
    } else if (strncmp(what, file, sizeof file - 1) == 0) {
        answer_file(o, what + sizeof file - 1);
    } else {
        office_sentence(o, 404, "office.unknown");
    }
}

static void act(struct office *o, const char *what, const struct form_data *form)
{
    static const char call[] = "/call/";
    static const char file[] = "/file/";
    char uuid[37];
    const char *tail = "";
    if (strcmp(what, "/sign-in") == 0) {
        sign_in(o, form);
    } else if (!o->signed_in) {
        office_see_other(o, "/officer/sign-in");
    } else if (strcmp(what, "/sign-out") == 0) {
        sign_out(o);
    } else if (strncmp(what, call, sizeof call - 1) == 0) { /* a call that is over needs nobody */
        (void)calls_come(&o->portal->calls, what + sizeof call - 1);
        office_see_other(o, "/officer");
    } else if (strcmp(what, "/desk") == 0) {
        (void)calls_close(&o->portal->calls, form_data_text(form, "until"));
        office_see_other(o, "/officer");
    } else if (strncmp(what, file, sizeof file - 1) != 0 ||
               !split(what + sizeof file - 1, uuid, &tail)) {
        office_sentence(o, 404, "office.unknown");
    } else if (strcmp(tail, "/move") == 0) {
        office_move(o, uuid, form);
    } else if (strcmp(tail, "/undo") == 0) {
        office_undo(o, uuid, form);
    } else {
        office_sentence(o, 404, "office.unknown");
    }
}

static void answer_post(struct office *o, const char *what)
{
    struct form_data form;
    if (o->q->too_large) {
        office_sentence(o, 413, "office.error-file");
        return;
    }
    if (failed(form_data_read(o->q->content_type, o->q->body, o->q->size, &form))) {
        office_sentence(o, 400, "office.error-form");
        return;
    }
    if (sessions_token_ok(&o->portal->sessions, o->cookie, form_data_text(&form, "token"))) {
        act(o, what, &form);
    } else {
        office_sentence(o, 403, "office.expired");
    }
    form_data_free(&form);
}

void office_answer(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply)
{
    struct office o = {.portal = p, .q = q, .reply = ret_reply};
    const char *what = q->path + strlen("/officer");
    begin(&o);
    if (strcmp(q->method, "GET") == 0 || strcmp(q->method, "HEAD") == 0) {
        answer_get(&o, what);
    } else if (strcmp(q->method, "POST") == 0) {
        answer_post(&o, what);
    } else {
        rest_refuse_method(ret_reply, "GET, HEAD, POST",
                           "this page is read with GET, its forms use POST");
    }
}
