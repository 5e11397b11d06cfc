#include "app/sound/speech.h"

#include <string.h>

#include "app/sound/figures.h"
#include "app/sound/grammar.h"
#include "app/sound/tone.h"
#include "platform/base/log.h"
#include "platform/base/utf8.h"

enum { TEXT_MAX = 1024, WORDS_MAX = 512, PAUSE_COMMA = 150, PAUSE_STOP = 300, PAUSE_LETTER = 90 };

/* What one sequence is spoken with. */
struct telling {
    struct speech *speech;
    const struct voices *voices;
    const struct clips *pack; /* of the language being spoken now */
    const struct grammar *grammar;
    const struct speech_options *options;
    enum message_id message;
    bool fallback, private_;
};

void speech_clear(struct speech *s)
{
    s->count = 0;
    s->full = false;
    s->missing = 0;
    s->fell_back = false;
}

static void push(struct telling *t, struct spoken item)
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
    if (opens_run && !t->options->toned) {
        struct spoken cue = item;
        cue.kind = SPOKEN_CUE;
        cue.value = CUE_FALLBACK;
        s->items[s->count++] = cue;
    }
    s->fell_back = s->fell_back || opens_run;
    s->items[s->count++] = item;
}

static void push_pause(struct telling *t, int ms)
{
    struct speech *s = t->speech;
    if (s->count > 0 && s->items[s->count - 1].kind == SPOKEN_PAUSE) {
        struct spoken *last = &s->items[s->count - 1];
        last->value = last->value > ms ? last->value : ms;
        return;
    }
    push(t, (struct spoken){.kind = SPOKEN_PAUSE, .value = ms});
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

static bool find(const struct clips *pack, const char *text, size_t len, struct clip *ret_clip)
{
    return pack != NULL && len > 0 &&
           clips_find(pack, clip_id(pack->language, text, len), ret_clip);
}

static bool is_stop(char c)
{
    return c != '\0' && strchr(".,;:!?()\"", c) != NULL;
}

/* The piece as written, then without the marks at its end, then in lower case. */
static bool find_piece(const struct clips *pack, const char *text, size_t len,
                       struct clip *ret_clip)
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
        if ((end == len || text[end] == ' ') && find_piece(t->pack, text, end, ret_clip)) {
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
        push_pause(t, strchr(",;:", text[at - 1]) != NULL ? PAUSE_COMMA : PAUSE_STOP);
    }
}

/* Words of a grammar: all in the vocabulary; what the pack lacks is counted as missing. */
static void say_words(struct telling *t, const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        struct clip clip;
        if (text[at] == ' ') {
            at++;
            continue;
        }
        size_t used = longest(t, text + at, len - at, &clip);
        if (used > 0) {
            push(t, (struct spoken){.kind = SPOKEN_CLIP, .clip = clip});
        } else {
            used = word_end(text + at, len - at);
            t->speech->missing++;
            push(t, (struct spoken){.kind = SPOKEN_MISSING});
        }
        at += used;
        pause_after(t, text, at, len);
    }
}

/* Letter names, for what nobody spoke as a whole and for codes. */
static void spell(struct telling *t, const char *text, size_t len, int gap_ms)
{
    for (size_t at = 0; at < len;) {
        char names[128];
        struct buf b;
        buf_init(&b, names, sizeof names);
        const size_t used = t->grammar->letter(text + at, len - at, &b);
        if (text[at] == ' ' || (gap_ms > 0 && text[at] == '-')) {
            push_pause(t, gap_ms);
        } else if (b.len > 0) {
            say_words(t, names, b.len);
            push_pause(t, PAUSE_LETTER);
        }
        explicit_bzero(names, sizeof names);
        at += used;
    }
}

static bool has_letter(const char *text, size_t len)
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

/* A word without a clip: a figure is read, a mark is a pause, the rest is spelled. */
static size_t say_unknown(struct telling *t, const char *text, size_t len)
{
    const size_t end = word_end(text, len);
    char words[WORDS_MAX];
    struct buf b;
    buf_init(&b, words, sizeof words);
    const size_t used = figures_read(t->grammar, text, end, &b);
    if (used > 0) {
        say_words(t, words, b.len);
        explicit_bzero(words, sizeof words);
        return used;
    }
    if (!has_letter(text, end)) {
        push_pause(t, PAUSE_COMMA);
        return end;
    }
    if (is_stop(text[0])) {
        return 1;
    }
    spell(t, text, end, 0);
    return end;
}

