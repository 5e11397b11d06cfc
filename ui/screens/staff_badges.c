/* Badges of staff: the list, where one is declared lost, and a new one: number, whose, printed or
 * shown once. */
#include "app/citizen/date.h"
#include "app/settings.h"
#include "app/staff/badge_slip.h"
#include "app/steps.h"
#include "ui/screens/all.h"
#include "ui/screens/staff.h"
#include "ui/screens/studio.h"

#define ROWS 5

static int icon_of(enum staff_role role)
{
    return role == STAFF_MANAGER   ? ICON_KEY
           : role == STAFF_OFFICER ? ICON_STAFF
                                   : ICON_CONSTRUCTION;
}

/* --- the list -------------------------------------------------------------------------------- */

/* Until when, or why no more. */
static void fill_day(struct builder *b, struct view_node *node, const struct badge_row *r)
{
    const int today = badge_day(b->app->now_s, b->app->settings->offset_minutes);
    const char *day = text_format(b, "%02d/%02d/%d", r->last_day % 100, r->last_day / 100 % 100,
                                  r->last_day / 10000);
    const enum message_id words = r->lost               ? MSG_BADGE_IS_LOST
                                  : r->last_day < today ? MSG_BADGE_IS_OVER
                                                        : MSG_BADGE_UNTIL;
    const char *role = text_of(b, badge_role(r->who.role));
    const char *state = text_filled(b, words, day, NULL);
    node->sub = text_format(b, "%s · %s", role, state);
    say_more(node, say_message(badge_role(r->who.role)));
    say_more(node, say_message(words));
    if (!r->lost) {
        say_more(node, (struct say){.kind = SAY_DATE, .number = r->last_day});
    }
}

static void put_badge(struct builder *b, int column, int index, const struct badge_row *r)
{
    struct view_node node = {.name = text_format(b, "badge.%d", index + 1),
                             .role = r->lost ? ROLE_STATUS : ROLE_BUTTON,
                             .look = r->lost ? LOOK_NEED : LOOK_ROW,
                             .label =
                                 text_filled(b, MSG_BADGE_OF, text_number(b, r->who.number), NULL),
                             .icon = b->shape.large ? 0 : icon_of(r->who.role) + 1,
                             .icon_dp = 64,
                             .fold = FOLD_KEEP,
                             .h = 132};
    say_more(&node, say_message(MSG_BADGE_OF));
    say_more(&node, (struct say){.kind = SAY_NUMBER, .number = r->who.number});
    fill_day(b, &node, r);
    if (!r->lost) {
        node.intent = (struct intent){INTENT_PICK, index, NULL};
        put(b, column, node);
        return;
    }
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .pad_x = 24,
                                                  .pad_y = 6,
                                                  .h = 132,
                                                  .fold = FOLD_KEEP,
                                                  .align = ALIGN_CENTER});
    node.h = 0;
    node.grow = 1;
    put(b, card, node);
}

/* The newest first: it stands last in the list. */
static void put_badges(struct builder *b, int column, const struct badge_list *list)
{
    const int rows = list_rows(b, ROWS, 3);
    const int pages = list->count > 0 ? (list->count + rows - 1) / rows : 1;
    const int wanted = b->app->staff.badge.page;
    const int page = wanted < pages ? wanted : pages - 1;
    for (int i = page * rows; i < list->count && i < (page + 1) * rows; i++) {
        const int index = list->count - 1 - i;
        put_badge(b, column, index, &list->rows[index]);
    }
    if (list->count == 0) {
        put_studio_line(b, column, ICON_KEY, MSG_BADGES_NONE, MSG_BADGES_NONE_DETAIL);
    }
    put_space(b, column);
    put_list_pager(b, column, page, rows, list->count);
}

void sheet_staff_badges_build(struct builder *b)
{
    const struct badge_desk *d = &b->app->staff.badge;
    const int count = d->list != NULL ? d->list->count : 0;
    struct roof roof = staff_roof(b, MSG_BADGES_TITLE, d->asked ? MSG_NONE : MSG_STAFF_LOOKING);
    if (count > 0) {
        roof.hint = text_filled(b, MSG_BADGES_HINT, text_number(b, count), NULL);
        roof.hint_say[0] = say_message(MSG_BADGES_HINT);
        roof.hint_say[1] = (struct say){.kind = SAY_NUMBER, .number = count};
    }
    put_roof(b, &roof);
    const int column = put_answers(b, 16);
    if (d->broken) {
        put_studio_line(b, column, ICON_STOP_SIGN, MSG_BADGES_BROKEN, MSG_BADGES_BROKEN_DETAIL);
    } else if (d->list != NULL) {
        put_badges(b, column, d->list);
    }
    put_back(b);
    put_next(b, MSG_BADGE_NEW, ICON_KEY,
             d->broken         ? MSG_BADGES_BROKEN
             : d->list == NULL ? MSG_STAFF_LOOKING
                               : MSG_NONE);
    put_tools(b);
}

