/* The answers of a screen: one column, two on a wide screen, or several pages. */
#include <string.h>

#include "ui/layout_inside.h"
#include "ui/text.h"

/* dp */
#define ANSWERS_GAP_DP 22
#define ASIDE_GAP_DP   24

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int answers_root(const struct layout *l)
{
    for (int i = 0; i < l->v->count; i++) {
        if (l->v->nodes[i].zone == ZONE_ANSWERS && l->v->nodes[i].parent < 0) {
            return i;
        }
    }
    return -1;
}

/* Something stands on either side: one alone has the whole width, no half stays empty. */
static bool has_sides(const struct layout *l, int root)
{
    bool left = false, right = false;
    const struct flow f = flow_of(l, root);
    for (int i = next_child(l, &f, -1); i >= 0; i = next_child(l, &f, i)) {
        left |= l->v->nodes[i].side == SIDE_LEFT;
        right |= l->v->nodes[i].side == SIDE_RIGHT;
    }
    return left && right;
}

/* The three parts of answers in two columns: above, the two sides, below. Each is placed as a
 * column of its own with the others left out. */
enum part { PART_ABOVE, PART_LEFT, PART_RIGHT, PART_BELOW, PARTS };

static enum part part_of(const struct layout *l, int root, int index)
{
    if (l->v->nodes[index].side != SIDE_NONE) {
        return l->v->nodes[index].side == SIDE_LEFT ? PART_LEFT : PART_RIGHT;
    }
    for (int i = root + 1; i < index; i++) {
        if (l->v->nodes[i].parent == root && l->v->nodes[i].side != SIDE_NONE) {
            return PART_BELOW;
        }
    }
    return PART_ABOVE;
}

/* Leaves out every child of the root that is not of the part; the earlier marks go to kept. */
static void only_part(struct layout *l, int root, enum part part, bool kept[VIEW_NODES_MAX])
{
    memcpy(kept, l->out, sizeof l->out);
    for (int i = root + 1; i < l->v->count; i++) {
        l->out[i] |= l->v->nodes[i].parent == root && part_of(l, root, i) != part;
    }
}

static struct flow part_flow(const struct layout *l, int root, struct rect box)
{
    struct flow f = flow_of(l, root);
    f.box = box;
    return f;
}

struct halves {
    int left, right; /* widths */
};

static struct halves halves_of(const struct layout *l, int root, int width)
{
    const int split = l->v->nodes[root].split > 0 ? l->v->nodes[root].split : 50;
    const int room = width - ui_px(l->env, ASIDE_GAP_DP);
    return (struct halves){room * split / 100, room - room * split / 100};
}

/* Least or wished height of one part at its width; 0 when it has nothing. */
static int part_height(struct layout *l, int root, enum part part, int width, bool least)
{
    bool kept[VIEW_NODES_MAX];
    only_part(l, root, part, kept);
    const struct flow f = flow_of(l, root);
    const bool any = next_child(l, &f, -1) >= 0;
    const int h = !any ? 0 : least ? least_height(l, root, width) : wished_height(l, root, width);
    memcpy(l->out, kept, sizeof l->out);
    return h;
}

static int part_width(const struct halves *halves, enum part part, int width)
{
    return part == PART_LEFT ? halves->left : part == PART_RIGHT ? halves->right : width;
}

static bool sides_fit(struct layout *l, int root, const struct rect *box)
{
    const struct halves halves = halves_of(l, root, box->w);
    const int gap = flow_of(l, root).gap;
    int h[PARTS];
    for (int p = 0; p < PARTS; p++) {
        h[p] = part_height(l, root, (enum part)p, part_width(&halves, (enum part)p, box->w), true);
    }
    const int above = h[PART_ABOVE] > 0 ? h[PART_ABOVE] + gap : 0;
    const int below = h[PART_BELOW] > 0 ? h[PART_BELOW] + gap : 0;
    return above + larger(h[PART_LEFT], h[PART_RIGHT]) + below <= box->h;
}

static void place_part(struct layout *l, int root, enum part part, struct rect box)
{
    bool kept[VIEW_NODES_MAX];
    only_part(l, root, part, kept);
    const struct flow f = part_flow(l, root, box);
    place(l, &f);
    memcpy(l->out, kept, sizeof l->out);
}

static void place_sides(struct layout *l, int root, struct rect box)
{
    const struct halves halves = halves_of(l, root, box.w);
    const int gap = flow_of(l, root).gap;
    const int sides = larger(part_height(l, root, PART_LEFT, halves.left, true),
                             part_height(l, root, PART_RIGHT, halves.right, true));
    int above = part_height(l, root, PART_ABOVE, box.w, false);
    int below = part_height(l, root, PART_BELOW, box.w, false);
    if (above + below + sides + 2 * gap > box.h) {
        above = part_height(l, root, PART_ABOVE, box.w, true);
        below = part_height(l, root, PART_BELOW, box.w, true);
    }
    if (above > 0) {
        place_part(l, root, PART_ABOVE, (struct rect){box.x, box.y, box.w, above});
        box.y += above + gap;
        box.h -= above + gap;
    }
    if (below > 0) {
        place_part(l, root, PART_BELOW, (struct rect){box.x, box.y + box.h - below, box.w, below});
        box.h -= below + gap;
    }
    place_part(l, root, PART_LEFT, (struct rect){box.x, box.y, halves.left, box.h});
    box.x += box.w - halves.right;
    place_part(l, root, PART_RIGHT, (struct rect){box.x, box.y, halves.right, box.h});
}

