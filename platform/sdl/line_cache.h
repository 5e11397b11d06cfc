/* Laid-out lines and measured widths, found again by face, size and text. The least recently used
 * lines go when the byte limit is reached. Personal entries are wiped on request. */
#ifndef PLATFORM_SDL_LINE_CACHE_H
#define PLATFORM_SDL_LINE_CACHE_H

#include <stdbool.h>

#include "platform/port_text.h"

#define LINE_CACHE_LINES  1024
#define LINE_CACHE_WIDTHS 4096 /* power of two */

struct line_key {
    enum face face;
    int px;
    const char *text;
    size_t len;
};

struct line_entry {
    uint64_t hash;
    unsigned long used;  /* clock of the last use; 0 = free */
    struct line_key key; /* text points into block */
    bool personal;
    struct text_line line; /* coverage points into block */
    char *block;           /* text, then coverage; malloc'ed */
    size_t bytes;
};

struct line_cache {
    size_t limit, held; /* bytes */
    unsigned long clock;
    struct line_entry lines[LINE_CACHE_LINES];
    struct {
        uint64_t hash;
        int width;
    } widths[LINE_CACHE_WIDTHS];
};

/* The cached line, or NULL. Once asked for as personal, it stays personal. */
const struct text_line *line_cache_find(struct line_cache *c, const struct line_key *key,
                                        bool personal);

/* Room for a line of line->stride * line->height bytes; the caller fills the returned line's
 * coverage at *ret_coverage. NULL when it is larger than the limit or memory is short. */
const struct text_line *line_cache_put(struct line_cache *c, const struct line_key *key,
                                       bool personal, const struct text_line *line,
                                       uint8_t **ret_coverage);

/* A width measured before: true and *ret_width. */
bool line_cache_width(const struct line_cache *c, const struct line_key *key, int *ret_width);
void line_cache_keep_width(struct line_cache *c, const struct line_key *key, int width);

/* Wipes and drops personal lines and every measured width. */
void line_cache_forget(struct line_cache *c);

/* Wipes and drops everything. */
void line_cache_clear(struct line_cache *c);

#endif
