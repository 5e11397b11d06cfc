/* Finding a procedure by typing or by a tile, and what there is to know of one that has no form
 * here. */
#include <stdio.h>
#include <string.h>

#include "app/citizen/needs.h"
#include "app/citizen/terms_text.h"
#include "app/finding.h"
#include "app/steps.h"
#include "app/typing/composer.h"

void step_open_search(struct app *a, struct effects *fx)
{
    struct visit *v = a->visit;
    v->finding.tile[0] = '\0';
    v->finding.page = 0;
    v->finding.typed_ms = 0;
    composer_init(v->composer, v->composer_text, sizeof v->composer_text, FIELD_SEARCH, true,
                  v->finding.typed);
    v->composer->max_clusters = FINDING_TYPED_MAX / 3;
    finding_search(a);
    step_enter(a, SCREEN_SEARCH, fx);
}

void step_choose(struct app *a, const char *to, enum message_id later, struct effects *fx)
{
    const bool led = to != NULL && strncmp(to, ROUTE_PREFIX, strlen(ROUTE_PREFIX)) == 0;
    a->visit->finding.from = a->screen;
    a->visit->route = NULL;
    if (!led || !step_open_route(a, to + strlen(ROUTE_PREFIX), fx)) {
        step_procedure(a, led ? NULL : to, later, fx);
    }
}

bool step_open_tile(struct app *a, const char *tile, struct effects *fx)
{
    struct finding *f = &a->visit->finding;
    if (a->needs == NULL || a->catalogue == NULL || tile == NULL) {
        return false;
    }
    snprintf(f->tile, sizeof f->tile, "%s", tile);
    f->page = 0;
    const int count = finding_count(a);
    if (count == 0) {
        return false;
    }
    if (count > 1) {
        step_enter(a, SCREEN_LIST, fx);
        return true;
    }
    const struct find_row row = finding_row(a, 0); /* one sensible answer */
    step_choose(a, row.entry < 0 ? row.route : a->catalogue->entries[row.entry].code, MSG_NONE, fx);
    return true;
}

void step_inform(struct app *a, int entry, struct effects *fx)
{
    struct finding *f = &a->visit->finding;
    f->entry = entry;
    f->papers_page = 0;
    f->heard = 0;
    f->printed = false;
    step_effect(fx, FX_PRINTER_STATUS, 0);
    step_enter(a, SCREEN_INFO, fx);
}

void step_back_to_finding(struct app *a, struct effects *fx)
{
    const int from = a->visit->finding.from;
    if (a->visit->route != NULL) {
        step_enter(a, SCREEN_ROUTE, fx);
    } else if (from == SCREEN_SEARCH) {
        step_open_search(a, fx);
    } else if (from == SCREEN_LIST && a->visit->finding.tile[0] == '\0') {
        step_open_search(a, fx); /* its finds may lie under other picks by now */
        step_enter(a, SCREEN_LIST, fx);
    } else if (from == SCREEN_LIST) {
        step_enter(a, SCREEN_LIST, fx);
    } else {
        step_enter(a, SCREEN_NEED, fx);
    }
}

static void key(struct app *a, int argument)
{
    struct visit *v = a->visit;
    const struct layout *layout = layout_of(v->composer->layer);
    if (v->composer->text != NULL && argument >= 0 && argument < layout->count &&
        composer_press(v->composer, &layout->keys[argument])) {
        finding_search(a);
        v->finding.typed_ms = a->now_ms;
    }
    a->revision++;
}

/* The best find is read once she has paused. */
static void pause(struct app *a, struct effects *fx)
{
    struct finding *f = &a->visit->finding;
    if (f->typed_ms != 0 && a->overlay == OVERLAY_NONE && !a->speaking &&
        a->now_ms - f->typed_ms >= FINDING_PAUSE_MS) {
        f->typed_ms = 0;
        step_effect(fx, FX_SAY_ROW, 1);
    }
}

