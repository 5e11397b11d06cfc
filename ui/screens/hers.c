/* 45 and 46 once it is known who she is: what the portal tells of her file, which papers are
 * missing and which results are there; then a result by a code for her phone. */
#include "ui/screens/all.h"

static struct roof roof_for(const struct builder *b, const struct her_file *h)
{
    switch (h->told.state) {
    case HERS_KNOWN:
        break;
    case HERS_SIGN_IN:
        return roof_of(b, MSG_HERS_OVER_TITLE, MSG_HERS_OVER_HINT);
    case HERS_NOT:
        return roof_of(b, MSG_HERS_NOT_TITLE, MSG_HERS_NOT_HINT);
    case HERS_OFFLINE:
        return roof_of(b, MSG_HERS_OFFLINE_TITLE, MSG_HERS_OFFLINE_HINT);
    case HERS_NONE:
        return roof_of(b, MSG_HERS_NONE_TITLE, MSG_HERS_NONE_HINT);
    case HERS_ASKING:
        return roof_of(b, MSG_HERS_ASKING_TITLE, MSG_HERS_ASKING_HINT);
    }
    if (h->told.papers_asked) {
        return roof_of(b, MSG_FILE_STATE_5, MSG_HERS_MISSING_HINT);
    }
    if (h->told.result_count > 0) {
        return roof_of(b, MSG_HERS_RESULT_TITLE, MSG_HERS_RESULT_HINT);
    }
    const enum message_id state = lookup_state_message(h->told.portal_state);
    return roof_of(b, state != MSG_NONE ? state : MSG_FILE_STATE_OTHER,
                   h->told.reason[0] != '\0' ? lookup_state_hint(h->told.portal_state)
                                             : MSG_HERS_NOTHING_HINT);
}

static int put_card(struct builder *b, int column, bool current)
{
    return put_group(b, column,
                     (struct view_node){.look = LOOK_CARD,
                                        .pad_x = 36,
                                        .pad_y = 16,
                                        .gap = 10,
                                        .fold = FOLD_KEEP,
                                        .state = current ? STATE_CURRENT : 0});
}

/* The portal's own words, which are hers alone. */
static void put_words(struct builder *b, int card, const char *name, const char *words, int icon)
{
    struct view_node node = {.name = name,
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .icon = icon + 1,
                             .icon_dp = 84,
                             .label = words,
                             .private_ = true,
                             .total = 3};
    say_more(&node, say_text(words, true));
    put(b, card, node);
}

static void put_asked(struct builder *b, int column, const struct portal_file *told)
{
    if (told->asked_count == 0 && told->reason[0] == '\0') {
        return;
    }
    put_message(b, column, told->asked_count > 0 ? MSG_HERS_ASKED : MSG_HERS_REASON,
                (struct view_node){.role = ROLE_TITLE, .look = LOOK_LEAD, .fold = FOLD_NEXT});
    if (told->asked_count == 0) {
        put_words(b, put_card(b, column, false), "reason", told->reason, ICON_STAFF);
    }
    for (int i = 0; i < told->asked_count; i++) {
        put_words(b, put_card(b, column, true), text_format(b, "asked.%d", i + 1), told->asked[i],
                  ICON_WARNING);
    }
}

/* One that has a file is a button to its code; words alone are read. */
static void put_result(struct builder *b, int column, const struct portal_file *told, int i)
{
    const char *words = told->results[i];
    const char *name = text_format(b, "result.%d", i + 1);
    if (!told->has_file[i]) {
        put_words(b, put_card(b, column, false), name, words, ICON_STAFF);
        return;
    }
    struct view_node node = {.name = name,
                             .role = ROLE_BUTTON,
                             .look = LOOK_BUTTON_LEFT,
                             .icon = ICON_QR + 1,
                             .icon_dp = 84,
                             .h = 146,
                             .label = words[0] != '\0' ? words : text_of(b, MSG_HERS_RESULT_ROW),
                             .sub = b->shape.large ? NULL : text_of(b, MSG_HERS_RESULT_DETAIL),
                             .private_ = true,
                             .intent = {.kind = INTENT_RESULT, .argument = i + 1}};
    say_more(&node, words[0] != '\0' ? say_text(words, true) : say_message(MSG_HERS_RESULT_ROW));
    say_more(&node, say_message(MSG_HERS_RESULT_DETAIL));
    put(b, column, node);
}

