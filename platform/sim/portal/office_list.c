/* The list of files: filter by state, search by number, newest first, in pages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/utf8.h"
#include "platform/sim/portal/labels.h"
#include "platform/sim/portal/moves.h"
#include "platform/sim/portal/office_page.h"
#include "platform/sim/portal/rest.h"

#define ROWS 20

struct list {
    struct ledger_query query;
    char find[LEDGER_FIND_MAX + 1];
    struct ledger_row rows[ROWS];
    int count, total;
    int counts[MOVES_STATES + 1];
};

static void put_option(struct html *w, const struct list *l, int state, int count)
{
    buf_printf(w->out, "<option value=\"%d\"%s>", state,
               l->query.state == state ? " selected" : "");
    if (state == 0) {
        html_word(w, "office.all");
    } else if (state < 0) {
        html_word(w, "office.foreign");
    } else {
        office_put_state(w, state, "");
    }
    buf_printf(w->out, " (%d)</option>", count);
}

static void put_find(struct html *w, const struct list *l)
{
    int all = 0;
    for (int i = 0; i <= MOVES_STATES; i++) {
        all += l->counts[i];
    }
    html_raw(w, "<form class=\"card form find\" role=\"search\" method=\"get\" action=\"/officer\">"
                "<div class=\"field\"><label for=\"q\">");
    html_word(w, "office.find");
    html_raw(w, "</label><p class=\"muted small\" id=\"q-hint\">");
    html_word(w, "office.find-hint");
    buf_printf(w->out,
               "</p><input id=\"q\" name=\"q\" type=\"search\" maxlength=\"%d\""
               " autocomplete=\"off\" aria-describedby=\"q-hint\" value=\"",
               LEDGER_FIND_MAX);
    html_text(w, l->find);
    html_raw(w, "\"></div><div class=\"field\"><label for=\"state\">");
    html_word(w, "office.filter");
    html_raw(w, "</label><select id=\"state\" name=\"state\">");
    put_option(w, l, 0, all);
    for (int state = 1; state <= MOVES_STATES; state++) {
        put_option(w, l, state, l->counts[state]);
    }
    put_option(w, l, -1, l->counts[0]);
    html_raw(w, "</select></div><button class=\"btn main\" id=\"find\">");
    html_icon(w, "search", 32);
    html_raw(w, "<span>");
    html_word(w, "office.search");
    html_raw(w, "</span></button></form>\n");
}

static void put_row(struct html *w, const struct ledger_row *row)
{
    const struct ledger_entry *e = &row->entry;
    char title[300];
    char missing[16];
    const bool titled = labels_title(w->language, e->procedure, title, sizeof title);
    buf_printf(w->out,
               "<li><a class=\"btn file %s\" href=\"/officer/file/%s\"><span class=\"code\">",
               office_tone(e->state), e->uuid);
    if (e->file_number[0] == '\0') {
        html_word(w, "office.no-number");
    } else {
        html_text(w, e->file_number);
    }
    html_raw(w, "</span><span class=\"what\">");
    html_text(w, titled ? title : e->procedure);
    html_raw(w, "</span><span class=\"chip\">");
    office_put_state(w, e->state, e->state_text);
    html_raw(w, "</span><span class=\"muted\">");
    html_time(w, e->received_at);
    if (row->missing > 0) {
        snprintf(missing, sizeof missing, "%d", row->missing);
        html_raw(w, " · ");
        html_word_with(w, "office.missing", missing);
    }
    html_raw(w, "</span></a></li>\n");
}

static void put_page_link(struct html *w, const struct list *l, int page, const char *name,
                          const char *icon)
{
    char key[24];
    snprintf(key, sizeof key, "office.%s", name);
    buf_printf(w->out,
               "<a class=\"btn\" id=\"%s\" href=\"/officer?state=%d&amp;page=%d&amp;q=", name,
               l->query.state, page);
    for (const char *at = l->find; *at != '\0'; at++) {
        buf_printf(w->out, "%%%02X", (unsigned char)*at);
    }
    html_raw(w, "\">");
    html_icon(w, icon, 28);
    html_raw(w, "<span>");
    html_word(w, key);
    html_raw(w, "</span></a>");
}

static void put_pages(struct html *w, const struct list *l)
{
    const int pages = (l->total + ROWS - 1) / ROWS;
    const int page = l->query.offset / ROWS + 1;
    char text[40];
    if (pages < 2) {
        return;
    }
    snprintf(text, sizeof text, "%d / %d", page, pages);
    html_raw(w, "<nav class=\"pages\" aria-label=\"");
    html_word(w, "office.pages");
    html_raw(w, "\">");
    if (page > 1) {
        put_page_link(w, l, page - 1, "newer", "back");
    }
    html_raw(w, "<p>");
    html_word_with(w, "office.page", text);
    html_raw(w, "</p>");
    if (page < pages) {
        put_page_link(w, l, page + 1, "older", "next");
    }
    html_raw(w, "</nav>\n");
}

static void put_nothing(struct html *w, const struct list *l)
{
    const bool any = l->query.state != 0 || l->find[0] != '\0';
    html_raw(w, "<section class=\"card\" id=\"nothing\"><div class=\"row\">");
    html_icon(w, "folder", 52);
    html_raw(w, "<p class=\"grow\">");
    html_word(w, any ? "office.none-found" : "office.none");
    html_raw(w, "</p></div></section>\n");
    if (any) {
        html_raw(w, "<a class=\"btn\" href=\"/officer\">");
        html_word(w, "office.show-all");
        html_raw(w, "</a>\n");
    }
}

/* The desk opens, or closes until a time of day: kiosks then say so to who calls. */
static void put_desk(struct office *o, struct html *w)
{
    char until[6];
    calls_closed(&o->portal->calls, until);
    html_raw(w, "<form class=\"card form desk\" method=\"post\" action=\"/officer/desk\">");
    office_put_token(o, w);
    if (until[0] != '\0') {
        html_raw(w, "<p role=\"status\">");
        html_word_with(w, "office.desk-closed", until);
        html_raw(w, "</p><button class=\"btn\" id=\"desk-open\" name=\"until\" value=\"\">");
        html_word(w, "office.desk-open");
    } else {
        html_raw(w, "<div class=\"field\"><label for=\"until\">");
        html_word(w, "office.desk-until");
        html_raw(w, "</label><input id=\"until\" name=\"until\" type=\"time\" required></div>"
                    "<button class=\"btn\" id=\"desk-close\">");
        html_word(w, "office.desk-close");
    }
    html_raw(w, "</button></form>\n");
}

