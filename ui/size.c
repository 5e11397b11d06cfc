/* What a node needs at least and what it wishes for. In the reference drawing both are the
 * drawing's own dp; elsewhere the least is what its words and its use need. */
#include "ui/layout_inside.h"
#include "ui/widgets/natural.h"

/* dp */
#define TARGET_DP    66 /* 20 mm and a little */
#define KEY_DP       98
#define KEY_WIDE_DP  88  /* landscape */
#define KEY_LARGE_DP 132 /* 200 % */
#define TIGHT_GAP_DP 10
#define TIGHT_PAD_DP 6
#define RULE_DP      3
#define KEY_W_DP     86 /* least width of a key, design/tokens.json target_mm */
#define KEYS_LARGE   4  /* keys a row at 200 % */
#define KEYS_LARGE_W 5  /* ... in landscape */

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

int pad_x_of(const struct layout *l, int index)
{
    return ui_px(l->env, l->v->nodes[index].pad_x);
}

int pad_y_of(const struct layout *l, int index)
{
    const int pad = ui_px(l->env, l->v->nodes[index].pad_y);
    return l->tight ? smaller(pad, ui_px(l->env, TIGHT_PAD_DP)) : pad;
}

struct flow flow_of(const struct layout *l, int index)
{
    const struct view_node *n = &l->v->nodes[index];
    struct flow f = {n->rect,         index,   n->zone, n->flow, ui_px(l->env, n->gap),
                     n->grid_columns, n->align};
    if (l->tight) {
        f.gap = smaller(f.gap, ui_px(l->env, TIGHT_GAP_DP));
    }
    return f;
}

static bool is_image(const struct view_node *n)
{
    return n->look == LOOK_ILLUSTRATION || n->look == LOOK_QR || n->look == LOOK_PHOTO ||
           n->look == LOOK_COUNTDOWN || n->look == LOOK_GONG;
}

/* Part of its drawn size that an image keeps. */
static int image_least(const struct view_node *n, int px)
{
    if (n->look == LOOK_QR) {
        return px * 3 / 4;
    }
    if (n->look == LOOK_COUNTDOWN) {
        return px * 4 / 5;
    }
    return n->look == LOOK_PHOTO ? px * 2 / 5 : px / 2;
}

/* --- widths ---------------------------------------------------------------------------------- */

static int kids_width(const struct layout *l, int index, bool least)
{
    const struct view_node *n = &l->v->nodes[index];
    const struct flow f = flow_of(l, index);
    int sum = 0, widest = 0, count = 0;
    for (int i = next_child(l, &f, -1); i >= 0; i = next_child(l, &f, i)) {
        const int w = least ? least_width(l, i) : wished_width(l, i);
        sum += w;
        widest = larger(widest, w);
        count++;
    }
    const bool side_by_side = n->flow == FLOW_ROW && !(least && l->flex);
    const int inner = side_by_side && count > 0 ? sum + (count - 1) * f.gap : widest;
    return inner + 2 * pad_x_of(l, index);
}

int wished_width(const struct layout *l, int index)
{
    const struct view_node *n = &l->v->nodes[index];
    if (n->w > 0) {
        return ui_px(l->env, n->w);
    }
    if (n->role == ROLE_GROUP) {
        return kids_width(l, index, false);
    }
    return l->flex ? larger(widget_width(l->env, n), widget_least_width(l->env, n))
                   : widget_width(l->env, n);
}

int least_width(const struct layout *l, int index)
{
    const struct view_node *n = &l->v->nodes[index];
    if (!l->flex) {
        return n->grow > 0 && n->w == 0 ? 0 : wished_width(l, index);
    }
    if (n->role == ROLE_GROUP) {
        return kids_width(l, index, true);
    }
    if (n->look == LOOK_RULE) {
        return ui_px(l->env, RULE_DP);
    }
    if (is_image(n) && n->w > 0) {
        return larger(image_least(n, ui_px(l->env, n->w)),
                      n->picture == 0 ? ui_text_px(l->env, n->icon_dp) / 2 : 0);
    }
    const int own = widget_least_width(l->env, n);
    return view_is_target(n) ? larger(own, ui_px(l->env, TARGET_DP)) : own;
}

