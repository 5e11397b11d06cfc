/* Parts that several screens share. */
#include <stdlib.h>
#include <string.h>

#include "app/typing/layout.h"
#include "ui/screens/build.h"
#include "ui/screens/keyboard.h"

#define TWO_LINES_DP 148

void put_corner(struct builder *b)
{
    struct view_node clock = {.name = "clock",
                              .role = ROLE_STATUS,
                              .look = LOOK_CORNER,
                              .zone = ZONE_ROOF,
                              .label = text_format(b, "%s\n%s", text_clock(b), text_day(b))};
    say_more(&clock, say_message(MSG_BRAND));
    say_more(&clock, say_text(text_place(b), false));
    say_now(b, &clock);
    put(b, -1, clock);
    put_practice(b);
}

void put_scene(struct builder *b, enum message_id title, const char *lead, struct say lead_say,
               bool lit)
{
    struct view_node scene = {.name = "title",
                              .role = ROLE_TITLE,
                              .look = LOOK_WELCOME,
                              .zone = ZONE_ROOF,
                              .label = text_of(b, title),
                              .sub = lead,
                              .value = text_filled(b, MSG_BRAND_SCENE, text_place(b), NULL),
                              .number = lit};
    say_more(&scene, say_message(title));
    say_more(&scene, lead_say);
    put(b, -1, scene);
    put_corner(b);
}

void put_half(struct builder *b, int row, const char *name, enum message_id label, int icon,
              struct intent intent)
{
    put_message(b, row, label,
                (struct view_node){.name = name,
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = icon + 1,
                                   .icon_dp = 60,
                                   .grow = 1,
                                   .intent = intent});
}

void put_emblem(struct builder *b, int column, int icon)
{
    if (b->shape.large) {
        return;
    }
    const int card =
        put_group(b, column,
                  (struct view_node){.look = LOOK_CARD, .pad_y = 40, .h = 320, .fold = FOLD_VOICE});
    put(b, card,
        (struct view_node){.role = ROLE_IMAGE,
                           .look = LOOK_ILLUSTRATION,
                           .icon = icon + 1,
                           .icon_dp = 200,
                           .h = 220});
}

static void put_step(struct builder *b, int card, enum message_id label, int state)
{
    static const enum message_id words[] = {MSG_STEP_WAITING, MSG_STEP_NOW, MSG_STEP_DONE};
    put_two(b, card, label, words[state],
            (struct view_node){.role = ROLE_STATUS,
                               .look = LOOK_STEP,
                               .icon = ICON_SEND + 1,
                               .number = state,
                               .h = 112});
}

void put_steps(struct builder *b, int card, int done, bool under_way)
{
    static const enum message_id labels[] = {MSG_STEP_SAVE, MSG_STEP_SEND, MSG_STEP_RECEIVE};
    for (int i = 0; i < (int)(sizeof labels / sizeof labels[0]); i++) {
        if (i > 0) {
            put_rule(b, card, false);
        }
        put_step(b, card, labels[i], i < done ? 2 : i == done && under_way);
    }
}

struct view_node search_field(const struct builder *b, const char *sub)
{
    return (struct view_node){.name = "field",
                              .role = ROLE_FIELD,
                              .look = LOOK_SEARCH,
                              .icon = ICON_SEARCH + 1,
                              .value = b->app->visit->composer->text,
                              .sub = sub,
                              .private_ = true,
                              .state = STATE_CURRENT};
}

static int pad_argument(const struct keycap *key)
{
    if (key->kind == CAP_TEXT) {
        return key->text[0] - '0';
    }
    return key->kind == CAP_CLEAR ? KEY_CLEAR : KEY_ERASE;
}

void put_aside(struct builder *b, int part, enum view_side side)
{
    if (part >= 0) {
        b->view->nodes[part].side = side;
    }
}

static int put_keys(struct builder *b, int column, int key_dp, const struct layout *pad,
                    bool composed)
{
    const int grid = put_group(
        b, column,
        (struct view_node){.flow = FLOW_GRID, .grid_columns = 3, .gap = 16, .fold = FOLD_KEEP});
    for (int i = 0; i < pad->count; i++) {
        const struct keycap *key = &pad->keys[i];
        put_key(b, grid, key, LOOK_DIGIT,
                (struct view_node){
                    .h = key_dp,
                    .intent = {.kind = INTENT_KEY, .argument = composed ? i : pad_argument(key)}});
    }
    return grid;
}

