/* The walk: one question a page, or a field-list as one page, in document order. */
#include "app/form/model.h"

/* A control standing at an instance. */
struct place {
    const struct control *control;
    struct node *node; /* instance of its def, or of the nearest def above */
    form_node index;   /* of the node; of a repeat that is a page */
};

typedef bool (*place_visitor)(struct form *f, const struct place *p, void *context);

/* Every question below c for the instances under base, in document order; the visitor stops by
 * returning true. Recursion follows the groups of the form (bounded at load). */
static bool visit_controls(struct form *f, const struct control *c, struct node *base,
                           place_visitor visit, void *context);

/* The node of d that base lies in, or else the first one below what both lie in. */
static struct node *instance_of(const struct def *d, struct node *base)
{
    if (d->sole != NULL) {
        return d->sole;
    }
    struct node *top = base;
    while (top != NULL && top->def != NULL && top->def->depth >= d->depth) {
        if (top->def == d) {
            return top;
        }
        top = top->parent;
    }
    for (struct node *n = top; n != NULL; n = node_walk(n, top)) {
        if (n->def == d) {
            return n;
        }
    }
    return NULL;
}

static bool visit_children(struct form *f, const struct control *c, struct node *base,
                           place_visitor visit, void *context)
{
    for (const struct control *k = c->first; k != NULL; k = k->next) {
        if (visit_controls(f, k, base, visit, context)) {
            return true;
        }
    }
    return false;
}

/* Without instances its relevance is that of one there might be. */
static bool is_relevant(struct form *f, const struct control *c, struct node *parent)
{
    struct node stand_in = {.name = c->def->name, .parent = parent, .def = c->def, .index = -1};
    bool any = false;
    for (struct node *n = parent->first; n != NULL; n = n->next) {
        any = any || n->def == c->def;
        if (n->def == c->def && !n->irrelevant) {
            return true;
        }
    }
    return !any && form_is_true(f, c->def->relevant, &stand_in, true);
}

static bool visit_repeat(struct form *f, const struct control *c, struct node *base,
                         place_visitor visit, void *context)
{
    struct node *parent = c->def->parent != NULL ? instance_of(c->def->parent, base) : NULL;
    if (parent == NULL) {
        return false;
    }
    const form_node page = repeat_place_of(f, c, parent);
    const struct place p = {c, parent, page};
    if (page != FORM_NONE && is_relevant(f, c, parent) && visit(f, &p, context)) {
        return true;
    }
    for (struct node *n = parent->first; n != NULL; n = n->next) {
        if (n->def == c->def && !n->irrelevant && visit_children(f, c, n, visit, context)) {
            return true;
        }
    }
    return false;
}

static bool visit_controls(struct form *f, const struct control *c, struct node *base,
                           place_visitor visit, void *context)
{
    if (c->kind == FORM_REPEAT) {
        return visit_repeat(f, c, base, visit, context);
    }
    const bool around_repeat = c->kind == FORM_GROUP && c->def != NULL && c->def->repeat;
    if (c->def == NULL || around_repeat) { /* a group for the eye, or for the words of a repeat */
        return visit_children(f, c, base, visit, context);
    }
    struct node *n = instance_of(c->def, base);
    if (n == NULL || n->irrelevant) {
        return false;
    }
    if (c->kind == FORM_GROUP) {
        return visit_children(f, c, n, visit, context);
    }
    const struct place p = {c, n, n->index};
    return visit(f, &p, context);
}

/* A question the citizen is asked: hers, or of the card where the card was silent. What is readonly
 * was answered elsewhere; only notes are shown all the same. */
static bool is_asked(struct form *f, const struct place *p)
{
    struct node *n = p->node;
    const struct def *d = n->def;
    if (p->control->kind == FORM_REPEAT) {
        return true;
    }
    if (d->control->kind != FORM_NOTE && form_is_true(f, d->readonly, n, false)) {
        return false;
    }
    if (d->supplier == SUPPLIER_CARD) {
        return !n->supplied && (n->asked || node_value(n)[0] == '\0');
    }
    return d->supplier == SUPPLIER_CITIZEN;
}

static const struct control *field_list_of(const struct control *c)
{
    const struct control *found = NULL;
    for (; c != NULL; c = c->parent) {
        found = c->field_list ? c : found;
    }
    return found;
}

/* The page that holds a place: its own node, or the first asked question of its field-list. */
struct walk {
    form_node from; /* page looked for, or FORM_NONE */
    form_node page, before;
    const struct control *list; /* field-list being passed */
    const struct node *list_base;
    int count;
    bool found;
    enum { WALK_FIRST, WALK_NEXT, WALK_PREVIOUS, WALK_COUNT, WALK_INDEX } wanted;
};

