#include "app/sound/speech.h"

#include <string.h>

#include "app/language/content.h"
#include "app/sound/telling.h"
#include "platform/base/log.h"

void speech_clear(struct speech *s)
{
    s->count = 0;
    s->full = false;
    s->missing = 0;
    s->read_count = 0;
    s->spelled = 0;
    s->fell_back = false;
}

static void say_figure(struct telling *t, const struct say *say)
{
    char words[TELLING_WORDS_MAX];
    struct buf b;
    buf_init(&b, words, sizeof words);
    telling_count_in(t);
    if (say->kind == SAY_NUMBER) {
        t->grammar->number(say->number, &b);
    } else if (say->kind == SAY_DATE) {
        t->grammar->date(say->number, &b);
    } else {
        t->grammar->money(say->number, &b);
    }
    telling_words(t, words, b.len);
    explicit_bzero(words, sizeof words);
}

static void say_message(struct telling *t, enum message_id id, const struct say *arguments,
                        int count);

static void say_private(struct telling *t, const struct say *say)
{
    const enum message_id instead = say->message != MSG_NONE ? say->message : MSG_PRIVATE_ANSWER;
    const struct speech *s = t->speech;
    const struct spoken *last = s->count > 0 ? &s->items[s->count - 1] : NULL;
    if (last != NULL && last->message == instead && last->tag == t->options->tag) {
        return; /* said once for a run of private answers */
    }
    say_message(t, instead, NULL, 0);
}

/* A text of a form is said as the message it is in the asked language. */
static void say_text(struct telling *t, const char *text)
{
    const enum message_id id = content_said(t->options->language, text);
    const bool private_ = t->private_;
    const int from = t->speech->count;
    if (id == MSG_NONE) {
        telling_text(t, text);
        return;
    }
    say_message(t, id, NULL, 0);
    for (int i = from; i < t->speech->count; i++) {
        t->speech->items[i].private_ = private_;
    }
}

/* One item that is not a message. */
static void say_item(struct telling *t, const struct say *say)
{
    t->private_ = say->private_ || t->options->node_private;
    if (say->kind == SAY_PAUSE) {
        telling_pause(t, (int)say->number);
        return;
    }
    if (say->kind == SAY_CUE) {
        t->fallback = false;
        telling_push(t, (struct spoken){.kind = SPOKEN_CUE, .value = (int)say->number});
        return;
    }
    const char *text = say->text == NULL ? "" : say->text;
    const bool figure = say->kind == SAY_NUMBER || say->kind == SAY_DATE || say->kind == SAY_MONEY;
    if (!figure && text[0] == '\0') {
        return; /* nothing is there, so nothing is hidden */
    }
    if (t->private_ && !t->options->private_aloud) {
        if (!t->options->tap_only) {
            say_private(t, say);
        }
        return;
    }
    if (say->kind == SAY_TEXT) {
        say_text(t, text);
    } else if (say->kind == SAY_NAME) {
        telling_name(t, text);
    } else if (say->kind == SAY_DIGITS || say->kind == SAY_LETTERS) {
        telling_count_in(t);
        telling_spell(t, text, strlen(text), TELLING_STOP);
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

bool speech_has_clips(const struct clips *pack, const char *text)
{
    const char *p = text;
    while (*p != '\0') {
        char clean[TELLING_TEXT_MAX];
        struct clip clip;
        const size_t n = part_length(p);
        const size_t len = telling_tidy(p, n, clean);
        size_t from = 0; /* a comma that follows a value is a pause */
        while (from < len && !telling_has_letter(clean + from, 1)) {
            from++;
        }
        if (from < len && !telling_find(pack, clean, len, &clip) &&
            !telling_find(pack, clean + from, len - from, &clip)) {
            return false;
        }
        p += n + (p[n] == '\0' ? 0 : 3);
    }
    return true;
}

/* A language speaks a message itself only when it has all of it. */
static bool speaks_itself(const struct telling *t, enum message_id id)
{
    return t->pack != NULL && message_has(t->pack->language, id) &&
           speech_has_clips(t->pack, message_spoken(t->pack->language, id));
}

static void say_message(struct telling *t, enum message_id id, const struct say *arguments,
                        int count)
{
    char clean[TELLING_TEXT_MAX] = {0};
    telling_use(t, t->options->language);
    if (!speaks_itself(t, id)) {
        telling_use(t, SPEECH_SOURCE);
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
            telling_pieces(t, clean, telling_tidy(p, n, clean));
        } else {
            telling_words(t, clean, telling_tidy(p, n, clean));
        }
        p += n;
        if (*p != '\0') {
            const size_t argument = (size_t)(p[1] - '0');
            if (arguments != NULL && argument < (size_t)count) {
                say_item(t, &arguments[argument]);
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
