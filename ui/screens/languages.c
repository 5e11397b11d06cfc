/* Tiles of languages (01), the page that changes the language from anywhere, and 50: a language
 * that is still being recorded says how far it is, and goes on with pictures. */
#include <string.h>

#include "app/settings.h"
#include "app/sound/languages.h"
#include "ui/patterns.h"
#include "ui/screens/all.h"

#define TILES_PER_PAGE 4
#define STRIP_DP       85 /* 17 stitches of 5 dp */

static const struct language *language_of(const struct builder *b, int index)
{
    return language_find(app_language_at(b->app, index));
}

int language_count(const struct builder *b)
{
    char code[LANGUAGE_CODE];
    int count = 0;
    while (b->app->settings != NULL && settings_language(b->app->settings, count, code) != NULL) {
        count++;
    }
    return count;
}

const char *text_language(const struct builder *b, int index)
{
    const struct language *language = language_of(b, index);
    const bool vietnamese = app_text_language(b->app) == language_at(0)->code;
    return vietnamese ? language->vietnamese : language->name;
}

static enum message_id below(const struct builder *b, int index, const struct language *language)
{
    if (!language->ready) {
        return MSG_LANGUAGE_RECORDING;
    }
    if (b->app->speaking && b->app->spoken_language == index) {
        return MSG_SPEAKING_NOW;
    }
    const bool in_use = b->app->screen != SCREEN_WELCOME && b->app->language == index;
    return in_use ? MSG_LANGUAGE_NOW : MSG_TOUCH_TO_CHOOSE;
}

static void put_language(struct builder *b, int parent, int index)
{
    const struct language *language = language_of(b, index);
    const bool in_use = b->app->screen != SCREEN_WELCOME && b->app->language == index;
    const enum message_id sub = below(b, index, language);
    const bool greets = language->greets && app_sheet(b->app) == SHEET_NONE;
    struct view_node node = {.name = text_format(b, "lang.%s", language->code),
                             .role = ROLE_BUTTON,
                             .look = LOOK_LANGUAGE,
                             .label = language->name,
                             .sub = language->ready ? message_text(language->code, sub)
                                                    : text_of(b, sub),
                             .number = (int)strip_find(language->strip),
                             .h = 256,
                             .quiet = !language->ready && !greets,
                             .state = in_use ? STATE_CHOSEN : 0,
                             .intent = {.kind = INTENT_LANGUAGE, .argument = index}};
    if (greets) { /* also one of which not much more is recorded yet */
        say_more(&node, say_message(MSG_WELCOME_GREETING));
    } else if (language->ready) {
        say_more(&node, say_text(language->name, false));
    } else {
        say_more(&node, say_message(MSG_NOT_READY_TITLE));
        say_more(&node, say_text(text_language(b, index), false));
    }
    put(b, parent, node);
}

void put_languages(struct builder *b, int column, int page)
{
    const int first = page * TILES_PER_PAGE;
    const bool all = b->shape.large || (!b->shape.reference && app_sheet(b->app) != SHEET_NONE);
    const int last = all ? language_count(b) : first + TILES_PER_PAGE;
    const int grid =
        put_group(b, column, (struct view_node){.flow = FLOW_GRID, .grid_columns = 2, .gap = 22});
    for (int i = first; i < last && i < language_count(b); i++) {
        put_language(b, grid, i);
    }
}

static int language_page(const struct builder *b)
{
    const int last = (language_count(b) - 1) / TILES_PER_PAGE;
    return b->app->sheets.page < last ? b->app->sheets.page : last;
}

