/* 11 received, sent, 13 saved, 14 where the slip did not come out, and where
 * nobody but her knows whether it did. What is shown is what is true: the file number only when the
 * portal gave one. */
#include "app/citizen/codes.h"
#include "ui/screens/all.h"

struct outcome {
    enum message_id title, hint, title_without_slip, title_without_paper, trail;
    int reached;
};

static struct outcome outcome_of(const struct visit *visit)
{
    if (visit->stage == STAGE_RECEIVED) {
        return (struct outcome){MSG_RECEIVED_TITLE,    MSG_TAKE_SLIP,      MSG_RECEIVED_NO_SLIP,
                                MSG_RECEIVED_NO_PAPER, MSG_TRAIL_RECEIVED, 2};
    }
    if (visit->stage == STAGE_HELD) { /* the portal refused it: it lies here, a person decides */
        return (struct outcome){MSG_HELD_TITLE,     MSG_HELD_HINT,  MSG_SAVED_NO_SLIP,
                                MSG_SAVED_NO_PAPER, MSG_TRAIL_HELD, 0};
    }
    if (visit->stage == STAGE_SENT) {
        return (struct outcome){MSG_SENT_TITLE,    MSG_TAKE_SLIP,  MSG_SENT_NO_SLIP,
                                MSG_SENT_NO_PAPER, MSG_TRAIL_SENT, 1};
    }
    return (struct outcome){MSG_SAVED_TITLE,    MSG_SAVED_HINT,  MSG_SAVED_NO_SLIP,
                            MSG_SAVED_NO_PAPER, MSG_TRAIL_SAVED, 0};
}

/* Without her sign-in the counter accepts it: that is what she does next. */
static enum message_id hint_of(const struct visit *visit, const struct outcome *outcome)
{
    const bool counter = visit->phone.counter || visit->phone.lost;
    return counter && visit->stage != STAGE_HELD ? MSG_COUNTER_ACCEPTS : outcome->hint;
}

/* Something is to be paid. */
static bool wants_fee(const struct visit *visit)
{
    const enum portal_fee_state state = visit->fee.state;
    return state == FEE_WAITING || state == FEE_EXPIRED || state == FEE_FAILED;
}

/* Paying comes first; who chose the counter goes first, and may still pay here. */
static void put_fee_acts(struct builder *b, const struct fee_due *fee)
{
    const struct intent end = {.kind = INTENT_END};
    const struct intent pay = {.kind = INTENT_FEE, .argument = FEE_ACT_SHOW};
    if (fee->counter) {
        put_first_act(b, "pay", MSG_PAY_OPEN, ICON_MONEY, pay);
        put_act(b, "end", MSG_HAVE_SLIP, ICON_CHECK, end, true);
    } else {
        put_first_act(b, "end", MSG_FILE_DONE, ICON_CHECK, end);
        put_act(b, "pay", MSG_PAY_OPEN, ICON_MONEY, pay, true);
    }
}

/* Out of paper is said by name: she sees that it is nothing worse. */
static bool lacks_paper(const struct app *a)
{
    return a->printer.paper == PAPER_OUT || a->visit->print_error.code == ERR_NO_PAPER;
}

static enum message_id title_without_slip(const struct app *a, const struct outcome *outcome)
{
    return lacks_paper(a) ? outcome->title_without_paper : outcome->title_without_slip;
}

static void put_trail(struct builder *b, int column, const struct outcome *outcome)
{
    put_message(b, column, outcome->trail,
                (struct view_node){.name = "trail",
                                   .role = ROLE_STATUS,
                                   .look = LOOK_TRAIL,
                                   .number = outcome->reached,
                                   .h = 136});
}

static void put_qr(struct builder *b, int parent, int side)
{
    const struct visit *visit = b->app->visit;
    put_message(b, parent, MSG_QR_ALT,
                (struct view_node){.name = "qr",
                                   .role = ROLE_QR,
                                   .look = LOOK_QR,
                                   .bytes = visit->qr,
                                   .number = visit->qr_side,
                                   .private_ = true,
                                   .w = side,
                                   .h = side});
}

