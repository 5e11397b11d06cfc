/* One file: what was filed, its papers, its history, and the moves that are open. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/portal/instance.h"
#include "platform/sim/portal/intake.h"
#include "platform/sim/portal/labels.h"
#include "platform/sim/portal/moves.h"
#include "platform/sim/portal/office_file.h"
#include "platform/sim/portal/rest.h"

const char *office_form_of(const struct office_file *f)
{
    const char *id = intake_text(json_object_get(f->record, "form"), "id");
    return id[0] == '\0' ? f->entry.procedure : id;
}

static void put_heading(struct html *w, const char *key)
{
    html_raw(w, "<h2 class=\"over\">");
    html_word(w, key);
    html_raw(w, "</h2>");
}

/* <dt>word</dt><dd>: the value and its end are the caller's. */
static void put_term(struct html *w, const char *key)
{
    html_raw(w, "<div><dt>");
    html_word(w, key);
    html_raw(w, "</dt><dd>");
}

static void put_pair(struct html *w, const char *key, const char *value)
{
    if (value[0] != '\0') {
        put_term(w, key);
        html_text(w, value);
        html_raw(w, "</dd></div>");
    }
}

static void put_head(struct html *w, const struct office_file *f)
{
    char title[300];
    const struct ledger_entry *e = &f->entry;
    if (!labels_title(w->language, e->procedure, title, sizeof title)) {
        snprintf(title, sizeof title, "%s", e->procedure);
    }
    html_raw(w, "<a class=\"btn\" id=\"back\" href=\"/officer\">");
    html_icon(w, "back", 28);
    html_raw(w, "<span>");
    html_word(w, "office.back");
    html_raw(w, "</span></a>\n");
    buf_printf(w->out,
               "<section class=\"card %s\" id=\"file\" data-state=\"%d\"><div class=\"row\">",
               office_tone(e->state), e->state);
    html_icon(w, "document", 52);
    html_raw(w, "<div class=\"grow\"><p class=\"code\" id=\"number\">");
    if (e->file_number[0] == '\0') {
        html_word(w, "office.no-number");
    } else {
        html_text(w, e->file_number);
    }
    html_raw(w, "</p><h2>");
    html_text(w, title);
    html_raw(w, "</h2><p id=\"state\"><b>");
    office_put_state(w, e->state, e->state_text);
    html_raw(w, "</b></p>");
    if (e->reason[0] != '\0') {
        html_raw(w, "<p class=\"reason\" id=\"reason\">");
        html_text(w, e->reason);
        html_raw(w, "</p>");
    }
    html_raw(w, "</div></div></section>\n");
}

/* "officer", "paper" or NULL: who is to fill this in. */
static const char *open_by(const struct office_file *f, const char *ref)
{
    size_t i = 0;
    const json_t *item = NULL;
    json_array_foreach(json_object_get(f->record, "open"), i, item)
    {
        if (strcmp(intake_text(item, "ref"), ref) == 0) {
            return intake_text(item, "by");
        }
    }
    return NULL;
}

static bool is_paper(const struct office_file *f, const char *ref)
{
    size_t i = 0;
    const json_t *item = NULL;
    json_array_foreach(json_object_get(f->record, "papers"), i, item)
    {
        if (strcmp(intake_text(item, "ref"), ref) == 0) {
            return true;
        }
    }
    return false;
}

/* 2022-07-01 as it is said here, 1/7/2022; anything else stays as it is. */
static void say_date(char *value, size_t cap)
{
    int year = 0;
    int month = 0;
    int day = 0;
    char rest = '\0';
    if (strlen(value) == 10 && sscanf(value, "%4d-%2d-%2d%c", &year, &month, &day, &rest) == 3 &&
        month > 0 && day > 0) {
        snprintf(value, cap, "%d/%d/%d", day, month, year);
    }
}

/* One answer, when there is something to say about it and its label is known (or is not). */
static bool put_answer(struct html *w, const struct office_file *f,
                       const struct instance_leaf *leaf, bool labelled)
{
    char label[300];
    char value[2 * INSTANCE_VALUE];
    const char *by = open_by(f, leaf->path);
    const bool known =
        labels_question(w->language, office_form_of(f), leaf->path, label, sizeof label);
    if (known != labelled || (leaf->value[0] == '\0' && by == NULL) || is_paper(f, leaf->path)) {
        return false;
    }
    html_raw(w, "<div><dt>");
    html_text(w, known ? label : leaf->path);
    html_raw(w, "</dt><dd>");
    labels_answer(w->language, office_form_of(f), leaf->path, leaf->value, value, sizeof value);
    say_date(value, sizeof value);
    html_text(w, value);
    if (by != NULL) {
        html_raw(w, value[0] == '\0' ? "<i>" : " <i>");
        html_word(w, strcmp(by, "paper") == 0 ? "office.open-paper" : "office.open-officer");
        html_raw(w, "</i>");
    }
    html_raw(w, "</dd></div>\n");
    return true;
}

