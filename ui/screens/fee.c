/* 47: what the portal wants for an application it received, by the portal's own code. Paying at the
 * counter is as large as paying now; the file is safe either way. */
#include "app/amount.h"
#include "ui/screens/all.h"

static const char *dong_shown(const struct builder *b, int64_t dong)
{
    char stored[24];
    char text[40];
    struct buf digits;
    struct buf out;
    buf_init(&digits, stored, sizeof stored);
    buf_printf(&digits, "%lld", (long long)dong);
    buf_init(&out, text, sizeof text);
    amount_show(stored, b->language, true, &out);
    return text_format(b, "%s", text);
}

/* The amount is the title while there is something to pay. */
static struct roof amount_roof(const struct builder *b, const struct fee_due *f)
{
    struct roof roof = roof_of(b, MSG_PAY_TITLE, MSG_PAY_HINT);
    roof.title = text_filled(b, MSG_PAY_TITLE, dong_shown(b, f->dong), NULL);
    roof.title_say[0] = say_message(MSG_PAY_TITLE);
    roof.title_say[1] = (struct say){.kind = SAY_MONEY, .number = f->dong};
    return roof;
}

static struct roof roof_for(const struct builder *b, const struct fee_due *f)
{
    switch (f->state) {
    case FEE_PAID:
        return roof_of(b, MSG_PAY_PAID_TITLE, MSG_PAY_PAID_HINT);
    case FEE_EXPIRED:
        return roof_of(b, MSG_PAY_EXPIRED_TITLE, MSG_PAY_EXPIRED_HINT);
    case FEE_FAILED:
        return roof_of(b, MSG_PAY_FAILED_TITLE, MSG_PAY_FAILED_HINT);
    case FEE_OFFLINE:
        return roof_of(b, MSG_PAY_OFFLINE_TITLE, MSG_PAY_OFFLINE_HINT);
    case FEE_NONE:
    case FEE_ASKING:
    case FEE_WAITING:
        break;
    }
    return amount_roof(b, f);
}

static void put_qr(struct builder *b, int parent, const struct fee_due *f, int side)
{
    put_message(b, parent, MSG_PAY_QR_ALT,
                (struct view_node){.name = "qr",
                                   .role = ROLE_QR,
                                   .look = LOOK_QR,
                                   .bytes = f->qr,
                                   .number = f->qr_side,
                                   .w = side,
                                   .h = side});
}

/* Of node: its words, what it says, its look, and whether it is quiet. */
static void put_fact(struct builder *b, int parent, enum message_id label, struct view_node node)
{
    put_message(b, parent, label,
                (struct view_node){
                    .role = ROLE_TEXT, .look = LOOK_MUTED, .quiet = node.quiet, .fold = FOLD_NEXT});
    node.role = ROLE_TEXT;
    put(b, parent, node);
}

/* What is paid to whom; the amount is not said again where it is the title. */
static void put_facts(struct builder *b, int parent, const struct fee_due *f)
{
    const int side = put_group(b, parent, (struct view_node){.gap = 6, .grow = !b->shape.large});
    put_fact(
        b, side, MSG_PAY_AMOUNT,
        (struct view_node){.look = LOOK_STRONG,
                           .label = text_filled(b, MSG_FEE_AMOUNT, dong_shown(b, f->dong), NULL),
                           .quiet = f->state == FEE_WAITING,
                           .say = {{.kind = SAY_MONEY, .number = f->dong}}});
    if (f->receiver[0] != '\0') {
        put_fact(b, side, MSG_PAY_RECEIVER,
                 (struct view_node){.look = LOOK_STRONG,
                                    .label = f->receiver,
                                    .say = {say_text(f->receiver, false)}});
    }
    if (f->reference[0] != '\0') {
        put_fact(b, side, MSG_PAY_REFERENCE,
                 (struct view_node){.look = LOOK_SMALL,
                                    .label = f->reference,
                                    .say = {{.kind = SAY_LETTERS, .text = f->reference}}});
    }
}

/* A picture left, words right. */
static int put_card(struct builder *b, int column, int height_dp, enum view_side side,
                    unsigned state)
{
    return put_group(b, column,
                     (struct view_node){.look = LOOK_CARD,
                                        .flow = FLOW_ROW,
                                        .gap = 36,
                                        .pad_x = 36,
                                        .pad_y = 20,
                                        .h = height_dp,
                                        .side = side,
                                        .align = ALIGN_CENTER,
                                        .state = state});
}

static void put_request(struct builder *b, int column, const struct fee_due *f)
{
    int card = column;
    if (b->shape.large) {
        const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW});
        put_space(b, row);
        put_qr(b, row, f, 560);
        put_space(b, row);
    } else {
        card = put_card(b, column, 400, SIDE_LEFT, STATE_CURRENT);
        put_qr(b, card, f, 350);
    }
    put_facts(b, card, f);
}

