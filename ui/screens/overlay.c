/* Dialogs over a screen: the answers stay underneath, the tool bar stays live. */
#include "app/settings.h"
#include "ui/screens/all.h"
#include "ui/screens/staff.h"

#define COUNTDOWN_FROM_S 22 /* design/tokens.json idle_s */

static int put_dialog(struct builder *b, const char *name)
{
    put(b, -1,
        (struct view_node){
            .name = "veil", .role = ROLE_IMAGE, .look = LOOK_VEIL, .zone = ZONE_OVERLAY});
    const int dialog = put_group(
        b, -1,
        (struct view_node){
            .name = name, .look = LOOK_DIALOG, .zone = ZONE_OVERLAY, .pad_x = 56, .pad_y = 24});
    put(b, dialog, (struct view_node){.role = ROLE_GROUP, .h = 68, .gap = 68}); /* the cloth */
    return dialog;
}

/* Room that gives way, but never so much that two controls come too near. */
static void put_gap(struct builder *b, int parent, int dp)
{
    put(b, parent, (struct view_node){.role = ROLE_GROUP, .h = dp, .gap = 10});
}

static void put_centred_gong(struct builder *b, int dialog)
{
    const int row = put_group(b, dialog, (struct view_node){.flow = FLOW_ROW, .fold = FOLD_VOICE});
    put_space(b, row);
    put(b, row,
        (struct view_node){.role = ROLE_STATUS,
                           .look = LOOK_GONG,
                           .number = b->app->speaking,
                           .w = 150,
                           .h = 150});
    put_space(b, row);
}

static void put_lines(struct builder *b, int dialog, enum message_id title, enum message_id detail)
{
    put_message(b, dialog, title,
                (struct view_node){.name = "dialog.title",
                                   .role = ROLE_TITLE,
                                   .look = LOOK_HEADING,
                                   .align = ALIGN_CENTER});
    if (detail != MSG_NONE) {
        put_gap(b, dialog, 12);
        put_message(b, dialog, detail,
                    (struct view_node){.name = "dialog.text",
                                       .role = ROLE_TEXT,
                                       .look = LOOK_BODY_MUTED,
                                       .align = ALIGN_CENTER,
                                       .fold = FOLD_VOICE});
    }
}

/* At 200 % on a wide screen the acts stand beside each other. */
static int acts_row(struct builder *b, int dialog)
{
    for (int i = dialog + 1; i < b->view->count; i++) {
        if (b->view->nodes[i].parent == dialog && b->view->nodes[i].flow == FLOW_ROW &&
            b->view->nodes[i].grow > 0) {
            return i;
        }
    }
    return put_group(b, dialog, (struct view_node){.flow = FLOW_ROW, .gap = 24, .grow = 1});
}

static void put_button(struct builder *b, int dialog, struct view_node node, enum message_id label)
{
    node.role = ROLE_BUTTON;
    node.look = node.look == LOOK_NONE ? LOOK_BUTTON : node.look;
    node.h = node.look == LOOK_MAIN ? 150 : 126;
    if (b->shape.landscape && b->shape.large) {
        node.grow = 1;
        put_message(b, acts_row(b, dialog), label, node);
        return;
    }
    put_message(b, dialog, label, node);
    put_gap(b, dialog, 28);
}

/* The ring of the last seconds; empty room before. */
static void put_countdown(struct builder *b, int parent, int left, int window_s, int size)
{
    if (left > COUNTDOWN_FROM_S) {
        put(b, parent, (struct view_node){.role = ROLE_GROUP, .w = size, .h = size});
        return;
    }
    struct view_node ring = {.name = "idle.left",
                             .role = ROLE_PROGRESS,
                             .look = LOOK_COUNTDOWN,
                             .label = text_of(b, MSG_SECONDS),
                             .value = text_number(b, left),
                             .number = left,
                             .total = window_s,
                             .w = size,
                             .h = size};
    say_more(&ring, (struct say){.kind = SAY_NUMBER, .number = left});
    say_more(&ring, say_message(MSG_SECONDS));
    put(b, parent, ring);
}

/* On a wide screen gong and question, ring and words stand beside each other (drawing 92). */
static void put_wide_idle(struct builder *b, int dialog, int left, int window_s)
{
    const int head = put_group(
        b, dialog, (struct view_node){.flow = FLOW_ROW, .gap = 30, .align = ALIGN_CENTER});
    put(b, head,
        (struct view_node){.role = ROLE_STATUS,
                           .look = LOOK_GONG,
                           .number = b->app->speaking,
                           .w = 130,
                           .h = 130});
    put_message(b, head, MSG_IDLE_TITLE,
                (struct view_node){
                    .name = "dialog.title", .role = ROLE_TITLE, .look = LOOK_HEADING, .grow = 1});
    const int row = put_group(
        b, dialog, (struct view_node){.flow = FLOW_ROW, .gap = 36, .align = ALIGN_CENTER});
    if (b->shape.step < 2) {
        put_countdown(b, row, left, window_s, 240);
    }
    put_message(b, row, MSG_IDLE_TEXT,
                (struct view_node){.name = "dialog.text",
                                   .role = ROLE_TEXT,
                                   .look = LOOK_BODY_MUTED,
                                   .grow = 1,
                                   .fold = FOLD_VOICE});
}

