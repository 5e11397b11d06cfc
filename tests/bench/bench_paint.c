/* What painting costs: the "choose need" screen (12 tiles, tool bar, roof) through the real fonts
 * and drawings into memory, beside a plain copy of the frame; how many pixels a touch changes.
 * Prints "name<TAB>value<TAB>limit<TAB>unit" lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "platform/port_files.h"
#include "platform/sdl/text_ttf.h"
#include "platform/sim/display_memory.h"
#include "tests/bench/need_screen.h"
#include "ui/dirty.h"
#include "ui/paint/painter.h"

#define ROUNDS 200

static struct draw_list list;
static struct dirty dirty;
static struct painter painter;
static struct port_text *text;
static struct port_display *display;
static uint8_t cache[PAINTER_CACHE_BYTES];

static void stop(const char *what)
{
    fprintf(stderr, "bench_paint: %s\n", what);
    exit(1);
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median; of one alone that. */
static double report(const char *name, double *times, int count)
{
    qsort(times, (size_t)count, sizeof(times[0]), by_size);
    printf("%s, median\t%.3f\t0\tms\n", name, times[count / 2]);
    return times[count / 2];
}

static void paint(const struct rect *rects, int count)
{
    if (failed(painter_paint(&painter, &list, display->ops->canvas(display), rects, count))) {
        stop("painting failed");
    }
}

static void open_all(void)
{
    struct file_bytes art;
    if (failed(files_linux()->ops->map("build/assets/art.bin", &art))) {
        stop("build/assets/art.bin is missing; run from the top of the checkout after make all");
    }
    if (failed(text_ttf_open(TEXT_FONT_FOLDER, TEXT_CACHE_BYTES, &text)) ||
        failed(display_memory_open(1080, 1920, &display)) ||
        failed(painter_init(&painter, text, art.bytes, art.size, cache, sizeof(cache)))) {
        stop("fonts, display or drawings do not open");
    }
}

static const struct rect whole = {0, 0, 1080, 1920};
static double times[ROUNDS], copies[ROUNDS];

/* A whole frame beside the copy of one, by turns: both meet the same memory. */
static void redrawing(void)
{
    const struct canvas *c = display->ops->canvas(display);
    const size_t bytes = (size_t)c->stride * (size_t)c->height * sizeof *c->pixels;
    void *aside = malloc(bytes);
    if (aside == NULL) {
        stop("no memory");
    }
    memset(aside, 1, bytes); /* its pages are there */
    for (int i = 0; i < ROUNDS; i++) {
        double t = now_ms();
        paint(&whole, 1);
        times[i] = now_ms() - t;
        t = now_ms();
        memcpy(aside, c->pixels, bytes);
        __asm__ volatile("" ::"r"(aside) : "memory"); /* nobody reads it, and it is copied */
        copies[i] = now_ms() - t;
    }
    const double frame = report("paint whole frame, warm", times, ROUNDS);
    const double copy = report("a plain copy of the frame", copies, ROUNDS);
    printf("whole frame painted, in copies of it\t%.3f\t4\tx\n", frame / copy);
    free(aside);
}

/* A finger comes down on a tile and up again: what differs is found and painted. */
static void touching(void)
{
    static double pixels[ROUNDS];
    struct rect rects[DIRTY_RECTS];
    dirty_init(&dirty, whole.w, whole.h);
    dirty_step(&dirty, &list, 0, rects);
    for (int i = 0; i < ROUNDS; i++) {
        const double t = now_ms();
        need_build(&list, text, i % 2 == 0 ? i % 12 : -1);
        const int count = dirty_step(&dirty, &list, 0, rects);
        paint(rects, count);
        times[i] = now_ms() - t;
        pixels[i] = 0;
        for (int k = 0; k < count; k++) {
            pixels[i] += (double)rects[k].w * rects[k].h * 100 / (whole.w * whole.h);
        }
    }
    (void)report("paint touch: build, compare, one tile", times, ROUNDS);
    qsort(pixels, ROUNDS, sizeof pixels[0], by_size);
    printf("pixels touched by one tile, most\t%.3f\t10\t%%\n", pixels[ROUNDS - 1]);
    for (int i = 0; i < ROUNDS; i++) {
        const double t = now_ms();
        dirty_step(&dirty, &list, 0, rects);
        times[i] = now_ms() - t;
    }
    (void)report("paint compare frames", times, ROUNDS);
}

int main(void)
{
    const double start = now_ms();
    open_all();
    const double opened = now_ms();
    need_build(&list, text, -1);
    paint(&whole, 1);
    double cold = now_ms() - opened;
    double opening = opened - start;
    (void)report("paint open", &opening, 1);
    (void)report("paint first frame, cold", &cold, 1);
    redrawing();
    touching();
    text->ops->close(text);
    display->ops->close(display);
    return 0;
}
