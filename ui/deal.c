/* Deals answers that do not fit over pages. A unit is what stays together: a control, a text, a
 * row, a group that asks to be kept; a heading, a rule or a picture goes with what follows it. */
#include <string.h>

#include "ui/layout_inside.h"
#include "ui/text.h"

struct unit {
    int node;
    bool next; /* stands on the page of what follows */
};

struct dealing {
    struct layout *l;
    struct unit units[VIEW_NODES_MAX];
    int count;
    int top; /* node whose children are dealt */
};

static bool has_kids(const struct layout *l, int index)
{
    const struct flow f = flow_of(l, index);
    return next_child(l, &f, -1) >= 0;
}

static bool is_room(const struct layout *l, int index)
{
    return l->v->nodes[index].role == ROLE_GROUP && !has_kids(l, index);
}

static bool goes_with_next(const struct layout *l, int index)
{
    const struct view_node *n = &l->v->nodes[index];
    if (n->role == ROLE_GROUP) {
        return is_room(l, index);
    }
    return n->fold == FOLD_NEXT || n->role == ROLE_TITLE || n->look == LOOK_RULE ||
           (n->role == ROLE_IMAGE && n->say[0].kind == SAY_END);
}

/* A group whose children may stand on different pages, at this width. */
static bool is_divisible(const struct layout *l, int index, const struct flow *f, int width)
{
    const struct view_node *n = &l->v->nodes[index];
    if (n->role != ROLE_GROUP || n->fold != FOLD_PARTS || n->look == LOOK_CARD_SPOKEN ||
        !has_kids(l, index)) {
        return false;
    }
    return f->flow != FLOW_ROW || row_stacks(l, f, width);
}

static void collect(struct dealing *d, struct flow f)
{
    const int columns = f.flow == FLOW_GRID ? grid_columns(d->l, &f, f.box.w) : 1;
    const int width = (f.box.w - (columns - 1) * f.gap) / columns;
    for (int i = next_child(d->l, &f, -1); i >= 0; i = next_child(d->l, &f, i)) {
        struct flow inner = flow_of(d->l, i);
        inner.box.w = width - 2 * pad_x_of(d->l, i);
        if (d->l->v->nodes[i].fold == FOLD_EVERY) {
            continue;
        }
        if (is_divisible(d->l, i, &inner, inner.box.w)) {
            collect(d, inner);
        } else if (f.parent != d->top && is_room(d->l, i)) {
            d->l->out[i] = true; /* it would put the frame of its group on a page alone */
        } else {
            d->units[d->count++] = (struct unit){i, goes_with_next(d->l, i)};
        }
    }
}

/* Last unit of the chunk that begins at `from`. */
static int chunk_end(const struct dealing *d, int from)
{
    int end = from;
    while (end + 1 < d->count && d->units[end].next) {
        end++;
    }
    return end;
}

static void show_units(struct dealing *d, int from, int to, bool shown)
{
    for (int i = from; i <= to; i++) {
        d->l->out[d->units[i].node] = !shown;
    }
}

/* Puts a unit and all that stands in it on a page. */
static void set_page(struct view *v, int node, int page)
{
    v->nodes[node].page = page;
    for (int i = node + 1; i < v->count; i++) {
        if (v->nodes[i].parent == node) {
            set_page(v, i, page);
        }
    }
}

/* Units from `from` that fit on one page together; at least one chunk. Returns the first left. */
static int fill_page(struct dealing *d, int root, int from)
{
    int end = chunk_end(d, from);
    show_units(d, from, end, true);
    while (end + 1 < d->count) {
        const int next = chunk_end(d, end + 1);
        show_units(d, end + 1, next, true);
        if (!answers_fit(d->l, root)) {
            const bool trailing = d->units[next].next; /* empty room, a last rule: left out */
            show_units(d, end + 1, next, false);
            d->count = trailing ? end + 1 : d->count;
            break;
        }
        end = next;
    }
    show_units(d, from, end, false);
    return end + 1;
}

/* Width of what is dealt inside a group, px. */
static int inner_width(const struct layout *l, int root, int group)
{
    int width = l->v->nodes[root].rect.w - 2 * pad_x_of(l, root);
    if (group != root) {
        struct flow f = flow_of(l, l->v->nodes[group].parent);
        f.box.w = inner_width(l, root, l->v->nodes[group].parent);
        const int columns = f.flow == FLOW_GRID ? grid_columns(l, &f, f.box.w) : 1;
        width = (f.box.w - (columns - 1) * f.gap) / columns - 2 * pad_x_of(l, group);
    }
    return width;
}

static bool is_in(const struct layout *l, int index, int group)
{
    while (index >= 0 && index != group) {
        index = l->v->nodes[index].parent;
    }
    return index == group;
}