static void put_answer(struct office *o, struct html *w, const struct kiosk_call *c)
{
    if (c->coming) {
        html_raw(w, "<p role=\"status\">");
        html_word(w, "office.call-answered");
        html_raw(w, "</p>");
        return;
    }
    buf_printf(w->out, "<form method=\"post\" action=\"/officer/call/%s\">", c->kiosk);
    office_put_token(o, w);
    buf_printf(w->out, "<button class=\"btn main\" id=\"come-%s\">", c->kiosk);
    html_word(w, "office.call-come");
    html_raw(w, "</button></form>");
}

/* Somebody waits at a kiosk: above everything else. */
static void put_calls(struct office *o, struct html *w)
{
    struct kiosk_call open[CALLS_MAX];
    const int count = calls_list(&o->portal->calls, open);
    for (int i = 0; i < count; i++) {
        html_raw(w, "<section class=\"card todo call\" role=\"status\"><h2>");
        html_word_with(w, "office.call", open[i].kiosk);
        html_raw(w, "</h2><p>");
        html_word_with(w, "office.call-language", open[i].language);
        html_raw(w, " · ");
        html_word_with(w, "office.call-page", open[i].page);
        html_raw(w, " · ");
        html_time(w, open[i].at);
        html_raw(w, "</p>");
        put_answer(o, w, &open[i]);
        html_raw(w, "</section>\n");
    }
}

static void put_list(struct office *o, struct html *w, void *self)
{
    const struct list *l = self;
    char total[16];
    put_calls(o, w);
    snprintf(total, sizeof total, "%d", l->total);
    put_find(w, l);
    html_raw(w, "<h2 role=\"status\">");
    html_word_with(w, "office.count", total);
    html_raw(w, "</h2>\n");
    if (l->count == 0) {
        put_nothing(w, l);
        put_desk(o, w);
        return;
    }
    html_raw(w, "<ul class=\"files\">\n");
    for (int i = 0; i < l->count; i++) {
        put_row(w, &l->rows[i]);
    }
    html_raw(w, "</ul>\n");
    put_pages(w, l);
    put_desk(o, w);
}

/* A number of the address within bounds, else `otherwise`. */
static int number_of(const char *text, int least, int most, int otherwise)
{
    char *end = NULL;
    const long n = text == NULL || text[0] == '\0' ? least - 1L : strtol(text, &end, 10);
    return n >= least && n <= most && *end == '\0' ? (int)n : otherwise;
}

static void read_query(struct list *l, const struct portal_request *q)
{
    const char *find = q->find == NULL || !utf8_valid(q->find, strlen(q->find)) ? "" : q->find;
    find += strspn(find, " ");
    if (strlen(find) < sizeof l->find) {
        snprintf(l->find, sizeof l->find, "%s", find);
        for (size_t len = strlen(l->find); len > 0 && l->find[len - 1] == ' '; len--) {
            l->find[len - 1] = '\0';
        }
    }
    l->query.state = number_of(q->state, -1, MOVES_STATES, 0);
    l->query.offset = (number_of(q->page, 1, 1000000, 1) - 1) * ROWS;
    l->query.limit = ROWS;
    l->query.find = l->find;
}

void office_list_page(struct office *o)
{
    struct list *l = calloc(1, sizeof *l);
    struct err e =
        l == NULL ? ERR(ERR_FULL, 1, "page: memory") : ledger_settle(o->portal->ledger, o->q->now);
    if (!failed(e)) {
        read_query(l, o->q);
        e = ledger_counts(o->portal->ledger, l->counts);
    }
    if (!failed(e)) {
        e = ledger_list(o->portal->ledger, &l->query, l->rows, &l->count, &l->total);
    }
    if (!failed(e) && l->count == 0 && l->total > 0) { /* beyond the end: the last page */
        l->query.offset = (l->total - 1) / ROWS * ROWS;
        e = ledger_list(o->portal->ledger, &l->query, l->rows, &l->count, &l->total);
    }
    if (failed(e)) {
        rest_trouble(o->reply, e);
    } else {
        office_page(o, 200, "office.title", put_list, l);
    }
    free(l);
}
