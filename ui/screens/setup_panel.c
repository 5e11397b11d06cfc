/* 63: the panel is measured with a ruler and turned; 64: the devices that were found. */
#include "ui/screens/setup.h"
#include "ui/screens/studio.h"

#define BAR_MM      100
#define UM_PER_MM   1000
#define UM_PER_DP   311
#define HEADING_GAP 14

/* How long the bar is drawn: so many pixels of the size that was chosen, in dp of the one in use.
 */
static int bar_dp(const struct setup *s)
{
    const int px = BAR_MM * UM_PER_MM / s->chosen.um_per_px;
    return px * s->before.um_per_px / UM_PER_DP;
}

static void put_bar(struct builder *b, int card)
{
    const int row = put_group(b, card, (struct view_node){.flow = FLOW_ROW, .fold = FOLD_KEEP});
    put_space(b, row);
    put(b, row,
        (struct view_node){.name = "setup.bar",
                           .role = ROLE_PROGRESS,
                           .look = LOOK_SHARE,
                           .number = 1,
                           .total = 1,
                           .quiet = true,
                           .w = bar_dp(&b->app->setup),
                           .h = 40});
    put_space(b, row);
}

/* The bar longer or shorter, until the ruler says that it is right. */
static void put_side(struct builder *b, int grid, const char *name, enum message_id words, int icon,
                     enum setup_act act)
{
    put_message(b, grid, words,
                (struct view_node){.name = name,
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = icon + 1,
                                   .icon_dp = 60,
                                   .h = 112,
                                   .intent = {INTENT_SETUP, (int)act, NULL}});
}

static void put_sides(struct builder *b, int column)
{
    const int grid = put_group(
        b, column,
        (struct view_node){.flow = FLOW_GRID, .grid_columns = 2, .gap = 16, .side = SIDE_LEFT});
    put_side(b, grid, "setup.shorter", MSG_SETUP_SHORTER, ICON_MINUS, SETUP_SHORTER);
    put_side(b, grid, "setup.longer", MSG_SETUP_LONGER, ICON_PLUS, SETUP_LONGER);
}

static void put_inches(struct builder *b, int column)
{
    static const int inches[] = SETUP_INCH;
    const struct setup *s = &b->app->setup;
    const int grid = put_group(
        b, column,
        (struct view_node){.flow = FLOW_GRID, .grid_columns = 2, .gap = 16, .side = SIDE_LEFT});
    for (int i = 0; i < (int)(sizeof inches / sizeof inches[0]); i++) {
        struct view_node node = {
            .name = text_format(b, "setup.inch.%d", inches[i]),
            .role = ROLE_CHOICE,
            .look = LOOK_BUTTON,
            .label = text_filled(b, MSG_SETUP_INCHES, text_number(b, inches[i]), NULL),
            .h = 112,
            .state = s->chosen.um_per_px == setup_inch_um(&s->before, inches[i]) ? STATE_CHOSEN : 0,
            .intent = {INTENT_SETUP, SETUP_INCHES + i, NULL}};
        say_more(&node, say_message(MSG_SETUP_INCHES));
        say_more(&node, (struct say){.kind = SAY_NUMBER, .number = inches[i]});
        put(b, grid, node);
    }
}

static void put_turns_choice(struct builder *b, int column)
{
    static const struct {
        const char *name;
        enum message_id words;
        int icon;
    } arrows[] = {{"setup.up", MSG_SETUP_ARROW_UP, ICON_UP},
                  {"setup.right", MSG_SETUP_ARROW_RIGHT, ICON_NEXT},
                  {"setup.down", MSG_SETUP_ARROW_DOWN, ICON_DOWN},
                  {"setup.left", MSG_SETUP_ARROW_LEFT, ICON_BACK}};
    const int side =
        put_group(b, column, (struct view_node){.gap = HEADING_GAP, .side = SIDE_RIGHT});
    put_message(b, side, MSG_SETUP_CEILING,
                (struct view_node){.role = ROLE_TITLE, .look = LOOK_STRONG, .fold = FOLD_NEXT});
    const int grid =
        put_group(b, side, (struct view_node){.flow = FLOW_GRID, .grid_columns = 2, .gap = 16});
    for (int i = 0; i < (int)(sizeof arrows / sizeof arrows[0]); i++) {
        put_message(b, grid, arrows[i].words,
                    (struct view_node){.name = arrows[i].name,
                                       .role = ROLE_CHOICE,
                                       .look = LOOK_ROW,
                                       .icon = b->shape.large ? 0 : arrows[i].icon + 1,
                                       .icon_dp = 84,
                                       .h = 120,
                                       .state = b->app->setup.turn == i ? STATE_CHOSEN : 0,
                                       .intent = {INTENT_SETUP, SETUP_TURN_UP + i, NULL}});
    }
}