/* text has single spaces and no newline. */
static void say_pieces(struct telling *t, const char *text, size_t len)
{
    for (size_t at = 0; at < len && !t->speech->full;) {
        struct clip clip;
        if (text[at] == ' ') {
            at++;
            continue;
        }
        size_t used = longest(t, text + at, len - at, &clip);
        if (used > 0) {
            push(t, (struct spoken){.kind = SPOKEN_CLIP, .clip = clip});
        } else {
            used = say_unknown(t, text + at, len - at);
        }
        at += used;
        pause_after(t, text, at, len);
    }
}

/* Copies with white space made single and none at the ends; bytes written. */
static size_t tidy(const char *text, size_t len, char out[TEXT_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < len && n + 1 < TEXT_MAX; i++) {
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

static void use_language(struct telling *t, const char *language)
{
    t->pack = pack_of(t->voices, language);
    t->grammar = grammar_find(language);
    t->fallback = strcmp(language, t->options->language) != 0;
}

/* The asked language when it has both a pack and a grammar, else Vietnamese. */
static void use_counting_language(struct telling *t)
{
    use_language(t, t->options->language);
    if (t->pack == NULL || t->grammar == NULL) {
        use_language(t, SPEECH_SOURCE);
    }
}

static void say_text(struct telling *t, const char *text)
{
    char clean[TEXT_MAX];
    struct clip clip;
    const size_t len = tidy(text, strlen(text), clean);
    const char *own = t->options->text_language;
    use_language(t, own != NULL ? own : t->options->language);
    if (find(t->pack, clean, len, &clip)) {
        push(t, (struct spoken){.kind = SPOKEN_CLIP, .clip = clip});
    } else if (t->pack != NULL && t->grammar != NULL) {
        say_pieces(t, clean, len);
    } else {
        use_language(t, SPEECH_SOURCE); /* only a sentence that is itself Vietnamese is there */
        if (find(t->pack, clean, len, &clip)) {
            push(t, (struct spoken){.kind = SPOKEN_CLIP, .clip = clip});
        } else if (len > 0) {
            t->speech->missing++;
            push(t, (struct spoken){.kind = SPOKEN_MISSING});
        }
    }
    explicit_bzero(clean, sizeof clean);
}

/* Word by word where every word has a clip, else every letter: half a Jrai name read as if it were
 * Vietnamese would be worse than its letters. */
static void say_name(struct telling *t, const char *text)
{
    char clean[TEXT_MAX];
    const size_t len = tidy(text, strlen(text), clean);
    struct clip clip;
    bool every = true;
    use_counting_language(t);
    for (size_t at = 0; at < len;) {
        const size_t end = word_end(clean + at, len - at);
        every &= !has_letter(clean + at, end) || find_piece(t->pack, clean + at, end, &clip);
        at += end + 1;
    }
    if (every) {
        say_pieces(t, clean, len);
    } else {
        spell(t, clean, len, PAUSE_STOP);
    }
    explicit_bzero(clean, sizeof clean);
}

static void say_figure(struct telling *t, const struct say *say)
{
    char words[WORDS_MAX];
    struct buf b;
    buf_init(&b, words, sizeof words);
    use_counting_language(t);
    if (say->kind == SAY_NUMBER) {
        t->grammar->number(say->number, &b);
    } else if (say->kind == SAY_DATE) {
        t->grammar->date(say->number, &b);
    } else {
        t->grammar->money(say->number, &b);
    }
    say_words(t, words, b.len);
    explicit_bzero(words, sizeof words);
}

static void say_message(struct telling *t, enum message_id id, const struct say *arguments,
                        int count);

static void say_private(struct telling *t)
{
    const struct speech *s = t->speech;
    const struct spoken *last = s->count > 0 ? &s->items[s->count - 1] : NULL;
    if (last != NULL && last->message == MSG_PRIVATE_ANSWER && last->tag == t->options->tag) {
        return; /* said once for a run of private answers */
    }
    say_message(t, MSG_PRIVATE_ANSWER, NULL, 0);
}

/* One item that is not a message. */
static void say_item(struct telling *t, const struct say *say)
{
    t->private_ = say->private_ || t->options->node_private;
    if (say->kind == SAY_PAUSE) {
        push_pause(t, (int)say->number);
        return;
    }
    if (say->kind == SAY_CUE) {
        t->fallback = false;
        push(t, (struct spoken){.kind = SPOKEN_CUE, .value = (int)say->number});
        return;
    }
    const char *text = say->text == NULL ? "" : say->text;
    const bool figure = say->kind == SAY_NUMBER || say->kind == SAY_DATE || say->kind == SAY_MONEY;
    if (!figure && text[0] == '\0') {
        return; /* nothing is there, so nothing is hidden */
    }
    if (t->private_ && !t->options->private_aloud) {
        if (say->kind != SAY_LETTERS || utf8_count(text) > 1) { /* of a key only the tap */
            say_private(t);
        }
        return;
    }
    if (say->kind == SAY_TEXT) {
        say_text(t, text);
    } else if (say->kind == SAY_NAME) {
        say_name(t, text);
    } else if (say->kind == SAY_DIGITS || say->kind == SAY_LETTERS) {
        use_counting_language(t);
        spell(t, text, strlen(text), PAUSE_STOP);
    } else {
        say_figure(t, say);
    }
}

static bool placeholder(const char *p)
{
    return p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}';
}

static int placeholders(const char *text)
{
    int most = 0;
    for (const char *p = text; *p != '\0'; p++) {
        if (placeholder(p) && p[1] - '0' + 1 > most) {
            most = p[1] - '0' + 1;
        }
    }
    return most;
}

/* Next fixed part of a message: up to a placeholder or the end. */
static size_t part_length(const char *text)
{
    size_t n = 0;
    while (text[n] != '\0' && !placeholder(text + n)) {
        n++;
    }
    return n;
}

/* A language speaks a message itself only when it has all of it. */
static bool speaks_itself(const struct telling *t, enum message_id id)
{
    if (t->pack == NULL || !message_has(t->pack->language, id)) {
        return false;
    }
    const char *p = message_spoken(t->pack->language, id);
    while (*p != '\0') {
        char clean[TEXT_MAX];
        struct clip clip;
        const size_t n = part_length(p);
        const size_t len = tidy(p, n, clean);
        if (has_letter(clean, len) && !find_piece(t->pack, clean, len, &clip)) {
            return false;
        }
        p += n + (p[n] == '\0' ? 0 : 3);
    }
    return true;
}

static void say_message(struct telling *t, enum message_id id, const struct say *arguments,
                        int count)
{
    char clean[TEXT_MAX] = {0};
    use_language(t, t->options->language);
    if (!speaks_itself(t, id)) {
        use_language(t, SPEECH_SOURCE);
    }
    const struct clips *pack = t->pack;
    const struct grammar *grammar = t->grammar;
    const bool fallback = t->fallback;
    if (pack == NULL) {
        t->speech->missing++;
        return;
    }
    for (const char *p = message_spoken(pack->language, id); *p != '\0';) {
        const size_t n = part_length(p);
        t->pack = pack;
        t->grammar = grammar;
        t->fallback = fallback;
        t->message = id;
        t->private_ = false;
        if (grammar != NULL) {
            say_pieces(t, clean, tidy(p, n, clean));
        } else {
            say_words(t, clean, tidy(p, n, clean));
        }
        p += n;
        if (*p != '\0') {
            if (p[1] - '0' < count) {
                say_item(t, &arguments[p[1] - '0']);
            }
            p += 3;
        }
    }
    t->message = MSG_NONE;
}

void speech_add(struct speech *s, const struct voices *voices, const struct say *say, int count,
                const struct speech_options *options)
{
    struct telling t = {.speech = s, .voices = voices, .options = options};
    int end = 0;
    while (end < count && say[end].kind != SAY_END) {
        end++;
    }
    for (int i = 0; i < end; i++) {
        t.message = MSG_NONE;
        if (say[i].kind != SAY_MESSAGE) {
            say_item(&t, &say[i]);
            continue;
        }
        const int wanted = placeholders(message_spoken(options->language, say[i].message));
        const int given = wanted < end - i - 1 ? wanted : end - i - 1;
        say_message(&t, say[i].message, say + i + 1, given);
        i += given;
    }
}

void speech_add_message(struct speech *s, const struct voices *voices, enum message_id message,
                        const struct speech_options *options)
{
    const struct say say = {.kind = SAY_MESSAGE, .message = message};
    speech_add(s, voices, &say, 1, options);
}

uint32_t speech_ms(const struct speech *s)
{
    uint32_t ms = 0;
    for (int i = 0; i < s->count; i++) {
        const struct spoken *item = &s->items[i];
        if (item->kind == SPOKEN_CLIP) {
            ms += clip_ms(&item->clip);
        } else if (item->kind == SPOKEN_PAUSE) {
            ms += (uint32_t)item->value;
        }
    }
    return ms;
}
