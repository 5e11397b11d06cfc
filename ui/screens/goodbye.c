/* 55: what to take home, then what was wiped. */
#include "ui/screens/all.h"

static void put_thing(struct builder *b, int row, int icon, enum message_id label)
{
    const int column = put_group(b, row, (struct view_node){.grow = 1, .gap = 12});
    put(b, column,
        (struct view_node){.role = ROLE_IMAGE,
                           .look = LOOK_ILLUSTRATION,
                           .icon = icon + 1,
                           .icon_dp = 124,
                           .h = 124});
    put_message(b, column, label,
                (struct view_node){.role = ROLE_TEXT, .look = LOOK_STRONG, .align = ALIGN_CENTER});
}

static void put_take_along(struct builder *b, int column, const struct take_along *take)
{
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .pad_x = 20, .pad_y = 30, .gap = 20, .state = STATE_CURRENT});
    const int head =
        put_group(b, card, (struct view_node){.flow = FLOW_ROW, .gap = 18, .align = ALIGN_CENTER});
    put_space(b, head);
    put(b, head,
        (struct view_node){.role = ROLE_STATUS, .look = LOOK_GONG, .number = 1, .w = 84, .h = 84});
    put_message(b, head, MSG_TAKE_ALONG,
                (struct view_node){.name = "take", .role = ROLE_TEXT, .look = LOOK_HEADING});
    put_space(b, head);
    const int row = put_group(b, card, (struct view_node){.flow = FLOW_ROW, .h = 190});
    if (take->slip) {
        put_thing(b, row, ICON_RECEIPT, MSG_TAKE_SLIP_SHORT);
    }
    if (take->card) {
        put_thing(b, row, ICON_ID_CARD, MSG_TAKE_CARD);
    }
    if (take->paper) {
        put_thing(b, row, ICON_DOCUMENT, MSG_TAKE_PAPER);
    }
}

void screen_goodbye_build(struct builder *b)
{
    const struct take_along *take = &b->app->take_along;
    put_scene(b, MSG_GOODBYE, text_of(b, MSG_THANKS), say_message(MSG_THANKS), true);
    const int column = put_answers(b, 24);
    if (take->slip || take->card || take->paper) {
        put_take_along(b, column, take);
    }
    const int wiped = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .flow = FLOW_ROW, .pad_x = 36, .h = 150, .align = ALIGN_CENTER});
    put_two(b, wiped, take->waiting ? MSG_WIPED_WAITING : MSG_WIPED,
            take->waiting ? MSG_WIPED_WAITING_DETAIL : MSG_WIPED_DETAIL,
            (struct view_node){.name = "wiped", .role = ROLE_STATUS, .look = LOOK_DONE, .grow = 1});
    put_space(b, column);
    put_message(b, column, MSG_OTHER_WORK,
                (struct view_node){.name = "end",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = ICON_HOME_PAGE + 1,
                                   .icon_dp = 84,
                                   .h = 150,
                                   .intent = {.kind = INTENT_END}});
    put_more(b, column, (struct view_node){.h = 128});
    put_tools(b);
}
