#include "app/citizen/commune.h"

#include <string.h>

#include "app/typing/fold.h"

static const char *const type_labels[] = {"Xã", "Phường", "Đặc khu"};

#define TYPED_MAX 128

int communes_find(const struct communes *c, const char *code)
{
    for (int i = 0; i < c->count; i++) {
        if (strcmp(c->units[i].code, code) == 0) {
            return i;
        }
    }
    return -1;
}

/* word[0..len) begins a word of text, whose words are parted by blanks or bars. */
static bool begins_word(const char *text, const char *word, size_t len)
{
    for (const char *at = text; at != NULL; at = strpbrk(at, " |")) {
        at += *at == ' ' || *at == '|';
        if (strncmp(at, word, len) == 0) {
            return true;
        }
    }
    return false;
}

/* Every word of typed begins a word of one of the two texts. */
static bool all_words_begin(const char *typed, const char *text, const char *more)
{
    while (*typed != '\0') {
        const size_t len = strcspn(typed, " ");
        if (!begins_word(text, typed, len) && !begins_word(more, typed, len)) {
            return false;
        }
        typed += len;
        typed += *typed == ' ';
    }
    return true;
}

/* typed[0..len) begins a whole old name, not just a word in it. */
static bool begins_old_name(const char *old_keys, const char *typed, size_t len)
{
    for (const char *at = strchr(old_keys, '|'); at != NULL; at = strchr(at + 1, '|')) {
        if (strncmp(at + 1, typed, len) == 0) {
            return true;
        }
    }
    return false;
}

enum { BEST, BEGINS, OLD_NAME, WORDS, OLD_WORDS, WITH_PROVINCE, RANKS, NO_MATCH = 255 };

static uint8_t rank_of(const struct communes *c, const struct commune *u, const char *typed,
                       size_t len)
{
    if (strncmp(u->key, typed, len) == 0) {
        return u->key[len] == '\0' ? BEST : BEGINS;
    }
    if (begins_old_name(u->old_keys, typed, len)) {
        return OLD_NAME;
    }
    if (all_words_begin(typed, u->key, "")) {
        return WORDS;
    }
    if (u->old_keys[0] != '\0' && all_words_begin(typed, u->old_keys, u->key)) {
        return OLD_WORDS;
    }
    return all_words_begin(typed, u->key, c->provinces[u->province].key) ? WITH_PROVINCE : NO_MATCH;
}

/* "xa ia hrung" looks for "ia hrung"; "xa" alone may still begin a name. */
static const char *without_type(const char *typed)
{
    static const char *const types[] = {"xa ", "phuong ", "dac khu ", "thi tran "};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        const size_t len = strlen(types[i]);
        if (strncmp(typed, types[i], len) == 0) {
            return typed + len;
        }
    }
    return typed;
}

static int emit(const uint8_t *ranks, int from, int to, uint16_t *ret_units, int max)
{
    int found = 0;
    for (int rank = BEST; rank < RANKS; rank++) {
        for (int i = from; i < to && found < max; i++) {
            if (ranks[i] == rank) {
                ret_units[found++] = (uint16_t)i;
            }
        }
    }
    return found;
}

#define UNITS_MAX 4096

int communes_filter(const struct communes *c, const char *typed, uint16_t *ret_units, int max)
{
    char folded[TYPED_MAX];
    uint8_t ranks[UNITS_MAX] = {0};
    struct buf b;
    buf_init(&b, folded, sizeof folded);
    fold_add(&b, typed, strlen(typed));
    if (b.full) {
        return 0;
    }
    const char *wanted = without_type(folded);
    const size_t len = strlen(wanted);
    for (int i = 0; i < c->count; i++) {
        ranks[i] = len == 0 ? BEST : rank_of(c, &c->units[i], wanted, len);
    }
    const int home = emit(ranks, 0, c->home_count, ret_units, max);
    return home + emit(ranks, c->home_count, c->count, ret_units + home, max - home);
}

void communes_label(const struct communes *c, int unit, struct buf *out)
{
    const struct commune *u = &c->units[unit];
    buf_puts(out, type_labels[u->type]);
    buf_puts(out, " ");
    buf_puts(out, u->name);
    if (u->province != c->home) {
        buf_puts(out, ", ");
        buf_puts(out, c->provinces[u->province].name);
    }
}

void communes_made_of(const struct communes *c, int unit, struct buf *out)
{
    const char *separator = "";
    int names = 0;
    for (int i = 0; i < c->old_count; i++) {
        names += c->old[i].unit == unit;
    }
    for (int i = 0; i < c->old_count; i++) {
        const struct old_commune *o = &c->old[i];
        if (o->unit != unit || (names == 1 && strcmp(o->name, c->units[unit].name) == 0)) {
            continue;
        }
        buf_puts(out, separator);
        buf_puts(out, o->name);
        separator = ", ";
    }
}
