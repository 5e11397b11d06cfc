/* 19d: how fast and how loud the kiosk speaks, heard at once. Over any screen; Done returns to it.
 */
#include "app/sound/player.h"
#include "ui/screens/all.h"

/* A heading, how far it is turned up, and the two ways to turn it. */
struct dial {
    const char *name;
    enum message_id heading;
    int step, steps;
    enum intent_kind intent;
    struct {
        const char *name;
        enum message_id label;
        int icon;
    } down, up;
};

static void put_dial(struct builder *b, int column, const struct dial *dial, enum view_side side)
{
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .pad_x = 39,
                                                  .pad_y = 30,
                                                  .gap = 26,
                                                  .side = side,
                                                  .fold = FOLD_KEEP});
    put_message(b, card, dial->heading,
                (struct view_node){
                    .name = dial->name, .role = ROLE_TITLE, .look = LOOK_LEAD, .fold = FOLD_NEXT});
    struct view_node bar = {.role = ROLE_PROGRESS,
                            .look = LOOK_SHARE,
                            .number = dial->step + 1,
                            .total = dial->steps,
                            .h = 44};
    say_more(&bar, say_message(MSG_HEARING_STEP));
    say_more(&bar, (struct say){.kind = SAY_NUMBER, .number = dial->step + 1});
    say_more(&bar, (struct say){.kind = SAY_NUMBER, .number = dial->steps});
    put(b, card, bar);
    const int row = put_group(b, card, (struct view_node){.flow = FLOW_ROW, .gap = 24, .h = 150});
    put_half(b, row, dial->down.name, dial->down.label, dial->down.icon,
             (struct intent){.kind = dial->intent, .argument = -1});
    put_half(b, row, dial->up.name, dial->up.label, dial->up.icon,
             (struct intent){.kind = dial->intent, .argument = 1});
}

void sheet_hearing_build(struct builder *b)
{
    const struct dial speed = {.name = "speed",
                               .heading = MSG_HEARING_SPEED,
                               .step = b->app->speed,
                               .steps = PLAYER_SPEEDS,
                               .intent = INTENT_SPEED,
                               .down = {"speed.slower", MSG_HEARING_SLOWER, ICON_SLOWER},
                               .up = {"speed.faster", MSG_HEARING_FASTER, ICON_FASTER}};
    const struct dial volume = {.name = "volume",
                                .heading = MSG_HEARING_VOLUME,
                                .step = b->app->volume,
                                .steps = PLAYER_VOLUMES,
                                .intent = INTENT_VOLUME,
                                .down = {"volume.softer", MSG_HEARING_SOFTER, ICON_QUIETER},
                                .up = {"volume.louder", MSG_HEARING_LOUDER, ICON_LOUDER}};
    const struct roof roof = roof_of(b, MSG_HEARING_TITLE, MSG_HEARING_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 30);
    put_dial(b, column, &speed, SIDE_LEFT);
    put_dial(b, column, &volume, SIDE_RIGHT);
    put_first_act(b, "reset", MSG_DISPLAY_RESET, ICON_RESET,
                  (struct intent){.kind = INTENT_HEARING_RESET});
    put_done(b, (struct intent){.kind = INTENT_DISPLAY_DONE});
    put_tools(b);
}
