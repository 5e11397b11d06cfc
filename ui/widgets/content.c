#include "ui/widgets/content.h"

#define BADGE_DP      60
#define BADGE_ICON_DP 38
#define SPEAKER_DP    48

struct measured {
    struct text_block label, sub;
    int width, height;
};

static void measure(const struct pen *p, const struct content *c, int width, struct measured *m)
{
    text_block(p->env, c->label, p->node->label, width, &m->label);
    text_block(p->env, c->sub, p->node->sub, width, &m->sub);
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

static int icon_side(const struct pen *p, const struct content *c)
{
    return p->node->icon == 0 ? 0
                              : pen_grown(p, p->node->icon_dp > 0 ? p->node->icon_dp : c->icon_dp);
}

static void column(const struct pen *p, struct rect face, const struct skin *skin,
                   const struct content *c)
{
    struct measured m;
    measure(p, c, face.w - 2 * pen_px(p, c->pad_dp), &m);
    const int icon = icon_side(p, c), gap = icon > 0 ? pen_grown(p, c->gap_dp) : 0;
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
    const unsigned state = p->node->state;
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

static void row(const struct pen *p, struct rect face, const struct skin *skin,
                const struct content *c)
{
    const int pad = pen_px(p, c->pad_dp), icon = icon_side(p, c);
    const int gap = icon > 0 && p->node->label != NULL ? pen_grown(p, c->gap_dp) : 0;
    const int marks = c->left ? trailing(p, face, skin, c) : 0;
    struct measured m;
    measure(p, c, face.w - 2 * pad - icon - gap - marks, &m);
    int x = face.x + pad;
    if (!c->left) {
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
