/* Search over all procedures by what people say: marks, word order and case do not matter, the last
 * word may be half-typed, initials (dkkh) and common short forms (dk, cccd) work, and everyday
 * wording leads to the official name (assets/data/procedures.csv, need-phrases.tsv). Repealed codes
 * are never offered. Loaded once at boot; searching is read-only, any thread, under 5 ms. */
#ifndef APP_CITIZEN_SEARCH_H
#define APP_CITIZEN_SEARCH_H

#include <stdint.h>

#include "app/assets.h"
#include "platform/base/arena.h"

#define SEARCH_BYTES     (1 << 20) /* room search_load() needs at most */
#define SEARCH_QUERY_MAX 200       /* bytes; a longer query is cut at a letter */

/* A title or a phrase. */
struct search_text {
    const char *key;      /* folded */
    const char *initials; /* first letters of its words */
    uint32_t firsts;      /* one bit for each first character, modulo 32 */
    uint16_t words;
    uint16_t entry;
};

struct search_entry {
    const char *code;  /* "1.001193" */
    const char *title; /* without "Thủ tục" */
};

/* A repealed code and what took its place. */
struct search_alias {
    const char *code;
    uint16_t entry;
};

struct search {
    struct search_entry *entries; /* most used first */
    int entry_count;
    struct search_text *texts;
    int text_count;
    struct search_alias *aliases;
    int alias_count;
};

struct search_hit {
    uint16_t entry;
    uint16_t score; /* 1..1000 */
};

/* Reads both lists. ERR_CORRUPT for a malformed one (os = its line), ERR_FULL when the arena is too
 * small. */
MUST_USE struct err search_load(struct arena *arena, const struct assets *assets,
                                struct search **ret_search);

/* The best procedures for a query, best first; fills at most max and returns how many. A query that
 * fits nothing well gives none. */
int search_find(const struct search *s, const char *query, struct search_hit *ret_hits, int max);

#endif
