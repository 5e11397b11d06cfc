/* 32: a few letters find a procedure; the list of a tile, and of everything found. */
#include "ui/screens/find.h"

#include <string.h>

#include "app/citizen/catalogue.h"
#include "platform/base/utf8.h"
#include "ui/screens/all.h"
#include "ui/screens/keyboard.h"
#include "ui/screens/need.h"

#define SHOWN_DP       130
#define BESIDE_DP      160
#define FINDING_BESIDE 2  /* in a row above the keyboard of a wide screen */
#define ONE_LINE       34 /* letters of a row's title */
#define TWO_LINES      62
#define KEY_DP         98
#define ROW_DP         150
#define ROWS_DEALT     100

struct say say_catalogue(const char *text, bool fallback)
{
    return (struct say){.kind = fallback ? SAY_NAME : SAY_TEXT, .text = text};
}

/* As many whole words as `most` letters hold; the row says all of it, and what it leads to shows
 * it.
 */
static const char *cut(struct builder *b, const char *text, size_t most)
{
    if (utf8_count(text) <= most) {
        return text;
    }
    size_t bytes = 0;
    size_t end = 0;
    for (size_t letters = 0; letters < most; letters++) {
        bytes += utf8_cluster(text + bytes, strlen(text + bytes));
        end = text[bytes] == ' ' ? bytes : end;
    }
    while (end > 0 && strchr(",;:( ", text[end - 1]) != NULL) {
        end--;
    }
    return text_format(b, "%.*s…", (int)(end > 0 ? end : bytes), text);
}

/* "route:land" looks like its tile and says that it asks. */
static void put_route(struct builder *b, int column, const char *route, struct view_node row)
{
    const enum message_id label = need_label(route + sizeof "route:" - 1);
    row.icon = build_icon(route + sizeof "route:" - 1, ICON_MORE);
    row.intent = (struct intent){INTENT_NEED, 0, route};
    put_two(b, column, label != MSG_NONE ? label : MSG_FIND_ROUTE, MSG_FIND_ROUTE, row);
}

/* Row `number` (from 1, its name is "find.N") of the list, height_dp high. quiet: said when
 * focused, not when the page is read. */
static void put_find(struct builder *b, int column, struct find_row row, int number, int height_dp,
                     bool quiet)
{
    struct view_node node = {.name = text_format(b, "find.%d", number),
                             .role = ROLE_BUTTON,
                             .look = LOOK_ROW,
                             .icon_dp = 72,
                             .h = height_dp,
                             .quiet = quiet};
    if (row.entry < 0) {
        put_route(b, column, row.route, node);
        return;
    }
    const struct catalogue *catalogue = b->app->catalogue;
    const struct catalogue_entry *e = &catalogue->entries[row.entry];
    const bool here = e->form != NULL && e->form->form[0] != '\0';
    bool fallback = false;
    const char *title = catalogue_title(catalogue, row.entry, b->language, &fallback);
    const bool brief = utf8_count(title) <= ONE_LINE;
    node.label = cut(b, title, TWO_LINES);
    node.sub = b->shape.step < 2 && (brief || here)
                   ? text_of(b, here ? MSG_FIND_HERE : MSG_FIND_INFO)
                   : NULL;
    node.icon = build_icon(e->icon, ICON_DOCUMENT);
    node.state = fallback ? STATE_FOREIGN : 0;
    node.intent = (struct intent){INTENT_NEED, 0, e->code};
    say_more(&node, say_catalogue(title, fallback));
    if (quiet || here) { /* a list is heard through: what most rows are is told where one leads */
        say_more(&node, say_message(here ? MSG_FIND_HERE : MSG_FIND_INFO));
    }
    put(b, column, node);
}

static void put_field(struct builder *b, int column)
{
    const struct visit *visit = b->app->visit;
    struct view_node field =
        search_field(b, text_filled(b, MSG_FIND_COUNT, text_number(b, visit->pick_count), NULL));
    field.h = 104;
    field.fold = FOLD_EVERY;
    field.quiet = true;
    field.aloud = true;
    say_more(&field, (struct say){.kind = SAY_NAME, .text = visit->composer->text});
    say_more(&field, say_message(MSG_FIND_COUNT));
    say_more(&field, (struct say){.kind = SAY_NUMBER, .number = visit->pick_count});
    put(b, column, field);
}

static void put_finds(struct builder *b, int column)
{
    const struct visit *visit = b->app->visit;
    const bool wide = b->shape.landscape && b->shape.step == 0;
    const bool beside = wide && visit->pick_count > 0; /* above the keyboard */
    const int shown = beside ? FINDING_BESIDE : FINDING_SHOWN;
    const int list =
        put_group(b, column,
                  (struct view_node){
                      .gap = 12,
                      .flow = beside ? FLOW_GRID : FLOW_COLUMN,
                      .grid_columns = FINDING_BESIDE,
                      .h = visit->pick_count == 0 && b->shape.step >= 2 ? 0
                           : beside                                     ? BESIDE_DP
                                    : FINDING_SHOWN * SHOWN_DP + (FINDING_SHOWN - 1) * 12,
                      .fold = b->shape.step + b->shape.landscape < 2 ? FOLD_KEEP : FOLD_PARTS});
    for (int i = 0; i < shown && i < visit->pick_count; i++) {
        put_find(b, list, (struct find_row){.entry = visit->picks[i]}, i + 1, SHOWN_DP, true);
        if (beside) { /* no room for its second line, which is said */
            b->view->nodes[b->view->count - 1].sub = NULL;
        }
    }
    if (visit->pick_count == 0) {
        put(b, list,
            (struct view_node){
                .name = "nothing",
                .role = ROLE_STATUS, /* said when it comes to that while she types */
                .look = LOOK_NOTE,
                .label = text_of(b, b->shape.large ? MSG_FIND_NOTHING_SHORT : MSG_FIND_NOTHING),
                .say = {say_message(MSG_FIND_NOTHING)},
                .icon = ICON_SEARCH + 1,
                .h = b->shape.step < 2 ? 240 : 0});
    }
    if (visit->pick_count < FINDING_SHOWN && !beside) {
        put_space(b, list);
    }
}

