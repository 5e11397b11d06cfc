#include "platform/sim/portal/payment.h"

#include <stdio.h>
#include <string.h>

#include "platform/sim/portal/form_data.h"
#include "platform/sim/portal/html.h"
#include "platform/sim/portal/ledger_citizen.h"
#include "platform/sim/portal/rest.h"
#include "platform/sim/portal/visitor_page.h"

bool payment_is_page(const char *path)
{
    return strncmp(path, "/pay/", 5) == 0;
}

static const char *word_of(const struct ledger_payment *m, int64_t now)
{
    switch (m->state) {
    case PAYMENT_PAID:
        return "paid";
    case PAYMENT_FAILED:
        return "failed";
    case PAYMENT_WAITING:
        break;
    }
    return now >= m->ends ? "expired" : "waiting";
}

static json_t *json_of(const struct portal *p, const struct portal_request *q,
                       const struct ledger_payment *m)
{
    const char *state = word_of(m, q->now);
    json_t *o = json_pack("{s:s, s:I, s:s}", "state", state, "amount", (json_int_t)m->dong,
                          "currency", "VND");
    if (strcmp(state, "waiting") == 0) {
        char payload[200];
        snprintf(payload, sizeof payload, "%s://%.100s/pay/%s", p->tls ? "https" : "http",
                 q->host == NULL ? "" : q->host, m->reference);
        json_object_set_new(o, "payload", json_string(payload));
        json_object_set_new(o, "reference", json_string(m->reference));
        json_object_set_new(o, "receiver", json_string("Cổng thử"));
        json_object_set_new(o, "expires_in", json_integer((m->ends - q->now + 999) / 1000));
    }
    return o;
}

void payment_answer(struct portal *p, const struct portal_request *q, const char *uuid,
                    struct portal_reply *ret_reply)
{
    struct ledger_entry entry;
    struct ledger_payment m;
    const bool again = strcmp(q->method, "POST") == 0;
    if (!again && strcmp(q->method, "GET") != 0 && strcmp(q->method, "HEAD") != 0) {
        rest_refuse_method(ret_reply, "GET, HEAD, POST", "this address does not take that method");
        return;
    }
    struct err e = ledger_find(p->ledger, uuid, &entry);
    if (e.code == ERR_NOT_FOUND) {
        rest_refuse(ret_reply, 404, "unknown", "", "");
        return;
    }
    if (!failed(e)) {
        e = ledger_payment(p->ledger, uuid, atomic_load(&p->fee_dong), again, q->now, &m);
    }
    if (e.code == ERR_NOT_FOUND) {
        reply_json(ret_reply, 200, json_pack("{s:s}", "state", "none"));
    } else if (failed(e)) {
        rest_trouble(ret_reply, e);
    } else {
        reply_json(ret_reply, 200, json_of(p, q, &m));
    }
}

/* --- the page --------------------------------------------------------------------------------- */

struct pay_page {
    struct visitor_page page;
    const struct ledger_payment *payment; /* NULL: unknown */
    const char *state;
};

/* 8000 as "8.000". */
static void put_dong(struct html *w, int64_t dong)
{
    char digits[24];
    const int size = snprintf(digits, sizeof digits, "%lld", (long long)dong);
    for (int i = 0; i < size; i++) {
        buf_printf(w->out, "%c%s", digits[i], i + 1 < size && (size - i - 1) % 3 == 0 ? "." : "");
    }
}

static void put_choice(struct html *w, const char *value, const char *look, const char *icon,
                       const char *word)
{
    buf_printf(w->out, "<button class=\"btn%s\" name=\"do\" value=\"%s\" id=\"%s\">", look, value,
               value);
    html_icon(w, icon, 32);
    html_raw(w, "<span>");
    html_word(w, word);
    html_raw(w, "</span></button>\n");
}

static void put_body(void *self)
{
    struct pay_page *p = self;
    struct html *w = &p->page.html;
    char key[32];
    buf_printf(w->out, "<section class=\"card\" id=\"pay\" data-state=\"%s\"><h2>", p->state);
    snprintf(key, sizeof key, "pay.%s", p->state);
    html_word(w, key);
    html_raw(w, "</h2>");
    if (p->payment != NULL) {
        html_raw(w, "<p class=\"code\">");
        put_dong(w, p->payment->dong);
        html_raw(w, " đồng</p><p class=\"muted small\">");
        html_text(w, p->payment->reference);
        html_raw(w, "</p>");
    }
    html_raw(w, "</section>\n");
    if (strcmp(p->state, "waiting") == 0) {
        html_raw(w, "<form class=\"card form\" method=\"post\">");
        put_choice(w, "paid", " main", "check", "pay.do-paid");
        put_choice(w, "failed", "", "close", "pay.do-failed");
        html_raw(w, "</form>\n");
    }
}

static void show(struct pay_page *p, int status, struct portal_reply *r)
{
    p->page.title = "pay.title";
    p->page.body = put_body;
    p->page.self = p;
    visitor_page_answer(&p->page, status, r);
}

/* Who knows the reference may say so: it is practice, and the reference is drawn. */
static void act(struct portal *p, const struct portal_request *q, const char *reference)
{
    struct form_data form;
    if (failed(form_data_read(q->content_type, q->body, q->size, &form))) {
        return; /* the page shows what is so */
    }
    const char *what = form_data_text(&form, "do");
    const bool paid = strcmp(what, "paid") == 0;
    if (paid || strcmp(what, "failed") == 0) {
        const struct err e =
            ledger_payment_move(p->ledger, reference, paid ? PAYMENT_PAID : PAYMENT_FAILED, q->now);
        (void)e; /* the same */
    }
    form_data_free(&form);
}

void payment_page(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply)
{
    const char *reference = q->path + strlen("/pay/");
    struct ledger_payment m;
    struct pay_page page = {.state = "unknown"};
    page.page.html.language = words_choose(q->lang, q->accept_language);
    if (strcmp(q->method, "POST") == 0) {
        act(p, q, reference);
    } else if (strcmp(q->method, "GET") != 0 && strcmp(q->method, "HEAD") != 0) {
        rest_refuse_method(ret_reply, "GET, HEAD, POST",
                           "this page is read with GET, its form uses POST");
        return;
    }
    const struct err e = ledger_payment_find(p->ledger, reference, &m);
    if (failed(e) && e.code != ERR_NOT_FOUND) {
        rest_trouble(ret_reply, e);
        return;
    }
    if (!failed(e)) {
        page.payment = &m;
        page.state = word_of(&m, q->now);
    }
    show(&page, failed(e) ? 404 : 200, ret_reply);
}
