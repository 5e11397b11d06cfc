/* What must be computed after what. A vertex is a def's value or its relevance; an edge leads from
 * what changed to what depends on it. Ranks come from sorting the graph once at load; a cycle is
 * refused and named. After an answer only marked nodes are computed, in rank order. */
#include <stdio.h>
#include <string.h>

#include "app/form/graph_scan.h"

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
            rules[i].rule != NULL ? load_on(l, graph_scan(&b, rules[i].rule, d)) : ERR_OK;
        if (failed(error)) {
            return error;
        }
    }
    struct builder b = {l, d, &d->value, "relevant", false, false};
    struct err error = graph_connect(&b, &d->relevance, d);
    if (d->parent != NULL && !failed(error)) {
        b.target = &d->relevance;
        error = graph_connect(&b, &d->parent->relevance, d->parent);
    }
    return error;
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
    for (const struct def *d = l->form->root; d != NULL; d = def_walk(d)) {
        if (d->repeat && !d->in_repeat) {
            const struct builder b = {l,    (struct def *)(uintptr_t)d, NULL, "instance", false,
                                      false};
            const struct err e = load_on(
                l, graph_refuse(&b, "occurs twice but the body has no repeat for it; rename",
                                d->path));
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
        error = load_on(l, graph_scan(&b, c->count, c->def));
    }
    return error;
}

struct err graph_build(struct loader *l)
{
    struct form *f = l->form;
    struct err error = check_repeats(l);
    int count = 0;
    for (struct def *d = f->root; d != NULL && !failed(error); d = def_walk(d)) {
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
    for (struct def *d = f->root; d != NULL; d = def_walk(d)) {
        all[i++] = &d->value;
        all[i++] = &d->relevance;
    }
    f->vertex_count = count;
    find_sole(f);
    return sort(l, all, count);
}
