/* 40: signing in on her own phone. The code is waited for, or one of the ways without a phone is
 * chosen; whatever went wrong is said in one sentence with what to do. */
#include <string.h>

#include "ui/screens/all.h"

static void put_qr(struct builder *b, int parent, const struct phone *p, int side)
{
    put_message(b, parent, MSG_SIGN_IN_QR_ALT,
                (struct view_node){.name = "qr",
                                   .role = ROLE_QR,
                                   .look = LOOK_QR,
                                   .bytes = p->qr,
                                   .number = p->qr_side,
                                   .w = side,
                                   .h = side});
}

/* Without "https://": shorter to read and to type. */
static const char *host_of(const char *address)
{
    const char *host = strstr(address, "://");
    return host == NULL ? address : host + 3;
}

static void put_address(struct builder *b, int parent, const struct phone *p)
{
    struct view_node node = {
        .name = "address", .role = ROLE_TEXT, .look = LOOK_BODY_MUTED, .fold = FOLD_KEEP};
    node.label = text_filled(b, MSG_SIGN_IN_OR, host_of(p->address), NULL);
    say_more(&node, say_message(MSG_SIGN_IN_OR));
    put(b, parent, node);
}

/* On a wide screen the short code stands in the card of the square one. */
static bool code_is_beside(const struct builder *b)
{
    return b->shape.landscape && !b->shape.large;
}

static void put_code_words(struct builder *b, int parent, const struct phone *p,
                           enum view_align align)
{
    put_message(b, parent, MSG_SIGN_IN_CODE,
                (struct view_node){
                    .role = ROLE_TEXT, .look = LOOK_MUTED, .align = align, .fold = FOLD_NEXT});
    struct view_node code = {.name = "code",
                             .role = ROLE_CODE,
                             .look = LOOK_CODE,
                             .value = p->code,
                             .align = align,
                             .h = align == ALIGN_CENTER ? 150 : 140};
    say_more(&code, (struct say){.kind = SAY_LETTERS, .text = p->code});
    put(b, parent, code);
}

/* Under the square code, in a card of its own. */
static void put_code(struct builder *b, int column, const struct phone *p)
{
    const int card = put_group(
        b, column,
        (struct view_node){.look = LOOK_CARD, .pad_x = 40, .pad_y = 10, .fold = FOLD_KEEP});
    put_code_words(b, card, p, ALIGN_CENTER);
}

/* At 200 % the square code is alone on its page. */
static void put_scan(struct builder *b, int column, const struct phone *p)
{
    if (b->shape.large) {
        const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW});
        put_space(b, row);
        put_qr(b, row, p, 560);
        put_space(b, row);
        put_address(b, column, p);
        return;
    }
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .gap = 36,
                                                  .pad_x = 36,
                                                  .pad_y = 20,
                                                  .h = code_is_beside(b) ? 454 : 400,
                                                  .align = ALIGN_CENTER,
                                                  .state = STATE_CURRENT});
    put_qr(b, card, p, code_is_beside(b) ? 300 : 350);
    const int side =
        put_group(b, card, (struct view_node){.gap = code_is_beside(b) ? 8 : 14, .grow = 1});
    put_message(b, side, MSG_SIGN_IN_SCAN,
                (struct view_node){.name = "scan", .role = ROLE_TEXT, .look = LOOK_STRONG});
    put_address(b, side, p);
    if (code_is_beside(b)) {
        put_code_words(b, side, p, ALIGN_START);
    }
}

static void put_state(struct builder *b, int column, const struct phone *p)
{
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .pad_x = 36,
                                                  .pad_y = 8,
                                                  .h = b->shape.landscape ? 90 : 120,
                                                  .align = ALIGN_CENTER});
    struct view_node node = {.name = "state",
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .icon = ICON_WAIT + 1,
                             .icon_dp = 76,
                             .total = 1,
                             .grow = 1};
    if (p->state == PHONE_ASKING) {
        put_message(b, card, MSG_SIGN_IN_ASKING, node);
        return;
    }
    node.label = text_filled(b, MSG_SIGN_IN_LEFT, text_number(b, p->minutes), NULL);
    say_more(&node, say_message(MSG_SIGN_IN_LEFT));
    say_more(&node, (struct say){.kind = SAY_NUMBER, .number = p->minutes});
    put(b, card, node);
}

static void put_way(struct builder *b, int column, const char *name, enum message_id label,
                    enum message_id detail, int icon, struct intent intent)
{
    put_two(b, column, label, detail,
            (struct view_node){.name = name,
                               .role = ROLE_BUTTON,
                               .look = LOOK_BUTTON_LEFT,
                               .icon = icon + 1,
                               .icon_dp = 84,
                               .h = b->shape.landscape ? 124 : 146,
                               .intent = intent});
}

static void put_ways(struct builder *b, int column)
{
    if (b->app->visit->phone.of_file) {
        put_way(b, column, "by-officer", MSG_HERS_OFFICER, MSG_HERS_OFFICER_DETAIL, ICON_STAFF,
                (struct intent){.kind = INTENT_NO_PHONE, .argument = WITHOUT_BY_OFFICER});
        return;
    }
    put_way(b, column, "by-officer", MSG_SIGN_IN_OFFICER, MSG_SIGN_IN_OFFICER_DETAIL, ICON_STAFF,
            (struct intent){.kind = INTENT_NO_PHONE, .argument = WITHOUT_BY_OFFICER});
    put_way(b, column, "at-counter", MSG_SIGN_IN_COUNTER, MSG_SIGN_IN_COUNTER_DETAIL, ICON_COUNTER,
            (struct intent){.kind = INTENT_NO_PHONE, .argument = WITHOUT_AT_COUNTER});
}

