#include "platform/sdl/display_sdl.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "platform/sdl/fit.h"
#include "platform/sdl/pointer.h"
#include "platform/sdl/rotate.h"

#define MOUSE       INT64_MIN /* no finger has this number */
#define HUGE_PAGE   ((size_t)2 << 20)
#define CHANGED_MAX 64 /* rectangles handed to SDL at once */

struct display_sdl {
    struct port_display port;
    SDL_Window *window;
    struct canvas canvas;
    struct rotation rotation; /* of the canvas */
    struct fit fit;
    struct pointer pointer;
    SDL_Scancode pad[PAD_KEYS];
    uint32_t doorbell; /* SDL event type of wake() */
    bool all;          /* the window lost its picture: show everything next time */
    bool shown;        /* a picture was */
    bool fill_screen;  /* to be asked of the window manager once one was */
};

static struct display_sdl *self(struct port_display *d)
{
    return (struct display_sdl *)(void *)d;
}

static struct canvas *canvas(struct port_display *d)
{
    return &self(d)->canvas;
}

/* Copies the part of the canvas that shows in window rectangle r. */
static void copy_part(const struct display_sdl *d, SDL_Surface *to, struct rect r)
{
    const bool same = d->fit.shown.w == d->fit.width && d->fit.shown.h == d->fit.height;
    for (int y = r.y; y < r.y + r.h; y++) {
        uint32_t *row = (uint32_t *)(void *)((uint8_t *)to->pixels + (size_t)y * (size_t)to->pitch);
        if (same) {
            rotate_row(d->rotation, &d->canvas, r.x - d->fit.shown.x, y - d->fit.shown.y, row + r.x,
                       r.w);
            continue;
        }
        for (int x = r.x; x < r.x + r.w; x++) {
            row[x] = fit_pixel(&d->fit, &d->canvas, x, y);
        }
    }
}

static struct err present(struct port_display *port, const struct rect *changed, int count)
{
    struct display_sdl *d = self(port);
    SDL_Surface *surface = SDL_GetWindowSurface(d->window);
    SDL_Rect shown[CHANGED_MAX];
    const struct rect whole = {0, 0, d->canvas.width, d->canvas.height};
    if (surface == NULL || surface->format->BytesPerPixel != 4) {
        return ERR(ERR_IO, 0, "display: window has no 32-bit surface");
    }
    if (d->fit.shown.x + d->fit.shown.w > surface->w ||
        d->fit.shown.y + d->fit.shown.h > surface->h) {
        return ERR_OK; /* just being resized; the event follows */
    }
    if (d->all || count > CHANGED_MAX) {
        changed = &whole;
        count = 1;
        d->all = false;
    }
    for (int i = 0; i < count; i++) {
        const struct rect r = fit_to_window(&d->fit, changed[i]);
        copy_part(d, surface, r);
        shown[i] = (SDL_Rect){r.x, r.y, r.w, r.h};
    }
    if (SDL_UpdateWindowSurfaceRects(d->window, shown, count) != 0) {
        return ERR(ERR_IO, 0, "display: show");
    }
    d->shown = true;
    return ERR_OK;
}

static bool key_input(const struct display_sdl *d, const SDL_KeyboardEvent *key,
                      struct input *ret_input)
{
    static const SDL_Scancode desk[PAD_KEYS] = {
        SDL_SCANCODE_UP,     SDL_SCANCODE_DOWN, SDL_SCANCODE_LEFT,   SDL_SCANCODE_RIGHT,
        SDL_SCANCODE_RETURN, SDL_SCANCODE_F1,   SDL_SCANCODE_PAGEUP, SDL_SCANCODE_PAGEDOWN,
        SDL_SCANCODE_F5,     SDL_SCANCODE_1,    SDL_SCANCODE_2};
    for (int i = 0; i < PAD_KEYS && key->repeat == 0; i++) {
        if (key->keysym.scancode == d->pad[i] || key->keysym.scancode == desk[i]) {
            *ret_input = (struct input){.kind = key->type == SDL_KEYUP ? INPUT_KEY_UP : INPUT_KEY,
                                        .key = (enum pad_key)i};
            return true;
        }
    }
    return false;
}

