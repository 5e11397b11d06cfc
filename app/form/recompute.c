/* Computing again what depends on a change, and nothing else (graph.c has the order). */
#include <string.h>

#include "app/form/model.h"

struct err form_evaluate(struct form *f, const struct xpath_expression *x, struct node *n,
                         struct xpath_value *ret_value)
{
    return xpath_eval(x, &f->host, n, ret_value);
}

bool form_is_true(struct form *f, const struct xpath_expression *x, struct node *n, bool otherwise)
{
    struct xpath_value v;
    if (x == NULL) {
        return otherwise;
    }
    const size_t mark = arena_mark(&f->scratch);
    const bool is_true = !failed(form_evaluate(f, x, n, &v)) ? xpath_boolean(&v) : otherwise;
    arena_release(&f->scratch, mark);
    return is_true;
}

/* The ancestor-or-self of n that is an instance of def; the root node when there is none. */
static struct node *ancestor_of(const struct form *f, struct node *n, const struct def *def)
{
    while (n != NULL && n->def != def) {
        n = n->parent;
    }
    return n != NULL ? n : f->top->first;
}

/* Recursion follows the path of def: as deep as elements may be. */
static void visit_below(struct form *f, struct node *at, const struct def *def, node_visitor visit,
                        void *context)
{
    if (at->def == def) {
        visit(f, at, context);
        return;
    }
    const struct def *step = def;
    while (step->parent != NULL && step->parent != at->def) {
        step = step->parent;
    }
    for (struct node *c = at->first; c != NULL; c = c->next) {
        if (c->def == step) {
            visit_below(f, c, def, visit, context);
        }
    }
}

void visit_instances(struct form *f, struct node *apex, const struct def *def, node_visitor visit,
                     void *context)
{
    if (def->sole != NULL) {
        visit(f, def->sole, context);
    } else {
        visit_below(f, apex, def, visit, context);
    }
}

static void set_pending(struct form *f, int rank)
{
    f->pending[rank / 64] |= UINT64_C(1) << (rank % 64);
    f->marked_word = rank / 64 < f->marked_word ? rank / 64 : f->marked_word;
}

void vertex_mark(struct form *f, struct node *n, void *context)
{
    const struct vertex *v = context;
    if (v->is_relevance) {
        n->dirty_relevance = true;
    } else {
        n->dirty_value = true;
    }
    set_pending(f, v->rank);
}

/* by_relevance: only how the value reads has changed. What a group is asked for by its own answers
 * is not asked again when it goes, else it would come and go for ever. */
static void touch(struct form *f, const struct vertex *v, struct node *n, bool by_relevance)
{
    for (const struct edge *e = v->dependents; e != NULL; e = e->next) {
        if (e->to->def == v->def && v->is_relevance && !e->to->is_relevance) {
            touch(f, &v->def->value, n, true); /* it reads differently; it is not computed anew */
            continue;
        }
        const bool computed = e->to->is_relevance || e->to->def->calculate != NULL;
        const bool reads_itself = by_relevance && e->inside;
        if (computed && !reads_itself) {
            visit_instances(f, ancestor_of(f, n, e->apex), e->to->def, vertex_mark, e->to);
        }
    }
}

void graph_touch(struct form *f, const struct vertex *v, struct node *n)
{
    touch(f, v, n, false);
}

void value_changed(struct form *f, struct node *n)
{
    graph_touch(f, &n->def->value, n);
    if (n->def->sets_others && f->changed_count < CHANGED_MAX) {
        f->changed[f->changed_count++] = n;
    }
}

struct err run_changed(struct form *f)
{
    struct err e = ERR_OK;
    /* Setvalues that set each other in a circle end when the list is full. */
    for (int i = 0; i < f->changed_count && !failed(e); i++) {
        struct node *n = f->changed[i];
        const bool gone = f->nodes[n->index] != n; /* its row was removed meanwhile */
        e = gone ? ERR_OK : run_setvalues(f, n->def, n, false);
    }
    f->changed_count = 0;
    return e;
}

void graph_touch_all(struct form *f)
{
    for (int i = 0; i < f->node_count; i++) {
        struct node *n = f->nodes[i];
        if (n != NULL) {
            n->dirty_relevance = true;
            n->dirty_value = n->def->calculate != NULL;
        }
    }
    for (int rank = 0; rank < f->vertex_count; rank++) {
        set_pending(f, rank);
    }
}

static struct err compute_relevance(struct form *f, struct node *n)
{
    const bool above = n->parent == NULL || !n->parent->irrelevant;
    bool relevant = above;
    if (above && n->def->relevant != NULL) {
        struct xpath_value v;
        const struct err error = form_evaluate(f, n->def->relevant, n, &v);
        if (failed(error)) {
            return error;
        }
        f->recomputed++;
        relevant = xpath_boolean(&v);
        arena_release(&f->scratch, 0);
    }
    if (n->irrelevant == relevant) {
        n->irrelevant = !relevant;
        graph_touch(f, &n->def->relevance, n);
    }
    return ERR_OK;
}

