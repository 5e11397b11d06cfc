/* What painting costs: the "choose need" screen (12 tiles, tool bar, roof) through the real fonts
 * and drawings into memory. One line a figure: name, median, p99, unit; tests/bench/run joins them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "platform/port_files.h"
#include "platform/sdl/text_ttf.h"
#include "platform/sim/display_memory.h"
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

static void report(const char *name, double *times, int count)
{
    qsort(times, (size_t)count, sizeof(times[0]), by_size);
    printf("%s\t%.3f\t%.3f\tms\n", name, times[count / 2], times[count * 99 / 100]);
}

static void button(struct rect r, enum theme_color fill, enum icon icon, int icon_px, int px,
                   const char *label)
{
    const int wide = text->ops->measure(text, FACE_BOLD, px, label, strlen(label));
    draw_add(&list, &(struct draw_cmd){.kind = DRAW_RRECT,
                                       .rect = r,
                                       .fill = fill,
                                       .edge = COLOR_LINE,
                                       .edge_px = 3,
                                       .bottom_px = 12,
                                       .radius = 24});
    draw_add(&list,
             &(struct draw_cmd){
                 .kind = DRAW_ICON,
                 .rect = {r.x + (r.w - icon_px) / 2, r.y + 20, icon_px, icon_px},
                 .id = (int)icon,
                 .colors = {COLOR_ICON_INK, COLOR_ICON_ACCENT, COLOR_ICON_RED, COLOR_ICON_PAPER}});
    draw_add(&list, &(struct draw_cmd){.kind = DRAW_TEXT,
                                       .rect = {r.x + (r.w - wide) / 2, r.y + r.h - 80, wide, 50},
                                       .baseline = (int16_t)(r.y + r.h - 42),
                                       .fill = COLOR_INK,
                                       .face = FACE_BOLD,
                                       .px = (int16_t)px,
                                       .text = label,
                                       .text_len = strlen(label)});
}

static void roof(void)
{
    static const char question[] = "Hôm nay bà con cần làm việc gì?";
    draw_add(&list,
             &(struct draw_cmd){.kind = DRAW_RECT, .rect = {0, 0, 1080, 1920}, .fill = COLOR_BG});
    draw_add(&list,
             &(struct draw_cmd){.kind = DRAW_PICTURE,
                                .rect = {0, 0, 1080, 472},
                                .id = PICTURE_ROOF,
                                .colors = {COLOR_ROOF, COLOR_ROOF_EDGE, COLOR_ROOF, COLOR_ROOF}});
    draw_add(&list, &(struct draw_cmd){.kind = DRAW_BAND,
                                       .rect = {0, 404, 1080, 68},
                                       .px = TOKEN_STITCH_PX,
                                       .cells = 9,
                                       .done = 3,
                                       .now = true});
    draw_add(&list, &(struct draw_cmd){.kind = DRAW_TEXT,
                                       .rect = {260, 150, 760, 78},
                                       .baseline = 210,
                                       .fill = COLOR_ON_ROOF,
                                       .face = FACE_DISPLAY,
                                       .px = 52,
                                       .text = question,
                                       .text_len = strlen(question)});
}

/* The screen, with one tile pressed or none (-1). */
static void build(int pressed)
{
    static const struct {
        enum icon icon;
        const char *label;
    } tiles[12] = {
        {ICON_BIRTH, "Khai sinh"},       {ICON_MARRIAGE, "Kết hôn"},
        {ICON_DEATH, "Khai tử"},         {ICON_LAND, "Đất đai, sổ đỏ"},
        {ICON_HOME, "Cư trú"},           {ICON_SUPPORT, "Trợ cấp xã hội"},
        {ICON_COPY, "Chứng thực"},       {ICON_BUSINESS, "Hộ kinh doanh"},
        {ICON_DISABILITY, "Khuyết tật"}, {ICON_VETERAN, "Người có công"},
        {ICON_CONSTRUCTION, "Xây nhà"},  {ICON_ID_CARD, "Căn cước"},
    };
    static const enum icon tools[6] = {ICON_REPLAY,  ICON_SLOWER,   ICON_LOUDER,
                                       ICON_DISPLAY, ICON_LANGUAGE, ICON_HELP};
    draw_clear(&list);
    roof();
    for (int i = 0; i < 12; i++) {
        const struct rect r = {48 + i % 3 * 336, 504 + i / 3 * 248, 312, 226};
        button(r, i == pressed ? COLOR_SUNK : COLOR_SURFACE, tiles[i].icon, 124, 38,
               tiles[i].label);
    }
    for (int i = 0; i < 6; i++) {
        button((struct rect){48 + i * 166, 1694, 154, 206}, COLOR_SURFACE, tools[i], 76, 34, "Nói");
    }
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

int main(void)
{
    static double times[ROUNDS];
    const struct rect whole = {0, 0, 1080, 1920};
    struct rect rects[DIRTY_RECTS];
    const double start = now_ms();
    open_all();
    const double opened = now_ms();
    build(-1);
    paint(&whole, 1);
    double cold = now_ms() - opened;
    double opening = opened - start;
    report("paint open", &opening, 1);
    report("paint first frame, cold", &cold, 1);
    for (int i = 0; i < ROUNDS; i++) {
        const double t = now_ms();
        paint(&whole, 1);
        times[i] = now_ms() - t;
    }
    report("paint whole frame, warm", times, ROUNDS);
    dirty_init(&dirty, 1080, 1920);
    dirty_step(&dirty, &list, 0, rects);
    for (int i = 0; i < ROUNDS; i++) {
        const double t = now_ms();
        build(i % 2 == 0 ? i % 12 : -1);
        const int count = dirty_step(&dirty, &list, 0, rects);
        paint(rects, count);
        times[i] = now_ms() - t;
    }
    report("paint touch: build, compare, one tile", times, ROUNDS);
    for (int i = 0; i < ROUNDS; i++) {
        const double t = now_ms();
        dirty_step(&dirty, &list, 0, rects);
        times[i] = now_ms() - t;
    }
    report("paint compare frames", times, ROUNDS);
    text->ops->close(text);
    display->ops->close(display);
    return 0;
}
