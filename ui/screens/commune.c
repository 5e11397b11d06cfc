/* 08: the commune picker, with old names finding new units; and the address of the card. */

#include <string.h>

#include "app/citizen/card.h"
#include "app/citizen/commune.h"
#include "app/settings.h"
#include "platform/base/utf8.h"
#include "ui/screens/all.h"
#include "ui/screens/keyboard.h"
#include "ui/screens/question.h"

#define ROWS_SHOWN 3 /* best finds over the keyboard, as drawing 32 */
#define OLD_MAX    400
#define KEY_DP     98

/* The units it was made of, as many whole names as `room` characters hold. */
static const char *old_units(struct builder *b, int unit, size_t room)
{
    char storage[OLD_MAX];
    struct buf out;
    buf_init(&out, storage, sizeof storage);
    communes_made_of(b->app->communes, unit, &out);
    if (out.len == 0 || out.full) {
        return NULL;
    }
    while (utf8_count(storage) > room) {
        char *comma = strrchr(storage, ',');
        if (comma == NULL) {
            return NULL;
        }
        *comma = '\0';
        if (utf8_count(storage) <= room) {
            (void)memcpy(comma, "…", sizeof "…");
            break;
        }
    }
    return text_filled(b, MSG_OLD_UNITS, storage, NULL);
}

/* Row for pick number `pick` of visit->picks; INTENT_PICK's argument is that number. */
static void put_commune(struct builder *b, int column, int pick, int height_dp, bool chosen)
{
    char storage[OLD_MAX];
    struct buf name;
    const struct communes *communes = b->app->communes;
    const int unit = b->app->visit->picks[pick];
    buf_init(&name, storage, sizeof storage);
    communes_label(communes, unit, &name);
    const char *here = b->app->settings != NULL ? b->app->settings->commune : "";
    const bool is_here = strcmp(communes->units[unit].code, here) == 0;
    struct view_node row = {.name = text_format(b, "pick.%s", communes->units[unit].code),
                            .role = ROLE_CHOICE,
                            .look = LOOK_ROW,
                            .icon = ICON_PIN + 1,
                            .label = text_format(b, "%s", storage),
                            .sub = old_units(b, unit, chosen || is_here ? 24 : 38),
                            .h = height_dp,
                            .state = chosen ? STATE_CHOSEN : 0,
                            .intent = {.kind = INTENT_PICK, .argument = pick}};
    if (is_here && b->shape.step < 2) {
        row.value = text_of(b, MSG_HERE);
    }
    say_more(&row, say_text(row.label, false));
    if (b->shape.step > b->shape.landscape) { /* the picture has no room for them */
        say_more(&row, say_text(row.sub, false));
        row.sub = NULL;
    }
    put(b, column, row);
}

/* The pick with this code, or -1. */
static int pick_of(const struct builder *b, const char *value)
{
    const struct visit *visit = b->app->visit;
    for (int i = 0; value[0] != '\0' && i < visit->pick_count; i++) {
        if (strcmp(b->app->communes->units[visit->picks[i]].code, value) == 0) {
            return i;
        }
    }
    return -1;
}

/* The list as shown: one pick first (the chosen one, or this commune while nothing is typed), then
 * the others in their order. */
static int shown_pick(int place, int chosen)
{
    if (chosen < 0) {
        return place;
    }
    if (place == 0) {
        return chosen;
    }
    return place <= chosen ? place - 1 : place;
}

static int finds_a_page(const struct form_question *q)
{
    return q->may_leave_open ? ROWS_SHOWN - 1 : ROWS_SHOWN;
}

/* `rows` finds from `first` on; the sentence when there is none. */
static void put_found(struct builder *b, int list, const struct form_question *q, int first,
                      int rows, int height_dp)
{
    const struct visit *visit = b->app->visit;
    const int chosen = pick_of(b, q->value);
    const bool typed = visit->composer->text[0] != '\0';
    const char *here = b->app->settings != NULL ? b->app->settings->commune : "";
    const int lead = chosen >= 0 || typed ? chosen : pick_of(b, here);
    for (int i = first; i < visit->pick_count && i < first + rows; i++) {
        const int pick = shown_pick(i, lead);
        put_commune(b, list, pick, height_dp, pick == chosen);
    }
    if (visit->pick_count == 0) {
        put_message(b, list, MSG_NOTHING_FOUND,
                    (struct view_node){.name = "nothing",
                                       .role = ROLE_STATUS, /* said when it comes to that */
                                       .look = LOOK_NOTE,
                                       .icon = ICON_SEARCH + 1,
                                       .h = 180});
    }
}

