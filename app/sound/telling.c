#include "app/sound/telling.h"

#include <string.h>

#include "app/sound/figures.h"
#include "app/sound/installed.h"
#include "app/sound/tone.h"
#include "platform/base/utf8.h"

enum { PAUSE_COMMA = 150, PAUSE_LETTER = 90 };

void telling_push(struct telling *t, struct spoken item)
{
    struct speech *s = t->speech;
    const bool opens_run = item.kind == SPOKEN_CLIP && t->fallback &&
                           (s->count == 0 || !s->items[s->count - 1].fallback);
    if (s->count + (opens_run ? 2 : 1) > SPOKEN_MAX) {
        s->full = true;
        return;
    }
    item.message = t->message;
    item.private_ = t->private_;
    item.tag = t->options->tag;
    item.fallback = t->fallback;
    item.voice = item.kind == SPOKEN_CLIP ? t->pack->language : NULL;
    if (opens_run && !t->options->toned) {
        struct spoken cue = item;
        cue.voice = NULL;
        cue.kind = SPOKEN_CUE;
        cue.value = CUE_FALLBACK;
        s->items[s->count++] = cue;
    }
    s->fell_back = s->fell_back || opens_run;
    s->items[s->count++] = item;
}

void telling_pause(struct telling *t, int ms)
{
    struct speech *s = t->speech;
    if (s->count > 0 && s->items[s->count - 1].kind == SPOKEN_PAUSE) {
        struct spoken *last = &s->items[s->count - 1];
        last->value = last->value > ms ? last->value : ms;
        return;
    }
    telling_push(t, (struct spoken){.kind = SPOKEN_PAUSE, .value = ms});
}

static const struct clips *pack_of(const struct voices *v, const char *language)
{
    for (int i = 0; i < v->count; i++) {
        if (strcmp(v->pack[i].language, language) == 0) {
            return &v->pack[i];
        }
    }
    return NULL;
}

/* A recording that a pack brought comes before the built-in clip of the same text. */
static bool find(const struct clips *pack, const char *text, size_t len, struct clip *ret_clip)
{
    if (pack == NULL || len == 0) {
        return false;
    }
    const uint64_t id = clip_id(pack->language, text, len);
    const struct clips *recorded = installed_clips(pack->language);
    return (recorded != NULL && clips_find(recorded, id, ret_clip)) ||
           clips_find(pack, id, ret_clip);
}

static bool is_stop(char c)
{
    return c != '\0' && strchr(".,;:!?()\"", c) != NULL;
}

bool telling_find(const struct clips *pack, const char *text, size_t len, struct clip *ret_clip)
{
    if (find(pack, text, len, ret_clip)) {
        return true;
    }
    while (len > 0 && is_stop(text[len - 1])) {
        len--;
    }
    if (find(pack, text, len, ret_clip)) {
        return true;
    }
    char lower[128];
    const size_t size = tone_lower_text(text, len, lower, sizeof lower);
    const bool found = find(pack, lower, size, ret_clip);
    explicit_bzero(lower, sizeof lower);
    return found;
}

/* Longest piece at the start of text that ends at a word's end and has a clip; its bytes, or 0. */
static size_t longest(const struct telling *t, const char *text, size_t len, struct clip *ret_clip)
{
    for (size_t end = len; end > 0; end--) {
        if ((end == len || text[end] == ' ') && telling_find(t->pack, text, end, ret_clip)) {
            return end;
        }
    }
    return 0;
}

static size_t word_end(const char *text, size_t len)
{
    const char *space = memchr(text, ' ', len);
    return space == NULL ? len : (size_t)(space - text);
}

/* A mark before at is heard as a pause, unless it ends the text. */
static void pause_after(struct telling *t, const char *text, size_t at, size_t len)
{
    if (at < len && is_stop(text[at - 1])) {
        telling_pause(t, strchr(",;:", text[at - 1]) != NULL ? PAUSE_COMMA : TELLING_STOP);
    }
}

/* How a piece at text[at] is said that has no clip; the bytes it takes. */
typedef size_t unknown_fn(struct telling *t, const char *text, size_t at, size_t len);

/* Longest pieces first, until the speech is full. */
static void say_pieces(struct telling *t, const char *text, size_t len, unknown_fn *say_unknown)
{
    for (size_t at = 0; at < len && !t->speech->full;) {
        struct clip clip;
        if (text[at] == ' ') {
            at++;
            continue;
        }
        size_t used = longest(t, text + at, len - at, &clip);
        if (used > 0) {
            telling_push(t, (struct spoken){.kind = SPOKEN_CLIP, .clip = clip});
        } else {
            used = say_unknown(t, text, at, len);
        }
        at += used;
        pause_after(t, text, at, len);
    }
}

