/* 66: one application that is not known to have arrived: where it stands, why, and what may be done
 * with it. Nothing of a citizen. */
#include "app/staff/file_why.h"
#include "app/steps.h"
#include "ui/screens/all.h"
#include "ui/screens/staff.h"
#include "ui/screens/studio.h"

struct file_act {
    const char *name;
    enum message_id label, detail;
    int icon;
    enum staff_act act;
};

static void put_file_act(struct builder *b, int column, const struct file_act *f,
                         enum message_id closed)
{
    struct view_node node = {.name = f->name,
                             .role = ROLE_BUTTON,
                             .look = LOOK_ROW,
                             .icon = f->icon + 1,
                             .icon_dp = 64,
                             .h = 150,
                             .intent = {INTENT_STAFF_ACT, (int)f->act, NULL}};
    if (closed != MSG_NONE) {
        node.intent = (struct intent){.kind = INTENT_NONE};
        node.state = STATE_DISABLED;
    }
    put_two(b, column, f->label, closed != MSG_NONE ? closed : f->detail, node);
}

static enum message_id may_not(const struct app *a, enum staff_act act)
{
    return staff_may(a->staff.who.role, act) ? MSG_NONE : MSG_STAFF_NOT_ROLE;
}

static void put_acts(struct builder *b, int column, const struct outbox_row *row)
{
    static const struct file_act send = {"file.send", MSG_UNSENT_SEND, MSG_UNSENT_SEND_DETAIL,
                                         ICON_SEND, ACT_FILE_SEND};
    static const struct file_act back = {"file.back", MSG_UNSENT_BACK, MSG_UNSENT_BACK_DETAIL,
                                         ICON_UNDO, ACT_FILE_BACK};
    static const struct file_act done = {"file.done", MSG_UNSENT_DONE, MSG_UNSENT_DONE_DETAIL,
                                         ICON_CHECK, ACT_FILE_DONE};
    static const struct file_act drop = {"file.drop", MSG_UNSENT_DROP, MSG_UNSENT_DROP_DETAIL,
                                         ICON_BIN, ACT_FILE_DROP};
    const struct app *a = b->app;
    if (row->withdrawal == OUTBOX_WITHDRAWAL_ASKED) {
        return;
    }
    if (row->state == OUTBOX_EXPORTED) {
        put_file_act(b, column, &back, may_not(a, ACT_FILE_BACK));
        put_file_act(b, column, &done, may_not(a, ACT_FILE_DONE));
        return;
    }
    put_file_act(b, column, &send, MSG_NONE);
    put_file_act(b, column, &drop,
                 file_is_for_a_person(row, a->now_s) ? may_not(a, ACT_FILE_DROP)
                                                     : MSG_UNSENT_DROP_NOT);
}

/* Which procedure, by its code: who calls the portal is asked for it. */
static void put_procedure(struct builder *b, int column, const struct outbox_row *row)
{
    const char *code = text_format(b, "%s", row->procedure);
    struct view_node node = {
        .name = "file.procedure", .role = ROLE_NOTE, .look = LOOK_MUTED, .fold = FOLD_VOICE};
    node.label = text_filled(b, MSG_FILES_CODE, code, NULL);
    say_more(&node, say_message(MSG_FILES_CODE));
    say_more(&node, (struct say){.kind = SAY_LETTERS, .text = code});
    put(b, column, node);
}

/* Where it stands and why; the portal's own number small beside it, for who calls the portal. */
static void put_state(struct builder *b, int column, const struct outbox_row *row)
{
    const bool again = b->app->staff.file_word == MSG_UNSENT_SENDS; /* why it failed is over */
    const enum message_id why = again ? MSG_NONE : file_why(row->last_reason);
    struct view_node age = {.value = NULL};
    struct view_node node = {.name = "file.state",
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .icon = file_icon(row) + 1,
                             .icon_dp = 64,
                             .grow = 1};
    fill_file_age(b, row->saved_at, &age);
    node.label = text_of(b, file_state(row));
    node.sub = why == MSG_NONE ? age.value : text_format(b, "%s %s", text_of(b, why), age.value);
    say_more(&node, say_message(file_state(row)));
    if (why != MSG_NONE) {
        say_more(&node, say_message(why));
    }
    say_more(&node, age.say[0]);
    say_more(&node, age.say[1]);
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .flow = FLOW_ROW, .pad_x = 32, .pad_y = 12, .align = ALIGN_CENTER});
    put(b, card, node);
}

static void put_code(struct builder *b, int column, const struct outbox_row *row)
{
    if (row->last_reason[0] == '\0') {
        return;
    }
    struct view_node node = {
        .name = "file.code", .role = ROLE_NOTE, .look = LOOK_MUTED, .fold = FOLD_VOICE};
    const char *number = text_number(b, row->attempts);
    const char *code = row->last_status > 0
                           ? text_format(b, "%s, HTTP %d", row->last_reason, row->last_status)
                           : text_format(b, "%s", row->last_reason);
    node.label = text_filled(b, MSG_UNSENT_CODE, number, code);
    say_more(&node, say_message(MSG_UNSENT_TRIES));
    say_more(&node, (struct say){.kind = SAY_NUMBER, .number = row->attempts});
    put(b, column, node);
}

void sheet_staff_file_build(struct builder *b)
{
    const struct app *a = b->app;
    const struct outbox_row *row = step_file(a);
    const enum message_id word = a->staff.file_word;
    struct roof roof = staff_roof(b, MSG_UNSENT_TITLE, word);
    if (row != NULL && word == MSG_NONE) {
        struct view_node title = {.label = NULL};
        fill_file_title(b, row->procedure, &title);
        roof.hint = title.label;
        roof.hint_say[0] = title.say[0];
    }
    put_roof(b, &roof);
    const int column = put_answers(b, 16);
    if (row == NULL) {
        put_studio_line(b, column, ICON_CHECK, MSG_UNSENT_GONE, MSG_UNSENT_GONE_DETAIL);
    } else {
        put_state(b, column, row);
        put_acts(b, column, row);
        put_procedure(b, column, row);
        put_code(b, column, row);
    }
    put_back(b);
    put_tools(b);
}
