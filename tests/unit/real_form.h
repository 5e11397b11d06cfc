/* An installed form with its lists, for the tests of what it asks: walked page by page as a citizen
 * is asked, and what holds for every installed form (REAL_FORM_TESTS). The including file defines
 * FOLDER first, "assets/forms/1.001193/". */
#ifndef TESTS_UNIT_REAL_FORM_H
#define TESTS_UNIT_REAL_FORM_H

#include "tests/check.h"

#include <stdlib.h>

#include "app/form/form.h"
#include "platform/base/utf8.h"

#define ARENA_BYTES ((size_t)24 << 20)
#define XML_MAX     32768

struct world {
    const char *folder; /* "assets/forms/1.001193/" */
    struct arena arena;
    struct form *form;
    char *files[8];
    int file_count;
};

static char *read_file(const char *path, size_t *ret_size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    char *bytes = calloc(1, 1 << 20);
    *ret_size = fread(bytes, 1, (1 << 20) - 1, file);
    fclose(file);
    return bytes;
}

static struct err read_media(void *context, const char *name, const char **ret_bytes,
                             size_t *ret_size)
{
    struct world *w = context;
    char path[256];
    snprintf(path, sizeof path, "%s%s", w->folder, name);
    char *bytes = read_file(path, ret_size);
    if (bytes == NULL) {
        return ERR(ERR_NOT_FOUND, 0, "test: media");
    }
    w->files[w->file_count++] = bytes;
    *ret_bytes = bytes;
    return ERR_OK;
}

/* Monday 23 November 2026. */
static void load(struct world *w)
{
    static const struct form_clock clock = {
        .now_s = 1795395600, .offset_minutes = 420, .seed = 7, .uuid = "11111111-2222"};
    *w = (struct world){.folder = FOLDER};
    arena_init(&w->arena, malloc(ARENA_BYTES), ARENA_BYTES);
    const struct form_media media = {w, read_media};
    struct form_where where;
    size_t size = 0;
    char *xml = read_file(FOLDER "form.xml", &size);
    const struct err e = form_load(&w->arena, xml, size, &media, &clock, &w->form, &where);
    if (failed(e)) {
        printf("# line %d %s: %s\n", where.line, where.path, where.message);
    }
    CHECK(!failed(e));
    free(xml);
}

static void unload(struct world *w)
{
    free(w->arena.base);
    while (w->file_count > 0) {
        free(w->files[--w->file_count]);
    }
}

static struct form_problem set(struct world *w, const char *ref, const char *value)
{
    struct form_problem problem = {FORM_NONE, FAULT_NONE, NULL};
    CHECK(!failed(form_set(w->form, form_find(w->form, ref), value, &problem)));
    return problem;
}

static const char *get(struct world *w, const char *ref)
{
    struct form_question q = {.value = "(none)"};
    CHECK(!failed(form_question(w->form, form_find(w->form, ref), &q)));
    return q.value;
}

/* A woman's card; ret = fields of the form that took something. */
static int scan_card(struct world *w)
{
    static const struct {
        const char *field, *value;
    } card[] = {{"name", "Rơ Châm H'Ưn"}, {"id", "064170000123"},   {"birth", "1970-04-30"},
                {"sex", "female"},        {"issued", "2022-05-10"}, {"commune", "23563"},
                {"detail", "Làng Kép"}};
    int taken = 0;
    for (size_t i = 0; i < sizeof card / sizeof card[0]; i++) {
        int count = 0;
        CHECK(!failed(form_prefill(w->form, card[i].field, card[i].value, &count)));
        taken += count;
    }
    return taken;
}

struct answer {
    const char *ref, *value;
};

static bool is_note(struct world *w, const char *ref)
{
    struct form_question q;
    return !failed(form_question(w->form, form_find(w->form, ref), &q)) && q.kind == FORM_NOTE;
}

