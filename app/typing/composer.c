#include "app/typing/composer.h"

#include <string.h>

#include "app/typing/foreign.h"
#include "platform/base/log.h"
#include "platform/base/utf8.h"

size_t composer_length(const struct composer *c)
{
    return strlen(c->text);
}

size_t composer_open_from(const struct composer *c)
{
    return c->closed;
}

bool composer_is_telex(const struct composer *c)
{
    return c->rules.method != TYPING_OFF;
}

/* Writes the open syllable behind the closed text; false when it does not fit. */
static bool render_as(struct composer *c, bool ended)
{
    struct buf b;
    buf_init(&b, c->text + c->closed, c->cap - c->closed);
    (ended ? syllable_end : syllable_write)(&c->syllable, &c->rules, &b);
    memset(c->text + c->closed + b.len, 0, c->cap - c->closed - b.len);
    return !b.full;
}

static bool render(struct composer *c)
{
    return render_as(c, false);
}

static int clusters(const char *text)
{
    const size_t len = strlen(text);
    int count = 0;
    for (size_t at = 0; at < len; at += utf8_cluster(text + at, len - at)) {
        count++;
    }
    return count;
}

static void close_syllable(struct composer *c)
{
    (void)render_as(c, true);
    c->closed = strlen(c->text);
    c->syllable.count = 0;
}

static bool is_word_letter(uint32_t cp)
{
    const uint32_t base = letter_of(cp).base;
    return (base >= 'a' && base <= 'z') || utf8_is_mark(cp);
}

/* Makes the last word of the closed text the open syllable again. */
static void reopen(struct composer *c)
{
    const size_t len = strlen(c->text);
    size_t start = len;
    while (start > 0) {
        size_t before = start - 1;
        while (before > 0 && ((uint8_t)c->text[before] & 0xC0) == 0x80) {
            before--;
        }
        size_t bytes = 0;
        if (!is_word_letter(utf8_decode(c->text + before, start - before, &bytes))) {
            break;
        }
        start = before;
    }
    c->closed = len;
    c->syllable.count = 0;
    struct syllable word = {.count = 0};
    if (start < len && syllable_from_text(&word, c->text + start, len - start)) {
        c->syllable = word;
        c->closed = start;
    }
}

/* What stands on the screen stays; only further keys are read differently. */
static void settle_telex(struct composer *c)
{
    const bool spoils =
        !c->telex_chosen && c->field == FIELD_NAME && foreign_name(c->text, strlen(c->text));
    const bool on = c->telex && c->layer != LAYER_LETTERS && !spoils;
    const enum typing_method method = on ? c->method : TYPING_OFF;
    if (method == c->rules.method) {
        return;
    }
    const char *word = c->text + c->closed;
    (void)syllable_from_text(&c->syllable, word, strlen(word));
    c->rules.method = method;
}

void composer_init(struct composer *c, char *storage, size_t cap, enum composer_field field,
                   bool telex, const char *initial)
{
    INVARIANT(cap > 0);
    *c = (struct composer){.text = storage,
                           .cap = cap,
                           .rules = {.method = telex ? TYPING_TELEX : TYPING_OFF},
                           .method = TYPING_TELEX,
                           .telex = telex,
                           .field = field,
                           .layer = field == FIELD_DIGITS   ? LAYER_PAD
                                    : field == FIELD_SECRET ? LAYER_SECRET
                                                            : LAYER_VIETNAMESE};
    memset(storage, 0, cap);
    size_t used = 0;
    const size_t len = initial == NULL ? 0 : strlen(initial);
    while (used < len) {
        const size_t bytes = utf8_cluster(initial + used, len - used);
        if (used + bytes >= cap) {
            break;
        }
        memcpy(storage + used, initial + used, bytes);
        used += bytes;
    }
    reopen(c);
}

static bool starts_word(const struct composer *c)
{
    const size_t len = strlen(c->text);
    if (len == 0) {
        return c->field != FIELD_SEARCH && c->field != FIELD_SECRET;
    }
    const char last = c->text[len - 1];
    return c->field == FIELD_NAME && (last == ' ' || last == '\'' || last == '-');
}

bool composer_is_upper(const struct composer *c)
{
    if (c->field == FIELD_DIGITS || c->shift == SHIFT_LOCKED) {
        return c->shift == SHIFT_LOCKED;
    }
    return starts_word(c) != (c->shift == SHIFT_ONCE);
}

/* A digit of VNI is a mark on the word before it. */
static bool joins_word(const struct composer *c, uint32_t cp)
{
    const bool mark = c->rules.method == TYPING_VNI && c->syllable.count > 0;
    return is_word_letter(cp) || (mark && cp >= '0' && cp <= '9');
}

static bool write_text(struct composer *c, const char *text)
{
    const bool upper = composer_is_upper(c);
    const size_t len = strlen(text);
    size_t bytes = 0;
    for (size_t at = 0; at < len; at += bytes) {
        uint32_t cp = utf8_decode(text + at, len - at, &bytes);
        cp = upper ? letter_upper(cp) : cp;
        if (joins_word(c, cp) && syllable_add(&c->syllable, (uint16_t)cp)) {
            continue;
        }
        close_syllable(c);
        if (is_word_letter(cp)) {
            (void)syllable_add(&c->syllable, (uint16_t)cp);
        } else if (c->closed + bytes < c->cap) {
            memcpy(c->text + c->closed, text + at, bytes);
            c->closed += bytes;
        } else {
            return false;
        }
    }
    if (c->shift == SHIFT_ONCE) {
        c->shift = SHIFT_OFF;
    }
    return true;
}

