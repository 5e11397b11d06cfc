/* Which fields an expression reads, found by following its paths through the definition: a path
 * with a predicate, '*', '//' or another axis may lead to many. */
#include "app/form/graph_scan.h"

#include <stdio.h>
#include <string.h>

#include "app/form/xpath_tree.h"

struct err graph_refuse(const struct builder *b, const char *text, const char *name)
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

struct err graph_connect(struct builder *b, struct vertex *from, const struct def *apex)
{
    if (b->target == NULL) {
        return ERR_OK;
    }
    const bool inside =
        b->target->is_relevance && from->def != b->owner && holds(b->owner, from->def);
    /* What leads to one target was added together, so it stands at the head. The higher apex has
     * all that is below the other. */
    struct edge *known = from->dependents;
    if (known != NULL && known->to == b->target) {
        known->apex = known->apex->depth > apex->depth ? apex : known->apex;
        known->other_row = known->other_row && b->other_row;
        return ERR_OK;
    }
    struct edge *e = arena_alloc(b->loader->form->arena, sizeof *e);
    if (e == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    *e = (struct edge){b->target, apex, b->other_row, inside, from->dependents};
    from->dependents = e;
    return ERR_OK;
}

/* Where the steps of a path have come to. */
struct place {
    struct def *at;
    bool above_root;        /* at the nameless node above the root element, which is at */
    const struct def *apex; /* the highest the path has been */
    bool quiet;             /* one of many ways: a name that is not there is no mistake */
    bool other_row;         /* it picked another row of its owner's repeat */
};

static struct err scan_steps(struct builder *b, const struct xpath_expression *x,
                             struct place place);

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
    return graph_scan(b, start, context);
}