static void put_waiting(struct builder *b, const struct phone *p)
{
    const int column = put_answers(b, b->shape.landscape ? 14 : 22);
    if (p->state == PHONE_WAITING) {
        put_scan(b, column, p);
        if (!code_is_beside(b)) {
            put_code(b, column, p);
        }
    }
    put_state(b, column, p);
    put_way(b, column, "no-phone", MSG_SIGN_IN_NO_PHONE, MSG_SIGN_IN_NO_PHONE_DETAIL,
            ICON_PHONE_OFF, (struct intent){.kind = INTENT_NO_PHONE, .argument = WITHOUT_WAYS});
    put_back(b);
    put_next(b, MSG_SIGN_IN_WAITS, ICON_WAIT, MSG_SIGN_IN_WAITS);
}

static void put_signed(struct builder *b)
{
    const int column = put_answers(b, 22);
    put_emblem(b, column, ICON_PHONE);
    const int card = put_group(
        b, column, (struct view_node){.look = LOOK_CARD, .pad_x = 40, .pad_y = 24, .gap = 16});
    put_two(b, card, MSG_SIGN_IN_DONE_ROW, MSG_SIGN_IN_DONE_DETAIL,
            (struct view_node){.name = "signed",
                               .role = ROLE_STATUS,
                               .look = LOOK_NEED,
                               .icon = ICON_CHECK + 1,
                               .icon_dp = 120});
    put_back(b);
    put_next(b, MSG_NEXT, ICON_NEXT, MSG_NONE);
}

/* What went wrong stands on the roof; beneath are the ways on. */
static void put_refused(struct builder *b, enum portal_phone state)
{
    const int column = put_answers(b, 22);
    const bool code = state == PHONE_EXPIRED || state == PHONE_DENIED; /* the main act asks again */
    if (code) {
        put_emblem(b, column, state == PHONE_EXPIRED ? ICON_CLOCK : ICON_PHONE_OFF);
    } else {
        put_way(b, column, "again", MSG_SIGN_IN_AGAIN, MSG_SIGN_IN_AGAIN_DETAIL, ICON_PHONE,
                (struct intent){.kind = INTENT_SIGN_IN, .argument = 1});
    }
    put_ways(b, column);
    put_back(b);
    if (code) {
        put_act(b, "go", MSG_SIGN_IN_NEW_CODE, ICON_PHONE,
                (struct intent){.kind = INTENT_SIGN_IN, .argument = 1}, true);
    } else {
        put_next(b, MSG_NEXT, ICON_NEXT, MSG_SIGN_IN_CHOOSE);
    }
}

static struct roof roof_for(const struct builder *b, const struct phone *p)
{
    if (p->others) {
        return p->of_file ? roof_of(b, MSG_HERS_WAYS_TITLE, MSG_HERS_WAYS_HINT)
                          : roof_of(b, MSG_SIGN_IN_WAYS_TITLE, MSG_SIGN_IN_WAYS_HINT);
    }
    switch (p->state) {
    case PHONE_SIGNED:
        return roof_of(b, MSG_SIGN_IN_DONE_TITLE, MSG_SIGN_IN_DONE_HINT);
    case PHONE_EXPIRED:
        return roof_of(b, MSG_SIGN_IN_EXPIRED_TITLE, MSG_SIGN_IN_EXPIRED_HINT);
    case PHONE_DENIED:
        return roof_of(b, MSG_SIGN_IN_DENIED_TITLE, MSG_SIGN_IN_DENIED_HINT);
    case PHONE_OFFLINE:
        return roof_of(b, MSG_SIGN_IN_OFFLINE_TITLE, MSG_SIGN_IN_OFFLINE_HINT);
    case PHONE_REFUSED:
        return roof_of(b, MSG_SIGN_IN_REFUSED_TITLE, MSG_SIGN_IN_REFUSED_HINT);
    case PHONE_NONE:
    case PHONE_ASKING:
        return roof_of(b, MSG_SIGN_IN_ASKING_TITLE, MSG_SIGN_IN_HINT);
    case PHONE_WAITING:
        break;
    }
    return roof_of(b, MSG_SIGN_IN_TITLE, MSG_SIGN_IN_HINT);
}

void screen_sign_in_build(struct builder *b)
{
    const struct phone *p = &b->app->visit->phone;
    struct roof roof = roof_for(b, p);
    roof.cells = p->of_file ? 0 : 9;
    put_roof(b, &roof);
    if (p->others) {
        const int column = put_answers(b, 22);
        put_ways(b, column);
        put_back(b);
        put_next(b, MSG_NEXT, ICON_NEXT, MSG_SIGN_IN_CHOOSE);
    } else if (p->state == PHONE_SIGNED) {
        put_signed(b);
    } else if (p->state == PHONE_ASKING || p->state == PHONE_WAITING || p->state == PHONE_NONE) {
        put_waiting(b, p);
    } else {
        put_refused(b, p->state);
    }
    put_tools(b);
}
