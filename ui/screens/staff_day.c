/* 70: the figures of the day, counts only, before they are printed. */
#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/settings.h"
#include "app/sound/languages.h"
#include "app/staff/day_page.h"
#include "app/steps.h"
#include "ui/screens/all.h"
#include "ui/screens/find.h"
#include "ui/screens/staff.h"
#include "ui/screens/studio.h"

#define ROWS   9
#define BAR_DP 16

static int rows_of(const struct app *a, struct day_row rows[DAY_ROWS])
{
    struct health_row health[HEALTH_PARTS];
    health_rows(&a->staff.facts, health);
    const struct day_page_facts facts = {
        .files = a->staff.files != NULL ? &a->staff.files->day : NULL,
        .tally = &a->day,
        .midnight = app_midnight(a),
        .paper_receipts = a->staff.facts.paper_receipts,
        .wrong = health_count(health, HEALTH_BAD) + health_count(health, HEALTH_WARN)};
    return day_page_rows(&facts, rows);
}

/* As it is called in the shown language; one that is not offered here any more by its code. */
static struct say say_language(const struct builder *b, const char *code)
{
    char its[LANGUAGE_CODE];
    for (int i = 0; i < language_count(b); i++) {
        if (settings_language(b->app->settings, i, its) != NULL && strcmp(its, code) == 0) {
            return say_text(text_language(b, i), false);
        }
    }
    return (struct say){.kind = SAY_LETTERS, .text = text_format(b, "%s", code)};
}

/* What is counted: a sentence, the title of a procedure, the name of a language. */
static const char *label_of(const struct builder *b, const struct day_row *r, struct say *ret_say)
{
    const struct catalogue *c = b->app->catalogue;
    bool fallback = false;
    if (r->words != MSG_NONE) {
        *ret_say = say_message(r->words);
        return text_of(b, r->words);
    }
    if (r->language != NULL) {
        const struct language *language = language_find(r->language);
        const char *name = language == NULL ? r->language : language->name;
        *ret_say = say_language(b, r->language);
        return text_format(b, "%s", name);
    }
    const int entry = c == NULL ? -1 : catalogue_find(c, r->procedure);
    if (entry < 0) {
        const char *code = text_format(b, "%s", r->procedure);
        *ret_say = (struct say){.kind = SAY_LETTERS, .text = code};
        return code;
    }
    const char *title = catalogue_title(c, entry, b->language, &fallback);
    *ret_say = say_catalogue(title, fallback);
    return title;
}

/* Its number, or why there is none. */
static const char *figure_of(const struct builder *b, const struct day_row *r,
                             struct view_node *node)
{
    const struct say number = {
        .kind = SAY_NUMBER,
        .number = r->figure == DAY_IS_FEW || r->figure == DAY_IS_OVER ? DAY_FEW : r->number};
    switch (r->figure) {
    case DAY_IS_FEW:
        say_more(node, say_message(MSG_DAY_UNDER));
        say_more(node, number);
        return text_filled(b, MSG_DAY_UNDER, text_number(b, DAY_FEW), NULL);
    case DAY_IS_OVER:
        say_more(node, number);
        say_more(node, say_message(MSG_DAY_OVER));
        return text_filled(b, MSG_DAY_OVER, text_number(b, DAY_FEW), NULL);
    case DAY_IS_PERCENT:
        say_more(node, say_message(MSG_DAY_PERCENT));
        say_more(node, number);
        return text_filled(b, MSG_DAY_PERCENT, text_number(b, r->number), NULL);
    case DAY_IS_UNKNOWN:
        say_more(node, say_message(MSG_DAY_FEW));
        return text_of(b, MSG_DAY_FEW);
    case DAY_IS_COUNT:
        break;
    }
    say_more(node, number);
    return text_number(b, r->number);
}

static void put_row(struct builder *b, int column, int number, const struct day_row *r)
{
    const bool bar = r->most > 0 && !b->shape.large;
    const int card =
        put_group(b, column,
                  (struct view_node){
                      .look = LOOK_CARD, .pad_x = 32, .pad_y = 10, .gap = 8, .fold = FOLD_KEEP});
    struct view_node node = {.name = text_format(b, "day.%d", number),
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .total = 1};
    struct say what = {.kind = SAY_END};
    const char *label = label_of(b, r, &what);
    say_more(&node, what);
    const char *figure = figure_of(b, r, &node);
    node.label = text_format(b, "%s: %s", label, figure);
    put(b, card, node);
    if (bar) {
        put(b, card,
            (struct view_node){.name = text_format(b, "day.bar.%d", number),
                               .role = ROLE_PROGRESS,
                               .look = LOOK_SHARE,
                               .number = r->number,
                               .total = r->most,
                               .h = BAR_DP});
    }
}

/* Onto a stick; while that goes on, touching it says so. */
static void put_out(struct builder *b, bool busy)
{
    struct view_node node = {.name = "day.out",
                             .role = ROLE_BUTTON,
                             .look = LOOK_BUTTON,
                             .zone = ZONE_ACTIONS,
                             .icon = ICON_USB + 1,
                             .icon_dp = 72,
                             .grow = 1};
    if (busy) {
        node.state = STATE_DISABLED;
        say_more(&node, say_message(MSG_STICK_WRITING));
    } else {
        node.intent = (struct intent){.kind = INTENT_STAFF_ACT, .argument = ACT_DAY_OUT};
    }
    put_message(b, -1, MSG_DAY_OUT, node);
}

void sheet_staff_day_build(struct builder *b)
{
    struct day_row all[DAY_ROWS];
    const struct staff *s = &b->app->staff;
    const int count = rows_of(b->app, all);
    const struct roof roof =
        staff_roof(b, MSG_DAY_PAGE_TITLE, s->told ? MSG_DAY_PAGE_HINT : MSG_STAFF_LOOKING);
    put_roof(b, &roof);
    const int column = put_answers(b, 10);
    const int rows = list_rows(b, b->shape.step > 1 ? ROWS - 1 : ROWS, 4);
    const int pages = (count + rows - 1) / rows;
    const int page = s->day_page < pages ? s->day_page : pages - 1;
    for (int i = page * rows; i < count && i < (page + 1) * rows; i++) {
        put_row(b, column, i + 1, &all[i]);
    }
    put_space(b, column);
    put_list_pager(b, column, page, rows, count);
    put_back(b);
    put_out(b, s->stick_busy);
    put_next(b, MSG_DAY_PRINT, ICON_PRINT, s->day_prints ? MSG_DAY_PRINTING : MSG_NONE);
    put_tools(b);
}
