/* The two bars: acts, as wide as their words while there is room, squares where there is not;
 * tools, all alike, or as wide as theirs. */
#include "ui/layout_inside.h"
#include "ui/widgets/content.h"
#include "ui/widgets/natural.h"

/* dp */
#define ACTIONS_GAP_DP  24
#define TOOLS_GAP_DP    12
#define TOOLS_WIDE_DP   16
#define TOOLS_CLOSE_DP  8
#define TOOL_LEAST_DP   66 /* 20 mm and a little */
#define TOOL_SLACK_DP   24
#define SQUARE_DP       230 /* an act without words at 200 % */
#define SQUARE_SMALL_DP 190 /* of three beside the pages */

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* The acts beside the one that turns pages: three of them leave it less room. */
static int acts_beside_more(const struct layout *l)
{
    int count = 0;
    for (int i = 0; i < l->v->count; i++) {
        const struct view_node *n = &l->v->nodes[i];
        count += n->zone == ZONE_ACTIONS && n->parent < 0 && !n->more;
    }
    return count;
}

/* Acts without room for their words are squares; all but the one that names what comes next when
 * the answers are dealt in pages. */
static void square_acts(struct layout *l, const struct rect *box)
{
    const bool paged = l->v->pages > 1;
    const int square = paged && acts_beside_more(l) > 2 ? SQUARE_SMALL_DP : SQUARE_DP;
    const int side = smaller(ui_px(l->env, square), box->h);
    for (int i = 0; i < l->v->count; i++) {
        struct view_node *n = &l->v->nodes[i];
        if (n->zone != ZONE_ACTIONS || n->parent >= 0 || n->icon == 0) {
            continue;
        }
        const bool more = n->intent.kind != 0 && n->more;
        const bool back = n->w > 0;
        const bool cramped = back && content_line_width(l->env, n) > ui_px(l->env, n->w);
        if (!more && (paged || (back && (l->shape.large || cramped)))) {
            n->icon_only = true;
            n->w =
                side * UM_PER_DP > 0 ? (side * l->env->um_per_px + UM_PER_DP / 2) / UM_PER_DP : 0;
            n->grow = 0;
        }
    }
}

static struct flow bar_of(const struct layout *l, enum view_zone zone, int gap_dp)
{
    return (struct flow){.box = shape_zone(l->env, l->v, zone),
                         .parent = -1,
                         .zone = zone,
                         .flow = FLOW_ROW,
                         .gap = ui_px(l->env, gap_dp)};
}

/* Words that need more lines than their bar is high, or more width than the first act has, leave it
 * to the picture, and to the voice. */
static void lower_words(struct layout *l, const struct flow *f)
{
    for (int i = next_child(l, f, -1); i >= 0; i = next_child(l, f, i)) {
        struct view_node *n = &l->v->nodes[i];
        const int slack = ui_px(l->env, TOOL_SLACK_DP); /* line boxes are higher than ink */
        const bool high = content_min_height(l->env, n, n->rect.w) > n->rect.h + slack;
        const bool wide = n->w > 0 && content_line_width(l->env, n) > n->rect.w;
        if (n->icon != 0 && (high || wide)) {
            n->icon_only = true;
        }
    }
}

/* dp that are so many px at least. */
static int dp_of(const struct layout *l, int px)
{
    return (px * l->env->um_per_px + UM_PER_DP - 1) / UM_PER_DP;
}

/* An act whose words need more than its width has it, as long as those beside it keep theirs. */
static void widen_acts(struct layout *l, const struct flow *f)
{
    int needed = 0, narrow = -1, count = 0;
    for (int i = next_child(l, f, -1); i >= 0; i = next_child(l, f, i), count++) {
        const struct view_node *n = &l->v->nodes[i];
        const int words = n->icon_only ? 0 : content_line_width(l->env, n);
        const int own = ui_px(l->env, n->w);
        needed += words > own ? words : own;
        narrow = n->w > 0 && words > own ? i : narrow;
    }
    if (narrow >= 0 && needed + (count - 1) * f->gap <= f->box.w) {
        l->v->nodes[narrow].w = dp_of(l, content_line_width(l->env, &l->v->nodes[narrow]));
    }
}

void place_actions(struct layout *l)
{
    const struct flow f = bar_of(l, ZONE_ACTIONS, ACTIONS_GAP_DP);
    if (next_child(l, &f, -1) < 0) {
        return;
    }
    if (l->v->pages <= 1 && !l->shape.large) {
        widen_acts(l, &f);
    }
    if (l->flex) {
        square_acts(l, &f.box);
    }
    place(l, &f);
    lower_words(l, &f);
}

/* True when every tool has room for its words in an equal share of the bar. */
static bool shares_fit(const struct layout *l, const struct flow *f)
{
    int widest = 0, count = 0;
    for (int i = next_child(l, f, -1); i >= 0; i = next_child(l, f, i)) {
        const int w = widget_least_width(l->env, &l->v->nodes[i]);
        widest = w > widest ? w : widest;
        count++;
    }
    return count * widest + (count - 1) * f->gap <= f->box.w;
}

/* A language whose words are too long for the bar keeps the pictures of those that are longest; the
 * voice says them. */
static void narrow_tools(struct layout *l, const struct flow *f)
{
    for (;;) {
        int sum = 0, count = 0, longest = -1, most = 0;
        for (int i = next_child(l, f, -1); i >= 0; i = next_child(l, f, i)) {
            const int words = widget_least_width(l->env, &l->v->nodes[i]);
            const int finger = ui_px(l->env, TOOL_LEAST_DP), w = words > finger ? words : finger;
            sum += w;
            count++;
            if (w > most && !l->v->nodes[i].icon_only && l->v->nodes[i].icon != 0) {
                longest = i;
                most = w;
            }
        }
        if (longest < 0 || sum + (count - 1) * f->gap <= f->box.w) {
            return;
        }
        l->v->nodes[longest].icon_only = true;
    }
}

/* As drawn, all alike; where words are too long for that in portrait, over the whole width and as
 * wide as their words. */
void place_tools(struct layout *l)
{
    const bool wide = l->shape.landscape, flex = l->flex;
    struct flow f = bar_of(l, ZONE_TOOLS, wide ? TOOLS_WIDE_DP : TOOLS_GAP_DP);
    const struct rect whole = f.box;
    if (next_child(l, &f, -1) < 0) {
        return;
    }
    if (!wide) {
        f.box.x += ui_px(l->env, SHAPE_TOOLS_INSET_DP);
        f.box.w -= 2 * ui_px(l->env, SHAPE_TOOLS_INSET_DP);
    }
    if (!wide && !shares_fit(l, &f)) {
        f.box = whole;
        f.gap = ui_px(l->env, TOOLS_CLOSE_DP);
        l->flex = true;
        narrow_tools(l, &f);
    } else if (wide) {
        narrow_tools(l, &f);
    }
    place(l, &f);
    lower_words(l, &f);
    l->flex = flex;
}
