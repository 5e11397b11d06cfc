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
    return s->probing ? MSG_SETUP_ASK_PRINTER_HINT : MSG_NONE;
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

static void put_answer(struct builder *b, int column, const char *name, enum message_id words,
                       int icon, enum setup_act act)
{
    put_message(b, column, words,
                (struct view_node){.name = name,
                                   .role = ROLE_CHOICE,
                                   .look = LOOK_ROW,
                                   .icon = icon + 1,
                                   .icon_dp = 84,
                                   .h = 150,
                                   .intent = {INTENT_SETUP, (int)act, NULL}});
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
    put_answer(b, column, "setup.lit", MSG_SETUP_LIT, ICON_CHECK, SETUP_LIT);
    put_answer(b, column, "setup.unlit", MSG_SETUP_UNLIT, ICON_CLOSE, SETUP_UNLIT);
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
        put_word(b, column, s->probing ? MSG_SETUP_SEARCHING : MSG_SETUP_ASK_NO_PRINTER,
                 ICON_SEARCH);
    } else {
        if (s->ask == ASK_SCANNER && s->code_side > 0) {
            put_code(b, column);
        }
        put_word(b, column, MSG_SETUP_ASK_WAITS, ICON_WAIT);
    }
    put_space(b, column);
}
