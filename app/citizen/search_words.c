#include "app/citizen/search_words.h"

#include <string.h>

#include "app/typing/letter.h"
#include "platform/base/utf8.h"

#define MARKED_LETTERS 9

static bool is_word_letter(uint32_t base)
{
    return (base >= 'a' && base <= 'z') || (base >= '0' && base <= '9') ||
           (base > 0xBF && base != UTF8_BAD && !(base >= 0x2000 && base <= 0x206F));
}

static bool is_silent(uint32_t cp)
{
    return cp == '\'' || cp == '`' || cp == 0x2018 || cp == 0x2019 || cp == 0x2BC || cp == 0xB4;
}

/* Three bits for the tone of the syllable, wherever it is written, and three for each letter. */
static void add_letter(struct search_token *t, int place, const struct letter *l)
{
    char bytes[4];
    const size_t size = utf8_encode(l->base, bytes);
    if ((size_t)t->length + size > SEARCH_WORD_MAX) {
        return;
    }
    memcpy(t->key + t->length, bytes, size);
    t->length = (uint8_t)(t->length + size);
    t->marks |= (uint32_t)l->tone;
    if (place < MARKED_LETTERS) {
        t->marks |= (l->breve ? 5U : (uint32_t)l->mark) << (3 * (place + 1));
    }
}

bool search_token(const char *text, size_t len, size_t *at, struct search_token *ret_token)
{
    struct search_token t = {.length = 0};
    int place = 0;
    while (*at < len) {
        size_t bytes = 0;
        const uint32_t cp = utf8_decode(text + *at, len - *at, &bytes);
        struct letter l = letter_of(cp);
        if (is_silent(cp)) {
            *at += bytes;
            continue;
        }
        if (!is_word_letter(l.base)) {
            *at += bytes;
            if (t.length > 0) {
                break;
            }
            continue;
        }
        *at += bytes;
        for (size_t more = 0; *at < len; *at += more) { /* marks written apart */
            const uint32_t mark = utf8_decode(text + *at, len - *at, &more);
            if (!utf8_is_mark(mark) || !letter_add_mark(&l, mark)) {
                break;
            }
        }
        add_letter(&t, place++, &l);
    }
    *ret_token = t;
    return t.length > 0;
}

unsigned search_bucket(const char *key, size_t length)
{
    uint32_t hash = 0x811C9DC5U;
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (uint8_t)key[i]) * 0x01000193U;
    }
    return (hash ^ hash >> 13) % SEARCH_BUCKETS;
}

/* The same letters: how far their marks agree. */
static int marks_alike(uint32_t typed, uint32_t has)
{
    if (typed == has) {
        return 100;
    }
    if (typed == 0) {
        return 80; /* she leaves marks out here and there */
    }
    return (typed & ~7U) == (has & ~7U) ? 70 : 50; /* another tone, other letters */
}

int search_alike(const struct search_token *typed, const struct search_word *word, bool marked)
{
    if (typed->length == word->length && memcmp(typed->key, word->key, typed->length) == 0) {
        return marked ? marks_alike(typed->marks, word->marks) : 100;
    }
    return 0;
}

bool search_near(const char *a, size_t a_len, const char *b, size_t b_len)
{
    if (a_len > b_len) {
        return search_near(b, b_len, a, a_len);
    }
    size_t same = 0;
    while (same < a_len && a[same] == b[same]) {
        same++;
    }
    if (b_len == a_len + 1) {
        return memcmp(a + same, b + same + 1, a_len - same) == 0;
    }
    if (b_len != a_len || same == a_len) {
        return false;
    }
    return memcmp(a + same + 1, b + same + 1, a_len - same - 1) == 0 ||
           (same + 1 < a_len && a[same] == b[same + 1] && a[same + 1] == b[same] &&
            memcmp(a + same + 2, b + same + 2, a_len - same - 2) == 0);
}
