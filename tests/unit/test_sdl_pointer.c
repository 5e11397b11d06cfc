#include "platform/sdl/pointer.h"

#include "platform/sdl/fit.h"
#include "tests/check.h"

#define MOUSE (-1)

static struct pointer p;
static struct input got;

TEST(the_first_finger_owns_the_press)
{
    p = (struct pointer){0};
    CHECK(pointer_step(&p, POINTER_DOWN, 7, 10, 20, 0, &got));
    CHECK(got.kind == INPUT_DOWN && got.x == 10 && got.y == 20);
    CHECK(!pointer_step(&p, POINTER_DOWN, 8, 50, 50, 10, &got));
    CHECK(!pointer_step(&p, POINTER_DOWN, MOUSE, 10, 20, 10, &got)); /* the same tap again */
    CHECK(!pointer_step(&p, POINTER_UP, MOUSE, 10, 20, 20, &got));
    CHECK(pointer_step(&p, POINTER_MOVE, 7, 11, 21, 30, &got));
    CHECK_INT(got.kind, INPUT_MOVE);
    CHECK(pointer_step(&p, POINTER_UP, 7, 12, 22, 40, &got));
    CHECK_INT(got.kind, INPUT_UP);
    CHECK(!pointer_step(&p, POINTER_UP, 8, 50, 50, 50, &got));
    CHECK(pointer_step(&p, POINTER_DOWN, MOUSE, 1, 1, 60, &got));
}

TEST(moving_without_a_press_means_nothing)
{
    p = (struct pointer){0};
    CHECK(!pointer_step(&p, POINTER_MOVE, MOUSE, 1, 1, 0, &got));
    CHECK_INT(pointer_patience(&p, 0), -1);
    CHECK(!pointer_expire(&p, 100000, &got));
}

TEST(a_press_whose_end_was_lost_is_dropped_after_five_seconds)
{
    p = (struct pointer){0};
    CHECK(pointer_step(&p, POINTER_DOWN, 1, 1, 1, 1000, &got));
    CHECK_INT(pointer_patience(&p, 3000), 3000);
    CHECK(!pointer_expire(&p, 5999, &got));
    CHECK(pointer_step(&p, POINTER_MOVE, 1, 2, 2, 5999, &got)); /* a sign of life */
    CHECK(!pointer_expire(&p, 6001, &got));
    CHECK(pointer_expire(&p, 10999, &got));
    CHECK_INT(got.kind, INPUT_CANCEL);
    CHECK(!pointer_step(&p, POINTER_UP, 1, 2, 2, 11000, &got)); /* the late end */
    CHECK(pointer_step(&p, POINTER_DOWN, 2, 1, 1, 11000, &got));
}

/* A drop of water: it moves a little all the time. */
TEST(a_touch_that_trembles_and_never_ends_leaves_the_panel_to_the_others)
{
    p = (struct pointer){0};
    CHECK(pointer_step(&p, POINTER_DOWN, 1, 500, 500, 1000, &got));
    for (int64_t now = 1100; now < 31000; now += 100) {
        CHECK(pointer_step(&p, POINTER_MOVE, 1, 500 + (int)(now / 100 % 2), 500, now, &got));
        CHECK(!pointer_expire(&p, now, &got));
    }
    CHECK(pointer_patience(&p, 30900) <= 100);
    CHECK(pointer_expire(&p, 31000, &got));
    CHECK_INT(got.kind, INPUT_CANCEL);
    CHECK(!pointer_step(&p, POINTER_MOVE, 1, 500, 500, 31100, &got)); /* it trembles on */
    CHECK(pointer_step(&p, POINTER_DOWN, 2, 100, 100, 31200, &got));
    CHECK(!pointer_step(&p, POINTER_MOVE, 1, 501, 500, 31250, &got));
    CHECK(pointer_step(&p, POINTER_UP, 2, 100, 100, 31300, &got));
    CHECK_INT(got.kind, INPUT_UP);
}

/* The panel is pulled out under a finger and plugged in again: its fingers have other numbers. */
TEST(a_finger_of_a_panel_that_went_is_up_and_the_next_one_counts)
{
    p = (struct pointer){0};
    CHECK(pointer_step(&p, POINTER_DOWN, 1, 10, 10, 1000, &got));
    pointer_lift(&p);
    CHECK_INT(pointer_patience(&p, 1000), -1);
    CHECK(!pointer_step(&p, POINTER_UP, 1, 10, 10, 1010, &got)); /* that was in the queue */
    CHECK(!pointer_expire(&p, 60000, &got));
    CHECK(pointer_step(&p, POINTER_DOWN, 9, 50, 50, 1020, &got));
    CHECK(got.kind == INPUT_DOWN && got.x == 50);
    CHECK(!pointer_step(&p, POINTER_MOVE, 1, 10, 10, 1030, &got));
    CHECK(pointer_step(&p, POINTER_UP, 9, 50, 50, 1040, &got));
}

static int counted(int presses, int64_t from_ms, int every_ms)
{
    int count = 0;
    for (int i = 0; i < presses; i++) {
        const int64_t now = from_ms + (int64_t)i * every_ms;
        count += pointer_step(&p, POINTER_DOWN, i, i * 37 % 1080, i * 91 % 1920, now, &got);
        (void)pointer_step(&p, POINTER_UP, i, 0, 0, now + 5, &got);
    }
    return count;
}

