#include "app/finding.h"

#include <stdio.h>

#include "app/app.h"
#include "app/citizen/date.h"
#include "app/citizen/needs.h"
#include "app/citizen/search.h"
#include "app/settings.h"
#include "app/typing/composer.h"

static void today(const struct app *a, char ret_day[DATE_TEXT_MAX])
{
    date_write(date_today(a->now_s, a->settings->offset_minutes), ret_day);
}

bool finding_offered(const struct app *a, int entry)
{
    char day[DATE_TEXT_MAX];
    today(a, day);
    return entry >= 0 && a->catalogue != NULL && catalogue_offered(a->catalogue, entry, day);
}

static void keep(struct visit *v, const char *day, const struct catalogue *c, int entry)
{
    if (v->pick_count < PICKS_MAX && catalogue_offered(c, entry, day)) {
        v->picks[v->pick_count++] = (uint16_t)entry;
    }
}

void finding_search(struct app *a)
{
    struct visit *v = a->visit;
    struct search_hit hits[CATALOGUE_MAX];
    char day[DATE_TEXT_MAX];
    today(a, day);
    v->pick_count = 0;
    if (a->catalogue == NULL || a->search == NULL) {
        return;
    }
    snprintf(v->finding.typed, sizeof v->finding.typed, "%s", v->composer->text);
    if (v->finding.typed[0] == '\0') {
        for (int i = 0; i < a->catalogue->count; i++) {
            keep(v, day, a->catalogue, i);
        }
        return;
    }
    const int count = search_find(a->search, v->finding.typed, hits, CATALOGUE_MAX);
    for (int i = 0; i < count; i++) {
        keep(v, day, a->catalogue, hits[i].entry);
    }
}

/* The i-th row of the tile that is offered; -1 past the last. */
static int tile_row(const struct app *a, int i)
{
    const struct needs *needs = a->needs;
    const char *tile = a->visit->finding.tile;
    for (int row = needs_next(needs, tile, -1); row >= 0; row = needs_next(needs, tile, row)) {
        const struct need *n = &needs->rows[row];
        if ((n->entry < 0 || finding_offered(a, n->entry)) && i-- == 0) {
            return row;
        }
    }
    return -1;
}

int finding_count(const struct app *a)
{
    if (a->visit->finding.tile[0] == '\0') {
        return a->visit->pick_count;
    }
    int count = 0;
    while (tile_row(a, count) >= 0) {
        count++;
    }
    return count;
}

struct find_row finding_row(const struct app *a, int i)
{
    if (a->visit->finding.tile[0] == '\0') {
        return (struct find_row){.entry = a->visit->picks[i]};
    }
    const struct need *n = &a->needs->rows[tile_row(a, i)];
    return (struct find_row){.entry = n->entry, .route = n->entry < 0 ? n->route : NULL};
}
