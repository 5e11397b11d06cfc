#include "ui/paint/shape.h"

#include <math.h>

#define SUBROWS 16
#define DASH_PX 2.0 /* dash and gap, in widths of the stroke */

/* Coverage of the upper left quarter of an ellipse: rx*ry bytes. */
static void make_corner(uint8_t *mask, int rx, int ry)
{
    for (int y = 0; y < ry; y++) {
        for (int x = 0; x < rx; x++) {
            double sum = 0;
            for (int s = 0; s < SUBROWS; s++) {
                const double up = (ry - (y + (s + 0.5) / SUBROWS)) / ry;
                const double start = rx - rx * sqrt(1 - up * up);
                sum += fmin(fmax(x + 1 - start, 0), 1);
            }
            mask[y * rx + x] = (uint8_t)lround(sum * 255 / SUBROWS);
        }
    }
}

static const uint8_t *corner(struct paint_cache *cache, int rx, int ry)
{
    uint8_t *mask = paint_cache_find(cache, PAINT_CORNER, rx, ry, 0);
    if (mask == NULL) {
        mask = paint_cache_make(cache, PAINT_CORNER, rx, ry, 0, (size_t)rx * (size_t)ry + 1);
        if (mask != NULL) {
            make_corner(mask, rx, ry);
        }
    }
    return mask;
}

bool rounded_masks(struct paint_cache *cache, const struct rounded *shape,
                   struct rounded_masks *ret_masks)
{
    for (int attempt = 0; attempt < 2; attempt++) {
        const unsigned generation = cache->generation;
        const uint8_t *top = corner(cache, shape->rx, shape->top_ry);
        const uint8_t *bottom = corner(cache, shape->rx, shape->bottom_ry);
        if (top == NULL || bottom == NULL) {
            return false;
        }
        *ret_masks = (struct rounded_masks){top, bottom};
        if (cache->generation == generation) {
            return true;
        }
    }
    return false;
}

uint8_t rounded_cover(const struct rounded *s, const struct rounded_masks *masks, int x, int y)
{
    int i = x - s->rect.x;
    const int j = y - s->rect.y;
    if (i < 0 || j < 0 || i >= s->rect.w || j >= s->rect.h) {
        return 0;
    }
    i = i < s->rx ? i : s->rect.w - 1 - i;
    if (i >= s->rx) {
        return 255;
    }
    if (j < s->top_ry) {
        return masks->top[j * s->rx + i];
    }
    const int up = s->rect.h - 1 - j;
    return up < s->bottom_ry ? masks->bottom[up * s->rx + i] : 255;
}

static void blend_part(const struct target *t, const struct rounded *s,
                       const struct rounded_masks *masks, struct rect part, uint32_t color)
{
    part = rect_meet(part, t->clip);
    for (int y = part.y; y < part.y + part.h; y++) {
        for (int x = part.x; x < part.x + part.w; x++) {
            uint32_t *p = target_pixel(t, x, y);
            *p = blend(*p, color, rounded_cover(s, masks, x, y));
        }
    }
}

bool fill_rounded(const struct target *t, struct paint_cache *cache, const struct rounded *s,
                  uint32_t color)
{
    struct rounded_masks masks;
    if (!rounded_masks(cache, s, &masks)) {
        return false;
    }
    const struct rect r = s->rect;
    const int right = r.x + r.w - s->rx;
    const int bottom = r.y + r.h - s->bottom_ry;
    fill_rect(t, (struct rect){r.x, r.y + s->top_ry, r.w, r.h - s->top_ry - s->bottom_ry}, color);
    fill_rect(t, (struct rect){r.x + s->rx, r.y, r.w - 2 * s->rx, s->top_ry}, color);
    fill_rect(t, (struct rect){r.x + s->rx, bottom, r.w - 2 * s->rx, s->bottom_ry}, color);
    blend_part(t, s, &masks, (struct rect){r.x, r.y, s->rx, s->top_ry}, color);
    blend_part(t, s, &masks, (struct rect){right, r.y, s->rx, s->top_ry}, color);
    blend_part(t, s, &masks, (struct rect){r.x, bottom, s->rx, s->bottom_ry}, color);
    blend_part(t, s, &masks, (struct rect){right, bottom, s->rx, s->bottom_ry}, color);
    return true;
}

