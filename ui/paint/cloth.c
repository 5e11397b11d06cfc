#include "ui/paint/cloth.h"

#include <stdlib.h>

#include "ui/paint/shape.h"
#include "ui/patterns.h"

#define MIDDLE        8  /* row of the knot */
#define FINISHED_CELL 27 /* stitches of one cell of the whole cloth */

/* Rings of a finished diamond, by distance from its knot; further out they repeat from 8 on. */
static const char rings[] = "yy.rr.w.r.y..r..w.r..y";
#define RINGS ((int)sizeof(rings) - 1)

static char done_stitch(int distance, int y)
{
    if (y == 0 || y == CLOTH_ROWS - 1) {
        return 'r';
    }
    if (y == 1 || y == CLOTH_ROWS - 2) {
        return '.';
    }
    return rings[distance < RINGS ? distance : MIDDLE + (distance - MIDDLE) % 13];
}

static bool is_thread(int y)
{
    return y % 3 == 2 && y < CLOTH_ROWS - 1;
}

static char now_stitch(int distance, int y)
{
    if (distance == 5 || distance == 6) {
        return 'y';
    }
    if (distance <= 2) {
        return 'w';
    }
    if (is_thread(y) && distance > 6) {
        return 't';
    }
    return y == 0 || y == CLOTH_ROWS - 1 ? 'y' : '.';
}

static char todo_stitch(int distance, int y)
{
    if (distance <= 2) {
        return distance == 1 ? '.' : 'w';
    }
    return is_thread(y) && distance != 3 ? 't' : '.';
}

char cell_stitch(enum cell kind, int width, int x, int y)
{
    const int distance = abs(x - (width - 1) / 2) + abs(y - MIDDLE);
    switch (kind) {
    case CELL_DONE:
        return done_stitch(distance, y);
    case CELL_NOW:
        return now_stitch(distance, y);
    case CELL_TODO:
        return todo_stitch(distance, y);
    }
    return '.';
}

char band_stitch(const struct draw_cmd *cmd, int total, int x, int y)
{
    if (cmd->cells <= 0) { /* whole cloth: an odd number of cells, centred */
        const int cells = (total + FINISHED_CELL - 1) / FINISHED_CELL | 1;
        const int from = x + (cells * FINISHED_CELL - total) / 2;
        return cell_stitch(CELL_DONE, FINISHED_CELL, from % FINISHED_CELL, y);
    }
    /* The first `wider` cells have one stitch more. */
    const int width = total / cmd->cells;
    const int wider = total % cmd->cells;
    const bool in_wider = x < wider * (width + 1);
    const int own = in_wider ? width + 1 : width;
    const int from = in_wider ? x : x - wider * (width + 1);
    const int cell = in_wider ? from / own : wider + from / own;
    const enum cell kind = cell < cmd->done                ? CELL_DONE
                           : cell == cmd->done && cmd->now ? CELL_NOW
                                                           : CELL_TODO;
    return cell_stitch(kind, own, from % own, y);
}

char strip_stitch(enum strip kind, int total, int x, int y)
{
    const struct pattern *p = kind < STRIP_PLAIN ? strip_patterns[kind] : NULL;
    if (y == 0 || y == CLOTH_ROWS - 1) {
        return p == NULL ? 't' : 'r';
    }
    if (y == 1 || y == CLOTH_ROWS - 2) {
        return '.';
    }
    if (p == NULL) {
        return (y - 2) % 4 == 2 ? 't' : '.';
    }
    const int shift = (p->width - total % p->width) / 2;
    return p->stitches[(y - 2) * p->width + (x + shift) % p->width];
}

static uint32_t stitch_color(char stitch, const uint32_t *colors)
{
    switch (stitch) {
    case 'r':
        return colors[COLOR_WEAVE_RED];
    case 'y':
        return colors[COLOR_WEAVE_YELLOW];
    case 'w':
        return colors[COLOR_WEAVE_WHITE];
    case 't':
        return colors[COLOR_WEAVE_THREAD];
    default:
        return colors[COLOR_ROOF];
    }
}

/* Stitch after stitch, as whole squares: the fast way when no corner is cut. */
static void paint_squares(const struct target *t, const struct draw_cmd *cmd, int total,
                          const uint32_t *colors)
{
    const int px = cmd->px;
    const struct rect r = cmd->rect;
    fill_rect(t, r, colors[COLOR_ROOF]);
    for (int y = 0; y < CLOTH_ROWS; y++) {
        for (int x = 0; x < total; x++) {
            const char stitch = band_stitch(cmd, total, x, y);
            if (stitch != '.') {
                const int along = cmd->vertical ? y : x;
                const int across = cmd->vertical ? x : y;
                fill_rect(t, (struct rect){r.x + along * px, r.y + across * px, px, px},
                          stitch_color(stitch, colors));
            }
        }
    }
}

static char stitch_at(const struct draw_cmd *cmd, int total, int x, int y)
{
    if (x >= total || y >= CLOTH_ROWS) {
        return '.';
    }
    return cmd->kind == DRAW_BAND ? band_stitch(cmd, total, x, y)
                                  : strip_stitch((enum strip)cmd->id, total, x, y);
}

/* Pixel by pixel: cloth in a card's upper edge follows its round corners. */
static bool paint_cut(const struct target *t, struct paint_cache *cache, const struct draw_cmd *cmd,
                      int total, const uint32_t *colors)
{
    const struct rounded shape = {cmd->rect, cmd->radius, cmd->radius, 0};
    struct rounded_masks masks;
    if (!rounded_masks(cache, &shape, &masks)) {
        return false;
    }
    const struct rect r = rect_meet(cmd->rect, t->clip);
    for (int y = r.y; y < r.y + r.h; y++) {
        uint32_t *out = target_pixel(t, r.x, y);
        for (int x = 0; x < r.w; x++) {
            const char stitch = stitch_at(cmd, total, (r.x + x - cmd->rect.x) / cmd->px,
                                          (y - cmd->rect.y) / cmd->px);
            out[x] = blend(out[x], stitch_color(stitch, colors),
                           rounded_cover(&shape, &masks, r.x + x, y));
        }
    }
    return true;
}

bool paint_band(const struct target *t, struct paint_cache *cache, const struct draw_cmd *cmd,
                const uint32_t *colors)
{
    struct draw_cmd band = *cmd;
    band.px = band.px > 0 ? band.px : TOKEN_STITCH_PX;
    const int total = (band.vertical ? band.rect.h : band.rect.w) / band.px;
    if (band.radius > 0 && !band.vertical) {
        return paint_cut(t, cache, &band, total, colors);
    }
    paint_squares(t, &band, total, colors);
    return true;
}

bool paint_strip(const struct target *t, struct paint_cache *cache, const struct draw_cmd *cmd,
                 const uint32_t *colors)
{
    struct draw_cmd strip = *cmd;
    strip.px = strip.px > 0 ? strip.px : TOKEN_STITCH_PX;
    return paint_cut(t, cache, &strip, strip.rect.w / strip.px + 1, colors);
}
