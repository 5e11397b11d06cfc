#include "platform/sdl/display_drm.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "platform/linux/kms.h"
#include "platform/linux/touch_panels.h"
#include "platform/sdl/fit.h"
#include "platform/sdl/pointer.h"
#include "platform/sdl/rotate.h"

#define HUGE_PAGE   ((size_t)2 << 20)
#define CHANGED_MAX 64 /* rectangles told at once */

struct display_drm {
    struct port_display port;
    struct kms kms;
    struct touch_panels touch;
    struct canvas canvas;
    struct rotation rotation; /* of the canvas */
    struct fit fit;
    struct pointer pointer;
    int bell; /* eventfd of wake() */
};

static struct display_drm *self(struct port_display *d)
{
    return (struct display_drm *)(void *)d; /* port is the first member */
}

static struct canvas *canvas(struct port_display *d)
{
    return &self(d)->canvas;
}

/* Copies the part of the canvas that shows in panel rectangle r. */
static void copy_part(struct display_drm *d, struct rect r)
{
    const struct fit *f = &d->fit;
    const bool same = f->shown.w == f->width && f->shown.h == f->height;
    for (int y = r.y; y < r.y + r.h; y++) {
        uint32_t *row = (uint32_t *)(void *)(d->kms.pixels + (size_t)y * d->kms.pitch);
        if (same) {
            rotate_row(d->rotation, &d->canvas, r.x - f->shown.x, y - f->shown.y, row + r.x, r.w);
            continue;
        }
        for (int x = r.x; x < r.x + r.w; x++) {
            row[x] = fit_pixel(f, &d->canvas, x, y);
        }
    }
}

static struct err present(struct port_display *port, const struct rect *changed, int count)
{
    struct display_drm *d = self(port);
    struct rect shown[CHANGED_MAX];
    const struct rect whole = {0, 0, d->canvas.width, d->canvas.height};
    if (!d->kms.lit || count > CHANGED_MAX) {
        changed = &whole;
        count = 1;
    }
    for (int i = 0; i < count; i++) {
        shown[i] = fit_to_window(&d->fit, changed[i]);
        copy_part(d, shown[i]);
    }
    return kms_show(&d->kms, shown, count);
}

static int64_t now_ms(void)
{
    struct timespec t = {0, 0};
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool take_bell(const struct display_drm *d)
{
    uint64_t times = 0;
    return read(d->bell, &times, sizeof times) == (ssize_t)sizeof times;
}

/* The next thing a finger did that means something to the program. */
static bool take_touch(struct display_drm *d, int64_t now, struct input *ret_input)
{
    static const enum pointer_event events[] = {
        [TOUCH_DOWN] = POINTER_DOWN, [TOUCH_MOVE] = POINTER_MOVE, [TOUCH_UP] = POINTER_UP};
    struct touch_event e;
    int panel = 0;
    while (touch_panels_next(&d->touch, &e, &panel)) {
        int x = (int)((int64_t)e.x * d->kms.width / TOUCH_PARTS);
        int y = (int)((int64_t)e.y * d->kms.height / TOUCH_PARTS);
        fit_to_canvas(&d->fit, x, y, &x, &y);
        if (pointer_step(&d->pointer, events[e.kind], panel * TOUCH_FINGERS + e.finger, x, y, now,
                         ret_input)) {
            return true;
        }
    }
    return false;
}

/* Sleeps until a finger, the bell, or timeout_ms (-1 = for ever). */
static void sleep_until(const struct display_drm *d, int timeout_ms)
{
    struct pollfd waits[2 + TOUCH_PANELS];
    int fds[1 + TOUCH_PANELS];
    const int n = touch_panels_fds(&d->touch, fds, 1 + TOUCH_PANELS);
    for (int i = 0; i < n; i++) {
        waits[i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
    }
    waits[n] = (struct pollfd){.fd = d->bell, .events = POLLIN};
    (void)poll(waits, (nfds_t)n + 1, timeout_ms); /* whatever ends it, all are looked at */
}

static struct err wait_input(struct port_display *port, int timeout_ms, struct input *ret_input)
{
    struct display_drm *d = self(port);
    const int64_t end = now_ms() + timeout_ms;
    for (;;) {
        const int64_t now = now_ms();
        if (pointer_expire(&d->pointer, now, ret_input) || take_touch(d, now, ret_input)) {
            return ERR_OK;
        }
        if (take_bell(d)) {
            *ret_input = (struct input){.kind = INPUT_WAKE};
            return ERR_OK;
        }
        if (timeout_ms >= 0 && now >= end) {
            *ret_input = (struct input){.kind = INPUT_NONE};
            return ERR_OK;
        }
        const int patience = pointer_patience(&d->pointer, now);
        int sleep = timeout_ms < 0 ? -1 : (int)(end - now);
        if (patience >= 0 && (sleep < 0 || patience < sleep)) {
            sleep = patience;
        }
        sleep_until(d, sleep);
    }
}

static void wake(struct port_display *port)
{
    const uint64_t one = 1;
    /* A full counter rings already. */
    const ssize_t ignored = write(self(port)->bell, &one, sizeof one);
    (void)ignored;
}

static void close_display(struct port_display *port)
{
    struct display_drm *d = self(port);
    if (d == NULL) {
        return;
    }
    touch_panels_close(&d->touch);
    kms_close(&d->kms);
    if (d->bell >= 0) {
        close(d->bell);
    }
    free(d->canvas.pixels);
    free(d);
}

static const struct port_display_ops ops = {
    .name = "drm",
    .canvas = canvas,
    .present = present,
    .wait = wait_input,
    .wake = wake,
    .close = close_display,
};

/* Black, in huge pages where the kernel has them. Freed with free(). */
static uint32_t *canvas_pixels(size_t count)
{
    const size_t size = (count * sizeof(uint32_t) + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    uint32_t *pixels = aligned_alloc(HUGE_PAGE, size);
    for (size_t i = 0; pixels != NULL && i < count; i++) {
        pixels[i] = 0;
    }
    return pixels;
}

static struct err open_all(struct display_drm *d, const struct display_drm_params *params)
{
    d->canvas.pixels = canvas_pixels((size_t)params->width * (size_t)params->height);
    d->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (d->canvas.pixels == NULL || d->bell < 0) {
        return ERR(ERR_FULL, errno, "display: memory");
    }
    const struct err e = kms_open(&d->kms, params->card);
    return failed(e) ? e : touch_panels_open(&d->touch, params->touch);
}

struct err display_drm_open(const struct display_drm_params *params,
                            struct port_display **ret_display)
{
    struct display_drm *d = calloc(1, sizeof *d);
    if (d == NULL) {
        return ERR(ERR_FULL, 0, "display: memory");
    }
    d->port.ops = &ops;
    d->bell = -1;
    d->kms.fd = -1;
    d->touch.changes = -1;
    for (int i = 0; i < TOUCH_PANELS; i++) {
        d->touch.panels[i].fd = -1;
    }
    d->canvas = (struct canvas){NULL, params->width, params->height, params->width};
    d->rotation = (struct rotation){params->rotation, params->width, params->height};
    const struct err e = open_all(d, params);
    if (failed(e)) {
        close_display(&d->port);
        return e;
    }
    d->fit = fit_make(d->rotation, d->kms.width, d->kms.height);
    *ret_display = &d->port;
    return ERR_OK;
}