/* Rows of the units from..to stand upright, or not. */
static void stand(struct dealing *d, int from, int to, bool upright)
{
    const struct view *v = d->l->v;
    for (int u = from; u <= to; u++) {
        for (int i = d->units[u].node; i < v->count; i++) {
            if (v->nodes[i].flow == FLOW_ROW && is_in(d->l, i, d->units[u].node)) {
                d->l->stands[i] = upright;
            }
        }
    }
}

/* Words of the units from..to are some steps smaller. */
static void make_small(struct dealing *d, int from, int to, int small)
{
    for (int u = from; u <= to; u++) {
        for (int i = d->units[u].node; i < d->l->v->count; i++) {
            if (is_in(d->l, i, d->units[u].node)) {
                d->l->v->nodes[i].small = small;
            }
        }
    }
    memset(d->l->memo, 0, sizeof d->l->memo);
}

/* Puts the parts of a group in its place; false when it has none that could stand apart. */
static bool divide(struct dealing *d, int root, int unit)
{
    struct unit after[VIEW_NODES_MAX];
    const int node = d->units[unit].node, rest = d->count - unit - 1;
    struct flow f = flow_of(d->l, node);
    f.box.w = inner_width(d->l, root, node);
    d->l->out[node] = false;
    if (d->l->v->nodes[node].role != ROLE_GROUP || !has_kids(d->l, node)) {
        d->l->out[node] = true;
        return false;
    }
    d->l->stands[node] = f.flow == FLOW_ROW;
    memcpy(after, d->units + unit + 1, rest * sizeof after[0]);
    d->count = unit;
    collect(d, f);
    show_units(d, unit, d->count - 1, false);
    memcpy(d->units + d->count, after, rest * sizeof after[0]);
    d->count += rest;
    return true;
}

/* Makes the units from..to fit a page; false when only their parts may. */
static bool fit_page(struct dealing *d, int root, int from, int to)
{
    show_units(d, from, to, true);
    bool fits = answers_fit(d->l, root);
    if (!fits) {
        stand(d, from, to, true);
        fits = answers_fit(d->l, root);
    }
    for (int small = 1; small <= TEXT_STEPS && !fits; small++) {
        stand(d, from, to, false);
        make_small(d, from, to, small);
        fits = answers_fit(d->l, root);
        if (!fits) {
            stand(d, from, to, true);
            fits = answers_fit(d->l, root);
        }
    }
    show_units(d, from, to, false);
    return fits;
}

/* What has no room on a page of its own: its rows stand, its words are smaller; at last what would
 * be kept together is not. */
static void fit_units(struct dealing *d, int root)
{
    for (int from = 0; from < d->count;) {
        const int end = chunk_end(d, from);
        if (fit_page(d, root, from, end)) {
            from = end + 1;
            continue;
        }
        stand(d, from, end, false);
        make_small(d, from, end, 0);
        if (!divide(d, root, end)) {
            make_small(d, from, end, TEXT_STEPS);
            from = end + 1;
        }
    }
}

/* A thin line parts two things: none at the head or the foot of a page. */
static void trim_rules(struct layout *l)
{
    for (int i = 0; i < l->v->count; i++) {
        if (l->v->nodes[i].look != LOOK_RULE || l->out[i] || l->v->nodes[i].parent < 0) {
            continue;
        }
        const struct flow f = flow_of(l, l->v->nodes[i].parent);
        const bool first = next_child(l, &f, -1) == i, last = next_child(l, &f, i) < 0;
        l->out[i] = first || last;
    }
}

/* What is not dealt (groups, what stands on every page) belongs to the page that is shown. */
static void belong_to_shown(struct layout *l)
{
    for (int i = 0; i < l->v->count; i++) {
        if (l->v->nodes[i].fold != FOLD_VOICE) {
            l->v->nodes[i].page = l->v->page;
        }
    }
}

void deal_pages(struct layout *l, int root)
{
    struct dealing d = {.l = l, .top = root};
    struct view *v = l->v;
    int pages = 0, from = 0, ends[VIEW_NODES_MAX];
    struct flow f = flow_of(l, root);
    f.box = v->nodes[root].rect;
    f.box.w -= 2 * pad_x_of(l, root);
    for (int i = 0; i < v->count; i++) { /* room for what turns them */
        l->out[i] &= !(v->nodes[i].more && v->nodes[i].zone == ZONE_ANSWERS);
    }
    collect(&d, f);
    show_units(&d, 0, d.count - 1, false);
    fit_units(&d, root);
    while (from < d.count) {
        from = fill_page(&d, root, from);
        ends[pages++] = from;
    }
    v->pages = pages > 0 ? pages : 1;
    v->page = v->page < v->pages ? v->page : v->pages - 1;
    belong_to_shown(l);
    for (int p = 0, i = 0; p < pages; p++) {
        for (; i < ends[p]; i++) {
            set_page(v, d.units[i].node, p);
            l->out[d.units[i].node] = p != v->page;
        }
    }
    trim_rules(l);
}