static int at_least_0(int n)
{
    return n > 0 ? n : 0;
}

static struct rounded outer_of(const struct draw_cmd *cmd)
{
    const int least = cmd->rect.w < cmd->rect.h ? cmd->rect.w : cmd->rect.h;
    const int r = cmd->radius > least / 2 ? least / 2 : at_least_0(cmd->radius);
    return (struct rounded){cmd->rect, r, r, r};
}

static struct rounded inner_of(const struct rounded *outer, int edge, int bottom)
{
    const struct rect r = outer->rect;
    return (struct rounded){
        {r.x + edge, r.y + edge, at_least_0(r.w - 2 * edge), at_least_0(r.h - edge - bottom)},
        at_least_0(outer->rx - edge),
        at_least_0(outer->top_ry - edge),
        at_least_0(outer->bottom_ry - bottom)};
}

/* How far along the middle of the stroke a pixel lies, clockwise from the upper left corner's end;
 * w and h are the middle line's size, r its radius, x and y are from its upper left. */
static double along(double x, double y, double w, double h, double r)
{
    const double across = w - 2 * r;
    const double down = h - 2 * r;
    const double quarter = r * acos(0.0);
    if (x >= r && x <= w - r) {
        return y < h / 2 ? x - r : across + 2 * quarter + down + (w - r - x);
    }
    if (y >= r && y <= h - r) {
        return x > w / 2 ? across + quarter + y - r : 2 * across + 3 * quarter + down + (h - r - y);
    }
    const double dx = x < r ? r - x : x - (w - r);
    const double dy = y < r ? r - y : y - (h - r);
    const double turn = atan2(dx, dy) * r; /* from the vertical towards the horizontal */
    if (x > w / 2) {
        return y < h / 2 ? across + turn : across + 2 * quarter + down - turn;
    }
    return y < h / 2 ? 2 * (across + down) + 4 * quarter - turn
                     : 2 * across + 2 * quarter + down + turn;
}

/* Share of a pixel inside a dash, 0..1. */
static double dash_cover(const struct rounded *outer, int edge, int x, int y)
{
    const double half = edge / 2.0;
    const double w = outer->rect.w - edge;
    const double h = outer->rect.h - edge;
    const double r = fmax(outer->rx - half, 0);
    const double length = 2 * (w - 2 * r) + 2 * (h - 2 * r) + 4 * r * acos(0.0);
    const double period = length / fmax(1, floor(length / (2 * DASH_PX * edge)));
    const double at =
        along(x + 0.5 - outer->rect.x - half, y + 0.5 - outer->rect.y - half, w, h, r);
    const double from_middle = fabs(fmod(at + period, period) - period / 2);
    return fmin(fmax(period / 4 + 0.5 - from_middle, 0), 1);
}

