/* How much darker the picture gets where no lamp can be turned, pixel by pixel, and that it stays
 * legible. */
#include "ui/paint/shade.h"

#include "tests/check.h"
#include "tests/unit/contrast.h"
#include "ui/paint/painter.h"

#define SIDE 16

static uint32_t pixels[SIDE * SIDE];
static struct canvas canvas = {pixels, SIDE, SIDE, SIDE};

static void clear(uint32_t color)
{
    for (int i = 0; i < SIDE * SIDE; i++) {
        pixels[i] = color;
    }
}

TEST(every_step_of_light_is_seen_and_none_is_too_dark)
{
    CHECK_INT(shade_of(100), SHADE_NONE);
    CHECK_INT(shade_of(120), SHADE_NONE);
    for (int light = 10; light <= 100; light += 10) {
        CHECK(shade_of(light) > shade_of(light - 10)); /* staff's steps */
    }
    CHECK(shade_of(1) >= SHADE_LEAST && shade_of(0) == SHADE_LEAST && shade_of(-5) == SHADE_LEAST);
}

TEST(only_the_clip_is_darker_each_channel_by_its_share)
{
    const struct target t = {&canvas, {4, 4, 8, 8}};
    clear(0x00C86432); /* 200, 100, 50 */
    shade_rect(&t, 65);
    CHECK_INT((long)pixels[5 * SIDE + 5], 0x824121); /* 130, 65, 32.5 upwards */
    CHECK_INT((long)pixels[3 * SIDE + 5], 0xC86432);
    CHECK_INT((long)pixels[5 * SIDE + 12], 0xC86432);
    clear(0x00FFFFFF);
    shade_rect(&t, SHADE_NONE);
    CHECK_INT((long)pixels[5 * SIDE + 5], 0xFFFFFF);
}

TEST(what_is_painted_again_is_not_darker_each_time)
{
    static uint8_t memory[1 << 16];
    static struct painter painter;
    static struct draw_list list;
    const struct rect places[] = {{0, 0, SIDE, SIDE}, {0, 0, 8, 8}};
    paint_cache_init(&painter.cache, memory, sizeof memory);
    painter_wear(&painter, theme_colors, THEME_LIGHT);
    painter_set_shade(&painter, 70);
    draw_clear(&list);
    list.cmds[list.count++] =
        (struct draw_cmd){.kind = DRAW_RECT, .rect = {0, 0, SIDE, SIDE}, .fill = COLOR_BG};
    for (int i = 0; i < 3; i++) {
        CHECK(!failed(painter_paint(&painter, &list, &canvas, places, 2)));
    }
    const uint32_t bg = theme_colors[THEME_LIGHT][COLOR_BG];
    const uint32_t want = ((bg >> 16 & 255) * 70 + 50) / 100 << 16 |
                          ((bg >> 8 & 255) * 70 + 50) / 100 << 8 | ((bg & 255) * 70 + 50) / 100;
    CHECK_INT((long)pixels[0], (long)want);
    CHECK_INT((long)pixels[SIDE * SIDE - 1], (long)want);
    painter_set_shade(&painter, SHADE_NONE);
    CHECK(!failed(painter_paint(&painter, &list, &canvas, places, 1)));
    CHECK_INT((long)pixels[0], (long)bg);
}

static double at_the_least_light(uint32_t a, uint32_t b)
{
    const struct target t = {&canvas, {0, 0, 2, 1}};
    pixels[0] = a;
    pixels[1] = b;
    shade_rect(&t, SHADE_LEAST);
    return contrast(pixels[0], pixels[1]);
}

TEST(letters_of_every_theme_stay_legible_at_the_least_light)
{
    static const int pairs[][2] = {{COLOR_INK, COLOR_BG},
                                   {COLOR_INK, COLOR_SURFACE},
                                   {COLOR_INK2, COLOR_BG},
                                   {COLOR_INK2, COLOR_SURFACE},
                                   {COLOR_ON_ROOF, COLOR_ROOF},
                                   {COLOR_ON_ROOF2, COLOR_ROOF},
                                   {COLOR_ON_PRIMARY, COLOR_PRIMARY},
                                   {COLOR_ON_SELECTED, COLOR_SELECTED},
                                   {COLOR_ON_SPOKEN, COLOR_SPOKEN}};
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
            const uint32_t *colors = theme_colors[theme];
            CHECK(at_the_least_light(colors[pairs[i][0]], colors[pairs[i][1]]) >= 4.5);
        }
    }
    CHECK(contrast(0x000000, 0xFFFFFF) >= 7); /* a QR */
}

int main(void)
{
    RUN(every_step_of_light_is_seen_and_none_is_too_dark);
    RUN(only_the_clip_is_darker_each_channel_by_its_share);
    RUN(what_is_painted_again_is_not_darker_each_time);
    RUN(letters_of_every_theme_stay_legible_at_the_least_light);
    return check_done();
}
