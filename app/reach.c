#include "app/reach.h"

#include <string.h>

#include "app/guide.h"

/* --- stops ----------------------------------------------------------------------------------- */

/* What can be reached now. */
struct front {
    const struct view *v;
    bool overlay;
    int heading; /* reads what is in front: the gong of a page, the first words of a dialog */
};

static int heading(const struct view *v, bool overlay)
{
    int title = -1;
    for (int i = 0; i < v->count && !v->no_focus; i++) {
        const struct view_node *n = &v->nodes[i];
        if (!view_is_shown(n) || n->name == NULL || overlay != (n->zone == ZONE_OVERLAY)) {
            continue;
        }
        if (!overlay && n->look == LOOK_GONG) {
            return i;
        }
        const bool words = n->role == ROLE_TITLE || (overlay && n->role == ROLE_TEXT);
        title = title < 0 && words ? i : title;
    }
    return title;
}

static struct front front_of(const struct view *v)
{
    const bool overlay = view_has_overlay(v);
    return (struct front){v, overlay, heading(v, overlay)};
}

static bool is_live(const struct front *f, int node)
{
    return node >= 0 && node < f->v->count && !f->v->no_focus &&
           view_is_live(&f->v->nodes[node], f->overlay);
}

static bool is_stop(const struct front *f, int node)
{
    return node >= 0 && (node == f->heading || is_live(f, node));
}

bool reach_is_stop(const struct view *v, int node)
{
    const struct front f = front_of(v);
    return is_stop(&f, node);
}

/* The next stop behind `from` in a direction, wrapping; -1 when there is none. */
static int walk(const struct front *f, int from, int step)
{
    const int count = f->v->count;
    int i = from;
    for (int tried = 0; tried < count; tried++) {
        i = (i + step + count) % count;
        if (is_stop(f, i)) {
            return i;
        }
    }
    return -1;
}

static int order_of(const struct front *f, int node)
{
    int order = 0;
    for (int i = 0; i < node; i++) {
        order += is_stop(f, i);
    }
    return order;
}

/* The stop at that place, or the last one before it. */
static int stop_at(const struct front *f, int order)
{
    int last = -1;
    for (int i = 0; i < f->v->count; i++) {
        if (is_stop(f, i)) {
            last = i;
            if (order-- <= 0) {
                return i;
            }
        }
    }
    return last;
}

/* --- the ring -------------------------------------------------------------------------------- */

static void put_on(struct reach *r, const struct front *f, int node)
{
    r->now.tag = node < 0 ? 0 : guide_tag(&f->v->nodes[node]);
    r->now.order = node < 0 ? 0 : order_of(f, node);
}

int reach_node(const struct reach *r, const struct view *v)
{
    const int node = guide_find(v, r->now.tag);
    return reach_is_stop(v, node) ? node : -1;
}

static int main_act(const struct front *f)
{
    for (int i = 0; i < f->v->count; i++) {
        if (f->v->nodes[i].look == LOOK_MAIN && is_live(f, i)) {
            return i;
        }
    }
    return -1;
}

/* Where the ring stands on a page that just opened. */
static int opening(const struct front *f)
{
    const int act = f->overlay ? main_act(f) : -1;
    const int first = act >= 0 ? act : f->heading;
    return first >= 0 ? first : walk(f, -1, 1);
}

void reach_shown(struct reach *r, const struct view *v, int depth, int language)
{
    const struct front f = front_of(v);
    const uint32_t page = guide_page(v, language);
    depth = depth < REACH_DEPTH ? depth : REACH_DEPTH - 1;
    bool back = page == r->now.page && depth == r->depth;
    if (depth > r->depth) {
        for (; r->depth < depth; r->depth++) {
            r->under[r->depth] = r->now;
        }
    } else if (depth < r->depth) {
        r->depth = depth;
        r->now = r->under[depth];
        back = r->now.page == page;
    }
    r->now.page = page;
    if (!back) {
        put_on(r, &f, opening(&f));
        return;
    }
    const int node = reach_node(r, v);
    put_on(r, &f, node >= 0 ? node : stop_at(&f, r->now.order));
}

void reach_begin(struct reach *r, const struct view *v)
{
    const struct front f = front_of(v);
    put_on(r, &f, opening(&f));
}

void reach_point(struct reach *r, const struct view *v, int node)
{
    const struct front f = front_of(v);
    if (is_stop(&f, node)) {
        put_on(r, &f, node);
    }
}

/* --- keyboards ------------------------------------------------------------------------------- */

static bool is_key(const struct front *f, int node)
{
    return node >= 0 && f->v->nodes[node].role == ROLE_KEY && is_live(f, node);
}

static int middle_x(const struct view_node *n)
{
    return n->rect.x + n->rect.w / 2;
}

static int middle_y(const struct view_node *n)
{
    return n->rect.y + n->rect.h / 2;
}

static int distance(int a, int b)
{
    return a < b ? b - a : a - b;
}

