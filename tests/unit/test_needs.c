#include "app/citizen/needs.h"

#include "tests/check.h"

static uint8_t storage[CATALOGUE_BYTES + sizeof(struct needs)] __attribute__((aligned(16)));
static struct catalogue *all;
static struct needs *needs;

TEST(every_tile_leads_somewhere)
{
    static const char *const tiles[] = {"birth",      "marriage", "death",   "land",
                                        "residence",  "support",  "certify", "business",
                                        "disability", "veteran",  "build",   "id-card"};
    for (size_t i = 0; i < sizeof tiles / sizeof tiles[0]; i++) {
        const int first = needs_next(needs, tiles[i], -1);
        CHECK(first >= 0);
        CHECK(first < 0 || needs->rows[first].entry >= 0 || needs->rows[first].route[0] != '\0');
    }
    CHECK_INT(needs_next(needs, "no such tile", -1), -1);
}

TEST(a_tile_lists_what_is_offered_once_and_forms_first)
{
    for (int i = 0; i < needs->count; i++) {
        const struct need *n = &needs->rows[i];
        CHECK(n->entry < 0 || catalogue_offered(all, n->entry, "2026-11-23"));
        bool information = false;
        for (int k = needs_next(needs, n->tile, -1); k >= 0 && k != i;
             k = needs_next(needs, n->tile, k)) {
            CHECK(k > i || needs->rows[k].entry != n->entry || n->entry < 0);
            information = information || (k < i && needs->rows[k].entry >= 0 &&
                                          all->entries[needs->rows[k].entry].form == NULL);
        }
        const bool form = n->entry >= 0 && all->entries[n->entry].form != NULL;
        CHECK(!(form && information));
    }
}

int main(void)
{
    struct arena arena;
    struct assets assets;
    struct catalogue_problem problem;
    arena_init(&arena, storage, sizeof storage);
    if (failed(assets_open(&assets, files_linux(), NULL)) ||
        failed(catalogue_load(&arena, &assets, NULL, &all, &problem)) ||
        failed(needs_load(&arena, &assets, all, &needs))) {
        return 1;
    }
    RUN(every_tile_leads_somewhere);
    RUN(a_tile_lists_what_is_offered_once_and_forms_first);
    return check_done();
}
