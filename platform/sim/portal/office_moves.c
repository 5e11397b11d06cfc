/* Moving a file: the forms, and what they ask for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/utf8.h"
#include "platform/sim/portal/moves.h"
#include "platform/sim/portal/office_file.h"
#include "platform/sim/portal/rest.h"

/* <form> of a file's page with its token and the revision the officer looks at. */
static void put_form(struct office *o, struct html *w, const struct office_file *f,
                     const char *what, bool file)
{
    buf_printf(w->out,
               "<form class=\"form\" method=\"post\" action=\"/officer/file/%s/%s\"%s>"
               "<input type=\"hidden\" name=\"revision\" value=\"%d\">",
               f->entry.uuid, what, file ? " enctype=\"multipart/form-data\"" : "", f->entry.moves);
    office_put_token(o, w);
}

static void put_area(struct html *w, int state, const char *name, const char *key, const char *text,
                     bool needed)
{
    buf_printf(w->out, "<div class=\"field\"><label for=\"%s-%d\">", name, state);
    html_word(w, key);
    html_raw(w, "</label><p class=\"muted small\" ");
    buf_printf(w->out, "id=\"%s-%d-hint\">", name, state);
    html_word(w, needed ? "office.needed" : "office.optional");
    buf_printf(w->out,
               "</p><textarea id=\"%s-%d\" name=\"%s\" rows=\"3\" maxlength=\"300\""
               " aria-describedby=\"%s-%d-hint\"%s>",
               name, state, name, name, state, needed ? " required" : "");
    html_text(w, text);
    html_raw(w, "</textarea></div>");
}

static void put_upload(struct html *w, int state)
{
    buf_printf(w->out, "<div class=\"field\"><label for=\"file-%d\">", state);
    html_word(w, "office.result-file");
    buf_printf(w->out, "</label><p class=\"muted small\" id=\"file-%d-hint\">", state);
    html_word(w, "office.result-kinds");
    buf_printf(w->out,
               "</p><input id=\"file-%d\" name=\"file\" type=\"file\""
               " accept=\"application/pdf,image/jpeg,image/png\""
               " aria-describedby=\"file-%d-hint\"></div>",
               state, state);
}

static void put_button(struct html *w, const char *id, int state, const char *icon, const char *key)
{
    buf_printf(w->out, "<button class=\"btn main\" id=\"%s-%d\">", id, state);
    html_icon(w, icon, 28);
    html_raw(w, "<span>");
    html_word(w, key);
    html_raw(w, "</span></button></form></details>\n");
}

/* One open move, folded: the summary names it, its form asks what it needs. */
static void put_move(struct office *o, struct html *w, const struct office_file *f, int state)
{
    const struct office_draft *d = f->draft != NULL && f->draft->state == state ? f->draft : NULL;
    buf_printf(w->out, "<details class=\"move\" id=\"to-%d\"%s><summary class=\"%s\">", state,
               d != NULL ? " open" : "", office_tone(state));
    html_icon(w, "next", 28);
    html_raw(w, "<span>");
    office_put_state(w, state, "");
    html_raw(w, "</span></summary>");
    put_form(o, w, f, "move", moves_takes_result(state));
    buf_printf(w->out, "<input type=\"hidden\" name=\"state\" value=\"%d\">", state);
    put_area(w, state, "reason", "office.reason", d == NULL ? "" : d->reason,
             moves_needs_reason(state));
    if (moves_takes_result(state)) {
        put_area(w, state, "result", "office.result-text", d == NULL ? "" : d->result, false);
        put_upload(w, state);
    }
    put_button(w, "do", state, "check", "office.do-move");
}

