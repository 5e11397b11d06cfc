#include "app/citizen/search.h"

#include <string.h>

#include "app/citizen/search_words.h"
#include "app/typing/nfc.h"
#include "platform/base/utf8.h"

#define ASKED_MAX   24 /* words of a query */
#define WORDS_MAX   6144
#define TEXTS_MAX   6144
#define GOOD_ENOUGH 130
#define LONG_TEXT   10 /* words: a longer one holds much by chance */
#define NONE        0xFFFFU

/* How well a text's word may fit, of 100; the word itself fits as search_alike() says. */
enum { FIT_SYNONYM = 90, FIT_BEGUN_LAST = 80, FIT_ENDING = 70, FIT_NEAR = 60, FIT_BEGUN = 40 };

/* Short forms people write, folded. */
static const struct {
    const char *shortened, *whole;
} short_forms[] = {
    {"dk", "dang ky"},
    {"đk", "dang ky"},
    {"cccd", "can cuoc"},
    {"cmnd", "can cuoc"},
    {"cmt", "can cuoc"},
    {"cc", "can cuoc"},
    {"hk", "ho khau"},
    {"shk", "so ho khau"},
    {"kt3", "tam tru"},
    {"gks", "giay khai sinh"},
    {"gcn", "giay chung nhan"},
    {"bhyt", "bao hiem y te"},
    {"bhxh", "bao hiem xa hoi"},
    {"qsdd", "quyen su dung dat"},
    {"hkd", "ho kinh doanh"},
    {"gpxd", "giay phep xay dung"},
    {"gpkd", "giay phep kinh doanh"},
    {"gplx", "giay phep lai xe"},
    {"nct", "nguoi cao tuoi"},
    {"nkt", "nguoi khuyet tat"},
    {"ubnd", "uy ban"},
    {"htx", "hop tac xa"},
    {"tthn", "tinh trang hon nhan"},
    {"xnttnh", "xac nhan tinh trang hon nhan"},
};

/* Words that say that something is wanted, not what; with their marks, because "để" fills and "đẻ"
 * does not. */
static const char fillers[] =
    "tôi tui em mình muốn cần xin hỏi cho giúp giùm dùm với làm sao thế nào như để được phải thì "
    "mà "
    "là gì đâu ở nay này kia đó ạ à nhé nha vậy bây giờ hả không bị có của và các những một cái ra "
    "vào đi lên về lại rồi đang sẽ khi nếu ai ơi dạ vâng nhờ biết chỉ cách việc chuyện "
    "i want to how do does can my the a an of for need get have is it in on at please where what "
    "would like me make";

struct asked {
    struct search_token token;
    bool marked; /* its marks count */
    bool last;   /* may be half-typed */
    bool filler;
    int weight;
};

struct query {
    struct asked words[ASKED_MAX];
    int count;
    int total; /* of the weights */
};

/* --- what is asked --------------------------------------------------------------------------- */