static const char *slip_shown(const struct builder *b)
{
    char shown[CODES_SLIP_SHOWN];
    codes_slip_groups(b->app->visit->slip, shown);
    return text_format(b, "%s", shown);
}

static struct view_node code_node(const char *name, const char *value, enum view_look look)
{
    struct view_node node = {
        .name = name, .role = ROLE_CODE, .look = look, .label = value, .private_ = true};
    say_more(&node,
             (struct say){
                 .kind = SAY_DIGITS, .text = value, .message = MSG_PRIVATE_CODE, .private_ = true});
    return node;
}

/* At 200 % the numbers, then the QR alone (drawing 84 and DESIGN 12). */
static void put_large_codes(struct builder *b, int column)
{
    const struct visit *visit = b->app->visit;
    const int card =
        put_group(b, column, (struct view_node){.look = LOOK_CARD, .pad_x = 40, .pad_y = 20});
    if (visit->file_number[0] != '\0') {
        put_message(b, card, MSG_FILE_NUMBER,
                    (struct view_node){.role = ROLE_TEXT, .look = LOOK_MUTED, .fold = FOLD_NEXT});
        struct view_node number = code_node("file-number", visit->file_number, LOOK_LEAD);
        number.say[0].kind = SAY_LETTERS;
        put(b, card, number);
    }
    put_message(b, card, MSG_SLIP_CODE,
                (struct view_node){.role = ROLE_TEXT, .look = LOOK_MUTED, .fold = FOLD_NEXT});
    put(b, card, code_node("slip-code", slip_shown(b), LOOK_LEAD));
    const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW});
    put_space(b, row);
    put_qr(b, row, 560);
    put_space(b, row);
}

/* QR at the left; file number and slip code at the right. */
static void put_codes(struct builder *b, int column)
{
    const struct visit *visit = b->app->visit;
    if (b->shape.large) {
        put_large_codes(b, column);
        return;
    }
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .gap = 30,
                                                  .pad_x = 24,
                                                  .pad_y = 10,
                                                  .h = 412,
                                                  .side = SIDE_LEFT,
                                                  .align = ALIGN_CENTER});
    put_qr(b, card, 380);
    const int side = put_group(b, card, (struct view_node){.gap = 4, .grow = 1});
    if (visit->file_number[0] != '\0') {
        put_message(b, side, MSG_FILE_NUMBER,
                    (struct view_node){.role = ROLE_TEXT, .look = LOOK_MUTED});
        struct view_node number = code_node("file-number", visit->file_number, LOOK_LEAD);
        number.say[0].kind = SAY_LETTERS;
        put(b, side, number);
        put(b, side, (struct view_node){.role = ROLE_GROUP, .h = 14});
    }
    put_message(b, side, MSG_SLIP_CODE, (struct view_node){.role = ROLE_TEXT, .look = LOOK_MUTED});
    put(b, side, code_node("slip-code", slip_shown(b), LOOK_LEAD));
    put(b, side, (struct view_node){.role = ROLE_GROUP, .h = 14});
    put_message(b, side, visit->file_number[0] != '\0' ? MSG_RESULT_BY_SLIP : MSG_NOT_YET_RECEIPT,
                (struct view_node){.role = ROLE_TEXT, .look = LOOK_MUTED});
}

