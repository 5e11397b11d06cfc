#include "ui/dirty.h"

#include <string.h>

#include "platform/base/log.h"

struct grid {
    uint64_t hash[DIRTY_SIDE * DIRTY_SIDE];
    int columns, rows;
};

static uint64_t mix(uint64_t h, uint64_t value)
{
    h = (h ^ value) * 0x9E3779B97F4A7C15ULL;
    return h ^ (h >> 29);
}

static uint64_t mix_bytes(uint64_t h, const void *bytes, size_t len)
{
    const uint8_t *p = bytes;
    for (; len >= 8; p += 8, len -= 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        h = mix(h, word);
    }
    uint64_t rest = len;
    for (size_t i = 0; i < len; i++) {
        rest = rest << 8 | p[i];
    }
    return mix(h, rest);
}

static uint64_t mix_ints(uint64_t h, int a, int b)
{
    return mix(h, (uint64_t)(uint32_t)a << 32 | (uint32_t)b);
}

/* Everything a command's pixels depend on; padding and pointers are not part of it. */
static uint64_t hash_cmd(const struct draw_cmd *c)
{
    uint64_t h = mix_ints(1, (int)c->kind, (int)c->fill);
    h = mix_ints(h, c->rect.x, c->rect.y);
    h = mix_ints(h, c->rect.w, c->rect.h);
    h = mix_ints(h, (int)c->edge, c->id);
    h = mix_ints(h, c->edge_px << 16 | (c->radius & 0xFFFF), c->bottom_px);
    h = mix_ints(h, c->no_fill | c->dashed << 1 | c->vertical << 2 | c->now << 3, (int)c->face);
    h = mix_ints(h, (int)c->colors[0] << 16 | (int)c->colors[1],
                 (int)c->colors[2] << 16 | (int)c->colors[3]);
    h = mix_ints(h, c->px << 16 | (c->baseline & 0xFFFF), c->cells << 16 | (c->done & 0xFFFF));
    h = mix_ints(h, c->theme, 0);
    h = mix_ints(h, c->side, c->image_height << 3 | c->image_channels);
    if (c->kind == DRAW_TEXT) {
        h = mix_bytes(h, c->text, c->text_len);
    } else if (c->kind == DRAW_QR) {
        h = mix_bytes(h, c->modules, (size_t)c->side * (size_t)c->side);
    } else if (c->kind == DRAW_IMAGE) {
        h = mix_bytes(h, c->modules,
                      (size_t)c->side * (size_t)c->image_height * (size_t)c->image_channels);
    }
    return h;
}

static void add_cmd(struct grid *g, const struct draw_cmd *cmd, struct rect panel)
{
    const struct rect r = rect_meet(draw_bounds(cmd), panel);
    if (rect_empty(r)) {
        return;
    }
    const uint64_t h = hash_cmd(cmd);
    for (int row = r.y / DIRTY_CELL; row <= (r.y + r.h - 1) / DIRTY_CELL; row++) {
        for (int column = r.x / DIRTY_CELL; column <= (r.x + r.w - 1) / DIRTY_CELL; column++) {
            uint64_t *cell = &g->hash[row * g->columns + column];
            *cell = mix(*cell, h);
        }
    }
}

/* Pixels two rectangles' common box would paint for nothing. */
static long waste(struct rect a, struct rect b, struct rect *ret_box)
{
    const int right = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
    const int bottom = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;
    struct rect box = {a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y, 0, 0};
    box.w = right - box.x;
    box.h = bottom - box.y;
    *ret_box = box;
    return (long)box.w * box.h - (long)a.w * a.h - (long)b.w * b.h;
}

static int remove_at(struct rect *rects, int count, int at)
{
    rects[at] = rects[count - 1];
    return count - 1;
}

/* Merges the pair that costs least; pairs that overlap cost less than nothing. */
static int merge_cheapest(struct rect *rects, int count)
{
    int first = 0;
    int second = 1;
    struct rect box;
    long least = waste(rects[0], rects[1], &box);
    for (int i = 0; i < count; i++) {
        for (int k = i + 1; k < count; k++) {
            const long w = waste(rects[i], rects[k], &box);
            if (w < least) {
                least = w;
                first = i;
                second = k;
            }
        }
    }
    waste(rects[first], rects[second], &rects[first]);
    return remove_at(rects, count, second);
}

static int merge_overlapping(struct rect *rects, int count)
{
    for (int i = 0; i < count; i++) {
        for (int k = i + 1; k < count; k++) {
            if (!rect_empty(rect_meet(rects[i], rects[k]))) {
                waste(rects[i], rects[k], &rects[i]);
                count = remove_at(rects, count, k);
                i = -1;
                break;
            }
        }
    }
    return count;
}

/* Adds a run of changed cells: under an equally wide one it only makes that one taller. */
static int add_run(struct rect *rects, int count, struct rect run)
{
    for (int i = 0; i < count; i++) {
        if (rects[i].x == run.x && rects[i].w == run.w && rects[i].y + rects[i].h == run.y) {
            rects[i].h += run.h;
            return count;
        }
    }
    rects[count] = run;
    count++;
    return count > DIRTY_RECTS ? merge_overlapping(rects, merge_cheapest(rects, count)) : count;
}

static int collect(const struct dirty *d, const struct grid *g, struct rect *ret_rects)
{
    const struct rect panel = {0, 0, d->width, d->height};
    struct rect rects[DIRTY_RECTS + 1];
    int count = 0;
    for (int row = 0; row < g->rows; row++) {
        int column = 0;
        while (column < g->columns) {
            int end = column;
            while (end < g->columns &&
                   g->hash[row * g->columns + end] != d->shown[row * g->columns + end]) {
                end++;
            }
            if (end > column) {
                const struct rect run = {column * DIRTY_CELL, row * DIRTY_CELL,
                                         (end - column) * DIRTY_CELL, DIRTY_CELL};
                count = add_run(rects, count, rect_meet(run, panel));
            }
            column = end + 1;
        }
    }
    count = merge_overlapping(rects, count);
    memcpy(ret_rects, rects, (size_t)count * sizeof(rects[0]));
    return count;
}

void dirty_init(struct dirty *d, int width, int height)
{
    INVARIANT(width <= DIRTY_SIDE * DIRTY_CELL && height <= DIRTY_SIDE * DIRTY_CELL);
    memset(d, 0, sizeof(*d));
    d->width = width;
    d->height = height;
}

int dirty_step(struct dirty *d, const struct draw_list *list, int theme,
               struct rect ret_rects[DIRTY_RECTS])
{
    struct grid g = {0};
    const struct rect panel = {0, 0, d->width, d->height};
    g.columns = (d->width + DIRTY_CELL - 1) / DIRTY_CELL;
    g.rows = (d->height + DIRTY_CELL - 1) / DIRTY_CELL;
    for (int i = 0; i < g.columns * g.rows; i++) {
        g.hash[i] = mix(1, (uint64_t)theme + 1);
    }
    for (int i = 0; i < list->count; i++) {
        add_cmd(&g, &list->cmds[i], panel);
    }
    for (int i = 0; i < g.columns * g.rows; i++) {
        g.hash[i] = g.hash[i] == 0 ? 1 : g.hash[i]; /* 0 is "unknown" */
    }
    const int count = collect(d, &g, ret_rects);
    memcpy(d->shown, g.hash, (size_t)(g.columns * g.rows) * sizeof(g.hash[0]));
    return count;
}