/* --- a new one ------------------------------------------------------------------------------- */

static void put_number(struct builder *b, const struct badge_desk *d)
{
    const struct roof roof = staff_roof(b, MSG_BADGE_NUMBER_TITLE, MSG_BADGE_NUMBER_HINT);
    struct view_node field = {.name = "badge.number",
                              .role = ROLE_FIELD,
                              .look = LOOK_CELLS,
                              .value = d->digits,
                              .total = BADGE_DIGITS,
                              .fold = FOLD_EVERY,
                              .side = SIDE_LEFT,
                              .h = 122};
    put_roof(b, &roof);
    const int column = put_answers(b, 20);
    say_more(&field, say_message(MSG_BADGE_NUMBER));
    say_more(&field, (struct say){.kind = SAY_DIGITS, .text = d->digits});
    put(b, column, field);
    if (step_badge_replaces(b->app)) {
        put_message(b, column, MSG_BADGE_REPLACES,
                    (struct view_node){.name = "badge.replaces",
                                       .role = ROLE_NOTE,
                                       .look = LOOK_ASIDE,
                                       .icon = ICON_WARNING + 1,
                                       .icon_dp = 56,
                                       .side = SIDE_LEFT,
                                       .fold = FOLD_VOICE});
    }
    put_aside(b, put_pad(b, column, 150), SIDE_RIGHT);
    put_back(b);
    put_next(b, MSG_NEXT, ICON_NEXT, d->who.number > 0 ? MSG_NONE : MSG_BADGE_NUMBER_FIRST);
}

static void put_choice(struct builder *b, int parent, const char *name, enum message_id label,
                       int icon, bool chosen, int act)
{
    put_message(b, parent, label,
                (struct view_node){.name = name,
                                   .role = ROLE_CHOICE,
                                   .look = icon > 0 ? LOOK_ROW : LOOK_BUTTON,
                                   .icon = icon,
                                   .icon_dp = 72,
                                   .h = 132,
                                   .grow = icon > 0 ? 0 : 1,
                                   .state = chosen ? STATE_CHOSEN : 0,
                                   .intent = {INTENT_STAFF_ACT, act, NULL}});
}

static void put_whose(struct builder *b, const struct badge_desk *d)
{
    static const enum staff_role order[] = {STAFF_OFFICER, STAFF_TECHNICIAN, STAFF_MANAGER};
    static const char *const roles[] = {[STAFF_OFFICER] = "role.officer",
                                        [STAFF_TECHNICIAN] = "role.technician",
                                        [STAFF_MANAGER] = "role.manager"};
    static const struct {
        const char *name;
        enum message_id label;
        int months;
    } lengths[] = {{"months.1", MSG_BADGE_MONTHS_1, 1},
                   {"months.6", MSG_BADGE_MONTHS_6, 6},
                   {"months.12", MSG_BADGE_MONTHS_12, 12}};
    struct roof roof = staff_roof(b, MSG_BADGE_ROLE_TITLE, MSG_BADGE_ROLE_HINT);
    roof.hint = text_filled(b, MSG_BADGE_ROLE_HINT, text_number(b, d->who.number), NULL);
    roof.hint_say[1] = (struct say){.kind = SAY_NUMBER, .number = d->who.number};
    put_roof(b, &roof);
    const int column = put_answers(b, 18);
    for (int i = 0; i < STAFF_ROLES; i++) {
        put_choice(b, column, roles[order[i]], badge_role(order[i]), icon_of(order[i]) + 1,
                   d->who.role == order[i], ACT_ROLE + (int)order[i]);
    }
    const int row = put_group(
        b, column, (struct view_node){.flow = FLOW_ROW, .gap = 18, .h = 132, .fold = FOLD_KEEP});
    for (int i = 0; i < 3; i++) {
        put_choice(b, row, lengths[i].name, lengths[i].label, 0, d->months == lengths[i].months,
                   ACT_MONTHS + i);
    }
    put_space(b, column);
    put_back(b);
    put_next(b, MSG_BADGE_MAKE, ICON_KEY, MSG_NONE);
}

