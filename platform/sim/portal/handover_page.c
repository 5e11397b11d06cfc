/* The page of a citizen's phone: start, pictures, done. It works without a script; each post is
 * answered with the whole page. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/linux/pdf_pictures.h"
#include "platform/sim/portal/form_data.h"
#include "platform/sim/portal/handover.h"
#include "platform/sim/portal/handover_picture.h"
#include "platform/sim/portal/html.h"
#include "platform/sim/portal/ledger_handover.h"
#include "platform/sim/portal/rest.h"
#include "platform/sim/portal/session.h"

#define COOKIE        "upload"
#define PAGE_MAX      (256 * 1024)
#define TOKEN_LETTERS 26

enum upload_step { STEP_START, STEP_SEND, STEP_SECOND, STEP_OVER };

/* The page while its template is filled. */
struct upload_page {
    struct html html;
    struct portal *portal;
    enum upload_step step;
    struct handover handover; /* of SEND */
    const char *error;        /* key of a sentence, NULL = nothing went wrong */
    const char *doubt;        /* ... of a page that came and cannot be read well, NULL = none */
};

bool handover_is_page(const char *path)
{
    return strcmp(path, "/U") == 0 || strncmp(path, "/U/", 3) == 0;
}

/* --- what is shown ---------------------------------------------------------------------------- */

static void put_button(struct html *w, const char *name, const char *value, const char *look,
                       const char *icon, const char *word)
{
    buf_printf(w->out, "<button class=\"btn%s\" name=\"%s\" value=\"%s\">", look, name, value);
    html_icon(w, icon, 32);
    html_raw(w, "<span>");
    html_word(w, word);
    html_raw(w, "</span></button>\n");
}

static void put_said(struct html *w, const char *key)
{
    char name[48];
    buf_printf(w->out, "<section class=\"card\" id=\"said\" data-said=\"%s\"><h2>", key);
    snprintf(name, sizeof name, "%s.title", key);
    html_word(w, name);
    html_raw(w, "</h2><p>");
    snprintf(name, sizeof name, "%s.text", key);
    html_word(w, name);
    html_raw(w, "</p></section>\n");
}

static void put_start(struct html *w)
{
    put_said(w, "upload.start");
    html_raw(w, "<form method=\"post\">");
    put_button(w, "do", "start", " main", "camera", "upload.start.go");
    html_raw(w, "</form>\n");
}

/* A picture to be chosen and sent. */
struct pick {
    const char *id, *input, *look, *icon, *word, *picked;
    int again; /* id of the page it stands for; 0 = it is one more */
};

/* The input lies over its button, which says once it has a picture. */
static void put_pick(struct upload_page *p, const struct pick *pick)
{
    struct html *w = &p->html;
    char number[12];
    snprintf(number, sizeof number, "%d", p->handover.pages + 1);
    buf_printf(w->out,
               "<form method=\"post\" enctype=\"multipart/form-data\" id=\"%s\">"
               "<input type=\"hidden\" name=\"again\" value=\"%d\"><div class=\"pick\">"
               "<input type=\"file\" name=\"page\" accept=\"image/jpeg\" required %s aria-label=\"",
               pick->id, pick->again, pick->input);
    html_word_with(w, pick->word, number);
    buf_printf(w->out, "\"><span class=\"btn%s\">", pick->look);
    html_icon(w, pick->icon, 36);
    html_raw(w, "<span class=\"unpicked\">");
    html_word_with(w, pick->word, number);
    html_raw(w, "</span><span class=\"picked\">");
    html_word(w, pick->picked);
    html_raw(w, "</span></span></div>\n");
    put_button(w, "do", "send", "", "send", "upload.send");
    html_raw(w, "</form>\n");
}

/* It may go along all the same, or another one takes its place. */
static void put_doubt(struct upload_page *p, const struct handover_page *page)
{
    struct html *w = &p->html;
    const char *doubt = handover_doubt(page->quality);
    char id[16];
    if (doubt == NULL) {
        return;
    }
    buf_printf(w->out, "<div class=\"again\" data-doubt=\"%s\"><p><b>", doubt);
    html_word(w, doubt);
    html_raw(w, "</b></p>");
    snprintf(id, sizeof id, "again-%d", page->id);
    put_pick(p, &(struct pick){.id = id,
                               .input = "capture=\"environment\"",
                               .look = "",
                               .icon = "camera",
                               .word = "upload.again",
                               .picked = "upload.taken",
                               .again = page->id});
    html_raw(w, "</div>");
}

