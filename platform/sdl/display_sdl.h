/* The panel through SDL2: our canvas, copied rectangle by rectangle to a window, turned when the
 * panel hangs on its side; touches are turned back. SDL's renderer is never used; the picture on
 * the panel is bit for bit the canvas when their sizes agree, and fitted with even margins when not
 * (a small window on a desk). Needs a video driver: x11, wayland,
 * kmsdrm, or dummy in tests; SDL_VIDEODRIVER chooses. wake() from any thread, the rest main thread.
 */
#ifndef PLATFORM_SDL_DISPLAY_SDL_H
#define PLATFORM_SDL_DISPLAY_SDL_H

#include "platform/port_display.h"

struct display_sdl_params {
    int width, height;               /* canvas, px */
    int rotation;                    /* degrees clockwise to the panel: 0, 90, 180 or 270 */
    int window_width, window_height; /* as the panel has them; 0 = the whole screen */
    const char *title;
    bool show_cursor; /* at a desk */
    /* USB scancodes (SDL_SCANCODE_*) of the keypad by enum pad_key; 0 = the default, F13 to F23.
     * Arrow keys, Return, F1, Page Up and Down, F5, and 1 and 2 always work too. */
    int pad_scancodes[PAD_KEYS];
};

/* Opens the window. ERR_UNSUPPORTED when SDL finds no screen; ERR_FULL when memory is short. */
MUST_USE struct err display_sdl_open(const struct display_sdl_params *params,
                                     struct port_display **ret_display);

#endif
