#include "platform/sdl/rotate.h"

#include <stddef.h>
#include <string.h>

struct rotation rotate_back(struct rotation r)
{
    const bool lying = r.degrees == 90 || r.degrees == 270;
    return (struct rotation){.degrees = (360 - r.degrees) % 360,
                             .width = lying ? r.height : r.width,
                             .height = lying ? r.width : r.height};
}

struct rect rotate_rect(struct rotation r, struct rect part)
{
    const int right = r.width - part.x - part.w;
    const int below = r.height - part.y - part.h;
    switch (r.degrees) {
    case 90:
        return (struct rect){below, part.x, part.h, part.w};
    case 180:
        return (struct rect){right, below, part.w, part.h};
    case 270:
        return (struct rect){part.y, right, part.h, part.w};
    default:
        return part;
    }
}

void rotate_point(struct rotation r, int x, int y, int *ret_x, int *ret_y)
{
    const struct rect pixel = rotate_rect(r, (struct rect){x, y, 1, 1});
    *ret_x = pixel.x;
    *ret_y = pixel.y;
}

/* How far apart in the canvas two neighbours of a row of the turned picture are. */
static ptrdiff_t step(int degrees, int stride)
{
    switch (degrees) {
    case 90:
        return -(ptrdiff_t)stride;
    case 180:
        return -1;
    case 270:
        return stride;
    default:
        return 1;
    }
}

void rotate_row(struct rotation r, const struct canvas *c, int x, int y, uint32_t *to, int count)
{
    rotate_point(rotate_back(r), x, y, &x, &y);
    const ptrdiff_t first = (ptrdiff_t)y * c->stride + x;
    const ptrdiff_t apart = step(r.degrees, c->stride);
    if (apart == 1) {
        memcpy(to, c->pixels + first, (size_t)count * sizeof(*to));
        return;
    }
    for (int i = 0; i < count; i++) {
        to[i] = c->pixels[first + i * apart];
    }
}
