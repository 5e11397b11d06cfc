/* 49: first that the officer was called; that she is on her way, only once somebody answered; after
 * two minutes without an answer, or when nobody can have heard, the counter. */
#include "app/settings.h"
#include "ui/screens/all.h"

static const char *clock_of(const struct builder *b, int64_t at)
{
    const int offset = b->app->settings != NULL ? b->app->settings->offset_minutes : 420;
    const int minute = (int)((at / 60 + offset) % (24 * 60));
    return text_format(b, "%02d:%02d", minute / 60, minute % 60);
}

static void put_picture(struct builder *b, int card)
{
    const int row = put_group(b, card, (struct view_node){.flow = FLOW_ROW});
    put_space(b, row);
    put(b, row,
        (struct view_node){.role = ROLE_IMAGE,
                           .look = LOOK_ILLUSTRATION,
                           .picture = PICTURE_OFFICER_RINGS + 1,
                           .icon = ICON_STAFF + 1,
                           .icon_dp = 158,
                           .state = STATE_CURRENT,
                           .w = 380,
                           .h = 380});
    put_space(b, row);
}

/* "13:30", or the full hour. */
static void fill_until(const struct builder *b, const char *until, struct view_node *node)
{
    const int hour = (until[0] - '0') * 10 + until[1] - '0';
    const int minute = (until[3] - '0') * 10 + until[4] - '0';
    const enum message_id words = minute == 0 ? MSG_OFFICER_CLOSED_HOUR : MSG_OFFICER_CLOSED;
    node->label = text_filled(b, words, text_number(b, hour), text_format(b, "%02d", minute));
    say_more(node, say_message(words));
    say_more(node, (struct say){.kind = SAY_NUMBER, .number = hour});
    if (minute != 0) {
        say_more(node, (struct say){.kind = SAY_NUMBER, .number = minute});
    }
}

/* Who answered, and when. */
static void put_answered(struct builder *b, int card, const struct officer_call *call)
{
    struct view_node node = {
        .name = "answered", .role = ROLE_STATUS, .look = LOOK_HEADING, .align = ALIGN_CENTER};
    if (!call->coming && call->closed && call->until[0] != '\0') {
        fill_until(b, call->until, &node);
        put(b, card, node);
        return;
    }
    if (!call->coming) {
        put_message(b, card,
                    call->unheard  ? MSG_OFFICER_UNANSWERED
                    : call->closed ? MSG_OFFICER_CLOSED_NOW
                    : call->away   ? MSG_OFFICER_AWAY
                                   : MSG_OFFICER_WAITING,
                    node);
        return;
    }
    const char *at = clock_of(b, call->coming_s);
    if (call->name[0] == '\0') {
        node.label = text_filled(b, MSG_OFFICER_ANSWERED_AT, at, NULL);
        say_more(&node, say_message(MSG_OFFICER_ANSWERED_AT));
    } else {
        node.label = text_filled(b, MSG_OFFICER_ANSWERED, call->name, at);
        say_more(&node, say_message(MSG_OFFICER_ANSWERED));
        say_more(&node, (struct say){.kind = SAY_NAME, .text = call->name});
    }
    put(b, card, node);
}

static void put_language_asked(struct builder *b, int card, const struct officer_call *call)
{
    const char *name = text_language(b, call->language);
    struct view_node node = {.name = "asked",
                             .role = ROLE_TEXT,
                             .look = LOOK_MUTED,
                             .align = ALIGN_CENTER,
                             .label = text_filled(b, MSG_OFFICER_SPEAKS, name, NULL)};
    say_more(&node, say_message(MSG_OFFICER_SPEAKS));
    say_more(&node, say_text(name, false));
    put(b, card, node);
}

