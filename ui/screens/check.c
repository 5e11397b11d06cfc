/* 10: every answer, six rows a page, each with Change that returns straight here. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "app/amount.h"
#include "app/papers.h"
#include "app/steps.h"
#include "ui/screens/all.h"
#include "ui/screens/question.h"

#define ROWS_A_PAGE 6
#define ANSWER_MAX  512

/* What she is shown: the citizen's own answers and what the card supplied. */
static bool is_shown(const struct form_question *q)
{
    const bool hers = q->supplier == SUPPLIER_CITIZEN || q->supplier == SUPPLIER_CARD;
    const bool asks = q->kind != FORM_NOTE && q->kind != FORM_VALUE && q->kind != FORM_GROUP;
    return hers && asks && q->relevant && !(q->readonly && q->value[0] == '\0');
}

/* "name", of one of several "name.2". */
static const char *name_of(struct builder *b, const struct form_question *q)
{
    struct form *form = b->app->visit->form;
    char ref[ANSWER_MAX];
    struct buf out;
    buf_init(&out, ref, sizeof ref);
    const char *slash = strrchr(q->ref, '/');
    const char *name = slash != NULL ? slash + 1 : q->ref;
    const form_node instance = form_instance_above(form, q->node);
    if (instance == FORM_NONE || failed(form_ref(form, instance, &out))) {
        return name;
    }
    for (const char *open = strchr(ref, '['); open != NULL; open = strchr(open + 1, '[')) {
        name = text_format(b, "%s.%ld", name, strtol(open + 1, NULL, 10));
    }
    return name;
}

/* How many pages of the paper go along; 0 = none, or it goes to the counter. */
static int pages_of(struct builder *b, const struct form_question *q)
{
    const bool here = q->kind == FORM_PAPER && !papers_handed_in(b->app->visit, q->node);
    return here ? papers_pages(b->app->visit, q->node) : 0;
}

static const char *paper_words(struct builder *b, const struct form_question *q)
{
    const int pages = pages_of(b, q);
    const struct portal_held_item *held = papers_held(b->app->visit, q->node);
    const char *words = "";
    struct say say[2];
    if (held != NULL) {
        held_message(b, MSG_REUSE_WORDS, held, &words, say);
        return words;
    }
    if (pages > 1) {
        return text_filled(b, MSG_PAPER_PAGES, text_number(b, pages), NULL);
    }
    return text_of(b, papers_handed_in(b->app->visit, q->node) ? MSG_PAPER_AT_COUNTER
                      : pages == 1                             ? MSG_PAPER_TAKEN
                                                               : MSG_NO_ANSWER);
}

const char *answer_words(struct builder *b, const struct form_question *q)
{
    if (q->open == OPEN_OFFICER || q->open == OPEN_PAPER) {
        return text_of(b, q->open == OPEN_OFFICER ? MSG_OPEN_OFFICER : MSG_OPEN_PAPER);
    }
    if (q->kind == FORM_REPEAT) {
        const int count = form_instance_count(b->app->visit->form, q->node);
        return count > 0 ? text_number(b, count)
                         : text_filled(b, MSG_REPEAT_NONE, q->short_label, NULL);
    }
    if (q->kind == FORM_SIGNATURE) {
        return text_of(b, papers_handed_in(b->app->visit, q->node) ? MSG_SIGN_OFFICER
                          : papers_taken(b->app->visit, q->node)   ? MSG_SIGNED
                                                                   : MSG_NO_ANSWER);
    }
    if (q->kind == FORM_PAPER) {
        return paper_words(b, q);
    }
    if (q->kind == FORM_TRIGGER) {
        return text_of(b, q->value[0] != '\0' ? MSG_CONFIRMED : MSG_NO_ANSWER);
    }
    char storage[ANSWER_MAX];
    struct buf out;
    buf_init(&out, storage, sizeof storage);
    if (amount_is_money(q) && q->value[0] != '\0') {
        return money_answer(b, q->value);
    }
    if (q->kind == FORM_DECIMAL && q->value[0] != '\0') {
        amount_show(q->value, b->language, false, &out);
        return text_format(b, "%s", storage);
    }
    if (failed(form_answer_text(b->app->visit->form, q->node, &out)) || out.len == 0) {
        return text_of(b, MSG_NO_ANSWER);
    }
    return text_format(b, "%s", storage);
}

struct say answer_say(const struct form_question *q, const char *words, bool secret)
{
    const size_t len = strlen(words);
    const bool counted = q->kind == FORM_INTEGER || q->kind == FORM_REPEAT;
    if (counted && len > 0 && len < 10 && strspn(words, "0123456789") == len) {
        return (struct say){
            .kind = SAY_NUMBER, .number = strtol(words, NULL, 10), .private_ = secret};
    }
    return (struct say){
        .kind = q->kind == FORM_TEXT ? SAY_NAME : SAY_TEXT, .text = words, .private_ = secret};
}

/* The answer as it is said; of what the portal held, also where it is from. */
static void say_answer(struct builder *b, const struct form_question *q, bool secret,
                       struct view_node *answer)
{
    const struct offer *held = step_held_of(b->app, q->node);
    if (held != NULL && held->item.paper) {
        struct say from[2];
        held_message(b, MSG_REUSE_WORDS, &held->item, &answer->value, from);
        say_more(answer, from[0]);
        say_more(answer, from[1]);
        return;
    }
    if (pages_of(b, q) > 1) {
        say_more(answer, say_message(MSG_PAPER_PAGES));
        say_more(answer, (struct say){.kind = SAY_NUMBER, .number = pages_of(b, q)});
    } else {
        say_more(answer, answer_say(q, answer->value, secret));
    }
    if (held != NULL) {
        answer->label = text_format(b, "%s · %s", answer->label, text_of(b, MSG_REUSE_THERE));
        say_more(answer, say_message(MSG_REUSE_THERE));
    }
}

