/* Finding the next key on the way to a wanted text, for scripts that type as a person does. */
#include <string.h>

#include "app/typing/composer.h"
#include "app/typing/nfc.h"
#include "platform/base/utf8.h"

#define WANT_MAX 1024

/* The cluster at text without its tone; also tells the tone. */
static struct letter letter_at(const char *text, size_t len, enum letter_tone *ret_tone)
{
    size_t at = 0;
    struct letter l = letter_of(utf8_decode(text, len, &at));
    while (at < len) {
        size_t bytes = 0;
        (void)letter_add_mark(&l, utf8_decode(text + at, len - at, &bytes));
        at += bytes;
    }
    *ret_tone = TONE_NONE;
    if (letter_is_vowel(&l)) {
        *ret_tone = l.tone;
        l.tone = TONE_NONE;
    }
    return l;
}

static bool same_letter(const struct letter *a, const struct letter *b)
{
    return a->base == b->base && a->mark == b->mark && a->breve == b->breve &&
           a->upper == b->upper && a->tone == b->tone;
}

struct progress {
    size_t at;             /* bytes of want that are written, tones aside */
    enum letter_tone have; /* tone of the last word, written and wanted */
    enum letter_tone want;
    bool wrong; /* something else is written */
};

static struct progress compare(const char *got, const char *want)
{
    struct progress p = {0};
    size_t i = 0;
    const size_t got_len = strlen(got);
    const size_t want_len = strlen(want);
    while (i < got_len && !p.wrong) {
        const size_t got_bytes = utf8_cluster(got + i, got_len - i);
        const size_t want_bytes = p.at < want_len ? utf8_cluster(want + p.at, want_len - p.at) : 0;
        enum letter_tone got_tone = TONE_NONE;
        enum letter_tone want_tone = TONE_NONE;
        const struct letter a = letter_at(got + i, got_bytes, &got_tone);
        const struct letter b =
            want_bytes == 0 ? (struct letter){0} : letter_at(want + p.at, want_bytes, &want_tone);
        p.wrong = !same_letter(&a, &b);
        const bool letter = a.base >= 'a' && a.base <= 'z';
        p.have = got_tone != TONE_NONE ? got_tone : letter ? p.have : TONE_NONE;
        p.want = want_tone != TONE_NONE ? want_tone : letter ? p.want : TONE_NONE;
        i += got_bytes;
        p.at += want_bytes;
    }
    return p;
}

static bool word_ends(const char *want, size_t at)
{
    size_t bytes = 0;
    if (want[at] == '\0') {
        return true;
    }
    const uint32_t base = letter_of(utf8_decode(want + at, strlen(want + at), &bytes)).base;
    return base < 'a' || base > 'z';
}

/* True when pressing key brings the text nearer to want. */
static bool brings_nearer(const struct composer *c, const struct keycap *key, const char *want,
                          size_t at)
{
    char copy[WANT_MAX];
    if (c->cap > sizeof copy) {
        return true;
    }
    struct composer next = *c;
    memcpy(copy, c->text, c->cap);
    next.text = copy;
    if (!composer_press(&next, key)) {
        return false;
    }
    const struct progress p = compare(copy, want);
    return !p.wrong && p.at > at;
}

static const char *key_name(const struct composer *c, const char *name)
{
    const int i = layout_find_name(c->layer, name);
    return i < 0 ? NULL : layout_of(c->layer)->keys[i].name;
}

static const char *tone_key(const struct composer *c, enum letter_tone tone)
{
    static const char *const names[TONE_COUNT] = {
        NULL,          "key-tone-grave", "key-tone-hook", "key-tone-tilde", "key-tone-acute",
        "key-tone-dot"};
    const char *name = key_name(c, names[tone]);
    return name != NULL ? name : key_name(c, "key-abc");
}

/* The key that leads to a layer holding text. */
static const char *layer_key(const struct composer *c, const char *text)
{
    if (c->layer == LAYER_SECRET) {
        return layout_find_text(LAYER_SIGNS, text) >= 0 ? key_name(c, "key-signs") : NULL;
    }
    if (c->layer != LAYER_VIETNAMESE) {
        return key_name(c, "key-abc");
    }
    if (layout_find_text(LAYER_LETTERS, text) >= 0) {
        return key_name(c, "key-letters");
    }
    return layout_find_text(LAYER_DIGITS, text) >= 0 ? key_name(c, "key-digits") : NULL;
}

static const char *letter_key(const struct composer *c, const char *want, size_t at)
{
    enum letter_tone tone = TONE_NONE;
    struct letter l = letter_at(want + at, utf8_cluster(want + at, strlen(want + at)), &tone);
    const bool upper = l.upper;
    l.upper = false;
    char text[LETTER_BYTES_MAX + 1];
    text[letter_write(&l, text)] = '\0';
    const int i = layout_find_text(c->layer, text);
    if (i < 0) {
        return layer_key(c, text);
    }
    const struct keycap *key = &layout_of(c->layer)->keys[i];
    if (brings_nearer(c, key, want, at)) {
        return key->name;
    }
    const bool cased = l.base >= 'a' && l.base <= 'z';
    if (cased && composer_is_upper(c) != upper) {
        return key_name(c, "key-shift");
    }
    return composer_is_telex(c) ? key_name(c, "key-telex") : NULL;
}

bool composer_next_tap(const struct composer *c, const char *want, const char **ret_name)
{
    char normal[WANT_MAX];
    struct buf b;
    buf_init(&b, normal, sizeof normal);
    nfc_add(&b, want, strlen(want));
    for (char *mark = strstr(normal, "\u2019"); mark != NULL; mark = strstr(normal, "\u2019")) {
        *mark = '\'';
        memmove(mark + 1, mark + 3, strlen(mark + 3) + 1);
    }
    const struct progress p = compare(c->text, normal);
    *ret_name = want;
    if (p.wrong || b.full) {
        return false;
    }
    if (p.want != p.have && word_ends(normal, p.at)) {
        *ret_name = tone_key(c, p.want == TONE_NONE ? p.have : p.want);
        return *ret_name != NULL;
    }
    if (normal[p.at] == '\0') {
        *ret_name = NULL;
        return false;
    }
    const char *name = letter_key(c, normal, p.at);
    *ret_name = name == NULL ? want : name;
    return name != NULL;
}
