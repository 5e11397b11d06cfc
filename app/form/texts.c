/* Texts: which language answers, outputs filled in, markdown dropped.
 *
 * A missing text or "-" falls back to the form's default language, then to any language that has
 * words; a text that is "-" everywhere stays "-". A sound never falls back: one voice does not read
 * another language. */
#include "app/form/texts.h"

#include <string.h>

#include "platform/base/buf.h"

#define TEXT_BYTES_MAX 4096

static uint32_t hash_of(const char *text)
{
    uint32_t hash = 2166136261u;
    for (const char *p = text; *p != '\0'; p++) {
        hash = (hash ^ (uint8_t)*p) * 16777619u;
    }
    return hash;
}

struct form_text *itext_find(const struct form *f, const char *id)
{
    if (f->itext == NULL) {
        return NULL;
    }
    struct itext_entry *entry = f->itext[hash_of(id) & f->itext_mask];
    while (entry != NULL && strcmp(entry->id, id) != 0) {
        entry = entry->next;
    }
    return entry != NULL ? entry->text : NULL;
}

struct form_text *text_new(struct form *f)
{
    const size_t room = (size_t)f->language_room * sizeof(struct spoken);
    return arena_alloc(f->arena, sizeof(struct form_text) + room);
}

static bool says_something(const struct piece *p)
{
    return p != NULL && (p->next != NULL || p->output != NULL || strcmp(p->words, "-") != 0);
}

static const struct piece *choose(const struct form *f, const struct form_text *t,
                                  enum text_form form)
{
    const int first[] = {f->language, f->default_language};
    for (size_t i = 0; i < 2; i++) {
        if (says_something(t->in[first[i]].words[form])) {
            return t->in[first[i]].words[form];
        }
    }
    for (int i = 0; i < f->language_room; i++) {
        if (says_something(t->in[i].words[form])) {
            return t->in[i].words[form];
        }
    }
    return t->in[f->language].words[form];
}

/* Copies words without HTML tags, emphasis marks and heading marks. */
static void add_plain(struct buf *out, const char *words)
{
    for (const char *c = words; *c != '\0'; c++) {
        if (*c == '\\' && c[1] != '\0' && strchr("\\*_#<", c[1]) != NULL) {
            c++;
        } else if ((c[0] == '*' && c[1] == '*') || (c[0] == '_' && c[1] == '_')) {
            c++;
            continue;
        } else if (*c == '#' && (out->len == 0 || out->data[out->len - 1] == '\n')) {
            c += strspn(c, "#");
            c += *c == ' ' ? 0 : -1;
            continue;
        } else if (*c == '<' &&
                   ((c[1] | 0x20) >= 'a' && (c[1] | 0x20) <= 'z' ? true : c[1] == '/')) {
            const char *end = strchr(c, '>');
            if (end != NULL) {
                c = end;
                continue;
            }
        }
        buf_add(out, c, 1);
    }
}

static void trim(struct buf *out)
{
    while (out->len > 0 && strchr(" \t\r\n", out->data[out->len - 1]) != NULL) {
        out->data[--out->len] = '\0';
    }
    const size_t lead = strspn(out->data, " \t\r\n");
    memmove(out->data, out->data + lead, out->len - lead + 1);
    out->len -= lead;
}

static void fill(struct form *f, const struct piece *p, struct node *n, struct buf *out)
{
    for (; p != NULL; p = p->next) {
        struct xpath_value v;
        if (p->output == NULL) {
            add_plain(out, p->words);
            continue;
        }
        const size_t mark = arena_mark(&f->scratch);
        if (!failed(form_evaluate(f, p->output, n, &v))) {
            const char *text = xpath_string(&v, &f->scratch);
            buf_puts(out, text != NULL ? text : "");
        }
        arena_release(&f->scratch, mark);
    }
    trim(out);
}

static const char *cached(const struct form *f, const struct piece *p, const struct node *n)
{
    for (const struct cached_text *c = f->cached_texts; c != NULL; c = c->next) {
        if (c->text == p && c->node == n) {
            return c->string;
        }
    }
    return NULL;
}

static const char *keep(struct form *f, const struct piece *p, const struct node *n,
                        const char *text)
{
    struct cached_text *c = arena_alloc(&f->texts, sizeof *c);
    char *copy = arena_copy(&f->texts, text, strlen(text));
    if (c == NULL || copy == NULL) {
        return "";
    }
    *c = (struct cached_text){p, n, copy, f->cached_texts};
    f->cached_texts = c;
    return copy;
}

static bool is_plain(const struct piece *p)
{
    return p->next == NULL && p->output == NULL && strpbrk(p->words, "\\*_#< \t\r\n") == NULL;
}

/* The words somebody else has for a text without values in it; NULL when there are none. */
static const char *in_other_words(const struct form *f, const struct piece *p)
{
    char storage[TEXT_BYTES_MAX];
    struct buf out;
    buf_init(&out, storage, sizeof storage);
    for (; p != NULL && f->find_words != NULL; p = p->next) {
        if (p->output != NULL) {
            return NULL;
        }
        add_plain(&out, p->words);
    }
    trim(&out);
    return f->find_words != NULL ? f->find_words(f->words_language, storage) : NULL;
}

const char *text_at(struct form *f, const struct form_text *t, enum text_form form, struct node *n)
{
    if (t != NULL && t->reference != NULL) {
        struct xpath_value v;
        const size_t mark = arena_mark(&f->scratch);
        const bool good = !failed(form_evaluate(f, t->reference, n, &v));
        const char *id = good ? xpath_string(&v, &f->scratch) : NULL;
        t = id != NULL ? itext_find(f, id) : NULL;
        arena_release(&f->scratch, mark);
    }
    const struct piece *p = t != NULL ? choose(f, t, form) : NULL;
    if (p == NULL) {
        return NULL;
    }
    const char *other = in_other_words(f, p);
    if (other != NULL) {
        return other;
    }
    if (is_plain(p)) {
        return p->words;
    }
    const char *known = cached(f, p, n);
    if (known != NULL) {
        return known;
    }
    char storage[TEXT_BYTES_MAX];
    struct buf out;
    buf_init(&out, storage, sizeof storage);
    fill(f, p, n, &out);
    known = keep(f, p, n, storage);
    explicit_bzero(storage, sizeof storage);
    return known;
}

const char *text_image(const struct form *f, const struct form_text *t)
{
    if (t == NULL) {
        return NULL;
    }
    const char *image = t->in[f->language].image;
    return image != NULL ? image : t->in[f->default_language].image;
}

const char *text_audio(const struct form *f, const struct form_text *t)
{
    return t != NULL ? t->in[f->language].audio : NULL;
}
