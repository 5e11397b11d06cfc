#include "app/form/form.h"

#include <string.h>

#include "app/form/model.h"
#include "platform/base/utf8.h"

void form_tick(struct form *f, int64_t now_s)
{
    f->host.now_s = now_s;
}

const char *form_id(const struct form *f)
{
    return f->id;
}

const char *form_version(const struct form *f)
{
    return f->version;
}

int form_language_count(const struct form *f)
{
    return f->language_count;
}

/* Place i of the list that has the default language first. */
static int language_at(const struct form *f, int i)
{
    if (i == 0) {
        return f->default_language;
    }
    return i <= f->default_language ? i - 1 : i;
}

const char *form_language(const struct form *f, int i)
{
    return i >= 0 && i < f->language_count ? f->languages[language_at(f, i)] : NULL;
}

/* Values that are texts of the form (names of choices) follow the language. */
static struct err speak_again(struct form *f)
{
    for (int i = 0; i < f->vertex_count; i++) {
        if (f->order[i]->speaks) {
            visit_instances(f, f->top->first, f->order[i]->def, vertex_mark, f->order[i]);
        }
    }
    const struct err e = graph_run(f);
    form_changed(f);
    return e;
}

struct err form_set_language(struct form *f, const char *language)
{
    for (int i = 0; i < f->language_count; i++) {
        if (strcmp(f->languages[i], language) == 0) {
            f->language = i;
            f->host.language = f->languages[i];
            form_changed(f);
            return speak_again(f);
        }
    }
    return ERR(ERR_NOT_FOUND, 0, "form: language");
}

void form_set_words(struct form *f, const char *language,
                    const char *(*find)(const char *language, const char *source))
{
    f->words_language = language;
    f->find_words = find;
    form_changed(f);
}

void form_changed(struct form *f)
{
    arena_release(&f->texts, 0);
    f->cached_texts = NULL;
    f->cached_choices = NULL;
}

static struct node *node_at(const struct form *f, form_node n)
{
    return n >= 0 && n < f->node_count ? f->nodes[n] : NULL;
}

unsigned form_recomputed(const struct form *f)
{
    return f->recomputed;
}

static void choose_texts(struct form *f, struct node *n, const struct control *c,
                         struct form_question *q)
{
    const char *label = text_at(f, c->label, TEXT_LONG, n);
    q->label = label != NULL ? label : "";
    const char *brief = text_at(f, c->label, TEXT_SHORT, n);
    q->short_label = brief != NULL ? brief : q->label;
    q->guidance = text_at(f, c->label, TEXT_GUIDANCE, n);
    q->hint = text_at(f, c->hint, TEXT_LONG, n);
    q->image = text_image(f, c->label);
    q->audio = text_audio(f, c->label);
}

/* A repeat that is a page; its group has the words. */
static struct form_question ask_repeat(struct form *f, form_node n)
{
    const struct repeat_place *p = repeat_place_at(f, n);
    struct form_question q = {.node = n,
                              .kind = FORM_REPEAT,
                              .supplier = SUPPLIER_CITIZEN,
                              .ref = p->control->def->path,
                              .appearance = p->control->appearance,
                              .value = "",
                              .relevant = true};
    choose_texts(f, p->parent, words_of(p->control), &q);
    return q;
}

struct err form_question(struct form *f, form_node n, struct form_question *ret_question)
{
    struct node *node = node_at(f, n);
    if (repeat_place_at(f, n) != NULL) {
        *ret_question = ask_repeat(f, n);
        return ERR_OK;
    }
    if (node == NULL) {
        return ERR(ERR_NOT_FOUND, 0, "form: node");
    }
    const struct def *d = node->def;
    const struct control *c = d->control;
    struct form_question q = {.node = n,
                              .kind = c != NULL ? c->kind : FORM_VALUE,
                              .supplier = d->supplier,
                              .ref = d->path,
                              .label = d->name,
                              .short_label = d->name,
                              .appearance = c != NULL ? c->appearance : "",
                              .value = node_value(node),
                              .card_field = d->card,
                              .relevant = !node->irrelevant,
                              .private_ = d->is_private,
                              .may_leave_open = d->may_open,
                              .open = (enum form_open)node->open,
                              .max_length = d->max_length};
    q.required = form_is_true(f, d->required, node, false);
    q.readonly =
        d->calculate != NULL && c == NULL ? true : form_is_true(f, d->readonly, node, false);
    if (c != NULL) {
        choose_texts(f, node, words_of(c), &q);
    }
    if (q.kind == FORM_SELECT_ONE || q.kind == FORM_SELECT_MANY) {
        struct cached_choices choices;
        const struct err e = choices_of(f, node, &choices);
        if (failed(e)) {
            return e;
        }
        q.choice_count = choices.count;
    }
    *ret_question = q;
    return ERR_OK;
}

