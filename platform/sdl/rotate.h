/* Turns a picture by quarter turns, clockwise, for a panel that hangs on its side. Whole numbers
 * only; no SDL here. */
#ifndef PLATFORM_SDL_ROTATE_H
#define PLATFORM_SDL_ROTATE_H

#include "platform/port_display.h"

struct rotation {
    int degrees;       /* clockwise: 0, 90, 180 or 270 */
    int width, height; /* of the picture before it is turned, px */
};

/* The rotation that undoes r: from the turned picture, whose size it holds, to the picture. */
struct rotation rotate_back(struct rotation r);

/* Where a rectangle of the picture lies in the turned picture. */
struct rect rotate_rect(struct rotation r, struct rect part);

/* Where a point of the picture lies in the turned picture. */
void rotate_point(struct rotation r, int x, int y, int *ret_x, int *ret_y);

/* Copies count pixels of row y of the turned picture, from x on; c is the picture before. */
void rotate_row(struct rotation r, const struct canvas *c, int x, int y, uint32_t *to, int count);

#endif
