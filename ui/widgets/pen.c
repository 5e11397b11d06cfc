#include "ui/widgets/pen.h"

const struct icon_colors pen_plain_icon = {
    {COLOR_ICON_INK, COLOR_ICON_ACCENT, COLOR_ICON_RED, COLOR_ICON_PAPER}};
const struct icon_colors pen_roof_icon = {
    {COLOR_ON_ROOF, COLOR_WEAVE_YELLOW, COLOR_WEAVE_RED, COLOR_ROOF}};

#define STITCH_DP        4
#define LANGUAGE_MARK_DP 60

int pen_px(const struct pen *p, int dp)
{
    return ui_px(p->env, dp);
}

int pen_grown(const struct pen *p, int dp)
{
    return ui_text_px(p->env, dp);
}

struct rect pen_square(const struct pen *p, struct rect r, int side_dp)
{
    const int side = pen_grown(p, side_dp);
    return (struct rect){r.x + (r.w - side) / 2, r.y + (r.h - side) / 2, side, side};
}

void pen_fill(const struct pen *p, struct rect r, enum theme_color color)
{
    draw_add(p->draw, &(struct draw_cmd){.kind = DRAW_RECT, .rect = r, .fill = color});
}

void pen_box(const struct pen *p, struct rect r, const struct box_style *style)
{
    draw_add(p->draw, &(struct draw_cmd){.kind = DRAW_RRECT,
                                         .rect = r,
                                         .fill = style->fill,
                                         .edge = style->edge,
                                         .edge_px = (int16_t)pen_px(p, style->edge_dp),
                                         .bottom_px = (int16_t)pen_px(p, style->bottom_dp),
                                         .radius = (int16_t)pen_px(p, style->radius_dp),
                                         .dashed = style->dashed,
                                         .no_fill = style->no_fill});
}

void pen_disc(const struct pen *p, struct rect r, enum theme_color fill)
{
    draw_add(p->draw, &(struct draw_cmd){.kind = DRAW_RRECT,
                                         .rect = r,
                                         .fill = fill,
                                         .edge = fill,
                                         .radius = (int16_t)(r.w / 2)});
}

void pen_ring(const struct pen *p, struct rect r, enum theme_color edge, int edge_dp)
{
    draw_add(p->draw, &(struct draw_cmd){.kind = DRAW_RRECT,
                                         .rect = r,
                                         .fill = edge,
                                         .edge = edge,
                                         .edge_px = (int16_t)pen_px(p, edge_dp),
                                         .radius = (int16_t)(r.w / 2),
                                         .no_fill = true});
}

static void add_drawing(const struct pen *p, struct draw_cmd *cmd, const struct icon_colors *colors)
{
    for (int i = 0; i < 4; i++) {
        cmd->colors[i] = colors->of[i];
    }
    draw_add(p->draw, cmd);
}

void pen_icon(const struct pen *p, struct rect r, int icon, const struct icon_colors *colors)
{
    if (icon > 0) {
        add_drawing(p, &(struct draw_cmd){.kind = DRAW_ICON, .rect = r, .id = icon - 1}, colors);
    }
}

void pen_picture(const struct pen *p, struct rect r, int picture, const struct icon_colors *colors)
{
    if (picture > 0) {
        add_drawing(p, &(struct draw_cmd){.kind = DRAW_PICTURE, .rect = r, .id = picture - 1},
                    colors);
    }
}

void pen_still(const struct pen *p, struct rect r, int channels)
{
    draw_add(p->draw, &(struct draw_cmd){.kind = DRAW_IMAGE,
                                         .rect = r,
                                         .modules = p->node->bytes,
                                         .side = p->node->number,
                                         .image_height = p->node->total,
                                         .image_channels = channels,
                                         .personal = true});
}

void pen_band(const struct pen *p, struct rect r, int cells, int done, bool now)
{
    draw_add(p->draw, &(struct draw_cmd){.kind = DRAW_BAND,
                                         .rect = r,
                                         .px = (int16_t)pen_px(p, STITCH_DP),
                                         .cells = (int16_t)cells,
                                         .done = (int16_t)done,
                                         .now = now});
}

void pen_block(const struct pen *p, const struct text_block *block, const struct text_place *at)
{
    const int baseline = text_baseline(p->env, block);
    for (int i = 0; i < block->count; i++) {
        const struct text_span *line = &block->lines[i];
        int x = at->x;
        if (at->align == ALIGN_CENTER) {
            x += (at->w - line->width) / 2;
        } else if (at->align == ALIGN_END) {
            x += at->w - line->width;
        }
        const int y = at->y + i * block->line;
        draw_add(p->draw, &(struct draw_cmd){.kind = DRAW_TEXT,
                                             .rect = {x, y, line->width, block->line},
                                             .fill = at->ink,
                                             .face = block->face,
                                             .px = (int16_t)block->px,
                                             .baseline = (int16_t)(y + baseline),
                                             .personal = p->node->private_,
                                             .text = line->text,
                                             .text_len = line->len});
    }
}

void pen_text(const struct pen *p, enum text_style style, const char *text, struct rect box,
              const struct text_place *at)
{
    struct text_block block;
    text_block(p->env, style, text, box.w, &block);
    struct text_place place = *at;
    place.x = box.x;
    place.w = box.w;
    place.y = box.y + (box.h - block.height) / 2;
    pen_block(p, &block, &place);
}

struct rect pen_language_mark(const struct pen *p)
{
    const struct rect r = p->node->rect;
    const int side = pen_px(p, LANGUAGE_MARK_DP);
    return (struct rect){r.x + r.w - side, r.y, side, side};
}

int pen_under_mark(const struct pen *p, struct rect words)
{
    struct rect mark = pen_language_mark(p);
    const int over = (pen_grown(p, LANGUAGE_ICON_DP) - mark.w) / 2; /* the icon beside its disc */
    mark.x -= over > 0 ? over : 0;
    mark.w += over > 0 ? over : 0;
    const struct rect meet = rect_meet(words, mark);
    const bool marked = (p->node->state & (STATE_FALLBACK | STATE_FOREIGN)) != 0;
    return marked && !rect_empty(meet) ? words.x + words.w - mark.x : 0;
}
