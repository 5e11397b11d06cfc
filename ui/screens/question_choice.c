/* 06 and 37: pictures; 36-like: rows, and first letters when there are many; many of: checks. */
#include <string.h>

#include "app/typing/fold.h"
#include "platform/base/utf8.h"
#include "ui/screens/question.h"

#define PICTURES_MAX   6
#define ROWS_WITHOUT   7 /* rows that fit without paging */
#define ROWS_A_PAGE    6
#define ROWS_BY_LETTER 5
#define LETTERS_FROM   13
#define LETTER_COLUMNS 10

/* A choice in the order of the alphabet. */
struct entry {
    int choice;         /* its place in the form */
    const char *key;    /* folded label */
    const char *letter; /* first letter as written */
};

/* True when value stands in the space-separated list. */
static bool holds(const char *list, const char *value)
{
    const size_t len = strlen(value);
    for (const char *at = list; len > 0 && (at = strstr(at, value)) != NULL; at += len) {
        const bool starts = at == list || at[-1] == ' ';
        if (starts && (at[len] == '\0' || at[len] == ' ')) {
            return true;
        }
    }
    return false;
}

static bool choice_at(struct builder *b, const struct form_question *q, int i,
                      struct form_choice *ret_choice)
{
    return !failed(form_choice(b->app->visit->form, q->node, i, ret_choice));
}

static bool all_have_pictures(struct builder *b, const struct form_question *q)
{
    struct form_choice choice;
    if (q->kind != FORM_SELECT_ONE || q->choice_count < 2 || q->choice_count > PICTURES_MAX) {
        return false;
    }
    for (int i = 0; i < q->choice_count; i++) {
        if (!choice_at(b, q, i, &choice) || choice.image == NULL) {
            return false;
        }
    }
    return true;
}

static struct view_node choice_node(struct builder *b, const struct form_question *q, int i,
                                    const struct form_choice *choice)
{
    const bool many = q->kind == FORM_SELECT_MANY;
    const bool chosen =
        many ? holds(q->value, choice->value) : strcmp(q->value, choice->value) == 0;
    struct view_node node = {
        .name = text_format(b, "choice.%s", choice->value),
        .role = many ? ROLE_CHECK : ROLE_CHOICE,
        .label = choice->label,
        .state = chosen ? STATE_CHOSEN : 0,
        .intent = {.kind = many ? INTENT_TOGGLE : INTENT_CHOOSE, .argument = i}};
    say_more(&node, say_text(choice->label, false));
    return node;
}

static void put_pictures(struct builder *b, int column, const struct form_question *q)
{
    const int rows = (q->choice_count + 1) / 2;
    const int grid =
        put_group(b, column, (struct view_node){.flow = FLOW_GRID, .grid_columns = 2, .gap = 24});
    for (int i = 0; i < q->choice_count; i++) {
        struct form_choice choice;
        if (!choice_at(b, q, i, &choice)) {
            continue;
        }
        struct view_node node = choice_node(b, q, i, &choice);
        node.look = LOOK_PICTURE;
        node.icon = build_icon(choice.image, ICON_UNKNOWN);
        node.icon_dp = rows == 1 ? 300 : (rows == 3 ? 150 : 200);
        node.h = rows == 1 ? 560 : (rows == 3 ? 260 : 380);
        put(b, grid, node);
    }
}

static void put_row(struct builder *b, int column, const struct form_question *q, int i, int h)
{
    struct form_choice choice;
    if (!choice_at(b, q, i, &choice)) {
        return;
    }
    struct view_node node = choice_node(b, q, i, &choice);
    node.look = q->kind == FORM_SELECT_MANY ? LOOK_CONSENT : LOOK_ROW;
    node.icon =
        choice.image != NULL && node.look == LOOK_ROW ? build_icon(choice.image, ICON_UNKNOWN) : 0;
    node.h = h;
    put(b, column, node);
}

/* Choices first .. first + per_page of the order; NULL = the form's own. */
static void put_rows(struct builder *b, int column, const struct form_question *q,
                     const struct entry *order, int per_page)
{
    const int page = b->app->visit->list_page, first = page * per_page;
    for (int i = first; i < first + per_page && i < q->choice_count; i++) {
        put_row(b, column, q, order != NULL ? order[i].choice : i, 110);
    }
    put_space(b, column);
    put_pager(b, column, page, per_page, q->choice_count);
}