static void put_slip_state(struct builder *b, int column)
{
    const struct visit *visit = b->app->visit;
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .gap = 36,
                                                  .pad_x = 36,
                                                  .pad_y = b->shape.reference ? 0 : 12,
                                                  .h = 236,
                                                  .side = SIDE_RIGHT,
                                                  .align = ALIGN_CENTER,
                                                  .state = visit->printing ? STATE_CURRENT : 0});
    put(b, card,
        (struct view_node){.role = ROLE_IMAGE,
                           .look = LOOK_ILLUSTRATION,
                           .picture = PICTURE_SLIP_OUT + 1,
                           .w = 280,
                           .h = 196});
    const bool out = visit->printed && !visit->printing;
    put_two(b, card, out ? MSG_SLIP_OUT : (visit->printing ? MSG_PRINTING : MSG_SLIP_WAITING),
            out ? MSG_SLIP_TAKE : MSG_SLIP_WHERE,
            (struct view_node){.name = "slip",
                               .role = ROLE_STATUS,
                               .look = LOOK_NEED,
                               .number = 1,
                               .align = b->shape.landscape ? ALIGN_CENTER : ALIGN_START,
                               .grow = 1});
}

/* The slip is out and the file still waits: a line for the one, an act for the other. */
static void put_slip_line(struct builder *b, int column)
{
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .flow = FLOW_ROW, .pad_x = 36, .h = 112, .align = ALIGN_CENTER});
    put_two(b, card, MSG_SLIP_OUT, MSG_SLIP_TAKE,
            (struct view_node){.name = "slip",
                               .role = ROLE_STATUS,
                               .look = LOOK_NEED,
                               .icon = ICON_RECEIPT + 1,
                               .icon_dp = 84,
                               .total = 1,
                               .grow = 1});
    const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .h = 102});
    put_half(b, row, "retry", MSG_TRY_NOW, ICON_SEND, (struct intent){.kind = INTENT_RETRY});
}

static void put_saved(struct builder *b, int column)
{
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .pad_x = 48, .pad_y = 14, .gap = 10, .h = 412, .side = SIDE_LEFT});
    const int row = put_group(
        b, card, (struct view_node){.flow = FLOW_ROW, .gap = 30, .align = ALIGN_CENTER, .h = 146});
    put_two(b, row, MSG_SAVED_BASKET, MSG_SAVED_BASKET_DETAIL,
            (struct view_node){.name = "basket",
                               .role = ROLE_STATUS,
                               .look = LOOK_NEED,
                               .icon = ICON_SAVED + 1,
                               .icon_dp = 140,
                               .number = 1,
                               .grow = 1});
    put_rule(b, card, false);
    put_two(
        b, card, MSG_SAVED_AUTO, MSG_SAVED_ONCE,
        (struct view_node){
            .role = ROLE_TEXT, .look = LOOK_NEED, .icon = ICON_SEND + 1, .icon_dp = 84, .h = 98});
    put_two(
        b, card, MSG_SAVED_KEEP_SLIP, MSG_SAVED_LOOK,
        (struct view_node){
            .role = ROLE_TEXT, .look = LOOK_NEED, .icon = ICON_PRINT + 1, .icon_dp = 84, .h = 98});
}

/* Paper out or jammed: the code takes the slip's place. */
static void put_code_instead(struct builder *b, int column, int qr_dp, int code_dp)
{
    const struct visit *visit = b->app->visit;
    const int card =
        put_group(b, column,
                  (struct view_node){
                      .look = LOOK_CARD, .pad_x = 40, .pad_y = 12, .grow = 1, .side = SIDE_LEFT});
    const int row = put_group(b, card, (struct view_node){.flow = FLOW_ROW});
    put_space(b, row);
    put_qr(b, row, b->shape.large ? 560 : qr_dp);
    put_space(b, row);
    put_message(
        b, card, MSG_SLIP_CODE,
        (struct view_node){
            .role = ROLE_TEXT, .look = LOOK_MUTED, .align = ALIGN_CENTER, .fold = FOLD_NEXT});
    struct view_node code = code_node("slip-code", NULL, LOOK_CODE);
    code.align = ALIGN_CENTER;
    code.value = slip_shown(b);
    code.say[0].text = code.value;
    code.h = code_dp;
    put(b, card, code);
    if (visit->file_number[0] != '\0') {
        struct view_node number = {.name = "file-number",
                                   .role = ROLE_CODE,
                                   .look = LOOK_BODY_MUTED,
                                   .align = ALIGN_CENTER,
                                   .private_ = true};
        number.label = text_filled(b, MSG_FILE_NUMBER_IS, visit->file_number, NULL);
        say_more(&number, say_message(MSG_FILE_NUMBER));
        say_more(&number, (struct say){.kind = SAY_LETTERS,
                                       .text = visit->file_number,
                                       .message = MSG_PRIVATE_CODE,
                                       .private_ = true});
        put(b, card, number);
    }
}

