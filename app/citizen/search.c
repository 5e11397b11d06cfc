#define _GNU_SOURCE /* memmem */
#include "app/citizen/search.h"

#include <string.h>

#include "app/citizen/csv.h"
#include "app/typing/fold.h"
#include "app/typing/letter.h"
#include "app/typing/nfc.h"
#include "platform/base/utf8.h"

#define ENTRIES_MAX 1024
#define TEXTS_MAX   4096
#define ALIASES_MAX 256
#define TEXT_MAX    600 /* bytes of a folded title */
#define WORDS_MAX   24  /* of a query */

/* Short forms people write; both sides folded. */
static const struct {
    const char *shortened, *whole;
} short_forms[] = {
    {"dk", "dang ky"},         {"cccd", "can cuoc"},
    {"cmnd", "can cuoc"},      {"cmt", "can cuoc"},
    {"hk", "ho khau"},         {"gcn", "giay chung nhan"},
    {"bhyt", "bao hiem y te"}, {"qsdd", "quyen su dung dat"},
    {"hkd", "ho kinh doanh"},  {"gpxd", "giay phep xay dung"},
};

/* --- loading ------------------------------------------------------------------------------------
 */

/* One bit for the first character of a word: most texts are ruled out without reading them. */
static uint32_t first_bit(char c)
{
    return 1u << ((uint8_t)c & 31);
}

static bool add_text(struct arena *arena, struct search *s, int entry, const char *text, size_t len)
{
    char key[TEXT_MAX];
    char initials[TEXT_MAX];
    struct buf b;
    struct buf i;
    buf_init(&b, key, sizeof key);
    buf_init(&i, initials, sizeof initials);
    fold_add(&b, text, len);
    uint16_t words = 0;
    uint32_t firsts = 0;
    for (size_t at = 0; at < b.len; at++) {
        if (at == 0 || key[at - 1] == ' ') {
            buf_add(&i, &key[at], 1);
            words++;
            firsts |= first_bit(key[at]);
        }
    }
    if (s->text_count == TEXTS_MAX || words == 0) {
        return words == 0;
    }
    struct search_text *t = &s->texts[s->text_count++];
    *t = (struct search_text){.key = arena_copy(arena, key, b.len),
                              .initials = arena_copy(arena, initials, i.len),
                              .firsts = firsts,
                              .words = words,
                              .entry = (uint16_t)entry};
    return t->key != NULL && t->initials != NULL;
}

/* "Thủ tục đăng ký khai sinh" is searched and shown as "Đăng ký khai sinh": every official name may
 * carry the first two words. */
static const char *title_of(struct arena *arena, const struct csv_field *field)
{
    static const char prefix[] = "Thủ tục ";
    char text[TEXT_MAX];
    struct buf b;
    buf_init(&b, text, sizeof text);
    nfc_add(&b, field->text, field->len);
    const char *from = text;
    from += strncmp(text, prefix, sizeof prefix - 1) == 0 ? sizeof prefix - 1 : 0;
    char title[TEXT_MAX + 4];
    char first[4];
    size_t bytes = 0;
    buf_init(&b, title, sizeof title);
    if (*from != '\0') {
        const uint32_t cp = letter_upper(utf8_decode(from, strlen(from), &bytes));
        buf_add(&b, first, utf8_encode(cp, first));
    }
    buf_puts(&b, from + bytes);
    return arena_copy(arena, title, b.len);
}

static int find_code(const struct search *s, const struct csv_field *code)
{
    for (int i = 0; i < s->entry_count; i++) {
        if (strlen(s->entries[i].code) == code->len &&
            memcmp(s->entries[i].code, code->text, code->len) == 0) {
            return i;
        }
    }
    return -1;
}

/* code,name_vi,sector,days,fee_vnd,components,confidence,source */
static bool add_procedure(struct arena *arena, struct search *s, const struct csv_field *f)
{
    const bool repealed = f[6].len == 1 && f[6].text[0] == 'X';
    if (repealed || find_code(s, &f[0]) >= 0) {
        return true;
    }
    if (s->entry_count == ENTRIES_MAX) {
        return false;
    }
    struct search_entry *e = &s->entries[s->entry_count];
    e->code = arena_copy(arena, f[0].text, f[0].len);
    e->title = title_of(arena, &f[1]);
    return e->code != NULL && e->title != NULL &&
           add_text(arena, s, s->entry_count++, e->title, strlen(e->title));
}

/* A repealed code leads to the one its source names ("thay bằng 1.115353"), with its own wording.
 */