static void put_known(struct builder *b, const struct her_file *h)
{
    const struct portal_file *told = &h->told;
    const int column = put_answers(b, 18);
    put_asked(b, column, told);
    for (int i = 0; i < told->result_count; i++) {
        put_result(b, column, told, i);
    }
    if (told->asked_count == 0 && told->reason[0] == '\0' && told->result_count == 0) {
        put_two(b, put_card(b, column, false), MSG_HERS_NOTHING, MSG_HERS_NOTHING_DETAIL,
                (struct view_node){.name = "nothing",
                                   .role = ROLE_STATUS,
                                   .look = LOOK_NEED,
                                   .icon = ICON_CHECK + 1,
                                   .icon_dp = 84});
    }
    const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .h = 122});
    put_half(b, row, "summary", h->printing ? MSG_HERS_PRINTING : MSG_HERS_PRINT, ICON_PRINT,
             (struct intent){.kind = INTENT_HERS, .argument = HERS_ACT_PRINT});
    put_back(b);
    if (told->papers_asked) {
        put_act(b, "go", MSG_HERS_ADD, ICON_CAMERA,
                (struct intent){.kind = INTENT_HERS, .argument = HERS_ACT_ADD}, true);
    } else {
        put_next(b, MSG_FILE_DONE, ICON_CHECK, MSG_NONE);
    }
}

static void put_way(struct builder *b, int column, const char *name, enum message_id label,
                    enum message_id detail, int icon, enum hers_act act)
{
    put_two(b, column, label, detail,
            (struct view_node){.name = name,
                               .role = ROLE_BUTTON,
                               .look = LOOK_BUTTON_LEFT,
                               .icon = icon + 1,
                               .icon_dp = 84,
                               .h = 146,
                               .intent = {.kind = INTENT_HERS, .argument = act}});
}

/* Why nothing is told, on the roof; beneath what can be done. */
static void put_unknown(struct builder *b, enum portal_hers state)
{
    const int column = put_answers(b, 22);
    const bool who = state == HERS_SIGN_IN || state == HERS_NOT;
    if (who) {
        put_way(b, column, "again", MSG_SIGN_IN_AGAIN, MSG_SIGN_IN_AGAIN_DETAIL, ICON_PHONE,
                HERS_ACT_SEE);
        put_way(b, column, "by-officer", MSG_HERS_OFFICER, MSG_HERS_OFFICER_DETAIL, ICON_STAFF,
                HERS_ACT_BY_OFFICER);
    } else {
        put_two(b, put_card(b, column, false), MSG_HERS_SAFE, MSG_HERS_SAFE_DETAIL,
                (struct view_node){.name = "state",
                                   .role = ROLE_STATUS,
                                   .look = LOOK_NEED,
                                   .icon = (state == HERS_ASKING ? ICON_WAIT : ICON_SAVED) + 1,
                                   .icon_dp = 84});
    }
    put_back(b);
    put_next(b, MSG_FILE_DONE, ICON_CHECK, MSG_NONE);
}

void screen_hers_build(struct builder *b)
{
    const struct her_file *h = &b->app->visit->hers;
    const struct roof roof = roof_for(b, h);
    put_roof(b, &roof);
    if (h->told.state == HERS_KNOWN) {
        put_known(b, h);
    } else {
        put_unknown(b, h->told.state);
    }
    put_tools(b);
}

