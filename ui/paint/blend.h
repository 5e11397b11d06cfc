/* Pixels: XRGB8888 with an empty top byte. Blending is linear on the stored values, as the
 * drawings were made. */
#ifndef UI_PAINT_BLEND_H
#define UI_PAINT_BLEND_H

#include <stddef.h>
#include <stdint.h>

#include "platform/port_display.h"

/* Where painting goes: a canvas and the part of it that may change (inside the canvas). */
struct target {
    struct canvas *canvas;
    struct rect clip;
};

/* under covered by over, cover 0..255; rounds to nearest. */
static inline uint32_t blend(uint32_t under, uint32_t over, uint32_t cover)
{
    const uint32_t rest = 255 - cover;
    uint32_t rb = (under & 0xFF00FF) * rest + (over & 0xFF00FF) * cover + 0x800080;
    uint32_t g = ((under >> 8) & 0xFF) * rest + ((over >> 8) & 0xFF) * cover + 0x80;
    rb = ((rb + ((rb >> 8) & 0xFF00FF)) >> 8) & 0xFF00FF;
    g = ((g + (g >> 8)) >> 8) & 0xFF;
    return rb | g << 8;
}

static inline uint32_t *target_pixel(const struct target *t, int x, int y)
{
    return t->canvas->pixels + (size_t)y * (size_t)t->canvas->stride + x;
}

/* Fills a rectangle; what lies outside the clip is left alone. */
void fill_rect(const struct target *t, struct rect r, uint32_t color);

/* Blends a colour over a rectangle, cover 0..255. */
void veil_rect(const struct target *t, struct rect r, uint32_t color, uint32_t cover);

/* Colours 8-bit coverage of place's size, its upper left corner at place's. */
void blend_coverage(const struct target *t, struct rect place, const uint8_t *coverage, int stride,
                    uint32_t color);

#endif
