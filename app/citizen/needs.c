#include "app/citizen/needs.h"

#include <stdio.h>
#include <string.h>

#include "app/citizen/list.h"

struct loading {
    const struct catalogue *catalogue;
    struct needs *needs;
};

/* True when a pack put it there already. */
static bool is_there(const struct needs *needs, const struct need *n)
{
    for (int i = 0; i < needs->count; i++) {
        const struct need *other = &needs->rows[i];
        if (strcmp(other->tile, n->tile) == 0 && other->entry == n->entry &&
            strcmp(other->route, n->route) == 0) {
            return true;
        }
    }
    return false;
}

static bool is(const struct csv_field *f, const char *word)
{
    return f->len == strlen(word) && memcmp(f->text, word, f->len) == 0;
}

/* tile TAB procedure TAB code, or tile TAB route TAB name. */
static bool add_row(void *context, const struct csv_field *f)
{
    const struct loading *l = context;
    char target[NEEDS_TEXT_MAX];
    const bool route = is(&f[1], "route");
    if ((!route && !is(&f[1], "procedure")) || f[0].len == 0 || f[0].len >= NEEDS_TEXT_MAX ||
        f[2].len == 0 || f[2].len > 16 || l->needs->count == NEEDS_MAX) {
        return false;
    }
    snprintf(target, sizeof target, "%.*s", (int)f[2].len, f[2].text);
    struct need *n = &l->needs->rows[l->needs->count];
    *n = (struct need){.entry = route ? -1 : catalogue_find(l->catalogue, target)};
    snprintf(n->tile, sizeof n->tile, "%.*s", (int)f[0].len, f[0].text);
    if (route) {
        snprintf(n->route, sizeof n->route, "route:%.16s", target);
    }
    l->needs->count += (route || n->entry >= 0) && !is_there(l->needs, n);
    return true;
}

struct err needs_load(struct arena *arena, const struct assets *assets,
                      const struct catalogue *catalogue, struct needs **ret_needs)
{
    struct needs *needs = arena_alloc(arena, sizeof *needs);
    if (needs == NULL) {
        return ERR(ERR_FULL, 0, "needs: arena");
    }
    struct loading loading = {catalogue, needs};
    *ret_needs = needs;
    struct err e = ERR_OK;
    for (int i = 0; i < CATALOGUE_PACKS && !failed(e); i++) { /* what is new is seen first */
        char name[40];
        (void)snprintf(name, sizeof name, CATALOGUE_PACKED "/%d/needs.tsv", i);
        e = list_read(assets, &(struct list){name, '\t', false, 3, add_row, &loading});
        e = e.code == ERR_NOT_FOUND ? ERR_OK : e;
    }
    const struct list own = {"data/needs.tsv", '\t', false, 3, add_row, &loading};
    return failed(e) ? e : list_read(assets, &own);
}

int needs_next(const struct needs *needs, const char *tile, int row)
{
    for (int i = row + 1; i < needs->count; i++) {
        if (strcmp(needs->rows[i].tile, tile) == 0) {
            return i;
        }
    }
    return -1;
}