static struct err compute_value(struct form *f, struct node *n)
{
    struct xpath_value v;
    struct err error = form_evaluate(f, n->def->calculate, n, &v);
    if (failed(error)) {
        return error;
    }
    f->recomputed++;
    struct typed typed;
    const char *text = xpath_string(&v, &f->scratch);
    if (text == NULL) {
        arena_release(&f->scratch, 0);
        return ERR(ERR_FULL, 0, "form: scratch");
    }
    text = typed_value(f, n->def, text, &typed);
    if (strcmp(text, node_value(n)) != 0) {
        error = node_set(f->arena, n, text) ? ERR_OK : ERR(ERR_FULL, 0, "form: arena");
        value_changed(f, n);
    }
    arena_release(&f->scratch, 0);
    return error;
}

struct computing {
    bool relevance;
    struct err error;
};

static void compute_dirty(struct form *f, struct node *n, void *context)
{
    struct computing *c = context;
    if (failed(c->error)) {
        return;
    }
    if (c->relevance && n->dirty_relevance) {
        n->dirty_relevance = false;
        c->error = compute_relevance(f, n);
    } else if (!c->relevance && n->dirty_value) {
        n->dirty_value = false;
        c->error = compute_value(f, n);
    }
    if (!failed(c->error) && f->host.work > CHANGE_WORK_MAX) {
        c->error = ERR(ERR_FULL, 0, "form: too much to compute");
    }
    if (failed(c->error)) {
        f->stuck = n->def;
    }
}

/* Rows that take values from each other are done after a round for each of them; more rounds than
 * nodes mean that no end will come. */
struct err graph_run(struct form *f)
{
    const int words = f->vertex_count / 64 + 1, rounds_most = 2 * f->node_count + 64;
    int word = 0, last = -1, rounds = 0;
    f->host.work = 0;
    while (word < words) {
        if (f->pending[word] == 0) {
            word++;
            continue;
        }
        const int bit = __builtin_ctzll(f->pending[word]);
        f->pending[word] &= ~(UINT64_C(1) << bit);
        const struct vertex *v = f->order[word * 64 + bit];
        struct computing c = {v->is_relevance, ERR_OK};
        rounds += v->rank <= last;
        last = v->rank;
        if (rounds > rounds_most) {
            f->stuck = v->def;
            return ERR(ERR_FULL, 0, "form: no end of computing");
        }
        f->marked_word = word;
        visit_instances(f, f->top->first, v->def, compute_dirty, &c);
        if (failed(c.error)) {
            return c.error;
        }
        word = f->marked_word; /* an edge that leads back may have marked an earlier one */
    }
    return ERR_OK;
}

struct setting {
    const struct setvalue *setvalue;
    bool only_relevant; /* at the start: what is not asked is not filled in */
    struct err error;
};

static void run_setvalue(struct form *f, struct node *n, void *context)
{
    struct setting *s = context;
    struct xpath_value v;
    if (failed(s->error) || (s->only_relevant && n->irrelevant)) {
        return;
    }
    s->error = form_evaluate(f, s->setvalue->value, n, &v);
    struct typed typed;
    const char *text = !failed(s->error) ? xpath_string(&v, &f->scratch) : NULL;
    text = text != NULL ? typed_value(f, n->def, text, &typed) : NULL;
    if (text != NULL && strcmp(text, node_value(n)) != 0) {
        s->error = node_set(f->arena, n, text) ? ERR_OK : ERR(ERR_FULL, 0, "form: arena");
        value_changed(f, n);
    }
    arena_release(&f->scratch, 0);
}

/* The nearest instance both the event's node and the target lie in. */
static struct node *common_apex(struct form *f, struct node *at, const struct def *target)
{
    for (; at != NULL && at->def != NULL; at = at->parent) {
        for (const struct def *d = target; d != NULL; d = d->parent) {
            if (d == at->def) {
                return at;
            }
        }
    }
    return f->top->first;
}

struct err run_setvalues(struct form *f, const struct def *source, struct node *at, bool first_load)
{
    for (const struct setvalue *s = f->setvalues; s != NULL; s = s->next) {
        const bool due =
            first_load ? s->first_load
                       : s->source == source && (source->repeat ? s->new_repeat : s->value_changed);
        if (!due || (first_load && s->target->calculate != NULL)) {
            continue; /* when the form opens its calculation has the last word */
        }
        struct setting setting = {s, first_load || source->repeat, ERR_OK};
        visit_instances(f, common_apex(f, at, s->target), s->target, run_setvalue, &setting);
        if (!failed(setting.error)) {
            setting.error = graph_run(f);
        }
        if (failed(setting.error)) {
            return setting.error;
        }
    }
    return ERR_OK;
}