/* One segment "name" or "name[2]" of a reference. */
static struct node *find_segment(struct node *parent, const char *segment, size_t len)
{
    size_t name_len = 0;
    long wanted = 1;
    while (name_len < len && segment[name_len] != '[') {
        name_len++;
    }
    if (name_len < len) {
        wanted = 0;
        for (size_t i = name_len + 1; i < len && segment[i] >= '0' && segment[i] <= '9'; i++) {
            wanted = wanted < 100000 ? wanted * 10 + (segment[i] - '0') : wanted;
        }
    }
    for (struct node *c = parent->first; c != NULL; c = c->next) {
        if (strlen(c->name) == name_len && memcmp(c->name, segment, name_len) == 0 &&
            --wanted == 0) {
            return c;
        }
    }
    return NULL;
}

form_node form_find(struct form *f, const char *ref)
{
    struct node *at = f->top;
    while (at != NULL && *ref == '/') {
        ref++;
        const size_t len = strcspn(ref, "/");
        at = find_segment(at, ref, len);
        ref += len;
    }
    return at != NULL && *ref == '\0' ? at->index : FORM_NONE;
}

struct err form_ref(struct form *f, form_node n, struct buf *out)
{
    const struct node *chain[ELEMENT_DEPTH_MAX];
    int depth = 0;
    for (const struct node *at = node_at(f, n); at != NULL && at->def != NULL; at = at->parent) {
        if (depth == ELEMENT_DEPTH_MAX) {
            return ERR(ERR_FULL, 0, "form: reference");
        }
        chain[depth++] = at;
    }
    if (depth == 0) {
        return ERR(ERR_NOT_FOUND, 0, "form: node");
    }
    while (depth-- > 0) {
        buf_printf(out, "/%s", chain[depth]->name);
        if (chain[depth]->def->repeat) {
            buf_printf(out, "[%d]", node_position(chain[depth]));
        }
    }
    return out->full ? ERR(ERR_FULL, 0, "form: reference") : ERR_OK;
}

form_node form_next_node(struct form *f, form_node n)
{
    const struct node *at = n == FORM_NONE ? f->top : node_at(f, n);
    const struct node *next = at != NULL ? node_walk(at, f->top) : NULL;
    return next != NULL ? next->index : FORM_NONE;
}

static struct err change(struct form *f, struct node *n, const char *value)
{
    if (!node_set(f->arena, n, value)) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    value_changed(f, n);
    struct err e = graph_run(f);
    if (!failed(e)) {
        e = run_changed(f);
    }
    if (!failed(e)) {
        e = repeat_counts(f);
    }
    return e;
}

struct err form_set(struct form *f, form_node n, const char *value,
                    struct form_problem *ret_problem)
{
    struct node *node = node_at(f, n);
    value = value != NULL ? value : "";
    const size_t len = strlen(value);
    if (node == NULL || node->first != NULL || form_is_true(f, node->def->readonly, node, false)) {
        return ERR(ERR_BAD_INPUT, 0, "form: this node takes no answer");
    }
    if (len > VALUE_BYTES_MAX || !utf8_valid(value, len)) {
        return ERR(ERR_BAD_INPUT, 0, "form: this is not text");
    }
    struct typed typed;
    value = typed_answer(f, node->def, value, &typed);
    f->recomputed = 0;
    struct err e = ERR_OK;
    if (strcmp(value, node_value(node)) != 0) {
        e = change(f, node, value);
        form_changed(f);
    }
    if (len > 0) {
        node->open = OPEN_NOT;
    }
    if (!failed(e)) {
        *ret_problem = form_check(f, n);
    }
    return e;
}

struct err form_set_open(struct form *f, form_node n, enum form_open open)
{
    struct node *node = node_at(f, n);
    if (node == NULL || (open != OPEN_NOT && !node->def->may_open)) {
        return ERR(ERR_BAD_INPUT, 0, "form: this question cannot stay open");
    }
    node->open = (uint8_t)open;
    form_changed(f);
    return ERR_OK;
}

struct err form_prefill(struct form *f, const char *card_field, const char *value, int *ret_count)
{
    int count = 0;
    for (int i = 0; i < f->node_count; i++) {
        struct node *n = f->nodes[i];
        if (n == NULL || n->def->card == NULL || strcmp(n->def->card, card_field) != 0) {
            continue;
        }
        struct form_problem unused;
        const struct err e = form_set(f, i, value, &unused);
        if (failed(e)) {
            return e;
        }
        n->supplied = value != NULL && value[0] != '\0';
        count++;
    }
    *ret_count = count;
    return ERR_OK;
}
