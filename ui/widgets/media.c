#include "ui/widgets/media.h"

#include "ui/shape.h"

/* Large when it fits, else the title size; a number for the counter (node.number) larger still. */
void look_code(const struct pen *p)
{
    const struct view_node *n = p->node;
    static const enum text_style sizes[] = {TEXT_TICKET, TEXT_CODE, TEXT_DISPLAY, TEXT_QUESTION,
                                            TEXT_TITLE};
    enum text_style style = TEXT_TITLE;
    for (int i = n->number > 0 ? 0 : 1; i < (int)(sizeof sizes / sizeof sizes[0]); i++) {
        struct text_block block;
        text_block(p->env, sizes[i], n->value, 0, &block);
        const int ink = block.height - (block.line - block.px);
        const bool high = (ui_shape(p->env).reference ? ink : block.height) <= n->rect.h;
        if (block.width <= n->rect.w && high) {
            style = sizes[i];
            break;
        }
    }
    pen_text(p, style, n->value, n->rect,
             &(struct text_place){.align = n->align, .ink = COLOR_INK});
}

/* Black on white in every theme, with the four-module margin. */
void look_qr(const struct pen *p)
{
    const struct view_node *n = p->node;
    if (n->bytes == NULL || n->number == 0) {
        return;
    }
    draw_add(p->draw, &(struct draw_cmd){.kind = DRAW_QR,
                                         .rect = n->rect,
                                         .modules = n->bytes,
                                         .side = n->number,
                                         .personal = n->private_});
}

/* The table under the camera: the still, or what lies there now. STATE_CURRENT: within the frame to
 * put the paper in. */
void look_photo(const struct pen *p)
{
    const struct view_node *n = p->node;
    pen_box(p, n->rect, &(struct box_style){.fill = COLOR_ROOF, .radius_dp = 28});
    const int pad = pen_px(p, 26);
    const struct rect inside = {n->rect.x + pad, n->rect.y + pad, n->rect.w - 2 * pad,
                                n->rect.h - 2 * pad};
    if (n->bytes != NULL && n->number > 0 && n->total > 0) {
        pen_still(p, rect_fitted(inside, n->number, n->total), 3);
    }
    if (n->bytes == NULL || (n->state & STATE_CURRENT) != 0) {
        pen_picture(p, n->rect, PICTURE_CAMERA_FRAME + 1, &pen_roof_icon);
    }
}

/* White in every theme, as paper is; the words where nothing is drawn yet. */
void look_sign(const struct pen *p)
{
    const struct view_node *n = p->node;
    pen_box(p, n->rect,
            &(struct box_style){.fill = COLOR_SURFACE,
                                .edge = COLOR_PRIMARY,
                                .edge_dp = 6,
                                .bottom_dp = 6,
                                .radius_dp = 24});
    if (n->bytes == NULL) {
        pen_text(p, TEXT_LEAD, n->label, n->rect,
                 &(struct text_place){.align = ALIGN_CENTER, .ink = COLOR_INK2});
        return;
    }
    const int pad = pen_px(p, 14);
    pen_still(
        p,
        (struct rect){n->rect.x + pad, n->rect.y + pad, n->rect.w - 2 * pad, n->rect.h - 2 * pad},
        1);
}

/* A picture given less room than it asked for is smaller, not squeezed. */
static struct rect in_proportion(const struct view_node *n)
{
    return n->w == 0 || n->h == 0 ? n->rect : rect_fitted(n->rect, n->w, n->h);
}

/* A picture, an icon on it, or the icon alone. STATE_CURRENT: rings of the voice's colour. */
void look_illustration(const struct pen *p)
{
    const struct view_node *n = p->node;
    struct icon_colors colors = pen_plain_icon;
    if ((n->state & STATE_CURRENT) != 0) {
        colors.of[0] = COLOR_SPOKEN_LINE;
    }
    pen_picture(p, in_proportion(n), n->picture, &colors);
    struct rect icon = n->icon_dp > 0 ? pen_square(p, n->rect, n->icon_dp) : n->rect;
    const int room = n->rect.w < n->rect.h ? n->rect.w : n->rect.h;
    const bool yielded = n->rect.h < pen_px(p, n->h);
    if (icon.w > room && (yielded || !ui_shape(p->env).reference)) {
        icon = (struct rect){n->rect.x + (n->rect.w - room) / 2, n->rect.y + (n->rect.h - room) / 2,
                             room, room};
    }
    pen_icon(p, icon, n->icon, &pen_plain_icon);
}

void look_meter(const struct pen *p)
{
    pen_band(p, p->node->rect, p->node->total, p->node->number,
             p->node->number < p->node->total && (p->node->state & STATE_CURRENT) != 0);
}

/* A part of many: too many for a knot each. */
void look_share(const struct pen *p)
{
    const struct view_node *n = p->node;
    struct rect r = n->rect;
    pen_box(
        p, r,
        &(struct box_style){
            .fill = COLOR_SUNK, .edge = COLOR_LINE, .edge_dp = 3, .bottom_dp = 3, .radius_dp = 8});
    r.w = n->total > 0 ? r.w * n->number / n->total : 0;
    if (r.w > 0) {
        pen_box(p, r, &(struct box_style){.fill = COLOR_OK, .edge = COLOR_OK, .radius_dp = 8});
    }
}

/* Lies along the upper edge of the card that holds it. */
void look_strip(const struct pen *p)
{
    const int edge = pen_px(p, 3);
    const struct rect r = p->node->rect;
    draw_add(p->draw, &(struct draw_cmd){.kind = DRAW_STRIP,
                                         .rect = {r.x + edge, r.y + edge, r.w - 2 * edge, r.h},
                                         .px = (int16_t)(r.h / 17),
                                         .radius = (int16_t)pen_px(p, 25),
                                         .id = p->node->number});
}

/* Number: seconds left of total; label: the unit under them. */
void look_countdown(const struct pen *p)
{
    const struct view_node *n = p->node;
    draw_add(p->draw, &(struct draw_cmd){.kind = DRAW_RING,
                                         .rect = n->rect,
                                         .fill = COLOR_SUNK,
                                         .edge = COLOR_PRIMARY,
                                         .edge_px = (int16_t)pen_px(p, 24),
                                         .id = n->total > 0 ? 1000 * n->number / n->total : 0});
    struct text_block count, unit;
    text_block(p->env, TEXT_COUNT, n->value, 0, &count);
    text_block(p->env, TEXT_DETAIL, n->label, 0, &unit);
    struct text_place at = {n->rect.x, n->rect.y + (n->rect.h - count.height - unit.height) / 2,
                            n->rect.w, ALIGN_CENTER, COLOR_INK};
    pen_block(p, &count, &at);
    at.y += count.height;
    pen_block(p, &unit, &at);
}
