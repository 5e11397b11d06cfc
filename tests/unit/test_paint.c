/* The painter's parts against what they promise, on small canvases: corners, edges, cloth, art,
 * QR, images. tests/unit/test_sdl_sheet.c paints everything together with real fonts. */
#include <math.h>
#include <stdlib.h>

#include "platform/port_files.h"
#include "tests/check.h"
#include "ui/paint/bitmap.h"
#include "ui/paint/cloth.h"
#include "ui/paint/painter.h"
#include "ui/paint/shape.h"
#include "ui/patterns.h"

#define SIDE 256
static uint32_t pixels[SIDE * SIDE];
static struct canvas canvas = {pixels, SIDE, SIDE, SIDE};
static const struct target whole = {&canvas, {0, 0, SIDE, SIDE}};
static uint8_t memory[4 << 20];
static struct paint_cache cache;
static struct art art;

static void clear(uint32_t color)
{
    for (int i = 0; i < SIDE * SIDE; i++) {
        pixels[i] = color;
    }
    paint_cache_init(&cache, memory, sizeof(memory));
}

static uint32_t at(int x, int y)
{
    return pixels[y * SIDE + x];
}

TEST(blending_rounds_to_nearest_for_every_value)
{
    for (uint32_t a = 0; a < 256; a += 3) {
        for (uint32_t b = 0; b < 256; b += 5) {
            for (uint32_t c = 0; c < 256; c++) {
                const uint32_t got = blend(a * 0x010101, b * 0x010101, c);
                const uint32_t want = (uint32_t)lround((a * (255.0 - c) + b * (double)c) / 255);
                if (got != want * 0x010101) {
                    printf("# %u %u %u\n", a, b, c);
                    CHECK(false);
                    return;
                }
            }
        }
    }
}

TEST(a_circle_covers_the_area_of_a_circle)
{
    clear(0);
    const struct rounded circle = {{28, 28, 200, 200}, 100, 100, 100};
    CHECK(fill_rounded(&whole, &cache, &circle, 0xFFFFFF));
    double area = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        area += (pixels[i] & 0xFF) / 255.0;
    }
    CHECK(fabs(area - 3.14159265 * 100 * 100) < 12);
    for (int y = 0; y < SIDE; y++) { /* the same seen from all sides */
        for (int x = 0; x < SIDE; x++) {
            CHECK(at(x, y) == at(SIDE - 1 - x, y) && at(x, y) == at(x, SIDE - 1 - y));
            CHECK(abs((int)(at(x, y) & 0xFF) - (int)(at(y, x) & 0xFF)) <= 8);
        }
    }
}

TEST(a_button_has_face_edge_and_lip)
{
    clear(0);
    const struct draw_cmd button = {.kind = DRAW_RRECT,
                                    .rect = {10, 10, 200, 100},
                                    .edge_px = 3,
                                    .bottom_px = 12,
                                    .radius = 24};
    CHECK(paint_rrect(&whole, &cache, &button, 0x00FF00, 0xFF0000));
    CHECK_INT(at(110, 9), 0);
    CHECK_INT(at(110, 10), 0xFF0000);
    CHECK_INT(at(110, 12), 0xFF0000);
    CHECK_INT(at(110, 13), 0x00FF00);
    CHECK_INT(at(110, 97), 0x00FF00);
    CHECK_INT(at(110, 98), 0xFF0000);
    CHECK_INT(at(110, 109), 0xFF0000);
    CHECK_INT(at(110, 110), 0);
    CHECK_INT(at(12, 60), 0xFF0000);
    CHECK_INT(at(13, 60), 0x00FF00);
    CHECK_INT(at(10, 10), 0); /* the corner is cut */
}

TEST(an_edge_alone_leaves_the_inside_as_it_is)
{
    clear(0x123456);
    const struct draw_cmd ring = {
        .kind = DRAW_RRECT, .rect = {20, 20, 120, 80}, .edge_px = 8, .radius = 30, .no_fill = true};
    CHECK(paint_rrect(&whole, &cache, &ring, 0, 0xFFFFFF));
    CHECK_INT(at(80, 60), 0x123456);
    CHECK_INT(at(80, 22), 0xFFFFFF);
    CHECK_INT(at(22, 60), 0xFFFFFF);
    CHECK_INT(at(137, 60), 0xFFFFFF);
    CHECK_INT(at(80, 98), 0xFFFFFF);
    CHECK_INT(at(80, 29), 0x123456);
}