static void put_column_button(struct builder *b, int row, struct view_node node,
                              enum message_id label)
{
    node.role = ROLE_BUTTON;
    node.look = LOOK_TILE;
    node.icon_dp = node.icon_dp != 0 ? node.icon_dp : 92;
    node.grow = 1;
    put_message(b, row, label, node);
}

static void put_code_acts(struct builder *b, int column)
{
    const bool wide = b->shape.landscape; /* above each other at the right */
    const int row = put_group(b, column,
                              (struct view_node){.flow = wide ? FLOW_COLUMN : FLOW_ROW,
                                                 .gap = 24,
                                                 .h = wide ? 600 : 214,
                                                 .side = SIDE_RIGHT});
    const int photo = put_group(b, row, (struct view_node){.grow = 1, .gap = 6});
    put_space(b, photo);
    put(b, photo,
        (struct view_node){.role = ROLE_IMAGE,
                           .look = LOOK_ILLUSTRATION,
                           .icon = ICON_PHONE + 1,
                           .icon_dp = 92,
                           .h = 92});
    put_message(b, photo, MSG_CODE_BY_PHONE,
                (struct view_node){.role = ROLE_TEXT, .look = LOOK_LABEL, .align = ALIGN_CENTER});
    put_space(b, photo);
    put_column_button(b, row,
                      (struct view_node){.name = "say-code",
                                         .icon = ICON_SPEAKER + 1,
                                         .intent = {.kind = INTENT_SAY_CODE}},
                      MSG_HEAR_CODE);
    put_column_button(b, row,
                      (struct view_node){.name = "ask-print",
                                         .icon = ICON_STAFF + 1,
                                         .intent = {.kind = INTENT_CALL_OFFICER}},
                      MSG_ASK_PRINT);
}

/* The printer cannot say whether it came out: she can. At 200 % question and answers need the whole
 * page. */
static void put_slip_question(struct builder *b, int column)
{
    const bool wide = b->shape.landscape;
    const int icon_dp = wide && b->shape.large ? 56 : 92;
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = wide ? FLOW_COLUMN : FLOW_ROW,
                                                  .gap = wide ? 8 : 30,
                                                  .pad_x = 30,
                                                  .pad_y = b->shape.large ? 0 : 10,
                                                  .side = SIDE_RIGHT,
                                                  .align = ALIGN_CENTER,
                                                  .fold = FOLD_NEXT});
    if (!b->shape.large) {
        put(b, card,
            (struct view_node){.role = ROLE_IMAGE,
                               .look = LOOK_ILLUSTRATION,
                               .picture = PICTURE_SLIP_OUT + 1,
                               .w = 200,
                               .h = 140});
    }
    put_message(b, card, MSG_SLIP_ASK,
                (struct view_node){.name = "slip",
                                   .role = ROLE_TITLE,
                                   .look = LOOK_HEADING,
                                   .align = wide ? ALIGN_CENTER : ALIGN_START,
                                   .grow = wide ? 0 : 1});
    const int row = put_group(
        b, column, (struct view_node){.flow = FLOW_ROW, .gap = 24, .h = 214, .side = SIDE_RIGHT});
    put_column_button(b, row,
                      (struct view_node){.name = "slip.yes",
                                         .icon = ICON_CHECK + 1,
                                         .icon_dp = icon_dp,
                                         .intent = {.kind = INTENT_HAS_SLIP, .argument = 1}},
                      MSG_SLIP_YES);
    put_column_button(b, row,
                      (struct view_node){.name = "slip.no",
                                         .icon = ICON_CLOSE + 1,
                                         .icon_dp = icon_dp,
                                         .intent = {.kind = INTENT_HAS_SLIP}},
                      MSG_SLIP_NO);
}

