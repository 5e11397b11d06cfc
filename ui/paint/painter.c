#include "ui/paint/painter.h"

#include "ui/paint/bitmap.h"
#include "ui/paint/cloth.h"
#include "ui/paint/shade.h"
#include "ui/paint/shape.h"

struct err painter_init(struct painter *p, struct port_text *text, const void *art, size_t art_size,
                        void *memory, size_t memory_size)
{
    p->text = text;
    paint_cache_init(&p->cache, memory, memory_size);
    p->shade = SHADE_NONE;
    p->worn = theme_colors;
    p->wears = 0;
    painter_set_theme(p, THEME_LIGHT);
    return art_open(&p->art, art, art_size);
}

void painter_set_theme(struct painter *p, enum theme theme)
{
    p->colors = p->worn[theme];
}

void painter_wear(struct painter *p, const uint32_t (*colors)[COLOR_COUNT], enum theme theme)
{
    p->worn = colors;
    p->wears++;
    painter_set_theme(p, theme);
}

void painter_set_shade(struct painter *p, int shade)
{
    p->shade = shade;
}

static struct err paint_text(struct painter *p, const struct target *t, const struct draw_cmd *cmd)
{
    struct text_line line;
    const struct err e = p->text->ops->line(p->text, cmd->face, cmd->px, cmd->text, cmd->text_len,
                                            cmd->personal, &line);
    if (!failed(e)) {
        const struct rect place = {cmd->rect.x - line.left, cmd->baseline - line.ascent, line.width,
                                   line.height};
        blend_coverage(t, place, line.coverage, line.stride, p->colors[cmd->fill]);
    }
    return e;
}

/* A pictogram is square: centred in its rect. */
static bool paint_art(struct painter *p, const struct target *t, const struct draw_cmd *cmd)
{
    uint32_t colors[4];
    for (int i = 0; i < 4; i++) {
        colors[i] = p->colors[cmd->colors[i]];
    }
    struct rect r = cmd->rect;
    if (cmd->kind == DRAW_PICTURE) {
        return art_paint(&p->art, &p->cache, t, ICON_COUNT + cmd->id, r, colors);
    }
    const int side = r.w < r.h ? r.w : r.h;
    r = (struct rect){r.x + (r.w - side) / 2, r.y + (r.h - side) / 2, side, side};
    return art_paint(&p->art, &p->cache, t, cmd->id, r, colors);
}

static struct err fits(bool ok)
{
    return ok ? ERR_OK : ERR(ERR_FULL, 0, "paint: cache too small or art damaged");
}

static struct err paint_cmd(struct painter *p, const struct target *t, const struct draw_cmd *cmd)
{
    switch (cmd->kind) {
    case DRAW_RECT:
        fill_rect(t, cmd->rect, p->colors[cmd->fill]);
        return ERR_OK;
    case DRAW_RRECT:
        return fits(paint_rrect(t, &p->cache, cmd, p->colors[cmd->fill], p->colors[cmd->edge]));
    case DRAW_TEXT:
        return paint_text(p, t, cmd);
    case DRAW_ICON:
    case DRAW_PICTURE:
        return fits(paint_art(p, t, cmd));
    case DRAW_BAND:
        return fits(paint_band(t, &p->cache, cmd, p->colors));
    case DRAW_STRIP:
        return fits(paint_strip(t, &p->cache, cmd, p->colors));
    case DRAW_QR:
        paint_qr(t, cmd);
        return ERR_OK;
    case DRAW_IMAGE:
        return fits(paint_image(t, &p->cache, cmd));
    case DRAW_VEIL:
        veil_rect(t, cmd->rect, p->colors[cmd->fill], (uint32_t)cmd->id);
        return ERR_OK;
    case DRAW_RING:
        paint_ring(t, cmd, p->colors[cmd->fill], p->colors[cmd->edge]);
        return ERR_OK;
    }
    return ERR_OK;
}

struct err painter_paint(struct painter *p, const struct draw_list *list, struct canvas *canvas,
                         const struct rect *rects, int count)
{
    const struct rect whole = {0, 0, canvas->width, canvas->height};
    const uint32_t *shown = p->colors;
    struct err first = ERR_OK;
    for (int i = 0; i < count; i++) {
        const struct target t = {canvas, rect_meet(rects[i], whole)};
        for (int k = 0; k < list->count && !rect_empty(t.clip); k++) {
            const struct draw_cmd *cmd = &list->cmds[k];
            if (rect_empty(rect_meet(draw_bounds(cmd), t.clip))) {
                continue;
            }
            p->colors = draw_colors(cmd, p->worn, shown);
            const struct err e = paint_cmd(p, &t, cmd);
            first = failed(first) ? first : e;
        }
        shade_rect(&t, p->shade);
    }
    p->colors = shown;
    return first;
}
