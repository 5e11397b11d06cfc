/* One question a page: roof with the count and the band, answers by kind, back and on. */
#include "ui/screens/question.h"

#include <string.h>

#include "app/papers.h"
#include "app/steps.h"
#include "ui/screens/all.h"

#define KNOTS_MAX 24 /* more questions weave one knot per section (design/DESIGN.md, last part) */

/* Length of the section in "/data/section/..."; the whole path when there is no section. */
static size_t section_of(const char *ref)
{
    const char *first = strchr(ref + (ref[0] == '/'), '/');
    const char *second = first != NULL ? strchr(first + 1, '/') : NULL;
    return second != NULL ? (size_t)(second - ref) : strlen(ref);
}

/* Counts the sections of the path and finds the one of the page. */
static void count_sections(struct form *form, form_node page, int *ret_total, int *ret_now)
{
    char last[128] = "";
    int total = 0, now = 0;
    for (form_node p = form_page_first(form); p != FORM_NONE; p = form_page_next(form, p)) {
        form_node first = p;
        (void)form_page_questions(form, p, &first, 1);
        struct form_question q;
        if (failed(form_question(form, first, &q)) ||
            form_instance_above(form, first) != FORM_NONE) { /* of the section of its repeat */
            now = p == page ? total - 1 : now;
            continue;
        }
        const size_t len = section_of(q.ref);
        if (strncmp(last, q.ref, len) != 0 || last[len] != '\0') {
            total++;
            const size_t kept = len < sizeof last - 1 ? len : sizeof last - 1;
            memcpy(last, q.ref, kept);
            last[kept] = '\0';
        }
        if (p == page) {
            now = total - 1;
        }
    }
    *ret_total = total;
    *ret_now = now;
}

/* "Con thứ 2", or the answer it goes by, before the question. */
static void say_which(struct builder *b, const struct form_question *q, struct roof *roof)
{
    struct instance_words words;
    struct say *say = roof->title_say;
    const form_node instance = form_instance_above(b->app->visit->form, q->node);
    if (instance != FORM_NONE) {
        instance_words(b, instance, &words);
        roof->which = words.which;
        say = instance_say(&words, say);
    }
    *say = say_text(q->label, false);
}

/* What a page must say that nobody sees at once, where its author said nothing. */
static enum message_id usual_hint(enum form_kind kind)
{
    if (kind == FORM_REPEAT) {
        return MSG_REPEAT_HINT;
    }
    if (kind == FORM_TRIGGER) {
        return MSG_CONFIRM_HINT;
    }
    return kind == FORM_SELECT_MANY ? MSG_MANY_HINT : MSG_NONE;
}

static void put_question_roof(struct builder *b, const struct form_question *q)
{
    const struct visit *visit = b->app->visit;
    const int path = form_page_count(visit->form);
    const int count = path > visit->question_total ? path : visit->question_total;
    const int index = form_page_index(visit->form, visit->page);
    struct roof roof = {
        .title = q->label, .hint = q->hint, .cells = count, .done = index, .now = true};
    say_which(b, q, &roof);
    const enum message_id usual = usual_hint(q->kind);
    if (q->hint != NULL) {
        roof.hint_say[0] = say_text(q->hint, false);
    } else if (usual != MSG_NONE) {
        roof.hint = text_of(b, usual);
        roof.hint_say[0] = say_message(usual);
    }
    const struct offer *held = step_held_of(b->app, q->node);
    if (held != NULL) {
        held_message(b, MSG_REUSE_TAKEN, &held->item, &roof.hint, roof.hint_say);
    }
    if (visit->has_problem) { /* nothing is lost: said before she asks */
        roof.hint = text_of(b, MSG_PROBLEM_HINT);
        memset(roof.hint_say, 0, sizeof roof.hint_say);
        roof.hint_say[0] = say_message(MSG_PROBLEM_HINT);
    }
    roof.right = text_filled(b, MSG_QUESTION_OF, text_number(b, index + 1), text_number(b, count));
    roof.right_say[0] = say_message(MSG_QUESTION_OF);
    roof.right_say[1] = (struct say){.kind = SAY_NUMBER, .number = index + 1};
    roof.right_say[2] = (struct say){.kind = SAY_NUMBER, .number = count};
    if (index < 0) { /* off the path: the card answered it, she changes it */
        roof.right = text_of(b, MSG_CHANGE);
        memset(roof.right_say, 0, sizeof roof.right_say);
        roof.right_say[0] = say_message(MSG_CHANGE);
        roof.cells = 0;
    } else if (count > KNOTS_MAX) {
        count_sections(visit->form, visit->page, &roof.cells, &roof.done);
    }
    put_roof(b, &roof);
}