static void put_slip_acts(struct builder *b, int column, bool waits)
{
    const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .gap = 24, .h = 122});
    put_half(b, row, "say-code", MSG_HEAR_SLIP_CODE, ICON_SPEAKER,
             (struct intent){.kind = INTENT_SAY_CODE});
    if (b->app->visit->printed) {
        put_half(b, row, "print-again", MSG_PRINT_AGAIN, ICON_PRINT,
                 (struct intent){.kind = INTENT_PRINT, .argument = 1});
    } else if (waits) {
        put_half(b, row, "retry", MSG_TRY_NOW, ICON_SEND, (struct intent){.kind = INTENT_RETRY});
    }
}

/* Nothing is claimed of the slip; its code stands there in any case. */
static void build_asked(struct builder *b, const struct outcome *outcome)
{
    const struct roof roof = roof_of(
        b, lacks_paper(b->app) ? outcome->title_without_paper : outcome->title, MSG_SLIP_UNSURE);
    put_roof(b, &roof);
    const int column = put_answers(b, 24);
    b->view->nodes[column].split = 50;
    put_slip_question(b, column);
    put_code_instead(b, column, 340, 120);
    for (int i = column + 1; i < b->view->count && b->shape.landscape && b->shape.step > 0; i++) {
        b->view->nodes[i].side = SIDE_NONE; /* in two columns larger words have no room */
    }
    put_act(b, "say-code", MSG_HEAR_CODE, ICON_SPEAKER, (struct intent){.kind = INTENT_SAY_CODE},
            false);
}

void screen_outcome_build(struct builder *b)
{
    const struct visit *visit = b->app->visit;
    const struct outcome outcome = outcome_of(visit);
    if (visit->slip_asked && !visit->printing) {
        b->view->uncut = true;
        build_asked(b, &outcome);
        put_tools(b);
        return;
    }
    const bool no_slip = visit->print_failed && !visit->printing;
    const struct roof roof = no_slip
                                 ? roof_of(b, title_without_slip(b->app, &outcome), MSG_USE_CODE)
                                 : roof_of(b, outcome.title, hint_of(visit, &outcome));
    b->view->uncut = true; /* what becomes of the file is heard to its end */
    put_roof(b, &roof);
    const int column = put_answers(b, no_slip ? 24 : 22);
    b->view->nodes[column].split = no_slip ? 64 : 68;
    if (no_slip) {
        put_code_instead(b, column, 420, 150);
        put_code_acts(b, column);
        put_act(b, "end", MSG_KEPT_CODE, ICON_CHECK, (struct intent){.kind = INTENT_END}, true);
    } else {
        put_trail(b, column, &outcome);
        if (outcome.reached == 0 && !visit->printed) {
            put_saved(b, column);
        } else {
            put_codes(b, column);
        }
        if (outcome.reached == 0 && visit->printed && !visit->printing) {
            put_slip_line(b, column);
        } else {
            put_slip_state(b, column);
        }
        put_slip_acts(b, column, outcome.reached == 0);
        const bool print = !visit->printed && !visit->printing;
        if (!print && wants_fee(visit)) {
            put_fee_acts(b, &visit->fee);
            put_tools(b);
            return;
        }
        put_act(b, print ? "print" : "end", print ? MSG_PRINT_SLIP : MSG_HAVE_SLIP,
                print ? ICON_PRINT : ICON_CHECK,
                (struct intent){.kind = print ? INTENT_PRINT : INTENT_END}, true);
    }
    put_tools(b);
}
