/* What must be computed after what. A vertex is a def's value or its relevance; an edge leads from
 * what changed to what depends on it. Ranks come from sorting the graph once at load; a cycle is
 * refused and named. After an answer only marked nodes are computed, in rank order. */
#include <stdio.h>
#include <string.h>

#include "app/form/model.h"
#include "app/form/xpath_tree.h"

struct builder {
    struct loader *loader;
    struct def *owner;     /* whose expression it is */
    struct vertex *target; /* what depends; NULL only checks the names */
    const char *what;
    bool in_indexed_repeat;
    bool other_row; /* the path read now picks a row of the owner's repeat */
};

static struct err refuse(const struct builder *b, const char *text, const char *name)
{
    struct form_where *where = b->loader->where;
    where->line = b->owner->line;
    snprintf(where->path, sizeof where->path, "%s", b->owner->path);
    snprintf(where->message, sizeof where->message, "%s: %s %.80s", b->what, text, name);
    return ERR(ERR_BAD_INPUT, 0, "form: refused");
}

/* Whether d is above or inner itself. */
static bool holds(const struct def *d, const struct def *inner)
{
    while (inner != NULL && inner != d) {
        inner = inner->parent;
    }
    return inner != NULL;
}

static struct err connect(struct builder *b, struct vertex *from, const struct def *apex)
{
    if (b->target == NULL) {
        return ERR_OK;
    }
    const bool inside =
        b->target->is_relevance && from->def != b->owner && holds(b->owner, from->def);
    /* What leads to one target was added together, so it stands at the head. */
    for (struct edge *e = from->dependents; e != NULL && e->to == b->target; e = e->next) {
        if (e->apex->depth >= apex->depth) {
            e->apex = apex;
            e->other_row = e->other_row && b->other_row;
            return ERR_OK;
        }
    }
    struct edge *e = arena_alloc(b->loader->form->arena, sizeof *e);
    if (e == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    *e = (struct edge){b->target, apex, b->other_row, inside, from->dependents};
    from->dependents = e;
    return ERR_OK;
}

static struct err scan(struct builder *b, const struct xpath_expression *x, struct def *context);
static struct err scan_steps(struct builder *b, const struct xpath_expression *x, struct def *at,
                             bool above_root);

/* Where a path starts among the defs; NULL = in a list or in nothing we follow. */
static struct err path_start(struct builder *b, const struct xpath_expression *x,
                             struct def *context, struct def **ret_def)
{
    const struct xpath_expression *start = x->start;
    while (start != NULL && start->operation == DO_UNION && start->first != NULL &&
           start->first->next == NULL) {
        start = start->first;
    }
    *ret_def = NULL;
    if (start == NULL) {
        *ret_def = context;
        return ERR_OK;
    }
    if (start->operation == DO_CALL && strcmp(start->text, "current") == 0) {
        *ret_def = b->owner;
        return ERR_OK;
    }
    return scan(b, start, context);
}

/* The end of a path: an edge from it, or from all children for a '*'. */
static struct err path_end(struct builder *b, struct def *at, const struct def *apex, bool any)
{
    struct err error = ERR_OK;
    if (!any) {
        return connect(b, &at->value, apex);
    }
    for (struct def *c = at->first; c != NULL && !failed(error); c = c->next) {
        error = connect(b, &c->value, apex);
    }
    return error;
}

static const struct def *enclosing_repeat(const struct def *d)
{
    while (d != NULL && !d->repeat) {
        d = d->parent;
    }
    return d;
}

/* An absolute path into the repeat that holds its owner reads differently in every engine, unless
 * a predicate says which row is meant. */
static bool reaches_into_own_repeat(const struct builder *b, const struct xpath_expression *x,
                                    const struct def *at)
{
    const struct def *repeat = enclosing_repeat(b->owner);
    if (repeat == NULL || at == repeat || b->in_indexed_repeat) {
        return false;
    }
    int depth = 0;
    for (const struct step *s = x->steps; s != NULL; s = s->next, depth++) {
        if (s->axis == AXIS_CHILD && depth == repeat->depth && s->predicates != NULL) {
            return false;
        }
    }
    for (at = at->parent; at != NULL; at = at->parent) {
        if (at == repeat) {
            return true;
        }
    }
    return false;
}

/* A '*' on the way: on from every child that has what is named next. */
static struct err scan_any(struct builder *b, const struct step *s, struct def *at,
                           const struct def *apex)
{
    struct err error = ERR_OK;
    if (s->next == NULL || s->next->axis != AXIS_CHILD || s->next->name == NULL) {
        return path_end(b, at, apex, true);
    }
    for (struct def *c = at->first; c != NULL && !failed(error); c = c->next) {
        if (def_find(b->loader->form, c, s->next->name) != NULL) {
            const struct xpath_expression rest = {.operation = DO_PATH, .steps = s->next};
            error = scan_steps(b, &rest, c, false);
        }
    }
    return error;
}

/* Whether a path names a row of the repeat its owner lies in: by a predicate or indexed-repeat().
 */
static bool picks_row(const struct builder *b, const struct xpath_expression *x,
                      const struct step *s, const struct def *at)
{
    return at->repeat && s->axis == AXIS_CHILD && holds(at, b->owner) &&
           (s->predicates != NULL || (x->absolute && b->in_indexed_repeat));
}

static struct err scan_steps(struct builder *b, const struct xpath_expression *x, struct def *at,
                             bool above_root)
{
    const struct def *apex = above_root ? b->loader->form->root : at;
    bool other_row = false;
    for (struct step *s = x->steps; s != NULL; s = s->next) {
        if (s->axis == AXIS_CHILD && s->name == NULL && !above_root) {
            return scan_any(b, s, at, apex);
        }
        if (s->axis == AXIS_CHILD && s->name == NULL) {
            above_root = false; /* the root is the only one */
            continue;
        }
        struct def *next = at;
        if (s->axis == AXIS_PARENT) {
            next = at->parent;
        } else if (s->axis == AXIS_CHILD && above_root) {
            next = strcmp(s->name, at->name) == 0 ? at : NULL;
        } else if (s->axis == AXIS_CHILD) {
            next = def_find(b->loader->form, at, s->name);
            s->sole = next != NULL ? &next->sole : NULL;
        }
        if (next == NULL) {
            return refuse(b, "no such field; correct the name", s->name != NULL ? s->name : "..");
        }
        above_root = false;
        apex = next->depth < apex->depth ? next : apex;
        at = next;
        other_row = other_row || picks_row(b, x, s, at);
        for (const struct xpath_expression *p = s->predicates; p != NULL; p = p->next) {
            const struct err error = scan(b, p, at);
            if (failed(error)) {
                return error;
            }
        }
    }
    if (x->absolute && reaches_into_own_repeat(b, x, at)) {
        return refuse(b, "use a relative path inside the repeat instead of", at->path);
    }
    if (above_root) {
        return ERR_OK;
    }
    b->other_row = other_row;
    const struct err error = path_end(b, at, apex, false);
    b->other_row = false;
    return error;
}

static struct err scan_path(struct builder *b, const struct xpath_expression *x,
                            struct def *context)
{
    struct def *at = NULL;
    struct err error = path_start(b, x, context, &at);
    if (!failed(error) && (x->absolute || at != NULL)) {
        error = scan_steps(b, x, x->absolute ? b->loader->form->root : at, x->absolute);
    } else {
        for (const struct step *s = x->steps; s != NULL && !failed(error); s = s->next) {
            for (const struct xpath_expression *p = s->predicates; p != NULL && !failed(error);
                 p = p->next) {
                error = scan(b, p, NULL);
            }
        }
    }
    for (const struct xpath_expression *p = x->predicates; p != NULL && !failed(error);
         p = p->next) {
        error = scan(b, p, at);
    }
    return error;
}

/* Depth is bounded by the parser. */
static struct err scan(struct builder *b, const struct xpath_expression *x, struct def *context)
{
    if (x->operation == DO_PATH) {
        return scan_path(b, x, context);
    }
    const bool outside = b->in_indexed_repeat;
    if (x->operation == DO_CALL && strncmp(x->text, "jr:", 3) == 0 && b->target != NULL) {
        b->target->speaks = true;
    }
    b->in_indexed_repeat =
        outside || (x->operation == DO_CALL && strcmp(x->text, "indexed-repeat") == 0);
    struct err error = x->path != NULL ? scan(b, x->path, context) : ERR_OK;
    for (const struct xpath_expression *c = x->first; c != NULL && !failed(error); c = c->next) {
        error = scan(b, c, context);
    }
    b->in_indexed_repeat = outside;
    return error;
}

static struct err scan_rules(struct loader *l, struct def *d)
{
    const struct {
        const char *what;
        const struct xpath_expression *rule;
        struct vertex *target;
    } rules[] = {{"calculate", d->calculate, &d->value},
                 {"relevant", d->relevant, &d->relevance},
                 {"required", d->required, NULL},
                 {"constraint", d->constraint, NULL},
                 {"readonly", d->readonly, NULL}};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        struct builder b = {l, d, rules[i].target, rules[i].what, false, false};
        const struct err error =
            rules[i].rule != NULL ? load_on(l, scan(&b, rules[i].rule, d)) : ERR_OK;
        if (failed(error)) {
            return error;
        }
    }
    struct builder b = {l, d, &d->value, "relevant", false, false};
    struct err error = connect(&b, &d->relevance, d);
    if (d->parent != NULL && !failed(error)) {
        b.target = &d->relevance;
        error = connect(&b, &d->parent->relevance, d->parent);
    }
    return error;
}

