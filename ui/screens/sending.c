/* 53: three real parts, no invented percentage; leaving is allowed once the file is safe. */
#include "ui/screens/all.h"

void screen_sending_build(struct builder *b)
{
    const struct visit *visit = b->app->visit;
    int done = visit->stored ? 1 : 0;
    if (visit->stage == STAGE_SENT) {
        done = 2;
    } else if (visit->stage == STAGE_RECEIVED) {
        done = 3;
    }
    const struct roof roof = roof_of(b, MSG_SENDING_TITLE, MSG_SENDING_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    put_message(b, column, MSG_TRAIL_SENDING,
                (struct view_node){.name = "trail",
                                   .role = ROLE_STATUS,
                                   .look = LOOK_TRAIL,
                                   .number = done - 1,
                                   .pad_x = 24,
                                   .h = 136});
    const int card =
        put_group(b, column,
                  (struct view_node){
                      .look = LOOK_CARD, .pad_x = 39, .pad_y = 30, .gap = 14, .side = SIDE_LEFT});
    put(b, card,
        (struct view_node){.name = "parts",
                           .role = ROLE_PROGRESS,
                           .look = LOOK_METER,
                           .number = done,
                           .total = 3,
                           .state = STATE_CURRENT,
                           .h = 68});
    put_steps(b, card, done, true);
    const int safe = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .pad_x = 36,
                                                  .grow = 1,
                                                  .align = ALIGN_CENTER,
                                                  .side = SIDE_RIGHT});
    put_two(b, safe, visit->stored ? MSG_SAFE_HERE : MSG_SAVING_NOW, MSG_SAFE_DETAIL,
            (struct view_node){.name = "safe",
                               .role = ROLE_STATUS,
                               .look = LOOK_NEED,
                               .icon = ICON_SAVED + 1,
                               .icon_dp = 150,
                               .grow = 1});
    if (visit->stored) {
        put_act(b, "print", MSG_NOT_WAITING, ICON_PRINT, (struct intent){.kind = INTENT_NEXT},
                false);
    }
    put_tools(b);
}