/* Before or after in the alphabet: plain letters before marked ones, then the whole name. */
static bool comes_before(const struct entry *a, const struct entry *b)
{
    if (a->key[0] != b->key[0]) {
        return a->key[0] < b->key[0];
    }
    const int marks = strcmp(a->letter, b->letter);
    return marks != 0 ? marks < 0 : strcmp(a->key, b->key) < 0;
}

static struct entry entry_of(struct builder *b, const struct form_question *q, int i)
{
    struct entry entry = {.choice = i, .key = "", .letter = ""};
    struct form_choice choice;
    char folded[128];
    struct buf out;
    if (choice_at(b, q, i, &choice)) {
        const size_t len = strlen(choice.label);
        buf_init(&out, folded, sizeof folded);
        fold_add(&out, choice.label, len);
        entry.key = text_format(b, "%s", folded);
        entry.letter = text_format(b, "%.*s", (int)utf8_cluster(choice.label, len), choice.label);
    }
    return entry;
}

/* The choices by the alphabet, so that a first letter leads to one place; NULL when there is no
 * room. */
static const struct entry *sorted(struct builder *b, const struct form_question *q)
{
    struct entry *order = arena_alloc(b->frame, (size_t)q->choice_count * sizeof *order);
    for (int i = 0; order != NULL && i < q->choice_count; i++) {
        const struct entry entry = entry_of(b, q, i);
        int at = i;
        for (; at > 0 && comes_before(&entry, &order[at - 1]); at--) {
            order[at] = order[at - 1];
        }
        order[at] = entry;
    }
    return order;
}

/* The first letters, each with the page where it begins; that of the first row shown is lit. */
static void put_letters(struct builder *b, int column, const struct form_question *q,
                        const struct entry *order, int per_page)
{
    const int page = b->app->visit->list_page;
    const int grid =
        put_group(b, column,
                  (struct view_node){.flow = FLOW_GRID, .grid_columns = LETTER_COLUMNS, .gap = 12});
    int lit = -1;
    for (int i = 0; i < q->choice_count; i++) {
        if (i > 0 && strcmp(order[i].letter, order[i - 1].letter) == 0) {
            continue;
        }
        struct view_node key = {.name = text_format(b, "letter.%s", order[i].letter),
                                .role = ROLE_KEY,
                                .look = LOOK_KEY,
                                .label = order[i].letter,
                                .h = 98,
                                .intent = {.kind = INTENT_PAGE, .argument = i / per_page - page}};
        say_more(&key, (struct say){.kind = SAY_LETTERS, .text = key.label});
        const int index = put(b, grid, key);
        lit = i <= page * per_page ? index : lit;
    }
    if (lit >= 0) {
        b->view->nodes[lit].state = STATE_CHOSEN;
    }
}

static void put_list(struct builder *b, int column, const struct form_question *q)
{
    if (q->choice_count >= LETTERS_FROM) {
        const struct entry *order = sorted(b, q);
        const int per_page = q->may_leave_open ? ROWS_BY_LETTER - 1 : ROWS_BY_LETTER;
        if (order != NULL) {
            put_letters(b, column, q, order, per_page);
            put_rows(b, column, q, order, per_page);
        }
        return;
    }
    const int room = q->may_leave_open ? ROWS_WITHOUT - 1 : ROWS_WITHOUT;
    if (q->choice_count > room) {
        put_rows(b, column, q, NULL, q->may_leave_open ? ROWS_A_PAGE - 1 : ROWS_A_PAGE);
        return;
    }
    for (int i = 0; i < q->choice_count; i++) {
        put_row(b, column, q, i, q->choice_count <= 4 ? 150 : 122);
    }
}

void question_choice(struct builder *b, const struct asked *asked)
{
    const struct form_question *q = &asked->question;
    const int column = put_answers(b, q->choice_count >= LETTERS_FROM ? 12 : 18);
    if (asked->wrong) {
        put_problem(b, column, 120);
    }
    if (all_have_pictures(b, q)) {
        put_pictures(b, column, q);
    } else {
        put_list(b, column, q);
    }
    put_open_row(b, column, q, 112);
}