void put_counter(struct builder *b, int parent, enum message_id plain, enum message_id numbered,
                 enum message_id sub, struct view_node node)
{
    const int counter = b->app->settings != NULL ? b->app->settings->counter : 0;
    node.icon = ICON_COUNTER + 1;
    node.sub = text_of(b, sub);
    node.label = text_of(b, plain);
    say_more(&node, say_message(counter > 0 ? numbered : plain));
    if (counter > 0) {
        node.label = text_filled(b, numbered, text_number(b, counter), NULL);
        say_more(&node, (struct say){.kind = SAY_NUMBER, .number = counter});
    }
    say_more(&node, say_message(sub));
    put(b, parent, node);
}

static void put_meanwhile(struct builder *b, int column, const struct officer_call *call)
{
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .pad_x = 40,
                                                  .pad_y = 8,
                                                  .h = 132,
                                                  .side = SIDE_RIGHT,
                                                  .align = ALIGN_CENTER});
    if (!call->coming && (call->late || call->unheard)) {
        put_counter(b, card, MSG_OFFICER_COUNTER, MSG_OFFICER_COUNTER_N, MSG_OFFICER_COUNTER_DETAIL,
                    (struct view_node){.name = "counter",
                                       .role = ROLE_STATUS,
                                       .look = LOOK_NEED,
                                       .icon_dp = 92,
                                       .total = 1,
                                       .grow = 1});
        return;
    }
    put_message(b, card,
                call->closed && !call->coming ? MSG_OFFICER_CLOSED_DETAIL
                : b->app->visit != NULL       ? MSG_OFFICER_KEPT
                                              : MSG_OFFICER_NOTHING_KEPT,
                (struct view_node){.name = "kept",
                                   .role = ROLE_TEXT,
                                   .look = LOOK_NEED,
                                   .icon = ICON_SAVED + 1,
                                   .icon_dp = 84,
                                   .total = 1,
                                   .grow = 1});
}

void sheet_officer_build(struct builder *b)
{
    const struct officer_call *call = &b->app->call;
    const enum message_id title = call->coming    ? MSG_OFFICER_COMING
                                  : call->unheard ? MSG_OFFICER_UNHEARD_TITLE
                                  : call->closed  ? MSG_OFFICER_CLOSED_TITLE
                                                  : MSG_OFFICER_TITLE;
    const struct roof roof = roof_of(b, title,
                                     call->unheard                   ? MSG_OFFICER_UNHEARD_TEXT
                                     : call->closed && !call->coming ? MSG_OFFICER_CLOSED_TEXT
                                                                     : MSG_OFFICER_TEXT);
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .pad_x = 30, .pad_y = 8, .gap = 12, .grow = 1, .side = SIDE_LEFT});
    put_space(b, card);
    put_picture(b, card);
    put_answered(b, card, call);
    put_language_asked(b, card, call);
    put_space(b, card);
    put_meanwhile(b, column, call);
    const int row =
        put_group(b, column,
                  (struct view_node){.flow = b->shape.landscape ? FLOW_COLUMN : FLOW_ROW,
                                     .gap = 24,
                                     .h = b->shape.landscape ? 0 : 122,
                                     .side = SIDE_RIGHT});
    put_message(b, row, MSG_OFFICER_AGAIN,
                (struct view_node){.name = "officer.again",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = ICON_HELP + 1,
                                   .icon_dp = 76,
                                   .w = b->shape.landscape ? 0 : 384,
                                   .h = b->shape.landscape ? 150 : 0,
                                   .intent = {INTENT_CALL_OFFICER, call->language + 1, NULL}});
    put_message(b, row, MSG_OFFICER_NEVERMIND,
                (struct view_node){.name = "officer.nevermind",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = ICON_CLOSE + 1,
                                   .icon_dp = 60,
                                   .h = b->shape.landscape ? 150 : 0,
                                   .grow = !b->shape.landscape,
                                   .intent = {.kind = INTENT_NEVERMIND}});
    put_back(b);
    put_next(b, MSG_OFFICER_GO_ON, ICON_NEXT, MSG_NONE);
    put_tools(b);
}