static void put_page(struct upload_page *p, const struct handover_page *page, int number)
{
    struct html *w = &p->html;
    char digits[12];
    snprintf(digits, sizeof digits, "%d", number);
    buf_printf(w->out, "<section class=\"card page\"><img src=\"/U/small/%d\" alt=\"\"><div><h2>",
               page->id);
    html_word_with(w, "upload.page", digits);
    html_raw(w, "</h2></div>");
    put_doubt(p, page);
    html_raw(w, "<form class=\"acts\" method=\"post\">");
    snprintf(digits, sizeof digits, "%d", page->id);
    put_button(w, "turn", digits, " small", "rotate", "upload.turn");
    put_button(w, "drop", digits, " small", "bin", "upload.drop");
    html_raw(w, "</form></section>\n");
}

static void put_pages(struct upload_page *p)
{
    struct html *w = &p->html;
    struct handover_page pages[HANDOVER_PAGES];
    char digits[12];
    int count = 0;
    if (failed(ledger_handover_pages(p->portal->ledger, &p->handover, pages, &count))) {
        count = 0;
    }
    snprintf(digits, sizeof digits, "%d", count);
    buf_printf(w->out, "<h2 id=\"count\" data-pages=\"%d\">", count);
    html_word_with(w, count > 0 ? "upload.sent" : "upload.none", digits);
    html_raw(w, "</h2>\n");
    for (int i = 0; i < count; i++) {
        put_page(p, &pages[i], i + 1);
    }
    if (count > 0 && p->handover.state == HANDOVER_JOINED) {
        html_raw(w, "<form class=\"send\" method=\"post\">");
        put_button(w, "do", "finish", " main", "check", "upload.finish");
        html_raw(w, "</form>\n");
    }
}

static void put_alert(struct html *w, const char *id, const char *key)
{
    buf_printf(w->out, "<div class=\"card todo\" role=\"alert\" id=\"%s\" data-%s=\"%s\"><p><b>",
               id, id, key);
    html_word(w, key);
    html_raw(w, "</b></p></div>\n");
}

static void put_send(struct upload_page *p)
{
    struct html *w = &p->html;
    if (p->error != NULL) {
        put_alert(w, "error", p->error);
    } else if (p->doubt != NULL) {
        put_alert(w, "doubt", p->doubt);
    } else if (p->handover.state == HANDOVER_FINISHED) {
        put_said(w, "upload.finished");
    }
    html_raw(w, "<section class=\"card number\"><p class=\"grow\">");
    html_word(w, "upload.number");
    buf_printf(w->out, "</p><b id=\"number\">%d</b></section>\n", p->handover.check);
    if (p->handover.pages < HANDOVER_PAGES) {
        html_raw(w, "<p>");
        html_word(w, "upload.hint");
        html_raw(w, "</p>\n");
        put_pick(p, &(struct pick){"take", "capture=\"environment\"", " main", "camera",
                                   "upload.take", "upload.taken", 0});
        put_pick(p, &(struct pick){"choose", "multiple", "", "folder", "upload.choose",
                                   "upload.chosen", 0});
    }
    put_pages(p);
}

static void put_place(void *self, struct html *w, const char *name)
{
    struct upload_page *p = self;
    if (strcmp(name, "title") == 0) {
        html_word(w, "upload.title");
    } else if (strcmp(name, "body") != 0) {
        html_word(w, name);
    } else if (p->step == STEP_START) {
        put_start(w);
    } else if (p->step == STEP_SEND) {
        put_send(p);
    } else {
        put_said(w, p->step == STEP_SECOND ? "upload.second" : "upload.over");
    }
}

static void show(struct upload_page *p, int status, struct portal_reply *r)
{
    struct buf out;
    char *storage = malloc(PAGE_MAX);
    if (storage == NULL) {
        rest_trouble(r, ERR(ERR_FULL, 1, "upload: memory"));
        return;
    }
    buf_init(&out, storage, PAGE_MAX);
    p->html.out = &out;
    const struct err e = html_fill(&p->html, "upload.html", put_place, p);
    if (failed(e)) {
        rest_trouble(r, e);
    } else {
        reply_set(r, status, "text/html; charset=utf-8", out.data, out.len);
        r->policy = POLICY_OFFICE;
    }
    free(storage);
}

/* --- pictures --------------------------------------------------------------------------------- */

static const char *error_of(struct err e)
{
    if (!failed(e)) {
        return NULL;
    }
    return e.code == ERR_FULL && e.os == 0 ? "upload.error.full" : "upload.error.busy";
}

/* As one more page, or in the place of page id. */
static struct err put_in(struct upload_page *p, const struct handover_in *in, int id, int64_t now)
{
    struct err e = ERR(ERR_NOT_FOUND, 0, "upload: a new page");
    if (id != 0) {
        e = ledger_handover_change(p->portal->ledger, &p->handover, id, in, now);
    }
    return e.code == ERR_NOT_FOUND /* or that one was taken out meanwhile */
               ? ledger_handover_add(p->portal->ledger, &p->handover, in, now)
               : e;
}

