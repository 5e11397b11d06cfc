/* The axes beyond child, parent and self: what lies above, below or beside a node. */
#include "app/form/xpath_tree.h"

#define COMPARE_WORK 64 /* of the document order of two nodes: siblings are looked through */

static bool is_reverse(enum axis axis)
{
    return axis == AXIS_ANCESTOR || axis == AXIS_ANCESTOR_OR_SELF ||
           axis == AXIS_PRECEDING_SIBLING || axis == AXIS_PRECEDING;
}

static struct node *top_of(struct node *n)
{
    while (n->parent != NULL) {
        n = n->parent;
    }
    return n;
}

static struct node *first_of(enum axis axis, struct node *from)
{
    switch (axis) {
    case AXIS_ANCESTOR_OR_SELF:
    case AXIS_DESCENDANT_OR_SELF:
        return from;
    case AXIS_ANCESTOR:
        return from->parent;
    case AXIS_DESCENDANT:
        return from->first;
    case AXIS_FOLLOWING_SIBLING:
        return from->next;
    case AXIS_PRECEDING_SIBLING:
        return from->parent != NULL ? from->parent->first : from;
    case AXIS_FOLLOWING:
        return node_walk_over(from, NULL);
    case AXIS_PRECEDING:
        return top_of(from);
    case AXIS_CHILD:
    case AXIS_PARENT:
    case AXIS_SELF:
        break;
    }
    return NULL;
}

/* The node after n; what precedes is listed up to from, in document order. */
static struct node *next_of(enum axis axis, struct node *from, struct node *n)
{
    switch (axis) {
    case AXIS_ANCESTOR:
    case AXIS_ANCESTOR_OR_SELF:
        return n->parent;
    case AXIS_DESCENDANT:
    case AXIS_DESCENDANT_OR_SELF:
        return node_walk(n, from);
    case AXIS_FOLLOWING_SIBLING:
    case AXIS_PRECEDING_SIBLING:
        return n->next;
    case AXIS_FOLLOWING:
    case AXIS_PRECEDING:
        return node_walk(n, NULL);
    case AXIS_CHILD:
    case AXIS_PARENT:
    case AXIS_SELF:
        break;
    }
    return NULL;
}

static bool is_above(const struct node *n, const struct node *inner)
{
    while (inner != NULL && inner != n) {
        inner = inner->parent;
    }
    return inner != NULL;
}

/* The matches on the axis of one node; out NULL only counts them. */
static size_t walk_axis(struct evaluation *e, const struct step *s, struct node *from,
                        struct node **out)
{
    const bool precedes = s->axis == AXIS_PRECEDING || s->axis == AXIS_PRECEDING_SIBLING;
    size_t count = 0;
    for (struct node *n = first_of(s->axis, from); n != NULL && !(precedes && n == from);
         n = next_of(s->axis, from, n)) {
        e->work++;
        if (step_matches(s, n) && !(s->axis == AXIS_PRECEDING && is_above(n, from))) {
            if (out != NULL) {
                out[count] = n;
            }
            count++;
        }
    }
    return count;
}

static void reverse(struct node **nodes, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct node *n = nodes[i];
        nodes[i] = nodes[count - 1 - i];
        nodes[count - 1 - i] = n;
    }
}

/* The matches on the axis of one node that the predicates let through, in document order. */
static struct xpath_value step_from(struct evaluation *e, const struct step *s, struct node *from)
{
    const size_t room = walk_axis(e, s, from, NULL);
    struct node **out = scratch_alloc(e, (room + 1) * sizeof *out);
    if (out == NULL) {
        return value_nodes(NULL, 0);
    }
    size_t count = walk_axis(e, s, from, out);
    if (s->axis == AXIS_PRECEDING || s->axis == AXIS_PRECEDING_SIBLING) {
        reverse(out, count); /* predicates count from the nearest */
    }
    for (const struct xpath_expression *p = s->predicates; p != NULL; p = p->next) {
        count = step_filter(e, p, out, count);
    }
    if (is_reverse(s->axis)) {
        reverse(out, count);
    }
    return value_nodes(out, count);
}

struct xpath_value step_axis(struct evaluation *e, const struct step *s,
                             const struct xpath_value *from)
{
    const bool below = s->axis == AXIS_DESCENDANT || s->axis == AXIS_DESCENDANT_OR_SELF;
    struct xpath_value all = value_nodes(NULL, 0);
    const struct node *last = NULL;
    for (size_t i = 0; i < from->count && !failed(e->error); i++) {
        if (below && s->predicates == NULL && last != NULL && is_above(last, from->nodes[i])) {
            continue; /* all of it was found below the one before */
        }
        last = from->nodes[i];
        const struct xpath_value found = step_from(e, s, from->nodes[i]);
        e->work += (long)(all.count + found.count) * (all.count > 0 ? COMPARE_WORK : 0);
        if (e->work > XPATH_WORK_MAX) {
            break; /* told by the next expression */
        }
        all = all.count > 0 ? unite_nodes(e, &all, &found) : found;
    }
    return all;
}
