/* 45, as far as this kiosk knows: what became of the file of a slip, and nothing of whoever filed
 * it. Then what withdrawing it means, and that it is under way. */
#include "ui/screens/all.h"

struct told {
    enum message_id title, hint, trail;
    int reached; /* of the trail; no trail: MSG_NONE */
};

static struct told told_of(const struct lookup *l)
{
    const bool late = l->withdrawn && (l->stage == FILE_SENT || l->stage == FILE_RECEIVED);
    switch (l->stage) {
    case FILE_SAVED:
        return (struct told){MSG_FILE_SAVED_TITLE, MSG_FILE_SAVED_HINT, MSG_TRAIL_SAVED, 0};
    case FILE_SENDING:
        return (struct told){MSG_FILE_SENDING_TITLE, MSG_FILE_SENDING_HINT, MSG_TRAIL_SENDING, 0};
    case FILE_SENT:
        return (struct told){late ? MSG_FILE_LATE_TITLE : MSG_SENT_TITLE,
                             late ? MSG_FILE_LATE_HINT : MSG_FILE_SENT_HINT, MSG_TRAIL_SENT, 1};
    case FILE_RECEIVED:
        return (struct told){late ? MSG_FILE_LATE_TITLE : MSG_RECEIVED_TITLE,
                             late ? MSG_FILE_LATE_HINT : MSG_FILE_RECEIVED_HINT, MSG_TRAIL_RECEIVED,
                             2};
    case FILE_HELD:
        return (struct told){MSG_HELD_TITLE, MSG_HELD_HINT, MSG_TRAIL_HELD, 0};
    case FILE_EXPORTED:
        return (struct told){MSG_FILE_EXPORTED_TITLE, MSG_FILE_EXPORTED_HINT, MSG_NONE, 0};
    case FILE_WITHDRAWN:
        return (struct told){MSG_FILE_WITHDRAWN_TITLE, MSG_FILE_WITHDRAWN_HINT, MSG_NONE, 0};
    case FILE_ASKED:
        return (struct told){MSG_FILE_ASKED_TITLE, MSG_FILE_ASKED_HINT, MSG_NONE, 0};
    case FILE_TOO_LATE:
        return (struct told){MSG_FILE_MAYBE_TITLE, MSG_FILE_LATE_HINT, MSG_NONE, 0};
    case FILE_UNKNOWN:
        break;
    }
    return (struct told){MSG_FILE_UNKNOWN_TITLE, MSG_FILE_UNKNOWN_HINT, MSG_NONE, 0};
}

struct line {
    enum message_id label, detail;
    int icon;
};

/* Lines one below the other in a card, a rule between them. */
static void put_lines(struct builder *b, int column, const struct line *lines, int count)
{
    const int card =
        put_group(b, column,
                  (struct view_node){
                      .look = LOOK_CARD, .pad_x = 44, .pad_y = 20, .gap = 12, .grow = count > 1});
    for (int i = 0; i < count; i++) {
        if (i > 0) {
            put_rule(b, card, false);
        }
        put_two(b, card, lines[i].label, lines[i].detail,
                (struct view_node){.role = ROLE_TEXT,
                                   .look = LOOK_NEED,
                                   .icon = lines[i].icon + 1,
                                   .icon_dp = 104,
                                   .grow = count > 1});
    }
}

/* The way of a file: what is done, what is under way, what waits. */
static void put_way(struct builder *b, int column, const struct told *told, enum file_stage stage)
{
    put_message(b, column, told->trail,
                (struct view_node){.name = "trail",
                                   .role = ROLE_STATUS,
                                   .look = LOOK_TRAIL,
                                   .number = told->reached,
                                   .quiet = true, /* the steps below say it */
                                   .h = 136});
    const int card = put_group(
        b, column, (struct view_node){.look = LOOK_CARD, .pad_x = 39, .pad_y = 24, .gap = 14});
    put_steps(b, card, told->reached + 1, stage == FILE_SENDING);
}

static void put_file_number(struct builder *b, int column, const char *number)
{
    const bool narrow = b->shape.landscape && b->shape.step > 0 && !b->shape.large;
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .pad_x = narrow ? 14 : 40,
                                                  .pad_y = 14,
                                                  .side = SIDE_RIGHT,
                                                  .fold = FOLD_KEEP});
    put_message(b, card, MSG_FILE_NUMBER,
                (struct view_node){.role = ROLE_TEXT, .look = LOOK_MUTED, .fold = FOLD_NEXT});
    struct view_node node = {.name = "file-number",
                             .role = ROLE_CODE,
                             .look = narrow || b->shape.large ? LOOK_STRONG : LOOK_LEAD,
                             .label = number,
                             .private_ = true};
    say_more(&node, (struct say){.kind = SAY_LETTERS, .text = number, .private_ = true});
    put(b, card, node);
}

