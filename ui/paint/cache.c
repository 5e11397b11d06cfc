#include "ui/paint/cache.h"

void paint_cache_init(struct paint_cache *c, void *memory, size_t size)
{
    c->memory = memory;
    c->size = size;
    c->used = 0;
    c->count = 0;
    c->generation = 0;
}

uint8_t *paint_cache_find(struct paint_cache *c, enum paint_kind kind, int a, int b, int d)
{
    for (int i = 0; i < c->count; i++) {
        const struct paint_entry *e = &c->entries[i];
        if (e->kind == kind && e->a == a && e->b == b && e->c == d) {
            return c->memory + e->offset;
        }
    }
    return NULL;
}

uint8_t *paint_cache_make(struct paint_cache *c, enum paint_kind kind, int a, int b, int d,
                          size_t size)
{
    const size_t need = (size + 15) & ~(size_t)15;
    if (need > c->size) {
        return NULL;
    }
    if (c->used + need > c->size || c->count == PAINT_CACHE_ENTRIES) {
        c->used = 0;
        c->count = 0;
        c->generation++;
    }
    c->entries[c->count] = (struct paint_entry){kind, a, b, d, c->used};
    c->count++;
    c->used += need;
    return c->memory + c->used - need;
}
