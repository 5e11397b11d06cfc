#include "ui/paint/art.h"

#include <string.h>

#define HEAD_BYTES  20
#define ENTRY_BYTES 12
#define ART_VERSION 1

struct drawing {
    int width, height;
    size_t rows; /* offset of the row table */
};

static uint32_t u32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static bool read_drawing(const struct art *a, int number, struct drawing *ret_drawing)
{
    const uint8_t *entry = a->bytes + HEAD_BYTES + (size_t)number * ENTRY_BYTES;
    const uint32_t w = u32(entry);
    const uint32_t h = u32(entry + 4);
    const size_t rows = u32(entry + 8);
    if (w == 0 || h == 0 || w > ART_ROW_MAX || h > ART_ROW_MAX || rows > a->size ||
        a->size - rows < (size_t)h * 4) {
        return false;
    }
    *ret_drawing = (struct drawing){(int)w, (int)h, rows};
    return true;
}

struct err art_open(struct art *a, const void *bytes, size_t size)
{
    const int count = ICON_COUNT + PICTURE_COUNT;
    a->bytes = bytes;
    a->size = size;
    if (size < HEAD_BYTES || memcmp(bytes, "RART", 4) != 0) {
        return ERR(ERR_CORRUPT, 0, "art: not an art file");
    }
    const uint64_t print = u32(a->bytes + 8) | (uint64_t)u32(a->bytes + 12) << 32;
    if (u32(a->bytes + 4) != ART_VERSION || print != ART_FINGERPRINT ||
        u32(a->bytes + 16) != (uint32_t)count) {
        return ERR(ERR_VERSION, 0, "art: made from other drawings; build again");
    }
    if (size < HEAD_BYTES + (size_t)count * ENTRY_BYTES) {
        return ERR(ERR_CORRUPT, 0, "art: cut short");
    }
    for (int i = 0; i < count; i++) {
        struct drawing d;
        if (!read_drawing(a, i, &d)) {
            return ERR(ERR_CORRUPT, i, "art: entry");
        }
    }
    return ERR_OK;
}

/* Pixels of a packed row: one repeated, or each its own. */
struct run {
    const uint8_t *pixels;
    size_t count;
    bool same;
};

/* The next run of a row of which `left` pixels are to come; false when it is damaged. */
static bool next_run(const struct art *a, size_t *at, size_t left, struct run *ret_run)
{
    if (*at >= a->size) {
        return false;
    }
    const uint8_t n = a->bytes[*at];
    const bool same = n >= 128;
    const size_t count = same ? n - 126U : n + 1U;
    const size_t packed = same ? 4 : 4 * count;
    if (count > left || a->size - *at - 1 < packed) {
        return false;
    }
    *ret_run = (struct run){a->bytes + *at + 1, count, same};
    *at += 1 + packed;
    return true;
}

static void weigh(uint32_t *pixel, const uint8_t *w, const uint32_t colors[4])
{
    const uint32_t rest = 255U - w[0] - w[1] - w[2] - w[3];
    uint32_t r = (*pixel >> 16 & 0xFF) * rest + 127;
    uint32_t g = (*pixel >> 8 & 0xFF) * rest + 127;
    uint32_t b = (*pixel & 0xFF) * rest + 127;
    for (int i = 0; i < 4; i++) {
        r += (colors[i] >> 16 & 0xFF) * w[i];
        g += (colors[i] >> 8 & 0xFF) * w[i];
        b += (colors[i] & 0xFF) * w[i];
    }
    *pixel = (r / 255) << 16 | (g / 255) << 8 | b / 255;
}

/* The one colour that covers a pixel of these weights wholly; -1 = none does. */
static int solid(const uint8_t *w)
{
    for (int i = 0; i < 4; i++) {
        if (w[i] == 255) {
            return i;
        }
    }
    return -1;
}

/* Colours one row of weights; x is the column of weights[0]. */
static void paint_row(const struct target *t, int x, int y, int width, const uint8_t *weights,
                      const uint32_t colors[4])
{
    const struct rect part = rect_meet((struct rect){x, y, width, 1}, t->clip);
    if (rect_empty(part)) {
        return;
    }
    uint32_t *out = target_pixel(t, part.x, y);
    const uint8_t *w = weights + (size_t)4 * (size_t)(part.x - x);
    for (int i = 0; i < part.w; i++, w += 4) {
        uint32_t any = 0;
        memcpy(&any, w, sizeof any);
        if (any == 0) { /* most of a drawing is */
            continue;
        }
        const int color = solid(w);
        if (color >= 0) {
            out[i] = colors[color];
        } else {
            weigh(&out[i], w, colors);
        }
    }
}

/* Colours count pixels of the same weights. */
static void paint_same(const struct target *t, int x, int y, int count, const uint8_t *w,
                       const uint32_t colors[4])
{
    const int color = solid(w);
    if ((w[0] | w[1] | w[2] | w[3]) == 0) {
        return;
    }
    const struct rect part = rect_meet((struct rect){x, y, count, 1}, t->clip);
    if (color >= 0) {
        fill_rect(t, part, colors[color]);
        return;
    }
    for (int i = 0; i < part.w; i++) {
        weigh(target_pixel(t, part.x + i, y), w, colors);
    }
}

