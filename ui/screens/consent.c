/* 34: what is asked, why and how long it is kept; two consents that both start at no. */
#include "platform/base/utf8.h"
#include "ui/screens/all.h"

#define REASON_LINE 46 /* letters of a reason in one line */

/* place fills in the detail, or is NULL. */
static void put_reason(struct builder *b, int card, int icon, enum message_id label,
                       enum message_id detail, const char *place)
{
    struct view_node node = {.role = ROLE_TEXT,
                             .look = LOOK_NEED,
                             .icon = icon + 1,
                             .icon_dp = 80,
                             .h = utf8_count(text_of(b, detail)) > REASON_LINE ? 0 : 108,
                             .total = 1,
                             .sub = text_filled(b, detail, place, NULL)};
    say_more(&node, say_message(label));
    say_more(&node, say_message(detail));
    if (place != NULL) {
        say_more(&node, say_text(place, false));
    }
    put_message(b, card, label, node);
}

static void put_consent(struct builder *b, int column, int index, enum message_id label,
                        enum message_id sub)
{
    const bool given = b->app->visit != NULL && b->app->visit->consents[index];
    put_two(b, column, label, sub,
            (struct view_node){.name = index == 0 ? "consent.needed" : "consent.news",
                               .role = ROLE_CHECK,
                               .look = LOOK_CONSENT,
                               .h = 184,
                               .side = SIDE_RIGHT,
                               .state = given ? STATE_CHOSEN : 0,
                               .intent = {.kind = INTENT_CONSENT, .argument = index}});
}

void screen_consent_build(struct builder *b)
{
    struct roof roof = roof_of(b, MSG_CONSENT_TITLE, MSG_CONSENT_HINT);
    roof.cells = 9;
    put_roof(b, &roof);
    const int column = put_answers(b, 20);
    b->view->nodes[column].split = 44;
    const int card = put_group(
        b, column,
        (struct view_node){.look = LOOK_CARD, .pad_x = 36, .pad_y = 14, .side = SIDE_LEFT});
    put_reason(b, card, ICON_ID_CARD, MSG_CONSENT_WHAT, MSG_CONSENT_WHAT_DETAIL, NULL);
    put_reason(b, card, ICON_SEND, MSG_CONSENT_WHY, MSG_CONSENT_WHY_DETAIL, text_place(b));
    put_reason(b, card, ICON_PRIVACY, MSG_CONSENT_HOW_LONG, MSG_CONSENT_HOW_LONG_DETAIL, NULL);
    put_consent(b, column, 0, MSG_CONSENT_NEEDED, MSG_CONSENT_NEEDED_DETAIL);
    put_consent(b, column, 1, MSG_CONSENT_NEWS, MSG_CONSENT_NEWS_DETAIL);
    const int row = put_group(
        b, column, (struct view_node){.flow = FLOW_ROW, .gap = 24, .h = 112, .side = SIDE_RIGHT});
    put_half(b, row, "consent.long", MSG_CONSENT_LONG, ICON_DOCUMENT,
             (struct intent){INTENT_NOTICE, MSG_CONSENT_LONG_TEXT, NULL});
    put_half(b, row, "consent.refuse", MSG_CONSENT_REFUSE, ICON_COUNTER,
             (struct intent){INTENT_NOTICE, MSG_CONSENT_REFUSED, NULL});
    put_message(b, column, MSG_CONSENT_VERSION,
                (struct view_node){.role = ROLE_TEXT,
                                   .look = LOOK_SMALL,
                                   .align = ALIGN_CENTER,
                                   .side = SIDE_LEFT,
                                   .fold = FOLD_VOICE});
    put_back(b);
    const bool given = b->app->visit != NULL && b->app->visit->consents[0];
    put_next(b, MSG_NEXT, ICON_NEXT, given ? MSG_NONE : MSG_CONSENT_FIRST);
    put_tools(b);
}