static bool of_keys(const struct layout *l, const struct flow *f)
{
    const int first = next_child(l, f, -1);
    return first >= 0 && l->v->nodes[first].role == ROLE_KEY;
}

bool row_stacks(const struct layout *l, const struct flow *f, int width)
{
    if (!l->flex || f->flow != FLOW_ROW || f->parent < 0 || f->zone == ZONE_ACTIONS ||
        f->zone == ZONE_TOOLS || of_keys(l, f)) {
        return false;
    }
    int sum = 0, count = 0;
    for (int i = next_child(l, f, -1); i >= 0; i = next_child(l, f, i)) {
        sum += least_width(l, i);
        count++;
    }
    return count > 1 && (l->stands[f->parent] || sum + (count - 1) * f->gap > width);
}

int grid_columns(const struct layout *l, const struct flow *f, int width)
{
    int columns = larger(f->columns, 1);
    if (!l->flex) {
        return columns;
    }
    const int wide = f->parent >= 0 ? l->v->nodes[f->parent].wide_columns : 0;
    if (of_keys(l, f) && l->shape.large) {
        return l->shape.landscape ? KEYS_LARGE_W : KEYS_LARGE;
    }
    if (l->shape.landscape) {
        columns = wide > 0 ? wide : columns;
    } else if (l->shape.large) {
        const bool kept = f->parent >= 0 && l->v->nodes[f->parent].fold == FOLD_KEEP;
        columns = kept ? smaller(columns, 2) : 1;
    }
    int widest = 0;
    for (int i = next_child(l, f, -1); i >= 0; i = next_child(l, f, i)) {
        widest = larger(widest, least_width(l, i));
    }
    while (columns > 1 && (width - (columns - 1) * f->gap) / columns < widest) {
        columns--;
    }
    return columns;
}

/* --- heights --------------------------------------------------------------------------------- */

static int key_least(const struct layout *l)
{
    return ui_px(l->env, l->shape.large ? KEY_LARGE_DP : l->shape.landscape ? KEY_WIDE_DP : KEY_DP);
}

static int leaf_least(struct layout *l, int index, int width)
{
    const struct view_node *n = &l->v->nodes[index];
    if (n->look == LOOK_RULE) {
        return ui_px(l->env, RULE_DP);
    }
    if (is_image(n) && n->h > 0) {
        int px = image_least(n, ui_px(l->env, n->h));
        if (n->look == LOOK_ILLUSTRATION && n->picture == 0) {
            px = larger(px, ui_text_px(l->env, n->icon_dp) * 6 / 10);
        }
        return n->look == LOOK_QR && n->w == 0 ? smaller(px, width) : px;
    }
    int own = widget_least_height(l->env, n, width);
    if (n->role == ROLE_KEY) {
        return larger(own, key_least(l));
    }
    own = view_is_target(n) ? larger(own, ui_px(l->env, TARGET_DP)) : own;
    return own > 0 ? own : ui_px(l->env, n->h);
}

/* Height of a group's children by their least or wished heights. */
static int kids_height(struct layout *l, int index, int width, bool least)
{
    struct flow f = flow_of(l, index);
    f.box = (struct rect){0, 0, width - 2 * pad_x_of(l, index), 0};
    const bool side_by_side = f.flow == FLOW_ROW && !row_stacks(l, &f, f.box.w);
    const int columns = f.flow == FLOW_GRID ? grid_columns(l, &f, f.box.w) : 1;
    const int cell = (f.box.w - (columns - 1) * f.gap) / columns;
    struct share shares[KIDS_MAX];
    int missing = 0, sum = 0, tallest = 0, count = 0;
    const int kids = side_by_side ? share_out(l, &f, shares, &missing) : 0;
    for (int i = next_child(l, &f, -1); i >= 0; i = next_child(l, &f, i), count++) {
        const int w = count < kids ? shares[count].size : cell;
        const int h = least ? least_height(l, i, w) : wished_height(l, i, w);
        tallest = larger(tallest, h);
        sum += h;
    }
    int inner = side_by_side ? tallest : sum + larger(count - 1, 0) * f.gap;
    if (f.flow == FLOW_GRID) {
        const int rows = (count + columns - 1) / columns;
        inner = rows * tallest + larger(rows - 1, 0) * f.gap;
    }
    return inner + 2 * pad_y_of(l, index);
}

