/* 64p: what no name told of a device. One question a page; the kiosk hears the answer itself, or
 * somebody says what a light does. */
#include "ui/screens/setup.h"

enum message_id setup_ask_title(const struct setup *s)
{
    return s->ask == ASK_SCANNER    ? MSG_SETUP_ASK_SCANNER
           : s->ask == ASK_KEYBOARD ? MSG_SETUP_ASK_KEYBOARD
           : s->ask == ASK_PRINTER  ? MSG_SETUP_ASK_PRINTER
                                    : MSG_SETUP_ASK_LIGHT;
}

enum message_id setup_ask_hint(const struct setup *s)
{
    return s->ask == ASK_SCANNER    ? MSG_SETUP_ASK_SCANNER_HINT
           : s->ask == ASK_KEYBOARD ? MSG_SETUP_ASK_KEYBOARD_HINT
           : s->ask == ASK_PRINTER  ? MSG_SETUP_ASK_PRINTER_HINT
                                    : MSG_SETUP_ASK_LIGHT_HINT;
}

enum message_id setup_ask_blocked(const struct setup *s)
{
    return s->probing                                    ? MSG_SETUP_ASK_PRINTER_HINT
           : s->ask == ASK_PRINTER && s->bar == BAR_RUNS ? MSG_SETUP_BAR_RUNS
                                                         : MSG_NONE;
}

/* The device that answered, or the one that flashes. */
static void put_row(struct builder *b, int column, int row, enum message_id words, bool well)
{
    const struct found_device *d = &b->app->setup.found.rows[row];
    struct view_node node = {.name = "setup.told",
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .label = text_of(b, words),
                             .sub = d->name,
                             .icon = b->shape.large ? 0 : (well ? ICON_CHECK : ICON_WAIT) + 1,
                             .icon_dp = 64,
                             .state = STATE_CURRENT, /* said though the page stays */
                             .grow = 1};
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .flow = FLOW_ROW, .pad_x = 24, .pad_y = 12, .align = ALIGN_CENTER});
    say_more(&node, say_message(words));
    put(b, card, node);
}

static void put_code(struct builder *b, int column)
{
    const struct setup *s = &b->app->setup;
    const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .fold = FOLD_KEEP});
    put_space(b, row);
    put_message(b, row, MSG_SETUP_ASK_CODE,
                (struct view_node){.name = "qr",
                                   .role = ROLE_QR,
                                   .look = LOOK_QR,
                                   .bytes = s->code,
                                   .number = s->code_side,
                                   .w = 400,
                                   .h = 400});
    put_space(b, row);
}

void put_setup_answer(struct builder *b, int column, const struct setup_answer *answer)
{
    put_message(b, column, answer->words,
                (struct view_node){.name = answer->name,
                                   .role = ROLE_CHOICE,
                                   .look = LOOK_ROW,
                                   .icon = answer->icon + 1,
                                   .icon_dp = answer->icon_dp,
                                   .h = answer->height_dp,
                                   .intent = {INTENT_SETUP, (int)answer->act, NULL}});
}

/* Nothing is there, or it is waited for. */
static void put_word(struct builder *b, int column, enum message_id words, int icon)
{
    put_message(b, column, words,
                (struct view_node){.name = "setup.none",
                                   .role = ROLE_STATUS,
                                   .look = LOOK_NOTE,
                                   .icon = b->shape.large ? 0 : icon + 1,
                                   .state = STATE_CURRENT});
}

static void put_light(struct builder *b, int column)
{
    const struct setup *s = &b->app->setup;
    if (s->light < 0) {
        put_word(b, column, MSG_SETUP_ASK_NO_LIGHT, ICON_SEARCH);
        return;
    }
    put_row(b, column, s->light, MSG_SETUP_ASK_TRYING, false);
    const struct setup_answer lit = {"setup.lit", MSG_SETUP_LIT, ICON_CHECK, 84, 150, SETUP_LIT};
    const struct setup_answer unlit = {"setup.unlit", MSG_SETUP_UNLIT, ICON_CLOSE, 84,
                                       150,           SETUP_UNLIT};
    put_setup_answer(b, column, &lit);
    put_setup_answer(b, column, &unlit);
}

/* No line answered: each that is left is printed on, and a person says whether paper came out. */
static void put_printer(struct builder *b, int column)
{
    static const struct setup_answer try = {"setup.try", MSG_SETUP_TRY, ICON_RECEIPT,
                                            84,          150,           SETUP_TRY};
    static const struct setup_answer printed = {
        "setup.printed", MSG_SETUP_PRINTED, ICON_CHECK, 84, 150, SETUP_PRINTED};
    static const struct setup_answer unprinted = {
        "setup.unprinted", MSG_SETUP_UNPRINTED, ICON_CLOSE, 84, 150, SETUP_UNPRINTED};
    const struct setup *s = &b->app->setup;
    const bool out = s->line >= 0 && s->bar == BAR_OUT;
    if (s->probing) {
        put_word(b, column, MSG_SETUP_SEARCHING, ICON_SEARCH);
    } else if (s->line >= 0) {
        put_row(b, column, s->line, out ? MSG_SETUP_ASK_PRINTED : MSG_SETUP_ASK_TRYING, false);
    } else {
        put_word(b, column, MSG_SETUP_ASK_NO_PRINTER, ICON_SEARCH);
    }
    if (out) {
        put_setup_answer(b, column, &printed);
        put_setup_answer(b, column, &unprinted);
    } else if (!s->probing && s->line < 0 && s->bar == BAR_NOT_YET && setup_lines_left(s)) {
        put_setup_answer(b, column, &try);
    }
}

void put_setup_ask(struct builder *b)
{
    const struct setup *s = &b->app->setup;
    const int column = put_answers(b, 20);
    if (s->told >= 0) {
        put_row(b, column, s->told, MSG_SETUP_FOUND, true);
    } else if (s->ask == ASK_LIGHT) {
        put_light(b, column);
    } else if (s->ask == ASK_PRINTER) {
        put_printer(b, column);
    } else {
        if (s->ask == ASK_SCANNER && s->code_side > 0) {
            put_code(b, column);
        }
        put_word(b, column, MSG_SETUP_ASK_WAITS, ICON_WAIT);
    }
    put_space(b, column);
}