/* All answers with, or all without a label; returns how many. */
static int put_answers_of(struct html *w, const struct office_file *f, bool labelled)
{
    int count = 0;
    struct instance_reader reader;
    struct instance_leaf leaf;
    instance_begin(&reader, intake_text(f->record, "instance"));
    while (count < OFFICE_ANSWERS_MAX && instance_next(&reader, &leaf)) {
        count += put_answer(w, f, &leaf, labelled) ? 1 : 0;
    }
    return count;
}

static void put_answers(struct html *w, const struct office_file *f)
{
    html_raw(w, "<section class=\"card\" id=\"answers\">");
    put_heading(w, "office.answers");
    html_raw(w, "<dl>\n");
    const int count = put_answers_of(w, f, true);
    html_raw(w, "</dl>");
    if (count == 0) {
        html_raw(w, "<p class=\"muted\">");
        html_word(w, "office.answers-none");
        html_raw(w, "</p>");
    }
    html_raw(w, "<details><summary>");
    html_word(w, "office.unlabelled");
    html_raw(w, "</summary><dl>\n");
    (void)put_answers_of(w, f, false);
    html_raw(w, "</dl></details></section>\n");
}

static void put_results(struct html *w, const struct office_file *f)
{
    if (f->result_count == 0) {
        return;
    }
    html_raw(w, "<section class=\"card good\" id=\"results\">");
    put_heading(w, "office.results");
    html_raw(w, "<ul class=\"papers\">\n");
    for (int i = 0; i < f->result_count; i++) {
        const struct ledger_result *r = &f->results[i];
        html_raw(w, "<li><p class=\"muted\">");
        html_time(w, r->at);
        html_raw(w, "</p>");
        if (r->text[0] != '\0') {
            html_raw(w, "<p class=\"reason\">");
            html_text(w, r->text);
            html_raw(w, "</p>");
        }
        if (r->type[0] != '\0') {
            html_raw(w, "<p class=\"muted\">");
            office_put_size(w, r->type, r->size);
            html_raw(w, "</p>");
            office_put_bytes_link(w, f, "results", r->sha256, r->type, f->entry.file_number);
            html_raw(w, "<p class=\"hash small\">SHA-256 ");
            html_text(w, r->sha256);
            html_raw(w, "</p>");
        }
        html_raw(w, "</li>\n");
    }
    html_raw(w, "</ul></section>\n");
}

static void put_move_made(struct html *w, const struct ledger_move *m)
{
    html_raw(w, m->undone_at != 0 ? "<li class=\"undone\"><b>" : "<li><b>");
    office_put_state(w, m->from, m->from_text);
    html_raw(w, " → ");
    office_put_state(w, m->to, m->to_text);
    html_raw(w, "</b><p class=\"muted\">");
    html_time(w, m->at);
    html_raw(w, " · ");
    html_word(w, m->actor == LEDGER_OFFICER   ? "office.by-officer"
                 : m->actor == LEDGER_CITIZEN ? "office.by-citizen"
                                              : "office.by-control");
    html_raw(w, "</p>");
    if (m->reason[0] != '\0') {
        html_raw(w, "<p class=\"reason\">");
        html_text(w, m->reason);
        html_raw(w, "</p>");
    }
    if (m->undone_at != 0) {
        html_raw(w, "<p><i>");
        html_word(w, "office.undone");
        html_raw(w, "</i> ");
        html_time(w, m->undone_at);
        html_raw(w, "</p>");
    }
    html_raw(w, "</li>\n");
}

static void put_event(struct html *w, const char *key, int64_t at)
{
    if (at != 0) {
        html_raw(w, "<li><b>");
        html_word(w, key);
        html_raw(w, "</b><p class=\"muted\">");
        html_time(w, at);
        html_raw(w, "</p></li>\n");
    }
}

static void put_history(struct html *w, const struct office_file *f)
{
    html_raw(w, "<section class=\"card\" id=\"history\">");
    put_heading(w, "office.history");
    html_raw(w, "<ol class=\"history\" reversed>\n");
    for (int i = 0; i < f->move_count; i++) {
        put_move_made(w, &f->moves[i]);
    }
    put_event(w, "office.numbered", f->entry.numbered_at);
    put_event(w, "office.received", f->entry.received_at);
    html_raw(w, "</ol></section>\n");
}

static const char *assistance_word(const json_t *record)
{
    const char *how = intake_text(json_object_get(record, "assistance"), "how");
    return !json_is_true(json_object_get(record, "assisted")) ? "office.no"
           : how != NULL && strcmp(how, "taken-over") == 0    ? "office.taken-over"
                                                              : "office.yes";
}