/* Each answer is taken, whether its page has come or not. */
static void answer(struct world *w, const struct answer *answers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_note(w, answers[i].ref)) { /* which is read, and left */
            continue;
        }
        CHECK_INT(set(w, answers[i].ref, answers[i].value).fault, FAULT_NONE);
    }
}

/* Walks the pages from the first: each must ask the next ref and take its answer; stops at the
 * first that does not, since the rest would only be out of step. */
static inline void walk(struct world *w, const struct answer *answers, size_t count)
{
    form_node page = form_page_first(w->form);
    for (size_t i = 0; i < count; i++) {
        struct form_question q = {.ref = "(end)"};
        if (page != FORM_NONE) {
            CHECK(!failed(form_question(w->form, page, &q)));
        }
        if (strcmp(q.ref, answers[i].ref) != 0) {
            printf(
                "# page %zu asks %s, the answers have %s there: a new question needs its row\n"
                "# {\"%s\", \"ANSWER\"} before that one, in CODE.inc of tests/fixtures/answers or\n"
                "# in the table of this test; or that one is asked no more\n",
                i + 1, q.ref, answers[i].ref, q.ref);
            CHECK_STR(q.ref, answers[i].ref);
            return;
        }
        answer(w, &answers[i], 1);
        CHECK_INT(form_check_page(w->form, page).fault, FAULT_NONE);
        page = form_page_next(w->form, page);
    }
    if (page != FORM_NONE) {
        struct form_question q = {.ref = "?"};
        CHECK(!failed(form_question(w->form, page, &q)));
        printf("# a page is left, %s: add its answer as the last row\n", q.ref);
    }
    CHECK_INT(page, FORM_NONE);
    CHECK_INT(form_page_count(w->form), (int)count);
    CHECK_INT(form_check_all(w->form).fault, FAULT_NONE);
}

/* Wrong answers must be told in words. */
static void refuse_all(struct world *w, const struct answer *wrong, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct form_problem p = set(w, wrong[i].ref, wrong[i].value);
        if (p.fault == FAULT_NONE) {
            printf("# %s = %s\n", wrong[i].ref, wrong[i].value);
        }
        CHECK(p.fault != FAULT_NONE);
        CHECK(p.text != NULL || p.fault == FAULT_TYPE);
    }
}

static inline bool is_asked(struct world *w, const char *ref)
{
    return form_page_index(w->form, form_find(w->form, ref)) >= 0;
}

/* What is sent is taken by a fresh form, obeys it and is written again the same. */
static void sent_validates_again(struct world *w)
{
    struct world v;
    static char xml[XML_MAX], again[XML_MAX];
    struct buf out;
    struct form_where where;
    load(&v);
    buf_init(&out, xml, sizeof xml);
    CHECK(!failed(form_instance_xml(w->form, &out)));
    CHECK(!failed(form_restore(v.form, xml, out.len, &where)));
    CHECK_INT(form_check_all(v.form).fault, FAULT_NONE);
    buf_init(&out, again, sizeof again);
    CHECK(!failed(form_instance_xml(v.form, &out)));
    CHECK_STR(again, xml);
    unload(&v);
}

/* Labels, hints and choices of one language are short enough for their places. */
static void texts_fit(struct world *w, const char *language)
{
    struct form_question q;
    struct form_choice c;
    CHECK(!failed(form_set_language(w->form, language)));
    for (form_node n = 0; !failed(form_question(w->form, n, &q)); n++) {
        if (q.kind == FORM_VALUE || q.kind == FORM_GROUP) {
            continue;
        }
        CHECK(utf8_count(q.label) <= 60);
        CHECK(utf8_count(q.short_label) <= 24);
        CHECK(q.hint == NULL || utf8_count(q.hint) <= 60);
        for (int i = 0; q.choice_count < 10 && !failed(form_choice(w->form, n, i, &c)); i++) {
            CHECK(utf8_count(c.label) <= 18);
        }
    }
}