int put_pad(struct builder *b, int column, int key_dp)
{
    return put_keys(b, column, key_dp, layout_of(LAYER_PAD), false);
}

int put_pad_of(struct builder *b, int column, int key_dp, enum keyboard_layer layer)
{
    return put_keys(b, column, key_dp, layout_of(layer), true);
}

int list_rows(const struct builder *b, int reference, int landscape)
{
    if (b->shape.large) {
        return 2;
    }
    const int rows = (b->shape.landscape ? landscape : reference) - b->shape.step;
    return rows > 2 ? rows : 2;
}

void deal_own_pages(struct builder *b, int page, int pages, const char *label, struct intent intent)
{
    b->view->page = page;
    b->view->pages = pages;
    b->view->dealt = true;
    b->more = (struct view_node){.label = label, .intent = intent};
    if (label != NULL) {
        say_more(&b->more, say_text(label, false));
    }
}

void put_large_pager(struct builder *b, int page, int per_page, int total)
{
    const int pages = (total + per_page - 1) / per_page;
    const int step = page + 1 < pages ? 1 : -page;
    if (pages > 1) {
        deal_own_pages(b, page, pages, NULL,
                       (struct intent){.kind = INTENT_PAGE, .argument = step});
    }
}

void put_turn(struct builder *b, int row, int step, bool there, struct view_node node)
{
    const bool up = step < 0;
    node.name = up ? "page.up" : "page.down";
    node.role = ROLE_BUTTON;
    node.look = LOOK_BUTTON;
    node.icon = (up ? ICON_UP : ICON_DOWN) + 1;
    node.icon_dp = 50;
    node.quiet = !there;
    if (there) {
        node.intent = (struct intent){.kind = INTENT_PAGE, .argument = step};
    } else {
        node.state = STATE_DISABLED;
        say_more(&node, say_message(up ? MSG_NOTHING_ABOVE : MSG_NOTHING_BELOW));
    }
    put_message(b, row, up ? MSG_PAGE_UP : MSG_PAGE_DOWN, node);
}

void put_range_pager(struct builder *b, int column, const struct rows_shown *shown)
{
    b->view->page = shown->page; /* a turned page is read */
    b->view->dealt = true;
    const int row =
        put_group(b, column,
                  (struct view_node){.flow = FLOW_ROW,
                                     .gap = b->shape.step > 0 ? 36 : 24, /* room for the badge of
                                                                            what was touched once */
                                     .h = 112,
                                     .align = ALIGN_CENTER});
    const bool narrow = b->shape.landscape || b->shape.step > 0; /* larger words stand between */
    const struct view_node turn = {.w = narrow ? 230 : 312, .icon_only = b->shape.large, .h = 112};
    put_turn(b, row, -1, shown->page > 0, turn);
    struct view_node range = {.name = "page.range",
                              .role = ROLE_TEXT,
                              .look = LOOK_STRONG,
                              .align = ALIGN_CENTER,
                              .label = text_filled(b, MSG_PAGE_RANGE,
                                                   text_format(b, "%d–%d", shown->from, shown->to),
                                                   text_number(b, shown->total)),
                              .grow = 1};
    say_more(&range, say_message(MSG_PAGE_UP_TO));
    say_more(&range, (struct say){.kind = SAY_NUMBER, .number = shown->to});
    say_more(&range, (struct say){.kind = SAY_NUMBER, .number = shown->total});
    put(b, row, range);
    put_turn(b, row, 1, shown->page + 1 < shown->pages, turn);
}

void put_pager(struct builder *b, int column, int page, int per_page, int total)
{
    const int first = page * per_page;
    put_range_pager(b, column,
                    &(struct rows_shown){.page = page,
                                         .pages = (total + per_page - 1) / per_page,
                                         .from = first + 1,
                                         .to = first + per_page < total ? first + per_page : total,
                                         .total = total});
}

