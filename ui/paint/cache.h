/* What the painter computes once and keeps: corner masks and scaled drawings, in one block of the
 * caller's memory. When the block is full everything is forgotten and made again as needed. */
#ifndef UI_PAINT_CACHE_H
#define UI_PAINT_CACHE_H

#include <stddef.h>
#include <stdint.h>

#define PAINT_CACHE_ENTRIES 512

enum paint_kind { PAINT_CORNER, PAINT_ART };

struct paint_entry {
    enum paint_kind kind;
    int a, b, c; /* corner: radii; art: drawing, width, height */
    size_t offset;
};

struct paint_cache {
    uint8_t *memory;
    size_t size, used;
    struct paint_entry entries[PAINT_CACHE_ENTRIES];
    int count;
    unsigned generation; /* grows when everything was forgotten: earlier pointers are stale */
};

void paint_cache_init(struct paint_cache *c, void *memory, size_t size);

/* The bytes of an entry, or NULL when it was never made or has been forgotten. */
uint8_t *paint_cache_find(struct paint_cache *c, enum paint_kind kind, int a, int b, int d);

/* Room for a new entry of size bytes, forgetting everything when there is none. NULL when the
 * whole block is smaller than that. */
uint8_t *paint_cache_make(struct paint_cache *c, enum paint_kind kind, int a, int b, int d,
                          size_t size);

#endif