struct kind_row {
    const char *screen;
    void (*build)(struct builder *b, const struct asked *asked);
    enum message_id next; /* words of the main act; MSG_NONE: the usual */
};

static bool is_list(enum form_kind kind)
{
    return kind == FORM_SELECT_ONE || kind == FORM_SELECT_MANY;
}

/* As app/draft.c decides what the typed keys mean. */
static struct kind_row kind_of(const struct form_question *q)
{
    if (q->kind == FORM_REPEAT) {
        return (struct kind_row){"question-repeat", question_repeat, MSG_REPEAT_ENOUGH};
    }
    if (strstr(q->appearance, "commune") != NULL) {
        return (struct kind_row){"question-commune", question_commune, MSG_NONE};
    }
    if (q->kind == FORM_TIME || q->kind == FORM_DATETIME) {
        return (struct kind_row){q->kind == FORM_TIME ? "question-time" : "question-date-time",
                                 question_date, MSG_NONE};
    }
    if (q->kind == FORM_DATE || strstr(q->appearance, "partial") != NULL) {
        return (struct kind_row){"question-date", question_date, MSG_NONE};
    }
    if (is_list(q->kind)) {
        return (struct kind_row){q->kind == FORM_SELECT_ONE ? "question-one" : "question-many",
                                 question_choice, MSG_NONE};
    }
    if (q->kind == FORM_INTEGER || q->kind == FORM_DECIMAL ||
        strstr(q->appearance, "numbers") != NULL) {
        return (struct kind_row){"question-number", question_number, MSG_NONE};
    }
    if (q->kind == FORM_NOTE || q->kind == FORM_TRIGGER) {
        return (struct kind_row){"question-note", question_note, MSG_NONE};
    }
    if (q->kind == FORM_SIGNATURE) {
        return (struct kind_row){"question-sign", question_sign, MSG_SIGN_DONE};
    }
    if (q->kind == FORM_BARCODE) {
        return (struct kind_row){"question-barcode", question_barcode, MSG_NONE};
    }
    if (q->kind == FORM_PAPER) {
        return (struct kind_row){"question-paper", question_paper, MSG_NONE};
    }
    return (struct kind_row){"question-text", question_text, MSG_NONE};
}

void screen_question_build(struct builder *b)
{
    struct asked asked = {0};
    if (!app_question(b->app, &asked.question)) {
        return;
    }
    asked.wrong = b->app->visit->has_problem;
    b->secret = asked.question.private_;
    const struct kind_row kind = kind_of(&asked.question);
    b->view->screen = kind.screen;
    const bool several = asked.question.kind == FORM_PAPER &&
                         papers_pages(b->app->visit, asked.question.node) > 1 &&
                         papers_held(b->app->visit, asked.question.node) == NULL;
    const enum message_id next = question_paper_doubted(b->app) ? MSG_USE_ANYWAY
                                 : several                      ? MSG_REPEAT_ENOUGH
                                                                : kind.next;
    put_question_roof(b, &asked.question);
    kind.build(b, &asked);
    put_back(b);
    put_next(b, next != MSG_NONE ? next : MSG_NEXT, ICON_NEXT, MSG_NONE);
    put_tools(b);
}
