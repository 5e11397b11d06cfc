/* 60, 61: staff type the PIN of their role, or show a badge to the scanner. Its digits are neither
 * drawn nor said. */
#include <string.h>

#include "ui/screens/all.h"

#define NO_NUMBER (-1)

void put_pin_dots(struct builder *b, int column, const char *digits, int least,
                  enum message_id words)
{
    const int typed = (int)strlen(digits);
    const int card = b->shape.large ? column /* no room for more than the discs */
                                    : put_group(b, column,
                                                (struct view_node){.look = LOOK_CARD,
                                                                   .pad_x = 40,
                                                                   .pad_y = 16,
                                                                   .gap = 14,
                                                                   .side = SIDE_LEFT,
                                                                   .fold = FOLD_EVERY});
    put_message(b, card, words,
                (struct view_node){.name = "pin.state",
                                   .role = ROLE_STATUS,
                                   .look = LOOK_HEADING,
                                   .fold = FOLD_VOICE,
                                   .align = ALIGN_CENTER});
    struct view_node dots = {.name = "pin",
                             .role = ROLE_FIELD,
                             .look = LOOK_CELLS,
                             .number = typed,
                             .total = typed < least ? least : typed,
                             .state = STATE_HIDDEN_VALUE,
                             .fold = FOLD_EVERY,
                             .h = 72};
    if (typed > 0) {
        say_more(&dots, (struct say){.kind = SAY_NUMBER, .number = typed});
    }
    put(b, card, dots);
}

/* What is wrong with the PIN or the badge, with the number its {0} stands for; NO_NUMBER: none. */
static void put_trouble(struct builder *b, int column, enum message_id words, int number)
{
    struct view_node node = {.name = "trouble",
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .icon = b->shape.large ? 0 : ICON_STOP_SIGN + 1,
                             .icon_dp = 72,
                             .total = 1,
                             .state = STATE_ERROR,
                             .grow = 1};
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD_SPOKEN,
                                                  .flow = FLOW_ROW,
                                                  .pad_x = 32,
                                                  .h = 120,
                                                  .align = ALIGN_CENTER,
                                                  .side = SIDE_LEFT});
    say_more(&node, say_message(words));
    if (number != NO_NUMBER) {
        say_more(&node, (struct say){.kind = SAY_NUMBER, .number = number});
    }
    const int i = put_message(b, card, words, node);
    if (i >= 0 && number != NO_NUMBER) {
        b->view->nodes[i].label = text_filled(b, words, text_number(b, number), NULL);
    }
}

static void put_line(struct builder *b, int column, int icon, enum message_id label,
                     enum message_id detail)
{
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .pad_x = 40,
                                                  .pad_y = 12,
                                                  .fold = FOLD_KEEP,
                                                  .align = ALIGN_CENTER});
    put_two(b, card, label, detail,
            (struct view_node){
                .role = ROLE_TEXT, .look = LOOK_NEED, .icon = icon + 1, .icon_dp = 96, .grow = 1});
}

/* How long nothing is judged. */
static void put_locked(struct builder *b, int column, const struct staff_gate *g)
{
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .pad_x = 40,
                                                  .pad_y = 12,
                                                  .align = ALIGN_CENTER,
                                                  .state = STATE_ERROR});
    struct view_node node = {.name = "pin.wait",
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .icon = ICON_STOP_SIGN + 1,
                             .icon_dp = 96,
                             .label =
                                 text_filled(b, MSG_GATE_LOCKED, text_number(b, g->minutes), NULL),
                             .sub = text_of(b, MSG_GATE_LOCKED_DETAIL),
                             .grow = 1};
    say_more(&node, say_message(MSG_GATE_LOCKED));
    say_more(&node, (struct say){.kind = SAY_NUMBER, .number = g->minutes});
    say_more(&node, say_message(MSG_GATE_LOCKED_DETAIL));
    put(b, card, node);
    put_line(b, column, ICON_PERSON, MSG_GATE_CITIZENS, MSG_GATE_CITIZENS_DETAIL);
}

/* The pad under the dots, and what its button says until so many digits are typed. */
static void put_pad_and_go(struct builder *b, int column, const struct staff_gate *g, int pad_dp,
                           bool whole, enum message_id first)
{
    put_aside(b, put_pad(b, column, pad_dp), SIDE_RIGHT);
    if (!g->coding) {
        put_message(b, column, MSG_GATE_NOTE,
                    (struct view_node){.name = "note",
                                       .role = ROLE_NOTE,
                                       .look = LOOK_ASIDE,
                                       .icon = ICON_LOG + 1,
                                       .icon_dp = 64,
                                       .side = SIDE_LEFT,
                                       .fold = FOLD_VOICE});
    }
    put_back(b);
    put_next(b, MSG_GATE_CONFIRM, ICON_CHECK,
             g->judging ? MSG_GATE_JUDGING
             : whole    ? MSG_NONE
                        : first);
}