/* Colours a row of a drawing in its own size; false when it is damaged. */
static bool paint_packed(const struct art *a, const struct target *t, const struct drawing *d,
                         struct rect r, int y, const uint32_t colors[4])
{
    size_t at = u32(a->bytes + d->rows + (size_t)(y - r.y) * 4);
    int x = r.x;
    struct run run;
    for (size_t left = (size_t)d->width; left > 0; left -= run.count) {
        if (!next_run(a, &at, left, &run)) {
            return false;
        }
        if (run.same) {
            paint_same(t, x, y, (int)run.count, run.pixels, colors);
        } else {
            paint_row(t, x, y, (int)run.count, run.pixels, colors);
        }
        x += (int)run.count;
    }
    return true;
}

/* Where a row being averaged stands. Source pixel i covers [i*width, i*width + width), target
 * column x covers [x*source, x*source + source). */
struct averaging {
    uint32_t *sums;
    int source, width, at, x;
    uint32_t times;
};

/* Spreads count equal pixels over the columns they cover; most of a drawing is empty, and empty
 * pixels are only stepped over. */
static void spread(struct averaging *v, const uint8_t *pixel, int count)
{
    const int end = v->at + count * v->width;
    if ((pixel[0] | pixel[1] | pixel[2] | pixel[3]) == 0) {
        v->at = end;
        v->x = end / v->source;
        return;
    }
    while (v->at < end) {
        const int edge = (v->x + 1) * v->source;
        const int next = edge < end ? edge : end;
        const uint32_t share = (uint32_t)(next - v->at) * v->times;
        for (int k = 0; k < 4; k++) {
            v->sums[4 * v->x + k] += pixel[k] * share;
        }
        v->at = next;
        v->x += next == edge;
    }
}

/* Adds packed row y, averaged to width columns, `times` times to the sums; false when it is
 * damaged. */
static bool add_row(struct art *a, const struct drawing *d, int y, int width, uint32_t times)
{
    struct averaging v = {.sums = a->sums, .source = d->width, .width = width, .times = times};
    size_t at = u32(a->bytes + d->rows + (size_t)y * 4);
    struct run run;
    for (size_t left = (size_t)d->width; left > 0; left -= run.count) {
        if (!next_run(a, &at, left, &run)) {
            return false;
        }
        for (size_t i = 0; !run.same && i < run.count; i++) {
            spread(&v, run.pixels + 4 * i, 1);
        }
        if (run.same) {
            spread(&v, run.pixels, (int)run.count);
        }
    }
    return true;
}

/* Averages a drawing to width * height pixels of 4 weights. */
static bool scale(struct art *a, const struct drawing *d, int width, int height, uint8_t *out)
{
    const uint32_t whole = (uint32_t)d->width * (uint32_t)d->height;
    for (int y = 0; y < height; y++) {
        memset(a->sums, 0, (size_t)width * 4 * sizeof(a->sums[0]));
        int at = y * d->height;
        const int end = at + d->height;
        while (at < end) {
            const int j = at / height;
            const int next = (j + 1) * height < end ? (j + 1) * height : end;
            if (!add_row(a, d, j, width, (uint32_t)(next - at))) {
                return false;
            }
            at = next;
        }
        for (int k = 0; k < 4 * width; k++) {
            const uint32_t sum = a->sums[k];
            out[4 * width * y + k] = (uint8_t)(sum == 0 ? 0 : (sum + whole / 2) / whole);
        }
    }
    return true;
}

/* Rounding four averages may make their sum 256 or 257. */
static void trim(uint8_t *weights, size_t pixels)
{
    for (size_t i = 0; i < pixels; i++) {
        uint8_t *w = weights + 4 * i;
        int over = w[0] + w[1] + w[2] + w[3] - 255;
        for (int k = 0; k < 4 && over > 0; k++) {
            const int take = w[k] < over ? w[k] : over;
            w[k] = (uint8_t)(w[k] - take);
            over -= take;
        }
    }
}

static const uint8_t *scaled(struct art *a, struct paint_cache *cache, int number,
                             const struct drawing *d, struct rect r)
{
    uint8_t *weights = paint_cache_find(cache, PAINT_ART, number, r.w, r.h);
    if (weights != NULL) {
        return weights;
    }
    const size_t pixels = (size_t)r.w * (size_t)r.h;
    weights = paint_cache_make(cache, PAINT_ART, number, r.w, r.h, 4 * pixels);
    if (weights == NULL) {
        return NULL;
    }
    if (!scale(a, d, r.w, r.h, weights)) {
        memset(weights, 0, 4 * pixels);
    }
    trim(weights, pixels);
    return weights;
}

bool art_paint(struct art *a, struct paint_cache *cache, const struct target *t, int drawing,
               struct rect r, const uint32_t colors[4])
{
    const struct rect seen = rect_meet(r, t->clip);
    struct drawing d;
    if (rect_empty(seen)) {
        return true;
    }
    if (r.w > ART_ROW_MAX || r.h > ART_ROW_MAX || !read_drawing(a, drawing, &d)) {
        return false;
    }
    const bool natural = d.width == r.w && d.height == r.h;
    const uint8_t *weights = natural ? NULL : scaled(a, cache, drawing, &d, r);
    for (int y = seen.y; y < seen.y + seen.h; y++) {
        if (weights != NULL) {
            paint_row(t, r.x, y, r.w, weights + (size_t)4 * (size_t)r.w * (size_t)(y - r.y),
                      colors);
        } else if (!natural || !paint_packed(a, t, &d, r, y, colors)) {
            return false;
        }
    }
    return true;
}