/* A mark alone is a pause: what follows a value begins with one. */
static size_t miss_word(struct telling *t, const char *text, size_t at, size_t len)
{
    const size_t end = word_end(text + at, len - at);
    if (!telling_has_letter(text + at, end)) {
        telling_pause(t, PAUSE_COMMA);
        return end;
    }
    t->speech->missing++;
    telling_push(t, (struct spoken){.kind = SPOKEN_MISSING});
    return end;
}

void telling_words(struct telling *t, const char *text, size_t len)
{
    say_pieces(t, text, len, miss_word);
}

void telling_spell(struct telling *t, const char *text, size_t len, int gap_ms)
{
    for (size_t at = 0; at < len;) {
        char names[128];
        struct buf b;
        buf_init(&b, names, sizeof names);
        const size_t used = t->grammar->letter(text + at, len - at, &b);
        if (text[at] == ' ' || (gap_ms > 0 && text[at] == '-')) {
            telling_pause(t, gap_ms);
        } else if (b.len > 0) {
            telling_words(t, names, b.len);
            telling_pause(t, PAUSE_LETTER);
        }
        explicit_bzero(names, sizeof names);
        at += used;
    }
}

bool telling_has_letter(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const unsigned char c = (unsigned char)text[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
            (c >= 0xC3 && c != 0xE2)) { /* a letter beyond ASCII, not a dash or a quote */
            return true;
        }
    }
    return false;
}

/* The pack of the voice that says names inside this language, or NULL. */
static const struct clips *names_pack(const struct telling *t)
{
    return t->grammar == NULL || t->grammar->names == NULL ? NULL
                                                           : pack_of(t->voices, t->grammar->names);
}

/* A word that may be a name: it starts in upper case, or has a letter that English lacks. */
static bool may_be_name(const char *text, size_t len)
{
    size_t bytes = 1;
    const uint32_t first = utf8_decode(text, len, &bytes);
    bool beyond = false;
    for (size_t i = 0; i < len; i++) {
        beyond |= (unsigned char)text[i] >= 0xC3 && (unsigned char)text[i] != 0xE2;
    }
    return beyond || tone_lower(first) != first;
}

/* A Vietnamese name in a sentence of another language, by the Vietnamese voice: a name is the same
 * in both, so nothing falls back. Its words, as many as follow; their bytes, or 0. */
static size_t say_as_name(struct telling *t, const char *text, size_t len)
{
    const struct clips *own = t->pack;
    const struct clips *names = names_pack(t);
    struct clip clip;
    size_t at = 0;
    t->pack = names;
    while (names != NULL && at < len && may_be_name(text + at, word_end(text + at, len - at))) {
        const size_t used = longest(t, text + at, len - at, &clip);
        if (used == 0) {
            break;
        }
        telling_push(t, (struct spoken){.kind = SPOKEN_CLIP, .clip = clip});
        at += used;
        if (is_stop(text[at - 1]) || at == len) {
            break;
        }
        at++;
    }
    t->pack = own;
    return at;
}

/* What is written short at text[at]: its words, or a pause for a sign; the bytes it takes. */
static size_t tell_figure(struct telling *t, const char *text, size_t at, size_t len)
{
    char words[TELLING_WORDS_MAX];
    struct buf b;
    buf_init(&b, words, sizeof words);
    const size_t used = figures_read(t->grammar, text, at, len, &b);
    if (used > 0 && telling_has_letter(words, b.len)) {
        telling_words(t, words, b.len);
    } else if (used > 0) {
        telling_pause(t, PAUSE_COMMA);
    }
    explicit_bzero(words, sizeof words);
    return used;
}

/* A word without a clip: a figure is read, a mark is a pause, the rest is spelled. */
static size_t tell_word(struct telling *t, const char *text, size_t at, size_t len)
{
    const size_t end = word_end(text + at, len - at);
    const size_t figure = tell_figure(t, text, at, len);
    if (figure > 0) {
        return figure;
    }
    if (!telling_has_letter(text + at, end)) {
        telling_pause(t, PAUSE_COMMA);
        return end;
    }
    if (is_stop(text[at])) {
        return 1;
    }
    const size_t name = say_as_name(t, text + at, len - at);
    if (name > 0) {
        return name;
    }
    telling_spell(t, text + at, end, 0);
    t->speech->spelled++;
    return end;
}

/* text has single spaces and no newline. */
void telling_pieces(struct telling *t, const char *text, size_t len)
{
    say_pieces(t, text, len, tell_word);
}

/* Copies with white space made single and none at the ends; bytes written. */
size_t telling_tidy(const char *text, size_t len, char out[TELLING_TEXT_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < len && n + 1 < TELLING_TEXT_MAX; i++) {
        const char c = text[i] == '\n' || text[i] == '\t' ? ' ' : text[i];
        if (c != ' ' || (n > 0 && out[n - 1] != ' ')) {
            out[n++] = c;
        }
    }
    while (n > 0 && out[n - 1] == ' ') {
        n--;
    }
    out[n] = '\0';
    return n;
}

void telling_use(struct telling *t, const char *language)
{
    t->pack = pack_of(t->voices, language);
    t->grammar = grammar_find(language);
    t->fallback = strcmp(language, t->options->language) != 0;
}

