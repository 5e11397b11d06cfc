#include "app/typing/foreign.h"

#include "app/typing/rhyme.h"
#include "platform/base/utf8.h"

enum { WORD_MAX = 16 /* letters; a longer word is no syllable */ };

struct word {
    struct letter letters[WORD_MAX];
    int count;
};

static bool is_letter(const struct letter *l)
{
    return l->base >= 'a' && l->base <= 'z';
}

static bool vietnamese_lacks(const struct letter *l)
{
    const bool tone_on_consonant = l->tone != TONE_NONE && !letter_is_vowel(l);
    const bool breve = l->breve && (l->base != 'a' || l->mark != MARK_NONE);
    const bool stroke = l->mark == MARK_STROKE && l->base != 'd';
    return stroke || l->base == '\'' || l->base == 0x2019 || l->mark == MARK_CARON || breve ||
           tone_on_consonant;
}

/* With or without its marks: Nguyen is one. */
static bool is_syllable(const struct word *w)
{
    const struct shape s = shape_of(w->letters, w->count);
    return w->count == 0 || (w->count < WORD_MAX && s.onset_ok && s.rhyme_ok);
}

/* The letter at text, with the marks behind it; its bytes. */
static size_t read_letter(const char *text, size_t len, struct letter *ret_letter)
{
    const size_t cluster = utf8_cluster(text, len);
    size_t at = 0;
    *ret_letter = letter_of(utf8_decode(text, len, &at));
    while (at < cluster) {
        size_t bytes = 0;
        (void)letter_add_mark(ret_letter, utf8_decode(text + at, cluster - at, &bytes));
        at += bytes;
    }
    return cluster;
}

bool foreign_name(const char *text, size_t len)
{
    struct word word = {.count = 0};
    for (size_t at = 0; at < len;) {
        struct letter l;
        at += read_letter(text + at, len - at, &l);
        if (vietnamese_lacks(&l)) {
            return true;
        }
        if (!is_letter(&l)) {
            if (!is_syllable(&word)) {
                return true;
            }
            word.count = 0;
            continue;
        }
        l.tone = TONE_NONE;
        if (word.count < WORD_MAX) {
            word.letters[word.count++] = l;
        }
    }
    return false;
}