TEST(a_dashed_edge_is_half_dashes_all_around)
{
    clear(0);
    const struct draw_cmd dashed = {.kind = DRAW_RRECT,
                                    .rect = {20, 20, 200, 120},
                                    .edge_px = 3,
                                    .radius = 24,
                                    .no_fill = true,
                                    .dashed = true};
    struct draw_cmd solid = dashed;
    solid.dashed = false;
    CHECK(paint_rrect(&whole, &cache, &dashed, 0, 0xFFFFFF));
    double ink = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        ink += (pixels[i] & 0xFF) / 255.0;
    }
    clear(0);
    CHECK(paint_rrect(&whole, &cache, &solid, 0, 0xFFFFFF));
    double all = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        all += (pixels[i] & 0xFF) / 255.0;
    }
    CHECK(all > 0 && fabs(ink / all - 0.5) < 0.03);
}

TEST(nothing_is_painted_outside_the_clip)
{
    const struct rect clip = {60, 50, 40, 30};
    const struct target part = {&canvas, clip};
    static const uint8_t grey[4] = {0, 80, 160, 240};
    const struct rect all = {0, 0, SIDE, SIDE};
    clear(0xABCDEF);
    fill_rect(&part, all, 1);
    veil_rect(&part, all, 2, 100);
    CHECK(fill_rounded(&part, &cache, &(struct rounded){all, 90, 90, 90}, 3));
    CHECK(paint_band(&part, &cache, &(struct draw_cmd){.rect = all, .px = 4}, theme_colors[0]));
    CHECK(paint_strip(&part, &cache, &(struct draw_cmd){.kind = DRAW_STRIP, .rect = all, .px = 20},
                      theme_colors[0]));
    paint_ring(&part, &(struct draw_cmd){.rect = all, .edge_px = 90, .id = 500}, 4, 5);
    CHECK(paint_image(
        &part, &cache,
        &(struct draw_cmd){
            .rect = all, .modules = grey, .side = 2, .image_height = 2, .image_channels = 1}));
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            const bool inside =
                x >= clip.x && y >= clip.y && x < clip.x + clip.w && y < clip.y + clip.h;
            if (!inside && at(x, y) != 0xABCDEF) {
                CHECK(false);
                return;
            }
        }
    }
}

static void same_cell(const struct pattern *p, enum cell kind)
{
    for (int y = 0; y < p->height; y++) {
        for (int x = 0; x < p->width; x++) {
            if (cell_stitch(kind, p->width, x, y) != p->stitches[y * p->width + x]) {
                printf("# cell kind %d at %d, %d\n", (int)kind, x, y);
                CHECK(false);
                return;
            }
        }
    }
}

TEST(the_band_rule_gives_the_stitches_of_the_design)
{
    same_cell(&pattern_progress_done, CELL_DONE);
    same_cell(&pattern_progress_now, CELL_NOW);
    same_cell(&pattern_progress_todo, CELL_TODO);
}

TEST(a_band_of_n_cells_fills_its_length_with_n_knots)
{
    for (int cells = 1; cells <= 40; cells++) {
        const struct draw_cmd band = {.cells = (int16_t)cells, .done = (int16_t)cells};
        int knots = 0;
        for (int x = 0; x < 270; x++) { /* the middle row is yellow-yellow-yellow at a knot */
            knots += band_stitch(&band, 270, x, 7) == 'y' && band_stitch(&band, 270, x, 8) == 'y' &&
                     band_stitch(&band, 270, x, 9) == 'y';
        }
        CHECK_INT(knots, cells);
    }
}

TEST(a_standing_band_is_the_lying_band_turned)
{
    clear(0);
    const struct draw_cmd lying = {
        .rect = {0, 0, 216, 68}, .px = 4, .cells = 3, .done = 1, .now = true};
    struct draw_cmd standing = lying;
    standing.rect = (struct rect){100, 0, 68, 216};
    standing.vertical = true;
    CHECK(paint_band(&whole, &cache, &lying, theme_colors[THEME_LIGHT]));
    static uint32_t kept[216][68];
    for (int x = 0; x < 216; x++) {
        for (int y = 0; y < 68; y++) {
            kept[x][y] = at(x, y);
        }
    }
    CHECK(paint_band(&whole, &cache, &standing, theme_colors[THEME_LIGHT]));
    for (int x = 0; x < 216; x++) {
        for (int y = 0; y < 68; y++) {
            CHECK(at(100 + y, x) == kept[x][y]);
        }
    }
}

TEST(a_band_in_a_card_only_loses_its_upper_corners)
{
    struct draw_cmd band = {.kind = DRAW_BAND, .rect = {20, 10, 218, 68}, .px = 4};
    clear(0x808080);
    CHECK(paint_band(&whole, &cache, &band, theme_colors[THEME_LIGHT]));
    static uint32_t kept[SIDE * SIDE];
    memcpy(kept, pixels, sizeof(kept));
    clear(0x808080);
    band.radius = 25;
    CHECK(paint_band(&whole, &cache, &band, theme_colors[THEME_LIGHT]));
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            const bool corner = y >= 10 && y < 35 && ((x >= 20 && x < 45) || (x >= 213 && x < 238));
            CHECK(corner || at(x, y) == kept[y * SIDE + x]);
        }
    }
    CHECK_INT(at(20, 10), 0x808080);
    CHECK_INT(at(237, 10), 0x808080);
}