TEST(fifty_presses_a_second_are_no_hand_and_a_quick_hand_is_none_of_them)
{
    p = (struct pointer){0};
    CHECK_INT(counted(500, 1000, 20), POINTER_GHOSTS); /* ten seconds of ghosts */
    CHECK_INT(counted(1, 11100, 1), 0);                /* not quiet yet */
    CHECK_INT(counted(1, 11100 + POINTER_QUIET_MS, 1), 1);
    CHECK_INT(counted(120, 20000, 83), 120); /* twelve a second, as the quickest type */
}

/* All of them at once: the first owns the press, the others are ghosts all the same. */
TEST(ghosts_under_a_resting_finger_are_seen_too)
{
    p = (struct pointer){0};
    CHECK(pointer_step(&p, POINTER_DOWN, 900, 5, 5, 0, &got));
    CHECK_INT(counted(40, 10, 10), 0);
    CHECK(pointer_step(&p, POINTER_UP, 900, 5, 5, 500, &got));
    CHECK(!pointer_step(&p, POINTER_DOWN, 901, 5, 5, 600, &got));
    CHECK(pointer_step(&p, POINTER_DOWN, 902, 5, 5, 1700, &got));
}

TEST(a_window_of_another_shape_shows_the_whole_canvas)
{
    const struct fit small = fit_make((struct rotation){0, 1080, 1920}, 540, 960);
    CHECK(small.shown.x == 0 && small.shown.y == 0 && small.shown.w == 540 && small.shown.h == 960);
    const struct fit wide = fit_make((struct rotation){0, 1080, 1920}, 1920, 1080);
    CHECK_INT(wide.shown.h, 1080);
    CHECK_INT(wide.shown.w, 607);
    CHECK_INT(wide.shown.x, 656);
    int x = 0;
    int y = 0;
    fit_to_canvas(&wide, 656, 0, &x, &y);
    CHECK(x == 0 && y == 0);
    fit_to_canvas(&wide, 0, 2000, &x, &y); /* in the margin: the nearest edge */
    CHECK(x == 0 && y == 1919);
    fit_to_canvas(&small, 539, 959, &x, &y);
    CHECK(x == 1078 && y == 1918);
    const struct rect r = fit_to_window(&small, (struct rect){1, 1, 2, 2});
    CHECK(r.x == 0 && r.y == 0 && r.w == 2 && r.h == 2); /* whole window pixels around it */
}

TEST(a_smaller_window_shows_averages)
{
    static uint32_t pixels[4] = {0x000000, 0x0000FF, 0x00FF00, 0xFF0000};
    const struct canvas c = {pixels, 2, 2, 2};
    const struct fit half = fit_make((struct rotation){0, 2, 2}, 1, 1);
    CHECK_INT(fit_pixel(&half, &c, 0, 0), 0x3F3F3F);
    const struct fit same = fit_make((struct rotation){0, 2, 2}, 2, 2);
    CHECK_INT(fit_pixel(&same, &c, 1, 1), 0xFF0000);
}

TEST(a_turned_canvas_is_fitted_as_the_panel_sees_it)
{
    const struct fit f = fit_make((struct rotation){90, 1080, 1920}, 960, 540);
    CHECK(f.shown.x == 0 && f.shown.y == 0 && f.shown.w == 960 && f.shown.h == 540);
    const struct rect r = fit_to_window(&f, (struct rect){0, 0, 20, 10});
    CHECK(r.x == 955 && r.y == 0 && r.w == 5 && r.h == 10);
    int x = 0;
    int y = 0;
    fit_to_canvas(&f, 959, 0, &x, &y); /* the panel's top right is the picture's top left */
    CHECK(x == 0 && y == 1);
    static uint32_t pixels[8] = {0x10, 0x10, 0x30, 0x30, 0x20, 0x20, 0x50, 0x50};
    const struct canvas c = {pixels, 4, 2, 4};
    const struct fit half = fit_make((struct rotation){270, 4, 2}, 1, 2);
    CHECK_INT(fit_pixel(&half, &c, 0, 0), 0x40); /* the right half is above */
    CHECK_INT(fit_pixel(&half, &c, 0, 1), 0x18);
}

int main(void)
{
    RUN(the_first_finger_owns_the_press);
    RUN(moving_without_a_press_means_nothing);
    RUN(a_press_whose_end_was_lost_is_dropped_after_five_seconds);
    RUN(a_touch_that_trembles_and_never_ends_leaves_the_panel_to_the_others);
    RUN(a_finger_of_a_panel_that_went_is_up_and_the_next_one_counts);
    RUN(fifty_presses_a_second_are_no_hand_and_a_quick_hand_is_none_of_them);
    RUN(ghosts_under_a_resting_finger_are_seen_too);
    RUN(a_window_of_another_shape_shows_the_whole_canvas);
    RUN(a_smaller_window_shows_averages);
    RUN(a_turned_canvas_is_fitted_as_the_panel_sees_it);
    return check_done();
}
