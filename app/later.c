#include "app/later.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/citizen/card.h"
#include "app/citizen/catalogue.h"
#include "app/draft.h"
#include "app/form/procedure.h"
#include "app/papers.h"
#include "app/sound/languages.h"
#include "app/steps.h"

#define MARK      "rong-later/1"
#define REF_MAX   200
#define ELSEWHERE "elsewhere"
#define LINE_MAX  320

/* --- the visit as text ------------------------------------------------------------------------ */

static int answers_of(struct form *f)
{
    int count = 0;
    struct form_question q;
    for (form_node n = form_next_question(f, FORM_NONE); n != FORM_NONE;
         n = form_next_question(f, n)) {
        count += !failed(form_question(f, n, &q)) && q.value[0] != '\0';
    }
    return count;
}

/* What she is asked when it is taken up again. */
static int year_of(const struct visit *v)
{
    return v->card != NULL && v->card->birth.year != 0 ? v->card->birth.year
           : card_number_year(v->id_digits) != 0       ? card_number_year(v->id_digits)
                                                       : v->later.born;
}

static void put_flags(const struct visit *v, struct buf *out)
{
    buf_printf(out, "born %d\n", year_of(v));
    buf_printf(out, "consents %d%d%d%d %lld %s\n", v->consents[0], v->consents[1], v->consents[2],
               v->consents[3], (long long)v->consent_at,
               v->notice_heard != NULL ? v->notice_heard : "fallback");
    buf_printf(out, "identity %d%d%d%d%d%d\n", v->typed_id, v->no_papers, v->address_confirmed,
               v->assisted, v->phone.counter, v->phone.officer);
    if (v->upload.number > 0) { /* the portal knows each for this uuid: none comes twice */
        buf_printf(out, "phones %d\n", v->upload.number);
    }
    if (v->assisted) {
        buf_printf(out, "help %d %d %d\n", (int)v->help, (int)v->aide.role, v->aide.number);
    }
    if (v->card != NULL) { /* its warnings go into the record; what it filled in is in the form */
        buf_printf(out, "card %d", (int)v->card->result);
        for (int i = 0; i < v->card->reason_count; i++) {
            buf_printf(out, " %d", (int)v->card->reasons[i]);
        }
        buf_puts(out, "\n");
    }
}

static bool lies_here(const struct paper_page *page)
{
    return !page->removed && !page->from_phone;
}

static void put_paper(struct visit *v, struct visit_paper *p, struct buf *out)
{
    char ref[REF_MAX];
    struct buf place;
    buf_init(&place, ref, sizeof ref);
    if (failed(form_ref(v->form, p->question, &place))) {
        return;
    }
    buf_printf(out, "paper %d %s\n", p->handed_in, ref);
    for (int i = 0; i < p->page_count; i++) {
        if (lies_here(&p->pages[i])) {
            buf_printf(out, "page %zu %d\n", p->pages[i].size, p->pages[i].verdict);
        } else if (!p->pages[i].removed) {
            buf_puts(out, ELSEWHERE "\n"); /* at the portal, which keeps it for this visit alone */
        }
    }
    if (p->held > 0) {
        buf_puts(out, ELSEWHERE "\n");
    }
}

struct err later_write(struct app *a, struct buf *out)
{
    struct visit *v = a->visit;
    buf_printf(out, MARK "\nprocedure %s %d\nuuid %s\n", v->procedure->code, answers_of(v->form),
               v->uuid);
    put_flags(v, out);
    for (int i = 0; i < v->paper_count; i++) {
        put_paper(v, &v->papers[i], out);
    }
    buf_puts(out, "instance\n");
    const struct err e = form_instance_xml(v->form, out);
    return failed(e) ? e : out->full ? ERR(ERR_FULL, 0, "later: too long") : ERR_OK;
}

int later_pages(struct visit *v, struct later_part *parts, int max)
{
    int count = 0;
    for (int i = 0; i < v->paper_count; i++) {
        for (int k = 0; k < v->papers[i].page_count; k++) {
            const struct paper_page *page = &v->papers[i].pages[k];
            if (lies_here(page) && count < max) {
                parts[count] = (struct later_part){.bytes = page->bytes, .size = page->size};
            }
            count += lies_here(page);
        }
    }
    return count;
}

/* --- text to visit ---------------------------------------------------------------------------- */

struct lines {
    const char *at, *end;
    char line[LINE_MAX];
};