/* Another system's state, with its number and its words: to practise with. */
static void put_foreign(struct office *o, struct html *w, const struct office_file *f)
{
    const bool again = f->draft != NULL && !moves_known(f->draft->state);
    buf_printf(w->out, "<details class=\"move\" id=\"to-other\"%s><summary class=\"plain\">",
               again ? " open" : "");
    html_icon(w, "unknown", 28);
    html_raw(w, "<span>");
    html_word(w, "office.foreign-move");
    html_raw(w, "</span></summary>");
    put_form(o, w, f, "move", false);
    html_raw(w, "<div class=\"field\"><label for=\"state-0\">");
    html_word(w, "office.foreign-number");
    buf_printf(w->out,
               "</label><input id=\"state-0\" name=\"state\" type=\"number\" min=\"%d\" max=\"%d\""
               " required></div><div class=\"field\"><label for=\"text-0\">",
               MOVES_STATES + 1, MOVES_FOREIGN);
    html_word(w, "office.foreign-words");
    html_raw(w, "</label><input id=\"text-0\" name=\"text\" maxlength=\"26\" value=\"");
    html_text(w, again ? f->draft->text : "");
    html_raw(w, "\"></div>");
    put_button(w, "do", 0, "check", "office.do-move");
}

/* The move that undoing would take back; NULL when there is none. */
static const struct ledger_move *undoable(const struct office *o, const struct office_file *f)
{
    for (int i = 0; i < f->move_count; i++) {
        const struct ledger_move *m = &f->moves[i];
        if (m->undone_at == 0) {
            return m->actor == LEDGER_OFFICER && m->at >= o->q->now - MOVES_UNDO_MS ? m : NULL;
        }
    }
    return NULL;
}

static void put_undo(struct office *o, struct html *w, const struct office_file *f)
{
    const struct ledger_move *m = undoable(o, f);
    if (m == NULL) {
        return;
    }
    put_form(o, w, f, "undo", false);
    html_raw(w, "<p class=\"muted\" id=\"undo-hint\">");
    html_word(w, "office.undo-hint");
    html_raw(w, " <b>");
    office_put_state(w, m->from, m->from_text);
    html_raw(w, "</b></p><button class=\"btn\" id=\"undo\" aria-describedby=\"undo-hint\">");
    html_icon(w, "undo", 28);
    html_raw(w, "<span>");
    html_word(w, "office.undo");
    html_raw(w, "</span></button></form>\n");
}

void office_put_moves(struct office *o, struct html *w, const struct office_file *f)
{
    int count = 0;
    html_raw(w, "<section class=\"card\" id=\"moves\"><h2 class=\"over\">");
    html_word(w, "office.move");
    html_raw(w, "</h2>\n");
    for (int state = 1; state <= MOVES_STATES; state++) {
        if (moves_allowed(f->entry.state, state)) {
            put_move(o, w, f, state);
            count++;
        }
    }
    if (count == 0) {
        html_raw(w, "<p>");
        html_word(w, "office.final");
        html_raw(w, "</p>\n");
    }
    put_foreign(o, w, f);
    put_undo(o, w, f);
    html_raw(w, "</section>\n");
}

/* A typed text without carriage returns, other control characters and space at the ends; false
 * when it does not fit. */
static bool clean(const char *text, char *out, size_t cap)
{
    size_t len = 0;
    text += strspn(text, " \t\r\n");
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < ' ' && *text != '\n') {
            continue;
        }
        if (len + 1 >= cap) {
            out[0] = '\0';
            return false;
        }
        out[len++] = *text;
    }
    while (len > 0 && (out[len - 1] == ' ' || out[len - 1] == '\n')) {
        len--;
    }
    out[len] = '\0';
    return true;
}

static int number_of(const struct form_data *form, const char *name)
{
    const char *text = form_data_text(form, name);
    char *end = NULL;
    const long n = strtol(text, &end, 10);
    return text[0] == '\0' || *end != '\0' || n < 0 || n > 1000000 ? -1 : (int)n;
}

/* The kind of file its first bytes say it is; NULL when it is none of ours. */
static const char *kind_of(const struct form_field *file)
{
    static const struct {
        const char *type, *head;
        size_t size;
    } rows[] = {{"application/pdf", "%PDF-", 5},
                {"image/jpeg", "\xFF\xD8\xFF", 3},
                {"image/png", "\x89PNG\r\n\x1A\n", 8}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (file->size > rows[i].size && memcmp(file->value, rows[i].head, rows[i].size) == 0) {
            return rows[i].type;
        }
    }
    return NULL;
}

