#include "ui/paint/shade.h"

int shade_of(int light)
{
    if (light >= SHADE_NONE) {
        return SHADE_NONE;
    }
    return SHADE_LEAST + (SHADE_NONE - SHADE_LEAST) * (light < 0 ? 0 : light) / SHADE_NONE;
}

static uint32_t darker(uint32_t value, uint32_t shade)
{
    return (value * shade + SHADE_NONE / 2) / SHADE_NONE;
}

void shade_rect(const struct target *t, int shade)
{
    const uint32_t s = (uint32_t)shade;
    for (int y = t->clip.y; shade < SHADE_NONE && y < t->clip.y + t->clip.h; y++) {
        uint32_t *row = target_pixel(t, t->clip.x, y);
        for (int x = 0; x < t->clip.w; x++) {
            row[x] = darker(row[x] >> 16 & 255, s) << 16 | darker(row[x] >> 8 & 255, s) << 8 |
                     darker(row[x] & 255, s);
        }
    }
}