static bool pointer_input(struct display_sdl *d, const SDL_Event *e, struct input *ret_input)
{
    const bool finger =
        e->type == SDL_FINGERDOWN || e->type == SDL_FINGERUP || e->type == SDL_FINGERMOTION;
    const bool down = e->type == SDL_FINGERDOWN || e->type == SDL_MOUSEBUTTONDOWN;
    const bool up = e->type == SDL_FINGERUP || e->type == SDL_MOUSEBUTTONUP;
    const enum pointer_event event = down ? POINTER_DOWN : up ? POINTER_UP : POINTER_MOVE;
    int x = 0;
    int y = 0;
    int window_width = 0;
    int window_height = 0;
    if (finger) {
        SDL_GetWindowSize(d->window, &window_width, &window_height);
        x = (int)(e->tfinger.x * (float)window_width);
        y = (int)(e->tfinger.y * (float)window_height);
    } else if (e->type == SDL_MOUSEMOTION) {
        x = e->motion.x;
        y = e->motion.y;
    } else if (e->button.button == SDL_BUTTON_LEFT) {
        x = e->button.x;
        y = e->button.y;
    } else {
        return false;
    }
    fit_to_canvas(&d->fit, x, y, &x, &y);
    return pointer_step(&d->pointer, event, finger ? e->tfinger.fingerId : MOUSE, x, y,
                        (int64_t)SDL_GetTicks64(), ret_input);
}

static void refit(struct display_sdl *d)
{
    int width = 0;
    int height = 0;
    SDL_GetWindowSize(d->window, &width, &height);
    d->fit = fit_make(d->rotation, width, height);
    d->all = true;
}

/* True when the event means something to the program. */
static bool take(struct display_sdl *d, const SDL_Event *e, struct input *ret_input)
{
    if (e->type == d->doorbell) {
        *ret_input = (struct input){.kind = INPUT_WAKE};
        return true;
    }
    switch (e->type) {
    case SDL_QUIT:
        *ret_input = (struct input){.kind = INPUT_QUIT};
        return true;
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        return key_input(d, &e->key, ret_input);
    case SDL_WINDOWEVENT: /* uncovered or resized: our picture must be shown again */
        if (e->window.event == SDL_WINDOWEVENT_EXPOSED ||
            e->window.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
            refit(d);
            const struct err shown = present(&d->port, NULL, 0);
            (void)shown; /* the next frame reports it */
            return false;
        }
        return false;
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
    case SDL_FINGERMOTION:
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
    case SDL_MOUSEMOTION:
        return pointer_input(d, e, ret_input);
    default:
        return false;
    }
}

static struct err wait_input(struct port_display *port, int timeout_ms, struct input *ret_input)
{
    struct display_sdl *d = self(port);
    const int64_t end = (int64_t)SDL_GetTicks64() + timeout_ms;
    if (d->fill_screen && d->shown) {
        d->fill_screen = false;
        (void)SDL_SetWindowFullscreen(d->window, SDL_WINDOW_FULLSCREEN_DESKTOP);
    }
    for (;;) {
        const int64_t now = (int64_t)SDL_GetTicks64();
        if (pointer_expire(&d->pointer, now, ret_input)) {
            return ERR_OK;
        }
        const int patience = pointer_patience(&d->pointer, now);
        int sleep = timeout_ms < 0 ? -1 : (int)(end > now ? end - now : 0);
        if (patience >= 0 && (sleep < 0 || patience < sleep)) {
            sleep = patience;
        }
        SDL_Event e;
        const int got = sleep < 0 ? SDL_WaitEvent(&e) : SDL_WaitEventTimeout(&e, sleep);
        if (got != 0 && take(d, &e, ret_input)) {
            return ERR_OK;
        }
        if (timeout_ms >= 0 && got == 0 && (int64_t)SDL_GetTicks64() >= end) {
            *ret_input = (struct input){.kind = INPUT_NONE};
            return ERR_OK;
        }
    }
}

static void wake(struct port_display *port)
{
    SDL_Event e;
    memset(&e, 0, sizeof(e));
    e.type = self(port)->doorbell;
    SDL_PushEvent(&e);
}

static void lift(struct port_display *port)
{
    pointer_lift(&self(port)->pointer);
}