static void put_high_idle(struct builder *b, int dialog, int left, int window_s)
{
    put_gap(b, dialog, 60);
    put_centred_gong(b, dialog);
    put_gap(b, dialog, 40);
    put_lines(b, dialog, MSG_IDLE_TITLE, MSG_IDLE_TEXT);
    put_gap(b, dialog, 26);
    if (b->shape.large) { /* the question and what answers it, nothing else */
        return;
    }
    const int row = put_group(b, dialog, (struct view_node){.flow = FLOW_ROW});
    put_space(b, row);
    put_countdown(b, row, left, window_s, 300);
    put_space(b, row);
}

static void build_idle(struct builder *b)
{
    const struct app *a = b->app;
    const int window_s = a->settings != NULL ? a->settings->idle_answer_s : 45;
    const uint64_t gone_s = (a->now_ms - a->overlay_since_ms) / 1000;
    const int left = gone_s < (uint64_t)window_s ? window_s - (int)gone_s : 0;
    const int dialog = put_dialog(b, "idle");
    if (b->shape.landscape && !b->shape.large) {
        put_wide_idle(b, dialog, left, window_s);
    } else {
        put_high_idle(b, dialog, left, window_s);
    }
    put_gap(b, dialog, 44);
    put_button(b, dialog,
               (struct view_node){.name = "idle.stay",
                                  .look = LOOK_MAIN,
                                  .icon = ICON_CHECK + 1,
                                  .intent = {.kind = INTENT_STAY}},
               MSG_IDLE_STAY);
    put_button(b, dialog,
               (struct view_node){.name = "idle.leave",
                                  .icon = ICON_BIN + 1,
                                  .icon_dp = 72,
                                  .intent = {.kind = INTENT_END}},
               MSG_IDLE_LEAVE);
}

static void build_notice(struct builder *b)
{
    const int dialog = put_dialog(b, "notice");
    put_gap(b, dialog, 56);
    put_centred_gong(b, dialog);
    put_gap(b, dialog, 36);
    put_message(b, dialog, b->app->notice,
                (struct view_node){.name = "dialog.text",
                                   .role = ROLE_TEXT,
                                   .look = b->shape.step < 2 ? LOOK_LEAD : LOOK_LABEL,
                                   .align = ALIGN_CENTER});
    put_gap(b, dialog, 56);
    put_button(b, dialog,
               (struct view_node){.name = "notice.ok",
                                  .look = LOOK_MAIN,
                                  .icon = ICON_CHECK + 1,
                                  .intent = {.kind = INTENT_DISMISS}},
               MSG_UNDERSTOOD);
    put_button(b, dialog,
               (struct view_node){.name = "notice.call",
                                  .icon = ICON_HELP + 1,
                                  .icon_dp = 76,
                                  .intent = {.kind = INTENT_CALL_OFFICER}},
               MSG_CALL_OFFICER);
}

/* Two choices of the same weight. */
static void build_choice(struct builder *b, const char *name, const enum message_id *words,
                         const struct view_node *first, const struct view_node *second)
{
    const int dialog = put_dialog(b, name);
    put_gap(b, dialog, 56);
    put_centred_gong(b, dialog);
    put_gap(b, dialog, 36);
    put_lines(b, dialog, words[0], words[1]);
    put_gap(b, dialog, 48);
    put_button(b, dialog, *first, words[2]);
    put_button(b, dialog, *second, words[3]);
}

static void build_read_aloud(struct builder *b)
{
    static const enum message_id answers[] = {MSG_READ_ALOUD_TITLE, MSG_READ_ALOUD_TEXT,
                                              MSG_READ_ALOUD_YES, MSG_READ_ALOUD_NO};
    static const enum message_id code[] = {MSG_READ_CODE_TITLE, MSG_READ_CODE_TEXT,
                                           MSG_READ_ALOUD_YES, MSG_READ_ALOUD_NO};
    static const enum message_id keys[] = {MSG_READ_KEYS_TITLE, MSG_READ_KEYS_TEXT,
                                           MSG_READ_ALOUD_YES, MSG_READ_ALOUD_NO};
    const enum screen over = b->app->screen;
    const bool typed = over == SCREEN_TYPE_ID || over == SCREEN_QUESTION || over == SCREEN_SLIP ||
                       over == SCREEN_YEAR;
    const enum message_id *words = over == SCREEN_OUTCOME ? code : typed ? keys : answers;
    build_choice(b, "read-aloud", words,
                 &(struct view_node){.name = "read.yes",
                                     .icon = ICON_SPEAKER + 1,
                                     .icon_dp = 64,
                                     .intent = {.kind = INTENT_READ, .argument = 1}},
                 &(struct view_node){.name = "read.no",
                                     .icon = ICON_PRIVACY + 1,
                                     .icon_dp = 64,
                                     .intent = {.kind = INTENT_READ, .argument = 0}});
}

