/* What the kiosk is seen on: nothing (a played visit), a window, or the panel itself. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/kiosk/kiosk.h"

#define PANEL_TRIES    150
#define PANEL_EVERY_MS 200

/* The panel itself, where no window system is asked for. While the machine starts the card may not
 * be there yet, or not be ours; a panel may be switched on later. */
static struct err up_panel(struct kiosk *k, const char *card)
{
    const struct display_drm_params params = {.width = k->settings.width,
                                              .height = k->settings.height,
                                              .rotation = k->settings.rotation,
                                              .card = card,
                                              .touch = "/dev/input"};
    const struct timespec pause = {0, PANEL_EVERY_MS * 1000000L};
    struct err e = display_drm_open(&params, &k->display);
    for (int i = 0; i < PANEL_TRIES && e.code == ERR_NOT_FOUND; i++) {
        nanosleep(&pause, NULL);
        e = display_drm_open(&params, &k->display);
    }
    return e;
}

struct err kiosk_up_display(struct kiosk *k)
{
    const struct settings *s = &k->settings;
    if (k->headless) {
        return display_memory_open(s->width, s->height, &k->display);
    }
    if (!k->window && strncmp(s->panel, "drm:", 4) == 0) {
        return up_panel(k, s->panel + 4);
    }
    if (!k->window && strcmp(s->panel, "sdl:") != 0) {
        fprintf(stderr, "kiosk: devices.panel: '%s' is none; use sdl:, drm: or drm:PATH.\n",
                s->panel);
        return ERR(ERR_BAD_INPUT, 0, "kiosk: panel");
    }
    struct display_sdl_params params = {.width = s->width,
                                        .height = s->height,
                                        .rotation = s->rotation,
                                        .title = "Rông",
                                        .show_cursor = k->window};
    if (k->window && sscanf(k->size == NULL ? "540x960" : k->size, "%dx%d", &params.window_width,
                            &params.window_height) != 2) {
        return ERR(ERR_BAD_INPUT, 0, "kiosk: window size");
    }
    return display_sdl_open(&params, &k->display);
}

void kiosk_down_display(struct kiosk *k)
{
    if (k->display != NULL) {
        k->display->ops->close(k->display);
    }
}