/* Only the edge: outer without inner. */
static bool paint_edge(const struct target *t, struct paint_cache *cache,
                       const struct draw_cmd *cmd, const struct rounded *outer, uint32_t color)
{
    const int bottom = cmd->bottom_px > 0 ? cmd->bottom_px : cmd->edge_px;
    const struct rounded inner = inner_of(outer, cmd->edge_px, bottom);
    struct rounded_masks out = {NULL, NULL};
    struct rounded_masks in = {NULL, NULL};
    const unsigned generation = cache->generation;
    bool ok = rounded_masks(cache, outer, &out) && rounded_masks(cache, &inner, &in);
    if (ok && cache->generation != generation) { /* making one forgot the others: once more */
        const unsigned again = cache->generation;
        ok = rounded_masks(cache, outer, &out) && rounded_masks(cache, &inner, &in) &&
             cache->generation == again;
    }
    if (!ok) {
        return false;
    }
    const struct rect r = rect_meet(outer->rect, t->clip);
    /* Between these columns and rows there is nothing of the edge. */
    const int left = inner.rect.x + inner.rx;
    const int right = inner.rect.x + inner.rect.w - inner.rx;
    const int top = inner.rect.y + inner.top_ry;
    const int low = inner.rect.y + inner.rect.h - inner.bottom_ry;
    for (int y = r.y; y < r.y + r.h; y++) {
        const bool side_row = y >= top && y < low;
        const bool inner_row = y >= inner.rect.y && y < inner.rect.y + inner.rect.h;
        for (int x = r.x; x < r.x + r.w; x++) {
            const int hole = side_row ? inner.rect.x : left;
            const int hole_end = side_row ? inner.rect.x + inner.rect.w : right;
            if (inner_row && x >= hole && x < hole_end) {
                x = hole_end - 1;
                continue;
            }
            int cover = rounded_cover(outer, &out, x, y) - rounded_cover(&inner, &in, x, y);
            if (cover > 0 && cmd->dashed) {
                cover = (int)lround(cover * dash_cover(outer, cmd->edge_px, x, y));
            }
            if (cover > 0) {
                uint32_t *p = target_pixel(t, x, y);
                *p = blend(*p, color, (uint32_t)cover);
            }
        }
    }
    return true;
}

bool paint_rrect(const struct target *t, struct paint_cache *cache, const struct draw_cmd *cmd,
                 uint32_t fill, uint32_t edge)
{
    const struct rounded outer = outer_of(cmd);
    const bool has_edge = cmd->edge_px > 0 || cmd->bottom_px > 0;
    if (!has_edge) {
        return cmd->no_fill || fill_rounded(t, cache, &outer, fill);
    }
    if (cmd->no_fill) {
        return paint_edge(t, cache, cmd, &outer, edge);
    }
    if (cmd->dashed) { /* the face reaches under the gaps, as on paper */
        return fill_rounded(t, cache, &outer, fill) && paint_edge(t, cache, cmd, &outer, edge);
    }
    const int bottom = cmd->bottom_px > 0 ? cmd->bottom_px : cmd->edge_px;
    const struct rounded inner = inner_of(&outer, cmd->edge_px, bottom);
    return fill_rounded(t, cache, &outer, edge) && fill_rounded(t, cache, &inner, fill);
}

void paint_ring(const struct target *t, const struct draw_cmd *cmd, uint32_t track, uint32_t part)
{
    const struct rect r = rect_meet(cmd->rect, t->clip);
    const double outer = (cmd->rect.w < cmd->rect.h ? cmd->rect.w : cmd->rect.h) / 2.0;
    const double inner = outer - cmd->edge_px;
    const double turn = 4 * acos(0.0);
    const double left = turn * cmd->id / 1000;
    for (int y = r.y; y < r.y + r.h; y++) {
        for (int x = r.x; x < r.x + r.w; x++) {
            const double dx = x + 0.5 - cmd->rect.x - cmd->rect.w / 2.0;
            const double dy = y + 0.5 - cmd->rect.y - cmd->rect.h / 2.0;
            const double far = sqrt(dx * dx + dy * dy);
            const double cover =
                fmin(fmin(fmax(outer - far + 0.5, 0), 1), fmin(fmax(far - inner + 0.5, 0), 1));
            if (cover <= 0) {
                continue;
            }
            double angle = atan2(dx, -dy);
            angle = angle < 0 ? angle + turn : angle;
            const double share = cmd->id >= 1000 ? 1 : fmin(fmax((left - angle) * far + 0.5, 0), 1);
            const uint32_t color = blend(track, part, (uint32_t)lround(255 * share));
            uint32_t *p = target_pixel(t, x, y);
            *p = blend(*p, color, (uint32_t)lround(255 * cover));
        }
    }
}