TEST(strips_repeat_their_motif)
{
    for (int x = 0; x < 60; x++) {
        for (int y = 0; y < CLOTH_ROWS; y++) {
            CHECK(strip_stitch(STRIP_ZIGZAG, 94, x, y) ==
                  strip_stitch(STRIP_ZIGZAG, 94, x + 12, y));
        }
    }
    CHECK(strip_stitch(STRIP_PLAIN, 94, 3, 0) == 't' &&
          strip_stitch(STRIP_CROSS, 94, 3, 16) == 'r');
}

TEST(a_drawing_takes_exactly_the_four_colours)
{
    const uint32_t colors[4] = {0x010203, 0xF0A010, 0xB00020, 0xFEFEFE};
    clear(0x777777);
    CHECK(art_paint(&art, &cache, &whole, ICON_SAVED, (struct rect){0, 0, 192, 192}, colors));
    int solid[4] = {0};
    int ground = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        for (int k = 0; k < 4; k++) {
            solid[k] += pixels[i] == colors[k];
        }
        ground += pixels[i] == 0x777777;
    }
    for (int k = 0; k < 4; k++) {
        CHECK(solid[k] > 300);
    }
    CHECK(ground > SIDE * SIDE - 192 * 192);
}

TEST(one_colour_for_all_four_gives_no_other_colour_inside)
{
    const uint32_t colors[4] = {0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF};
    for (int i = 0; i < ICON_COUNT; i++) { /* seams between fills would show as grey */
        clear(0xFFFFFF);
        CHECK(art_paint(&art, &cache, &whole, i, (struct rect){0, 0, 124, 124}, colors));
        for (int k = 0; k < SIDE * SIDE; k++) {
            if (pixels[k] != 0xFFFFFF) {
                printf("# icon %s\n", icon_name((enum icon)i));
                CHECK(false);
                break;
            }
        }
    }
}

TEST(every_drawing_can_be_painted_and_shows_something)
{
    const uint32_t colors[4] = {1, 2, 3, 4};
    for (int i = 0; i < ICON_COUNT + PICTURE_COUNT; i++) {
        clear(0xFFFFFF);
        CHECK(art_paint(&art, &cache, &whole, i, (struct rect){0, 0, 200, 200}, colors));
        int painted = 0;
        for (int k = 0; k < SIDE * SIDE; k++) {
            painted += pixels[k] != 0xFFFFFF;
        }
        CHECK(painted > 500);
    }
}

TEST(icons_are_found_by_name)
{
    enum icon icon = ICON_COUNT;
    CHECK(icon_find("place-hospital", strlen("place-hospital"), &icon));
    CHECK_INT(icon, ICON_PLACE_HOSPITAL);
    CHECK(!icon_find("place-hospita", strlen("place-hospita"), &icon));
    CHECK(!icon_find("", 0, &icon));
    CHECK_INT(picture_sizes[PICTURE_ROOF].width, 1080);
    CHECK_INT(picture_sizes[PICTURE_ROOF].height, 472);
}

TEST(damaged_art_is_refused_and_never_read_past_its_end)
{
    static struct art broken;
    static uint8_t copy[4 << 20];
    const uint32_t colors[4] = {0, 0, 0, 0};
    CHECK(art.size <= sizeof(copy));
    memcpy(copy, art.bytes, art.size);
    CHECK_INT(art_open(&broken, copy, 19).code, ERR_CORRUPT);
    CHECK_INT(art_open(&broken, copy, 100).code, ERR_CORRUPT);
    copy[8] ^= 1;
    CHECK_INT(art_open(&broken, copy, art.size).code, ERR_VERSION);
    copy[8] ^= 1;
    srandom(3);
    for (int round = 0; round < 300; round++) {
        const size_t where = 20 + (size_t)random() % (art.size - 20);
        const uint8_t was = copy[where];
        copy[where] = (uint8_t)random();
        clear(0);
        if (!failed(art_open(&broken, copy, art.size))) {
            (void)art_paint(&broken, &cache, &whole, round % (ICON_COUNT + PICTURE_COUNT),
                            (struct rect){0, 0, 50, 50}, colors);
        }
        copy[where] = was;
    }
}

