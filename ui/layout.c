#include "ui/layout.h"

#include <string.h>

#include "ui/layout_inside.h"
#include "ui/widgets/natural.h"
#include "ui/widgets/roof.h"

/* dp */
#define DIALOG_DP       936
#define DIALOG_LARGE_DP 1500 /* landscape, which is not drawn, where words are many or large */
#define OVERLAY_EDGE    24
#define KEY_LEAST_DP    86 /* design/tokens.json target_mm */
#define COLUMNS_MAX     16

/* True for a group all of whose children are out. */
static bool is_empty(const struct layout *l, int index)
{
    bool had_kids = false;
    for (int i = index + 1; i < l->v->count; i++) {
        if (l->v->nodes[i].parent == index) {
            had_kids = true;
            if (!l->out[i] && !(l->v->nodes[i].role == ROLE_GROUP && is_empty(l, i))) {
                return false;
            }
        }
    }
    return had_kids;
}

int next_child(const struct layout *l, const struct flow *f, int after)
{
    const int from = after > f->parent ? after : f->parent;
    for (int i = from + 1; i < l->v->count; i++) {
        const struct view_node *n = &l->v->nodes[i];
        const bool own = n->parent == f->parent && (f->parent >= 0 || n->zone == f->zone);
        if (own && !l->out[i] && !(n->role == ROLE_GROUP && is_empty(l, i))) {
            return i;
        }
    }
    return -1;
}

struct rect layout_zone(const struct ui_env *env, const struct view *v, enum view_zone zone)
{
    return shape_zone(env, v, zone);
}

static void overflow(const struct layout *l, const struct flow *f, int missing)
{
    if (missing <= 0) {
        return;
    }
    if (l->report->overflows++ == 0) {
        l->report->name = f->parent >= 0 && l->v->nodes[f->parent].name != NULL
                              ? l->v->nodes[f->parent].name
                              : "zone";
        l->report->missing_px = missing;
    }
}

/* A placed group lays out its own children inside its padding. */
static void descend(struct layout *l, int index)
{
    const struct view_node *n = &l->v->nodes[index];
    if (n->role != ROLE_GROUP) {
        return;
    }
    struct flow f = flow_of(l, index);
    const int pad_x = pad_x_of(l, index), pad_y = pad_y_of(l, index);
    f.box = (struct rect){n->rect.x + pad_x, n->rect.y + pad_y, n->rect.w - 2 * pad_x,
                          n->rect.h - 2 * pad_y};
    place(l, &f);
}