static void put_finds(struct builder *b, int column, const struct form_question *q)
{
    const int rows = finds_a_page(q), first = b->app->visit->list_page * rows;
    const int list = put_group(b, column, (struct view_node){.gap = 12, .h = 402});
    put_found(b, list, q, first, rows, 126);
    if (q->may_leave_open) {
        put_space(b, list);
    }
    (void)put_open_row(b, list, q, 112);
}

static void put_pages(struct builder *b, int row, int per_page)
{
    const struct visit *visit = b->app->visit;
    struct view_node up = {.name = "page.up",
                           .role = ROLE_KEY,
                           .look = LOOK_KEY,
                           .icon = ICON_UP + 1,
                           .icon_dp = 50,
                           .w = 133};
    struct view_node down = up;
    down.name = "page.down";
    down.icon = ICON_DOWN + 1;
    down.w = 280;
    if (visit->list_page > 0) {
        up.intent = (struct intent){.kind = INTENT_PAGE, .argument = -1};
        say_more(&up, say_message(MSG_PAGE_UP));
    } else {
        up.state = STATE_DISABLED;
        say_more(&up, say_message(MSG_NOTHING_ABOVE));
    }
    if ((visit->list_page + 1) * per_page < visit->pick_count) {
        down.intent = (struct intent){.kind = INTENT_PAGE, .argument = 1};
        say_more(&down, say_message(MSG_PAGE_DOWN));
    } else {
        down.state = STATE_DISABLED;
        say_more(&down, say_message(MSG_NOTHING_BELOW));
    }
    put(b, row, up);
    down.label = text_of(b, MSG_PAGE_DOWN);
    put(b, row, down);
}

static void put_named_key(struct builder *b, int row, const char *name, struct view_node node)
{
    const int index = layout_find_name(LAYER_VIETNAMESE, name);
    node.intent = (struct intent){.kind = INTENT_KEY, .argument = index};
    put_key(b, row, &layout_of(LAYER_VIETNAMESE)->keys[index], LOOK_KEY, node);
}

/* Plain letters only, then space, clear, and the pages of the list. */
static void put_letters(struct builder *b, int column, int per_page)
{
    const int rows = put_group(b, column, (struct view_node){.gap = 10, .fold = FOLD_KEEP});
    put_letter_rows(b, rows, KEY_DP);
    const int row =
        put_group(b, rows, (struct view_node){.flow = FLOW_ROW, .gap = 12, .h = KEY_DP});
    put_named_key(b, row, "key-space", (struct view_node){.grow = 1});
    put_named_key(b, row, "key-clear", (struct view_node){.w = 200});
    put_pages(b, row, per_page);
}

static int put_field(struct builder *b, int parent, int height_dp)
{
    const struct visit *visit = b->app->visit;
    struct view_node field =
        search_field(b, text_filled(b, MSG_SEARCH_COUNT, text_number(b, visit->pick_count), NULL));
    field.h = height_dp;
    field.aloud = !b->secret;
    field.quiet = true; /* how many places there are is told who asks */
    say_more(
        &field,
        (struct say){.kind = SAY_LETTERS, .text = visit->composer->text, .private_ = b->secret});
    say_more(&field, say_message(MSG_SEARCH_COUNT));
    say_more(&field, (struct say){.kind = SAY_NUMBER, .number = visit->pick_count});
    return put(b, parent, field);
}

void put_typing_switch(struct builder *b, int parent)
{
    const bool typing = b->app->visit->typing;
    put_message(b, parent, typing ? MSG_LIST_SHOW : MSG_LIST_KEYS,
                (struct view_node){.name = "typing",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .quiet = true,
                                   .icon = (typing ? ICON_LIST : ICON_KEYBOARD) + 1,
                                   .icon_dp = 60,
                                   .h = b->shape.large ? 168 : 0,
                                   .grow = 1,
                                   .intent = {.kind = INTENT_TYPING}});
}