static bool is_spacer(const struct layout *l, int index)
{
    const struct flow f = flow_of(l, index);
    return l->v->nodes[index].role == ROLE_GROUP && next_child(l, &f, -1) < 0;
}

int least_height(struct layout *l, int index, int width)
{
    const struct view_node *n = &l->v->nodes[index];
    if (!l->flex) {
        return wished_height(l, index, width);
    }
    if (n->role == ROLE_GROUP) {
        return is_spacer(l, index) ? ui_px(l->env, n->gap) : kids_height(l, index, width, true);
    }
    if (l->memo[index].height == 0 || l->memo[index].width != width) {
        l->memo[index].width = width;
        l->memo[index].height = leaf_least(l, index, width);
    }
    return l->memo[index].height;
}

int wished_height(struct layout *l, int index, int width)
{
    const struct view_node *n = &l->v->nodes[index];
    if (!l->flex) {
        return n->h > 0                ? ui_px(l->env, n->h)
               : n->role == ROLE_GROUP ? kids_height(l, index, width, false)
                                       : widget_height(l->env, n, width);
    }
    const int least = least_height(l, index, width);
    if (n->look == LOOK_RULE) {
        return least;
    }
    if (n->h > 0) {
        return larger(least, ui_px(l->env, n->h));
    }
    return n->role == ROLE_GROUP ? larger(least, kids_height(l, index, width, false)) : least;
}

/* --- sharing --------------------------------------------------------------------------------- */

/* px by which a part may grow beyond its wish when nothing on the page takes the spare room. */
static int stretch(struct layout *l, int index, int width)
{
    const struct view_node *n = &l->v->nodes[index];
    if (n->role != ROLE_GROUP) {
        return view_is_target(n) ? wished_height(l, index, width) / 2 : 0;
    }
    struct flow f = flow_of(l, index);
    const int inner = width - 2 * pad_x_of(l, index);
    const int columns = f.flow == FLOW_GRID ? grid_columns(l, &f, inner) : 1;
    int sum = 0, most = 0, count = 0;
    for (int i = next_child(l, &f, -1); i >= 0; i = next_child(l, &f, i), count++) {
        const int px = stretch(l, i, inner / columns);
        sum += px;
        most = larger(most, px);
    }
    if (f.flow == FLOW_GRID) {
        return most * ((count + columns - 1) / columns);
    }
    return f.flow == FLOW_ROW && !row_stacks(l, &f, inner) ? most : sum;
}

/* Width a child of a column gets. */
static int cross_width(const struct layout *l, const struct flow *f, int index)
{
    const struct view_node *n = &l->v->nodes[index];
    const bool stacked = l->flex && f->flow == FLOW_ROW;
    const bool fills = f->align == ALIGN_START || f->align == ALIGN_STRETCH || stacked;
    if (l->flex && (n->look == LOOK_RULE || (stacked && n->role != ROLE_IMAGE))) {
        return f->box.w;
    }
    const int w = n->w > 0 ? ui_px(l->env, n->w) : fills ? f->box.w : wished_width(l, index);
    return n->w > 0 && fills && !l->flex ? w : smaller(w, f->box.w);
}

