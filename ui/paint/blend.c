#include "ui/paint/blend.h"

#include <string.h>

#include "ui/draw.h"

void fill_rect(const struct target *t, struct rect r, uint32_t color)
{
    r = rect_meet(r, t->clip);
    if (rect_empty(r)) {
        return;
    }
    uint32_t *first = target_pixel(t, r.x, r.y);
    for (int x = 0; x < r.w; x++) {
        first[x] = color;
    }
    for (int y = 1; y < r.h; y++) { /* memcpy is several times faster than our loop */
        memcpy(target_pixel(t, r.x, r.y + y), first, (size_t)r.w * sizeof(*first));
    }
}

void veil_rect(const struct target *t, struct rect r, uint32_t color, uint32_t cover)
{
    r = rect_meet(r, t->clip);
    for (int y = 0; y < r.h; y++) {
        uint32_t *row = target_pixel(t, r.x, r.y + y);
        for (int x = 0; x < r.w; x++) {
            row[x] = blend(row[x], color, cover);
        }
    }
}

void blend_coverage(const struct target *t, struct rect place, const uint8_t *coverage, int stride,
                    uint32_t color)
{
    const struct rect r = rect_meet(place, t->clip);
    for (int j = 0; j < r.h; j++) {
        uint32_t *row = target_pixel(t, r.x, r.y + j);
        const uint8_t *cover =
            coverage + (size_t)(r.y - place.y + j) * (size_t)stride + (r.x - place.x);
        for (int i = 0; i < r.w; i++) {
            if (cover[i] == 255) {
                row[i] = color;
            } else if (cover[i] != 0) {
                row[i] = blend(row[i], color, cover[i]);
            }
        }
    }
}