/* Every text of the form is there in both languages and not the same in them. */
static void every_text_is_translated(struct world *w)
{
    struct form_question q;
    for (form_node n = 0; !failed(form_question(w->form, n, &q)); n++) {
        if (q.kind == FORM_VALUE || q.kind == FORM_GROUP) {
            continue;
        }
        char label[512], hint[512];
        CHECK(!failed(form_set_language(w->form, "vi")));
        CHECK(!failed(form_question(w->form, n, &q)));
        snprintf(label, sizeof label, "%s", q.label);
        snprintf(hint, sizeof hint, "%s", q.hint == NULL ? "" : q.hint);
        CHECK(!failed(form_set_language(w->form, "en")));
        CHECK(!failed(form_question(w->form, n, &q)));
        CHECK(strcmp(q.label, label) != 0);
        CHECK(q.hint == NULL || strcmp(q.hint, hint) != 0);
    }
}

/* Every text and every paper that must be given may be left to an officer or to a paper. */
static void typed_answers_may_stay_open(struct world *w)
{
    struct form_question q;
    for (form_node n = 0; !failed(form_question(w->form, n, &q)); n++) {
        const bool typed = q.kind == FORM_TEXT || q.kind == FORM_PAPER;
        if (q.supplier == SUPPLIER_CITIZEN && typed && q.required && !q.readonly) {
            if (!q.may_leave_open) {
                printf("# %s must be given\n", q.ref);
            }
            CHECK(q.may_leave_open);
        }
    }
}

TEST(a_typed_answer_may_stay_open)
{
    struct world w;
    load(&w);
    typed_answers_may_stay_open(&w);
    unload(&w);
}

TEST(texts_fit_where_they_are_shown)
{
    struct world w;
    load(&w);
    texts_fit(&w, "vi");
    texts_fit(&w, "en");
    every_text_is_translated(&w);
    unload(&w);
}

#ifdef ANSWERS
/* What a usual citizen with her card answers, in the order of the pages. */
static const struct answer usual[] = {
#    include ANSWERS
};
#    define USUAL (sizeof usual / sizeof usual[0])

static void answer_all(struct world *w)
{
    scan_card(w);
    answer(w, usual, USUAL);
}

/* After the usual answers none of these is taken, and she is told why. */
static inline void refuse_each(const struct answer *wrong, size_t count)
{
    struct world w;
    load(&w);
    answer_all(&w);
    refuse_all(&w, wrong, count);
    unload(&w);
}

TEST(what_was_sent_validates_again)
{
    struct world w;
    load(&w);
    answer_all(&w);
    sent_validates_again(&w);
    unload(&w);
}
#    define ANSWERED_FORM_TESTS                                                                    \
        RUN(what_was_sent_validates_again);                                                        \
        REAL_FORM_TESTS
#endif

#ifdef CARD_FIELDS
TEST(a_usual_citizen_is_asked_this)
{
    struct world w;
    load(&w);
    CHECK_INT(scan_card(&w), CARD_FIELDS);
    walk(&w, usual, USUAL);
    unload(&w);
}

TEST(without_a_card_there_are_at_most_25_pages)
{
    struct world w;
    load(&w);
    answer(&w, usual, USUAL);
    CHECK_INT(form_page_count(w.form), USUAL + CARD_FIELDS);
    CHECK(form_page_count(w.form) <= 25);
    unload(&w);
}
#    define USUAL_FORM_TESTS                                                                       \
        RUN(a_usual_citizen_is_asked_this);                                                        \
        RUN(without_a_card_there_are_at_most_25_pages);                                            \
        ANSWERED_FORM_TESTS
#endif

/* In the main of each test of a form. */
#define REAL_FORM_TESTS                                                                            \
    RUN(a_typed_answer_may_stay_open);                                                             \
    RUN(texts_fit_where_they_are_shown)

#endif
