#include "platform/sdl/line_cache.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a over face, size and text; never 0, which marks an unused width. */
static uint64_t hash_of(const struct line_key *key)
{
    uint64_t h = 0xcbf29ce484222325ULL;
    h = (h ^ (uint64_t)key->face) * 0x100000001b3ULL;
    h = (h ^ (uint64_t)key->px) * 0x100000001b3ULL;
    for (size_t i = 0; i < key->len; i++) {
        h = (h ^ (uint8_t)key->text[i]) * 0x100000001b3ULL;
    }
    return h | 1;
}

static void drop(struct line_cache *c, struct line_entry *e)
{
    if (e->block != NULL) {
        explicit_bzero(e->block, e->bytes);
        free(e->block);
        c->held -= e->bytes;
    }
    memset(e, 0, sizeof(*e));
}

const struct text_line *line_cache_find(struct line_cache *c, const struct line_key *key,
                                        bool personal)
{
    const uint64_t hash = hash_of(key);
    for (int i = 0; i < LINE_CACHE_LINES; i++) {
        struct line_entry *e = &c->lines[i];
        if (e->hash == hash && e->key.face == key->face && e->key.px == key->px &&
            e->key.len == key->len && memcmp(e->key.text, key->text, key->len) == 0) {
            e->used = ++c->clock;
            e->personal = e->personal || personal;
            return &e->line;
        }
    }
    return NULL;
}

static struct line_entry *oldest(struct line_cache *c)
{
    struct line_entry *least = NULL;
    for (int i = 0; i < LINE_CACHE_LINES; i++) {
        struct line_entry *e = &c->lines[i];
        if (e->block != NULL && (least == NULL || e->used < least->used)) {
            least = e;
        }
    }
    return least;
}

static struct line_entry *free_entry(struct line_cache *c)
{
    for (int i = 0; i < LINE_CACHE_LINES; i++) {
        if (c->lines[i].block == NULL) {
            return &c->lines[i];
        }
    }
    struct line_entry *e = oldest(c);
    drop(c, e);
    return e;
}

const struct text_line *line_cache_put(struct line_cache *c, const struct line_key *key,
                                       bool personal, const struct text_line *line,
                                       uint8_t **ret_coverage)
{
    const size_t coverage = (size_t)line->stride * (size_t)line->height;
    const size_t bytes = key->len + coverage + 1;
    if (bytes > c->limit) {
        return NULL;
    }
    while (c->held + bytes > c->limit) {
        drop(c, oldest(c));
    }
    char *block = malloc(bytes);
    if (block == NULL) {
        return NULL;
    }
    struct line_entry *e = free_entry(c);
    memcpy(block, key->text, key->len);
    e->hash = hash_of(key);
    e->used = ++c->clock;
    e->key = (struct line_key){key->face, key->px, block, key->len};
    e->personal = personal;
    e->line = *line;
    e->line.coverage = (uint8_t *)block + key->len;
    e->block = block;
    e->bytes = bytes;
    c->held += bytes;
    *ret_coverage = (uint8_t *)block + key->len;
    return &e->line;
}

bool line_cache_width(const struct line_cache *c, const struct line_key *key, int *ret_width)
{
    const uint64_t hash = hash_of(key);
    const size_t slot = (hash >> 20) & (LINE_CACHE_WIDTHS - 1);
    if (c->widths[slot].hash != hash) {
        return false;
    }
    *ret_width = c->widths[slot].width;
    return true;
}

void line_cache_keep_width(struct line_cache *c, const struct line_key *key, int width)
{
    const uint64_t hash = hash_of(key);
    const size_t slot = (hash >> 20) & (LINE_CACHE_WIDTHS - 1);
    c->widths[slot].hash = hash;
    c->widths[slot].width = width;
}

void line_cache_forget(struct line_cache *c)
{
    for (int i = 0; i < LINE_CACHE_LINES; i++) {
        if (c->lines[i].personal) {
            drop(c, &c->lines[i]);
        }
    }
    explicit_bzero(c->widths, sizeof(c->widths));
}

void line_cache_clear(struct line_cache *c)
{
    for (int i = 0; i < LINE_CACHE_LINES; i++) {
        drop(c, &c->lines[i]);
    }
    explicit_bzero(c->widths, sizeof(c->widths));
}
