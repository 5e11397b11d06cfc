/* 06 and 37: pictures; 36-like: rows, and first letters when there are many; many of: checks. */
#include <string.h>

#include "app/typing/fold.h"
#include "platform/base/utf8.h"
#include "ui/screens/question.h"

#define PICTURES_MAX        6
#define ROWS_A_PAGE         6
#define ROWS_BY_LETTER      5
#define ROWS_WITH_FREQUENT  3 /* fewer: the frequent ones stand above */
#define FREQUENT_MAX        3
#define LETTERS_FROM        13
#define LETTER_COLUMNS      10
#define LETTER_COLUMNS_WIDE 4

/* dp */
#define ANSWERS_DP   972
#define COLUMN_GAP   18
#define PICTURE_GAP  24
#define PAIR_DP      704 /* two pictures, drawing 37 */
#define OPEN_DP      124
#define PROBLEM_DP   130
#define ROW_LEAST_DP 114
#define ROW_MOST_DP  240

/* A choice in the order of the alphabet. */
struct entry {
    int choice;         /* its place in the form */
    const char *key;    /* folded label */
    const char *letter; /* first letter as written */
    bool frequent;
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

/* Height of one of `rows` that fill what the sentence of what is wrong and the open row leave. */
static int filling(const struct form_question *q, bool wrong, int rows, int gap)
{
    const int taken = (q->may_leave_open ? OPEN_DP + COLUMN_GAP : 0) +
                      (wrong ? PROBLEM_DP + COLUMN_GAP : 0) + (rows - 1) * gap;
    return (ANSWERS_DP - taken) / rows;
}

/* Two beside each other, four in a square as drawings 37 and 06; three as wide rows. */
static void put_pictures(struct builder *b, int column, const struct form_question *q, bool wrong)
{
    const bool wide = q->choice_count == 3;
    const int rows = wide ? 3 : (q->choice_count + 1) / 2;
    const int room = filling(q, wrong, rows, PICTURE_GAP);
    const int height = rows == 1 && room > PAIR_DP ? PAIR_DP : room;
    const int grid = put_group(
        b, column,
        (struct view_node){.flow = FLOW_GRID,
                           .grid_columns = wide ? 1 : 2,
                           .wide_columns = b->shape.large ? 1 : 0, /* the word beside, as 23 */
                           .gap = PICTURE_GAP});
    for (int i = 0; i < q->choice_count; i++) {
        struct form_choice choice;
        if (!choice_at(b, q, i, &choice)) {
            continue;
        }
        struct view_node node = choice_node(b, q, i, &choice);
        node.look = wide ? LOOK_ROW : LOOK_PICTURE;
        node.icon = build_icon(choice.image, ICON_UNKNOWN);
        node.icon_dp = wide ? 160 : (rows == 1 ? 300 : (rows == 3 ? 150 : 220));
        node.h = height;
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
    node.icon = choice.image != NULL ? build_icon(choice.image, ICON_UNKNOWN) : 0;
    node.icon_dp = h >= 200 ? 120 : 64;
    node.h = h;
    put(b, column, node);
}

/* The choices in the order of the alphabet. Where the frequent ones have no row of their own they
 * stand on a page before it, and once more in their place. */
struct order {
    struct entry *entries; /* NULL: no room for them */
    int count;
    int frequent[FREQUENT_MAX]; /* choices */
    int frequent_count;
};

static bool has_own_page(const struct order *order)
{
    return order != NULL && order->frequent_count > 0;
}

static void put_frequent_caption(struct builder *b, int column)
{
    put_message(b, column, MSG_FREQUENT,
                (struct view_node){.name = "frequent",
                                   .role = ROLE_TEXT,
                                   .look = LOOK_MUTED,
                                   .align = ALIGN_CENTER,
                                   .fold = FOLD_VOICE,
                                   .h = 48});
}

static void put_frequent_page(struct builder *b, int column, const struct form_question *q,
                              const struct order *order)
{
    put_frequent_caption(b, column);
    for (int i = 0; i < order->frequent_count; i++) {
        put_row(b, column, q, order->frequent[i], 110);
    }
}

/* The page of choices that is open, in their order; NULL = the form's own. */
static void put_rows(struct builder *b, int column, const struct form_question *q,
                     const struct order *order, int per_page)
{
    const int total = order != NULL ? order->count : q->choice_count;
    const int page = b->app->visit->list_page, before = has_own_page(order);
    const bool on_it = order != NULL && before > 0 && page == 0;
    const int first = (page - before) * per_page;
    const int last = first + per_page < total ? first + per_page : total;
    struct rows_shown shown = {
        .page = page, .pages = before + (total + per_page - 1) / per_page, .total = total};
    if (on_it) {
        put_frequent_page(b, column, q, order);
        shown.from = 1;
        shown.to = order->frequent_count;
    } else {
        shown.from = first + 1;
        shown.to = last;
    }
    for (int i = on_it ? last : first; i < last; i++) {
        put_row(b, column, q, order != NULL ? order->entries[i].choice : i, 110);
    }
    if (b->shape.large) {
        put_large_pager(b, page, 1, shown.pages);
        return;
    }
    put_space(b, column);
    put_range_pager(b, column, &shown);
}

/* Every row, where layout deals them. */
static void put_all_rows(struct builder *b, int column, const struct form_question *q, int h)
{
    for (int i = 0; i < q->choice_count; i++) {
        put_row(b, column, q, i, h);
    }
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
        entry.frequent = choice.frequent;
        entry.letter = text_format(b, "%.*s", (int)utf8_cluster(choice.label, len), choice.label);
    }
    return entry;
}

static void sort_in(struct entry *entries, int at, struct entry entry)
{
    for (; at > 0 && comes_before(&entry, &entries[at - 1]); at--) {
        entries[at] = entries[at - 1];
    }
    entries[at] = entry;
}

/* The choices by the alphabet, so that a first letter leads to one place. */
static struct order sorted(struct builder *b, const struct form_question *q, int most_frequent)
{
    const size_t size = (size_t)q->choice_count * sizeof(struct entry);
    struct order order = {.entries = arena_alloc(b->frame, size)};
    for (int i = 0; order.entries != NULL && i < q->choice_count; i++) {
        const struct entry entry = entry_of(b, q, i);
        if (entry.frequent && order.frequent_count < most_frequent) {
            order.frequent[order.frequent_count++] = i;
        }
        sort_in(order.entries, order.count++, entry);
    }
    return order;
}

/* 36: up to three that are chosen most, and how to find the others. False when the list has none.
 */
static bool put_frequent(struct builder *b, int column, const struct form_question *q)
{
    int row = -1, count = 0;
    for (int i = 0; i < q->choice_count && count < FREQUENT_MAX; i++) {
        struct form_choice choice;
        if (!choice_at(b, q, i, &choice) || !choice.frequent) {
            continue;
        }
        if (row < 0) {
            row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .gap = 24, .h = 114});
        }
        struct view_node node = choice_node(b, q, i, &choice);
        node.name = text_format(b, "often.%s", choice.value);
        node.look = LOOK_BUTTON;
        node.grow = 1;
        node.h = 114;
        put(b, row, node);
        count++;
    }
    if (count > 0) {
        put_frequent_caption(b, column);
    }
    return count > 0;
}