void put_list_pager(struct builder *b, int column, int page, int per_page, int total)
{
    if (total <= per_page) {
        return;
    }
    if (b->shape.reference) {
        put_pager(b, column, page, per_page, total);
    } else {
        put_large_pager(b, page, per_page, total);
    }
}

/* The first sentence says what is wrong, the rest what to do: two lines where there is room. */
static void split_problem(struct builder *b, struct view_node *problem, int height_dp)
{
    const char *end = problem->label == NULL ? NULL : strstr(problem->label, ". ");
    if (end != NULL && height_dp >= TWO_LINES_DP && !b->shape.large) {
        problem->sub = end + 2;
        problem->label = text_format(b, "%.*s", (int)(end - problem->label), problem->label);
    }
}

/* The day and the month she typed are part of what is said. */
static void name_parts(struct builder *b, struct view_node *problem)
{
    const struct date_draft *date = &b->app->visit->date;
    const int month = (int)strtol(date->digits[1], NULL, 10);
    const int day = (int)strtol(date->digits[0], NULL, 10);
    problem->label = text_filled(b, MSG_DATE_NO_DAY, text_number(b, month), text_number(b, day));
    problem->private_ = true;
    problem->aloud = !b->secret;
    say_more(problem, say_message(MSG_DATE_NO_DAY));
    say_more(problem, (struct say){.kind = SAY_NUMBER, .number = month, .private_ = b->secret});
    say_more(problem, (struct say){.kind = SAY_NUMBER, .number = day, .private_ = b->secret});
}

int put_problem(struct builder *b, int column, int height_dp)
{
    const struct visit *visit = b->app->visit;
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD_SPOKEN,
                                                  .flow = FLOW_ROW,
                                                  .pad_x = 32,
                                                  .h = height_dp,
                                                  .align = ALIGN_CENTER});
    struct view_node problem = {.name = "problem",
                                .role = ROLE_STATUS,
                                .look = LOOK_NEED,
                                .icon = b->shape.large ? 0 : ICON_STOP_SIGN + 1,
                                .icon_dp = height_dp < 120 ? 72 : 88,
                                .total = height_dp < TWO_LINES_DP ? 2 : 1,
                                .state = STATE_ERROR,
                                .grow = 1};
    if (visit->problem.text != NULL) {
        problem.label = visit->problem.text;
        say_more(&problem, say_text(visit->problem.text, false));
    } else if (visit->problem_message == MSG_DATE_NO_DAY) {
        name_parts(b, &problem);
    } else {
        problem.label = text_of(b, visit->problem_message);
        say_more(&problem, say_message(visit->problem_message));
    }
    split_problem(b, &problem, height_dp);
    put(b, card, problem);
    return card;
}

static void put_open(struct builder *b, int row, const struct form_question *q, enum form_open open,
                     struct view_node node)
{
    node.role = ROLE_BUTTON;
    node.look = LOOK_BUTTON;
    node.icon_dp = 52;
    node.grow = 1;
    node.state = q->open == open ? STATE_CHOSEN : 0;
    node.intent = (struct intent){.kind = INTENT_OPEN, .argument = (int)open};
    put_message(b, row, open == OPEN_OFFICER ? MSG_OPEN_OFFICER : MSG_OPEN_PAPER, node);
}

int put_open_row(struct builder *b, int column, const struct form_question *q, int height_dp)
{
    if (!q->may_leave_open) {
        return -1;
    }
    const int row =
        put_group(b, column, (struct view_node){.flow = FLOW_ROW, .gap = 24, .h = height_dp});
    put_open(b, row, q, OPEN_OFFICER,
             (struct view_node){.name = "open.officer", .icon = ICON_STAFF + 1});
    put_open(b, row, q, OPEN_PAPER,
             (struct view_node){.name = "open.paper", .icon = ICON_DOCUMENT + 1});
    return row;
}

void put_done(struct builder *b, struct intent intent)
{
    put_message(b, -1, MSG_DISPLAY_DONE,
                (struct view_node){.name = "go",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_MAIN,
                                   .zone = ZONE_ACTIONS,
                                   .icon = ICON_CHECK + 1,
                                   .icon_dp = 64,
                                   .grow = 1,
                                   .intent = intent});
}
