/* How what stands on a control is painted: icon and words beside or above one another. */
#include "ui/shape.h"
#include "ui/widgets/content.h"
#include "ui/widgets/content_inside.h"

#define BADGE_ICON_DP 38

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

struct measured {
    struct text_block label, sub;
    int width, height;
};

static void measure(const struct pen *p, const struct content *c, int width, struct measured *m)
{
    const bool words = !p->node->icon_only;
    width = content_in_one_line(p->node) ? 0 : width;
    text_block(p->env, c->label, words ? p->node->label : NULL, width, &m->label);
    text_block(p->env, c->sub, words ? p->node->sub : NULL, width, &m->sub);
    m->width = m->label.width > m->sub.width ? m->label.width : m->sub.width;
    m->height = m->label.height + m->sub.height;
}

static void draw_text(const struct pen *p, const struct measured *m, struct text_place at,
                      const struct skin *skin)
{
    at.ink = skin->ink;
    pen_block(p, &m->label, &at);
    at.y += m->label.height;
    at.ink = skin->ink2;
    pen_block(p, &m->sub, &at);
}

/* The icon's own size, or as much as there is room for. */
static int icon_side(const struct pen *p, const struct content *c, int room)
{
    const int side = content_icon(p->env, p->node, c);
    return side > room && room > 0 ? room : side;
}

static void column(const struct pen *p, struct rect face, const struct skin *skin,
                   const struct content *c)
{
    struct measured m;
    measure(p, c, face.w - 2 * pen_px(p, c->pad_dp), &m);
    const int gap = p->node->icon > 0 ? pen_grown(p, c->gap_dp) : 0;
    const int high = face.h - m.height - gap;
    const bool drawn = ui_shape(p->env).reference && content_icon(p->env, p->node, c) <= high;
    const int icon = icon_side(p, c, high - (drawn ? 0 : 2 * pen_px(p, FACE_ROOM_DP)));
    int y = face.y + (face.h - icon - gap - m.height) / 2;
    pen_icon(p, (struct rect){face.x + (face.w - icon) / 2, y, icon, icon}, p->node->icon,
             &skin->icon);
    y += icon + gap;
    draw_text(p, &m, (struct text_place){face.x, y, face.w, ALIGN_CENTER, skin->ink}, skin);
}

/* A white disc with a tick, in the chosen colours. */
static void badge(const struct pen *p, struct rect r, int icon_dp)
{
    struct icon_colors colors = pen_plain_icon;
    colors.of[0] = COLOR_SELECTED;
    pen_disc(p, r, COLOR_ON_SELECTED);
    pen_icon(p, pen_square(p, r, icon_dp), ICON_CHECK + 1, &colors);
}

/* Marks at the right end of a row; returns the width they take, gap included. */
static int trailing(const struct pen *p, struct rect face, const struct skin *skin,
                    const struct content *c)
{
    const unsigned state = p->node->look == LOOK_PICTURE ? 0 : p->node->state; /* draws its own */
    const int pad = pen_px(p, c->pad_dp), gap = pen_grown(p, 24);
    int right = face.x + face.w - pad, used = 0;
    if ((state & STATE_CHOSEN) != 0 && p->node->role != ROLE_KEY) {
        const int side = pen_grown(p, BADGE_DP);
        badge(p, (struct rect){right - side, face.y + (face.h - side) / 2, side, side},
              BADGE_ICON_DP);
        used += side + gap;
    } else if ((state & STATE_SPOKEN) != 0) {
        const int side = pen_grown(p, SPEAKER_DP);
        pen_icon(p, (struct rect){right - side, face.y + (face.h - side) / 2, side, side},
                 ICON_SPEAKER + 1, &skin->icon);
        used += side + gap;
    } else if (p->node->mark > 0) {
        const int side = pen_grown(p, SPEAKER_DP);
        pen_icon(p, (struct rect){right - side, face.y + (face.h - side) / 2, side, side},
                 p->node->mark, &skin->icon);
        used += side + gap;
    }
    if (p->node->value != NULL) {
        struct text_block block;
        text_block(p->env, TEXT_DETAIL, p->node->value, 0, &block);
        right -= used;
        pen_block(p, &block,
                  &(struct text_place){right - block.width, face.y + (face.h - block.height) / 2,
                                       block.width, ALIGN_END, skin->ink});
        used += block.width + gap;
    }
    return used;
}