static void put_answer(struct builder *b, int card, const struct form_question *q)
{
    const char *name = name_of(b, q);
    struct instance_words of;
    const char *label = q->short_label;
    const form_node instance = form_instance_above(b->app->visit->form, q->node);
    if (instance != FORM_NONE) {
        instance_words(b, instance, &of);
        label = text_format(b, "%s: %s", of.which, label);
    }
    const bool secret = q->private_ && q->value[0] != '\0' && q->open == OPEN_NOT;
    const int row = put_group(b, card,
                              (struct view_node){.look = b->shape.landscape ? LOOK_CARD : LOOK_NONE,
                                                 .flow = FLOW_ROW,
                                                 .gap = 24,
                                                 .pad_x = 36,
                                                 .pad_y = b->shape.reference ? 0 : 12,
                                                 .h = 134,
                                                 .align = ALIGN_CENTER,
                                                 .fold = FOLD_KEEP});
    struct view_node answer = {.name = text_format(b, "answer.%s", name),
                               .role = ROLE_TEXT,
                               .look = LOOK_ANSWER,
                               .label = label,
                               .value = answer_words(b, q),
                               .private_ = true,
                               .aloud = !secret,
                               .total = q->readonly ? 34 : 258,
                               .h = 134,
                               .grow = 1};
    struct say *say = instance != FORM_NONE ? instance_say(&of, answer.say) : answer.say;
    *say = say_text(q->short_label, false);
    say_answer(b, q, secret, &answer);
    put(b, row, answer);
    if (q->readonly) {
        return;
    }
    struct view_node change = {.name = text_format(b, "change.%s", name),
                               .role = ROLE_BUTTON,
                               .look = LOOK_BUTTON,
                               .quiet = true,
                               .icon = ICON_EDIT + 1,
                               .icon_dp = 52,
                               .w = 200,
                               .h = 102,
                               .intent = {.kind = INTENT_CHANGE, .argument = q->node}};
    say_more(&change, say_message(MSG_CHANGE));
    say_more(&change, say_text(q->short_label, false));
    put_message(b, row, MSG_CHANGE, change);
}

/* The last row: it need not be sent today. */
static void put_later(struct builder *b, int card)
{
    const int row = put_group(b, card,
                              (struct view_node){.look = b->shape.landscape ? LOOK_CARD : LOOK_NONE,
                                                 .flow = FLOW_ROW,
                                                 .gap = 24,
                                                 .pad_x = 36,
                                                 .pad_y = b->shape.reference ? 0 : 12,
                                                 .h = 134,
                                                 .align = ALIGN_CENTER,
                                                 .fold = FOLD_KEEP});
    put_message(
        b, row, MSG_LATER_ROW,
        (struct view_node){
            .name = "later-row", .role = ROLE_TEXT, .look = LOOK_LABEL, .h = 134, .grow = 1});
    put_message(b, row, MSG_LATER_SET,
                (struct view_node){.name = "later",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = ICON_SAVED + 1,
                                   .icon_dp = 52,
                                   .w = 300,
                                   .h = 102,
                                   .intent = {.kind = INTENT_LATER}});
}

/* The card the rows lie in; on a wide screen two columns of cards. */
static int put_rows_card(struct builder *b, int column)
{
    if (b->shape.landscape) {
        return put_group(b, column,
                         (struct view_node){.flow = FLOW_GRID,
                                            .grid_columns = 2,
                                            .wide_columns = b->shape.large ? 1 : 2,
                                            .gap = 16});
    }
    return put_group(b, column,
                     (struct view_node){.look = LOOK_CARD, .h = b->shape.reference ? 830 : 0});
}

void screen_check_build(struct builder *b)
{
    struct roof roof = roof_of(b, MSG_CHECK_TITLE, MSG_CHECK_HINT);
    struct form *form = b->app->visit->form;
    const int page = b->app->visit->list_page;
    const int per_page = b->shape.reference ? ROWS_A_PAGE : INT_MAX; /* else layout deals them */
    const int first = b->shape.reference ? page * ROWS_A_PAGE : 0;
    if (!b->shape.large) {
        roof.right = text_filled(b, MSG_ALL_QUESTIONS, text_number(b, form_page_count(form)), NULL);
        roof.right_say[0] = say_message(MSG_ALL_QUESTIONS);
        roof.right_say[1] = (struct say){.kind = SAY_NUMBER, .number = form_page_count(form)};
    }
    put_roof(b, &roof);
    const int column = put_answers(b, 20);
    const int card = put_rows_card(b, column);
    int total = 0;
    for (form_node n = form_next_question(form, FORM_NONE); n != FORM_NONE;
         n = form_next_question(form, n)) {
        struct form_question q;
        if (failed(form_question(form, n, &q)) || !is_shown(&q)) {
            continue;
        }
        if (total >= first && total - first < per_page) {
            if (total > first && !b->shape.landscape) {
                put_rule(b, card, false);
            }
            put_answer(b, card, &q);
        }
        total++;
    }
    if (!b->app->visit->hers.adding) {
        if (total >= first && total - first < per_page) {
            if (total > first && !b->shape.landscape) {
                put_rule(b, card, false);
            }
            put_later(b, card);
        }
        total++;
    }
    if (b->shape.reference) {
        put_pager(b, column, page, ROWS_A_PAGE, total);
    }
    put_back(b);
    put_next(b, MSG_SEND, ICON_SEND, MSG_NONE);
    put_tools(b);
}