static struct roof result_roof(const struct builder *b, enum portal_link link)
{
    switch (link) {
    case LINK_TAKEN:
        return roof_of(b, MSG_RESULT_TAKEN_TITLE, MSG_RESULT_TAKEN_HINT);
    case LINK_EXPIRED:
        return roof_of(b, MSG_RESULT_EXPIRED_TITLE, MSG_RESULT_EXPIRED_HINT);
    case LINK_OFFLINE:
        return roof_of(b, MSG_RESULT_OFFLINE_TITLE, MSG_RESULT_OFFLINE_HINT);
    case LINK_NONE:
    case LINK_ASKING:
        return roof_of(b, MSG_RESULT_ASKING_TITLE, MSG_HERS_ASKING_HINT);
    case LINK_WAITING:
        break;
    }
    return roof_of(b, MSG_RESULT_TITLE, MSG_RESULT_HINT);
}

static void put_qr(struct builder *b, int parent, const struct her_file *h, int side)
{
    put_message(b, parent, MSG_RESULT_QR_ALT,
                (struct view_node){.name = "qr",
                                   .role = ROLE_QR,
                                   .look = LOOK_QR,
                                   .bytes = h->qr,
                                   .number = h->qr_side,
                                   .w = side,
                                   .h = side});
}

/* How long it lives, in words and in sound. */
static void put_left(struct builder *b, int parent, const struct her_file *h)
{
    struct view_node node = {.name = "left",
                             .role = ROLE_STATUS,
                             .look = LOOK_BODY_MUTED,
                             .label =
                                 text_filled(b, MSG_RESULT_LEFT, text_number(b, h->minutes), NULL)};
    say_more(&node, say_message(MSG_RESULT_LEFT));
    say_more(&node, (struct say){.kind = SAY_NUMBER, .number = h->minutes});
    put(b, parent, node);
}

static void put_code(struct builder *b, int column, const struct her_file *h)
{
    if (b->shape.large) {
        const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW});
        put_space(b, row);
        put_qr(b, row, h, 560);
        put_space(b, row);
        put_left(b, column, h);
        return;
    }
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .gap = 36,
                                                  .pad_x = 36,
                                                  .pad_y = 20,
                                                  .h = 400,
                                                  .align = ALIGN_CENTER,
                                                  .state = STATE_CURRENT});
    put_qr(b, card, h, 350);
    const int side = put_group(b, card, (struct view_node){.gap = 14, .grow = 1});
    put_message(b, side, MSG_RESULT_SCAN,
                (struct view_node){.name = "scan", .role = ROLE_TEXT, .look = LOOK_STRONG});
    put_left(b, side, h);
}

static void put_line(struct builder *b, int column, enum message_id label, enum message_id detail,
                     int icon)
{
    const int card = put_group(
        b, column,
        (struct view_node){.look = LOOK_CARD, .pad_x = 36, .pad_y = 10, .fold = FOLD_KEEP});
    put_two(b, card, label, detail,
            (struct view_node){
                .role = ROLE_STATUS, .look = LOOK_NEED, .icon = icon + 1, .icon_dp = 84});
}

void screen_result_build(struct builder *b)
{
    const struct her_file *h = &b->app->visit->hers;
    const enum portal_link link = h->told.link;
    const struct roof roof = result_roof(b, link);
    b->view->uncut = link == LINK_TAKEN;
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    if (link == LINK_WAITING) {
        put_code(b, column, h);
        put_line(b, column, MSG_RESULT_PRIVATE, MSG_RESULT_PRIVATE_DETAIL, ICON_PRIVACY);
    } else {
        put_emblem(b, column,
                   link == LINK_EXPIRED   ? ICON_CLOCK
                   : link == LINK_OFFLINE ? ICON_OFFLINE
                   : link == LINK_TAKEN   ? ICON_CHECK
                                          : ICON_WAIT);
    }
    put_line(b, column, MSG_RESULT_LATER, MSG_RESULT_LATER_DETAIL, ICON_SAVED);
    put_back(b);
    if (link == LINK_EXPIRED || link == LINK_OFFLINE) {
        put_act(b, "go", MSG_RESULT_NEW_CODE, ICON_QR, (struct intent){.kind = INTENT_RESULT},
                true);
    } else {
        put_next(b, link == LINK_TAKEN ? MSG_NEXT : MSG_RESULT_HAVE,
                 link == LINK_TAKEN ? ICON_NEXT : ICON_CHECK, MSG_NONE);
    }
    put_tools(b);
}
