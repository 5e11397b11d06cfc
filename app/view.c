#include "app/view.h"

#include <string.h>

void view_begin(struct view *v, const char *screen)
{
    memset(v, 0, sizeof *v);
    v->screen = screen;
    v->pages = 1;
}

int view_add(struct view *v, const struct view_node *node)
{
    if (v->count == VIEW_NODES_MAX) {
        v->full = true;
        return -1;
    }
    v->nodes[v->count] = *node;
    return v->count++;
}

struct view_node *view_find(struct view *v, const char *name)
{
    for (int i = 0; i < v->count; i++) {
        if (v->nodes[i].name != NULL && strcmp(v->nodes[i].name, name) == 0) {
            return &v->nodes[i];
        }
    }
    return NULL;
}

bool view_is_target(const struct view_node *n)
{
    return n->intent.kind != 0 || ((n->state & STATE_DISABLED) != 0 && n->say[0].kind != SAY_END);
}

bool view_has_overlay(const struct view *v)
{
    for (int i = 0; i < v->count; i++) {
        if (v->nodes[i].zone == ZONE_OVERLAY) {
            return true;
        }
    }
    return false;
}

/* Under an overlay only the overlay and the tool bar live (design/DESIGN.md 5). */
bool view_is_live(const struct view_node *n, bool overlay)
{
    return view_is_target(n) && view_is_shown(n) &&
           (!overlay || n->zone == ZONE_OVERLAY || n->zone == ZONE_TOOLS);
}

static bool holds(const struct rect *r, int x, int y)
{
    return x >= r->x && y >= r->y && x < r->x + r->w && y < r->y + r->h;
}

int view_hit(const struct view *v, int x, int y)
{
    const bool overlay = view_has_overlay(v);
    for (int i = v->count - 1; i >= 0; i--) {
        if (view_is_live(&v->nodes[i], overlay) && holds(&v->nodes[i].rect, x, y)) {
            return i;
        }
    }
    return -1;
}

int view_focus_step(const struct view *v, int from, int direction)
{
    const int step = direction < 0 ? -1 : 1;
    const bool overlay = view_has_overlay(v);
    int i = from;
    if (i < 0) {
        i = step > 0 ? -1 : v->count;
    }
    for (int tried = 0; tried < v->count; tried++) {
        i += step;
        if (i >= v->count) {
            i = 0;
        } else if (i < 0) {
            i = v->count - 1;
        }
        if (view_is_live(&v->nodes[i], overlay)) {
            return i;
        }
    }
    return -1;
}