/* The asked language when it has both a pack and a grammar, else Vietnamese. */
void telling_count_in(struct telling *t)
{
    telling_use(t, t->options->language);
    if (t->pack == NULL || t->grammar == NULL) {
        telling_use(t, SPEECH_SOURCE);
    }
}

/* Only words that start in upper case. */
static bool is_name(const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        size_t bytes = 1;
        const uint32_t first = utf8_decode(text + at, len - at, &bytes);
        if (tone_lower(first) == first) {
            return false;
        }
        at += word_end(text + at, len - at) + 1;
    }
    return true;
}

/* A whole text that is Vietnamese: a name, or what was not put into the language. */
static bool say_source(struct telling *t, const char *text, size_t len)
{
    struct clip clip;
    const bool name = names_pack(t) != NULL && is_name(text, len);
    if (!find(pack_of(t->voices, SPEECH_SOURCE), text, len, &clip)) {
        return false;
    }
    telling_use(t, SPEECH_SOURCE);
    t->fallback = t->fallback && !name;
    telling_push(t, (struct spoken){.kind = SPOKEN_CLIP, .clip = clip});
    return true;
}

static bool every_word_has_a_clip(const struct clips *pack, const char *text, size_t len)
{
    struct clip clip;
    bool every = pack != NULL;
    for (size_t at = 0; at < len;) {
        const size_t end = word_end(text + at, len - at);
        every &= !telling_has_letter(text + at, end) || telling_find(pack, text + at, end, &clip);
        at += end + 1;
    }
    return every;
}

/* Digits and marks, no letters. */
static bool is_figure(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if ((unsigned char)text[i] >= 0x80 || (!digit && telling_has_letter(text + i, 1))) {
            return false;
        }
    }
    return true;
}

/* Half of its words or more are the voice's: figures count, names of places may be others. */
static bool is_mostly(const struct clips *pack, const char *text, size_t len)
{
    struct clip clip;
    int words = 0, known = 0;
    for (size_t at = 0; at < len && pack != NULL;) {
        const size_t end = word_end(text + at, len - at);
        words++;
        known += is_figure(text + at, end) || telling_find(pack, text + at, end, &clip);
        at += end + 1;
    }
    return known > 0 && known * 2 >= words;
}

/* In a language without a grammar of its own: what stands behind a mark that follows a value, or,
 * where it was not put into the language, Vietnamese when most words of it are. */
static bool say_plainly(struct telling *t, const char *text, size_t len)
{
    struct clip clip;
    size_t from = 0;
    while (from < len && !telling_has_letter(text + from, 1)) {
        from++;
    }
    if (from == len) {
        telling_pause(t, PAUSE_COMMA);
        return true;
    }
    if (from > 0 && find(t->pack, text + from, len - from, &clip)) {
        telling_pause(t, PAUSE_COMMA);
        telling_push(t, (struct spoken){.kind = SPOKEN_CLIP, .clip = clip});
        return true;
    }
    if (!is_mostly(pack_of(t->voices, SPEECH_SOURCE), text, len)) {
        return false;
    }
    telling_use(t, SPEECH_SOURCE);
    telling_pieces(t, text, len);
    return true;
}

void telling_text(struct telling *t, const char *text)
{
    char clean[TELLING_TEXT_MAX];
    struct clip clip;
    const size_t len = telling_tidy(text, strlen(text), clean);
    const char *own = t->options->text_language;
    telling_use(t, own != NULL ? own : t->options->language);
    if (find(t->pack, clean, len, &clip)) {
        telling_push(t, (struct spoken){.kind = SPOKEN_CLIP, .clip = clip});
    } else if (say_source(t, clean, len)) {
        explicit_bzero(clean, sizeof clean);
        return;
    } else if (t->pack != NULL && t->grammar != NULL) {
        telling_pieces(t, clean, len);
    } else if (len > 0 && !say_plainly(t, clean, len)) {
        t->speech->missing++;
        telling_push(t, (struct spoken){.kind = SPOKEN_MISSING});
    }
    explicit_bzero(clean, sizeof clean);
}

/* Word by word where every word has a clip, else every letter: half a Jrai name read as if it were
 * Vietnamese would be worse than its letters. */
void telling_name(struct telling *t, const char *text)
{
    char clean[TELLING_TEXT_MAX] = {0};
    const size_t len = telling_tidy(text, strlen(text), clean);
    telling_count_in(t);
    const struct clips *own = t->pack;
    const struct clips *names = names_pack(t);
    if (names != NULL && every_word_has_a_clip(names, clean, len)) {
        t->pack = names;
        telling_pieces(t, clean, len);
        t->pack = own;
    } else if (every_word_has_a_clip(own, clean, len)) {
        telling_pieces(t, clean, len);
    } else {
        telling_spell(t, clean, len, TELLING_STOP);
    }
    explicit_bzero(clean, sizeof clean);
}