static int cross_offset(enum view_align align, int room, int size)
{
    switch (align) {
    case ALIGN_CENTER:
        return (room - size) / 2;
    case ALIGN_END:
        return room - size;
    case ALIGN_START:
    case ALIGN_STRETCH:
        break;
    }
    return 0;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static void set_row_cross(struct layout *l, const struct flow *f, int index)
{
    struct view_node *n = &l->v->nodes[index];
    const bool fills = f->align == ALIGN_START || f->align == ALIGN_STRETCH;
    int h =
        n->h > 0 ? ui_px(l->env, n->h) : (fills ? f->box.h : wished_height(l, index, n->rect.w));
    if (l->flex && n->h > 0 && n->look != LOOK_RULE) {
        h = wished_height(l, index, n->rect.w);
    }
    n->rect.h = l->flex ? smaller(h, f->box.h) : h;
    n->rect.y = f->box.y + cross_offset(f->align, f->box.h, n->rect.h);
}

static void set_column_cross(struct layout *l, const struct flow *f, int index)
{
    struct view_node *n = &l->v->nodes[index];
    const bool stacked = l->flex && f->flow == FLOW_ROW;
    const bool fills = f->align == ALIGN_START || f->align == ALIGN_STRETCH || stacked;
    const bool whole = l->flex && (n->look == LOOK_RULE || (stacked && n->role != ROLE_IMAGE));
    const bool narrow = l->flex && n->role == ROLE_IMAGE && n->w > 0;
    n->rect.w = n->w > 0 && !whole ? ui_px(l->env, n->w)
                                   : (fills || whole ? f->box.w : wished_width(l, index));
    n->rect.w = smaller(n->rect.w, f->box.w);
    n->rect.x = f->box.x + cross_offset(narrow    ? ALIGN_CENTER
                                        : stacked ? ALIGN_START
                                                  : f->align,
                                        f->box.w, n->rect.w);
}

static void place_line(struct layout *l, const struct flow *f)
{
    struct share shares[KIDS_MAX];
    int missing = 0, used = 0, grows = 0;
    const bool along_row = f->flow == FLOW_ROW && !row_stacks(l, f, f->box.w);
    const int count = share_out(l, f, shares, &missing);
    overflow(l, f, missing);
    for (int i = 0; i < count; i++) {
        used += shares[i].size + (i > 0 ? f->gap : 0);
        grows += shares[i].grow;
    }
    int at = along_row ? f->box.x : f->box.y;
    if (along_row && f->align == ALIGN_STRETCH && grows == 0 && used < f->box.w) {
        at += (f->box.w - used) / 2;
    }
    for (int i = 0; i < count; i++) {
        struct view_node *n = &l->v->nodes[shares[i].node];
        if (along_row) {
            n->rect.x = at;
            n->rect.w = shares[i].size;
            set_row_cross(l, f, shares[i].node);
        } else {
            n->rect.y = at;
            n->rect.h = shares[i].size;
            set_column_cross(l, f, shares[i].node);
        }
        at += shares[i].size + f->gap;
        descend(l, shares[i].node);
    }
}

/* Widths of a grid's row from the child first on. A word wider than its cell (a key that has no
 * picture) takes what it needs; the letters beside it share the rest. */
static void row_widths(const struct layout *l, const struct flow *f, int first, int columns,
                       int cell, int ret_widths[COLUMNS_MAX])
{
    int wide = 0, found = -1, cells = 0, taken = 0, rest = cell, needs[COLUMNS_MAX] = {0};
    const int finger = ui_px(l->env, KEY_LEAST_DP);
    for (int i = first; i >= 0 && cells < columns; i = next_child(l, f, i), cells++) {
        needs[cells] = l->v->nodes[i].role == ROLE_KEY ? least_width(l, i) : 0;
    }
    for (int k = 0; k <= columns && found != wide; k++) { /* the less the others have, the more */
        found = wide;
        wide = taken = 0;
        for (int i = 0; i < columns; i++) {
            wide += needs[i] > rest;
            taken += needs[i] > rest ? needs[i] : 0;
        }
        rest = wide < columns && wide != found ? (columns * cell - taken) / (columns - wide) : rest;
        rest = rest < finger ? finger : rest;
    }
    const int room = columns * cell - (columns - wide) * rest; /* of the wide ones */
    for (int i = 0; i < columns; i++) {
        const int own = needs[i] - (wide > 0 && taken > room ? (taken - room) / wide : 0);
        ret_widths[i] = wide == 0 ? cell : needs[i] > rest ? own : rest;
    }
}

/* Rows as high as their tallest; where sizes yield, all rows share the height there is. */
static void place_grid(struct layout *l, const struct flow *f)
{
    const int columns = smaller(grid_columns(l, f, f->box.w), COLUMNS_MAX);
    const int width = (f->box.w - (columns - 1) * f->gap) / columns;
    int count = 0, tallest = 0;
    for (int i = next_child(l, f, -1); i >= 0; i = next_child(l, f, i), count++) {
        const int h = wished_height(l, i, width);
        tallest = h > tallest ? h : tallest;
    }
    const int rows = (count + columns - 1) / columns;
    if (l->flex && rows > 0) {
        tallest = (f->box.h - (rows - 1) * f->gap) / rows;
    }
    int column = 0, x = f->box.x, y = f->box.y, row_high = 0, widths[COLUMNS_MAX];
    for (int i = next_child(l, f, -1); i >= 0; i = next_child(l, f, i)) {
        const int h = l->flex ? tallest : wished_height(l, i, width);
        row_high = h > row_high ? h : row_high;
        if (column == 0) {
            row_widths(l, f, i, columns, width, widths);
            x = f->box.x;
        }
        l->v->nodes[i].rect = (struct rect){x, y, widths[column], h};
        x += widths[column] + f->gap;
        descend(l, i);
        if (++column == columns) {
            column = 0;
            y += row_high + f->gap;
            row_high = 0;
        }
    }
    const int end = column == 0 ? y - f->gap : y + row_high;
    overflow(l, f, end - (f->box.y + f->box.h));
}

void place(struct layout *l, const struct flow *f)
{
    if (f->flow == FLOW_GRID) {
        place_grid(l, f);
    } else {
        place_line(l, f);
    }
}

/* --- dialogs ---------------------------------------------------------------------------------- */

/* A dialog has no pages: what does not fit is left to the voice, then gaps are small, on a wide
 * screen it is wider, at last its words are smaller. Returns its width. */
static int fit_dialog(struct layout *l, int dialog, int room)
{
    const int wide = ui_px(l->env, DIALOG_LARGE_DP);
    int width = l->shape.landscape && l->shape.large ? wide : ui_px(l->env, DIALOG_DP);
    if (!l->flex || least_height(l, dialog, width) <= room) {
        return width;
    }
    for (int i = dialog + 1; i < l->v->count; i++) {
        l->out[i] |= l->v->nodes[i].zone == ZONE_OVERLAY && l->v->nodes[i].fold == FOLD_VOICE;
    }
    l->tight = least_height(l, dialog, width) > room;
    if (l->shape.landscape && least_height(l, dialog, width) > room) {
        width = wide;
    }
    for (int small = 1; small <= TEXT_STEPS && least_height(l, dialog, width) > room; small++) {
        smaller_words(l, ZONE_OVERLAY, small);
    }
    return width;
}

/* The veil covers everything but the tool bar; the dialog stands in its middle. */
static void place_overlay(struct layout *l)
{
    const struct rect box = shape_zone(l->env, l->v, ZONE_OVERLAY);
    const struct flow f = {.box = box, .parent = -1, .zone = ZONE_OVERLAY};
    const int most = box.h - (l->flex ? 2 * ui_px(l->env, OVERLAY_EDGE) : 0);
    for (int i = next_child(l, &f, -1); i >= 0; i = next_child(l, &f, i)) {
        struct view_node *n = &l->v->nodes[i];
        n->rect = box;
        if (n->look == LOOK_VEIL) {
            continue;
        }
        n->rect.w = fit_dialog(l, i, most);
        const int wish = wished_height(l, i, n->rect.w);
        n->rect.h = l->flex ? smaller(wish, most) : wish;
        n->rect.x = box.x + (box.w - n->rect.w) / 2;
        n->rect.y = box.y + (box.h - n->rect.h) / 2;
        overflow(l, &f, n->rect.h - box.h);
        descend(l, i);
    }
}

/* --- the whole ------------------------------------------------------------------------------- */

/* At 200 % second lines leave the picture and stay in the voice, unless they are hers. */
static void drop_sub_lines(struct view *v)
{
    for (int i = 0; i < v->count; i++) {
        struct view_node *n = &v->nodes[i];
        if (n->sub != NULL && !n->private_ && n->fold != FOLD_KEEP && n->zone != ZONE_ROOF) {
            n->sub = NULL;
        }
    }
}

static void hide(struct layout *l)
{
    for (int i = 0; i < l->v->count; i++) {
        struct view_node *n = &l->v->nodes[i];
        const bool parent_hidden = n->parent >= 0 && l->v->nodes[n->parent].hidden;
        if (l->out[i] || parent_hidden || (n->role == ROLE_GROUP && is_empty(l, i))) {
            n->hidden = true;
            n->rect = (struct rect){0, 0, 0, 0};
        }
    }
}

/* True when the words of a placed node have room in it, and it in the group it stands in. */
static bool holds_words(const struct layout *l, const struct view_node *n)
{
    enum text_style style;
    struct text_block lines;
    const struct rect *in = n->parent >= 0 ? &l->v->nodes[n->parent].rect : NULL;
    if (in != NULL && in->w > 0 && n->rect.y + n->rect.h > in->y + in->h + 1) {
        return false;
    }
    if (!widget_text_style(n, &style)) {
        return widget_holds(l->env, n);
    }
    text_block(l->env, style, n->label, n->rect.w, &lines);
    return lines.width <= n->rect.w && lines.height - (lines.line - lines.px) <= n->rect.h;
}

/* The drawing's sizes are for the languages it was drawn in: where another's words have no room in
 * them, sizes yield as in every other shape. */
static void place_by_words(struct layout *l)
{
    bool out[VIEW_NODES_MAX], holds = true;
    memcpy(out, l->out, sizeof out);
    place_answers(l);
    for (int i = 0; i < l->v->count && holds && !l->flex; i++) {
        const struct view_node *n = &l->v->nodes[i];
        holds = n->zone != ZONE_ANSWERS || l->out[i] || n->rect.w == 0 || holds_words(l, n);
    }
    if (!l->flex && (!holds || l->report->overflows > 0)) {
        *l->report = (struct layout_report){.name = ""};
        memcpy(l->out, out, sizeof out);
        l->voiced = false;
        l->flex = true;
        place_answers(l);
    }
}

void layout_view(const struct ui_env *env, struct view *v, struct layout_report *ret_report)
{
    *ret_report = (struct layout_report){.name = ""};
    struct layout l = {.env = env, .v = v, .report = ret_report, .shape = ui_shape(env)};
    l.flex = !l.shape.reference;
    if (l.shape.large) {
        drop_sub_lines(v);
    }
    for (int i = 0; i < v->count && v->dealt; i++) {
        v->nodes[i].page = v->page; /* the screen put nothing else */
    }
    for (int i = 0; i < v->count; i++) {
        l.out[i] = v->nodes[i].more; /* until there are pages to turn */
    }
    place_by_words(&l);
    for (int i = 0; i < v->count; i++) {
        l.out[i] &= !(v->nodes[i].more && v->pages > 1);
    }
    l.flex = !l.shape.reference || v->pages > 1;
    l.tight = false;
    place_actions(&l);
    place_tools(&l);
    place_overlay(&l);
    hide(&l);
    roof_layout(env, v);
}

void layout_counter(const struct ui_env *env, struct view *v)
{
    roof_counter(env, v);
}