static struct err scan_predicates(struct builder *b, const struct step *s, struct def *at)
{
    struct err error = ERR_OK;
    for (const struct xpath_expression *p = s->predicates; p != NULL && !failed(error);
         p = p->next) {
        error = graph_scan(b, p, at);
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

/* An expression names what is not there: it reads as empty, and the checker is told. */
static void warn_of_step(const struct builder *b, const struct step *s)
{
    struct form_where where = {.line = b->owner->line};
    snprintf(where.path, sizeof where.path, "%s", b->owner->path);
    snprintf(where.message, sizeof where.message,
             "%s: there is no field %.60s, so this is empty; correct the name", b->what,
             s->name != NULL ? s->name : "..");
    load_warn_at(b->loader, WARN_NAME, &where);
}

struct def *def_walk(const struct def *d)
{
    if (d->first != NULL) {
        return d->first;
    }
    while (d != NULL && d->next == NULL) {
        d = d->parent;
    }
    return d != NULL ? d->next : NULL;
}

/* Whether a step along this axis may lead from one def to another; rows of a repeat share a def. */
static bool leads_to(enum axis axis, const struct def *from, const struct def *to)
{
    switch (axis) {
    case AXIS_DESCENDANT:
        return from != to && holds(from, to);
    case AXIS_DESCENDANT_OR_SELF:
        return holds(from, to);
    case AXIS_ANCESTOR:
        return from != to && holds(to, from);
    case AXIS_ANCESTOR_OR_SELF:
        return holds(to, from);
    case AXIS_FOLLOWING_SIBLING:
    case AXIS_PRECEDING_SIBLING:
        return from->parent == to->parent && (from != to || from->repeat);
    case AXIS_FOLLOWING:
    case AXIS_PRECEDING:
        return from->in_repeat || to->in_repeat || (!holds(from, to) && !holds(to, from));
    case AXIS_CHILD:
        return to->parent == from;
    case AXIS_PARENT:
    case AXIS_SELF:
        break;
    }
    return false;
}

/* The place a step along an axis leads to; beside a node lie other rows, too. */
static struct place place_of(const struct builder *b, const struct step *s,
                             const struct place *from, struct def *to)
{
    struct place place = {.at = to, .apex = from->apex, .quiet = true};
    place.other_row = from->other_row;
    if (s->axis == AXIS_FOLLOWING || s->axis == AXIS_PRECEDING ||
        s->axis == AXIS_FOLLOWING_SIBLING || s->axis == AXIS_PRECEDING_SIBLING) {
        const struct def *row = enclosing_repeat(b->owner);
        place.apex = b->loader->form->root;
        place.other_row = place.other_row ||
                          (row != NULL && holds(row, to) &&
                           (to == row || s->axis == AXIS_FOLLOWING || s->axis == AXIS_PRECEDING));
    } else if (to->depth < place.apex->depth) {
        place.apex = to;
    }
    return place;
}

/* A step that may lead to many: on from each of them. */
static struct err scan_many(struct builder *b, const struct step *s, struct place from)
{
    const struct xpath_expression rest = {.operation = DO_PATH, .steps = s->next};
    const bool below =
        s->axis == AXIS_CHILD || s->axis == AXIS_DESCENDANT || s->axis == AXIS_DESCENDANT_OR_SELF;
    struct def *const top = below ? from.at : b->loader->form->root;
    const bool nameless = s->name == NULL && !s->element;
    struct err error = ERR_OK;
    bool any = nameless;
    if (nameless && s->axis != AXIS_CHILD) { /* the node above the root is among them */
        struct place above = from;
        above.above_root = true;
        above.at = b->loader->form->root;
        above.quiet = true;
        error = from.above_root || !below ? scan_steps(b, &rest, above) : ERR_OK;
    }
    for (struct def *d = top; d != NULL && holds(top, d) && !failed(error); d = def_walk(d)) {
        const bool led = from.above_root ? below : leads_to(s->axis, from.at, d);
        if (++b->loader->scanned > SCANNED_MAX) {
            return graph_refuse(b, "the paths with * or // lead to too much; write out",
                                b->owner->path);
        }
        if (led && (s->name == NULL || strcmp(s->name, d->name) == 0)) {
            any = true;
            error = scan_predicates(b, s, d);
            error = failed(error) ? error : scan_steps(b, &rest, place_of(b, s, &from, d));
        }
    }
    if (!any && !from.quiet && s->name != NULL) {
        warn_of_step(b, s);
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

/* One step to at most one def, place->at; NULL when there is none. */
static void take_step(const struct form *f, struct step *s, struct place *place)
{
    if (s->axis == AXIS_PARENT) {
        struct def *above = place->above_root ? NULL : place->at->parent;
        place->above_root = !place->above_root && above == NULL;
        place->at = place->above_root ? f->root : above;
    } else if (s->axis == AXIS_CHILD && place->above_root) {
        const bool root = s->name == NULL || strcmp(s->name, place->at->name) == 0;
        place->at = root ? place->at : NULL; /* the root is the only one */
        place->above_root = false;
    } else if (s->axis == AXIS_CHILD) {
        place->at = def_find(f, place->at, s->name);
        s->sole = place->at != NULL ? &place->at->sole : NULL;
    }
    if (place->at != NULL && place->at->depth < place->apex->depth) {
        place->apex = place->at;
    }
}

static struct err scan_steps(struct builder *b, const struct xpath_expression *x,
                             struct place place)
{
    const struct form *f = b->loader->form;
    for (struct step *s = x->steps; s != NULL; s = s->next) {
        const bool one = s->axis == AXIS_PARENT || s->axis == AXIS_SELF ||
                         (s->axis == AXIS_CHILD && (s->name != NULL || place.above_root));
        if (!one) {
            return scan_many(b, s, place);
        }
        take_step(f, s, &place);
        if (place.at == NULL) {
            if (!place.quiet) {
                warn_of_step(b, s);
            }
            return ERR_OK;
        }
        place.other_row = place.other_row || picks_row(b, x, s, place.at);
        const struct err error = scan_predicates(b, s, place.at);
        if (failed(error)) {
            return error;
        }
    }
    if (x->absolute && reaches_into_own_repeat(b, x, place.at)) {
        return graph_refuse(b, "use a relative path inside the repeat instead of", place.at->path);
    }
    if (place.above_root) {
        return ERR_OK;
    }
    b->other_row = place.other_row;
    const struct err error = graph_connect(b, &place.at->value, place.apex);
    b->other_row = false;
    return error;
}

static struct err scan_path(struct builder *b, const struct xpath_expression *x,
                            struct def *context)
{
    struct def *at = NULL, *const root = b->loader->form->root;
    struct err error = path_start(b, x, context, &at);
    if (!failed(error) && (x->absolute || at != NULL)) {
        const struct place place = {.at = x->absolute ? root : at,
                                    .above_root = x->absolute,
                                    .apex = x->absolute ? root : at};
        error = scan_steps(b, x, place);
    } else {
        for (const struct step *s = x->steps; s != NULL && !failed(error); s = s->next) {
            error = scan_predicates(b, s, NULL);
        }
    }
    for (const struct xpath_expression *p = x->predicates; p != NULL && !failed(error);
         p = p->next) {
        error = graph_scan(b, p, at);
    }
    return error;
}

/* Depth is bounded by the parser. */
struct err graph_scan(struct builder *b, const struct xpath_expression *x, struct def *context)
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
    struct err error = x->path != NULL ? graph_scan(b, x->path, context) : ERR_OK;
    for (const struct xpath_expression *c = x->first; c != NULL && !failed(error); c = c->next) {
        error = graph_scan(b, c, context);
    }
    b->in_indexed_repeat = outside;
    return error;
}
