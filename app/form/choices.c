#include <string.h>

#include "app/form/model.h"
#include "app/form/texts.h"

static int count_items(const struct control *c)
{
    int count = 0;
    for (const struct choice_item *i = c->items; i != NULL; i = i->next) {
        count++;
    }
    return count;
}

static struct err evaluate_itemset(struct form *f, struct node *n, struct cached_choices *ret)
{
    struct xpath_value v;
    const size_t mark = arena_mark(&f->scratch);
    struct err e = form_evaluate(f, n->def->control->itemset, n, &v);
    const size_t count = !failed(e) && v.type == XPATH_NODES ? v.count : 0;
    struct cached_choices *c = arena_alloc(&f->texts, sizeof *c);
    struct node **nodes = arena_alloc(&f->texts, (count + 1) * sizeof(struct node *));
    if (c == NULL || nodes == NULL) {
        e = ERR(ERR_FULL, 0, "form: choices");
    }
    if (!failed(e)) {
        if (count > 0) {
            memcpy(nodes, v.nodes, count * sizeof(struct node *));
        }
        *c = (struct cached_choices){n, nodes, (int)count, f->cached_choices};
        f->cached_choices = c;
        *ret = *c;
    }
    arena_release(&f->scratch, mark);
    return e;
}

struct err choices_of(struct form *f, struct node *n, struct cached_choices *ret_choices)
{
    const struct control *c = n->def->control;
    if (c == NULL || (c->kind != FORM_SELECT_ONE && c->kind != FORM_SELECT_MANY)) {
        return ERR(ERR_NOT_FOUND, 0, "form: choices");
    }
    if (c->itemset == NULL) {
        *ret_choices = (struct cached_choices){n, NULL, count_items(c), NULL};
        return ERR_OK;
    }
    for (const struct cached_choices *k = f->cached_choices; k != NULL; k = k->next) {
        if (k->node == n) {
            *ret_choices = *k;
            return ERR_OK;
        }
    }
    return evaluate_itemset(f, n, ret_choices);
}

static struct form_choice written_choice(struct form *f, struct node *n,
                                         const struct choice_item *item)
{
    const char *label = text_at(f, item->label, TEXT_LONG, n);
    return (struct form_choice){.value = item->value,
                                .label = label != NULL ? label : item->value,
                                .image = text_image(f, item->label),
                                .audio = text_audio(f, item->label)};
}

/* What a reference of an itemset ("name", "./name", "a/b", ".") leads to from an item. */
static const struct node *listed_at(const struct node *item, const char *ref)
{
    while (item != NULL && *ref != '\0') {
        const size_t len = strcspn(ref, "/");
        const struct node *c = item->first;
        while (c != NULL && (strlen(c->name) != len || memcmp(c->name, ref, len) != 0)) {
            c = c->next;
        }
        const bool self = len == 0 || (len == 1 && *ref == '.');
        const bool up = len == 2 && memcmp(ref, "..", 2) == 0;
        item = self ? item : up ? item->parent : c;
        ref += len;
        ref += *ref == '/';
    }
    return item;
}

/* A computed label; lies among the strings handed out. */
static const char *computed_label(struct form *f, const struct control *c, struct node *item)
{
    const size_t mark = arena_mark(&f->scratch);
    struct xpath_value v;
    const char *text = failed(xpath_eval_within(c->label_value, &f->host, item, f->top->first, &v))
                           ? NULL
                           : xpath_string(&v, &f->scratch);
    text = text != NULL ? arena_copy(&f->texts, text, strlen(text)) : NULL;
    arena_release(&f->scratch, mark);
    return text != NULL ? text : "";
}

static const char *label_of(struct form *f, const struct control *c, struct node *item)
{
    if (c->label_value != NULL) {
        return computed_label(f, c, item);
    }
    const struct node *label = listed_at(item, c->label_ref);
    return label != NULL && !label->irrelevant ? node_value(label) : "";
}