/* 200 %: two rows a page and the way to the letters; the letters in pages of ten. */
static void put_large_commune(struct builder *b, const struct asked *asked)
{
    const struct visit *visit = b->app->visit;
    const int column = put_answers(b, 16);
    if (visit->typing) {
        const int keys = keyboard_pages(LAYER_VIETNAMESE, true);
        const int pages = keys + asked->question.may_leave_open;
        const int page = b->view->page < pages ? b->view->page : 0, next = (page + 1) % pages;
        deal_own_pages(b, page, pages,
                       next < keys ? keyboard_page_name(b, LAYER_VIETNAMESE, true, next) : NULL,
                       (struct intent){.kind = INTENT_NONE});
        const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .gap = 16});
        const int field = put_field(b, row, 150);
        b->view->nodes[field].grow = 1;
        b->view->nodes[field].sub = NULL;
        put_typing_switch(b, row);
        struct view_node *list = &b->view->nodes[b->view->count - 1];
        list->icon_only = true;
        list->w = 232;
        list->grow = 0;
        if (page < keys) {
            put_keyboard_page(b, column, visit->composer, LAYER_VIETNAMESE, true, page);
        } else {
            (void)put_open_row(b, column, &asked->question, 150);
        }
        return;
    }
    const int page = visit->list_page;
    if (asked->wrong) {
        (void)put_problem(b, column, 300);
    } else {
        put_found(b, column, &asked->question, page * 2, 2, 200);
        put_large_pager(b, page, 2, visit->pick_count);
    }
    put_typing_switch(b, column);
}

/* Drawing 88: what turns the list stands beside the field. */
static void put_turns(struct builder *b, int row, int per_page)
{
    const struct visit *visit = b->app->visit;
    const int page = visit->list_page;
    const struct view_node turn = {.icon_only = true, .w = 112};
    b->view->page = page; /* a turned page is read */
    b->view->dealt = true;
    put_turn(b, row, -1, page > 0, turn);
    put_turn(b, row, 1, (page + 1) * per_page < visit->pick_count, turn);
}

/* Rows of two lines beside what else there is, by shape and text size. */
static int rows_beside(const struct builder *b, bool wrong, bool open)
{
    const int rows = (b->shape.landscape ? 4 - open : 5) - b->shape.step - wrong - (wrong && open);
    return rows > 1 ? rows : 1;
}

/* A wide screen, or larger text: the list, or the letters with the best finds. */
static void put_wide_commune(struct builder *b, const struct asked *asked)
{
    const struct visit *visit = b->app->visit;
    const struct form_question *q = &asked->question;
    const int column = put_answers(b, 12);
    const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .gap = 16, .h = 112});
    const int field = put_field(b, row, 0);
    b->view->nodes[field].grow = 3;
    put_typing_switch(b, row);
    struct view_node *typing = &b->view->nodes[b->view->count - 1];
    typing->grow = 2;
    if (!b->shape.landscape && b->shape.step >= 2) { /* beside what turns the list */
        typing->icon_only = true;
        typing->grow = 0;
        typing->w = 150;
    }
    const int rows = rows_beside(b, asked->wrong, q->may_leave_open);
    if (!visit->typing) {
        put_turns(b, row, rows);
    }
    if (asked->wrong) {
        (void)put_problem(b, column, 150);
    }
    if (visit->typing) {
        put_found(b, column, q, 0, asked->wrong ? 1 : 2, 108);
        put_letters(b, column, visit->pick_count);
        return;
    }
    put_found(b, column, q, visit->list_page * rows, rows, 108);
    put_space(b, column);
    (void)put_open_row(b, column, q, 90);
}

void question_commune(struct builder *b, const struct asked *asked)
{
    const struct visit *visit = b->app->visit;
    if (visit->composer == NULL || b->app->communes == NULL) {
        return;
    }
    if (b->shape.large) {
        put_large_commune(b, asked);
        return;
    }
    if (b->shape.landscape || b->shape.step > 0) {
        put_wide_commune(b, asked);
        return;
    }
    const int column = put_answers(b, 14);
    (void)put_field(b, column, 120);
    b->view->page = visit->list_page;
    b->view->dealt = true;
    if (asked->wrong) {
        (void)put_problem(b, column, 402);
    } else {
        put_finds(b, column, &asked->question);
    }
    put_letters(b, column, finds_a_page(&asked->question));
}

