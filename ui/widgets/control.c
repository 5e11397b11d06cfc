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
    if (content_at_rest(p->env, p->node, &c)) {
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

/* A disc in a corner of the face; at its end when picture and words stand in a row. */
static void picture_mark(const struct pen *p, struct rect face, bool aside, bool chosen)
{
    const int side = pen_grown(p, chosen ? 76 : 64), inset = pen_px(p, chosen ? 20 : 16);
    const int left = face.x + inset, right = face.x + face.w - inset - side;
    const struct rect r = {aside || chosen ? right : left,
                           aside ? face.y + (face.h - side) / 2 : face.y + inset, side, side};
    struct icon_colors colors = pen_plain_icon;
    colors.of[0] = chosen ? COLOR_SELECTED : COLOR_SPOKEN;
    pen_disc(p, r, chosen ? COLOR_ON_SELECTED : COLOR_ON_SPOKEN);
    pen_icon(p, pen_square(p, r, chosen ? 46 : 40), (chosen ? ICON_CHECK : ICON_SPEAKER) + 1,
             &colors);
}

void look_picture(const struct pen *p)
{
    const struct skin skin = pen_skin(p);
    const struct rect face = face_and_content(p, &skin, RADIUS_BUTTON_DP);
    const bool chosen = (p->node->state & STATE_CHOSEN) != 0;
    const bool spoken = (p->node->state & STATE_SPOKEN) != 0;
    struct content c;
    const bool aside = content_at_rest(p->env, p->node, &c) && c.left;
    if (chosen) {
        picture_mark(p, face, aside, true);
    }
    if (spoken && !(aside && chosen)) {
        picture_mark(p, face, aside, false);
    }
}

/* The box stands where a row has its icon; it is never ticked beforehand. */
void look_consent(const struct pen *p)
{
    struct skin skin = pen_skin(p);
    const bool ticked = (p->node->state & STATE_CHOSEN) != 0;
    const struct rect face = pen_face(p, &skin, RADIUS_BUTTON_DP);
    const int grown = pen_grown(p, 84), room = face.h - 2 * pen_px(p, 10), pad = pen_px(p, 30);
    const int side = grown < room ? grown : room;
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
                  &(struct content){.label = text_smaller_style(TEXT_STRONG, p->node->small),
                                    .sub = TEXT_SMALL,
                                    .icon_dp = 64,
                                    .gap_dp = 24,
                                    .pad_dp = 30,
                                    .left = true});
}

/* Words after a mark, centred together. */
static void marked(const struct pen *p, const struct skin *skin, const struct text_block *words,
                   struct text_place at, int icon)
{
    const int side = pen_grown(p, 42), gap = pen_grown(p, 14);
    at.x += (at.w - words->width - side - gap) / 2;
    pen_icon(p, (struct rect){at.x, at.y + (words->height - side) / 2, side, side}, icon,
             &skin->icon);
    at.x += side + gap;
    at.w = words->width;
    pen_block(p, words, &at);
}

void language_line(const struct ui_env *env, const struct view_node *n, int width, bool marked,
                   struct text_block *ret_lines)
{
    const int room = width - 2 * ui_px(env, 12);
    text_block(env, marked ? TEXT_LABEL : TEXT_DETAIL, n->sub, room, ret_lines);
    if (ret_lines->count > 1) {
        text_block(env, marked ? TEXT_MARK : TEXT_SMALL, n->sub, room, ret_lines);
    }
}

/* The language's own name; what it is said in, or that it speaks or is in use. Where the second
 * line has left the picture the mark stands before the name. */
static void language_words(const struct pen *p, const struct skin *skin, struct rect r)
{
    const struct view_node *n = p->node;
    const bool speaking = (n->state & STATE_SPOKEN) != 0;
    const int icon = speaking                         ? ICON_SPEAKER + 1
                     : (n->state & STATE_CHOSEN) != 0 ? ICON_CHECK + 1
                                                      : 0;
    struct text_block name, sub;
    text_block(p->env, TEXT_QUESTION, n->label, r.w, &name);
    language_line(p->env, n, r.w, icon > 0, &sub);
    struct text_place at = {r.x, r.y, r.w, ALIGN_CENTER, skin->ink};
    if (icon > 0 && sub.count == 0) {
        marked(p, skin, &name, at, icon);
        return;
    }
    pen_block(p, &name, &at);
    at.y += name.height - pen_px(p, 2);
    if (icon > 0) {
        marked(p, skin, &sub, at, icon);
    } else {
        pen_block(p, &sub, &at);
    }
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
    const int top = face.y + strip + pen_px(p, 8);
    language_words(p, &skin, (struct rect){face.x, top, face.w, face.y + face.h - top});
}

void look_key(const struct pen *p)
{
    const struct skin skin = pen_skin(p);
    const struct rect face = pen_face(p, &skin, RADIUS_KEY_DP);
    if (p->node->look == LOOK_KEY_TONE && p->node->sub != NULL) {
        struct text_block sign, name;
        text_block(p->env, TEXT_DIGIT, p->node->label, 0, &sign);
        text_block(p->env, TEXT_MARK, p->node->sub, 0, &name);
        const int rest = face.w - sign.width - name.width - 2 * pen_px(p, 4);
        const int own = pen_grown(p, 12), gap = rest < own && rest > 0 ? rest : own;
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
