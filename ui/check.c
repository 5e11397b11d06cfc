#include "ui/check.h"

#include <string.h>

#include "ui/layout.h"
#include "ui/shape.h"
#include "ui/widgets/widgets.h"

/* dp; design/tokens.json target_mm. Keys of the search keyboard are 98 high, as drawing 32. */
#define KEY_W_DP    86
#define KEY_H_DP    98
#define KEY_WIDE_DP 88 /* landscape, drawing 86 */
#define TARGET_MM10 200
#define GAP_DP      8
#define TEXT_DP     34
#define TEXTS_MAX   512
#define MARKS_MAX   256
#define SLACK_PX    3 /* line boxes are wider than ink */
#define EDGE_X_DP   6 /* from a text to the edge of the face it stands on */
#define EDGE_KEY_DP 3 /* of a key, of a box for one digit */
#define EDGE_Y_DP   1

struct text_box {
    int node;
    struct rect ink;
    int px;
    struct rect face; /* what it stands on; w 0: the bare ground */
};

/* An icon or a disc beside texts. */
struct mark_box {
    int node;
    struct rect rect;
};

struct inked {
    struct text_box texts[TEXTS_MAX];
    struct mark_box marks[MARKS_MAX];
    int texts_count, marks_count;
};

struct check {
    const struct ui_env *env;
    const struct view *v;
    struct check_report *report;
    bool overlay;
};

static const char *title_of(const struct view_node *n)
{
    if (n->name != NULL) {
        return n->name;
    }
    return n->label != NULL ? n->label : "-";
}

static void found(const struct check *c, const char *rule, int node, int got, int want)
{
    struct check_report *r = c->report;
    if (r->count < CHECK_FINDINGS_MAX) {
        r->findings[r->count] =
            (struct check_finding){rule, title_of(&c->v->nodes[node]), NULL, got, want};
    }
    r->count++;
}

static void found_pair(const struct check *c, const char *rule, const int pair[2], int got,
                       int want)
{
    found(c, rule, pair[0], got, want);
    if (c->report->count <= CHECK_FINDINGS_MAX) {
        c->report->findings[c->report->count - 1].other = title_of(&c->v->nodes[pair[1]]);
    }
}

/* Under a dialog only the dialog and the tools count. */
static bool is_live(const struct check *c, const struct view_node *n)
{
    return view_is_shown(n) && (!c->overlay || n->zone == ZONE_OVERLAY || n->zone == ZONE_TOOLS);
}

static bool is_target(const struct check *c, int i)
{
    return view_is_target(&c->v->nodes[i]) && is_live(c, &c->v->nodes[i]);
}

static void check_size(const struct check *c, int i)
{
    const struct view_node *n = &c->v->nodes[i];
    if (n->role == ROLE_KEY) {
        if (n->rect.w < ui_px(c->env, KEY_W_DP)) {
            found(c, "key-width", i, n->rect.w, ui_px(c->env, KEY_W_DP));
        }
        const int high = ui_px(c->env, ui_shape(c->env).landscape ? KEY_WIDE_DP : KEY_H_DP);
        if (n->rect.h < high) {
            found(c, "key-height", i, n->rect.h, high);
        }
        return;
    }
    const int least = n->rect.w < n->rect.h ? n->rect.w : n->rect.h;
    if (ui_mm10(c->env, least) < TARGET_MM10) {
        found(c, "target-size", i, ui_mm10(c->env, least), TARGET_MM10);
    }
}

/* The roof is for eyes and ears: nothing to be touched lies on it, or beside it on a wide screen.
 */
static void check_reach(const struct check *c, int i)
{
    const struct view_node *n = &c->v->nodes[i];
    const struct rect answers = layout_zone(c->env, c->v, ZONE_ANSWERS);
    if (n->zone == ZONE_OVERLAY) {
        return;
    }
    if (n->rect.y < answers.y) {
        found(c, "above-eave", i, n->rect.y, answers.y);
    }
    if (ui_shape(c->env).landscape && n->zone != ZONE_TOOLS && n->rect.x < answers.x) {
        found(c, "on-the-wall", i, n->rect.x, answers.x);
    }
}

/* What a target must have to be found, named and heard. */
static void check_words(const struct check *c, int i)
{
    const struct view_node *n = &c->v->nodes[i];
    if (n->name == NULL) {
        found(c, "no-name", i, 0, 1);
    }
    if (n->label == NULL && n->icon == 0) {
        found(c, "no-label", i, 0, 1);
    }
    if (n->say[0].kind == SAY_END) {
        found(c, "no-speech", i, 0, 1);
    }
    check_reach(c, i);
    for (int k = 0; k < i && n->name != NULL; k++) {
        const char *other = c->v->nodes[k].name;
        if (other != NULL && strcmp(other, n->name) == 0) {
            found(c, "name-twice", i, k, i);
        }
    }
}