static struct form_choice listed_choice(struct form *f, const struct control *c, struct node *item)
{
    const struct node *value = listed_at(item, c->value_ref);
    struct form_choice choice = {.value = value != NULL ? node_value(value) : ""};
    choice.label = label_of(f, c, item);
    choice.label = choice.label[0] != '\0' ? choice.label : choice.value;
    const struct node *frequent = node_child(item, "frequent");
    choice.frequent = frequent != NULL && node_value(frequent)[0] != '\0';
    if (c->label_is_itext) {
        const struct form_text *t = itext_find(f, choice.label);
        const char *text = t != NULL ? text_at(f, t, TEXT_LONG, item) : NULL;
        choice.label = text != NULL ? text : choice.value;
        choice.image = text_image(f, t);
        choice.audio = text_audio(f, t);
    }
    return choice;
}

struct err form_choice(struct form *f, form_node n, int i, struct form_choice *ret_choice)
{
    struct node *node = n >= 0 && n < f->node_count ? f->nodes[n] : NULL;
    struct cached_choices choices;
    if (node == NULL) {
        return ERR(ERR_NOT_FOUND, 0, "form: node");
    }
    const struct err e = choices_of(f, node, &choices);
    if (failed(e) || i < 0 || i >= choices.count) {
        return failed(e) ? e : ERR(ERR_NOT_FOUND, 0, "form: choice");
    }
    const struct control *c = node->def->control;
    if (c->itemset != NULL) {
        *ret_choice = listed_choice(f, c, choices.nodes[i]);
        return ERR_OK;
    }
    const struct choice_item *item = c->items;
    while (i-- > 0) {
        item = item->next;
    }
    *ret_choice = written_choice(f, node, item);
    return ERR_OK;
}

/* Whether the word value[0..len) is one of the choices; ret_label its label. */
static bool find_label(struct form *f, form_node n, const char *value, size_t len,
                       const char **ret_label)
{
    struct form_choice choice;
    for (int i = 0; !failed(form_choice(f, n, i, &choice)); i++) {
        if (strlen(choice.value) == len && memcmp(choice.value, value, len) == 0) {
            *ret_label = choice.label;
            return true;
        }
    }
    return false;
}

bool choice_is_offered(struct form *f, struct node *n, const char *value)
{
    const char *label = NULL;
    for (value += strspn(value, " "); *value != '\0'; value += strspn(value, " ")) {
        const size_t len = strcspn(value, " ");
        if (!find_label(f, n->index, value, len, &label)) {
            return false;
        }
        value += len;
    }
    return true;
}

static void choice_words(struct form *f, struct node *n, struct buf *out)
{
    const char *value = node_value(n);
    bool first = true;
    for (value += strspn(value, " "); *value != '\0'; value += strspn(value, " ")) {
        const size_t len = strcspn(value, " ");
        const char *label = NULL;
        if (!first) {
            buf_puts(out, ", ");
        }
        if (find_label(f, n->index, value, len, &label)) {
            buf_puts(out, label);
        } else {
            buf_add(out, value, len);
        }
        first = false;
        value += len;
    }
}

/* "2026-11-16" -> "16/11/2026", "1960-05" -> "05/1960", "1960" as it is. */
static void date_words(const char *value, struct buf *out)
{
    const size_t len = strlen(value);
    if (len >= 10) {
        buf_printf(out, "%.2s/%.2s/%.4s%s", value + 8, value + 5, value, len > 10 ? " " : "");
        buf_add(out, value + (len > 11 ? 11 : len), len > 16 ? 5 : 0);
    } else if (len == 7) {
        buf_printf(out, "%.2s/%.4s", value + 5, value);
    } else {
        buf_puts(out, value);
    }
}

struct err form_answer_text(struct form *f, form_node n, struct buf *out)
{
    struct node *node = n >= 0 && n < f->node_count ? f->nodes[n] : NULL;
    if (node == NULL) {
        return ERR(ERR_NOT_FOUND, 0, "form: node");
    }
    const struct control *c = node->def->control;
    const enum form_kind kind = c != NULL ? c->kind : FORM_VALUE;
    if (kind == FORM_SELECT_ONE || kind == FORM_SELECT_MANY) {
        choice_words(f, node, out);
    } else if (kind == FORM_DATE || kind == FORM_DATETIME || node->def->type == TYPE_DATE) {
        date_words(node_value(node), out);
    } else {
        buf_puts(out, node_value(node));
    }
    return out->full ? ERR(ERR_FULL, 0, "form: answer text") : ERR_OK;
}
