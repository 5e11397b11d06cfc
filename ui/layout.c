#include "ui/layout.h"

#include <string.h>

#include "ui/widgets/natural.h"
#include "ui/widgets/roof.h"

/* dp rectangles of the portrait panel: design/tokens.json zones_portrait_px. */
static const struct rect zones[] = {
    [ZONE_ROOF] = {0, 0, 1080, 472},       [ZONE_ANSWERS] = {48, 504, 984, 972},
    [ZONE_ACTIONS] = {48, 1500, 984, 150}, [ZONE_TOOLS] = {48, 1697, 984, 206},
    [ZONE_OVERLAY] = {0, 0, 1080, 1676},   [ZONE_FULL] = {0, 0, 1080, 840},
};
static const struct rect answers_under_scene = {48, 866, 984, 784};

#define DIALOG_DP      936
#define ACTIONS_GAP_DP 24
#define TOOLS_GAP_DP   12
#define ANSWERS_GAP_DP 22

struct layout {
    const struct ui_env *env;
    struct view *v;
    struct layout_report *report;
};

/* The box children are placed in, and how. */
struct flow {
    struct rect box;
    int parent; /* node index, or -1 for a zone */
    enum view_zone zone;
    enum view_flow flow;
    int gap, columns;
    enum view_align align;
};

static void place(const struct layout *l, const struct flow *f);

static struct rect scaled(const struct ui_env *env, const struct rect *dp)
{
    return (struct rect){ui_px(env, dp->x), ui_px(env, dp->y), ui_px(env, dp->w),
                         ui_px(env, dp->h)};
}

static bool has_scene(const struct view *v)
{
    for (int i = 0; i < v->count; i++) {
        if (v->nodes[i].look == LOOK_WELCOME) {
            return true;
        }
    }
    return false;
}

struct rect layout_zone(const struct ui_env *env, const struct view *v, enum view_zone zone)
{
    if (zone == ZONE_ANSWERS && has_scene(v)) {
        return scaled(env, &answers_under_scene);
    }
    return scaled(env, &zones[zone]);
}

/* Children in order: those that name the parent, or the top-level nodes of the zone. */
static int next_child(const struct layout *l, const struct flow *f, int after)
{
    for (int i = after + 1; i < l->v->count; i++) {
        const struct view_node *n = &l->v->nodes[i];
        if (n->parent == f->parent && (f->parent >= 0 || n->zone == f->zone)) {
            return i;
        }
    }
    return -1;
}

static struct flow flow_of(const struct layout *l, int index)
{
    const struct view_node *n = &l->v->nodes[index];
    return (struct flow){n->rect,         index,   n->zone, n->flow, ui_px(l->env, n->gap),
                         n->grid_columns, n->align};
}

static int natural_width(const struct layout *l, int index);
static int natural_height(const struct layout *l, int index, int width);

static int group_width(const struct layout *l, int index)
{
    const struct view_node *n = &l->v->nodes[index];
    const struct flow f = flow_of(l, index);
    int sum = 0, widest = 0, count = 0;
    for (int i = next_child(l, &f, -1); i >= 0; i = next_child(l, &f, i)) {
        const int w = natural_width(l, i);
        sum += w;
        widest = w > widest ? w : widest;
        count++;
    }
    const int inner = n->flow == FLOW_ROW && count > 0 ? sum + (count - 1) * f.gap : widest;
    return inner + 2 * ui_px(l->env, n->pad_x);
}

static int natural_width(const struct layout *l, int index)
{
    const struct view_node *n = &l->v->nodes[index];
    if (n->w > 0) {
        return ui_px(l->env, n->w);
    }
    return n->role == ROLE_GROUP ? group_width(l, index) : widget_width(l->env, n);
}

static int group_height(const struct layout *l, int index, int width)
{
    const struct view_node *n = &l->v->nodes[index];
    const struct flow f = flow_of(l, index);
    const int inner = width - 2 * ui_px(l->env, n->pad_x);
    const int columns = n->flow == FLOW_GRID ? n->grid_columns : 1;
    const int child_width =
        n->flow == FLOW_GRID ? (inner - (columns - 1) * f.gap) / columns : inner;
    int sum = 0, tallest = 0, count = 0;
    for (int i = next_child(l, &f, -1); i >= 0; i = next_child(l, &f, i)) {
        const int w = n->flow == FLOW_ROW ? natural_width(l, i) : child_width;
        const int h = natural_height(l, i, w);
        tallest = h > tallest ? h : tallest;
        sum += h;
        count++;
    }
    const int rows = (count + columns - 1) / columns;
    int inner_height = n->flow == FLOW_ROW ? tallest : sum + (count > 0 ? (count - 1) * f.gap : 0);
    if (n->flow == FLOW_GRID) {
        inner_height = rows * tallest + (rows > 0 ? (rows - 1) * f.gap : 0);
    }
    return inner_height + 2 * ui_px(l->env, n->pad_y);
}