/* Where the code stood: how it ended, and what it was about. */
static void put_ended(struct builder *b, int column, const struct fee_due *f)
{
    static const int icons[] = {[FEE_PAID] = ICON_CHECK,
                                [FEE_EXPIRED] = ICON_CLOCK,
                                [FEE_FAILED] = ICON_WARNING,
                                [FEE_OFFLINE] = ICON_OFFLINE};
    int card = column;
    if (!b->shape.large) {
        card = put_card(b, column, 360, SIDE_NONE, 0);
        put(b, card,
            (struct view_node){.role = ROLE_IMAGE,
                               .look = LOOK_ILLUSTRATION,
                               .icon = icons[f->state] + 1,
                               .icon_dp = 200,
                               .w = 260,
                               .h = 260});
    }
    put_facts(b, card, f);
}

static void put_line(struct builder *b, int column, int icon, enum view_side side,
                     struct view_node node)
{
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .pad_x = 36,
                                                  .pad_y = 10,
                                                  .side = side,
                                                  .fold = FOLD_KEEP,
                                                  .align = ALIGN_CENTER});
    node.role = ROLE_STATUS;
    node.look = LOOK_NEED;
    node.icon = icon + 1;
    node.icon_dp = 84;
    node.grow = 1;
    put(b, card, node);
}

static void put_waiting(struct builder *b, int column, const struct fee_due *f)
{
    struct view_node node = {.name = "state", .label = text_of(b, MSG_PAY_WAITING), .total = 1};
    say_more(&node, say_message(MSG_PAY_WAITING));
    if (f->minutes > 0) {
        node.total = 0;
        node.sub = text_filled(b, MSG_PAY_LEFT, text_number(b, f->minutes), NULL);
        say_more(&node, say_message(MSG_PAY_LEFT));
        say_more(&node, (struct say){.kind = SAY_NUMBER, .number = f->minutes});
    }
    put_line(b, column, ICON_WAIT, SIDE_RIGHT, node);
}

static void put_safe(struct builder *b, int column, const struct fee_due *f)
{
    const enum message_id detail = f->state == FEE_PAID ? MSG_PAY_PAID_DETAIL : MSG_PAY_SAFE_DETAIL;
    struct view_node node = {
        .name = "safe", .label = text_of(b, MSG_PAY_SAFE), .sub = text_of(b, detail)};
    say_more(&node, say_message(MSG_PAY_SAFE));
    say_more(&node, say_message(detail));
    put_line(b, column, ICON_SAVED, f->state == FEE_WAITING ? SIDE_RIGHT : SIDE_NONE, node);
}

static void put_choices(struct builder *b, int column, const struct fee_due *f)
{
    const int row =
        put_group(b, column,
                  (struct view_node){.flow = FLOW_ROW,
                                     .gap = 24,
                                     .h = 130,
                                     .side = f->state == FEE_WAITING ? SIDE_RIGHT : SIDE_NONE});
    put_half(b, row, "pay-counter", MSG_PAY_AT_COUNTER, ICON_COUNTER,
             (struct intent){.kind = INTENT_FEE, .argument = FEE_ACT_COUNTER});
    if (f->state == FEE_WAITING) {
        put_half(b, row, "pay-print", f->printing ? MSG_PAY_PRINTING : MSG_PAY_LATER, ICON_PRINT,
                 (struct intent){.kind = INTENT_FEE, .argument = FEE_ACT_PRINT});
    }
}

void screen_fee_build(struct builder *b)
{
    const struct fee_due *f = &b->app->visit->fee;
    const struct roof roof = roof_for(b, f);
    b->view->uncut = f->state == FEE_PAID;
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    const bool over = f->state == FEE_EXPIRED || f->state == FEE_FAILED;
    if (f->state == FEE_WAITING) {
        put_request(b, column, f);
        put_waiting(b, column, f);
    } else if (f->state != FEE_NONE && f->state != FEE_ASKING && f->dong > 0) {
        put_ended(b, column, f);
    }
    put_safe(b, column, f);
    if (f->state != FEE_PAID) {
        put_choices(b, column, f);
    }
    put_back(b);
    if (over) {
        put_act(b, "go", MSG_PAY_NEW_CODE, ICON_QR,
                (struct intent){.kind = INTENT_FEE, .argument = FEE_ACT_AGAIN}, true);
    } else {
        put_next(b, f->state == FEE_PAID ? MSG_PAY_GO_ON : MSG_PAY_WAIT,
                 f->state == FEE_PAID ? ICON_CHECK : ICON_WAIT,
                 f->state == FEE_PAID ? MSG_NONE : MSG_PAY_WAITING);
    }
    put_tools(b);
}
