#include "app/form/model.h"

static struct def *repeat_def(const struct form *f, const struct node *n)
{
    (void)f;
    return n != NULL && n->def->repeat ? n->def : NULL;
}

static struct def *child_repeat(struct node *parent)
{
    for (struct def *d = parent->def->first; d != NULL; d = d->next) {
        if (d->repeat) {
            return d;
        }
    }
    return NULL;
}

static int count_instances(const struct node *parent, const struct def *d)
{
    int count = 0;
    for (const struct node *c = parent->first; c != NULL; c = c->next) {
        count += c->def == d;
    }
    return count;
}

static void touch_below(struct form *f, struct node *top)
{
    for (struct node *n = top; n != NULL; n = node_walk(n, top)) {
        n->dirty_relevance = true;
        n->dirty_value = n->def->calculate != NULL;
        f->pending[n->def->relevance.rank / 64] |= UINT64_C(1) << (n->def->relevance.rank % 64);
        f->pending[n->def->value.rank / 64] |= UINT64_C(1) << (n->def->value.rank % 64);
        graph_touch(f, &n->def->value, n);
    }
}

struct err form_repeat_add(struct form *f, form_node group, form_node *ret_instance)
{
    struct node *parent = group >= 0 && group < f->node_count ? f->nodes[group] : NULL;
    struct def *d = parent != NULL ? child_repeat(parent) : NULL;
    if (parent != NULL && repeat_def(f, parent) != NULL && d == NULL) {
        d = parent->def; /* an instance was named: add one more beside it */
        parent = parent->parent;
    }
    if (d == NULL) {
        return ERR(ERR_BAD_INPUT, 0, "form: no repeat here");
    }
    if (count_instances(parent, d) >= REPEAT_MAX) {
        return ERR(ERR_FULL, 0, "form: repeat");
    }
    struct node *n = instance_add(f, parent, d);
    if (n == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    f->recomputed = 0;
    touch_below(f, n);
    struct err e = graph_run(f);
    if (!failed(e)) {
        e = run_setvalues(f, d, n, false);
    }
    form_changed(f);
    *ret_instance = n->index;
    return e;
}

struct err form_repeat_remove(struct form *f, form_node instance)
{
    struct node *n = instance >= 0 && instance < f->node_count ? f->nodes[instance] : NULL;
    if (repeat_def(f, n) == NULL) {
        return ERR(ERR_BAD_INPUT, 0, "form: not a repeat");
    }
    struct node *parent = n->parent;
    for (struct node *c = n; c != NULL; c = node_walk(c, n)) {
        (void)node_set(f->arena, c, "");
        graph_touch(f, &c->def->value, c);
        f->nodes[c->index] = NULL;
    }
    node_remove(n);
    f->recomputed = 0;
    for (struct node *c = parent->first; c != NULL; c = c->next) {
        if (c->def == n->def) {
            touch_below(f, c); /* their places changed */
        }
    }
    const struct err e = graph_run(f);
    form_changed(f);
    return e;
}