TEST(the_cache_forgets_everything_when_full_and_still_paints)
{
    static uint8_t small[70000];
    const uint32_t colors[4] = {1, 2, 3, 4};
    clear(0xFFFFFF);
    paint_cache_init(&cache, small, sizeof(small));
    for (int side = 90; side < 130; side++) {
        CHECK(art_paint(&art, &cache, &whole, ICON_BIRTH, (struct rect){0, 0, side, side}, colors));
    }
    CHECK(cache.generation > 0);
    CHECK(!art_paint(&art, &cache, &whole, ICON_BIRTH, (struct rect){0, 0, 200, 200}, colors));
}

TEST(a_qr_symbol_has_whole_dots_and_a_white_margin)
{
    static const uint8_t dots[4] = {1, 0, 0, 1};
    clear(0x888888);
    paint_qr(&whole, &(struct draw_cmd){.rect = {0, 0, 255, 255}, .modules = dots, .side = 2});
    const int left = (255 - 250) / 2; /* ten modules of 25 px */
    CHECK_INT(at(left - 1, 100), 0x888888);
    CHECK_INT(at(left, 100), 0xFFFFFF);
    CHECK_INT(at(left + 99, left + 100), 0xFFFFFF);
    CHECK_INT(at(left + 100, left + 100), 0x000000);
    CHECK_INT(at(left + 124, left + 124), 0x000000);
    CHECK_INT(at(left + 125, left + 124), 0xFFFFFF);
    CHECK_INT(at(left + 125, left + 125), 0x000000);
}

TEST(an_image_is_averaged_when_it_shrinks_and_its_corners_are_cut)
{
    static uint8_t rgb[100 * 100 * 3];
    for (int i = 0; i < 100 * 100; i++) {
        rgb[3 * i] = (i / 100 + i % 100) % 2 == 0 ? 200 : 100;
        rgb[3 * i + 1] = 10;
        rgb[3 * i + 2] = 20;
    }
    clear(0xFFFFFF);
    CHECK(paint_image(&whole, &cache,
                      &(struct draw_cmd){.rect = {10, 10, 50, 50},
                                         .radius = 20,
                                         .modules = rgb,
                                         .side = 100,
                                         .image_height = 100,
                                         .image_channels = 3}));
    CHECK_INT(at(35, 35), 150 << 16 | 10 << 8 | 20);
    CHECK_INT(at(10, 10), 0xFFFFFF);
    CHECK_INT(at(59, 59), 0xFFFFFF);
    CHECK_INT(at(60, 35), 0xFFFFFF);
}

TEST(a_clock_ring_shows_the_part_that_is_left)
{
    clear(0);
    paint_ring(&whole, &(struct draw_cmd){.rect = {0, 0, 200, 200}, .edge_px = 20, .id = 250}, 1,
               2);
    CHECK_INT(at(170, 30), 2);
    CHECK_INT(at(110, 10), 2);
    CHECK_INT(at(190, 90), 2);
    CHECK_INT(at(30, 30), 1);
    CHECK_INT(at(190, 110), 1);
    CHECK_INT(at(100, 100), 0);
    paint_ring(&whole, &(struct draw_cmd){.rect = {0, 0, 200, 200}, .edge_px = 20, .id = 1000}, 1,
               2);
    CHECK_INT(at(99, 10), 2);
}

int main(void)
{
    struct file_bytes file;
    if (failed(files_linux()->ops->map("build/assets/art.bin", &file)) ||
        failed(art_open(&art, file.bytes, file.size))) {
        printf("not ok art_file_opens\n");
        return 1;
    }
    RUN(blending_rounds_to_nearest_for_every_value);
    RUN(a_circle_covers_the_area_of_a_circle);
    RUN(a_button_has_face_edge_and_lip);
    RUN(an_edge_alone_leaves_the_inside_as_it_is);
    RUN(a_dashed_edge_is_half_dashes_all_around);
    RUN(nothing_is_painted_outside_the_clip);
    RUN(the_band_rule_gives_the_stitches_of_the_design);
    RUN(a_band_of_n_cells_fills_its_length_with_n_knots);
    RUN(a_standing_band_is_the_lying_band_turned);
    RUN(a_band_in_a_card_only_loses_its_upper_corners);
    RUN(strips_repeat_their_motif);
    RUN(a_drawing_takes_exactly_the_four_colours);
    RUN(one_colour_for_all_four_gives_no_other_colour_inside);
    RUN(every_drawing_can_be_painted_and_shows_something);
    RUN(icons_are_found_by_name);
    RUN(damaged_art_is_refused_and_never_read_past_its_end);
    RUN(the_cache_forgets_everything_when_full_and_still_paints);
    RUN(a_qr_symbol_has_whole_dots_and_a_white_margin);
    RUN(an_image_is_averaged_when_it_shrinks_and_its_corners_are_cut);
    RUN(a_clock_ring_shows_the_part_that_is_left);
    return check_done();
}
