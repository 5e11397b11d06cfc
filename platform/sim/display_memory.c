#include "platform/sim/display_memory.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct display_memory {
    struct port_display port;
    struct canvas canvas;
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t changed;
    struct input queue[DISPLAY_QUEUE];
    int first, count;
    bool woken;
    long presents;
    long long pixels;
};

static struct display_memory *self(struct port_display *d)
{
    return (struct display_memory *)(void *)d;
}

static struct canvas *canvas(struct port_display *d)
{
    return &self(d)->canvas;
}

static struct err present(struct port_display *port, const struct rect *changed, int count)
{
    struct display_memory *d = self(port);
    d->presents++;
    for (int i = 0; i < count; i++) {
        d->pixels += (long long)changed[i].w * changed[i].h;
    }
    return ERR_OK;
}

static struct timespec deadline_of(int timeout_ms)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += timeout_ms / 1000;
    t.tv_nsec += (long)(timeout_ms % 1000) * 1000000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000;
    }
    return t;
}

static struct input take(struct display_memory *d)
{
    if (d->count > 0) {
        const struct input input = d->queue[d->first];
        d->first = (d->first + 1) % DISPLAY_QUEUE;
        d->count--;
        return input;
    }
    const bool woken = d->woken;
    d->woken = false;
    return (struct input){.kind = woken ? INPUT_WAKE : INPUT_NONE};
}

static struct err wait_input(struct port_display *port, int timeout_ms, struct input *ret_input)
{
    struct display_memory *d = self(port);
    const struct timespec deadline = deadline_of(timeout_ms > 0 ? timeout_ms : 0);
    int late = 0;
    pthread_mutex_lock(&d->lock);
    while (d->count == 0 && !d->woken && late != ETIMEDOUT && timeout_ms != 0) {
        late = timeout_ms < 0 ? pthread_cond_wait(&d->changed, &d->lock)
                              : pthread_cond_timedwait(&d->changed, &d->lock, &deadline);
    }
    *ret_input = take(d);
    pthread_mutex_unlock(&d->lock);
    return ERR_OK;
}

static void wake(struct port_display *port)
{
    struct display_memory *d = self(port);
    pthread_mutex_lock(&d->lock);
    d->woken = true;
    pthread_cond_signal(&d->changed);
    pthread_mutex_unlock(&d->lock);
}

/* What was still to be told of the finger is told to nobody. */
static void lift(struct port_display *port)
{
    struct display_memory *d = self(port);
    pthread_mutex_lock(&d->lock);
    for (int i = 0; i < d->count; i++) {
        struct input *in = &d->queue[(d->first + i) % DISPLAY_QUEUE];
        if (in->kind == INPUT_MOVE || in->kind == INPUT_UP) {
            in->kind = INPUT_WAKE;
        }
    }
    pthread_mutex_unlock(&d->lock);
}

static void close_display(struct port_display *port)
{
    struct display_memory *d = self(port);
    if (d == NULL) {
        return;
    }
    pthread_cond_destroy(&d->changed);
    pthread_mutex_destroy(&d->lock);
    free(d->canvas.pixels);
    free(d);
}

static const struct port_display_ops ops = {
    .name = "memory",
    .canvas = canvas,
    .present = present,
    .wait = wait_input,
    .wake = wake,
    .lift = lift,
    .close = close_display,
};

struct err display_memory_open(int width, int height, struct port_display **ret_display)
{
    if (width < 1 || height < 1 || width > 8192 || height > 8192) {
        return ERR(ERR_BAD_INPUT, 0, "display: size in pixels");
    }
    struct display_memory *d = calloc(1, sizeof(*d));
    uint32_t *pixels = calloc((size_t)width * (size_t)height, sizeof(*pixels));
    if (d == NULL || pixels == NULL) {
        free(d);
        free(pixels);
        return ERR(ERR_FULL, 0, "display: memory");
    }
    d->port.ops = &ops;
    d->canvas = (struct canvas){pixels, width, height, width};
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&d->lock, NULL);
    pthread_cond_init(&d->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    *ret_display = &d->port;
    return ERR_OK;
}

struct err display_memory_push(struct port_display *port, const struct input *input)
{
    struct display_memory *d = self(port);
    struct err e = ERR(ERR_FULL, 0, "display: input queue");
    pthread_mutex_lock(&d->lock);
    if (d->count < DISPLAY_QUEUE) {
        d->queue[(d->first + d->count) % DISPLAY_QUEUE] = *input;
        d->count++;
        e = ERR_OK;
        pthread_cond_signal(&d->changed);
    }
    pthread_mutex_unlock(&d->lock);
    return e;
}

int display_memory_waiting(const struct port_display *port)
{
    return ((const struct display_memory *)(const void *)port)->count;
}

void display_memory_counts(const struct port_display *port, long *ret_presents,
                           long long *ret_pixels)
{
    const struct display_memory *d = (const struct display_memory *)(const void *)port;
    *ret_presents = d->presents;
    *ret_pixels = d->pixels;
}