static void check_gaps(const struct check *c, int i)
{
    const struct rect a = c->v->nodes[i].rect;
    const int least = ui_px(c->env, GAP_DP);
    for (int k = i + 1; k < c->v->count; k++) {
        if (!is_target(c, k)) {
            continue;
        }
        const struct rect b = c->v->nodes[k].rect;
        const int x = a.x > b.x ? a.x - b.x - b.w : b.x - a.x - a.w;
        const int y = a.y > b.y ? a.y - b.y - b.h : b.y - a.y - a.h;
        const int gap = x > y ? x : y;
        if (gap < least) {
            found_pair(c, "gap", (const int[]){i, k}, gap, least);
        }
    }
}

static bool inside(struct rect inner, struct rect outer, int slack)
{
    return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
           inner.x + inner.w <= outer.x + outer.w + slack &&
           inner.y + inner.h <= outer.y + outer.h + slack;
}

static void check_place(const struct check *c, int i)
{
    const struct view_node *n = &c->v->nodes[i];
    const struct rect screen = {0, 0, c->env->width, c->env->height};
    const struct rect outer =
        n->parent >= 0 ? c->v->nodes[n->parent].rect : layout_zone(c->env, c->v, n->zone);
    const bool roof = n->parent < 0 && (n->zone == ZONE_ROOF || n->zone == ZONE_FULL);
    if (!inside(n->rect, screen, 0)) {
        found(c, "off-screen", i, n->rect.y + n->rect.h, screen.h);
    } else if (!roof && !inside(n->rect, outer, 1)) {
        found(c, "outside", i, n->rect.y + n->rect.h, outer.y + outer.h);
    }
}

/* About where the ink of a line is: line boxes of neighbours may touch, ink may not. */
static struct rect ink_of(const struct draw_cmd *cmd)
{
    const int top = cmd->baseline - cmd->px * 4 / 5;
    return (struct rect){cmd->rect.x, top, cmd->rect.w, cmd->px};
}

static bool holds(struct rect outer, struct rect r)
{
    const int x = r.x + r.w / 2, y = r.y + r.h / 2;
    return x >= outer.x && x < outer.x + outer.w && y >= outer.y && y < outer.y + outer.h;
}

/* The inside of a rounded box: without its edge and lip. */
static struct rect face_of(const struct draw_cmd *cmd)
{
    const int edge = cmd->edge_px, lower = cmd->bottom_px > 0 ? cmd->bottom_px : edge;
    return (struct rect){cmd->rect.x + edge, cmd->rect.y + edge, cmd->rect.w - 2 * edge,
                         cmd->rect.h - edge - lower};
}

/* The card a node stands on, when it draws no face of its own. */
static struct rect card_under(const struct check *c, int node)
{
    for (int i = c->v->nodes[node].parent; i >= 0; i = c->v->nodes[i].parent) {
        const enum view_look look = c->v->nodes[i].look;
        if (look == LOOK_CARD || look == LOOK_CARD_SPOKEN || look == LOOK_DIALOG) {
            return c->v->nodes[i].rect;
        }
    }
    return (struct rect){0, 0, 0, 0};
}

/* Texts and marks of one node, which drew the list. */
static void collect_node(const struct check *c, int node, const struct draw_list *list,
                         struct inked *ret)
{
    struct rect face = card_under(c, node);
    for (int k = 0; k < list->count; k++) {
        const struct draw_cmd *cmd = &list->cmds[k];
        if (cmd->kind == DRAW_RRECT && cmd->radius * 2 < cmd->rect.h && !cmd->no_fill) {
            face = face_of(cmd);
        }
        if (cmd->kind == DRAW_ICON && ret->marks_count < MARKS_MAX) {
            ret->marks[ret->marks_count++] = (struct mark_box){node, cmd->rect};
        }
        if (cmd->kind == DRAW_TEXT && cmd->text_len > 0 && ret->texts_count < TEXTS_MAX) {
            const struct rect ink = ink_of(cmd);
            ret->texts[ret->texts_count++] = (struct text_box){
                node, ink, cmd->px, holds(face, ink) ? face : (struct rect){0, 0, 0, 0}};
        }
    }
}

static void collect(const struct check *c, struct draw_list *scratch, struct inked *ret)
{
    ret->texts_count = ret->marks_count = 0;
    for (int i = 0; i < c->v->count; i++) {
        if (is_live(c, &c->v->nodes[i])) {
            draw_clear(scratch);
            widgets_draw_node(c->env, c->v, i, scratch);
            collect_node(c, i, scratch, ret);
        }
    }
}

