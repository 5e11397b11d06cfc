#include "app/language/places.h"

#include <stdio.h>
#include <string.h>

/* Makes room for a new place: those from `at` on move up by one. */
static void shift(struct place_set *set, int at)
{
    uint64_t keep = ((uint64_t)1 << at % 64) - 1;
    uint64_t carry = 0;
    for (int w = at / 64; w < PLACE_WORDS; w++) {
        const uint64_t word = set->words[w];
        set->words[w] = (word & keep) | (word & ~keep) << 1 | carry;
        carry = word >> 63;
        keep = 0;
    }
}

/* The place of that name, put in order when it is new; -1 when there is no room. */
static int place(struct places *p, const char *name, size_t len)
{
    char word[sizeof p->names[0]];
    int at = 0;
    if (len == 0 || len >= sizeof word) {
        return -1;
    }
    (void)snprintf(word, sizeof word, "%.*s", (int)len, name);
    while (at < p->count && strcmp(p->names[at], word) < 0) {
        at++;
    }
    if (at < p->count && strcmp(p->names[at], word) == 0) {
        return at;
    }
    if (p->count == PLACES_MAX) {
        return -1;
    }
    (void)memmove(p->names[at + 1], p->names[at], (size_t)(p->count - at) * sizeof word);
    (void)memcpy(p->names[at], word, sizeof word);
    p->count++;
    for (int id = 0; id < MSG_COUNT; id++) {
        shift(&p->of[id], at);
    }
    return at;
}

static bool take_line(struct places *p, const char *line, size_t len)
{
    char name[64];
    const char *tab = memchr(line, '\t', len);
    if (tab == NULL || (size_t)(tab - line) >= sizeof name) {
        return false;
    }
    (void)snprintf(name, sizeof name, "%.*s", (int)(tab - line), line);
    const enum message_id id = message_find(name);
    const char *end = line + len;
    for (const char *word = tab + 1; word < end;) {
        const char *space = memchr(word, ' ', (size_t)(end - word));
        const size_t n = space != NULL ? (size_t)(space - word) : (size_t)(end - word);
        const int at = place(p, word, n);
        if (at < 0) {
            return false;
        }
        places_add(&p->of[id], at);
        word += n + 1;
    }
    return true;
}

struct err places_read(const char *text, size_t size, struct places *ret_places)
{
    (void)memset(ret_places, 0, sizeof *ret_places);
    int number = 0;
    for (size_t at = 0; at < size;) {
        const char *end = memchr(text + at, '\n', size - at);
        const size_t len = end != NULL ? (size_t)(end - text) - at : size - at;
        number++;
        if (len > 0 && text[at] != '#' && !take_line(ret_places, text + at, len)) {
            return ERR(ERR_BAD_INPUT, number, "language: screens.tsv");
        }
        at += len + 1;
    }
    ret_places->of[MSG_NONE] = (struct place_set){{0}};
    return ERR_OK;
}
