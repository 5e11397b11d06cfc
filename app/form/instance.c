/* The instance out as XML, and answers of such an XML in again. */
#include <stdio.h>
#include <string.h>

#include "app/form/model.h"

static const char *const open_words[] = {[OPEN_NOT] = "",
                                         [OPEN_OFFICER] = "officer",
                                         [OPEN_PAPER] = "paper",
                                         [OPEN_COUNTER] = "counter"};

static void put_name(struct buf *out, const struct def *d)
{
    if (d->prefix[0] != '\0') {
        buf_printf(out, "%s:", d->prefix);
    }
    buf_puts(out, d->name);
}

static bool declared_above(const struct def *d)
{
    for (const struct def *p = d->parent; p != NULL; p = p->parent) {
        if (strcmp(p->prefix, d->prefix) == 0) {
            return strcmp(p->uri, d->uri) == 0;
        }
    }
    return false;
}

/* Namespaces are written where they begin to hold; XForms itself is left out, as ODK does. */
static void put_namespace(struct buf *out, const struct def *d)
{
    static const char xforms[] = "http://www.w3.org/2002/xforms";
    if (d->uri[0] == '\0' || declared_above(d) ||
        (d->prefix[0] == '\0' && strcmp(d->uri, xforms) == 0)) {
        return;
    }
    buf_printf(out, " xmlns%s%s=\"", d->prefix[0] != '\0' ? ":" : "", d->prefix);
    buf_xml(out, d->uri);
    buf_puts(out, "\"");
}

static void put_start(struct form *f, struct buf *out, const struct node *n)
{
    buf_puts(out, "<");
    put_name(out, n->def);
    put_namespace(out, n->def);
    if (n->parent == f->top) {
        buf_puts(out, " xmlns:kiosk=\"urn:rong:form\" id=\"");
        buf_xml(out, f->id);
        buf_puts(out, "\" version=\"");
        buf_xml(out, f->version);
        buf_puts(out, "\"");
    }
    if (n->open != OPEN_NOT && node_value(n)[0] == '\0') {
        buf_printf(out, " kiosk:open=\"%s\"", open_words[n->open]);
    }
}

static void put_node(struct form *f, struct buf *out, const struct node *n)
{
    put_start(f, out, n);
    const char *value = node_value(n);
    if (n->first == NULL && value[0] == '\0') {
        buf_puts(out, "/>");
        return;
    }
    buf_puts(out, ">");
    buf_xml(out, n->first == NULL ? value : "");
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if (!c->irrelevant) {
            put_node(f, out, c); /* as deep as elements may be */
        }
    }
    buf_puts(out, "</");
    put_name(out, n->def);
    buf_puts(out, ">");
}

struct err form_instance_xml(struct form *f, struct buf *out)
{
    for (int i = 0; i < f->node_count; i++) {
        if (f->nodes[i] != NULL && preload_is_end(f->nodes[i]->def)) {
            preload_node(f, f->nodes[i]);
        }
    }
    put_node(f, out, f->top->first);
    return out->full ? ERR(ERR_FULL, 0, "form: instance") : ERR_OK;
}

/* The node of an element: the same name, and among repeats the same place. */
static struct node *match(struct form *f, struct node *parent, const struct element *e)
{
    int place = 1;
    for (const struct element *s = element_first(e->parent); s != e; s = element_next(s)) {
        place += strcmp(s->name, e->name) == 0;
    }
    struct def *d = NULL;
    for (struct node *c = parent->first; c != NULL; c = c->next) {
        if (strcmp(c->name, e->name) == 0 && --place == 0) {
            return c;
        }
    }
    for (d = parent->def != NULL ? parent->def->first : NULL; d != NULL; d = d->next) {
        if (d->repeat && strcmp(d->name, e->name) == 0) {
            return instance_add(f, parent, d);
        }
    }
    return NULL;
}

static struct err restore_value(struct form *f, struct node *n, const struct element *e)
{
    const char *open = element_attribute(e, SPACE_KIOSK, "open");
    for (uint8_t i = 1; open != NULL && i < sizeof open_words / sizeof open_words[0]; i++) {
        if (strcmp(open, open_words[i]) == 0 && n->def->may_open) {
            n->open = i;
        }
    }
    const char *text = element_text(f->arena, e);
    return text != NULL && node_set(f->arena, n, text) ? ERR_OK : ERR(ERR_FULL, 0, "form: arena");
}

static struct err restore(struct form *f, const struct element *e, struct node *n,
                          struct form_where *where)
{
    struct err error = ERR_OK;
    if (element_first(e) == NULL) {
        return n->first == NULL ? restore_value(f, n, e) : ERR_OK;
    }
    for (const struct element *c = element_first(e); c != NULL && !failed(error);
         c = element_next(c)) {
        struct node *child = match(f, n, c);
        if (child == NULL) {
            return element_refuse(c, where, "the form has no <%.60s> here", c->name);
        }
        error = restore(f, c, child, where);
    }
    return error;
}

/* Relevance of everything, and values the instance left out. */
static struct err check_calculations(struct form *f, struct form_where *where)
{
    f->recomputed = 0;
    graph_touch_all(f);
    for (int i = 0; i < f->node_count; i++) {
        /* Times of now() and once-only values would differ: keep what was sent. */
        if (f->nodes[i] != NULL && node_value(f->nodes[i])[0] != '\0') {
            f->nodes[i]->dirty_value = false;
        }
    }
    const struct err e = graph_run(f);
    form_changed(f);
    if (failed(e)) {
        snprintf(where->message, sizeof where->message, "a rule of the form could not be computed");
    }
    return e;
}

struct err form_restore(struct form *f, const char *xml, size_t size, struct form_where *ret_where)
{
    struct element *root = NULL;
    struct err e = element_parse(f->arena, xml, size, &root, ret_where);
    if (failed(e)) {
        return e;
    }
    const char *id = element_attribute(root, SPACE_NONE, "id");
    const char *version = element_attribute(root, SPACE_NONE, "version");
    if (strcmp(root->name, f->root->name) != 0 || id == NULL || strcmp(id, f->id) != 0) {
        return element_refuse(root, ret_where,
                              "these answers belong to another form; use its form");
    }
    if (version == NULL || strcmp(version, f->version) != 0) {
        return element_refuse(root, ret_where, "these answers belong to version %.40s of the form",
                              version != NULL ? version : "(none)");
    }
    e = restore(f, root, f->top->first, ret_where);
    return failed(e) ? e : check_calculations(f, ret_where);
}
