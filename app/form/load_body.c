#include <string.h>

#include "app/form/model.h"
#include "app/form/profile.h"
#include "app/form/xpath_tree.h"

static bool has_word(const char *words, const char *word)
{
    const size_t len = strlen(word);
    for (words += strspn(words, " \t\n"); *words != '\0'; words += strspn(words, " \t\n")) {
        const size_t this_len = strcspn(words, " \t\n");
        if (this_len == len && memcmp(words, word, len) == 0) {
            return true;
        }
        words += this_len;
    }
    return false;
}

static enum form_kind input_kind(const struct control *c)
{
    const struct def *d = c->def;
    if (has_word(c->appearance, "partial")) {
        return FORM_DATE;
    }
    switch (d->type) {
    case TYPE_INTEGER:
        return FORM_INTEGER;
    case TYPE_DECIMAL:
        return FORM_DECIMAL;
    case TYPE_DATE:
        return FORM_DATE;
    case TYPE_TIME:
        return FORM_TIME;
    case TYPE_DATETIME:
        return FORM_DATETIME;
    case TYPE_BARCODE:
        return FORM_BARCODE;
    case TYPE_STRING:
    case TYPE_BOOLEAN:
    case TYPE_BINARY:
    case TYPE_SELECT_ONE:
    case TYPE_SELECT_MANY:
        break;
    }
    const bool always = d->readonly != NULL && d->readonly->operation == DO_CALL &&
                        strcmp(d->readonly->text, "true") == 0;
    return always && d->calculate == NULL ? FORM_NOTE : FORM_TEXT;
}

static struct err load_kind(struct loader *l, const struct element *e, struct control *c)
{
    static const struct {
        const char *name;
        enum form_kind kind;
    } kinds[] = {{"input", FORM_TEXT},         {"select1", FORM_SELECT_ONE},
                 {"select", FORM_SELECT_MANY}, {"trigger", FORM_TRIGGER},
                 {"upload", FORM_PAPER},       {"group", FORM_GROUP},
                 {"repeat", FORM_REPEAT}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(e->name, kinds[i].name) == 0) {
            c->kind = kinds[i].kind;
        }
    }
    const char *left_out = profile_element(e->name);
    if (left_out != NULL) {
        return element_refuse(e, l->where, "%s", left_out);
    }
    if (element_attribute(e, SPACE_NONE, "intent") != NULL || profile_foreign(c->appearance)) {
        return element_refuse(e, l->where,
                              "a kiosk starts no other app; remove ex: or intent and ask for the "
                              "answer");
    }
    if (c->kind == FORM_VALUE) {
        return element_refuse(e, l->where,
                              "<%s> is outside the profile; use input, select1, select, trigger, "
                              "upload, group or repeat",
                              e->name);
    }
    const char *media = element_attribute(e, SPACE_NONE, "mediatype");
    left_out = c->kind == FORM_PAPER && media != NULL ? profile_upload(media) : NULL;
    if (left_out != NULL) {
        return element_refuse(e, l->where, "%s", left_out);
    }
    if (c->kind == FORM_PAPER && has_word(c->appearance, "signature")) {
        c->kind = FORM_SIGNATURE;
    }
    return ERR_OK;
}

/* ref, nodeset or bind of a control -> its def. */
static struct err load_target(struct loader *l, const struct element *e, struct control *c)
{
    const char *reference = element_attribute(e, SPACE_NONE, "ref");
    reference = reference != NULL ? reference : element_attribute(e, SPACE_NONE, "nodeset");
    const char *bind = element_attribute(e, SPACE_NONE, "bind");
    const struct control *above = c->parent;
    while (above != NULL && above->def == NULL) {
        above = above->parent;
    }
    if (reference == NULL && bind != NULL) {
        c->def = bind_find(l, bind);
        reference = bind;
    }
    if (reference != NULL && c->def == NULL) {
        c->def = def_find(l->form, above != NULL ? above->def : l->form->root, reference);
    }
    if (c->def == NULL && reference != NULL) {
        load_warn(l, WARN_NAME, e,
                  "this %.20s names %.80s, which is not in the instance; correct it", e->name,
                  reference);
    }
    if (c->def == NULL && c->kind != FORM_GROUP && reference == NULL) {
        return element_refuse(e, l->where, "this names no field; add ref=\"...\"");
    }
    return ERR_OK;
}

