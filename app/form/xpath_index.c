#include <string.h>

#include "app/form/xpath_tree.h"

struct entry {
    uint32_t hash;
    struct node *item;
    const char *value;
    struct entry *next; /* in the bucket, document order */
};

struct xpath_index {
    struct node *base;
    const char *name, *column;
    struct entry **buckets;
    size_t mask;
    struct xpath_index *next;
};

static uint32_t hash_of(const char *text)
{
    uint32_t hash = 2166136261u;
    for (const char *p = text; *p != '\0'; p++) {
        hash = (hash ^ (uint8_t)*p) * 16777619u;
    }
    return hash;
}

static size_t count_items(const struct node *base, const char *name)
{
    size_t count = 0;
    for (const struct node *c = base->first; c != NULL; c = c->next) {
        count += strcmp(c->name, name) == 0;
    }
    return count;
}

/* Fills the buckets from the last item to the first, so that each bucket is in document order. */
static void fill(struct xpath_index *index, struct entry *entries, size_t count)
{
    size_t i = 0;
    for (struct node *c = index->base->first; c != NULL && i < count; c = c->next) {
        if (strcmp(c->name, index->name) == 0) {
            const struct node *column = node_child(c, index->column);
            entries[i].item = c;
            entries[i].value = column != NULL ? node_value(column) : NULL;
            i++;
        }
    }
    while (i-- > 0) {
        if (entries[i].value != NULL) {
            entries[i].hash = hash_of(entries[i].value);
            struct entry **bucket = &index->buckets[entries[i].hash & index->mask];
            entries[i].next = *bucket;
            *bucket = &entries[i];
        }
    }
}

static struct xpath_index *build(struct xpath_host *host, struct node *base, const char *name,
                                 const char *column)
{
    struct arena *arena = host->index_arena;
    const size_t count = count_items(base, name);
    size_t buckets = 16;
    while (buckets < count) {
        buckets *= 2;
    }
    struct xpath_index *index = arena_alloc(arena, sizeof *index);
    struct entry *entries = arena_alloc(arena, (count + 1) * sizeof *entries);
    struct entry **table = arena_alloc(arena, buckets * sizeof(struct entry *));
    if (index == NULL || entries == NULL || table == NULL) {
        return NULL;
    }
    *index = (struct xpath_index){base, name, column, table, buckets - 1, host->indexes};
    fill(index, entries, count);
    host->indexes = index;
    return index;
}

bool index_lookup(struct evaluation *e, struct node *base, const char *name, const char *column,
                  const char *text, struct xpath_value *ret_nodes)
{
    struct xpath_index *index = e->host->indexes;
    while (index != NULL && (index->base != base || strcmp(index->name, name) != 0 ||
                             strcmp(index->column, column) != 0)) {
        index = index->next;
    }
    if (index == NULL) {
        index = build(e->host, base, name, column);
        if (index == NULL) {
            return false; /* no memory left for an index: look at every item */
        }
    }
    const uint32_t hash = hash_of(text);
    size_t count = 0;
    for (const struct entry *c = index->buckets[hash & index->mask]; c != NULL; c = c->next) {
        count += c->hash == hash && strcmp(c->value, text) == 0;
    }
    struct node **out = scratch_alloc(e, (count + 1) * sizeof(struct node *));
    size_t i = 0;
    for (const struct entry *c = index->buckets[hash & index->mask]; c != NULL && out != NULL;
         c = c->next) {
        if (c->hash == hash && strcmp(c->value, text) == 0) {
            out[i++] = c->item;
        }
    }
    e->work += (long)count;
    e->host->indexed_lookups++;
    *ret_nodes = value_nodes(out, i);
    return true;
}
