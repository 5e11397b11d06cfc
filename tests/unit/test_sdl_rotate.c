#include "platform/sdl/rotate.h"

#include <stddef.h>

#include "tests/check.h"

#define WIDTH  7
#define HEIGHT 5
#define STRIDE 9 /* rows may be longer than the picture is wide */

static const int turns[] = {0, 90, 180, 270};

static struct rotation turn(int i)
{
    return (struct rotation){turns[i], WIDTH, HEIGHT};
}

static bool same_rect(struct rect a, struct rect b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

TEST(the_corner_at_the_top_left_goes_round_clockwise)
{
    static const int corner[4][2] = {
        {0, 0}, {HEIGHT - 1, 0}, {WIDTH - 1, HEIGHT - 1}, {0, WIDTH - 1}};
    for (int i = 0; i < 4; i++) {
        int x = 0;
        int y = 0;
        rotate_point(turn(i), 0, 0, &x, &y);
        CHECK_INT(x, corner[i][0]);
        CHECK_INT(y, corner[i][1]);
    }
}

TEST(a_portrait_canvas_fills_a_landscape_panel)
{
    const struct rotation r = {90, 1080, 1920};
    const struct rotation back = rotate_back(r);
    CHECK(back.degrees == 270 && back.width == 1920 && back.height == 1080);
    CHECK(same_rect(rotate_rect(r, (struct rect){0, 0, 1080, 1920}),
                    (struct rect){0, 0, 1920, 1080}));
    CHECK(
        same_rect(rotate_rect(r, (struct rect){10, 20, 30, 40}), (struct rect){1860, 10, 40, 30}));
}

TEST(every_point_comes_back_and_stays_inside)
{
    for (int i = 0; i < 4; i++) {
        const struct rotation back = rotate_back(turn(i));
        bool taken[WIDTH * HEIGHT] = {false};
        for (int at = 0; at < WIDTH * HEIGHT; at++) {
            int x = 0;
            int y = 0;
            rotate_point(turn(i), at % WIDTH, at / WIDTH, &x, &y);
            const bool inside = x >= 0 && y >= 0 && x < back.width && y < back.height;
            CHECK(inside && !taken[y * back.width + x]);
            if (inside) {
                taken[y * back.width + x] = true;
            }
            rotate_point(back, x, y, &x, &y);
            CHECK(x == at % WIDTH && y == at / WIDTH);
        }
    }
}

/* A rectangle, turned, holds exactly the turned points of the rectangle. */
TEST(rectangles_turn_as_their_points_do_and_come_back)
{
    const struct rect part = {1, 2, 4, 3};
    for (int i = 0; i < 4; i++) {
        const struct rect t = rotate_rect(turn(i), part);
        CHECK_INT(t.w * t.h, part.w * part.h);
        for (int at = 0; at < part.w * part.h; at++) {
            int x = 0;
            int y = 0;
            rotate_point(turn(i), part.x + at % part.w, part.y + at / part.w, &x, &y);
            CHECK(x >= t.x && x < t.x + t.w && y >= t.y && y < t.y + t.h);
        }
        CHECK(same_rect(rotate_rect(rotate_back(turn(i)), t), part));
    }
}

TEST(rows_carry_the_pixels_of_the_turned_picture_and_come_back)
{
    static uint32_t pixels[STRIDE * HEIGHT];
    const struct canvas c = {pixels, WIDTH, HEIGHT, STRIDE};
    for (uint32_t i = 0; i < STRIDE * HEIGHT; i++) {
        pixels[i] = 100 + i;
    }
    for (int i = 0; i < 4; i++) {
        const struct rotation back = rotate_back(turn(i));
        uint32_t turned[WIDTH * HEIGHT];
        uint32_t again[WIDTH * HEIGHT];
        const struct canvas t = {turned, back.width, back.height, back.width};
        for (int y = 0; y < back.height; y++) {
            uint32_t *row = turned + (ptrdiff_t)y * back.width;
            rotate_row(turn(i), &c, 0, y, row, 2); /* in two parts, as rectangles come */
            rotate_row(turn(i), &c, 2, y, row + 2, back.width - 2);
        }
        for (int y = 0; y < HEIGHT; y++) {
            rotate_row(back, &t, 0, y, again + (ptrdiff_t)y * WIDTH, WIDTH);
        }
        for (int at = 0; at < WIDTH * HEIGHT; at++) {
            const uint32_t want = pixels[at / WIDTH * STRIDE + at % WIDTH];
            int x = 0;
            int y = 0;
            rotate_point(turn(i), at % WIDTH, at / WIDTH, &x, &y);
            CHECK(turned[y * back.width + x] == want);
            CHECK(again[at] == want);
        }
    }
}

int main(void)
{
    RUN(the_corner_at_the_top_left_goes_round_clockwise);
    RUN(a_portrait_canvas_fills_a_landscape_panel);
    RUN(every_point_comes_back_and_stays_inside);
    RUN(rectangles_turn_as_their_points_do_and_come_back);
    RUN(rows_carry_the_pixels_of_the_turned_picture_and_come_back);
    return check_done();
}