static const struct node *repeat_above(const struct node *n)
{
    while (n != NULL && n->def != NULL && !n->def->repeat) {
        n = n->parent;
    }
    return n;
}

/* True when the place begins a new page. */
static bool begins_page(struct walk *w, const struct place *p)
{
    const bool repeat = p->control->kind == FORM_REPEAT;
    const struct control *list = repeat ? NULL : field_list_of(p->control);
    const struct node *base = repeat_above(p->node);
    if (list != NULL && list == w->list && base == w->list_base) {
        return false;
    }
    w->list = list;
    w->list_base = base;
    return true;
}

/* Instances count with the page that asks how many there are. */
static bool counts(const struct form *f, const struct place *p)
{
    for (const struct control *c = p->control->parent; c != NULL && f->places != NULL;
         c = c->parent) {
        if (c->kind == FORM_REPEAT && c->count == NULL && !c->no_add_remove) {
            return false;
        }
    }
    return true;
}

static bool step_walk(struct form *f, const struct place *p, void *context)
{
    struct walk *w = context;
    if (!is_asked(f, p)) {
        return false;
    }
    if (begins_page(w, p)) {
        if (w->wanted == WALK_FIRST || (w->wanted == WALK_NEXT && w->found)) {
            w->page = p->index;
            return true;
        }
        w->before = w->page;
        w->page = p->index;
        w->count += counts(f, p);
    }
    if (p->index == w->from) {
        w->found = true;
        return w->wanted != WALK_NEXT;
    }
    return false;
}

static struct walk walk_pages(struct form *f, form_node from, int wanted)
{
    struct walk w = {.from = from, .page = FORM_NONE, .before = FORM_NONE};
    w.wanted = wanted;
    const bool stopped = visit_children(f, f->body, f->top->first, step_walk, &w);
    if (!stopped && (wanted == WALK_FIRST || wanted == WALK_NEXT)) {
        w.page = FORM_NONE;
    }
    return w;
}

static form_node shown(struct form *f, form_node page)
{
    if (page >= 0 && page < f->node_count) {
        f->nodes[page]->asked = true;
    }
    return page;
}

int form_page_count(struct form *f)
{
    return walk_pages(f, FORM_NONE, WALK_COUNT).count;
}

int form_page_index(struct form *f, form_node n)
{
    const struct walk w = walk_pages(f, n, WALK_INDEX);
    return w.found ? w.count - 1 : -1;
}

form_node form_page_first(struct form *f)
{
    return shown(f, walk_pages(f, FORM_NONE, WALK_FIRST).page);
}

form_node form_page_next(struct form *f, form_node page)
{
    return shown(f, walk_pages(f, page, WALK_NEXT).page);
}

form_node form_page_prev(struct form *f, form_node page)
{
    const struct walk w = walk_pages(f, page, WALK_PREVIOUS);
    return shown(f, w.found ? w.before : FORM_NONE);
}

struct gathering {
    struct walk walk;
    form_node *out;
    int count, max;
    bool inside;
};

static bool gather(struct form *f, const struct place *p, void *context)
{
    struct gathering *g = context;
    if (!is_asked(f, p)) {
        return false;
    }
    if (begins_page(&g->walk, p)) {
        if (g->inside) {
            return true;
        }
        g->count = 0;
    }
    g->inside = g->inside || p->index == g->walk.from;
    if (g->count < g->max) {
        g->out[g->count++] = p->index;
    }
    return false;
}

int form_page_questions(struct form *f, form_node page, form_node *out, int max)
{
    struct gathering g = {.walk = {.from = page}, .out = out, .max = max};
    visit_children(f, f->body, f->top->first, gather, &g);
    for (int i = 0; i < g.count && g.inside; i++) {
        (void)shown(f, out[i]);
    }
    const bool alone = !g.inside && max > 0 && page >= 0 && page < f->node_count &&
                       f->nodes[page] != NULL && f->nodes[page]->def->control != NULL;
    if (alone) {
        out[0] = page; /* off the walk: opened from "check answers" to be changed */
        return 1;
    }
    return g.inside ? g.count : 0;
}

struct following {
    form_node from, found;
    bool passed;
};

static bool follow(struct form *f, const struct place *p, void *context)
{
    struct following *w = context;
    (void)f;
    if (w->passed) {
        w->found = p->index;
        return true;
    }
    w->passed = p->index == w->from;
    return false;
}

form_node form_next_question(struct form *f, form_node n)
{
    struct following w = {.from = n, .found = FORM_NONE, .passed = n == FORM_NONE};
    visit_children(f, f->body, f->top->first, follow, &w);
    return w.found;
}