/* The mark of another language lies on no word of the label: smaller letters, then more lines. */
static void clear_of_mark(const struct pen *p, const struct content *c, int x, int y,
                          struct measured *m)
{
    static const enum text_style smaller_ones[] = {TEXT_STRONG, TEXT_LABEL, TEXT_MARK};
    const int width = m->label.width, height = m->label.height;
    const int under = pen_under_mark(p, (struct rect){x, y, width, height});
    for (int i = 0; i < 3 && under > 0; i++) {
        if (smaller_ones[i] > c->label) {
            text_block(p->env, smaller_ones[i], p->node->label, width - under, &m->label);
        }
        if (m->label.height <= height && m->label.width <= width - under) {
            break;
        }
    }
    m->height = m->label.height + m->sub.height;
}

/* px that the icon of a chosen picture yields, so that its tick lies on no word. */
static int under_tick(const struct pen *p, struct rect face, int right)
{
    const bool ticked = p->node->look == LOOK_PICTURE && (p->node->state & STATE_CHOSEN) != 0;
    const int tick = face.w - pen_px(p, PICTURE_INSET_DP) - pen_grown(p, BADGE_DP);
    return ticked && right > tick && !ui_shape(p->env).reference ? right - tick : 0;
}

static void row(const struct pen *p, struct rect face, const struct skin *skin,
                const struct content *c)
{
    const bool beside = p->node->look == LOOK_PICTURE || p->node->look == LOOK_TILE ||
                        p->node->look == LOOK_CAPTURE;
    const int high = face.h - pen_px(p, 8), third = face.w * 32 / 100;
    const int pad = pen_px(p, c->pad_dp);
    int icon = icon_side(p, c, beside && third < high ? third : high);
    const bool words = p->node->label != NULL && !p->node->icon_only;
    const int gap = icon > 0 && words ? pen_grown(p, c->gap_dp) : 0;
    const int marks = !c->left                        ? 0
                      : p->node->look == LOOK_PICTURE ? pen_grown(p, PICTURE_MARK_DP)
                                                      : trailing(p, face, skin, c);
    struct measured m;
    measure(p, c, face.w - 2 * pad - icon - gap - marks, &m);
    if (c->left && !beside && m.height > face.h) { /* the voice took room: smaller letters */
        const struct content low = {.label = c->label, .sub = TEXT_SMALL};
        measure(p, &low, face.w - 2 * pad - icon - gap - marks, &m);
    }
    const bool full = m.height > face.h || m.width > face.w - 2 * pad - icon - gap - marks;
    if (beside && full && !ui_shape(p->env).reference) { /* the words come first */
        icon = smaller(icon, content_least_icon(p->env, p->node, c));
        measure(p, c, face.w - 2 * pad - icon - gap - marks, &m);
    }
    icon -= under_tick(p, face, pad + icon + gap + m.width);
    int x = face.x + pad;
    if (c->left) {
        clear_of_mark(p, c, x + icon + gap, face.y + (face.h - m.height) / 2, &m);
    } else {
        x = face.x + (face.w - icon - gap - m.width) / 2;
    }
    const int icon_x = c->icon_after ? x + m.width + gap : x;
    pen_icon(p, (struct rect){icon_x, face.y + (face.h - icon) / 2, icon, icon}, p->node->icon,
             &skin->icon);
    const struct text_place at = {c->icon_after ? x : x + icon + gap,
                                  face.y + (face.h - m.height) / 2, m.width,
                                  c->left ? ALIGN_START : ALIGN_CENTER, skin->ink};
    draw_text(p, &m, at, skin);
}

void paint_content(const struct pen *p, struct rect face, const struct skin *skin,
                   const struct content *c)
{
    if (c->column) {
        column(p, face, skin, c);
    } else {
        row(p, face, skin, c);
    }
}
