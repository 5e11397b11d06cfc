/* 72: how many sentences of each screen are recorded in a language. */
#include "app/citizen/catalogue.h"
#include "ui/screens/all.h"
#include "ui/screens/find.h"
#include "ui/screens/studio.h"

#define ROWS_REFERENCE 4
#define ROWS_WIDE      4
#define BAR_DP         24

static int entry_of(const struct builder *b, const char *code)
{
    return b->app->catalogue != NULL ? catalogue_find(b->app->catalogue, code) : -1;
}

const char *text_screen(const struct builder *b, enum message_id label, const char *place)
{
    const int entry = label == MSG_NONE ? entry_of(b, place) : -1;
    bool fallback = false;
    return label != MSG_NONE ? text_of(b, label)
           : entry >= 0      ? catalogue_title(b->app->catalogue, entry, b->language, &fallback)
                             : text_format(b, "%s", place);
}

struct say say_screen(const struct builder *b, enum message_id label, const char *place)
{
    const int entry = label == MSG_NONE ? entry_of(b, place) : -1;
    bool fallback = false;
    if (label != MSG_NONE) {
        return say_message(label);
    }
    if (entry < 0) {
        return (struct say){.kind = SAY_LETTERS, .text = text_format(b, "%s", place)};
    }
    const char *title = catalogue_title(b->app->catalogue, entry, b->language, &fallback);
    return say_catalogue(title, fallback);
}

/* The screen's name, its bar, its count. */
static void put_screen(struct builder *b, int column, const struct cover_row *row, int number)
{
    const bool whole = row->recorded == row->total;
    const enum message_id words = whole ? MSG_STUDIO_COVER_WHOLE : MSG_STUDIO_COVER_ROW;
    const int card =
        put_group(b, column,
                  (struct view_node){
                      .look = LOOK_CARD, .pad_x = 32, .pad_y = 12, .gap = 8, .fold = FOLD_KEEP});
    struct view_node name = {.name = text_format(b, "screen.%d", number),
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .icon = (whole ? ICON_CHECK : ICON_MICROPHONE) + 1,
                             .icon_dp = 56,
                             .total = 1,
                             .label = text_screen(b, row->label, row->place),
                             .sub = text_filled(b, words,
                                                text_number(b, whole ? row->total : row->recorded),
                                                text_number(b, row->total))};
    say_more(&name, say_screen(b, row->label, row->place));
    say_more(&name, say_message(words));
    if (!whole) {
        say_more(&name, (struct say){.kind = SAY_NUMBER, .number = row->recorded});
    }
    say_more(&name, (struct say){.kind = SAY_NUMBER, .number = row->total});
    put(b, card, name);
    put(b, card,
        (struct view_node){.name = text_format(b, "share.%d", number),
                           .role = ROLE_PROGRESS,
                           .look = LOOK_SHARE,
                           .number = row->recorded,
                           .total = row->total > 0 ? row->total : 1,
                           .h = BAR_DP});
}

/* What keeps the language from being offered as the others are stands under the title. */
static struct roof roof_of_cover(const struct builder *b, const struct cover *c)
{
    const int left = c->core - c->core_recorded;
    struct roof roof = staff_roof(b, MSG_STUDIO_COVER_TITLE,
                                  left > 0 ? MSG_STUDIO_CORE_LEFT : MSG_STUDIO_CORE_WHOLE);
    if (left > 0) {
        roof.hint = text_filled(b, MSG_STUDIO_CORE_LEFT, text_number(b, left), NULL);
        roof.hint_say[1] = (struct say){.kind = SAY_NUMBER, .number = left};
    }
    return roof;
}

void sheet_studio_cover_build(struct builder *b)
{
    const struct studio *s = &b->app->studio;
    const struct cover *c = studio_is_readable(s) ? &s->desk->cover : NULL;
    const struct roof roof =
        c != NULL ? roof_of_cover(b, c) : staff_roof(b, MSG_STUDIO_COVER_TITLE, MSG_NONE);
    put_roof(b, &roof);
    const int column = put_answers(b, 14);
    if (c == NULL) {
        (void)put_studio_word(b, column, "studio.wait", MSG_STUDIO_WAIT, false);
        put_back(b);
        put_tools(b);
        return;
    }
    const int rows = list_rows(b, ROWS_REFERENCE, ROWS_WIDE);
    const int pages = c->count > 0 ? (c->count + rows - 1) / rows : 1;
    const int page = s->page < pages ? s->page : pages - 1;
    for (int i = page * rows; i < c->count && i < (page + 1) * rows; i++) {
        put_screen(b, column, &c->rows[i], i + 1);
    }
    put_space(b, column);
    if (b->shape.reference) {
        put_pager(b, column, page, rows, c->count);
    } else {
        put_large_pager(b, page, rows, c->count);
    }
    put_back(b);
    put_next(b, MSG_STUDIO_RECORD, ICON_MICROPHONE, MSG_NONE);
    put_tools(b);
}