/* Keeps a picture made anew. */
static const char *keep(struct upload_page *p, const void *bytes, size_t size, int id, int turned,
                        int64_t now)
{
    struct handover_picture picture;
    const char *error = handover_picture_make(bytes, size, turned, &picture);
    if (error == NULL) {
        error = error_of(put_in(p, &picture.in, id, now));
        p->doubt =
            error == NULL && p->doubt == NULL ? handover_doubt(picture.in.quality) : p->doubt;
        handover_picture_free(&picture);
    }
    return error;
}

/* The number of a page; 0 for anything else. */
static int page_number(const char *text)
{
    const size_t length = strlen(text);
    const bool digits = length > 0 && length <= 6 && strspn(text, "0123456789") == length;
    return digits ? (int)strtol(text, NULL, 10) : 0;
}

/* Every picture of the post; those that can be used are kept, of the others the first is told. The
 * one that stands for a page of before takes its place. */
static void keep_all(struct upload_page *p, const struct form_data *form, int64_t now)
{
    int pictures = 0;
    int again = page_number(form_data_text(form, "again"));
    for (int i = 0; i < form->count; i++) {
        const struct form_field *f = &form->fields[i];
        if (!f->file || strcmp(f->name, "page") != 0) {
            continue;
        }
        pictures++;
        const char *error = handover_foreign(f->value, f->size);
        error = error != NULL ? error : keep(p, f->value, f->size, again, 0, now);
        again = 0;
        p->error = p->error == NULL ? error : p->error;
    }
    if (pictures == 0) {
        p->error = "upload.error.none";
    }
}

/* A quarter clockwise. */
static void turn(struct upload_page *p, int id, int64_t now)
{
    char *bytes = NULL;
    size_t size = 0;
    struct picture_page page = {.jpeg = NULL};
    const struct err e =
        ledger_handover_bytes(p->portal->ledger, &p->handover, id, false, &bytes, &size);
    if (!failed(e)) {
        (void)pdf_pictures((const uint8_t *)bytes, size, &page, 1); /* a PDF of ours has one */
        p->error = keep(p, page.jpeg, page.size, id, 6, now);
        explicit_bzero(bytes, size);
    }
    free(bytes);
}

/* --- requests --------------------------------------------------------------------------------- */

/* The hash of the phone's cookie; false without one. */
static bool phone_of(const char *cookie, char ret_hash[SHA256_HEX])
{
    char id[SESSION_ID];
    if (!cookie_find(cookie, COOKIE, id, sizeof id) || strlen(id) != SESSION_ID - 1) {
        return false;
    }
    portal_sha256_hex(id, strlen(id), ret_hash);
    return true;
}

static void carry_out(struct upload_page *p, const struct portal_request *q)
{
    struct form_data form;
    if (q->too_large) {
        p->error = "upload.error.large";
        return;
    }
    if (failed(form_data_read(q->content_type, q->body, q->size, &form))) {
        p->error = "upload.error.damaged";
        return;
    }
    const int turned = page_number(form_data_text(&form, "turn"));
    const int dropped = page_number(form_data_text(&form, "drop"));
    if (turned > 0) {
        turn(p, turned, q->now);
    } else if (dropped > 0) {
        const struct err e =
            ledger_handover_change(p->portal->ledger, &p->handover, dropped, NULL, q->now);
        p->error = e.code == ERR_NOT_FOUND ? NULL : error_of(e);
    } else if (strcmp(form_data_text(&form, "do"), "finish") == 0) {
        p->error = error_of(ledger_handover_finish(p->portal->ledger, &p->handover, q->now));
    } else {
        keep_all(p, &form, q->now);
    }
    form_data_free(&form);
}

/* /U: only with the cookie of the phone that came first. */
static void answer_phone(struct upload_page *p, const struct portal_request *q,
                         struct portal_reply *r)
{
    char phone[SHA256_HEX];
    struct err e = ERR(ERR_NOT_FOUND, 0, "upload: no cookie");
    const bool known = phone_of(q->cookie, phone);
    e = known ? ledger_handover_phone(p->portal->ledger, phone, q->now, &p->handover) : e;
    if (!failed(e) && strcmp(q->method, "POST") == 0) {
        carry_out(p, q);
        e = ledger_handover_phone(p->portal->ledger, phone, q->now, &p->handover);
    }
    if (failed(e) && e.code != ERR_NOT_FOUND) {
        rest_trouble(r, e);
        return;
    }
    p->step = failed(e) ? STEP_OVER : STEP_SEND;
    show(p,
         failed(e)                                     ? 410
         : p->error == NULL                            ? 200
         : strcmp(p->error, "upload.error.large") == 0 ? 413
                                                       : 422,
         r);
}