/* A move as it was typed. */
struct typed {
    char reason[LEDGER_REASON], text[80], result[LEDGER_REASON];
    const struct form_field *file; /* NULL = none */
    const char *type;
    int state, revision;
};

/* What is wrong with it: a key, NULL when nothing is. */
static const char *read_typed(const struct form_data *form, int from, struct typed *t)
{
    t->state = number_of(form, "state");
    t->revision = number_of(form, "revision");
    t->file = form_data_find(form, "file");
    if (t->file != NULL && (!t->file->file || t->file->size == 0)) {
        t->file = NULL;
    }
    if (!clean(form_data_text(form, "reason"), t->reason, sizeof t->reason) ||
        !clean(form_data_text(form, "text"), t->text, sizeof t->text) ||
        !clean(form_data_text(form, "result"), t->result, sizeof t->result)) {
        return "office.error-long";
    }
    const bool foreign = t->state > MOVES_STATES && t->state <= MOVES_FOREIGN;
    if (t->revision < 0 || (!foreign && !moves_allowed(from, t->state))) {
        return "office.error-move";
    }
    if (moves_needs_reason(t->state) && t->reason[0] == '\0') {
        return "office.error-reason";
    }
    t->type = t->file == NULL ? NULL : kind_of(t->file);
    if (t->file != NULL && (t->type == NULL || t->file->size > OFFICE_RESULT_MAX)) {
        return "office.error-file";
    }
    return NULL;
}

static void refuse(struct office *o, int status, const char *uuid, const char *error,
                   const struct typed *t)
{
    const struct office_draft draft = {t->state, t->reason, t->text, t->result};
    o->error = error;
    office_file_page(o, status, uuid, t->state == 0 ? NULL : &draft);
}

/* After a move or an undoing: the page anew, so that sending twice does nothing twice. */
static void conclude(struct office *o, const char *uuid, struct err e, const char *said,
                     const struct typed *t)
{
    char path[96];
    snprintf(path, sizeof path, "/officer/file/%s?said=%s", uuid, said);
    if (e.code == ERR_NOT_FOUND) {
        office_sentence(o, 404, "office.unknown");
    } else if (e.code == ERR_REFUSED) {
        refuse(o, 409, uuid, "office.error-stale", t);
    } else if (e.code == ERR_FULL && e.os == 0) {
        refuse(o, 422, uuid, "office.error-results", t);
    } else if (failed(e)) {
        rest_trouble(o->reply, e);
    } else {
        office_see_other(o, path);
    }
}

void office_move(struct office *o, const char *uuid, const struct form_data *form)
{
    struct typed t = {.state = 0};
    struct ledger_entry entry;
    struct err e = ledger_find(o->portal->ledger, uuid, &entry);
    if (failed(e)) {
        conclude(o, uuid, e, "", &t);
        return;
    }
    const char *wrong = read_typed(form, entry.state, &t);
    if (wrong != NULL && t.revision == entry.moves) {
        refuse(o, 422, uuid, wrong, &t);
        return;
    }
    const bool known = moves_known(t.state);
    const bool takes = moves_takes_result(t.state);
    const struct ledger_move_in in = {
        .uuid = uuid,
        .state = t.state,
        .text = known ? "" : t.text,
        .reason = t.reason,
        .revision = wrong == NULL ? t.revision : entry.moves + 1, /* stale: refused below */
        .actor = LEDGER_OFFICER,
        .result = {takes ? t.result : "", t.type, takes && t.file != NULL ? t.file->value : NULL,
                   takes && t.file != NULL ? t.file->size : 0},
    };
    conclude(o, uuid, ledger_move(o->portal->ledger, &in, o->q->now), "moved", &t);
}

void office_undo(struct office *o, const char *uuid, const struct form_data *form)
{
    const struct typed t = {.state = 0};
    const int revision = number_of(form, "revision");
    conclude(
        o, uuid,
        ledger_undo(o->portal->ledger, uuid, revision < 0 ? 0 : revision, MOVES_UNDO_MS, o->q->now),
        "undone", &t);
}
