/* What was done too often at this kiosk within an hour: said plainly, with an officer who lifts it.
 */
#include "ui/screens/all.h"

static enum message_id words_of(enum hourly_what what)
{
    static const enum message_id words[HOURLY_KINDS] = {[HOURLY_APPLICATIONS] =
                                                            MSG_LIMIT_APPLICATIONS,
                                                        [HOURLY_TICKETS] = MSG_LIMIT_TICKETS,
                                                        [HOURLY_CALLS] = MSG_LIMIT_CALLS,
                                                        [HOURLY_LOOKUPS] = MSG_LIMIT_LOOKUPS,
                                                        [HOURLY_PRINTS] = MSG_LIMIT_PRINTS};
    return words[what];
}

static void put_row(struct builder *b, int column, const char *name, enum message_id words,
                    enum icon icon)
{
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .pad_x = 40,
                                                  .pad_y = 8,
                                                  .side = SIDE_LEFT,
                                                  .align = ALIGN_CENTER});
    put_message(b, card, words,
                (struct view_node){.name = name,
                                   .role = ROLE_TEXT,
                                   .look = LOOK_NEED,
                                   .icon = icon + 1,
                                   .icon_dp = 84,
                                   .total = 1,
                                   .grow = 1});
}

static void put_button(struct builder *b, int row, const char *name, enum message_id words,
                       enum icon icon, struct intent intent)
{
    put_message(b, row, words,
                (struct view_node){.name = name,
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_ROW,
                                   .icon = icon + 1,
                                   .icon_dp = 76,
                                   .h = 150,
                                   .intent = intent});
}

void sheet_limit_build(struct builder *b)
{
    const enum hourly_what what = b->app->limited;
    const struct roof roof = roof_of(b, MSG_LIMIT_TITLE, words_of(what));
    b->view->whole = true; /* it may be another limit, and what to do is not in the title */
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    if (b->app->visit != NULL) {
        put_row(b, column, "kept", MSG_LIMIT_KEPT, ICON_SAVED);
    }
    put_row(b, column, "counter", MSG_LIMIT_COUNTER, ICON_COUNTER);
    const int acts = put_group(b, column, (struct view_node){.gap = 18, .side = SIDE_RIGHT});
    if (what != HOURLY_CALLS) {
        put_button(b, acts, "limit.call", MSG_CALL_OFFICER, ICON_HELP,
                   (struct intent){.kind = INTENT_CALL_OFFICER});
    }
    put_button(b, acts, "limit.lift", MSG_LIMIT_LIFT, ICON_STAFF,
               (struct intent){.kind = INTENT_LIFT});
    if (!b->shape.landscape) {
        put_space(b, column);
    }
    put_back(b);
    put_tools(b);
}
