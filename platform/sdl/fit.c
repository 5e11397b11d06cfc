#include "platform/sdl/fit.h"

struct fit fit_make(struct rotation rotation, int window_width, int window_height)
{
    const struct rotation back = rotate_back(rotation);
    const int width = back.width;
    const int height = back.height;
    int w = window_width;
    int h = (int)((long long)height * window_width / width);
    if (h > window_height) {
        h = window_height;
        w = (int)((long long)width * window_height / height);
    }
    w = w > 0 ? w : 1;
    h = h > 0 ? h : 1;
    return (struct fit){
        rotation, width, height, {(window_width - w) / 2, (window_height - h) / 2, w, h}};
}

static int scaled(int value, int to, int from)
{
    return (int)((long long)value * to / from);
}

static int scaled_up(int value, int to, int from)
{
    return (int)(((long long)value * to + from - 1) / from);
}

struct rect fit_to_window(const struct fit *f, struct rect r)
{
    r = rotate_rect(f->rotation, r);
    const int x0 = scaled(r.x, f->shown.w, f->width);
    const int y0 = scaled(r.y, f->shown.h, f->height);
    const int x1 = scaled_up(r.x + r.w, f->shown.w, f->width);
    const int y1 = scaled_up(r.y + r.h, f->shown.h, f->height);
    return (struct rect){f->shown.x + x0, f->shown.y + y0, x1 - x0, y1 - y0};
}

static int within(int value, int count)
{
    if (value < 0) {
        return 0;
    }
    return value < count ? value : count - 1;
}

void fit_to_canvas(const struct fit *f, int x, int y, int *ret_x, int *ret_y)
{
    x = within(scaled(x - f->shown.x, f->width, f->shown.w), f->width);
    y = within(scaled(y - f->shown.y, f->height, f->shown.h), f->height);
    rotate_point(rotate_back(f->rotation), x, y, ret_x, ret_y);
}

uint32_t fit_pixel(const struct fit *f, const struct canvas *c, int x, int y)
{
    const int x0 = scaled(x - f->shown.x, f->width, f->shown.w);
    const int y0 = scaled(y - f->shown.y, f->height, f->shown.h);
    int x1 = scaled(x - f->shown.x + 1, f->width, f->shown.w);
    int y1 = scaled(y - f->shown.y + 1, f->height, f->shown.h);
    x1 = x1 > x0 ? x1 : x0 + 1;
    y1 = y1 > y0 ? y1 : y0 + 1;
    const struct rect r =
        rotate_rect(rotate_back(f->rotation), (struct rect){x0, y0, x1 - x0, y1 - y0});
    uint32_t red = 0;
    uint32_t green = 0;
    uint32_t blue = 0;
    for (int j = r.y; j < r.y + r.h; j++) {
        for (int i = r.x; i < r.x + r.w; i++) {
            const uint32_t p = c->pixels[(size_t)j * (size_t)c->stride + (size_t)i];
            red += p >> 16 & 0xFF;
            green += p >> 8 & 0xFF;
            blue += p & 0xFF;
        }
    }
    const uint32_t n = (uint32_t)(r.w * r.h);
    return (red / n) << 16 | (green / n) << 8 | blue / n;
}
