/* Bump allocation in one block: everything of one lifetime lies together and goes together.
 * A citizen's data lives in one arena made by secret_map() and wiped at the single door home
 * (reference/house.md 6.6). Not thread-safe: one owner thread. */
#ifndef PLATFORM_BASE_ARENA_H
#define PLATFORM_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

struct arena {
    uint8_t *base;
    size_t size; /* bytes */
    size_t used; /* bytes handed out, padding included */
    size_t peak; /* most bytes ever used since the last wipe: bounds the wipe */
    bool clean;  /* what is not handed out is zero: the storage was, and is wiped when it comes back
                  */
    bool locked; /* its pages never leave memory: one that is not there was never touched */
};

/* Uses the caller's storage of size bytes; the storage must outlive the arena. */
void arena_init(struct arena *a, void *storage, size_t size);

/* The same for storage that is zero throughout, fresh from the kernel: large blocks are handed out
 * without being touched. */
void arena_init_clean(struct arena *a, void *storage, size_t size);

/* size zeroed bytes aligned for any type, or NULL when the arena is full. */
void *arena_alloc(struct arena *a, size_t size);

/* Copies len bytes and adds a NUL; NULL when full. */
char *arena_copy(struct arena *a, const char *text, size_t len);

/* An arena of size bytes inside this one; false when full. It zeroes what it hands out, so nothing
 * is touched before that. */
bool arena_carve(struct arena *a, size_t size, struct arena *ret_part);

/* A place to come back to with arena_release(). */
size_t arena_mark(const struct arena *a);

/* Forgets and wipes everything allocated after the mark. */
void arena_release(struct arena *a, size_t mark);

/* Overwrites every byte ever used and empties the arena. A zeroed arena is accepted. */
void arena_wipe(struct arena *a);

/* True when every byte of the block is zero; for invariants and tests. */
bool arena_is_clean(const struct arena *a);

#endif