/* The first phone gets the cookie, and an address without the token. */
static void join(struct upload_page *p, const struct portal_request *q, const char *token,
                 struct portal_reply *r)
{
    char id[SESSION_ID];
    char phone[SHA256_HEX];
    portal_random_hex(id, SESSION_ID - 1);
    portal_sha256_hex(id, strlen(id), phone);
    const struct err e =
        ledger_handover_join(p->portal->ledger, token, phone, q->now, &p->handover);
    if (failed(e)) {
        p->step = e.code == ERR_REFUSED ? STEP_SECOND : STEP_OVER;
        show(p, e.code == ERR_REFUSED ? 409 : 410, r);
        return;
    }
    reply_set(r, 303, "text/plain", "", 0);
    snprintf(r->location, sizeof r->location, "/U%s",
             p->html.language == WORDS_EN ? "?lang=en" : "");
    snprintf(r->cookie[0], sizeof r->cookie[0],
             COOKIE "=%s; Path=/U; HttpOnly; SameSite=Lax; Max-Age=1800%s", id,
             p->portal->tls ? "; Secure" : "");
}

/* /U/TOKEN: nothing is used up by a mere look, which programs make as well. */
static void answer_address(struct upload_page *p, const struct portal_request *q, const char *token,
                           struct portal_reply *r)
{
    char hash[SHA256_HEX];
    char phone[SHA256_HEX] = "";
    bool mine = false;
    portal_sha256_hex(token, strlen(token), hash);
    (void)phone_of(q->cookie, phone);
    const struct err e =
        ledger_handover_address(p->portal->ledger, hash, phone, q->now, &p->handover, &mine);
    if (failed(e) && e.code != ERR_NOT_FOUND) {
        rest_trouble(r, e);
    } else if (!failed(e) && mine) {
        reply_set(r, 303, "text/plain", "", 0);
        snprintf(r->location, sizeof r->location, "/U");
    } else if (!failed(e) && strcmp(q->method, "POST") == 0) {
        join(p, q, hash, r);
    } else {
        p->step = failed(e)                               ? STEP_OVER
                  : p->handover.state == HANDOVER_WAITING ? STEP_START
                                                          : STEP_SECOND;
        show(p, failed(e) ? 410 : p->step == STEP_SECOND ? 409 : 200, r);
    }
}

static void answer_small(struct upload_page *p, const struct portal_request *q, int id,
                         struct portal_reply *r)
{
    char phone[SHA256_HEX];
    char *bytes = NULL;
    size_t size = 0;
    struct err e = ERR(ERR_NOT_FOUND, 0, "upload: no cookie");
    if (phone_of(q->cookie, phone)) {
        e = ledger_handover_phone(p->portal->ledger, phone, q->now, &p->handover);
        e = failed(e)
                ? e
                : ledger_handover_bytes(p->portal->ledger, &p->handover, id, true, &bytes, &size);
    }
    if (failed(e)) {
        rest_refuse(r, 404, "unknown", "", "");
    } else {
        reply_set(r, 200, "image/jpeg", bytes, size);
        r->policy = POLICY_PAPER;
    }
    free(bytes);
}

void handover_page(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply)
{
    static const char small[] = "/U/small/";
    struct upload_page page = {.portal = p};
    page.html.language = words_choose(q->lang, q->accept_language);
    const bool get = strcmp(q->method, "GET") == 0 || strcmp(q->method, "HEAD") == 0;
    if (!limiter_allows(&p->limiter, q->visitor == NULL ? "" : q->visitor, q->now)) {
        rest_refuse(ret_reply, 429, "too-often", "", "wait a moment, then try again");
        ret_reply->retry_after = 2;
    } else if (!get && strcmp(q->method, "POST") != 0) {
        rest_refuse_method(ret_reply, "GET, HEAD, POST",
                           "this page is read with GET, its forms use POST");
    } else if (strcmp(q->path, "/U") == 0) {
        answer_phone(&page, q, ret_reply);
    } else if (get && strncmp(q->path, small, strlen(small)) == 0) {
        answer_small(&page, q, page_number(q->path + strlen(small)), ret_reply);
    } else {
        answer_address(&page, q, q->path + strlen("/U/"), ret_reply);
    }
}

void handover_coming(struct portal *p, const char *path, const char *cookie, size_t got,
                     size_t total)
{
    char phone[SHA256_HEX];
    if (strcmp(path, "/U") == 0 && phone_of(cookie, phone)) {
        coming_note(&p->coming, phone, got, total);
    }
}
