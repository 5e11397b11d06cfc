#include "ui/widgets/control.h"

#include "ui/widgets/content.h"

#define RADIUS_BUTTON_DP 24
#define RADIUS_TOOL_DP   20
#define RADIUS_KEY_DP    14
#define STRIP_STITCH_DP  5
#define STRIP_ROWS       17

static struct rect face_and_content(const struct pen *p, const struct skin *skin, int radius_dp)
{
    struct content c;
    const struct rect face = pen_face(p, skin, radius_dp);
    if (content_of(p->env, p->node, face.w, face.h, &c)) {
        paint_content(p, face, skin, &c);
    }
    return face;
}

void look_button(const struct pen *p)
{
    const struct skin skin = pen_skin(p);
    (void)face_and_content(p, &skin, RADIUS_BUTTON_DP);
}

void look_tool(const struct pen *p)
{
    const struct skin skin = pen_skin(p);
    (void)face_and_content(p, &skin, RADIUS_TOOL_DP);
}

void look_picture(const struct pen *p)
{
    const struct skin skin = pen_skin(p);
    const struct rect face = face_and_content(p, &skin, RADIUS_BUTTON_DP);
    struct icon_colors colors = pen_plain_icon;
    if ((p->node->state & STATE_CHOSEN) != 0) {
        const int side = pen_grown(p, 76), inset = pen_px(p, 20);
        const struct rect r = {face.x + face.w - inset - side, face.y + inset, side, side};
        colors.of[0] = COLOR_SELECTED;
        pen_disc(p, r, COLOR_ON_SELECTED);
        pen_icon(p, pen_square(p, r, 46), ICON_CHECK + 1, &colors);
    }
    if ((p->node->state & STATE_SPOKEN) != 0) {
        const int side = pen_grown(p, 64), inset = pen_px(p, 16);
        const struct rect r = {face.x + inset, face.y + inset, side, side};
        colors.of[0] = COLOR_SPOKEN;
        pen_disc(p, r, COLOR_ON_SPOKEN);
        pen_icon(p, pen_square(p, r, 40), ICON_SPEAKER + 1, &colors);
    }
}

/* The box stands where a row has its icon; it is never ticked beforehand. */
void look_consent(const struct pen *p)
{
    struct skin skin = pen_skin(p);
    const bool ticked = (p->node->state & STATE_CHOSEN) != 0;
    const struct rect face = pen_face(p, &skin, RADIUS_BUTTON_DP);
    const int side = pen_grown(p, 84), pad = pen_px(p, 30);
    const struct rect box = {face.x + pad, face.y + (face.h - side) / 2, side, side};
    pen_box(p, box,
            &(struct box_style){.fill = COLOR_SURFACE,
                                .edge = skin.ink,
                                .edge_dp = 6,
                                .bottom_dp = 6,
                                .radius_dp = 16});
    if (ticked) {
        pen_icon(p, pen_square(p, box, 56), ICON_CHECK + 1, &pen_plain_icon);
    }
    const int step = side + pen_px(p, 30);
    struct rect rest = {face.x + step, face.y, face.w - step, face.h};
    struct view_node unticked = *p->node;
    unticked.state &= ~(unsigned)STATE_CHOSEN;
    struct pen inner = *p;
    inner.node = &unticked;
    paint_content(&inner, rest, &skin,
                  &(struct content){.label = TEXT_STRONG,
                                    .sub = TEXT_SMALL,
                                    .icon_dp = 64,
                                    .gap_dp = 24,
                                    .pad_dp = 30,
                                    .left = true});
}

void look_language(const struct pen *p)
{
    const struct skin skin = pen_skin(p);
    const struct rect face = pen_face(p, &skin, RADIUS_BUTTON_DP);
    const int strip = STRIP_ROWS * pen_px(p, STRIP_STITCH_DP);
    draw_add(p->draw,
             &(struct draw_cmd){.kind = DRAW_STRIP,
                                .rect = {face.x, face.y, face.w, strip},
                                .px = (int16_t)pen_px(p, STRIP_STITCH_DP),
                                .radius = (int16_t)pen_px(p, RADIUS_BUTTON_DP - skin.edge_dp),
                                .id = p->node->number});
    struct text_block name, sub;
    text_block(p->env, TEXT_QUESTION, p->node->label, face.w, &name);
    const bool speaking = (p->node->state & STATE_SPOKEN) != 0;
    const bool in_use = (p->node->state & STATE_CHOSEN) != 0;
    text_block(p->env, speaking || in_use ? TEXT_LABEL : TEXT_DETAIL, p->node->sub, face.w, &sub);
    struct text_place at = {face.x, face.y + strip + pen_px(p, 8), face.w, ALIGN_CENTER, skin.ink};
    pen_block(p, &name, &at);
    at.y += name.height - pen_px(p, 2);
    if (speaking || in_use) {
        const int side = pen_grown(p, 42), gap = pen_grown(p, 14);
        at.x = face.x + (face.w - sub.width - side - gap) / 2;
        pen_icon(p, (struct rect){at.x, at.y + (sub.height - side) / 2, side, side},
                 (speaking ? ICON_SPEAKER : ICON_CHECK) + 1, &skin.icon);
        at.x += side + gap;
        at.w = sub.width;
    }
    pen_block(p, &sub, &at);
}

void look_key(const struct pen *p)
{
    const struct skin skin = pen_skin(p);
    const struct rect face = pen_face(p, &skin, RADIUS_KEY_DP);
    if (p->node->look == LOOK_KEY_TONE && p->node->sub != NULL) {
        struct text_block sign, name;
        text_block(p->env, TEXT_DIGIT, p->node->label, 0, &sign);
        text_block(p->env, TEXT_MARK, p->node->sub, 0, &name);
        const int gap = pen_grown(p, 12);
        struct text_place at = {face.x + (face.w - sign.width - gap - name.width) / 2,
                                face.y + (face.h - sign.height) / 2, sign.width, ALIGN_START,
                                skin.ink};
        pen_block(p, &sign, &at);
        at.x += sign.width + gap;
        at.y = face.y + (face.h - name.height) / 2;
        pen_block(p, &name, &at);
        return;
    }
    struct content c;
    if (content_of(p->env, p->node, face.w, face.h, &c)) {
        paint_content(p, face, &skin, &c);
    }
}
