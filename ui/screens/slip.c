/* 44: the code of a slip. Checked as soon as it is whole; what was typed stays. */
#include <string.h>

#include "app/settings.h"
#include "ui/screens/all.h"

static void put_digits(struct builder *b, int column, const struct lookup *l)
{
    struct view_node cells = {.name = "slip-code",
                              .role = ROLE_FIELD,
                              .look = LOOK_CELLS,
                              .value = l->digits,
                              .total = LOOKUP_DIGITS,
                              .fold = FOLD_EVERY,
                              .h = 122,
                              .private_ = true};
    say_more(&cells, (struct say){.kind = SAY_DIGITS, .text = l->digits, .private_ = true});
    put(b, column, cells);
}

/* How many are missing, or that it is being looked for. */
static void put_rest(struct builder *b, int column, const struct lookup *l)
{
    const int rest = LOOKUP_DIGITS - (int)strlen(l->digits);
    struct view_node node = {.name = "rest",
                             .role = ROLE_STATUS,
                             .look = LOOK_LABEL,
                             .align = ALIGN_CENTER,
                             .fold = FOLD_VOICE};
    if (l->asking || rest == 0) {
        put_message(b, column, l->asking ? MSG_SLIP_LOOKING : MSG_TYPE_ID_DONE, node);
        return;
    }
    node.label = text_filled(b, MSG_TYPE_ID_REST, text_number(b, rest), NULL);
    say_more(&node, say_message(MSG_TYPE_ID_REST));
    say_more(&node, (struct say){.kind = SAY_NUMBER, .number = rest});
    put(b, column, node);
}

static void put_lost(struct builder *b, int column)
{
    put_two(b, column, MSG_SLIP_LOST, MSG_SLIP_LOST_DETAIL,
            (struct view_node){.name = "slip-lost",
                               .role = ROLE_BUTTON,
                               .look = LOOK_BUTTON_LEFT,
                               .icon = ICON_HELP + 1,
                               .icon_dp = 84,
                               .h = 134,
                               .side = SIDE_LEFT,
                               .intent = {.kind = INTENT_CALL_OFFICER}});
}

/* Nobody tries on: an officer looks. */
static void put_over(struct builder *b)
{
    put_problem(b, put_answers(b, 20), 190);
    put_back(b);
    put_act(b, "slip-officer", MSG_CALL_OFFICER, ICON_HELP,
            (struct intent){.kind = INTENT_CALL_OFFICER}, true);
    put_tools(b);
}

/* There is a scanner, and not so many were wrong that an officer must look. */
static bool may_scan(const struct builder *b)
{
    const struct settings *settings = b->app->settings;
    const struct lookup *l = &b->app->visit->lookup;
    return settings != NULL && settings->scanner[0] != '\0' &&
           strcmp(settings->scanner, "none:") != 0 && l->wrong < LOOKUP_TRIES;
}

void screen_slip_build(struct builder *b)
{
    const struct visit *visit = b->app->visit;
    const struct lookup *l = &visit->lookup;
    const struct roof roof = may_scan(b) ? roof_of(b, MSG_SLIP_SCAN_TITLE, MSG_SLIP_SCAN_HINT)
                                         : roof_of(b, MSG_SLIP_TITLE, MSG_SLIP_HINT);
    put_roof(b, &roof);
    if (l->wrong >= LOOKUP_TRIES) {
        put_over(b);
        return;
    }
    b->secret = true;
    const int column = put_answers(b, 20);
    put_digits(b, column, l);
    if (visit->has_problem) {
        put_problem(b, column, 172);
    } else {
        put_rest(b, column, l);
    }
    put_aside(b, put_pad(b, column, visit->has_problem ? 108 : 132), SIDE_RIGHT);
    put_lost(b, column);
    put_back(b);
    put_next(b, MSG_SLIP_LOOK, ICON_NEXT,
             l->asking                     ? MSG_SLIP_LOOKING
             : codes_slip_valid(l->digits) ? MSG_NONE
             : visit->has_problem          ? visit->problem_message
                                           : MSG_SLIP_FIRST);
    put_tools(b);
}
