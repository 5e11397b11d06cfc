/* 01: greetings play in turn; a tile, or touching during a greeting, chooses. */
#include "ui/screens/all.h"

#define SLIPS_LOW   30
#define OTHER_TILES 1 /* the page after the first four */

/* Sober, at the end, said only when asked: it is for staff. */
static void put_unsent(struct builder *b, int column)
{
    const struct app *a = b->app;
    const bool decide = a->unsent_90_days > 0;
    const enum message_id words = decide ? MSG_STAFF_UNDECIDED : MSG_STAFF_UNSENT;
    const int count = decide ? a->unsent_90_days : a->unsent_30_days;
    if (count <= 0) {
        return;
    }
    struct view_node node = {.name = "staff.unsent",
                             .role = ROLE_NOTE,
                             .look = LOOK_MUTED,
                             .label = text_filled(b, words, text_number(b, count), NULL),
                             .quiet = true,
                             .fold = FOLD_KEEP,
                             .align = ALIGN_CENTER};
    say_more(&node, say_message(words));
    say_more(&node, (struct say){.kind = SAY_NUMBER, .number = count});
    put(b, column, node);
}

/* The same, of the printer: whoever changes the roll reads it in passing. */
static void put_printer(struct builder *b, int column)
{
    const struct app *a = b->app;
    const bool out = a->printer.paper == PAPER_OUT || a->paper.out;
    const bool low = a->paper.near_end || (a->paper.learned && a->paper.slips_left < SLIPS_LOW);
    const enum message_id words = out && a->printer_care.ails ? MSG_STAFF_PAPER_OUT
                                  : a->printer_care.ails      ? MSG_STAFF_PRINTER
                                  : low                       ? MSG_STAFF_PAPER_LOW
                                                              : MSG_NONE;
    if (words == MSG_NONE) {
        return;
    }
    struct view_node node = {.name = "staff.printer",
                             .role = ROLE_NOTE,
                             .look = LOOK_MUTED,
                             .label =
                                 text_filled(b, words, text_number(b, a->paper.slips_left), NULL),
                             .quiet = true,
                             .fold = FOLD_KEEP,
                             .align = ALIGN_CENTER};
    say_more(&node, say_message(words));
    if (words == MSG_STAFF_PAPER_LOW) {
        say_more(&node, (struct say){.kind = SAY_NUMBER, .number = a->paper.slips_left});
    }
    put(b, column, node);
}

void screen_welcome_build(struct builder *b)
{
    struct view_node scene = {.name = "title",
                              .role = ROLE_TITLE,
                              .look = LOOK_WELCOME,
                              .zone = ZONE_ROOF,
                              .label = text_of(b, MSG_GREETING),
                              .sub = text_of(b, MSG_CHOOSE_LANGUAGE),
                              .value = text_filled(b, MSG_BRAND_SCENE, text_place(b), NULL),
                              .quiet = true,
                              .number = 1};
    say_more(&scene, say_message(MSG_GREETING));
    say_more(&scene, say_message(MSG_CHOOSE_LANGUAGE));
    put(b, -1, scene);
    put_corner(b);
    const int column = put_answers(b, 22);
    put_languages(b, column, 0);
    const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .gap = 24, .h = 128});
    put_message(b, row, MSG_OTHER_LANGUAGES,
                (struct view_node){.name = "lang.other",
                                   .quiet = true,
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = ICON_LANGUAGE + 1,
                                   .icon_dp = 72,
                                   .grow = 1,
                                   .intent = {INTENT_CHANGE_LANGUAGE, OTHER_TILES, NULL}});
    put_message(b, row, MSG_LISTEN_ONLY,
                (struct view_node){.name = "listen-only",
                                   .quiet = true,
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = ICON_HEADPHONES + 1,
                                   .icon_dp = 72,
                                   .grow = 1,
                                   .intent = {INTENT_DARK, 1, NULL}});
    put_message(b, column, MSG_TOUCH_WHEN_HEARD,
                (struct view_node){.name = "touch",
                                   .role = ROLE_TEXT,
                                   .look = LOOK_MUTED,
                                   .quiet = true, /* every greeting says it */
                                   .align = ALIGN_CENTER,
                                   .fold = FOLD_VOICE});
    put_unsent(b, column);
    put_printer(b, column);
    put_more(b, column, (struct view_node){.h = 128});
    put_tools(b);
}
