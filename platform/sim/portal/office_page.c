#include "platform/sim/portal/office_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/portal/moves.h"
#include "platform/sim/portal/rest.h"

#define OFFICE_PAGE_MAX (2 * 1024 * 1024)

/* A page while its template is filled. */
struct filling {
    struct office *office;
    const char *heading;
    office_body *body;
    void *self;
};

void office_put_token(struct office *o, struct html *w)
{
    html_raw(w, "<input type=\"hidden\" name=\"token\" value=\"");
    html_raw(w, o->token);
    html_raw(w, "\">");
}

void office_put_state(struct html *w, int state, const char *text)
{
    char number[16];
    snprintf(number, sizeof number, "%d", state);
    if (moves_known(state)) {
        char key[24];
        snprintf(key, sizeof key, "state.%d", state);
        html_raw(w, number);
        html_raw(w, " · ");
        html_word(w, key);
        return;
    }
    html_word_with(w, "state.other", number);
    if (text[0] != '\0') {
        html_raw(w, ": ");
        html_text(w, text);
    }
}

const char *office_tone(int state)
{
    switch (state) {
    case 3:
    case 5:
    case 6:
    case 8:
        return "todo";
    case 2:
    case 9:
    case 10:
        return "good";
    default:
        return "plain";
    }
}

static void put_sign_out(struct office *o, struct html *w)
{
    if (!o->signed_in) {
        return;
    }
    html_raw(w, "<form method=\"post\" action=\"/officer/sign-out\">");
    office_put_token(o, w);
    html_raw(w, "<button class=\"btn\" id=\"sign-out\">");
    html_icon(w, "close", 28);
    html_raw(w, "<span>");
    html_word(w, "office.sign-out");
    html_raw(w, "</span></button></form>\n");
}

static void put_error(const struct office *o, struct html *w)
{
    if (o->error != NULL) {
        html_raw(w, "<div class=\"card todo\" id=\"error\" role=\"alert\"><div class=\"row\">");
        html_icon(w, "warning", 44);
        html_raw(w, "<p class=\"grow\"><b>");
        html_word(w, o->error);
        html_raw(w, "</b></p></div></div>\n");
    }
}

static void put_place(void *self, struct html *w, const char *name)
{
    struct filling *f = self;
    if (strcmp(name, "title") == 0) {
        html_word_with(w, f->heading, f->office->subject == NULL ? "" : f->office->subject);
    } else if (strcmp(name, "body") == 0) {
        put_error(f->office, w);
        f->body(f->office, w, f->self);
    } else if (strcmp(name, "sign-out") == 0) {
        put_sign_out(f->office, w);
    } else {
        html_word(w, name);
    }
}

void office_page(struct office *o, int status, const char *heading, office_body *body, void *self)
{
    struct buf out;
    struct filling f = {o, heading, body, self};
    char *storage = malloc(OFFICE_PAGE_MAX);
    if (storage == NULL) {
        rest_trouble(o->reply, ERR(ERR_FULL, 1, "page: memory"));
        return;
    }
    buf_init(&out, storage, OFFICE_PAGE_MAX);
    struct html w = {&out, o->language, false};
    const struct err e = html_fill(&w, "office.html", put_place, &f);
    if (failed(e)) {
        rest_trouble(o->reply, e);
    } else {
        reply_set(o->reply, status, "text/html; charset=utf-8", out.data, out.len);
        o->reply->policy = POLICY_OFFICE;
    }
    free(storage);
}

static void put_way_back(struct office *o, struct html *w, void *self)
{
    (void)o;
    (void)self;
    html_raw(w, "<a class=\"btn main\" href=\"/officer\">");
    html_icon(w, "back", 32);
    html_raw(w, "<span>");
    html_word(w, "office.back");
    html_raw(w, "</span></a>\n");
}

void office_sentence(struct office *o, int status, const char *key)
{
    o->error = key;
    office_page(o, status, "office.title", put_way_back, NULL);
}

void office_see_other(struct office *o, const char *path)
{
    reply_set(o->reply, 303, "text/plain; charset=utf-8", "", 0);
    snprintf(o->reply->location, sizeof o->reply->location, "%s", path);
}