static void build_leave(struct builder *b)
{
    static const enum message_id words[] = {MSG_LEAVE_TITLE, MSG_LEAVE_TEXT, MSG_LEAVE_STAY,
                                            MSG_LEAVE_YES};
    build_choice(b, "leave", words,
                 &(struct view_node){.name = "leave.stay",
                                     .look = LOOK_MAIN,
                                     .icon = ICON_CHECK + 1,
                                     .intent = {.kind = INTENT_DISMISS}},
                 &(struct view_node){.name = "leave.yes",
                                     .icon = ICON_BIN + 1,
                                     .icon_dp = 72,
                                     .intent = {.kind = INTENT_END}});
}

/* Staff: is it meant? What cannot be undone is never the large one. */
static void build_staff(struct builder *b)
{
    build_choice(b, "staff-sure", staff_question(b),
                 &(struct view_node){.name = "staff.no",
                                     .look = LOOK_MAIN,
                                     .icon = ICON_BACK + 1,
                                     .intent = {.kind = INTENT_DISMISS}},
                 &(struct view_node){.name = "staff.yes",
                                     .icon = ICON_CHECK + 1,
                                     .icon_dp = 72,
                                     .intent = {INTENT_STAFF_ACT, ACT_YES, NULL}});
}

/* The tools that have no room beside large ones. */
static void build_tools(struct builder *b)
{
    const int dialog = put_dialog(b, "tools");
    put_gap(b, dialog, 24);
    put_lines(b, dialog, MSG_TOOLS_TITLE, MSG_NONE);
    put_gap(b, dialog, 24);
    const int grid =
        put_group(b, dialog, (struct view_node){.flow = FLOW_GRID, .grid_columns = 2, .gap = 20});
    put_more_tools(b, grid);
    put_gap(b, dialog, 24);
    put_button(b, dialog,
               (struct view_node){.name = "tools.close",
                                  .look = LOOK_MAIN,
                                  .icon = ICON_CHECK + 1,
                                  .intent = {.kind = INTENT_DISMISS}},
               MSG_TOOLS_CLOSE);
}

/* Keys only speak here; a finger that touches the button ends it as well. */
static void build_keys(struct builder *b)
{
    const int dialog = put_dialog(b, "keys");
    put_gap(b, dialog, 56);
    put_centred_gong(b, dialog);
    put_gap(b, dialog, 36);
    put_lines(b, dialog, MSG_KEYS_TITLE, MSG_KEYS_TEXT);
    put_gap(b, dialog, 48);
    put_button(b, dialog,
               (struct view_node){.name = "keys.done",
                                  .look = LOOK_MAIN,
                                  .icon = ICON_CHECK + 1,
                                  .intent = {.kind = INTENT_DISMISS}},
               MSG_KEYS_DONE);
}

/* Which of two switches is which; a finger ends it. */
static void build_switches(struct builder *b)
{
    const bool second = b->app->second_switch;
    const int dialog = put_dialog(b, "switches");
    put_gap(b, dialog, 56);
    put_centred_gong(b, dialog);
    put_gap(b, dialog, 36);
    put_lines(b, dialog, second ? MSG_SWITCHES_THEN_TITLE : MSG_SWITCHES_TITLE,
              second ? MSG_SWITCHES_THEN_TEXT : MSG_SWITCHES_TEXT);
    put_gap(b, dialog, 48);
    put_button(b, dialog,
               (struct view_node){.name = "switches.stop",
                                  .look = LOOK_MAIN,
                                  .icon = ICON_BACK + 1,
                                  .intent = {.kind = INTENT_DISMISS}},
               MSG_BACK);
}

void overlay_build(struct builder *b)
{
    switch (b->app->overlay) {
    case OVERLAY_NONE:
        break;
    case OVERLAY_IDLE:
        build_idle(b);
        break;
    case OVERLAY_NOTICE:
        build_notice(b);
        break;
    case OVERLAY_READ_ALOUD:
        build_read_aloud(b);
        break;
    case OVERLAY_LEAVE:
        build_leave(b);
        break;
    case OVERLAY_TOOLS:
        build_tools(b);
        break;
    case OVERLAY_KEYS:
        build_keys(b);
        break;
    case OVERLAY_SWITCHES:
        build_switches(b);
        break;
    case OVERLAY_STAFF:
        build_staff(b);
        break;
    }
}