static void close_display(struct port_display *port)
{
    struct display_sdl *d = self(port);
    if (d == NULL) {
        return;
    }
    SDL_DestroyWindow(d->window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    free(d->canvas.pixels);
    free(d);
}

static const struct port_display_ops ops = {
    .name = "sdl",
    .canvas = canvas,
    .present = present,
    .wait = wait_input,
    .wake = wake,
    .lift = lift,
    .close = close_display,
};

/* Our canvas is the only renderer, the fingers are the only fingers, signals are ours
 * (reference/house.md 5.1, 5.2, 5.6). Nothing is composed by the X keyboard, so its table of 600 KB
 * is not read at every start; and no session bus is started where there is none. */
static void give_hints(void)
{
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint("SDL_MOUSE_AUTO_CAPTURE", "0");
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    (void)SDL_setenv("XCOMPOSEFILE", "/dev/null", 0);
    (void)SDL_setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
}

static void set_pad(struct display_sdl *d, const struct display_sdl_params *params)
{
    static const SDL_Scancode usual[PAD_KEYS] = {
        SDL_SCANCODE_F13, SDL_SCANCODE_F14, SDL_SCANCODE_F15, SDL_SCANCODE_F16,
        SDL_SCANCODE_F17, SDL_SCANCODE_F18, SDL_SCANCODE_F19, SDL_SCANCODE_F20,
        SDL_SCANCODE_F21, SDL_SCANCODE_F22, SDL_SCANCODE_F23};
    for (int i = 0; i < PAD_KEYS; i++) {
        d->pad[i] =
            params->pad_scancodes[i] > 0 ? (SDL_Scancode)params->pad_scancodes[i] : usual[i];
    }
}

/* Black. In huge pages where the kernel has them: two thousand page faults less before the first
 * picture. Freed with free(). */
static uint32_t *canvas_pixels(size_t count)
{
    const size_t size = (count * sizeof(uint32_t) + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    uint32_t *pixels = aligned_alloc(HUGE_PAGE, size);
    if (pixels != NULL) {
        (void)madvise(pixels, size, MADV_HUGEPAGE);
        memset(pixels, 0, count * sizeof(uint32_t));
    }
    return pixels;
}

/* On X11 without a window manager SDL waits 100 ms for one to answer a full-screen window. So that
 * the first picture does not wait with it, the window begins without a border, as large as the
 * screen, and asks for the full screen behind that picture. */
static SDL_Window *open_window(struct display_sdl *d, const struct display_sdl_params *params)
{
    const bool full = params->window_width <= 0 || params->window_height <= 0;
    const struct rotation panel = rotate_back(d->rotation);
    const char *driver = SDL_GetCurrentVideoDriver();
    SDL_Rect screen = {0, 0, panel.width, panel.height};
    if (!full) {
        return SDL_CreateWindow(params->title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                params->window_width, params->window_height, SDL_WINDOW_RESIZABLE);
    }
    d->fill_screen = driver != NULL && strcmp(driver, "x11") == 0;
    if (d->fill_screen) {
        (void)SDL_GetDisplayBounds(0, &screen);
    }
    return SDL_CreateWindow(params->title, screen.x, screen.y, screen.w, screen.h,
                            d->fill_screen ? SDL_WINDOW_BORDERLESS : SDL_WINDOW_FULLSCREEN_DESKTOP);
}

struct err display_sdl_open(const struct display_sdl_params *params,
                            struct port_display **ret_display)
{
    give_hints();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        return ERR(ERR_UNSUPPORTED, 0, "display: SDL finds no screen");
    }
    struct display_sdl *d = calloc(1, sizeof(*d));
    uint32_t *pixels = canvas_pixels((size_t)params->width * (size_t)params->height);
    if (d == NULL || pixels == NULL) {
        free(d);
        free(pixels);
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return ERR(ERR_FULL, 0, "display: memory");
    }
    d->port.ops = &ops;
    d->canvas = (struct canvas){pixels, params->width, params->height, params->width};
    d->rotation = (struct rotation){params->rotation, params->width, params->height};
    d->doorbell = SDL_RegisterEvents(1);
    set_pad(d, params);
    d->window = open_window(d, params);
    if (d->window == NULL) {
        close_display(&d->port);
        return ERR(ERR_UNSUPPORTED, 0, "display: SDL opens no window");
    }
    SDL_StopTextInput(); /* our keyboard is drawn by us; nothing typed goes through SDL */
    SDL_ShowCursor(params->show_cursor ? SDL_ENABLE : SDL_DISABLE);
    refit(d);
    *ret_display = &d->port;
    return ERR_OK;
}