static void put_entry(struct builder *b, const struct staff_gate *g)
{
    const bool wrong = g->word == PIN_WRONG && g->trouble == MSG_NONE;
    const bool whole = strlen(g->digits) >= STAFF_PIN_MIN;
    const int column = put_answers(b, 20);
    b->mute = true;
    put_pin_dots(b, column, g->digits, STAFF_PIN_MIN,
                 g->judging ? MSG_GATE_JUDGING : MSG_GATE_DOTS);
    if (wrong) {
        put_trouble(b, column, MSG_GATE_WRONG, g->tries);
    } else if (g->trouble != MSG_NONE) {
        put_trouble(b, column, g->trouble, NO_NUMBER);
    }
    put_pad_and_go(b, column, g, wrong || g->trouble != MSG_NONE ? 122 : 150, whole,
                   MSG_GATE_FIRST);
}

/* What staff read to the province's office: this kiosk's name and the number. */
static void put_number(struct builder *b, int column, const struct staff_gate *g)
{
    const char *number = text_format(b, "%.4s %s", g->province.number, g->province.number + 4);
    const char *name = b->app->settings->name;
    struct view_node node = {.name = "number",
                             .role = ROLE_STATUS,
                             .look = LOOK_HEADING,
                             .align = ALIGN_CENTER,
                             .side = SIDE_LEFT,
                             .fold = FOLD_KEEP,
                             .label = text_filled(b, MSG_PROVINCE_READ, name, number)};
    say_more(&node, say_message(MSG_PROVINCE_READ));
    say_more(&node, (struct say){.kind = SAY_LETTERS, .text = name});
    say_more(&node, (struct say){.kind = SAY_DIGITS, .text = number});
    put(b, column, node);
}

/* The province's code is typed; its digits, too, are neither drawn nor said. */
static void put_code(struct builder *b, const struct staff_gate *g)
{
    const bool whole = strlen(g->digits) == PROVINCE_DIGITS;
    const int column = put_answers(b, 20);
    if (g->province.word == PROVINCE_CLOSED || g->province.word == PROVINCE_BROKEN) {
        const bool closed = g->province.word == PROVINCE_CLOSED;
        put_line(b, column, ICON_STOP_SIGN, closed ? MSG_PROVINCE_CLOSED : MSG_GATE_BROKEN_TITLE,
                 MSG_PROVINCE_CLOSED_DETAIL);
        put_space(b, column);
        put_back(b);
        return;
    }
    b->mute = true;
    put_number(b, column, g);
    put_pin_dots(b, column, g->digits, PROVINCE_DIGITS,
                 g->judging ? MSG_GATE_JUDGING : MSG_PROVINCE_DOTS);
    if (g->province.word == PROVINCE_WRONG) {
        put_trouble(b, column, MSG_PROVINCE_WRONG, g->province.tries);
    }
    put_pad_and_go(b, column, g, 122, whole, MSG_PROVINCE_FIRST);
}

/* The way out by telephone, where the office holds this kiosk's secret. */
static void put_province(struct builder *b, int column, const struct staff_gate *g)
{
    if (g->province.word != PROVINCE_NONE) {
        put_two(b, column, MSG_PROVINCE, MSG_PROVINCE_DETAIL,
                (struct view_node){.name = "gate.province",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_ROW,
                                   .icon = ICON_KEY + 1,
                                   .icon_dp = 92,
                                   .h = 150,
                                   .intent = {INTENT_STAFF_ACT, ACT_PROVINCE, NULL}});
    }
}

/* What stands in the way, and what an officer can do instead. */
static void put_closed(struct builder *b, const struct staff_gate *g)
{
    const int column = put_answers(b, 22);
    if (g->trouble != MSG_NONE) {
        put_trouble(b, column, g->trouble, NO_NUMBER);
    }
    if (g->word == PIN_LOCKED) {
        put_locked(b, column, g);
    } else if (g->word == PIN_CLOSED) {
        put_line(b, column, ICON_STOP_SIGN, MSG_GATE_CLOSED, MSG_GATE_CLOSED_DETAIL);
        put_line(b, column, ICON_PERSON, MSG_GATE_CITIZENS, MSG_GATE_CITIZENS_DETAIL);
    } else {
        put_line(b, column, ICON_KEY, g->word == PIN_UNSET ? MSG_GATE_UNSET : MSG_GATE_BROKEN,
                 MSG_GATE_UNSET_DETAIL);
        put_line(b, column, ICON_COUNTER, MSG_GATE_MEANWHILE, MSG_GATE_MEANWHILE_DETAIL);
    }
    if (g->word == PIN_LOCKED || g->word == PIN_CLOSED) {
        put_province(b, column, g);
    }
    put_space(b, column);
    put_back(b);
}

