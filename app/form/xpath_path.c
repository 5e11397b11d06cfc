/* Location paths: steps, predicates, and the hash index that answers item[column = value] of a
 * list without looking at every item. */
#include <string.h>

#include "app/form/xpath_tree.h"

static const struct xpath_expression *bare(const struct xpath_expression *x)
{
    while (x != NULL && x->operation == DO_UNION && x->first != NULL && x->first->next == NULL) {
        x = x->first;
    }
    return x;
}

/* The column name when x is a single child step without predicates, else NULL. */
static const char *column_of(const struct xpath_expression *x)
{
    return x != NULL && x->operation == DO_PATH && !x->absolute && x->start == NULL &&
                   x->steps != NULL && x->steps->next == NULL && x->steps->axis == AXIS_CHILD &&
                   x->steps->predicates == NULL
               ? x->steps->name
               : NULL;
}

/* True when x has the same value for every item: a literal, an absolute path, current()/... */
static bool is_constant(const struct xpath_expression *x)
{
    if (x == NULL) {
        return false;
    }
    if (x->operation == DO_LITERAL) {
        return true;
    }
    if (x->operation != DO_PATH) {
        return false;
    }
    const struct xpath_expression *start = bare(x->start);
    const bool from_current = start != NULL && start->operation == DO_CALL &&
                              strcmp(start->text, "current") == 0 && x->predicates == NULL;
    return x->absolute || from_current;
}

/* Tries the index for base/name[column = value]. */
static bool try_index(struct evaluation *e, struct node *base, const struct step *s,
                      struct xpath_value *ret_nodes)
{
    const struct xpath_expression *x = bare(s->predicates);
    if (e->host->index_arena == NULL || !base->fixed || s->axis != AXIS_CHILD || s->name == NULL ||
        x == NULL || x->operation != DO_EQUAL) {
        return false;
    }
    const struct xpath_expression *a = bare(x->first), *b = bare(x->first->next);
    const char *column = column_of(a);
    const struct xpath_expression *value = b;
    if (column == NULL || !is_constant(b)) {
        column = column_of(b);
        value = a;
    }
    if (column == NULL || !is_constant(value)) {
        return false;
    }
    const struct xpath_value v = evaluate(e, value);
    if (v.type == XPATH_NODES && v.count > 1) {
        return false;
    }
    const char *text = xpath_string(&v, e->host->scratch);
    if (text == NULL || (v.type == XPATH_NODES && v.count == 0)) {
        *ret_nodes = value_nodes(NULL, 0);
        return true;
    }
    return index_lookup(e, base, s->name, column, text, ret_nodes);
}

size_t step_filter(struct evaluation *e, const struct xpath_expression *predicate,
                   struct node **nodes, size_t count)
{
    struct node *node = e->node;
    const size_t position = e->position, size = e->size;
    size_t kept = 0;
    for (size_t i = 0; i < count && !failed(e->error); i++) {
        const size_t mark = arena_mark(e->host->scratch);
        e->node = nodes[i];
        e->position = i + 1;
        e->size = count;
        const struct xpath_value v = evaluate(e, predicate);
        const bool keep = v.type == XPATH_NUMBER ? v.number == (double)(i + 1) : xpath_boolean(&v);
        arena_release(e->host->scratch, mark);
        if (keep) {
            nodes[kept++] = nodes[i];
        }
    }
    e->node = node;
    e->position = position;
    e->size = size;
    return failed(e->error) ? 0 : kept;
}

bool step_matches(const struct step *s, const struct node *n)
{
    return s->name == NULL ? !s->element || n->name[0] != '\0'
                           : s->name == n->name || strcmp(s->name, n->name) == 0;
}

/* Children of one node that match, filtered; appended to out. */
static size_t child_step(struct evaluation *e, const struct step *s, struct node *base,
                         struct node **out)
{
    size_t count = 0;
    for (struct node *c = base->first; c != NULL; c = c->next) {
        e->work++;
        if (step_matches(s, c)) {
            out[count++] = c;
        }
    }
    for (const struct xpath_expression *p = s->predicates; p != NULL; p = p->next) {
        count = step_filter(e, p, out, count);
    }
    return count;
}