static void put_explained(struct builder *b, int column, enum file_stage stage)
{
    static const struct line unknown[] = {
        {MSG_FILE_UNKNOWN_PHONE, MSG_FILE_UNKNOWN_PHONE_DETAIL, ICON_PHONE},
        {MSG_FILE_UNKNOWN_CHECK, MSG_FILE_UNKNOWN_CHECK_DETAIL, ICON_RECEIPT},
        {MSG_FILE_UNKNOWN_ASK, MSG_FILE_UNKNOWN_ASK_DETAIL, ICON_STAFF},
    };
    static const struct line withdrawn[] = {
        {MSG_FILE_WITHDRAWN_ROW, MSG_FILE_WITHDRAWN_DETAIL, ICON_CHECK},
        {MSG_FILE_WITHDRAWN_AGAIN, MSG_FILE_WITHDRAWN_AGAIN_DETAIL, ICON_EDIT},
    };
    static const struct line asked[] = {
        {MSG_FILE_ASKED_ROW, MSG_FILE_ASKED_DETAIL, ICON_WAIT},
        {MSG_FILE_ASKED_LOOK, MSG_FILE_ASKED_LOOK_DETAIL, ICON_RECEIPT},
    };
    static const struct line maybe[] = {
        {MSG_GATE_MEANWHILE, MSG_GATE_MEANWHILE_DETAIL, ICON_COUNTER},
        {MSG_FILE_UNKNOWN_PHONE, MSG_FILE_UNKNOWN_PHONE_DETAIL, ICON_PHONE},
    };
    static const struct line elsewhere[] = {
        {MSG_FILE_UNKNOWN_PHONE, MSG_FILE_UNKNOWN_PHONE_DETAIL, ICON_PHONE},
        {MSG_FILE_UNKNOWN_ASK, MSG_FILE_UNKNOWN_ASK_DETAIL, ICON_STAFF},
    };
    if (stage == FILE_WITHDRAWN) {
        put_lines(b, column, withdrawn, 2);
    } else if (stage == FILE_ASKED) {
        put_lines(b, column, asked, 2);
    } else if (stage == FILE_UNKNOWN) {
        put_lines(b, column, unknown, 3);
    } else if (stage == FILE_TOO_LATE) {
        put_lines(b, column, maybe, 2);
    } else {
        put_lines(b, column, elsewhere, 2);
    }
}

/* The portal's own state of a received file is the title; one that is not of the ten is shown as it
 * was delivered. */
static struct roof roof_for(const struct builder *b, const struct lookup *l,
                            const struct told *told)
{
    const enum message_id state = lookup_state_message(l->state);
    if (l->stage != FILE_RECEIVED || l->withdrawn || l->state == 0) {
        return roof_of(b, told->title, told->hint);
    }
    struct roof roof =
        roof_of(b, state != MSG_NONE ? state : MSG_FILE_STATE_OTHER, lookup_state_hint(l->state));
    if (state == MSG_NONE && l->state_text[0] != '\0') {
        roof.title = l->state_text;
        roof.title_say[1] = say_text(l->state_text, false);
    }
    return roof;
}

/* What only she may know of it is behind this. */
static void put_more_of_it(struct builder *b, int column, const struct lookup *l)
{
    const bool missing = l->state == LOOKUP_STATE_PAPERS;
    const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .h = 122});
    put_half(b, row, "hers", missing ? MSG_FILE_SEE_MISSING : MSG_FILE_SEE_MORE,
             missing ? ICON_WARNING : ICON_DOCUMENT,
             (struct intent){.kind = INTENT_HERS, .argument = HERS_ACT_SEE});
}

void screen_file_build(struct builder *b)
{
    const struct lookup *l = &b->app->visit->lookup;
    const struct told told = told_of(l);
    const struct roof roof = roof_for(b, l, &told);
    b->view->uncut = l->withdrawn; /* what became of it is heard to its end */
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    if (told.trail != MSG_NONE) {
        put_way(b, column, &told, l->stage);
    } else {
        put_explained(b, column, l->stage);
    }
    if (l->file_number[0] != '\0') {
        put_file_number(b, column, l->file_number);
    }
    if (lookup_withdrawable(l->stage) && !l->withdrawn) {
        const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .h = 122});
        put_half(b, row, "withdraw", MSG_FILE_WITHDRAW, ICON_UNDO,
                 (struct intent){.kind = INTENT_WITHDRAW});
    }
    if (l->stage == FILE_RECEIVED && !l->withdrawn) {
        put_more_of_it(b, column, l);
    }
    put_back(b);
    put_next(b, MSG_FILE_DONE, ICON_CHECK, MSG_NONE);
    put_tools(b);
}

void screen_withdraw_build(struct builder *b)
{
    static const struct line means[] = {
        {MSG_WITHDRAW_NOT_SENT, MSG_WITHDRAW_NOT_SENT_DETAIL, ICON_SEND},
        {MSG_WITHDRAW_DELETED, MSG_WITHDRAW_DELETED_DETAIL, ICON_BIN},
        {MSG_WITHDRAW_FINAL, MSG_WITHDRAW_FINAL_DETAIL, ICON_WARNING},
    };
    static const struct line now[] = {
        {MSG_WITHDRAW_NOW_ROW, MSG_WITHDRAW_NOW_DETAIL, ICON_WAIT},
    };
    const bool under_way = b->app->visit->lookup.withdrawing;
    const struct roof roof = under_way ? roof_of(b, MSG_WITHDRAW_NOW, MSG_WITHDRAW_NOW_HINT)
                                       : roof_of(b, MSG_WITHDRAW_TITLE, MSG_WITHDRAW_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    if (under_way) {
        put_lines(b, column, now, 1);
    } else {
        put_lines(b, column, means, 3);
        put_back(b);
        put_next(b, MSG_WITHDRAW_CONFIRM, ICON_STAFF, MSG_NONE);
    }
    put_tools(b);
}