static enum message_id paper_words(const struct badge_desk *d)
{
    static const enum message_id words[] = {[BADGE_PRINT_NONE] = MSG_BADGE_READY,
                                            [BADGE_PRINT_RUNS] = MSG_BADGE_PRINTING,
                                            [BADGE_PRINT_OUT] = MSG_BADGE_PRINTED,
                                            [BADGE_PRINT_UNSURE] = MSG_BADGE_UNSURE,
                                            [BADGE_PRINT_FAILED] = MSG_BADGE_UNPRINTED};
    return words[d->print];
}

static void put_paper(struct builder *b, int column, const struct badge_desk *d)
{
    const bool bad = d->print == BADGE_PRINT_FAILED;
    const int card = put_group(b, column,
                               (struct view_node){.look = bad ? LOOK_CARD_SPOKEN : LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .pad_x = 28,
                                                  .pad_y = 14,
                                                  .side = SIDE_LEFT,
                                                  .align = ALIGN_CENTER});
    put_message(b, card, paper_words(d),
                (struct view_node){.name = "badge.paper",
                                   .role = ROLE_STATUS,
                                   .look = LOOK_NEED,
                                   .icon = (bad ? ICON_STOP_SIGN : ICON_PRINT) + 1,
                                   .icon_dp = 64,
                                   .total = 1,
                                   .state = bad ? STATE_ERROR : 0,
                                   .grow = 1});
}

static void put_qr(struct builder *b, int column, const struct badge_desk *d)
{
    const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .side = SIDE_LEFT});
    const int side = b->shape.large ? 520 : 460;
    put_space(b, row);
    put_message(b, row, MSG_BADGE_QR_ALT,
                (struct view_node){.name = "qr",
                                   .role = ROLE_QR,
                                   .look = LOOK_QR,
                                   .bytes = d->qr,
                                   .number = d->qr_side,
                                   .private_ = true,
                                   .w = side,
                                   .h = side});
    put_space(b, row);
}

static void put_made(struct builder *b, const struct badge_desk *d)
{
    const struct roof roof = staff_roof(b, MSG_BADGE_MADE_TITLE, MSG_BADGE_MADE_HINT);
    const bool runs = d->print == BADGE_PRINT_RUNS;
    put_roof(b, &roof);
    const int column = put_answers(b, 20);
    put_paper(b, column, d);
    if (d->shown) {
        put_qr(b, column, d);
    } else {
        put_two(b, column, MSG_BADGE_SHOW, MSG_BADGE_SHOW_DETAIL,
                (struct view_node){.name = "badge.show",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_ROW,
                                   .icon = ICON_QR + 1,
                                   .icon_dp = 84,
                                   .h = 150,
                                   .side = SIDE_RIGHT,
                                   .intent = {INTENT_STAFF_ACT, ACT_BADGE_SHOW, NULL}});
    }
    put_back(b);
    put_next(b, MSG_BADGE_PRINT, ICON_PRINT, runs ? MSG_BADGE_PRINTING : MSG_NONE);
}

static void put_refused(struct builder *b, const struct badge_desk *d)
{
    const bool full = d->step == BADGE_STEP_FULL;
    const struct roof roof = staff_roof(b, MSG_BADGE_REFUSED_TITLE, MSG_NONE);
    put_roof(b, &roof);
    const int column = put_answers(b, 20);
    (void)put_studio_word(b, column, "badge.refused", full ? MSG_BADGE_FULL : MSG_BADGE_REFUSED,
                          true);
    put_space(b, column);
    put_back(b);
}

static void put_making(struct builder *b)
{
    const struct roof roof = staff_roof(b, MSG_BADGES_TITLE, MSG_BADGE_MAKING);
    put_roof(b, &roof);
    put_space(b, put_answers(b, 20));
    put_back(b);
}

void sheet_staff_badge_build(struct builder *b)
{
    const struct badge_desk *d = &b->app->staff.badge;
    switch (d->step) {
    case BADGE_STEP_NUMBER:
        put_number(b, d);
        break;
    case BADGE_STEP_ROLE:
        put_whose(b, d);
        break;
    case BADGE_STEP_MAKING:
        put_making(b);
        break;
    case BADGE_STEP_MADE:
        put_made(b, d);
        break;
    case BADGE_STEP_FULL:
    case BADGE_STEP_REFUSED:
        put_refused(b, d);
        break;
    }
    put_tools(b);
}
