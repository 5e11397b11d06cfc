#include "ui/widgets/control.h"

#include "platform/base/utf8.h"
#include "ui/widgets/content.h"

#define RADIUS_BUTTON_DP 24
#define RADIUS_TOOL_DP   20
#define RADIUS_KEY_DP    14
#define STRIP_STITCH_DP  5
#define STRIP_ROWS       17
#define TALL_ROW_DP      200 /* from here on a row's label is as large as a picture's */

/* Arrows and the like stand after the word they push on. */
static bool points_on(int icon)
{
    return icon == ICON_NEXT + 1 || icon == ICON_SEND + 1;
}

/* The label in one line: a step smaller when it does not fit. */
static enum text_style fitting(const struct pen *p, enum text_style style, int room)
{
    if (style == TEXT_STRONG && text_width(p->env, style, p->node->label) > room) {
        return TEXT_LABEL;
    }
    return style;
}

void look_button(const struct pen *p)
{
    const struct skin skin = pen_skin(p);
    const struct rect face = pen_face(p, &skin, RADIUS_BUTTON_DP);
    const bool left = p->node->look == LOOK_BUTTON_LEFT;
    const bool act = p->node->zone == ZONE_ACTIONS;
    const bool lead = act || (left && p->node->sub != NULL) ||
                      (p->node->look == LOOK_MAIN && p->node->zone == ZONE_OVERLAY);
    const int icon = p->node->icon > 0 ? pen_grown(p, p->node->icon_dp + 20) : 0;
    const int room = face.w - icon - 2 * pen_px(p, 8);
    const struct content c = {.label = fitting(p, lead ? TEXT_LEAD : TEXT_STRONG, room),
                              .sub = TEXT_DETAIL,
                              .icon_dp = 60,
                              .gap_dp = left ? 30 : 20,
                              .pad_dp = left ? 32 : 8,
                              .left = left,
                              .icon_after = act && points_on(p->node->icon)};
    paint_content(p, face, &skin, &c);
}

void look_tool(const struct pen *p)
{
    const struct skin skin = pen_skin(p);
    const struct rect face = pen_face(p, &skin, RADIUS_TOOL_DP);
    paint_content(
        p, face, &skin,
        &(struct content){
            .label = TEXT_TOOL, .sub = TEXT_TOOL, .icon_dp = 76, .gap_dp = 6, .column = true});
}

void look_tile(const struct pen *p)
{
    const struct skin skin = pen_skin(p);
    const struct rect face = pen_face(p, &skin, RADIUS_BUTTON_DP);
    paint_content(p, face, &skin,
                  &(struct content){.label = p->node->look == LOOK_CAPTURE ? TEXT_LEAD : TEXT_LABEL,
                                    .sub = TEXT_SMALL,
                                    .icon_dp = 124,
                                    .gap_dp = 10,
                                    .pad_dp = 6,
                                    .column = true});
}

void look_picture(const struct pen *p)
{
    const struct skin skin = pen_skin(p);
    const struct rect face = pen_face(p, &skin, RADIUS_BUTTON_DP);
    paint_content(p, face, &skin,
                  &(struct content){.label = TEXT_TITLE,
                                    .sub = TEXT_DETAIL,
                                    .icon_dp = 200,
                                    .gap_dp = 10,
                                    .pad_dp = 12,
                                    .column = true});
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

void look_row(const struct pen *p)
{
    const struct skin skin = pen_skin(p);
    const struct rect face = pen_face(p, &skin, RADIUS_BUTTON_DP);
    const bool tall = face.h >= pen_px(p, TALL_ROW_DP);
    paint_content(p, face, &skin,
                  &(struct content){.label = tall ? TEXT_TITLE : TEXT_LEAD,
                                    .sub = TEXT_DETAIL,
                                    .icon_dp = 64,
                                    .gap_dp = tall ? 48 : 24,
                                    .pad_dp = tall ? 48 : 28,
                                    .left = true});
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
    if (p->node->look == LOOK_KEY_TONE) {
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
    const bool word =
        p->node->label != NULL && p->node->look == LOOK_KEY && utf8_count(p->node->label) > 2;
    paint_content(
        p, face, &skin,
        &(struct content){
            .label = word ? TEXT_LABEL : TEXT_LEAD, .sub = TEXT_MARK, .icon_dp = 60, .gap_dp = 8});
}

void look_digit(const struct pen *p)
{
    const struct skin skin = pen_skin(p);
    const struct rect face = pen_face(p, &skin, RADIUS_BUTTON_DP);
    const bool word = p->node->label != NULL && utf8_count(p->node->label) > 3;
    paint_content(
        p, face, &skin,
        &(struct content){
            .label = word ? TEXT_LABEL : TEXT_DIGIT, .sub = TEXT_MARK, .icon_dp = 68, .gap_dp = 8});
}