/* The first letters, each with the page where it begins; that of the first row shown is lit. */
static void put_letters(struct builder *b, int column, const struct order *order, int per_page)
{
    const int page = b->app->visit->list_page, before = has_own_page(order);
    const struct entry *all = order->entries;
    const int grid = put_group(b, column,
                               (struct view_node){.flow = FLOW_GRID,
                                                  .grid_columns = LETTER_COLUMNS,
                                                  .wide_columns = LETTER_COLUMNS_WIDE,
                                                  .gap = 12,
                                                  .fold = FOLD_KEEP});
    int lit = -1;
    for (int i = 0; i < order->count; i++) {
        if (i > 0 && strcmp(all[i].letter, all[i - 1].letter) == 0) {
            continue;
        }
        struct view_node key = {
            .name = text_format(b, "letter.%s", all[i].letter),
            .role = ROLE_KEY,
            .look = LOOK_KEY,
            .label = all[i].letter,
            .h = 98,
            .intent = {.kind = INTENT_PAGE, .argument = before + i / per_page - page}};
        say_more(&key, (struct say){.kind = SAY_LETTERS, .text = key.label});
        const int index = put(b, grid, key);
        lit = i <= (page - before) * per_page ? index : lit;
    }
    if (lit >= 0) {
        b->view->nodes[lit].state = STATE_CHOSEN;
    }
}