bool answers_fit(struct layout *l, int root)
{
    const struct rect box = l->v->nodes[root].rect;
    if (l->aside) {
        return sides_fit(l, root, &box);
    }
    return least_height(l, root, box.w) <= box.h;
}

/* A dialog over the page has room of its own: fit_dialog() of ui/layout.c sees to it. */
static void leave_to_the_voice(struct layout *l)
{
    l->voiced = true;
    for (int i = 0; i < l->v->count; i++) {
        const struct view_node *n = &l->v->nodes[i];
        l->out[i] |= n->fold == FOLD_VOICE && n->zone != ZONE_OVERLAY;
    }
}

void smaller_words(struct layout *l, enum view_zone zone, int small)
{
    for (int i = 0; i < l->v->count; i++) {
        l->v->nodes[i].small = l->v->nodes[i].zone == zone ? small : l->v->nodes[i].small;
    }
    memset(l->memo, 0, sizeof l->memo);
}

/* On a page that is not dealt, words that would stand their row on end stay in the voice: the icons
 * of the longest stand for them until the row holds. */
static void icons_in_rows(struct layout *l, int width)
{
    for (int i = 0; i < l->v->count; i++) {
        struct flow f = flow_of(l, i);
        bool can = l->v->nodes[i].role == ROLE_GROUP && l->v->nodes[i].zone == ZONE_ANSWERS;
        while (can && row_stacks(l, &f, width - 2 * pad_x_of(l, i))) {
            int longest = -1, most = 0;
            for (int k = next_child(l, &f, -1); k >= 0; k = next_child(l, &f, k)) {
                const struct view_node *n = &l->v->nodes[k];
                const int w = least_width(l, k);
                if (n->icon != 0 && !n->icon_only && view_is_target(n) && w > most) {
                    longest = k;
                    most = w;
                }
            }
            can = longest >= 0;
            if (can) {
                l->v->nodes[longest].icon_only = true;
            }
        }
    }
    memset(l->memo, 0, sizeof l->memo);
}

/* On a page that is not dealt, the second line of what is told stays in the voice; rows to choose
 * from keep theirs. */
static void fold_told(struct layout *l)
{
    for (int i = 0; i < l->v->count; i++) {
        struct view_node *n = &l->v->nodes[i];
        const bool told = n->zone == ZONE_ANSWERS && n->role == ROLE_STATUS && !view_is_target(n);
        if (told && !n->private_ && n->fold != FOLD_KEEP) {
            n->sub = NULL;
        }
    }
    memset(l->memo, 0, sizeof l->memo);
}

/* The ways to make the answers fit, one after another: sizes that yield, two columns on a wide
 * screen, what the voice can say alone, small gaps; at last several pages. */
static void fit_answers(struct layout *l, int root)
{
    l->aside = l->flex && l->shape.landscape && !l->shape.large && has_sides(l, root);
    if (l->shape.large) {
        leave_to_the_voice(l);
    }
    bool fits = answers_fit(l, root);
    if (!fits && !l->flex) { /* more than the drawing holds */
        l->flex = true;
        fits = answers_fit(l, root);
    }
    if (!fits && !l->voiced) {
        leave_to_the_voice(l);
        fits = answers_fit(l, root);
    }
    if (!fits) {
        l->tight = true;
        fits = answers_fit(l, root);
    }
    if (!fits && l->aside && l->shape.step > 0) {
        l->aside = false;
        fits = answers_fit(l, root);
    }
    if (!fits && !l->v->dealt) {
        l->aside = false;
        deal_pages(l, root);
    } else if (!fits) {
        l->aside = l->flex && l->shape.landscape && !l->shape.large && has_sides(l, root);
        const int whole = l->v->nodes[root].rect.w;
        const struct halves halves = halves_of(l, root, whole);
        const int half = halves.left < halves.right ? halves.left : halves.right;
        icons_in_rows(l, l->aside ? half : whole);
        if (!answers_fit(l, root)) {
            fold_told(l);
        }
        for (int small = 1; small <= TEXT_STEPS && !answers_fit(l, root); small++) {
            smaller_words(l, ZONE_ANSWERS, small);
        }
    }
}

void place_answers(struct layout *l)
{
    const int root = answers_root(l);
    if (root < 0) {
        return;
    }
    struct view_node *n = &l->v->nodes[root];
    n->rect = shape_zone(l->env, l->v, ZONE_ANSWERS);
    fit_answers(l, root);
    if (l->aside) {
        place_sides(l, root, n->rect);
        return;
    }
    if (l->flex) {
        struct flow f = flow_of(l, root);
        f.box.x += pad_x_of(l, root);
        f.box.y += pad_y_of(l, root);
        f.box.w -= 2 * pad_x_of(l, root);
        f.box.h -= 2 * pad_y_of(l, root);
        place(l, &f);
        return;
    }
    struct flow zone = {.box = n->rect, .parent = -1, .zone = ZONE_ANSWERS, .flow = FLOW_COLUMN};
    zone.gap = ui_px(l->env, ANSWERS_GAP_DP);
    place(l, &zone);
}
