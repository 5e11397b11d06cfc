/* The texts of the search: titles and what people say, as numbers of words. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>

#include "app/citizen/list.h"
#include "app/citizen/search_words.h"

#define TEXTS_MAX    6144
#define WORDS_MAX    6144
#define SYNONYMS_MAX 512
#define IN_TEXT_MAX  96 /* words of one text; of a longer one the rest is left out */
#define NONE         0xFFFFU

struct loading {
    struct arena *arena;
    struct search *s;
};

/* Number of the word, which is added when it is new; NONE when there is no room. */
static unsigned intern(const struct loading *l, const struct search_token *t)
{
    struct search *s = l->s;
    const unsigned bucket = search_bucket(t->key, t->length);
    for (unsigned i = s->buckets[bucket]; i != NONE; i = s->chain[i]) {
        if (search_alike(t, &s->words[i], true) == 100) {
            return i;
        }
    }
    char *key = s->word_count == WORDS_MAX ? NULL : arena_copy(l->arena, t->key, t->length);
    if (key == NULL) {
        return NONE;
    }
    const unsigned added = (unsigned)s->word_count++;
    s->words[added] = (struct search_word){.key = key, .marks = t->marks, .length = t->length};
    s->chain[added] = s->buckets[bucket];
    s->buckets[bucket] = (uint16_t)added;
    return added;
}

/* A word counts once for each text. */
static void count_word(struct search *s, const uint16_t *words, int count)
{
    for (int i = 0; i < count - 1; i++) {
        if (words[i] == words[count - 1]) {
            return;
        }
    }
    s->words[words[count - 1]].texts++;
}

static bool add_text(const struct loading *l, int entry, const char *text, size_t len)
{
    uint16_t words[IN_TEXT_MAX];
    char initials[IN_TEXT_MAX + 1];
    struct search_token token;
    int count = 0;
    size_t at = 0;
    while (count < IN_TEXT_MAX && search_token(text, len, &at, &token)) {
        const unsigned word = intern(l, &token);
        if (word == NONE) {
            return false;
        }
        initials[count] = token.key[0];
        words[count++] = (uint16_t)word;
        count_word(l->s, words, count);
    }
    if (count == 0) {
        return true;
    }
    if (l->s->text_count == TEXTS_MAX) {
        return false;
    }
    uint16_t *kept = arena_alloc(l->arena, (size_t)count * sizeof *kept);
    const char *first = arena_copy(l->arena, initials, (size_t)count);
    if (kept == NULL || first == NULL) {
        return false;
    }
    memcpy(kept, words, (size_t)count * sizeof *kept);
    l->s->texts[l->s->text_count++] = (struct search_text){
        .words = kept, .initials = first, .count = (uint16_t)count, .entry = (uint16_t)entry};
    return true;
}

/* Every title of an entry in every language; a repealed one's belong to what took its place. */
static bool add_titles(const struct loading *l)
{
    const struct catalogue *c = l->s->catalogue;
    for (int i = 0; i < c->count; i++) {
        const struct catalogue_entry *e = &c->entries[i];
        const int entry = e->repealed ? e->successor : i;
        if (entry < 0) {
            continue;
        }
        if (!add_text(l, entry, e->official, strlen(e->official))) {
            return false;
        }
        for (int k = 0; k < c->language_count; k++) {
            const char *title = e->words[k].title;
            if (title != NULL && title != e->official &&
                !add_text(l, entry, title, strlen(title))) {
                return false;
            }
        }
    }
    return true;
}

/* code TAB phrase; of a procedure that is not installed it is passed over. */
static bool add_phrase(void *context, const struct csv_field *f)
{
    const struct loading *l = context;
    char code[32];
    snprintf(code, sizeof code, "%.*s", (int)f[0].len, f[0].text);
    const int entry = catalogue_find(l->s->catalogue, code);
    return entry < 0 || add_text(l, entry, f[1].text, f[1].len);
}

/* typed TAB meant, one word each. */
static bool add_synonym(void *context, const struct csv_field *f)
{
    const struct loading *l = context;
    struct search_token typed;
    struct search_token meant;
    size_t at = 0;
    size_t then = 0;
    if (l->s->synonym_count == SYNONYMS_MAX || !search_token(f[0].text, f[0].len, &at, &typed) ||
        !search_token(f[1].text, f[1].len, &then, &meant)) {
        return false;
    }
    struct search_synonym *s = &l->s->synonyms[l->s->synonym_count++];
    *s = (struct search_synonym){.typed = arena_copy(l->arena, typed.key, typed.length),
                                 .meant = arena_copy(l->arena, meant.key, meant.length),
                                 .marks = typed.marks};
    return s->typed != NULL && s->meant != NULL;
}

/* Rare words count more: each halving of the texts that have a word adds one. */
static void weigh(struct search *s)
{
    for (int i = 0; i < s->word_count; i++) {
        uint8_t weight = 1;
        for (int share = s->text_count; share > s->words[i].texts * 2 && weight < 12; share /= 2) {
            weight++;
        }
        s->words[i].weight = weight;
    }
    for (int i = 0; i < s->text_count; i++) {
        struct search_text *t = &s->texts[i];
        for (int k = 0; k < t->count; k++) {
            t->weight = (uint16_t)(t->weight + s->words[t->words[k]].weight);
        }
    }
}

static bool take_room(struct arena *arena, struct search *s)
{
    s->words = arena_alloc(arena, WORDS_MAX * sizeof s->words[0]);
    s->chain = arena_alloc(arena, WORDS_MAX * sizeof s->chain[0]);
    s->buckets = arena_alloc(arena, SEARCH_BUCKETS * sizeof s->buckets[0]);
    s->texts = arena_alloc(arena, TEXTS_MAX * sizeof s->texts[0]);
    s->synonyms = arena_alloc(arena, SYNONYMS_MAX * sizeof s->synonyms[0]);
    if (s->words == NULL || s->chain == NULL || s->buckets == NULL || s->texts == NULL ||
        s->synonyms == NULL) {
        return false;
    }
    memset(s->buckets, 0xFF, SEARCH_BUCKETS * sizeof s->buckets[0]);
    return true;
}

static struct err read_lists(struct loading *l, const struct assets *assets)
{
    const struct catalogue *c = l->s->catalogue;
    struct err e =
        list_read(assets, &(struct list){"data/need-phrases.tsv", '\t', false, 2, add_phrase, l});
    for (int i = 0; i < c->language_count && !failed(e); i++) {
        char name[64];
        snprintf(name, sizeof name, "data/need-phrases.%s.tsv", c->languages[i]);
        e = list_read(assets, &(struct list){name, '\t', false, 2, add_phrase, l});
        e = e.code == ERR_NOT_FOUND ? ERR_OK : e;
    }
    return failed(e) ? e
                     : list_read(assets, &(struct list){"data/synonyms.tsv", '\t', false, 2,
                                                        add_synonym, l});
}

struct err search_load(struct arena *arena, const struct assets *assets,
                       const struct catalogue *catalogue, struct search **ret_search)
{
    struct search *s = arena_alloc(arena, sizeof *s);
    if (s == NULL || !take_room(arena, s)) {
        return ERR(ERR_FULL, 0, "search: arena");
    }
    s->catalogue = catalogue;
    struct loading l = {arena, s};
    if (!add_titles(&l)) {
        return ERR(ERR_FULL, 0, "search: arena");
    }
    const struct err e = read_lists(&l, assets);
    if (failed(e)) {
        return e;
    }
    weigh(s);
    *ret_search = s;
    return ERR_OK;
}