/* 200 %: two rows a page; the letters, and the ways out, on pages of their own behind a switch. */
static void put_large_by_letter(struct builder *b, int column, const struct form_question *q,
                                const struct order *order, bool wrong)
{
    if (b->app->visit->typing) {
        put_letters(b, column, order, 2);
        put_typing_switch(b, column);
        (void)put_open_row(b, column, q, 150);
        return;
    }
    if (!wrong) {
        put_rows(b, column, q, order, 2);
    }
    put_typing_switch(b, column);
}

/* Letters and the rows they lead to; beside each other on a wide screen. */
static void put_by_letter(struct builder *b, int column, const struct form_question *q, bool wrong)
{
    const int most_frequent = b->shape.reference ? 0 : list_rows(b, FREQUENT_MAX, FREQUENT_MAX);
    const struct order order = sorted(b, q, most_frequent);
    const bool frequent = !wrong && b->shape.reference && put_frequent(b, column, q);
    const int most = frequent ? ROWS_WITH_FREQUENT : ROWS_BY_LETTER;
    const int less = q->may_leave_open + (q->may_leave_open && wrong && b->shape.landscape);
    const int own = list_rows(b, most, ROWS_BY_LETTER) - less;
    const int per_page = own > 1 ? own : 1;
    int letters = column, rows = column;
    if (order.entries == NULL) {
        return;
    }
    if (b->shape.large) {
        put_large_by_letter(b, column, q, &order, wrong);
        return;
    }
    if (b->shape.landscape) {
        b->view->nodes[column].split = 38;
        letters = put_group(b, column, (struct view_node){.side = SIDE_LEFT});
        rows = put_group(b, column, (struct view_node){.gap = 12, .side = SIDE_RIGHT});
    }
    if (!wrong) { /* the sentence stands where they do until she touches an answer */
        put_letters(b, letters, &order, per_page);
    }
    put_rows(b, rows, q, &order, per_page);
}

static void put_list(struct builder *b, int column, const struct form_question *q, bool wrong)
{
    if (q->choice_count >= LETTERS_FROM) {
        put_by_letter(b, column, q, wrong);
        return;
    }
    const int room = filling(q, wrong, q->choice_count, COLUMN_GAP);
    if (!b->shape.reference) {
        put_all_rows(b, column, q, room < ROW_LEAST_DP ? ROW_LEAST_DP : 150);
        return;
    }
    if (room < ROW_LEAST_DP) {
        put_rows(b, column, q, NULL, ROWS_A_PAGE - q->may_leave_open - wrong);
        return;
    }
    put_all_rows(b, column, q, room < ROW_MOST_DP ? room : ROW_MOST_DP);
}

void question_choice(struct builder *b, const struct asked *asked)
{
    const struct form_question *q = &asked->question;
    const bool letters = q->choice_count >= LETTERS_FROM;
    const bool own_ways = letters && b->shape.large && !all_have_pictures(b, q);
    const int column = put_answers(b, letters ? 12 : COLUMN_GAP);
    if (asked->wrong) {
        (void)put_problem(b, column, PROBLEM_DP);
    }
    if (all_have_pictures(b, q)) {
        put_pictures(b, column, q, asked->wrong);
    } else {
        put_list(b, column, q, asked->wrong);
    }
    if (!own_ways) {
        (void)put_open_row(b, column, q, letters ? 112 : OPEN_DP);
    }
}