/* The next def in document order. */
static struct def *walk(const struct def *d)
{
    if (d->first != NULL) {
        return d->first;
    }
    while (d != NULL && d->next == NULL) {
        d = d->parent;
    }
    return d != NULL ? d->next : NULL;
}

static bool leads_back(const struct edge *e)
{
    return e->other_row || e->inside;
}

static struct err refuse_cycle(struct loader *l, struct vertex **all, int count)
{
    /* Every vertex still waiting has one that waits before it: go back until one comes again. */
    struct vertex *at = NULL, *chain[64];
    int length = 0;
    for (int i = 0; i < count && at == NULL; i++) {
        at = all[i]->waiting > 0 ? all[i] : NULL;
    }
    while (at != NULL && length < 64 && at->waiting > 0) {
        at->waiting = -1;
        chain[length++] = at;
        struct vertex *before = NULL;
        for (int i = 0; i < count; i++) {
            for (struct edge *e = all[i]->dependents; e != NULL; e = e->next) {
                const bool waits = e->to == at && all[i]->waiting != 0 && !leads_back(e);
                before = waits ? all[i] : before;
            }
        }
        at = before;
    }
    struct form_where *where = l->where;
    size_t used = (size_t)snprintf(where->message, sizeof where->message,
                                   "these fields depend on each other in a circle: ");
    bool inside = false;
    const struct def *last = NULL;
    for (int i = length - 1; i >= 0 && used < sizeof where->message; i--) {
        inside = true;
        if (i == length - 1 || chain[i]->def != last) {
            used += (size_t)snprintf(where->message + used, sizeof where->message - used, "%s%s",
                                     i < length - 1 ? " -> " : "", chain[i]->def->path);
            last = chain[i]->def;
        }
        if (chain[i] == at) {
            break;
        }
    }
    if (inside) {
        where->line = chain[0]->def->line;
        snprintf(where->path, sizeof where->path, "%s", chain[0]->def->path);
    }
    return ERR(ERR_BAD_INPUT, 0, "form: cycle");
}