/* Without the spaces around it; NULL when the arena is full. */
static const char *trimmed(struct arena *arena, const char *text)
{
    text += strspn(text, " \t\r\n");
    size_t len = strlen(text);
    while (len > 0 && strchr(" \t\r\n", text[len - 1]) != NULL) {
        len--;
    }
    return text[len] == '\0' ? text : arena_copy(arena, text, len);
}

static struct err load_items(struct loader *l, const struct element *e, struct control *c)
{
    const struct element *value = element_child(e, "value");
    const struct element *label = element_child(e, "label");
    struct choice_item *item = arena_alloc(l->form->arena, sizeof *item);
    const char *text = value != NULL ? element_text(l->form->arena, value) : "";
    if (item == NULL || text == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    item->value = trimmed(l->form->arena, text);
    if (item->value == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    text = item->value;
    *(c->last_item != NULL ? &c->last_item->next : &c->items) = item;
    c->last_item = item;
    if (value == NULL) {
        return element_refuse(e, l->where, "an item needs a <value>; add it");
    }
    if (text[0] == '\0' || strchr(text, ' ') != NULL) {
        load_warn(l, WARN_LABEL, e, "the <value> of an item has no spaces and is not empty");
    }
    return label != NULL ? load_label(l, label, &item->label) : ERR_OK;
}

static struct err load_itemset(struct loader *l, const struct element *e, struct control *c)
{
    const char *nodeset = element_attribute(e, SPACE_NONE, "nodeset");
    const struct element *value = element_child(e, "value");
    const struct element *label = element_child(e, "label");
    c->value_ref = value != NULL ? element_attribute(value, SPACE_NONE, "ref") : NULL;
    const char *label_ref = label != NULL ? element_attribute(label, SPACE_NONE, "ref") : NULL;
    if (nodeset == NULL || c->value_ref == NULL) {
        return element_refuse(e, l->where, "an itemset needs a nodeset and a <value ref>");
    }
    c->label_ref = label_ref != NULL ? label_ref : c->value_ref;
    if (strncmp(c->label_ref, "jr:itext(", 9) == 0) {
        c->label_is_itext = true;
        c->label_ref = arena_copy(l->form->arena, c->label_ref + 9, strcspn(c->label_ref + 9, ")"));
    }
    c->value_ref = trimmed(l->form->arena, c->value_ref);
    c->label_ref = c->label_ref != NULL ? trimmed(l->form->arena, c->label_ref) : NULL;
    if (c->value_ref == NULL || c->label_ref == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    struct err error = ERR_OK;
    if (!c->label_is_itext && strpbrk(c->label_ref, "(['\"+|@:") != NULL) {
        error = load_expression(l, label, "label", c->label_ref, &c->label_value);
    }
    return failed(error) ? error : load_expression(l, e, "itemset", nodeset, &c->itemset);
}

static struct err load_control(struct loader *l, const struct element *e, struct control *parent);

static struct err load_part(struct loader *l, const struct element *e, struct control *c)
{
    if (strcmp(e->name, "label") == 0) {
        return load_label(l, e, &c->label);
    }
    if (strcmp(e->name, "hint") == 0) {
        return load_label(l, e, &c->hint);
    }
    if (strcmp(e->name, "item") == 0) {
        return load_items(l, e, c);
    }
    if (strcmp(e->name, "itemset") == 0) {
        return load_itemset(l, e, c);
    }
    if (strcmp(e->name, "setvalue") == 0) {
        return load_setvalue(l, e, c->def);
    }
    if (strcmp(e->name, "help") == 0 || e->space == SPACE_OTHER) {
        return ERR_OK;
    }
    if (c->kind == FORM_GROUP || c->kind == FORM_REPEAT) {
        return load_control(l, e, c);
    }
    const char *left_out = profile_element(e->name);
    if (left_out != NULL) {
        return element_refuse(e, l->where, "%s", left_out);
    }
    load_warn(l, WARN_IGNORED, e, "<%.40s> in a question does nothing here; remove it", e->name);
    return ERR_OK;
}

static void mark_repeat(struct def *d)
{
    d->in_repeat = true;
    for (struct def *c = d->first; c != NULL; c = c->next) {
        mark_repeat(c); /* as deep as elements may be */
    }
}

static int repeats_above(const struct control *c)
{
    int count = 0;
    for (; c != NULL; c = c->parent) {
        count += c->kind == FORM_REPEAT;
    }
    return count;
}

static struct err finish_control(struct loader *l, const struct element *e, struct control *c)
{
    if (c->kind == FORM_REPEAT) {
        const char *count = element_attribute(e, SPACE_JAVAROSA, "count");
        c->def->repeat = true;
        c->no_add_remove =
            count != NULL || element_attribute(e, SPACE_JAVAROSA, "noAddRemove") != NULL;
        mark_repeat(c->def);
        if (repeats_above(c) > 2) {
            return element_refuse(e, l->where, "repeats may be nested twice at most; flatten them");
        }
        if (count != NULL) {
            const struct err error = load_expression(l, e, "jr:count", count, &c->count);
            if (failed(error)) {
                return error;
            }
            c->next_counted = l->form->counted;
            l->form->counted = c;
        }
    }
    if (c->def != NULL && c->kind != FORM_GROUP) {
        if (c->kind == FORM_TEXT) {
            c->kind = input_kind(c);
        }
        if (c->def->control == NULL) {
            c->def->control = c;
        }
    }
    const bool select = c->kind == FORM_SELECT_ONE || c->kind == FORM_SELECT_MANY;
    if (select && element_child(e, "item") == NULL && element_child(e, "itemset") == NULL) {
        load_warn(l, WARN_LABEL, e,
                  "this question offers nothing, so nobody can answer it; add items");
    }
    return ERR_OK;
}

static struct err load_control(struct loader *l, const struct element *e, struct control *parent)
{
    struct control *c = arena_alloc(l->form->arena, sizeof *c);
    if (c == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    const char *appearance = element_attribute(e, SPACE_NONE, "appearance");
    *c = (struct control){.kind = FORM_VALUE, .parent = parent, .line = e->line};
    c->appearance = appearance != NULL ? appearance : "";
    c->field_list = has_word(c->appearance, "field-list");
    struct err error = load_kind(l, e, c);
    if (failed(error)) {
        return error;
    }
    error = load_on(l, load_target(l, e, c));
    for (const struct element *p = element_first(e); p != NULL && !failed(error);
         p = element_next(p)) {
        error = load_on(l, load_part(l, p, c));
    }
    if (failed(error) || (c->def == NULL && c->kind != FORM_GROUP)) {
        return error; /* of no field: nobody is asked, and the checker was told */
    }
    if (parent->last == NULL) {
        parent->first = parent->last = c;
    } else {
        parent->last->next = c;
        parent->last = c;
    }
    return finish_control(l, e, c);
}

struct err load_body(struct loader *l)
{
    struct control *body = arena_alloc(l->form->arena, sizeof *body);
    if (body == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    body->kind = FORM_GROUP;
    body->appearance = "";
    l->form->body = body;
    struct err error = ERR_OK;
    for (const struct element *e = element_first(l->body); e != NULL && !failed(error);
         e = element_next(e)) {
        if (strcmp(e->name, "label") == 0) { /* of the form: nothing shows it */
            load_warn(l, WARN_IGNORED, e, "a label outside of a question is not shown; remove it");
            continue;
        }
        error = load_on(l, load_control(l, e, body));
    }
    return error;
}
