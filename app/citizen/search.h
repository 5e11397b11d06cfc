/* Search over all procedures by what people say: marks, word order and case do not matter, the last
 * word may be half-typed, initials (dkkh), common short forms (dk, cccd), a wrong letter and words
 * written together are understood, and everyday wording leads to the official name
 * (assets/data/need-phrases*.tsv, synonyms.tsv). Marks that were typed tell words apart: "đẻ" is
 * not "để". Loaded once at boot; searching is read-only, any thread, under 5 ms. */
#ifndef APP_CITIZEN_SEARCH_H
#define APP_CITIZEN_SEARCH_H

#include <stdint.h>

#include "app/citizen/catalogue.h"

#define SEARCH_BYTES     (1 << 20) /* room search_load() needs at most */
#define SEARCH_QUERY_MAX 200       /* bytes; a longer query is cut at a letter */

/* A word of the texts. */
struct search_word {
    const char *key; /* folded */
    uint32_t marks;  /* its tone and marks (search_marks) */
    uint16_t texts;  /* how many texts have it */
    uint8_t length;  /* of key */
    uint8_t weight;  /* 1 = nearly every text has it, up to 12 */
};

/* A title or a phrase. */
struct search_text {
    const uint16_t *words;
    const char *initials; /* first letters of its words */
    uint16_t count;       /* of words */
    uint16_t weight;      /* of all its words */
    uint16_t entry;       /* of the catalogue */
};

/* Two words that mean the same where either is typed, folded. */
struct search_synonym {
    const char *typed, *meant;
    uint32_t marks; /* of typed */
};

struct search {
    const struct catalogue *catalogue;
    struct search_word *words;
    int word_count;
    uint16_t *buckets; /* words by the hash of their key; 0xFFFF = none */
    uint16_t *chain;
    struct search_text *texts;
    int text_count;
    struct search_synonym *synonyms;
    int synonym_count;
};

struct search_hit {
    uint16_t entry; /* of the catalogue */
    uint16_t score; /* 1..1000 */
};

/* Reads the phrases of Vietnamese and of the catalogue's languages. ERR_CORRUPT for a malformed
 * list (os = its line), ERR_FULL when the arena is too small. The catalogue must outlive it. */
MUST_USE struct err search_load(struct arena *arena, const struct assets *assets,
                                const struct catalogue *catalogue, struct search **ret_search);

/* The best procedures for a query, best first; fills at most max and returns how many. A query that
 * fits nothing well gives none; repealed procedures are never among them. */
int search_find(const struct search *s, const char *query, struct search_hit *ret_hits, int max);

#endif
