#include <math.h>
#include <string.h>

#include "app/form/model.h"

#define REF_BYTES 4096

/* Repeats: adding, removing, and the number that jr:count asks for. */
static struct def *repeat_def(const struct node *n)
{
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

/* Whether its number is the citizen's. */
static bool may_change(const struct def *d)
{
    return d->repeat && d->control != NULL && !d->control->no_add_remove;
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

/* A new instance; what depends on it is marked. */
static struct err append(struct form *f, struct node *parent, struct def *d,
                         struct node **ret_instance)
{
    struct node *n = instance_add(f, parent, d);
    if (n == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    touch_below(f, n);
    *ret_instance = n;
    return ERR_OK;
}

/* What a new row begins with is no change: its nodes have numbers from first on. */
static void forget_new(struct form *f, int first)
{
    int kept = 0;
    for (int i = 0; i < f->changed_count; i++) {
        f->changed[kept] = f->changed[i];
        kept += f->changed[i]->index < first;
    }
    f->changed_count = kept;
}

static struct err add(struct form *f, struct node *parent, struct def *d, form_node *ret_instance)
{
    const int first = f->node_count;
    struct node *n = NULL;
    if (count_instances(parent, d) >= REPEAT_MAX) {
        return ERR(ERR_FULL, 0, "form: repeat");
    }
    struct err e = append(f, parent, d, &n);
    if (!failed(e)) {
        e = graph_run(f);
    }
    if (n == NULL) {
        return e;
    }
    if (!failed(e)) {
        e = run_setvalues(f, d, n, false);
    }
    forget_new(f, first);
    *ret_instance = n->index;
    return e;
}

/* An instance leaves; what depends on it is marked. */
static void detach(struct form *f, struct node *n)
{
    for (struct node *c = n; c != NULL; c = node_walk(c, n)) {
        (void)node_set(f->arena, c, "");
        graph_touch(f, &c->def->value, c);
        f->nodes[c->index] = NULL;
    }
    node_remove(n);
}

/* The places of the others changed. */
static void touch_instances(struct form *f, struct node *parent, const struct def *d)
{
    for (struct node *c = parent->first; c != NULL; c = c->next) {
        if (c->def == d) {
            touch_below(f, c);
        }
    }
}

struct fitting {
    const struct control *control;
    struct err error;
};

/* Evaluates the count as if from a first instance, because there may be none. -1: it says nothing,
 * so nothing is changed while it is typed anew. */
static int wanted_count(struct form *f, const struct control *c, struct node *parent,
                        struct err *ret_error)
{
    struct xpath_value v;
    struct node stand_in = {.name = c->def->name, .parent = parent, .def = c->def, .index = -1};
    const struct err e = form_evaluate(f, c->count, &stand_in, &v);
    const double count = !failed(e) ? xpath_number(&v, f->host.offset_minutes) : 0;
    arena_release(&f->scratch, 0);
    *ret_error = e;
    if (isnan(count)) {
        return f->started ? -1 : 0;
    }
    return count < 0 ? 0 : count > REPEAT_MAX ? REPEAT_MAX : (int)count;
}

static bool has_new_repeat_event(const struct form *f, const struct def *d)
{
    for (const struct setvalue *s = f->setvalues; s != NULL; s = s->next) {
        if (s->source == d && s->new_repeat) {
            return true;
        }
    }
    return false;
}

/* The event of each new instance sees those before it alone; without one they are computed
 * together, as each may depend on all. */
static struct err grow(struct form *f, struct node *parent, struct def *d, int missing)
{
    const bool one_by_one = has_new_repeat_event(f, d);
    const int first = f->node_count;
    struct err e = ERR_OK;
    for (; missing > 0 && !failed(e); missing--) {
        form_node added = FORM_NONE;
        struct node *n = NULL;
        e = one_by_one ? add(f, parent, d, &added) : append(f, parent, d, &n);
    }
    e = failed(e) ? e : graph_run(f);
    forget_new(f, first);
    return e;
}

/* Takes instances away from the end until `wanted` are left. */
static void shrink(struct form *f, struct node *parent, const struct def *d, int wanted)
{
    struct node *next = NULL;
    for (struct node *n = parent->first; n != NULL; n = next) {
        next = n->next;
        if (n->def == d && wanted-- <= 0) {
            detach(f, n);
        }
    }
}

static void fit(struct form *f, struct node *parent, void *context)
{
    struct fitting *w = context;
    struct def *d = w->control->def;
    if (failed(w->error)) {
        return;
    }
    const int wanted = wanted_count(f, w->control, parent, &w->error);
    const int count = count_instances(parent, d);
    if (failed(w->error) || wanted < 0 || wanted == count) {
        return;
    }
    if (wanted > count) {
        w->error = grow(f, parent, d, wanted - count);
        return;
    }
    shrink(f, parent, d, wanted);
    w->error = graph_run(f);
}

struct err repeat_counts(struct form *f)
{
    struct fitting w = {.error = ERR_OK};
    for (const struct control *c = f->counted; c != NULL && !failed(w.error); c = c->next_counted) {
        w.control = c;
        visit_instances(f, f->top->first, c->def->parent, fit, &w);
    }
    return w.error;
}

/* What a row that came or went changed elsewhere: values set, numbers of other rows. */
static struct err settle(struct form *f)
{
    const struct err e = run_changed(f);
    return failed(e) ? e : repeat_counts(f);
}

struct err form_repeat_add(struct form *f, form_node group, form_node *ret_instance)
{
    const struct repeat_place *place = repeat_place_at(f, group);
    struct node *parent = group >= 0 && group < f->node_count ? f->nodes[group] : NULL;
    struct def *d = parent != NULL ? child_repeat(parent) : NULL;
    if (place != NULL) {
        parent = place->parent;
        d = place->control->def;
    } else if (d == NULL && repeat_def(parent) != NULL) {
        d = parent->def; /* an instance was named: one more beside it */
        parent = parent->parent;
    }
    if (d == NULL || d->control == NULL || d->control->no_add_remove) {
        return ERR(ERR_BAD_INPUT, 0, "form: nothing to add here");
    }
    f->recomputed = 0;
    struct err e = add(f, parent, d, ret_instance);
    e = failed(e) ? e : settle(f);
    form_changed(f);
    return e;
}

struct err form_repeat_add_at(struct form *f, const char *ref, form_node *ret_instance)
{
    char above[REF_BYTES];
    const char *slash = strrchr(ref, '/');
    const size_t above_len = slash != NULL ? (size_t)(slash - ref) : 0;
    if (above_len == 0 || above_len >= sizeof above) {
        return ERR(ERR_BAD_INPUT, 0, "form: no repeat of this name");
    }
    memcpy(above, ref, above_len);
    above[above_len] = '\0';
    const form_node parent = form_find(f, above);
    struct def *d = parent != FORM_NONE
                        ? def_child(f, f->nodes[parent]->def, slash + 1, strcspn(slash + 1, "["))
                        : NULL;
    if (d == NULL || !may_change(d)) {
        return ERR(ERR_BAD_INPUT, 0, "form: nothing to add here");
    }
    f->recomputed = 0;
    struct err e = add(f, f->nodes[parent], d, ret_instance);
    e = failed(e) ? e : settle(f);
    form_changed(f);
    return e;
}

struct err form_repeat_remove(struct form *f, form_node instance)
{
    struct node *n = instance >= 0 && instance < f->node_count ? f->nodes[instance] : NULL;
    const struct def *d = repeat_def(n);
    if (d == NULL || d->control == NULL || d->control->no_add_remove) {
        return ERR(ERR_BAD_INPUT, 0, "form: nothing to remove here");
    }
    f->recomputed = 0;
    struct node *parent = n->parent;
    detach(f, n);
    touch_instances(f, parent, d);
    struct err e = graph_run(f);
    e = failed(e) ? e : settle(f);
    form_changed(f);
    return e;
}
