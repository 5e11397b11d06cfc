/* The papers of a file as an officer sees them: one line each, and what came in several files as
 * the one PDF it is. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "platform/sim/portal/intake.h"
#include "platform/sim/portal/labels.h"
#include "platform/sim/portal/office_file.h"

void office_put_size(struct html *w, const char *type, int64_t size)
{
    html_text(w, strcmp(type, "application/pdf") == 0 ? "PDF"
                 : strcmp(type, "image/png") == 0     ? "PNG"
                 : strcmp(type, "image/jpeg") == 0    ? "JPEG"
                                                      : type);
    buf_printf(w->out, ", %lld KB", (long long)(size + 1023) / 1024);
}

void office_put_bytes_link(struct html *w, const struct office_file *f, const char *kind,
                           const char *sha256, const char *type, const char *label)
{
    const bool picture = strncmp(type, "image/", 6) == 0;
    if (intake_paper_literal(type) == NULL) {
        return; /* only the three kinds of paper are shown */
    }
    buf_printf(w->out, "<a class=\"%s\" href=\"/officer/file/%s/%s/%s\">",
               picture ? "picture" : "btn", f->entry.uuid, kind, sha256);
    if (picture) {
        buf_printf(w->out, "<img loading=\"lazy\" src=\"/officer/file/%s/%s/%s\" alt=\"",
                   f->entry.uuid, kind, sha256);
        html_word_with(w, "office.picture-of", label);
        html_raw(w, "\"></a>");
        return;
    }
    html_icon(w, "document", 28);
    html_raw(w, "<span>");
    html_word_with(w, "office.open-pdf", label);
    html_raw(w, "</span></a>");
}

/* Of several files under one question, which page of the paper this is; 0 = it is the only one. */
static int page_of(const json_t *papers, size_t index)
{
    const char *ref = intake_text(json_array_get(papers, index), "ref");
    int before = 0, all = 0;
    size_t i = 0;
    const json_t *item = NULL;
    json_array_foreach(papers, i, item)
    {
        const bool same = strcmp(intake_text(item, "ref"), ref) == 0;
        before += same && i < index;
        all += same;
    }
    return all > 1 ? before + 1 : 0;
}

static void put_paper(struct html *w, const struct office_file *f, const char *ref, int page,
                      const struct ledger_paper *paper)
{
    char label[300];
    if (!labels_question(w->language, office_form_of(f), ref, label, sizeof label)) {
        snprintf(label, sizeof label, "%s", ref);
    }
    html_raw(w, "<li><b>");
    html_text(w, label);
    if (page > 0) {
        char number[16];
        snprintf(number, sizeof number, "%d", page);
        html_raw(w, ", ");
        html_word_with(w, "office.paper-page", number);
    }
    html_raw(w, "</b>");
    if (paper == NULL) {
        html_raw(w, "<p>");
        html_word(w, "office.handed-in");
        html_raw(w, "</p></li>\n");
        return;
    }
    if (paper->stored) {
        html_raw(w, "<p class=\"muted\">");
        office_put_size(w, paper->type, paper->size);
        html_raw(w, "</p>");
        office_put_bytes_link(w, f, "papers", paper->sha256, paper->type, label);
    } else {
        html_raw(w, "<p><b>");
        html_word(w, "office.paper-missing");
        html_raw(w, "</b></p>");
    }
    html_raw(w, "<p class=\"hash small\">SHA-256 ");
    html_text(w, paper->sha256);
    html_raw(w, "</p></li>\n");
}

static const struct ledger_paper *paper_of(const struct office_file *f, const char *sha256)
{
    for (int i = 0; i < f->paper_count; i++) {
        if (strcmp(f->papers[i].sha256, sha256) == 0) {
            return &f->papers[i];
        }
    }
    return NULL;
}

static bool is_whole(const struct office_file *f, const char *sha256)
{
    for (int i = 0; i < f->whole_count; i++) {
        if (strcmp(f->wholes[i].sha256, sha256) == 0) {
            return true;
        }
    }
    return false;
}

void office_put_papers(struct html *w, const struct office_file *f)
{
    size_t i = 0;
    const json_t *item = NULL;
    const json_t *papers = json_object_get(f->record, "papers");
    html_raw(w, "<section class=\"card\" id=\"papers\"><h2 class=\"over\">");
    html_word(w, "office.papers");
    html_raw(w, "</h2><ul class=\"papers\">\n");
    json_array_foreach(papers, i, item)
    {
        const char *ref = intake_text(item, "ref");
        const int page = page_of(papers, i);
        const struct ledger_whole *whole = ledger_whole_of(f->wholes, f->whole_count, ref);
        if (whole == NULL) {
            put_paper(w, f, ref, page, paper_of(f, intake_text(item, "sha256")));
        } else if (page <= 1) { /* of its files the first stands for all */
            put_paper(w, f, ref, 0, paper_of(f, whole->sha256));
        }
    }
    for (int k = 0; k < f->paper_count; k++) {
        if (!f->papers[k].named && !is_whole(f, f->papers[k].sha256)) {
            put_paper(w, f, "(?)", 0, &f->papers[k]);
        }
    }
    html_raw(w, "</ul>");
    if (json_array_size(papers) == 0 && f->paper_count == 0) {
        html_raw(w, "<p class=\"muted\">");
        html_word(w, "office.papers-none");
        html_raw(w, "</p>");
    }
    html_raw(w, "</section>\n");
}