/* By the number on the badge; a PIN is a role's and has none. */
static void put_aide(struct html *w, const json_t *assistance)
{
    const json_t *number = json_object_get(assistance, "number");
    char text[24];
    if (json_is_integer(number)) {
        snprintf(text, sizeof text, "%d", (int)json_integer_value(number));
        put_pair(w, "office.aide", text);
    }
}

static void put_technical(struct html *w, const struct office_file *f)
{
    const json_t *form = json_object_get(f->record, "form");
    char puts[16];
    snprintf(puts, sizeof puts, "%d", f->entry.puts);
    html_raw(w, "<section class=\"card\" id=\"technical\"><details><summary>");
    html_word(w, "office.technical");
    html_raw(w, "</summary><dl>\n");
    put_pair(w, "office.procedure", f->entry.procedure);
    put_pair(w, "office.uuid", f->entry.uuid);
    put_pair(w, "office.sha256", f->entry.sha256);
    put_pair(w, "office.puts", puts);
    put_pair(w, "office.form-version", intake_text(form, "version"));
    put_pair(w, "office.kiosk", intake_text(f->record, "kiosk"));
    put_pair(w, "office.firmware", intake_text(f->record, "firmware"));
    put_pair(w, "office.language", intake_text(f->record, "language"));
    put_pair(w, "office.filed-at", intake_text(f->record, "filed_at"));
    put_pair(w, "office.identity", intake_text(json_object_get(f->record, "identity"), "source"));
    put_term(w, "office.assisted");
    html_word(w, assistance_word(f->record));
    html_raw(w, "</dd></div>");
    put_aide(w, json_object_get(f->record, "assistance"));
    put_term(w, "office.signed-in");
    html_word(w, f->entry.signed_in ? "office.yes" : "office.no");
    html_raw(w, "</dd></div></dl></details></section>\n");
}

static void put_said(const struct office *o, struct html *w)
{
    const char *said = o->q->said == NULL ? "" : o->q->said;
    const bool moved = strcmp(said, "moved") == 0;
    if (o->error == NULL && (moved || strcmp(said, "undone") == 0)) {
        html_raw(w, "<div class=\"card good\" id=\"said\" role=\"status\"><div class=\"row\">");
        html_icon(w, "check", 36);
        html_raw(w, "<p class=\"grow\">");
        html_word(w, moved ? "office.said-moved" : "office.said-undone");
        html_raw(w, "</p></div></div>\n");
    }
}

static void put_file(struct office *o, struct html *w, void *self)
{
    const struct office_file *f = self;
    put_said(o, w);
    html_raw(w, "<div class=\"sides\"><div class=\"side\">\n");
    put_head(w, f);
    office_put_moves(o, w, f);
    put_results(w, f);
    put_history(w, f);
    html_raw(w, "</div><div class=\"side\">\n");
    put_answers(w, f);
    office_put_papers(w, f);
    put_technical(w, f);
    html_raw(w, "</div></div>\n");
}

static struct err load(struct office *o, const char *uuid, struct office_file *f)
{
    char *body = NULL;
    size_t size = 0;
    struct ledger *l = o->portal->ledger;
    struct err e = ledger_settle(l, o->q->now);
    e = failed(e) ? e : ledger_find(l, uuid, &f->entry);
    e = failed(e) ? e : ledger_body(l, uuid, &body, &size);
    e = failed(e) ? e : ledger_papers(l, uuid, f->papers, &f->paper_count);
    e = failed(e) ? e : ledger_wholes(l, uuid, f->wholes, &f->whole_count);
    e = failed(e) ? e : ledger_moves(l, uuid, f->moves, &f->move_count);
    e = failed(e) ? e : ledger_results(l, uuid, f->results, &f->result_count);
    f->record = body == NULL ? NULL : office_record(l, &f->entry, body, size);
    free(body);
    return e;
}

void office_file_page(struct office *o, int status, const char *uuid,
                      const struct office_draft *draft)
{
    struct office_file *f = calloc(1, sizeof *f);
    struct err e = f == NULL ? ERR(ERR_FULL, 1, "page: memory") : load(o, uuid, f);
    if (e.code == ERR_NOT_FOUND) {
        office_sentence(o, 404, "office.unknown");
    } else if (failed(e)) {
        rest_trouble(o->reply, e);
    } else {
        f->draft = draft;
        const bool numbered = f->entry.file_number[0] != '\0';
        o->subject = f->entry.file_number;
        office_page(o, status, numbered ? "office.file" : "office.file-new", put_file, f);
        o->subject = NULL;
    }
    if (f != NULL) {
        json_decref(f->record);
    }
    free(f);
}