/* Whose PIN is it to be? */
static void put_roles(struct builder *b, const struct staff_gate *g)
{
    static const struct {
        const char *name;
        enum message_id label, detail;
        int icon;
    } rows[STAFF_ROLES] = {
        [STAFF_OFFICER] = {"role.officer", MSG_ROLE_OFFICER, MSG_ROLE_OFFICER_DETAIL, ICON_STAFF},
        [STAFF_TECHNICIAN] = {"role.technician", MSG_ROLE_TECHNICIAN, MSG_ROLE_TECHNICIAN_DETAIL,
                              ICON_CONSTRUCTION},
        [STAFF_MANAGER] = {"role.manager", MSG_ROLE_MANAGER, MSG_ROLE_MANAGER_DETAIL, ICON_KEY}};
    static const enum staff_role order[] = {STAFF_OFFICER, STAFF_TECHNICIAN, STAFF_MANAGER};
    const int column = put_answers(b, 22);
    if (g->trouble != MSG_NONE) {
        put_trouble(b, column, g->trouble, NO_NUMBER);
    }
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        const enum staff_role role = order[i];
        struct view_node node = {.name = rows[role].name,
                                 .role = ROLE_BUTTON,
                                 .look = LOOK_ROW,
                                 .icon = rows[role].icon + 1,
                                 .icon_dp = 92,
                                 .h = 170,
                                 .intent = {INTENT_STAFF_ACT, ACT_ROLE + (int)role, NULL}};
        const bool takes = staff_gate_takes(g, role);
        if ((g->roles >> role & 1U) == 0) {
            continue;
        }
        if (!takes) {
            node.state = STATE_DISABLED;
            node.intent = (struct intent){.kind = INTENT_NONE};
        }
        put_two(b, column, rows[role].label, takes ? rows[role].detail : MSG_GATE_NOT_ROLE, node);
    }
    put_space(b, column);
    put_back(b);
}

/* The roof; where who she is is asked, with the number that the papers must carry: it is seen,
 * never said. */
static void put_gate_roof(struct builder *b, struct roof *roof)
{
    const struct app *a = b->app;
    if (a->gate.task == STAFF_ASSIST && a->visit != NULL && a->visit->given[0] != '\0') {
        const char *n = a->visit->given;
        roof->hint = text_filled(b, MSG_GATE_NUMBER, n, NULL);
        if (b->shape.large) { /* the hint is only heard there */
            roof->title = text_format(b, "%.4s %.4s %s", n, n + 4, n + 8);
        }
        memset(roof->hint_say, 0, sizeof roof->hint_say);
        roof->hint_say[0] = say_message(MSG_GATE_NUMBER);
    }
    put_roof(b, roof);
}

void sheet_gate_build(struct builder *b)
{
    const struct staff_gate *g = &b->app->gate;
    struct roof roof = roof_of(b, MSG_GATE_TITLE, MSG_GATE_HINT);
    if (g->coding) {
        roof = roof_of(b, MSG_PROVINCE_TITLE, MSG_PROVINCE_HINT);
        put_roof(b, &roof);
        put_code(b, g);
        put_tools(b);
        return;
    }
    switch (g->word) {
    case PIN_LOCKED:
    case PIN_CLOSED:
        roof = roof_of(b, MSG_GATE_LOCKED_TITLE, MSG_GATE_LOCKED_HINT);
        break;
    case PIN_UNSET:
        roof = roof_of(b, MSG_GATE_UNSET_TITLE, MSG_GATE_UNSET_HINT);
        break;
    case PIN_BROKEN:
        roof = roof_of(b, MSG_GATE_BROKEN_TITLE, MSG_GATE_OTHERWISE);
        break;
    case PIN_CHOOSE:
        roof = roof_of(b, MSG_GATE_WHO, MSG_GATE_WHO_HINT);
        put_gate_roof(b, &roof);
        put_roles(b, g);
        put_tools(b);
        return;
    case PIN_ASKED:
    case PIN_READY:
    case PIN_WRONG:
    case PIN_RIGHT:
        put_gate_roof(b, &roof);
        put_entry(b, g);
        put_tools(b);
        return;
    }
    put_gate_roof(b, &roof);
    put_closed(b, g);
    put_tools(b);
}