/* Words keep a little room to the edges of what they stand on. */
static void check_edges(const struct check *c, const struct text_box *t)
{
    const struct view_node *n = &c->v->nodes[t->node];
    const bool key = n->role == ROLE_KEY || n->look == LOOK_CELLS;
    const int x = ui_px(c->env, key ? EDGE_KEY_DP : EDGE_X_DP), y = ui_px(c->env, EDGE_Y_DP);
    const struct rect f = t->face, i = t->ink;
    if (f.w == 0) {
        return;
    }
    const int side = i.x - f.x < f.x + f.w - i.x - i.w ? i.x - f.x : f.x + f.w - i.x - i.w;
    const int end = i.y - f.y < f.y + f.h - i.y - i.h ? i.y - f.y : f.y + f.h - i.y - i.h;
    if (side < x) {
        found(c, "at-the-side", t->node, side, x);
    }
    if (end < y) {
        found(c, "at-the-edge", t->node, end, y);
    }
}

/* No icon lies on words. */
static void check_marks(const struct check *c, const struct inked *all, int i)
{
    for (int k = 0; k < all->marks_count; k++) {
        const struct rect meet = rect_meet(all->texts[i].ink, all->marks[k].rect);
        if (meet.w > SLACK_PX && meet.h > SLACK_PX) {
            found_pair(c, "on-icon", (const int[]){all->texts[i].node, all->marks[k].node}, meet.h,
                       0);
        }
    }
}

static void check_overlap(const struct check *c, const struct text_box *texts, int count, int i)
{
    for (int k = i + 1; k < count; k++) {
        const struct rect meet = rect_meet(texts[i].ink, texts[k].ink);
        if (meet.w > SLACK_PX && meet.h > SLACK_PX) {
            found_pair(c, "overlap", (const int[]){texts[i].node, texts[k].node}, meet.h, 0);
        }
    }
}

/* Nothing smaller than the small text of her size; what is looked at as a whole (the scene, the
 * mark of practice) may stay as it is drawn. */
static int least_text(const struct check *c, const struct view_node *n)
{
    const bool whole = n->look == LOOK_PRACTICE || n->look == LOOK_CORNER ||
                       n->look == LOOK_WELCOME || n->look == LOOK_BRAND || n->look == LOOK_LETTER ||
                       n->look == LOOK_FALLBACK;
    return whole ? ui_px(c->env, TEXT_DP) : ui_text_px(c->env, TEXT_DP);
}

/* The badge of what was touched once lies on no words. */
static void check_badges(const struct check *c, const struct text_box *t)
{
    for (int i = 0; i < c->v->count; i++) {
        if (!is_target(c, i)) {
            continue;
        }
        const struct rect meet = rect_meet(t->ink, widgets_badge(c->env, &c->v->nodes[i]));
        if (meet.w > SLACK_PX && meet.h > SLACK_PX) {
            found_pair(c, "under-badge", (const int[]){t->node, i}, meet.w, 0);
        }
    }
}

static void check_texts(const struct check *c, struct draw_list *scratch)
{
    struct inked all;
    collect(c, scratch, &all);
    for (int i = 0; i < all.texts_count; i++) {
        const struct text_box *t = &all.texts[i];
        const struct view_node *n = &c->v->nodes[t->node];
        struct rect box = n->rect;
        if (n->look == LOOK_CORNER) {
            box = (struct rect){0, 0, c->env->width, c->env->height};
        }
        if (!inside(t->ink, box, SLACK_PX)) {
            found(c, "clipped", t->node, t->ink.w, box.w);
        }
        const int least = least_text(c, n);
        if (t->px < least) {
            found(c, "small-text", t->node, t->px, least);
        }
        check_overlap(c, all.texts, all.texts_count, i);
        check_marks(c, &all, i);
        check_badges(c, t);
        check_edges(c, t);
    }
}

static bool has_overlay(const struct view *v)
{
    for (int i = 0; i < v->count; i++) {
        if (v->nodes[i].zone == ZONE_OVERLAY) {
            return true;
        }
    }
    return false;
}

void check_view(const struct ui_env *env, const struct view *v, struct draw_list *scratch,
                struct check_report *report)
{
    const struct check c = {env, v, report, has_overlay(v)};
    for (int i = 0; i < v->count; i++) {
        if (!is_live(&c, &v->nodes[i])) {
            continue;
        }
        check_place(&c, i);
        if (is_target(&c, i)) {
            check_size(&c, i);
            check_words(&c, i);
            check_gaps(&c, i);
        }
    }
    check_texts(&c, scratch);
}