static void put_named_key(struct builder *b, int row, const char *name, struct view_node node)
{
    const int index = layout_find_name(LAYER_VIETNAMESE, name);
    node.intent = (struct intent){.kind = INTENT_KEY, .argument = index};
    put_key(b, row, &layout_of(LAYER_VIETNAMESE)->keys[index], LOOK_KEY, node);
}

/* Plain letters, then space and clear; figures are not needed to find. */
static void put_letters(struct builder *b, int column)
{
    const int rows = put_group(
        b, column,
        (struct view_node){.gap = 10, .fold = b->shape.step < 2 ? FOLD_KEEP : FOLD_PARTS});
    put_letter_rows(b, rows, KEY_DP);
    const int row =
        put_group(b, rows, (struct view_node){.flow = FLOW_ROW, .gap = 12, .h = KEY_DP});
    put_named_key(b, row, "key-space", (struct view_node){.grow = 1});
    put_named_key(b, row, "key-clear", (struct view_node){.w = 230});
}

/* The whole list with its count; its only row; or an officer where nothing was found. */
static void put_main(struct builder *b)
{
    const struct visit *visit = b->app->visit;
    if (visit->pick_count == 0) {
        put_act(b, "go", MSG_CALL_OFFICER, ICON_HELP, (struct intent){.kind = INTENT_CALL_OFFICER},
                true);
        return;
    }
    if (visit->pick_count == 1) {
        const char *code = b->app->catalogue->entries[visit->picks[0]].code;
        put_act(b, "go", MSG_FIND_THIS, ICON_NEXT, (struct intent){INTENT_NEED, 0, code}, true);
        return;
    }
    struct view_node all = {
        .name = "go",
        .role = ROLE_BUTTON,
        .look = LOOK_MAIN,
        .zone = ZONE_ACTIONS,
        .icon = ICON_DOWN + 1,
        .icon_dp = 64,
        .grow = 1,
        .label = text_filled(b, MSG_FIND_ALL, text_number(b, visit->pick_count), NULL),
        .intent = {.kind = INTENT_LIST}};
    say_more(&all, say_message(MSG_FIND_ALL));
    say_more(&all, (struct say){.kind = SAY_NUMBER, .number = visit->pick_count});
    put(b, -1, all);
}

void screen_search_build(struct builder *b)
{
    if (b->app->visit->composer == NULL || b->app->catalogue == NULL) {
        return;
    }
    const struct roof roof = roof_of(b, MSG_SEARCH_TITLE, MSG_SEARCH_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 14);
    put_field(b, column);
    put_finds(b, column);
    put_letters(b, column);
    put_back(b);
    put_main(b);
    put_tools(b);
}

static struct roof list_roof(struct builder *b)
{
    const enum message_id tile = need_label(b->app->visit->finding.tile);
    if (tile == MSG_NONE) {
        return roof_of(b, MSG_LIST_FOUND, MSG_LIST_FOUND_HINT);
    }
    struct roof roof = roof_of(b, MSG_LIST_TILE, MSG_LIST_TILE_HINT);
    roof.title = text_filled(b, MSG_LIST_TILE, text_of(b, tile), NULL);
    roof.title_say[1] = say_text(text_of(b, tile), false);
    return roof;
}

/* One row more where no pages are turned: it takes the pager's room. In another shape layout deals
 * all of them, as many as a view holds. */
static int rows_a_page(const struct builder *b, int count)
{
    if (b->shape.reference) {
        return count > FINDING_ROWS + 1 ? FINDING_ROWS : FINDING_ROWS + 1;
    }
    return count <= ROWS_DEALT ? ROWS_DEALT : list_rows(b, 2, 2);
}

void screen_list_build(struct builder *b)
{
    if (b->app->catalogue == NULL) {
        return;
    }
    const struct finding *f = &b->app->visit->finding;
    const struct roof roof = list_roof(b);
    put_roof(b, &roof);
    const int column = put_answers(b, 14);
    const int count = finding_count(b->app);
    const int rows = rows_a_page(b, count);
    const int first = f->page * rows < count ? f->page * rows : 0;
    for (int i = first; i < count && i < first + rows; i++) {
        put_find(b, column, finding_row(b->app, i), i + 1, ROW_DP, false);
    }
    put_space(b, column);
    put_list_pager(b, column, first / rows, rows, count);
    put_back(b);
    put_act(b, "find", MSG_LIST_TYPE, ICON_SEARCH, (struct intent){.kind = INTENT_FIND}, false);
    put_tools(b);
}
