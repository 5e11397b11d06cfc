/* 19: letters and colours, with their effect at once. Over any screen; Done returns to it. */
#include "ui/screens/all.h"
#include "ui/theme.h"

static void put_heading(struct builder *b, int column, enum message_id label)
{
    put_message(b, column, label,
                (struct view_node){.role = ROLE_TITLE, .look = LOOK_LEAD, .fold = FOLD_NEXT});
}

static void put_size(struct builder *b, int grid, int percent, enum message_id label)
{
    put_message(b, grid, label,
                (struct view_node){.name = text_format(b, "text.%d", percent),
                                   .role = ROLE_CHOICE,
                                   .look = LOOK_LETTER,
                                   .number = percent,
                                   .h = 262,
                                   .state = b->app->text_percent == percent ? STATE_CHOSEN : 0,
                                   .intent = {INTENT_TEXT_SIZE, percent, NULL}});
}

static void put_theme(struct builder *b, int grid, enum theme theme, enum message_id label)
{
    put_message(b, grid, label,
                (struct view_node){.name = text_format(b, "theme.%s", theme_names[theme]),
                                   .role = ROLE_CHOICE,
                                   .look = LOOK_THEME,
                                   .number = (int)theme,
                                   .h = 226,
                                   .state = b->app->theme == (int)theme ? STATE_CHOSEN : 0,
                                   .intent = {INTENT_THEME, (int)theme, NULL}});
}

/* To the pages of the voice and of the other ways. */
static void put_doors(struct builder *b, int column)
{
    const int doors = put_group(
        b, column,
        (struct view_node){.flow = FLOW_GRID, .grid_columns = 2, .gap = 24, .fold = FOLD_KEEP});
    put_message(b, doors, MSG_HEARING_OPEN,
                (struct view_node){.name = "hearing",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = ICON_EAR + 1,
                                   .icon_dp = 60,
                                   .h = 112,
                                   .intent = {.kind = INTENT_HEARING}});
    put_message(b, doors, MSG_REACH_OPEN,
                (struct view_node){.name = "reach.open",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = ICON_KEYPAD + 1,
                                   .h = 112,
                                   .intent = {.kind = INTENT_REACH}});
}

void sheet_display_build(struct builder *b)
{
    const struct roof roof = roof_of(b, MSG_DISPLAY_TITLE, MSG_DISPLAY_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    const int left = put_group(b, column, (struct view_node){.gap = 22, .side = SIDE_LEFT});
    put_heading(b, left, MSG_DISPLAY_SIZES);
    const int sizes = put_group(
        b, left,
        (struct view_node){
            .flow = FLOW_GRID, .grid_columns = 4, .wide_columns = 2, .gap = 20, .fold = FOLD_KEEP});
    put_size(b, sizes, 100, MSG_TEXT_100);
    put_size(b, sizes, 125, MSG_TEXT_125);
    put_size(b, sizes, 150, MSG_TEXT_150);
    put_size(b, sizes, 200, MSG_TEXT_200);
    const int right = put_group(b, column, (struct view_node){.gap = 22, .side = SIDE_RIGHT});
    put_heading(b, right, MSG_DISPLAY_COLORS);
    const int themes = put_group(
        b, right,
        (struct view_node){.flow = FLOW_GRID, .grid_columns = 2, .gap = 24, .fold = FOLD_KEEP});
    put_theme(b, themes, THEME_LIGHT, MSG_THEME_LIGHT);
    put_theme(b, themes, THEME_DARK, MSG_THEME_DARK);
    put_theme(b, themes, THEME_HC, MSG_THEME_HC);
    put_theme(b, themes, THEME_LOWGLARE, MSG_THEME_LOWGLARE);
    put_doors(b, right);
    put_first_act(b, "reset", MSG_DISPLAY_RESET, ICON_RESET,
                  (struct intent){.kind = INTENT_DISPLAY_RESET});
    put_done(b, (struct intent){.kind = INTENT_DISPLAY_DONE});
    put_tools(b);
}
