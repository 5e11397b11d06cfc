/* 01: greetings play in turn; a tile, or touching during a greeting, chooses. */
#include <string.h>

#include "app/settings.h"
#include "ui/screens/all.h"
#include "ui/strip.h"

struct language_tile {
    const char *code, *name; /* the language's own name */
    int strip;
    enum message_id waiting; /* shown while the language is not ready */
};

static const struct language_tile known[] = {
    {"vi", "Tiếng Việt", STRIP_DIAMOND, MSG_LANGUAGE_RECORDING},
    {"jra", "Jrai", STRIP_ZIGZAG, MSG_LANGUAGE_RECORDING},
    {"bdq", "Bahnar", STRIP_CROSS, MSG_LANGUAGE_RECORDING},
    {"en", "English", STRIP_STRIPE, MSG_LANGUAGE_IN_WORK},
};

static const struct language_tile *tile_of(const char *code)
{
    for (int i = 0; i < (int)(sizeof known / sizeof known[0]); i++) {
        if (strcmp(known[i].code, code) == 0) {
            return &known[i];
        }
    }
    return NULL;
}

/* A language is ready when its own greeting is. */
static void put_language(struct builder *b, int parent, int index, const struct language_tile *tile)
{
    const bool ready = message_has(tile->code, MSG_WELCOME_GREETING);
    const bool speaking = b->app->speaking && b->app->spoken_language == index;
    const enum message_id below = speaking ? MSG_SPEAKING_NOW : MSG_TOUCH_TO_CHOOSE;
    struct view_node node = {.name = text_format(b, "lang.%s", tile->code),
                             .role = ROLE_BUTTON,
                             .look = LOOK_LANGUAGE,
                             .label = tile->name,
                             .sub = ready ? message_text(tile->code, below)
                                          : text_of(b, tile->waiting),
                             .number = tile->strip,
                             .h = 256,
                             .quiet = !ready,
                             .intent = {.kind = INTENT_LANGUAGE, .argument = index}};
    say_more(&node, say_message(ready ? MSG_WELCOME_GREETING : MSG_LANGUAGE_NOT_READY));
    put(b, parent, node);
}

static void put_languages(struct builder *b, int column)
{
    const int grid =
        put_group(b, column, (struct view_node){.flow = FLOW_GRID, .grid_columns = 2, .gap = 22});
    char code[LANGUAGE_CODE];
    int shown = 0;
    for (int i = 0; b->app->settings != NULL && shown < 4; i++) {
        if (settings_language(b->app->settings, i, code) == NULL) {
            break;
        }
        const struct language_tile *tile = tile_of(code);
        if (tile != NULL) {
            put_language(b, grid, i, tile);
            shown++;
        }
    }
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
    say_more(&scene, say_message(MSG_CHOOSE_LANGUAGE));
    put(b, -1, scene);
    put(b, -1,
        (struct view_node){.name = "clock",
                           .role = ROLE_STATUS,
                           .look = LOOK_CORNER,
                           .zone = ZONE_ROOF,
                           .label = text_format(b, "%s\n%s", text_clock(b), text_day(b))});
    put_practice(b);
    const int column = put_answers(b, 22);
    put_languages(b, column);
    const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .gap = 24, .h = 128});
    put_message(b, row, MSG_OTHER_LANGUAGES,
                (struct view_node){.name = "lang.other",
                                   .quiet = true,
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = ICON_LANGUAGE + 1,
                                   .icon_dp = 72,
                                   .grow = 1,
                                   .intent = {INTENT_NOTICE, MSG_OTHER_LANGUAGES_LATER, NULL}});
    put_message(b, row, MSG_LISTEN_ONLY,
                (struct view_node){.name = "listen-only",
                                   .quiet = true,
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = ICON_HEADPHONES + 1,
                                   .icon_dp = 72,
                                   .grow = 1,
                                   .intent = {INTENT_NOTICE, MSG_LISTEN_ONLY_LATER, NULL}});
    put_message(b, column, MSG_TOUCH_WHEN_HEARD,
                (struct view_node){.name = "touch",
                                   .role = ROLE_TEXT,
                                   .look = LOOK_MUTED,
                                   .quiet = true, /* every greeting says it */
                                   .align = ALIGN_CENTER});
    put_tools(b);
}
