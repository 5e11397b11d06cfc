/* Turns a canvas and fits it into a window of another size, keeping its shape, centred. No SDL
 * here. */
#ifndef PLATFORM_SDL_FIT_H
#define PLATFORM_SDL_FIT_H

#include <stddef.h>

#include "platform/port_display.h"
#include "platform/sdl/rotate.h"

struct fit {
    struct rotation rotation; /* of the canvas */
    int width, height;        /* of the turned canvas */
    struct rect shown;        /* where the whole turned canvas lies in the window */
};

struct fit fit_make(struct rotation rotation, int window_width, int window_height);

/* The window rectangle that a canvas rectangle touches. */
struct rect fit_to_window(const struct fit *f, struct rect r);

/* A window point on the canvas; points in the margins land on the nearest edge. */
void fit_to_canvas(const struct fit *f, int x, int y, int *ret_x, int *ret_y);

/* The canvas colour of a window pixel inside f->shown: itself at equal size, else the average of
 * the pixels it covers. */
uint32_t fit_pixel(const struct fit *f, const struct canvas *c, int x, int y);

#endif