static bool add_repealed(struct arena *arena, struct search *s, const struct csv_field *f)
{
    static const char says[] = "thay bằng ";
    if (f[6].len != 1 || f[6].text[0] != 'X') {
        return true;
    }
    const char *at = memmem(f[7].text, f[7].len, says, sizeof says - 1);
    const char *end = f[7].text + f[7].len;
    const struct csv_field code = {.text = at == NULL ? "" : at + sizeof says - 1,
                                   .len = at != NULL && end - at >= 17 ? 8 : 0};
    const int entry = find_code(s, &code);
    if (entry < 0) {
        return true; /* nothing took its place: it is simply not offered */
    }
    if (s->alias_count == ALIASES_MAX) {
        return false;
    }
    struct search_alias *a = &s->aliases[s->alias_count++];
    *a = (struct search_alias){arena_copy(arena, f[0].text, f[0].len), (uint16_t)entry};
    const char *title = title_of(arena, &f[1]);
    return a->code != NULL && title != NULL && add_text(arena, s, entry, title, strlen(title));
}

/* code TAB phrase; a phrase of a procedure that is not offered is passed over. */
static bool add_phrase(struct arena *arena, struct search *s, const struct csv_field *f)
{
    const int entry = find_code(s, &f[0]);
    return entry < 0 || add_text(arena, s, entry, f[1].text, f[1].len);
}

struct list {
    const char *name;
    char separator;
    bool heading;
    int columns;
    bool (*add)(struct arena *arena, struct search *s, const struct csv_field *fields);
};

static struct err read_list(struct arena *arena, struct search *s, const struct assets *assets,
                            const struct list *list)
{
    struct file_bytes file = {0};
    const struct err e = assets_map(assets, list->name, &file);
    if (failed(e)) {
        return e;
    }
    struct csv csv;
    struct csv_field fields[8];
    csv_open(&csv, file.bytes, file.size, list->separator);
    int count = list->heading ? csv_next(&csv, fields, 8) : 1;
    bool good = count > 0;
    while (good && (count = csv_next(&csv, fields, 8)) > 0) {
        good = count >= list->columns && list->add(arena, s, fields);
    }
    assets_unmap(assets, &file);
    if (good && count == 0) {
        return ERR_OK;
    }
    return arena->size - arena->used < 2 * TEXT_MAX
               ? ERR(ERR_FULL, 0, "search: arena")
               : ERR(ERR_CORRUPT, csv.line, "search: a list in data/");
}

struct err search_load(struct arena *arena, const struct assets *assets, struct search **ret_search)
{
    static const struct list lists[] = {
        {"data/procedures.csv", ',', true, 7, add_procedure},
        {"data/procedures.csv", ',', true, 8, add_repealed},
        {"data/need-phrases.tsv", '\t', false, 2, add_phrase},
    };
    struct search *s = arena_alloc(arena, sizeof *s);
    if (s != NULL) {
        s->entries = arena_alloc(arena, ENTRIES_MAX * sizeof s->entries[0]);
        s->texts = arena_alloc(arena, TEXTS_MAX * sizeof s->texts[0]);
    }
    if (s != NULL) {
        s->aliases = arena_alloc(arena, ALIASES_MAX * sizeof s->aliases[0]);
    }
    if (s == NULL || s->entries == NULL || s->texts == NULL || s->aliases == NULL) {
        return ERR(ERR_FULL, 0, "search: arena");
    }
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        const struct err e = read_list(arena, s, assets, &lists[i]);
        if (failed(e)) {
            return e;
        }
    }
    *ret_search = s;
    return ERR_OK;
}

/* --- searching ----------------------------------------------------------------------------------
 */

struct query {
    char text[2 * SEARCH_QUERY_MAX]; /* folded, short forms written out */
    const char *words[WORDS_MAX];
    size_t lengths[WORDS_MAX];
    int weights[WORDS_MAX]; /* rare words count more */
    int count;
    int total; /* of the weights */
};

/* Where the word stands among the text's words, or -1. A one-letter word must be whole. */
static int word_place(const struct search_text *t, const char *word, size_t len, bool *ret_whole)
{
    int place = 0;
    int best = -1;
    *ret_whole = false;
    if ((t->firsts & first_bit(word[0])) == 0) {
        return -1;
    }
    for (const char *at = t->key; at != NULL; place++) {
        at += *at == ' ';
        const size_t size = strcspn(at, " ");
        if (size == len && memcmp(at, word, len) == 0) {
            *ret_whole = true;
            return place;
        }
        if (best < 0 && len > 1 && size > len && memcmp(at, word, len) == 0) {
            best = place;
        }
        at = strchr(at, ' ');
    }
    return best;
}

/* "dkkh" within the initials of the text. */
static bool fits_initials(const struct search_text *t, const char *word, size_t len)
{
    if (len < 3 || len > 12) {
        return false;
    }
    char letters[16] = {0};
    memcpy(letters, word, len);
    return strstr(t->initials, letters) != NULL;
}

static void add_word(struct buf *b, const char *word, size_t len)
{
    buf_puts(b, b->len > 0 ? " " : "");
    for (size_t i = 0; i < sizeof short_forms / sizeof short_forms[0]; i++) {
        if (strlen(short_forms[i].shortened) == len &&
            memcmp(short_forms[i].shortened, word, len) == 0) {
            buf_puts(b, short_forms[i].whole);
            return;
        }
    }
    buf_add(b, word, len);
}