void put_setup_panel(struct builder *b)
{
    const int column = put_answers(b, 20);
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .pad_x = 36,
                                                  .pad_y = 24,
                                                  .gap = 20,
                                                  .side = SIDE_LEFT,
                                                  .fold = FOLD_KEEP});
    put_message(b, card, MSG_SETUP_RULER,
                (struct view_node){.role = ROLE_TEXT, .look = LOOK_STRONG, .align = ALIGN_CENTER});
    put_bar(b, card);
    put_counted(b, card, "setup.um", MSG_SETUP_RULER_UM, b->app->setup.chosen.um_per_px, 0);
    put_sides(b, column);
    put_inches(b, column);
    put_turns_choice(b, column);
}

/* --- 64: devices ------------------------------------------------------------------------------ */

static void put_device(struct builder *b, int column, enum found_kind kind, enum message_id name,
                       int icon)
{
    const struct setup *s = &b->app->setup;
    const struct found_device *d = setup_found(s, kind);
    const enum message_id told = s->searching ? MSG_SETUP_SEARCHING
                                 : d != NULL  ? MSG_SETUP_FOUND
                                              : MSG_SETUP_MISSING;
    struct view_node node = {.name = text_format(b, "found.%d", (int)kind),
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .label = text_of(b, name),
                             .sub = d != NULL && d->name[0] != '\0' && !s->searching
                                        ? text_format(b, "%s: %s", text_of(b, told), d->name)
                                        : text_of(b, told),
                             .icon = b->shape.large              ? 0
                                     : d != NULL || s->searching ? icon + 1
                                                                 : ICON_WARNING + 1,
                             .icon_dp = 64,
                             .grow = 1};
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .pad_x = 24,
                                                  .pad_y = 8,
                                                  .fold = FOLD_KEEP,
                                                  .align = ALIGN_CENTER});
    say_more(&node, say_message(name));
    say_more(&node, say_message(told));
    put(b, card, node);
}

void put_setup_devices(struct builder *b)
{
    const int column = put_answers(b, 16);
    put_device(b, column, FOUND_TOUCH, MSG_HEALTH_TOUCH, ICON_FINGER);
    put_device(b, column, FOUND_PRINTER, MSG_HEALTH_PRINTER, ICON_PRINT);
    put_device(b, column, FOUND_SCANNER, MSG_HEALTH_SCANNER, ICON_SCAN);
    put_device(b, column, FOUND_CAMERA, MSG_HEALTH_CAMERA, ICON_CAMERA);
    put_device(b, column, FOUND_KEYPAD, MSG_HEALTH_KEYPAD, ICON_KEYPAD);
    put_device(b, column, FOUND_JACK, MSG_SETUP_JACK, ICON_HEADPHONES);
    put_space(b, column);
    const int row = put_group(
        b, column, (struct view_node){.flow = FLOW_ROW, .gap = 20, .h = 126, .fold = FOLD_KEEP});
    put_half(b, row, "setup.find", MSG_SETUP_FIND_AGAIN, ICON_SEARCH,
             (struct intent){INTENT_SETUP, SETUP_FIND, NULL});
    put_half(b, row, "setup.hear", MSG_SETUP_HEAR, ICON_SPEAKER,
             (struct intent){INTENT_SETUP, SETUP_HEAR, NULL});
}