static struct share share_of(struct layout *l, const struct flow *f, int index, bool along_row)
{
    const struct view_node *n = &l->v->nodes[index];
    struct share s = {.node = index, .grow = n->grow};
    if (along_row) {
        s.least = least_width(l, index);
        s.wish = n->grow > 0 && n->w == 0 ? s.least : larger(s.least, wished_width(l, index));
        if (l->flex && n->role == ROLE_KEY && n->w > 0) { /* keys fill a wider row */
            s.wish = larger(s.least, ui_px(l->env, n->w) * f->box.w / ui_px(l->env, 984));
        }
        return s;
    }
    const int width = l->flex ? cross_width(l, f, index)
                              : (n->w == 0 && (f->align == ALIGN_START || f->align == ALIGN_STRETCH)
                                     ? f->box.w
                                     : wished_width(l, index));
    const bool takes_rest = n->grow > 0 && n->h == 0;
    s.wish = takes_rest && !l->flex ? 0 : wished_height(l, index, width);
    s.least = l->flex ? least_height(l, index, width) : s.wish;
    return s;
}

/* Gives `room` px away by weight, each no more than its limit (0 = none). */
static void spread(struct share *shares, int count, int spare, bool by_stretch)
{
    int weights = 0;
    for (int i = 0; i < count; i++) {
        weights += shares[i].grow;
    }
    for (int i = 0; i < count && weights > 0; i++) {
        int share = (int)((int64_t)spare * shares[i].grow / weights);
        if (by_stretch) {
            share = smaller(share, shares[i].grow);
        }
        shares[i].size += share;
        spare -= share;
        weights -= shares[i].grow;
    }
}

static void shrink(struct share *shares, int count, int deficit)
{
    int64_t give = 0;
    for (int i = 0; i < count; i++) {
        give += shares[i].wish - shares[i].least;
    }
    for (int i = 0; i < count && give > 0; i++) {
        const int own = shares[i].wish - shares[i].least;
        const int part = smaller((int)(((int64_t)deficit * own + give - 1) / give), own);
        shares[i].size -= part;
        deficit -= part;
        give -= own;
    }
}

/* px that a key has over its words and a finger's width. */
static int over_finger(const struct layout *l, const struct share *s)
{
    return s->size - larger(s->least, ui_px(l->env, KEY_W_DP));
}

/* Keys that were shrunk below a finger take what they lack from those that can give most. */
static void keep_fingers(const struct layout *l, struct share *shares, int count)
{
    for (int i = 0; i < count; i++) {
        int lacks = ui_px(l->env, KEY_W_DP) - shares[i].size, part = 1;
        while (l->v->nodes[shares[i].node].role == ROLE_KEY && lacks > 0 && part > 0) {
            int giver = i;
            for (int k = 0; k < count; k++) {
                giver = over_finger(l, &shares[k]) > over_finger(l, &shares[giver]) ? k : giver;
            }
            part = smaller(over_finger(l, &shares[giver]), lacks);
            shares[giver].size -= larger(part, 0);
            shares[i].size += larger(part, 0);
            lacks -= part;
        }
    }
}

int share_out(struct layout *l, const struct flow *f, struct share shares[KIDS_MAX],
              int *ret_missing)
{
    const bool along_row = f->flow == FLOW_ROW && !row_stacks(l, f, f->box.w);
    int wished = 0, least = 0, grows = 0, count = 0;
    for (int i = next_child(l, f, -1); i >= 0; i = next_child(l, f, i)) {
        shares[count] = share_of(l, f, i, along_row);
        shares[count].size = shares[count].wish;
        wished += shares[count].wish;
        least += shares[count].least;
        grows += shares[count].grow;
        count++;
    }
    const int room = (along_row ? f->box.w : f->box.h) - larger(count - 1, 0) * f->gap;
    *ret_missing = least - room;
    if (wished > room) {
        shrink(shares, count, wished - smaller(room, wished));
        if (along_row && l->flex) {
            keep_fingers(l, shares, count);
        }
        return count;
    }
    const bool stretches = l->flex && !along_row && grows == 0;
    for (int i = 0; i < count && stretches; i++) {
        shares[i].grow = stretch(l, shares[i].node, f->box.w);
    }
    spread(shares, count, room - wished, stretches);
    return count;
}