static bool search(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->kind == HAPPENED_TICK) {
        pause(a, fx);
        return true;
    }
    if (e->kind != HAPPENED_INTENT) {
        return false;
    }
    switch (e->intent) {
    case INTENT_BACK:
        step_enter(a, SCREEN_NEED, fx);
        return true;
    case INTENT_KEY:
        key(a, e->argument);
        return true;
    case INTENT_LIST:
        a->visit->finding.page = 0;
        step_enter(a, SCREEN_LIST, fx);
        return true;
    case INTENT_NEED:
        step_choose(a, e->text, MSG_NONE, fx);
        return true;
    default:
        return false;
    }
}

static void turn(struct app *a, int *page, int by, struct effects *fx)
{
    *page = *page + by > 0 ? *page + by : 0;
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

static bool list(struct app *a, const struct event *e, struct effects *fx)
{
    struct finding *f = &a->visit->finding;
    if (e->kind != HAPPENED_INTENT) {
        return false;
    }
    switch (e->intent) {
    case INTENT_BACK:
        if (f->tile[0] == '\0') {
            step_open_search(a, fx);
        } else {
            step_enter(a, SCREEN_NEED, fx);
        }
        return true;
    case INTENT_PAGE:
        turn(a, &f->page, e->argument, fx);
        return true;
    case INTENT_FIND:
        step_open_search(a, fx);
        return true;
    case INTENT_NEED:
        step_choose(a, e->text, MSG_NONE, fx);
        return true;
    default:
        return false;
    }
}

/* One paper after the other, each time it is asked for. */
static void hear(struct app *a, int per_page, struct effects *fx)
{
    struct finding *f = &a->visit->finding;
    const int count = a->catalogue == NULL ? 0 : catalogue_bring_count(a->catalogue, f->entry);
    if (count == 0) {
        step_effect(fx, FX_SPEAK, 1);
        return;
    }
    f->heard = f->heard % count + 1;
    const bool doubt = terms_doubt(&a->catalogue->entries[f->entry]) != MSG_NONE; /* stands first */
    f->papers_page = per_page > 0 ? (f->heard - 1 + doubt) / per_page : 0;
    a->revision++;
    step_effect(fx, FX_SAY_ROW, f->heard);
}

static bool info(struct app *a, const struct event *e, struct effects *fx)
{
    struct finding *f = &a->visit->finding;
    if (e->kind != HAPPENED_INTENT) {
        return false;
    }
    switch (e->intent) {
    case INTENT_BACK:
        step_back_to_finding(a, fx);
        return true;
    case INTENT_PAGE:
        turn(a, &f->papers_page, e->argument, fx);
        return true;
    case INTENT_HEAR:
        hear(a, e->argument, fx);
        return true;
    case INTENT_NUMBER:
        step_take_number(a, a->catalogue != NULL ? a->catalogue->entries[f->entry].icon : NULL, fx);
        return true;
    case INTENT_PRINT:
        if (!f->printing && !step_print_limited(a, fx)) {
            f->printing = true;
            a->revision++;
            step_effect(fx, FX_PRINT, PRINT_LIST);
        }
        return true;
    default:
        return false;
    }
}

/* A list that comes out late belongs to the list, whatever is shown by then. */
static bool list_printed(struct app *a, const struct event *e, struct effects *fx)
{
    struct finding *f = &a->visit->finding;
    if (!f->printing || !step_printed_is(e, PRINT_LIST)) {
        return false;
    }
    f->printing = false;
    f->unsure = step_print_unsure(e);
    f->printed = e->kind == HAPPENED_PRINTED && !f->unsure;
    a->revision++;
    if (a->screen != SCREEN_INFO) {
        return true;
    }
    if (f->printed) {
        step_effect(fx, FX_SAY, MSG_LIST_PRINTED);
    } else if (f->unsure) {
        step_effect(fx, FX_SAY, MSG_PAPER_UNSURE);
    } else {
        step_notice(a, MSG_LIST_NOT_PRINTED, fx);
        step_effect(fx, FX_PRINTER_STATUS, 0);
    }
    return true;
}

bool step_find(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->visit == NULL) {
        return false;
    }
    if (list_printed(a, e, fx)) {
        return true;
    }
    return (a->screen == SCREEN_SEARCH && search(a, e, fx)) ||
           (a->screen == SCREEN_LIST && list(a, e, fx)) ||
           (a->screen == SCREEN_INFO && info(a, e, fx));
}
