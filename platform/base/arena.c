#include "platform/base/arena.h"

#include <stdalign.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FEW_BYTES   ((size_t)64 << 10) /* wiped without asking what of it was touched */
#define PAGES_ASKED 1024

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
    ret_part->locked = a->locked;
    return storage != NULL;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Of clean, locked storage only the pages in memory were ever written; zeroing the others would
 * fetch them first, two thousand for the papers of a visit that had none. */
static void zero_touched(uint8_t *bytes, size_t len)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t before = (uintptr_t)bytes % page; /* of the first page, not ours */
    while (len > 0) {
        unsigned char there[PAGES_ASKED];
        const size_t span = smaller(len + before, PAGES_ASKED * page);
        const bool known = mincore(bytes - before, span, there) == 0;
        for (size_t at = 0; at < span; at += page) {
            const size_t skip = at == 0 ? before : 0;
            if (!known || (there[at / page] & 1) != 0) {
                explicit_bzero(bytes - before + at + skip, smaller(page, span - at) - skip);
            }
        }
        bytes += span - before;
        len -= span - before;
        before = 0;
    }
}

static void zero(const struct arena *a, size_t from, size_t to)
{
    if (a->clean && a->locked && to - from > FEW_BYTES) {
        zero_touched(a->base + from, to - from);
    } else {
        explicit_bzero(a->base + from, to - from);
    }
}

size_t arena_mark(const struct arena *a)
{
    return a->used;
}

void arena_release(struct arena *a, size_t mark)
{
    if (mark < a->used) {
        zero(a, mark, a->used);
        a->used = mark;
    }
}

void arena_wipe(struct arena *a)
{
    if (a->base != NULL && a->peak > 0) {
        zero(a, 0, a->peak);
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