/* 1 for a word every text has, up to 10 for one that a single text has or none. */
static int weight_of(const struct search *s, const char *word, size_t len)
{
    int having = 0;
    bool whole = false;
    for (int i = 0; i < s->text_count; i++) {
        having += word_place(&s->texts[i], word, len, &whole) >= 0;
    }
    int weight = 1;
    for (int share = s->text_count; share > having * 2 + 1 && weight < 10; share /= 2) {
        weight++;
    }
    return weight;
}

static void read_query(const struct search *s, const char *typed, struct query *q)
{
    char folded[SEARCH_QUERY_MAX + 8];
    struct buf b;
    size_t len = strlen(typed);
    while (len > SEARCH_QUERY_MAX) {
        len = utf8_last_cluster(typed, len > 2 * SEARCH_QUERY_MAX ? 2 * SEARCH_QUERY_MAX : len);
        len = len > SEARCH_QUERY_MAX ? len - 1 : len;
    }
    *q = (struct query){.count = 0};
    buf_init(&b, folded, sizeof folded);
    fold_add(&b, typed, len);
    buf_init(&b, q->text, sizeof q->text);
    for (const char *at = folded; *at != '\0'; at += *at == ' ') {
        const size_t size = strcspn(at, " ");
        add_word(&b, at, size);
        at += size;
    }
    for (const char *at = q->text; *at != '\0' && q->count < WORDS_MAX; at += *at == ' ') {
        const size_t size = strcspn(at, " ");
        q->words[q->count] = at;
        q->lengths[q->count] = size;
        q->weights[q->count] = weight_of(s, at, size);
        q->total += q->weights[q->count++];
        at += size;
    }
}

/* 0..1000: how much of the query the text holds, how much of the text the query names, and whether
 * the words follow each other. */
static int score_of(const struct query *q, const struct search_text *t)
{
    int held = 0;
    int named = 0;
    int in_order = 0;
    int last = -2;
    for (int i = 0; i < q->count; i++) {
        bool whole = false;
        const int place = word_place(t, q->words[i], q->lengths[i], &whole);
        const bool initials = place < 0 && fits_initials(t, q->words[i], q->lengths[i]);
        held += place >= 0 || initials ? q->weights[i] * (whole || initials ? 10 : 8) : 0;
        named += initials ? (int)q->lengths[i] : place >= 0;
        in_order += place >= 0 && place == last + 1;
        last = place >= 0 ? place : -2;
    }
    if (held == 0) {
        return 0;
    }
    const int part = held * 100 / q->total; /* of 1000 */
    const int coverage = (named < t->words ? named : t->words) * 1000 / t->words;
    const int order = q->count > 1 ? in_order * 1000 / (q->count - 1) : 1000;
    return (part * 70 + coverage * 18 + order * 12) * part / 100000;
}

/* The first eight characters of a code, with or without what portals add. */
static bool is_code(const char *query, const char *code)
{
    while (*query == ' ') {
        query++;
    }
    return strncmp(query, code, 8) == 0 && (query[8] == '\0' || query[8] == '.' || query[8] == ' ');
}

static bool is_coded(const struct search *s, int entry, const char *query)
{
    bool found = is_code(query, s->entries[entry].code);
    for (int i = 0; i < s->alias_count && !found; i++) {
        found = s->aliases[i].entry == entry && is_code(query, s->aliases[i].code);
    }
    return found;
}

static int insert(struct search_hit *hits, int count, int max, struct search_hit hit)
{
    int at = count;
    while (at > 0 && hits[at - 1].score < hit.score) {
        at--;
    }
    if (at >= max) {
        return count;
    }
    const int kept = count < max ? count : max - 1;
    memmove(&hits[at + 1], &hits[at], (size_t)(kept - at) * sizeof hits[0]);
    hits[at] = hit;
    return kept + 1;
}

#define GOOD_ENOUGH 250

int search_find(const struct search *s, const char *query, struct search_hit *ret_hits, int max)
{
    struct query q;
    uint16_t best[ENTRIES_MAX] = {0};
    read_query(s, query, &q);
    for (int i = 0; i < s->text_count && q.count > 0; i++) {
        const int score = score_of(&q, &s->texts[i]);
        uint16_t *entry = &best[s->texts[i].entry];
        *entry = score > *entry ? (uint16_t)score : *entry;
    }
    int count = 0;
    for (int i = 0; i < s->entry_count; i++) {
        const int score = is_coded(s, i, query) ? 1000 : best[i];
        if (score >= GOOD_ENOUGH && max > 0) {
            count = insert(ret_hits, count, max, (struct search_hit){(uint16_t)i, (uint16_t)score});
        }
    }
    return count;
}