static size_t count_children(const struct xpath_value *from)
{
    size_t count = 0;
    for (size_t i = 0; i < from->count; i++) {
        for (const struct node *c = from->nodes[i]->first; c != NULL; c = c->next) {
            count++;
        }
    }
    return count;
}

/* The node the form already knows for this step, or NULL. Expressions of predicates meet lists too,
 * so the node counts only where it is a child of where the step starts. */
static struct node *sole_child(const struct step *s, const struct xpath_value *from)
{
    struct node *n = s->sole != NULL && from->count == 1 ? *s->sole : NULL;
    return n != NULL && n->parent == from->nodes[0] ? n : NULL;
}

static struct xpath_value step_sole(struct evaluation *e, const struct step *s, struct node *n)
{
    struct node **out = scratch_alloc(e, sizeof *out);
    size_t count = 0;
    if (out != NULL) {
        out[count++] = n;
        e->work++;
    }
    for (const struct xpath_expression *p = s->predicates; p != NULL; p = p->next) {
        count = step_filter(e, p, out, count);
    }
    return value_nodes(out, count);
}

static struct xpath_value step_children(struct evaluation *e, const struct step *s,
                                        const struct xpath_value *from)
{
    struct xpath_value found;
    struct node *sole = sole_child(s, from);
    if (sole != NULL) {
        return step_sole(e, s, sole);
    }
    if (from->count == 1 && try_index(e, from->nodes[0], s, &found)) {
        for (const struct xpath_expression *p = s->predicates != NULL ? s->predicates->next : NULL;
             p != NULL; p = p->next) {
            found.count = step_filter(e, p, found.nodes, found.count);
        }
        return found;
    }
    struct node **out = scratch_alloc(e, (count_children(from) + 1) * sizeof *out);
    size_t count = 0;
    for (size_t i = 0; i < from->count && out != NULL && !failed(e->error); i++) {
        count += child_step(e, s, from->nodes[i], out + count);
    }
    return value_nodes(out, count);
}

/* Parent and self steps; doubles that lie together are dropped. */
static struct xpath_value step_up(struct evaluation *e, const struct step *s,
                                  const struct xpath_value *from)
{
    struct node **out = scratch_alloc(e, (from->count + 1) * sizeof *out);
    size_t count = 0;
    for (size_t i = 0; i < from->count && out != NULL; i++) {
        struct node *n = s->axis == AXIS_PARENT ? from->nodes[i]->parent : from->nodes[i];
        if (n != NULL && step_matches(s, n) && (count == 0 || out[count - 1] != n)) {
            out[count++] = n;
        }
    }
    for (const struct xpath_expression *p = s->predicates; p != NULL && out != NULL; p = p->next) {
        count = step_filter(e, p, out, count);
    }
    return value_nodes(out, count);
}

static struct node *top_of(struct node *n)
{
    while (n->parent != NULL) {
        n = n->parent;
    }
    return n;
}

struct xpath_value evaluate_path(struct evaluation *e, const struct xpath_expression *x)
{
    struct node **one = scratch_alloc(e, sizeof *one);
    if (one == NULL) {
        return value_nodes(NULL, 0);
    }
    struct xpath_value at = value_nodes(one, 1);
    if (x->start != NULL) {
        at = evaluate(e, x->start);
        if (x->steps == NULL && x->predicates == NULL) {
            return at;
        }
        if (at.type != XPATH_NODES) {
            return value_nodes(NULL, 0);
        }
    } else {
        /* "/" is always the citizen's data, also inside the predicates of a list. */
        one[0] = x->absolute ? top_of(e->current) : e->node;
    }
    if (x->predicates != NULL && at.count > 0) {
        struct node **copy = scratch_alloc(e, at.count * sizeof *copy);
        if (copy == NULL) {
            return value_nodes(NULL, 0);
        }
        memcpy(copy, at.nodes, at.count * sizeof *copy);
        at.nodes = copy;
        for (const struct xpath_expression *p = x->predicates; p != NULL; p = p->next) {
            at.count = step_filter(e, p, at.nodes, at.count);
        }
    }
    for (const struct step *s = x->steps; s != NULL && !failed(e->error); s = s->next) {
        at = s->axis == AXIS_CHILD                            ? step_children(e, s, &at)
             : s->axis == AXIS_PARENT || s->axis == AXIS_SELF ? step_up(e, s, &at)
                                                              : step_axis(e, s, &at);
    }
    return at;
}
