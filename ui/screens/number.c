/* 48: a number for the counter, the largest thing on the page; or why there is none. */
#include "ui/screens/all.h"

static struct roof roof_for(const struct builder *b, enum portal_queue_state state)
{
    switch (state) {
    case QUEUE_GIVEN:
        return roof_of(b, MSG_NUMBER_TITLE, MSG_NUMBER_HINT);
    case QUEUE_CLOSED:
        return roof_of(b, MSG_NUMBER_CLOSED_TITLE, MSG_NUMBER_CLOSED_HINT);
    case QUEUE_OFFLINE:
        return roof_of(b, MSG_NUMBER_OFFLINE_TITLE, MSG_NUMBER_OFFLINE_HINT);
    case QUEUE_NONE:
    case QUEUE_ASKING:
        break;
    }
    return roof_of(b, MSG_NUMBER_ASKING_TITLE, MSG_NUMBER_ASKING_HINT);
}

/* A number in a sentence, which is said with it. */
static struct view_node counted(const struct builder *b, const char *name, enum message_id id,
                                int number)
{
    struct view_node node = {.name = name,
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .label = text_filled(b, id, text_number(b, number), NULL),
                             .grow = 1};
    say_more(&node, say_message(id));
    say_more(&node, (struct say){.kind = SAY_NUMBER, .number = number});
    return node;
}

static int put_card(struct builder *b, int column, enum view_side side)
{
    return put_group(b, column,
                     (struct view_node){.look = LOOK_CARD,
                                        .flow = FLOW_ROW,
                                        .pad_x = 36,
                                        .pad_y = 10,
                                        .side = side,
                                        .fold = FOLD_KEEP,
                                        .align = ALIGN_CENTER});
}

static void put_number(struct builder *b, int column, const struct number_taken *n)
{
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .pad_x = 40,
                                                  .pad_y = 20,
                                                  .gap = 8,
                                                  .side = SIDE_LEFT,
                                                  .fold = FOLD_KEEP});
    put_message(
        b, card, MSG_NUMBER_YOURS,
        (struct view_node){
            .role = ROLE_TEXT, .look = LOOK_MUTED, .align = ALIGN_CENTER, .fold = FOLD_NEXT});
    struct view_node number = {.name = "number",
                               .role = ROLE_CODE,
                               .look = LOOK_CODE,
                               .align = ALIGN_CENTER,
                               .value = n->number,
                               .number = 1,
                               .h = 284};
    say_more(&number, (struct say){.kind = SAY_LETTERS, .text = n->number});
    put(b, card, number);
}

static void put_where(struct builder *b, int column, const struct number_taken *n)
{
    struct view_node node = {.name = "counter",
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .label = text_of(b, MSG_NUMBER_ANY_COUNTER),
                             .grow = 1};
    if (n->counter > 0) {
        node = counted(b, "counter", MSG_NUMBER_COUNTER, n->counter);
    } else {
        say_more(&node, say_message(MSG_NUMBER_ANY_COUNTER));
    }
    node.icon = ICON_COUNTER + 1;
    node.icon_dp = 92;
    put(b, put_card(b, column, SIDE_RIGHT), node);
}

static void put_ahead(struct builder *b, int column, const struct number_taken *n)
{
    if (n->ahead < 0) {
        return;
    }
    struct view_node node = {.name = "ahead",
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .label = text_of(b, MSG_NUMBER_NEXT),
                             .grow = 1};
    if (n->ahead > 0) {
        node = counted(b, "ahead", MSG_NUMBER_AHEAD, n->ahead);
    } else {
        say_more(&node, say_message(MSG_NUMBER_NEXT));
    }
    if (n->ahead > 0 && n->minutes > 0) {
        node.sub = text_filled(b, MSG_NUMBER_MINUTES, text_number(b, n->minutes), NULL);
        say_more(&node, say_message(MSG_NUMBER_MINUTES));
        say_more(&node, (struct say){.kind = SAY_NUMBER, .number = n->minutes});
    }
    node.icon = ICON_SEAT + 1;
    node.icon_dp = 92;
    put(b, put_card(b, column, SIDE_RIGHT), node);
}

static void put_slip(struct builder *b, int column, const struct number_taken *n)
{
    const enum message_id label = n->printing       ? MSG_NUMBER_PRINTING
                                  : n->unsure       ? MSG_NUMBER_UNSURE
                                  : n->print_failed ? MSG_NUMBER_UNPRINTED
                                                    : MSG_NUMBER_PRINTED;
    const int card = put_card(b, column, SIDE_RIGHT);
    struct view_node node = {.name = "slip",
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .icon = ICON_PRINT + 1,
                             .icon_dp = 92,
                             .grow = 1};
    const bool remember = n->print_failed || n->unsure;
    put_two(b, card, label, remember ? MSG_NUMBER_REMEMBER : MSG_NUMBER_WHERE, node);
}

static void put_given(struct builder *b, const struct number_taken *n)
{
    const int column = put_answers(b, 22);
    put_number(b, column, n);
    put_where(b, column, n);
    put_ahead(b, column, n);
    put_slip(b, column, n);
    const int row =
        put_group(b, column, (struct view_node){.flow = FLOW_ROW, .h = 130, .side = SIDE_RIGHT});
    put_half(b, row, "other", MSG_NUMBER_OTHER, ICON_EDIT, (struct intent){.kind = INTENT_BACK});
    put_back(b);
    put_next(b, MSG_NUMBER_DONE, ICON_CHECK, MSG_NONE);
}

static void put_none(struct builder *b, enum portal_queue_state state)
{
    const int column = put_answers(b, 22);
    const bool asking = state == QUEUE_ASKING;
    put_emblem(b, column, asking ? ICON_TICKET : state == QUEUE_CLOSED ? ICON_CLOCK : ICON_OFFLINE);
    const int card = put_card(b, column, SIDE_NONE);
    if (asking) {
        put_message(b, card, MSG_NUMBER_ASKING_TITLE,
                    (struct view_node){.role = ROLE_STATUS,
                                       .look = LOOK_NEED,
                                       .quiet = true, /* the title says it */
                                       .icon = ICON_WAIT + 1,
                                       .icon_dp = 92,
                                       .grow = 1});
    } else {
        put_counter(b, card, MSG_STARTING_COUNTER, MSG_STARTING_COUNTER_N,
                    MSG_OFFICER_COUNTER_DETAIL,
                    (struct view_node){.name = "counter",
                                       .role = ROLE_STATUS,
                                       .look = LOOK_NEED,
                                       .icon_dp = 92,
                                       .grow = 1});
        const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .h = 130});
        put_half(b, row, "officer", MSG_CALL_OFFICER, ICON_HELP,
                 (struct intent){.kind = INTENT_CALL_OFFICER});
    }
    put_back(b);
    if (asking) {
        put_next(b, MSG_NUMBER_DONE, ICON_CHECK, MSG_NUMBER_ASKING_TITLE);
    } else {
        put_act(b, "go", MSG_NUMBER_AGAIN, ICON_TICKET, (struct intent){.kind = INTENT_NUMBER},
                true);
    }
}

void screen_number_build(struct builder *b)
{
    const struct number_taken *n = &b->app->visit->number;
    const struct roof roof = roof_for(b, n->state);
    put_roof(b, &roof);
    if (n->state == QUEUE_GIVEN) {
        put_given(b, n);
    } else {
        put_none(b, n->state);
    }
    put_tools(b);
}
