/* 29: the picture is off, nothing that is typed or read can be seen; four large zones move the ring
 * and press what it stands on. Only the practice mark and the tools are as everywhere. */
#include "app/reach.h"
#include "ui/screens/all.h"

static void put_zone(struct builder *b, int parent, const char *name, enum message_id label,
                     struct view_node node)
{
    node.name = name;
    node.role = ROLE_BUTTON;
    node.look = b->shape.landscape ? LOOK_BUTTON : LOOK_CAPTURE;
    node.icon_dp = b->shape.landscape ? 72 : 110;
    node.grow = 1;
    put_message(b, parent, label, node);
}

void screen_dark_build(struct builder *b)
{
    const bool wide = b->shape.landscape;
    b->view->bare = true;
    put_practice(b);
    const int column = put_answers(b, 28);
    put_zone(b, column, "dark.repeat", MSG_DARK_REPEAT,
             (struct view_node){.icon = ICON_REPLAY + 1,
                                .h = wide ? 220 : 350,
                                .intent = {INTENT_COMMAND, COMMAND_REPEAT, NULL}});
    const int row = put_group(
        b, column, (struct view_node){.flow = FLOW_ROW, .gap = 24, .h = wide ? 300 : 560});
    put_zone(b, row, "dark.previous", MSG_DARK_PREVIOUS,
             (struct view_node){.icon = ICON_BACK + 1,
                                .intent = {INTENT_COMMAND, COMMAND_PREVIOUS, NULL}});
    put_zone(
        b, row, "dark.next", MSG_DARK_NEXT,
        (struct view_node){.icon = ICON_NEXT + 1, .intent = {INTENT_COMMAND, COMMAND_NEXT, NULL}});
    put_zone(b, column, "dark.select", MSG_DARK_SELECT,
             (struct view_node){.icon = ICON_CHECK + 1,
                                .h = wide ? 220 : 350,
                                .intent = {INTENT_COMMAND, COMMAND_SELECT, NULL}});
    put_message(b, column, MSG_DARK_HOW,
                (struct view_node){.name = "dark.how",
                                   .role = ROLE_TEXT,
                                   .look = LOOK_BODY,
                                   .align = ALIGN_CENTER,
                                   .fold = FOLD_VOICE});
    put_tools(b);
}