static void put_card_address(struct builder *b, int column, const char *address)
{
    const int card =
        put_group(b, column, (struct view_node){.look = LOOK_CARD, .pad_x = 36, .pad_y = 20});
    struct view_node written = {.name = "card-address",
                                .role = ROLE_TEXT,
                                .look = LOOK_NEED,
                                .icon = ICON_ID_CARD + 1,
                                .icon_dp = 92,
                                .total = 1,
                                .private_ = true,
                                .sub = address};
    say_more(&written, say_message(MSG_ADDRESS_ON_CARD));
    say_more(&written, (struct say){.kind = SAY_NAME, .text = address, .private_ = true});
    put_message(b, card, MSG_ADDRESS_ON_CARD, written);
}

/* Is it this one? Two pictures, as every yes or no. */
static void put_one(struct builder *b, int column)
{
    char storage[OLD_MAX];
    struct buf name;
    const struct communes *communes = b->app->communes;
    const int unit = b->app->visit->picks[0];
    buf_init(&name, storage, sizeof storage);
    communes_label(communes, unit, &name);
    const int grid =
        put_group(b, column, (struct view_node){.flow = FLOW_GRID, .grid_columns = 2, .gap = 24});
    struct view_node yes = {.name = text_format(b, "pick.%s", communes->units[unit].code),
                            .role = ROLE_CHOICE,
                            .look = LOOK_PICTURE,
                            .icon = ICON_PIN + 1,
                            .icon_dp = 200,
                            .label = text_format(b, "%s", storage),
                            .sub = text_of(b, MSG_ADDRESS_YES),
                            .h = 600,
                            .intent = {.kind = INTENT_PICK}};
    say_more(&yes, say_text(yes.label, false));
    say_more(&yes, say_message(MSG_ADDRESS_YES));
    put(b, grid, yes);
    put_two(b, grid, MSG_ADDRESS_NO, MSG_ADDRESS_CHOOSE,
            (struct view_node){.name = "address.other",
                               .role = ROLE_CHOICE,
                               .look = LOOK_PICTURE,
                               .icon = ICON_CLOSE + 1,
                               .icon_dp = 200,
                               .h = 600,
                               .intent = {.kind = INTENT_CHOOSE, .argument = -1}});
}

/* Which of them? */
static void put_several(struct builder *b, int column)
{
    const struct visit *visit = b->app->visit;
    for (int i = 0; i < visit->pick_count && i < 4; i++) {
        put_commune(b, column, i, visit->pick_count == 2 ? 170 : 140, false);
    }
    put_message(b, column, MSG_ADDRESS_OTHER,
                (struct view_node){.name = "address.other",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON_LEFT,
                                   .icon = ICON_UNKNOWN + 1,
                                   .icon_dp = 72,
                                   .h = 126,
                                   .intent = {.kind = INTENT_CHOOSE, .argument = -1}});
}

void screen_address_build(struct builder *b)
{
    const struct visit *visit = b->app->visit;
    const bool one = visit->pick_count == 1;
    struct roof roof = one ? roof_of(b, MSG_ADDRESS_CONFIRM_TITLE, MSG_ADDRESS_CONFIRM_HINT)
                           : roof_of(b, MSG_ADDRESS_TITLE, MSG_ADDRESS_HINT);
    roof.cells = 9;
    put_roof(b, &roof);
    const int column = put_answers(b, 18);
    if (visit->card != NULL && visit->card->address[0] != '\0') {
        put_card_address(b, column, visit->card->address);
    }
    put_message(b, column, MSG_ADDRESS_NOW,
                (struct view_node){.role = ROLE_TEXT, .look = LOOK_STRONG});
    if (one) {
        put_one(b, column);
    } else {
        put_several(b, column);
    }
    put_back(b);
    put_next(b, MSG_NEXT, ICON_NEXT, MSG_ADDRESS_FIRST);
    put_tools(b);
}