static int natural_height(const struct layout *l, int index, int width)
{
    const struct view_node *n = &l->v->nodes[index];
    if (n->h > 0) {
        return ui_px(l->env, n->h);
    }
    return n->role == ROLE_GROUP ? group_height(l, index, width) : widget_height(l->env, n, width);
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
static void descend(const struct layout *l, int index)
{
    const struct view_node *n = &l->v->nodes[index];
    if (n->role != ROLE_GROUP) {
        return;
    }
    struct flow f = flow_of(l, index);
    const int pad_x = ui_px(l->env, n->pad_x), pad_y = ui_px(l->env, n->pad_y);
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

/* Size along the flow that a child takes before spare room is shared out. */
static int main_size(const struct layout *l, const struct flow *f, int index)
{
    const struct view_node *n = &l->v->nodes[index];
    if (f->flow == FLOW_ROW) {
        return n->grow > 0 && n->w == 0 ? 0 : natural_width(l, index);
    }
    if (n->grow > 0 && n->h == 0) {
        return 0;
    }
    const bool fills = f->align == ALIGN_START || f->align == ALIGN_STRETCH;
    return natural_height(l, index, fills && n->w == 0 ? f->box.w : natural_width(l, index));
}

static void set_cross(const struct layout *l, const struct flow *f, int index)
{
    struct view_node *n = &l->v->nodes[index];
    const bool fills = f->align == ALIGN_START || f->align == ALIGN_STRETCH;
    if (f->flow == FLOW_ROW) {
        n->rect.h = n->h > 0 ? ui_px(l->env, n->h)
                             : (fills ? f->box.h : natural_height(l, index, n->rect.w));
        n->rect.y = f->box.y + cross_offset(f->align, f->box.h, n->rect.h);
    } else {
        n->rect.w = n->w > 0 ? ui_px(l->env, n->w) : (fills ? f->box.w : natural_width(l, index));
        n->rect.w = n->rect.w > f->box.w ? f->box.w : n->rect.w;
        n->rect.x = f->box.x + cross_offset(f->align, f->box.w, n->rect.w);
    }
}

static void place_line(const struct layout *l, const struct flow *f)
{
    int used = 0, grows = 0, count = 0;
    for (int i = next_child(l, f, -1); i >= 0; i = next_child(l, f, i)) {
        used += main_size(l, f, i);
        grows += l->v->nodes[i].grow;
        count++;
    }
    const int room = (f->flow == FLOW_ROW ? f->box.w : f->box.h) - (count - 1) * f->gap;
    overflow(l, f, used - room);
    int spare = room > used ? room - used : 0;
    int at = f->flow == FLOW_ROW ? f->box.x : f->box.y;
    if (f->flow == FLOW_ROW && f->align == ALIGN_STRETCH && grows == 0) {
        at += spare / 2;
    }
    for (int i = next_child(l, f, -1); i >= 0; i = next_child(l, f, i)) {
        struct view_node *n = &l->v->nodes[i];
        int size = main_size(l, f, i);
        if (n->grow > 0 && grows > 0) {
            const int share = spare * n->grow / grows;
            size += share;
            spare -= share;
            grows -= n->grow;
        }
        if (f->flow == FLOW_ROW) {
            n->rect.x = at;
            n->rect.w = size;
        } else {
            n->rect.y = at;
            n->rect.h = size;
        }
        set_cross(l, f, i);
        at += size + f->gap;
        descend(l, i);
    }
}

static void place_grid(const struct layout *l, const struct flow *f)
{
    const int columns = f->columns > 0 ? f->columns : 1;
    const int width = (f->box.w - (columns - 1) * f->gap) / columns;
    int column = 0, y = f->box.y, tallest = 0;
    for (int i = next_child(l, f, -1); i >= 0; i = next_child(l, f, i)) {
        const int h = natural_height(l, i, width);
        tallest = h > tallest ? h : tallest;
        l->v->nodes[i].rect = (struct rect){f->box.x + column * (width + f->gap), y, width, h};
        descend(l, i);
        if (++column == columns) {
            column = 0;
            y += tallest + f->gap;
            tallest = 0;
        }
    }
    const int end = column == 0 ? y - f->gap : y + tallest;
    overflow(l, f, end - (f->box.y + f->box.h));
}

static void place(const struct layout *l, const struct flow *f)
{
    if (f->flow == FLOW_GRID) {
        place_grid(l, f);
    } else {
        place_line(l, f);
    }
}

static void place_zone(const struct layout *l, enum view_zone zone)
{
    struct flow f = {.box = layout_zone(l->env, l->v, zone), .parent = -1, .zone = zone};
    if (next_child(l, &f, -1) < 0) {
        return;
    }
    f.flow = zone == ZONE_ANSWERS ? FLOW_COLUMN : FLOW_ROW;
    f.gap = ui_px(l->env, zone == ZONE_TOOLS     ? TOOLS_GAP_DP
                          : zone == ZONE_ACTIONS ? ACTIONS_GAP_DP
                                                 : ANSWERS_GAP_DP);
    place(l, &f);
}

/* The veil covers everything but the tool bar; the dialog stands in its middle. */
static void place_overlay(const struct layout *l)
{
    const struct rect box = layout_zone(l->env, l->v, ZONE_OVERLAY);
    const struct flow f = {.box = box, .parent = -1, .zone = ZONE_OVERLAY};
    for (int i = next_child(l, &f, -1); i >= 0; i = next_child(l, &f, i)) {
        struct view_node *n = &l->v->nodes[i];
        n->rect = box;
        if (n->look == LOOK_VEIL) {
            continue;
        }
        n->rect.w = ui_px(l->env, DIALOG_DP);
        n->rect.h = natural_height(l, i, n->rect.w);
        n->rect.x = box.x + (box.w - n->rect.w) / 2;
        n->rect.y = box.y + (box.h - n->rect.h) / 2;
        overflow(l, &f, n->rect.h - box.h);
        descend(l, i);
    }
}

void layout_view(const struct ui_env *env, struct view *v, struct layout_report *ret_report)
{
    *ret_report = (struct layout_report){.name = ""};
    const struct layout l = {env, v, ret_report};
    roof_layout(env, v);
    place_zone(&l, ZONE_ANSWERS);
    place_zone(&l, ZONE_ACTIONS);
    place_zone(&l, ZONE_TOOLS);
    place_overlay(&l);
}