static struct err sort(struct loader *l, struct vertex **all, int count)
{
    struct form *f = l->form;
    for (int i = 0; i < count; i++) {
        for (struct edge *e = all[i]->dependents; e != NULL; e = e->next) {
            e->to->waiting += !leads_back(e);
        }
    }
    int done = 0, ready = 0;
    for (int i = 0; i < count; i++) {
        if (all[i]->waiting == 0) {
            f->order[ready++] = all[i];
        }
    }
    for (; done < ready; done++) {
        f->order[done]->rank = done;
        for (struct edge *e = f->order[done]->dependents; e != NULL; e = e->next) {
            if (!leads_back(e) && --e->to->waiting == 0) {
                f->order[ready++] = e->to;
            }
        }
    }
    return done == count ? ERR_OK : refuse_cycle(l, all, count);
}

static void find_sole(struct form *f)
{
    for (int i = 0; i < f->node_count; i++) {
        struct def *d = f->nodes[i]->def;
        d->sole = d->in_repeat ? NULL : f->nodes[i];
    }
}

static struct err check_repeats(struct loader *l)
{
    for (const struct def *d = l->form->root; d != NULL; d = walk(d)) {
        if (d->repeat && !d->in_repeat) {
            const struct builder b = {l,    (struct def *)(uintptr_t)d, NULL, "instance", false,
                                      false};
            const struct err e = load_on(
                l, refuse(&b, "occurs twice but the body has no repeat for it; rename", d->path));
            if (failed(e)) {
                return e;
            }
        }
    }
    return ERR_OK;
}

static struct err check_counts(struct loader *l)
{
    struct err error = ERR_OK;
    for (const struct control *c = l->form->counted; c != NULL && !failed(error);
         c = c->next_counted) {
        struct builder b = {l, c->def, NULL, "jr:count", false, false};
        error = load_on(l, scan(&b, c->count, c->def));
    }
    return error;
}

struct err graph_build(struct loader *l)
{
    struct form *f = l->form;
    struct err error = check_repeats(l);
    int count = 0;
    for (struct def *d = f->root; d != NULL && !failed(error); d = walk(d)) {
        error = scan_rules(l, d);
        count += 2;
    }
    if (failed(error)) {
        return error;
    }
    error = check_counts(l);
    if (failed(error)) {
        return error;
    }
    struct vertex **all = arena_alloc(f->arena, (size_t)count * sizeof(struct vertex *));
    f->order = arena_alloc(f->arena, (size_t)count * sizeof(struct vertex *));
    f->pending = arena_alloc(f->arena, ((size_t)count / 64 + 1) * sizeof *f->pending);
    if (all == NULL || f->order == NULL || f->pending == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    int i = 0;
    for (struct def *d = f->root; d != NULL; d = walk(d)) {
        all[i++] = &d->value;
        all[i++] = &d->relevance;
    }
    f->vertex_count = count;
    find_sole(f);
    return sort(l, all, count);
}