/* The key beside `from` in its row; past the end the other end. */
static int beside(const struct front *f, int from, int step)
{
    const struct view_node *n = &f->v->nodes[from];
    int best = -1, other_end = from;
    for (int i = 0; i < f->v->count; i++) {
        const struct view_node *k = &f->v->nodes[i];
        if (!is_key(f, i) || i == from || distance(middle_y(k), middle_y(n)) > n->rect.h / 2) {
            continue;
        }
        const int ahead = (middle_x(k) - middle_x(n)) * step;
        if (ahead > 0 &&
            (best < 0 || ahead < (middle_x(&f->v->nodes[best]) - middle_x(n)) * step)) {
            best = i;
        }
        if ((middle_x(k) - middle_x(&f->v->nodes[other_end])) * step < 0) {
            other_end = i;
        }
    }
    return best >= 0 ? best : other_end;
}

/* The key above (-1) or below (1) that is nearest; past the edge the stop next to the keyboard. */
static int across(const struct front *f, int from, int step)
{
    const struct view_node *n = &f->v->nodes[from];
    int best = -1, edge = from, best_down = 0, best_aside = 0;
    for (int i = 0; i < f->v->count; i++) {
        const struct view_node *k = &f->v->nodes[i];
        if (!is_key(f, i)) {
            continue;
        }
        edge = (i - edge) * step > 0 ? i : edge;
        const int down = (middle_y(k) - middle_y(n)) * step;
        const int aside = distance(middle_x(k), middle_x(n));
        const bool near_row = best < 0 || down < best_down - n->rect.h / 2;
        const bool same_row = best >= 0 && distance(down, best_down) <= n->rect.h / 2;
        if (down > n->rect.h / 2 && (near_row || (same_row && aside < best_aside))) {
            best = i;
            best_down = down;
            best_aside = aside;
        }
    }
    return best >= 0 ? best : walk(f, edge, step);
}

/* --- commands -------------------------------------------------------------------------------- */

static struct reach_act move(struct reach *r, const struct front *f, int node)
{
    if (node < 0) {
        return (struct reach_act){.kind = REACH_NOTHING};
    }
    put_on(r, f, node);
    return (struct reach_act){.kind = REACH_FOCUS, .node = node};
}

static struct reach_act press(struct reach *r, const struct front *f, int node,
                              enum message_id without)
{
    if (node < 0) {
        return (struct reach_act){.kind = REACH_CANNOT, .message = without};
    }
    put_on(r, f, node);
    return (struct reach_act){.kind = REACH_PRESS, .node = node};
}

static int act_named(const struct front *f, const char *name)
{
    for (int i = 0; i < f->v->count; i++) {
        if (f->v->nodes[i].name != NULL && strcmp(f->v->nodes[i].name, name) == 0 &&
            is_live(f, i)) {
            return i;
        }
    }
    return -1;
}

/* Where nothing is the main act, past the page: on, too. */
static int forward_act(const struct front *f)
{
    const int act = main_act(f);
    return act >= 0 ? act : act_named(f, "skip");
}

static struct reach_act choose(struct reach *r, const struct front *f, int node)
{
    if (node < 0) {
        return (struct reach_act){.kind = REACH_NOTHING};
    }
    if (!is_live(f, node)) { /* the heading */
        return (struct reach_act){.kind = REACH_REPEAT, .node = node};
    }
    return press(r, f, node, MSG_NONE);
}

struct reach_act reach_step(struct reach *r, const struct view *v, enum command command)
{
    const struct front f = front_of(v);
    const int now = reach_node(r, v);
    const bool keys = is_key(&f, now);
    switch (command) {
    case COMMAND_NEXT:
        return move(r, &f, walk(&f, now, 1));
    case COMMAND_PREVIOUS:
        return move(r, &f, walk(&f, now < 0 ? 0 : now, -1));
    case COMMAND_DOWN:
        return move(r, &f, keys ? across(&f, now, 1) : walk(&f, now, 1));
    case COMMAND_UP:
        return move(r, &f, keys ? across(&f, now, -1) : walk(&f, now < 0 ? 0 : now, -1));
    case COMMAND_LEFT:
        return keys ? move(r, &f, beside(&f, now, -1))
                    : press(r, &f, act_named(&f, "back"), MSG_KEYS_NO_BACK);
    case COMMAND_RIGHT:
        return keys ? move(r, &f, beside(&f, now, 1))
                    : press(r, &f, forward_act(&f), MSG_KEYS_NO_FORWARD);
    case COMMAND_SELECT:
        return choose(r, &f, now);
    case COMMAND_HELP:
        return (struct reach_act){.kind = REACH_HELP};
    case COMMAND_LOUDER:
        return (struct reach_act){.kind = REACH_LOUDER};
    case COMMAND_SOFTER:
        return (struct reach_act){.kind = REACH_SOFTER};
    case COMMAND_SLOWER:
        return (struct reach_act){.kind = REACH_SLOWER};
    case COMMAND_FASTER:
        return (struct reach_act){.kind = REACH_FASTER};
    case COMMAND_PAUSE:
        return (struct reach_act){.kind = REACH_PAUSE};
    case COMMAND_REPEAT:
        return (struct reach_act){.kind = REACH_REPEAT, .node = now};
    case COMMAND_NONE:
    case COMMAND_COUNT:
        break;
    }
    return (struct reach_act){.kind = REACH_NOTHING};
}
