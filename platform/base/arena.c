#include "platform/base/arena.h"

#include <stdalign.h>
#include <string.h>

void arena_init(struct arena *a, void *storage, size_t size)
{
    *a = (struct arena){.base = storage, .size = size};
}

void arena_init_clean(struct arena *a, void *storage, size_t size)
{
    *a = (struct arena){.base = storage, .size = size, .clean = true};
}

static void *take(struct arena *a, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > a->size || a->used > a->size - size) {
        return NULL;
    }
    const size_t start = (a->used + align - 1) / align * align;
    if (start > a->size - size) {
        return NULL;
    }
    a->used = start + size;
    if (a->used > a->peak) {
        a->peak = a->used;
    }
    return a->base + start;
}

void *arena_alloc(struct arena *a, size_t size)
{
    void *block = take(a, size);
    if (block != NULL && !a->clean) {
        memset(block, 0, size);
    }
    return block;
}

char *arena_copy(struct arena *a, const char *text, size_t len)
{
    char *copy = len < SIZE_MAX ? take(a, len + 1) : NULL;
    if (copy == NULL) {
        return NULL;
    }
    if (len > 0) {
        memcpy(copy, text, len);
    }
    copy[len] = '\0';
    return copy;
}

bool arena_carve(struct arena *a, size_t size, struct arena *ret_part)
{
    void *storage = take(a, size);
    arena_init(ret_part, storage, storage != NULL ? size : 0);
    ret_part->clean = a->clean;
    return storage != NULL;
}

size_t arena_mark(const struct arena *a)
{
    return a->used;
}

void arena_release(struct arena *a, size_t mark)
{
    if (mark < a->used) {
        explicit_bzero(a->base + mark, a->used - mark);
        a->used = mark;
    }
}

void arena_wipe(struct arena *a)
{
    if (a->base != NULL && a->peak > 0) {
        explicit_bzero(a->base, a->peak);
    }
    a->used = 0;
    a->peak = 0;
}

bool arena_is_clean(const struct arena *a)
{
    for (size_t i = 0; i < a->size; i++) {
        if (a->base[i] != 0) {
            return false;
        }
    }
    return true;
}