/* The next line in l->line; false at the end, or when it is longer than any of ours. */
static bool next_line(struct lines *l)
{
    const char *stop = memchr(l->at, '\n', (size_t)(l->end - l->at));
    if (stop == NULL || (size_t)(stop - l->at) >= sizeof l->line) {
        return false;
    }
    snprintf(l->line, sizeof l->line, "%.*s", (int)(stop - l->at), l->at);
    l->at = stop + 1;
    return true;
}

static const char *value_of(const char *line, const char *key)
{
    const size_t size = strlen(key);
    return strncmp(line, key, size) == 0 && line[size] == ' ' ? line + size + 1 : NULL;
}

static bool begin(struct lines *l, const char *text, size_t size)
{
    *l = (struct lines){.at = text, .end = text + size};
    return next_line(l) && strcmp(l->line, MARK) == 0;
}

bool later_outline(const char *text, size_t size, char ret_procedure[16], int *ret_answers)
{
    struct lines l;
    return begin(&l, text, size) && next_line(&l) &&
           sscanf(l.line, "procedure %15s %d", ret_procedure, ret_answers) == 2;
}

int later_born(const char *text, size_t size)
{
    struct lines l;
    bool there = begin(&l, text, size);
    while (there && (there = next_line(&l)) && strcmp(l.line, "instance") != 0) {
        int year = 0;
        if (sscanf(l.line, "born %4d", &year) == 1) {
            return year;
        }
    }
    return 0;
}

bool later_left_out(const char *text, size_t size)
{
    struct lines l;
    bool there = begin(&l, text, size);
    while (there && next_line(&l) && strcmp(l.line, "instance") != 0) {
        if (strcmp(l.line, ELSEWHERE) == 0) {
            return true;
        }
    }
    return false;
}

static void take_card(struct app *a, const char *value)
{
    struct card *card = arena_alloc(a->arena, sizeof *card);
    char *end = NULL;
    if (card == NULL) {
        a->visit->typed_id = true;
        return;
    }
    *card = (struct card){.result = strtol(value, &end, 10) == CARD_WARN ? CARD_WARN : CARD_OK};
    while (*end == ' ' && card->reason_count < CARD_REASONS_MAX) {
        const long reason = strtol(end, &end, 10);
        if (reason >= 0 && reason < CARD_REASON_COUNT) {
            card->reasons[card->reason_count++] = (enum card_reason)reason;
        }
    }
    a->visit->card = card;
    a->visit->card_verdict = (int)card->result;
}

/* Who helped her before it was set aside. */
static void take_help(struct visit *v, const int help[3])
{
    if (help[0] >= HELP_NONE && help[0] <= HELP_OVER && help[1] >= 0 && help[1] < STAFF_ROLES &&
        help[2] >= 0 && help[2] <= STAFF_NUMBER_MOST) {
        v->help = (enum staff_help)help[0];
        v->aide = (struct staff_person){(enum staff_role)help[1], help[2]};
    }
}

static void take_flags(struct app *a, const char *line)
{
    struct visit *v = a->visit;
    char flags[16] = "";
    char heard[16] = "";
    long long at = 0;
    int help[3] = {0};
    const char *value = NULL;
    if (sscanf(line, "consents %4s %lld %15s", flags, &at, heard) == 3) {
        for (int i = 0; i < 4; i++) {
            v->consents[i] = flags[i] == '1';
        }
        v->consent_needed_given = v->consents[0];
        v->consent_at = at;
        const struct language *language = language_find(heard);
        v->notice_heard = language != NULL ? language->code : "fallback";
    } else if (sscanf(line, "identity %6s", flags) == 1 && strlen(flags) == 6) {
        v->typed_id = flags[0] == '1';
        v->no_papers = flags[1] == '1';
        v->address_confirmed = flags[2] == '1';
        v->assisted = flags[3] == '1';
        v->phone.counter = flags[4] == '1';
        v->phone.officer = flags[5] == '1';
    } else if (sscanf(line, "help %d %d %d", &help[0], &help[1], &help[2]) == 3) {
        take_help(v, help);
    } else if (sscanf(line, "phones %6d", &help[0]) == 1) {
        v->upload.number = help[0] > 0 ? help[0] : 0;
    } else if ((value = value_of(line, "card")) != NULL) {
        take_card(a, value);
    } else if ((value = value_of(line, "uuid")) != NULL && strlen(value) < sizeof v->uuid) {
        snprintf(v->uuid, sizeof v->uuid, "%s", value);
    }
}