static bool write_space(struct composer *c)
{
    const size_t len = strlen(c->text);
    const bool free = c->field == FIELD_SECRET || (len > 0 && c->text[len - 1] != ' ');
    if (!free || len + 1 >= c->cap) {
        return false;
    }
    close_syllable(c);
    c->text[c->closed++] = ' ';
    return true;
}

static bool backspace(struct composer *c)
{
    if (c->syllable.count > 0) {
        return syllable_backspace(&c->syllable, &c->rules);
    }
    const size_t len = strlen(c->text);
    if (len == 0) {
        return false;
    }
    c->text[utf8_last_cluster(c->text, len)] = '\0';
    reopen(c);
    return true;
}

static bool add_tone(struct composer *c, enum letter_tone tone)
{
    char before[SYLLABLE_KEYS_MAX * LETTER_BYTES_MAX];
    char after[sizeof before];
    struct buf was;
    struct buf is;
    buf_init(&was, before, sizeof before);
    buf_init(&is, after, sizeof after);
    syllable_write(&c->syllable, &c->rules, &was);
    if (!syllable_add(&c->syllable, (uint16_t)(KEY_TONE + tone))) {
        return false;
    }
    syllable_write(&c->syllable, &c->rules, &is);
    return strcmp(before, after) != 0;
}

/* The breve on the last vowel, or away again; nothing after a consonant. */
static bool toggle_breve(struct composer *c)
{
    const char *word = c->text + c->closed;
    const size_t len = strlen(word);
    const size_t last = utf8_last_cluster(word, len);
    if (len == 0) {
        return false;
    }
    size_t at = 0;
    struct letter l = letter_of(utf8_decode(word + last, len - last, &at));
    while (last + at < len) {
        size_t bytes = 0;
        (void)letter_add_mark(&l, utf8_decode(word + last + at, len - last - at, &bytes));
        at += bytes;
    }
    if (!letter_is_vowel(&l)) {
        return false;
    }
    l.breve = !l.breve;
    char changed[SYLLABLE_KEYS_MAX * LETTER_BYTES_MAX];
    struct buf b;
    buf_init(&b, changed, sizeof changed);
    buf_add(&b, word, last);
    char letter[LETTER_BYTES_MAX];
    buf_add(&b, letter, letter_write(&l, letter));
    return !b.full && syllable_from_text(&c->syllable, changed, b.len);
}

static bool toggle_telex(struct composer *c)
{
    c->telex = !composer_is_telex(c);
    c->telex_chosen = true;
    return true;
}

static bool apply(struct composer *c, const struct keycap *key)
{
    switch (key->kind) {
    case CAP_TEXT:
        return write_text(c, key->text);
    case CAP_TONE:
        return add_tone(c, (enum letter_tone)key->argument);
    case CAP_BREVE:
        return toggle_breve(c);
    case CAP_SPACE:
        return write_space(c);
    case CAP_BACKSPACE:
        return backspace(c);
    case CAP_CLEAR:
        memset(c->text, 0, c->cap);
        c->closed = 0;
        c->syllable.count = 0;
        return true;
    case CAP_SHIFT:
        c->shift = c->shift == SHIFT_LOCKED ? SHIFT_OFF : (enum composer_shift)(c->shift + 1);
        return true;
    case CAP_TELEX:
        return toggle_telex(c);
    case CAP_LAYER:
        c->layer = (enum keyboard_layer)key->argument;
        return true;
    }
    return false;
}

static bool press(struct composer *c, const struct keycap *key)
{
    if (key->kind != CAP_TELEX) {
        settle_telex(c); /* an answer that stands may be such a name */
    }
    struct composer before = *c;
    const bool grows = key->kind != CAP_BACKSPACE && key->kind != CAP_CLEAR;
    const bool changed = apply(c, key);
    const bool fits = render(c) && (c->max_clusters == 0 || clusters(c->text) <= c->max_clusters);
    if (changed && (fits || !grows)) {
        settle_telex(c);
        return true;
    }
    *c = before;
    (void)render(c);
    return false;
}

bool composer_press(struct composer *c, const struct keycap *key)
{
    c->method = TYPING_TELEX;
    return press(c, key);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The key that a stroke stands for; false when there is none. */
static bool key_of(const struct composer *c, char stroke, const char *text, struct keycap *ret_key)
{
    const bool digits = c->field == FIELD_DIGITS;
    *ret_key = (struct keycap){.kind = CAP_TEXT, .text = text};
    if (stroke == '\b' || (stroke == ' ' && !digits)) {
        ret_key->kind = stroke == ' ' ? CAP_SPACE : CAP_BACKSPACE;
        return true;
    }
    return (is_letter(stroke) && !digits) ||
           layout_find_text(digits ? c->layer : LAYER_DIGITS, text) >= 0 ||
           (!digits && layout_find_text(LAYER_LETTERS, text) >= 0); /* the apostrophe */
}

bool composer_type(struct composer *c, enum typing_method method, char stroke)
{
    const bool upper = stroke >= 'A' && stroke <= 'Z';
    const char text[] = {upper ? (char)(stroke - 'A' + 'a') : stroke, '\0'};
    struct keycap key;
    if (!key_of(c, stroke, text, &key)) {
        return false;
    }
    c->method = method == TYPING_OFF ? TYPING_TELEX : method;
    c->telex = c->telex_chosen || c->field == FIELD_DIGITS ? c->telex : method != TYPING_OFF;
    if (is_letter(stroke) && c->shift != SHIFT_LOCKED) {
        c->shift = SHIFT_OFF;
        c->shift = upper && !composer_is_upper(c) ? SHIFT_ONCE : SHIFT_OFF;
    }
    return press(c, &key);
}

void composer_finish(struct composer *c)
{
    close_syllable(c);
    size_t len = strlen(c->text);
    while (len > 0 && c->text[len - 1] == ' ') {
        c->text[--len] = '\0';
    }
    reopen(c);
}
