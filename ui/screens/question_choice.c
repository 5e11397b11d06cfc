/* 06 and 37: pictures; 36-like: rows, and first letters when there are many; many of: checks. */
#include <string.h>

#include "platform/base/utf8.h"
#include "ui/screens/question.h"

#define PICTURES_MAX   6
#define ROWS_WITHOUT   7 /* rows that fit without paging */
#define ROWS_A_PAGE    6
#define ROWS_BY_LETTER 5
#define LETTERS_FROM   13
#define LETTERS_MAX    24
#define LETTER_COLUMNS 8

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

static void put_rows(struct builder *b, int column, const struct form_question *q, int per_page)
{
    const int page = b->app->visit->list_page, first = page * per_page;
    for (int i = first; i < first + per_page && i < q->choice_count; i++) {
        put_row(b, column, q, i, 110);
    }
    put_space(b, column);
    put_pager(b, column, page, per_page, q->choice_count);
}

/* The first letters of the list in its own order, each with the page where it begins; the letter of
 * the first row shown is lit. */
static void put_letters(struct builder *b, int column, const struct form_question *q)
{
    const int page = b->app->visit->list_page;
    const int grid =
        put_group(b, column,
                  (struct view_node){.flow = FLOW_GRID, .grid_columns = LETTER_COLUMNS, .gap = 12});
    char last[8] = "";
    int shown = 0, lit = -1;
    for (int i = 0; i < q->choice_count && shown < LETTERS_MAX; i++) {
        struct form_choice choice;
        if (!choice_at(b, q, i, &choice)) {
            continue;
        }
        const size_t len = utf8_cluster(choice.label, strlen(choice.label));
        if (len >= sizeof last || (strncmp(last, choice.label, len) == 0 && last[len] == '\0')) {
            continue;
        }
        memcpy(last, choice.label, len);
        last[len] = '\0';
        const int to = i / ROWS_BY_LETTER;
        struct view_node key = {.name = text_format(b, "letter.%s", last),
                                .role = ROLE_KEY,
                                .look = LOOK_KEY,
                                .label = text_format(b, "%s", last),
                                .h = 104,
                                .intent = {.kind = INTENT_PAGE, .argument = to - page}};
        say_more(&key, (struct say){.kind = SAY_LETTERS, .text = key.label});
        const int index = put(b, grid, key);
        if (i <= page * ROWS_BY_LETTER) {
            lit = index;
        }
        shown++;
    }
    if (lit >= 0) {
        b->view->nodes[lit].state = STATE_CHOSEN;
    }
}

static void put_list(struct builder *b, int column, const struct form_question *q)
{
    if (q->choice_count >= LETTERS_FROM) {
        put_letters(b, column, q);
        put_rows(b, column, q, ROWS_BY_LETTER);
        return;
    }
    const int room = q->may_leave_open ? ROWS_WITHOUT - 1 : ROWS_WITHOUT;
    if (q->choice_count > room) {
        put_rows(b, column, q, q->may_leave_open ? ROWS_A_PAGE - 1 : ROWS_A_PAGE);
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