void sheet_languages_build(struct builder *b)
{
    const bool begun = b->app->visit != NULL;
    const struct roof roof =
        roof_of(b, MSG_LANGUAGE_TITLE, begun ? MSG_LANGUAGE_HINT_KEPT : MSG_LANGUAGE_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    const int page = b->shape.reference ? language_page(b) : 0; /* else layout deals them */
    put_languages(b, column, page);
    put_space(b, column);
    put_message(b, column, MSG_LANGUAGE_MISSING,
                (struct view_node){.name = "missing",
                                   .role = ROLE_NOTE,
                                   .look = LOOK_ASIDE,
                                   .icon = ICON_HELP + 1,
                                   .icon_dp = 64});
    if (language_count(b) > TILES_PER_PAGE && b->shape.reference) {
        put_pager(b, column, page, TILES_PER_PAGE, language_count(b));
    }
    put_back(b);
    put_tools(b);
}

static void put_progress(struct builder *b, int column, int index)
{
    const struct language *language = language_of(b, index);
    const int card = put_group(b, column, (struct view_node){.look = LOOK_CARD});
    put(b, card,
        (struct view_node){.role = ROLE_IMAGE,
                           .look = LOOK_STRIP,
                           .number = (int)strip_find(language->strip),
                           .h = STRIP_DP});
    const int rest = put_group(b, card, (struct view_node){.pad_x = 39, .pad_y = 30, .gap = 14});
    const int row =
        put_group(b, rest, (struct view_node){.flow = FLOW_ROW, .gap = 24, .align = ALIGN_CENTER});
    put(b, row,
        (struct view_node){.name = "language",
                           .role = ROLE_TEXT,
                           .look = LOOK_HEADING,
                           .label = language->name,
                           .quiet = true,
                           .grow = 1});
    struct view_node far = {.name = "recorded",
                            .role = ROLE_STATUS,
                            .look = LOOK_MUTED,
                            .label =
                                text_filled(b, MSG_RECORDED_OF, text_number(b, language->spoken),
                                            text_number(b, language->messages))};
    say_more(&far, say_message(MSG_RECORDED_OF));
    say_more(&far, (struct say){.kind = SAY_NUMBER, .number = language->spoken});
    say_more(&far, (struct say){.kind = SAY_NUMBER, .number = language->messages});
    put(b, row, far);
    put(b, rest,
        (struct view_node){.name = "recorded-bar",
                           .role = ROLE_PROGRESS,
                           .look = LOOK_SHARE,
                           .number = language->spoken,
                           .total = language->messages,
                           .h = 36});
}

/* A line with the language's name in it. */
static void put_named(struct builder *b, int parent, int index, enum message_id label,
                      enum message_id sub, struct view_node node)
{
    const char *name = text_language(b, index);
    node.label = text_filled(b, label, name, NULL);
    node.sub = text_filled(b, sub, name, NULL);
    say_more(&node, say_message(label));
    say_more(&node, say_text(name, false));
    say_more(&node, say_message(sub));
    say_more(&node, say_text(strchr(text_of(b, sub), '{') != NULL ? name : "", false));
    put(b, parent, node);
}

static void put_what_is_heard(struct builder *b, int column, int index)
{
    const int card = put_group(
        b, column, (struct view_node){.look = LOOK_CARD, .pad_x = 39, .pad_y = 24, .grow = 1});
    const struct view_node line = {
        .role = ROLE_TEXT, .look = LOOK_NEED, .icon_dp = 92, .total = 1, .h = 132};
    struct view_node own = line, rest = line;
    own.name = "heard-own";
    rest.name = "heard-rest";
    put_space(b, card);
    if (language_of(b, index)->spoken > 0) {
        own.icon = ICON_SPEAKER + 1;
        put_named(b, card, index, MSG_NOT_READY_OWN, MSG_NOT_READY_OWN_DETAIL, own);
    } else {
        own.icon = ICON_MICROPHONE + 1;
        put_named(b, card, index, MSG_NOT_READY_NONE, MSG_NOT_READY_NONE_DETAIL, own);
    }
    put_rule(b, card, false);
    rest.icon = ICON_GONG + 1;
    put_two(b, card, MSG_NOT_READY_REST, MSG_NOT_READY_REST_DETAIL, rest);
    put_space(b, card);
}

void sheet_not_ready_build(struct builder *b)
{
    const int index = b->app->sheets.language;
    struct roof roof = roof_of(b, MSG_NOT_READY_TITLE, MSG_NOT_READY_HINT);
    roof.title = text_filled(b, MSG_NOT_READY_TITLE, text_language(b, index), NULL);
    roof.title_say[1] = say_text(text_language(b, index), false);
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    put_progress(b, column, index);
    put_what_is_heard(b, column, index);
    put_named(b, column, index, MSG_CALL_SPEAKER, MSG_CALL_SPEAKER_DETAIL,
              (struct view_node){.name = "call-speaker",
                                 .role = ROLE_BUTTON,
                                 .look = LOOK_ROW,
                                 .icon = ICON_VOLUNTEER + 1,
                                 .icon_dp = 104,
                                 .h = 190,
                                 .intent = {INTENT_CALL_OFFICER, index + 1, NULL}});
    put_back(b);
    put_next(b, MSG_GO_ON_PICTURES, ICON_NEXT, MSG_NONE);
    put_tools(b);
}