/* Papers that go to the counter; those with pages get them one by one. */
static void take_papers(struct app *a, const char *text, size_t size)
{
    struct lines l;
    (void)begin(&l, text, size);
    while (next_line(&l) && strcmp(l.line, "instance") != 0) {
        const char *value = value_of(l.line, "paper");
        const form_node node = value != NULL && value[0] == '1' && value[1] == ' '
                                   ? form_find(a->visit->form, value + 2)
                                   : FORM_NONE;
        struct visit_paper *paper = node == FORM_NONE ? NULL : papers_of(a->visit, node);
        if (paper != NULL) {
            paper->handed_in = true;
        }
    }
}

/* The paper of page i in ref, its verdict and size; false when there is none. */
static bool find_page(const char *text, size_t size, int i, char ret_ref[REF_MAX], size_t *ret_size,
                      int *ret_verdict)
{
    struct lines l;
    int seen = 0;
    bool there = begin(&l, text, size);
    while (there && next_line(&l) && strcmp(l.line, "instance") != 0) {
        const char *value = value_of(l.line, "paper");
        if (value != NULL && strlen(value) > 2) {
            snprintf(ret_ref, REF_MAX, "%.199s", value + 2);
        } else if (sscanf(l.line, "page %zu %d", ret_size, ret_verdict) == 2 && seen++ == i) {
            return true;
        }
    }
    return false;
}

/* Papers that did not lie here, at the portal or on her phone, are asked for again: that of which
 * neither pages nor a promise to bring it are told is none. */
static void drop_lost(struct app *a, const char *text, size_t size)
{
    char ref[REF_MAX] = "";
    size_t told = 0;
    int verdict = 0;
    struct form_question q;
    struct form_problem problem;
    struct form *f = a->visit->form;
    for (form_node n = form_next_node(f, FORM_NONE); n != FORM_NONE; n = form_next_node(f, n)) {
        if (failed(form_question(f, n, &q)) || q.kind != FORM_PAPER || q.value[0] == '\0') {
            continue;
        }
        bool there = papers_handed_in(a->visit, n);
        for (int i = 0; !there && find_page(text, size, i, ref, &told, &verdict); i++) {
            there = form_find(f, ref) == n;
        }
        if (!there) {
            const struct err e = form_set(f, n, "", &problem);
            (void)e; /* a paper is never only read */
        }
    }
}

struct err later_take(struct app *a, const char *text, size_t size)
{
    struct lines l;
    char code[16];
    int answers = 0;
    struct form_where where;
    if (!later_outline(text, size, code, &answers)) {
        return ERR(ERR_VERSION, 0, "later: another program's");
    }
    const int index = a->catalogue == NULL ? -1 : catalogue_find(a->catalogue, code);
    const struct procedure *found = index < 0 ? NULL : a->catalogue->entries[index].form;
    if (found == NULL || found->form[0] == '\0' || !finding_offered(a, index)) {
        return ERR(ERR_VERSION, 0, "later: not offered any more");
    }
    a->visit->procedure = found;
    (void)begin(&l, text, size);
    while (next_line(&l) && strcmp(l.line, "instance") != 0) {
        take_flags(a, l.line);
    }
    if (!step_load_form(a)) {
        return ERR(ERR_VERSION, 0, "later: no form");
    }
    const struct err e = form_restore(a->visit->form, l.at, (size_t)(l.end - l.at), &where);
    if (failed(e)) {
        return ERR(ERR_VERSION, 0, "later: another form");
    }
    take_papers(a, text, size);
    drop_lost(a, text, size);
    return ERR_OK;
}

void later_page_size(const char *text, size_t size, int i, size_t *ret_size)
{
    char ref[REF_MAX] = "";
    int verdict = 0;
    if (!find_page(text, size, i, ref, ret_size, &verdict)) {
        *ret_size = 0;
    }
}

struct err later_put_page(struct app *a, const char *text, size_t size, int i, const uint8_t *bytes,
                          size_t page_size)
{
    char ref[REF_MAX] = "";
    int verdict = 0;
    size_t told = 0;
    struct form_question q;
    const bool there = find_page(text, size, i, ref, &told, &verdict) && told == page_size;
    const form_node node = there ? form_find(a->visit->form, ref) : FORM_NONE;
    if (node == FORM_NONE || failed(form_question(a->visit->form, node, &q))) {
        return ERR(ERR_CORRUPT, 0, "later: no such page");
    }
    const struct still still = {.bytes = bytes, .size = page_size, .verdict = verdict};
    return papers_keep(a, node, 0, &still);
}