static bool has_word(const struct search *s, const char *key, size_t length)
{
    for (unsigned i = s->buckets[search_bucket(key, length)]; i != NONE; i = s->chain[i]) {
        if (s->words[i].length == length && memcmp(s->words[i].key, key, length) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_near_any(const struct search *s, const struct search_token *t)
{
    for (int i = 0; i < s->word_count; i++) {
        if (search_near(t->key, t->length, s->words[i].key, s->words[i].length)) {
            return true;
        }
    }
    return false;
}

static void ask(struct query *q, const struct search_token *token, bool marked)
{
    if (q->count < ASKED_MAX) {
        q->words[q->count++] = (struct asked){.token = *token, .marked = marked};
    }
}

static void ask_plain(struct query *q, const char *text)
{
    struct search_token token;
    size_t at = 0;
    while (search_token(text, strlen(text), &at, &token)) {
        ask(q, &token, false);
    }
}

static bool ask_short_form(struct query *q, const struct search_token *token)
{
    for (size_t i = 0; i < sizeof short_forms / sizeof short_forms[0]; i++) {
        if (strcmp(short_forms[i].shortened, token->key) == 0) {
            ask_plain(q, short_forms[i].whole);
            return true;
        }
    }
    return false;
}

/* "khaisinh" is two words written together. */
static bool ask_joined(const struct search *s, struct query *q, const struct search_token *token)
{
    if (token->length < 5 || has_word(s, token->key, token->length) || is_near_any(s, token)) {
        return false;
    }
    for (size_t cut = 2; cut + 2 <= token->length; cut++) {
        if (has_word(s, token->key, cut) && has_word(s, token->key + cut, token->length - cut)) {
            struct search_token part = {.length = (uint8_t)cut};
            memcpy(part.key, token->key, cut);
            ask(q, &part, false);
            part = (struct search_token){.length = (uint8_t)(token->length - cut)};
            memcpy(part.key, token->key + cut, part.length);
            ask(q, &part, false);
            return true;
        }
    }
    return false;
}

static bool is_filler(const struct asked *a)
{
    struct search_token filler;
    size_t at = 0;
    while (search_token(fillers, sizeof fillers - 1, &at, &filler)) {
        if (filler.length == a->token.length &&
            memcmp(filler.key, a->token.key, filler.length) == 0 &&
            (!a->marked || filler.marks == a->token.marks)) {
            return true;
        }
    }
    return false;
}

static void read_query(const struct search *s, const char *typed, struct query *q)
{
    char text[SEARCH_QUERY_MAX + 8];
    struct buf b;
    size_t len = strlen(typed);
    while (len > SEARCH_QUERY_MAX) {
        len = utf8_last_cluster(typed, len > 2 * SEARCH_QUERY_MAX ? 2 * SEARCH_QUERY_MAX : len);
        len = len > SEARCH_QUERY_MAX ? len - 1 : len;
    }
    *q = (struct query){.count = 0};
    buf_init(&b, text, sizeof text);
    nfc_add(&b, typed, len);
    struct search_token token;
    bool marked = false;
    for (size_t at = 0; search_token(text, b.len, &at, &token);) {
        marked = marked || token.marks != 0;
    }
    for (size_t at = 0; search_token(text, b.len, &at, &token);) {
        if (!ask_short_form(q, &token) && !ask_joined(s, q, &token)) {
            ask(q, &token, marked);
        }
    }
    for (int i = 0; i < q->count; i++) {
        q->words[i].last = i == q->count - 1;
        q->words[i].filler = is_filler(&q->words[i]);
    }
}

/* --- how well words fit ---------------------------------------------------------------------- */

static void raise_fit(uint8_t *fit, int value)
{
    *fit = value > *fit ? (uint8_t)value : *fit;
}

static void fit_key(const struct search *s, const char *key, size_t length, int value,
                    uint8_t *fits)
{
    for (unsigned i = s->buckets[search_bucket(key, length)]; i != NONE; i = s->chain[i]) {
        if (s->words[i].length == length && memcmp(s->words[i].key, key, length) == 0) {
            raise_fit(&fits[i], value);
        }
    }
}

/* The word itself, and what it is another word for. True when the texts have it. */
static bool fit_whole(const struct search *s, const struct asked *a, uint8_t *fits)
{
    const struct search_token *t = &a->token;
    bool found = false;
    for (unsigned i = s->buckets[search_bucket(t->key, t->length)]; i != NONE; i = s->chain[i]) {
        const int alike = search_alike(t, &s->words[i], a->marked);
        raise_fit(&fits[i], alike);
        found = found || alike > 0;
    }
    for (int i = 0; i < s->synonym_count; i++) {
        const struct search_synonym *y = &s->synonyms[i];
        if (strcmp(y->typed, t->key) == 0 && (!a->marked || t->marks == y->marks)) {
            fit_key(s, y->meant, strlen(y->meant), FIT_SYNONYM, fits);
            found = true;
        }
    }
    return found;
}

/* Words it begins, is an inflection of, or was to be but for one letter. */
static void fit_parts(const struct search *s, const struct asked *a, bool whole, uint8_t *fits)
{
    const struct search_token *t = &a->token;
    for (int i = 0; i < s->word_count; i++) {
        const struct search_word *w = &s->words[i];
        const size_t shorter = t->length < w->length ? t->length : w->length;
        const bool begun = memcmp(t->key, w->key, shorter) == 0;
        if (begun && t->length < w->length && t->length > 1) {
            raise_fit(&fits[i], a->last ? FIT_BEGUN_LAST : whole ? 0 : FIT_BEGUN);
        } else if (begun && w->length >= 4 && t->length <= w->length + 3 && t->length > w->length) {
            raise_fit(&fits[i], FIT_ENDING);
        } else if (!whole && t->length >= 3 && search_near(t->key, t->length, w->key, w->length)) {
            raise_fit(&fits[i], FIT_NEAR);
        }
    }
}

static int weight_of(const struct search *s, const struct asked *a, const uint8_t *fits)
{
    int having = 0;
    int weight = 1;
    for (int i = 0; i < s->word_count; i++) {
        having += fits[i] >= FIT_NEAR ? s->words[i].texts : 0;
    }
    if (a->filler) {
        return 1;
    }
    if (having == 0) {
        return 5; /* nobody knows this word: it says little */
    }
    for (int share = s->text_count; share > having * 2 && weight < 12; share /= 2) {
        weight++;
    }
    return weight;
}

/* --- scores ---------------------------------------------------------------------------------- */

/* What the words up to now found in each text, and in all texts of an entry together. */
struct found {
    uint16_t held[TEXTS_MAX];    /* weight times fit */
    uint16_t covered[TEXTS_MAX]; /* weight of the text's words that were named */
    uint16_t order[TEXTS_MAX];   /* weight of words that follow each other as asked */
    int8_t last[TEXTS_MAX];      /* where the word before stood; -2 = nowhere */
    uint32_t together[CATALOGUE_MAX];
};

/* "dkkh" within the initials of the text. */
static bool fits_initials(const struct search_text *t, const struct search_token *token)
{
    return token->length >= 3 && token->length <= 12 && strstr(t->initials, token->key) != NULL;
}

static int place_of(const struct search_text *t, const uint8_t *fits, int last, int *ret_fit)
{
    int place = -1;
    *ret_fit = 0;
    for (int i = 0; i < t->count; i++) {
        const int fit = fits[t->words[i]];
        if (fit > *ret_fit || (fit == *ret_fit && fit > 0 && i == last + 1)) {
            *ret_fit = fit;
            place = i;
        }
    }
    return place;
}

static void look(const struct search *s, const struct asked *a, bool whole, const uint8_t *fits,
                 struct found *f)
{
    uint8_t best[CATALOGUE_MAX] = {0};
    for (int i = 0; i < s->text_count; i++) {
        const struct search_text *t = &s->texts[i];
        int fit = 0;
        int place = place_of(t, fits, f->last[i], &fit);
        int named = place >= 0 ? s->words[t->words[place]].weight : 0;
        if (!whole && fit < FIT_BEGUN_LAST && fits_initials(t, &a->token)) {
            fit = 100;
            named = t->weight * a->token.length / t->count;
        }
        f->held[i] = (uint16_t)(f->held[i] + a->weight * fit);
        f->covered[i] = (uint16_t)(f->covered[i] + named);
        if (place >= 0 && place == f->last[i] + 1) {
            f->order[i] = (uint16_t)(f->order[i] + a->weight);
        }
        if (place >= 0 || !a->filler) {
            f->last[i] = (int8_t)(place >= 0 ? place : -2);
        }
        raise_fit(&best[t->entry], fit);
    }
    for (int i = 0; i < s->catalogue->count; i++) {
        f->together[i] += (uint32_t)(a->weight * best[i]);
    }
}

/* 0..1000: how much of the query the text holds, how much of the text the query names, and whether
 * the words follow each other. */
static int score_of(const struct query *q, const struct search_text *t, const struct found *f,
                    int i)
{
    const int part = f->held[i] * 10 / q->total;
    const int named = f->covered[i] < t->weight ? f->covered[i] : t->weight;
    const int cover = named * 1000 / (t->weight > 0 ? t->weight : 1);
    const int rest = q->total - q->words[0].weight;
    const int order = rest > 0 ? f->order[i] * 1000 / rest : 1000;
    const int over = t->count > LONG_TEXT ? t->count - LONG_TEXT : 0;
    const int chance = 1000 - (over < 40 ? over * 10 : 400);
    return part * (part / 2 + 500) / 1000 * (580 + cover * 24 / 100 + order * 18 / 100) / 1000 *
           chance / 1000;
}

/* One digit, a point, then digits: the beginning of a code. */
static bool begins_code(const char *query, const char *code)
{
    const size_t len = strlen(query);
    return len >= 4 && query[1] == '.' && strncmp(query, code, len) == 0;
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

/* Looks every word up and returns the entries' scores. */
static void score_all(const struct search *s, struct query *q, uint16_t *best)
{
    static _Thread_local struct found found;
    uint8_t fits[WORDS_MAX];
    memset(&found, 0, sizeof found);
    memset(found.last, -2, sizeof found.last);
    for (int i = 0; i < q->count; i++) {
        struct asked *a = &q->words[i];
        memset(fits, 0, (size_t)s->word_count);
        const bool whole = fit_whole(s, a, fits);
        fit_parts(s, a, whole, fits);
        a->weight = weight_of(s, a, fits);
        q->total += a->weight;
        look(s, a, whole, fits, &found);
    }
    for (int i = 0; i < s->text_count && q->count > 0; i++) {
        const struct search_text *t = &s->texts[i];
        const int together = (int)(found.together[t->entry] * 10 / (uint32_t)q->total);
        const int score = (score_of(q, t, &found, i) * 80 + together * together / 1000 * 20) / 100;
        best[t->entry] = score > best[t->entry] ? (uint16_t)score : best[t->entry];
    }
}

int search_find(const struct search *s, const char *query, struct search_hit *ret_hits, int max)
{
    struct query q;
    uint16_t best[CATALOGUE_MAX] = {0};
    while (*query == ' ') {
        query++;
    }
    read_query(s, query, &q);
    score_all(s, &q, best);
    const int coded = catalogue_find(s->catalogue, query);
    int count = 0;
    for (int i = 0; i < s->catalogue->count && max > 0; i++) {
        const struct catalogue_entry *e = &s->catalogue->entries[i];
        int score = best[i] + (best[i] > 0 && i < 120 ? (120 - i) / 8 : 0); /* most used first */
        score = i == coded ? 1000 : begins_code(query, e->code) ? 900 : score > 999 ? 999 : score;
        if (score >= GOOD_ENOUGH && !e->repealed) {
            count = insert(ret_hits, count, max, (struct search_hit){(uint16_t)i, (uint16_t)score});
        }
    }
    return count;
}
