#include "ui/widgets/pen.h"

#define SINK_DP        9 /* a pressed face sinks by its lip */
#define FOCUS_INNER_DP 6
#define FOCUS_OUTER_DP 8

static bool is_key(enum view_look look)
{
    return look == LOOK_KEY || look == LOOK_KEY_ALT || look == LOOK_KEY_TONE;
}

static struct skin resting(enum view_look look)
{
    struct skin skin = {.fill = COLOR_SURFACE,
                        .edge = COLOR_LINE,
                        .ink = COLOR_INK,
                        .ink2 = COLOR_INK2,
                        .icon = pen_plain_icon,
                        .edge_dp = 3,
                        .bottom_dp = is_key(look) ? 9 : 12};
    if (look == LOOK_MAIN) {
        skin.fill = COLOR_PRIMARY;
        skin.edge = COLOR_PRIMARY_LIP;
        skin.ink = skin.ink2 = COLOR_ON_PRIMARY;
        skin.icon = (struct icon_colors){
            {COLOR_ON_PRIMARY, COLOR_ON_PRIMARY, COLOR_ON_PRIMARY, COLOR_PRIMARY}};
    } else if (look == LOOK_TOOL_CALL) {
        skin.fill = skin.icon.of[3] = COLOR_DANGER_FILL;
        skin.edge = COLOR_DANGER;
        skin.ink = COLOR_ON_FILL;
    } else if (look == LOOK_KEY_ALT) {
        skin.fill = COLOR_OK_FILL;
        skin.ink = COLOR_ON_FILL;
    }
    return skin;
}

static void chosen(struct skin *skin)
{
    skin->fill = COLOR_SELECTED;
    skin->edge = COLOR_PRIMARY_LIP;
    skin->ink = skin->ink2 = COLOR_ON_SELECTED;
    skin->icon =
        (struct icon_colors){{COLOR_ON_SELECTED, COLOR_SEL_ACCENT, COLOR_SEL_RED, COLOR_SELECTED}};
    skin->edge_dp = skin->bottom_dp = 6;
}

static void disabled(struct skin *skin)
{
    skin->fill = COLOR_DISABLED_FILL;
    skin->edge = COLOR_LINE;
    skin->ink = skin->ink2 = COLOR_DISABLED_INK;
    skin->icon = (struct icon_colors){
        {COLOR_DISABLED_INK, COLOR_SUNK, COLOR_DISABLED_INK, COLOR_DISABLED_FILL}};
    skin->edge_dp = skin->bottom_dp = 3;
    skin->dashed = true;
}

static void spoken(struct skin *skin, unsigned state)
{
    skin->fill = COLOR_SPOKEN;
    skin->edge = COLOR_SPOKEN_LINE;
    skin->ink = skin->ink2 = COLOR_ON_SPOKEN;
    skin->icon = (struct icon_colors){
        {COLOR_ON_SPOKEN, COLOR_SPOKEN_ACCENT, COLOR_SPOKEN_RED, COLOR_SPOKEN_PAPER}};
    skin->edge_dp = 6;
    skin->bottom_dp = (state & (STATE_CHOSEN | STATE_DISABLED)) != 0 ? 6 : 12;
    skin->dashed = false;
}

static void pressed(struct skin *skin, enum view_look look)
{
    skin->fill = look == LOOK_MAIN ? COLOR_PRIMARY_LIP : COLOR_SUNK;
    if (look != LOOK_MAIN) {
        skin->ink = COLOR_INK;
        skin->ink2 = COLOR_INK2;
        skin->icon = pen_plain_icon;
    }
    skin->edge_dp = skin->bottom_dp = 3;
    skin->sunk = true;
}

struct skin pen_skin(const struct pen *p)
{
    const unsigned state = p->node->state;
    struct skin skin = resting(p->node->look);
    if ((state & STATE_CURRENT) != 0) {
        skin.edge = COLOR_PRIMARY;
    }
    if ((state & STATE_CHOSEN) != 0) {
        chosen(&skin);
    }
    if ((state & STATE_DISABLED) != 0) {
        disabled(&skin);
    }
    if ((state & STATE_SPOKEN) != 0) {
        spoken(&skin, state);
    }
    if ((state & STATE_PRESSED) != 0 && (state & STATE_DISABLED) == 0) {
        pressed(&skin, p->node->look);
    }
    return skin;
}

static int radius_of(enum view_look look)
{
    if (is_key(look)) {
        return 14;
    }
    return look == LOOK_TOOL || look == LOOK_TOOL_CALL ? 20 : 24;
}

/* What reaches to the edge of the picture has its ring inside, so that it is never clipped. */
static struct rect inside(const struct pen *p, struct rect r, int margin)
{
    const int left = r.x > margin ? r.x : margin, top = r.y > margin ? r.y : margin;
    const int right = p->env->width - margin, bottom = p->env->height - margin;
    r.w = (r.x + r.w < right ? r.x + r.w : right) - left;
    r.h = (r.y + r.h < bottom ? r.y + r.h : bottom) - top;
    return (struct rect){left, top, r.w, r.h};
}

void pen_focus(const struct pen *p)
{
    const int radius_dp = radius_of(p->node->look);
    const int inner = pen_px(p, FOCUS_INNER_DP), outer = pen_px(p, FOCUS_INNER_DP + FOCUS_OUTER_DP);
    const struct rect r = inside(p, p->node->rect, outer);
    const struct rect rings[] = {
        {r.x - outer, r.y - outer, r.w + 2 * outer, r.h + 2 * outer},
        {r.x - inner, r.y - inner, r.w + 2 * inner, r.h + 2 * inner},
    };
    pen_box(p, rings[0],
            &(struct box_style){.edge = COLOR_FOCUS,
                                .edge_dp = FOCUS_OUTER_DP,
                                .radius_dp = radius_dp + FOCUS_INNER_DP + FOCUS_OUTER_DP,
                                .no_fill = true});
    pen_box(p, rings[1],
            &(struct box_style){.edge = COLOR_FOCUS_INNER,
                                .edge_dp = FOCUS_INNER_DP,
                                .radius_dp = radius_dp + FOCUS_INNER_DP,
                                .no_fill = true});
}

struct rect pen_face(const struct pen *p, const struct skin *skin, int radius_dp)
{
    struct rect r = p->node->rect;
    if (skin->sunk) {
        r.y += pen_px(p, SINK_DP);
        r.h -= pen_px(p, SINK_DP);
    }
    pen_box(p, r,
            &(struct box_style){.fill = skin->fill,
                                .edge = skin->edge,
                                .edge_dp = skin->edge_dp,
                                .bottom_dp = skin->bottom_dp,
                                .radius_dp = radius_dp,
                                .dashed = skin->dashed});
    const int edge = pen_px(p, skin->edge_dp), bottom = pen_px(p, skin->bottom_dp);
    return (struct rect){r.x + edge, r.y + edge, r.w - 2 * edge, r.h - edge - bottom};
}
