/* The panel of an appliance: what the canvas holds is on the card's memory, and a finger on the
 * glass comes back as an input on the canvas, whichever way the panel hangs. */
#define _GNU_SOURCE /* memfd_create */
#include <pthread.h>

#include "platform/sdl/display_drm.h"
#include "tests/check.h"
#include "tests/unit/drm_world.h"

#define WIDTH  6
#define HEIGHT 10

static struct port_display *display;

static void up(int panel_width, int panel_height, int rotation)
{
    const struct display_drm_params params = {
        .width = WIDTH, .height = HEIGHT, .rotation = rotation, .card = "", .touch = "/tmp"};
    card_plug(panel_width, panel_height);
    CHECK(!failed(display_drm_open(&params, &display)));
    struct canvas *c = display->ops->canvas(display);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        c->pixels[i] = (uint32_t)i + 1;
    }
}

static void down(void)
{
    display->ops->close(display);
}

/* What the panel shows there. */
static uint32_t panel_pixel(int x, int y, int panel_width)
{
    const size_t pitch = (size_t)panel_width * 4 + 64;
    uint32_t pixel = 0;
    CHECK(pread(card.fd, &pixel, sizeof pixel, (off_t)((size_t)y * pitch + (size_t)x * 4)) == 4);
    return pixel;
}

static void show(struct rect part)
{
    CHECK(!failed(display->ops->present(display, &part, 1)));
}

TEST(the_first_picture_is_whole_whatever_changed)
{
    up(WIDTH, HEIGHT, 0);
    show((struct rect){2, 2, 1, 1});
    CHECK_INT(panel_pixel(0, 0, WIDTH), 1);
    CHECK_INT(panel_pixel(WIDTH - 1, HEIGHT - 1, WIDTH), WIDTH * HEIGHT);
    CHECK_INT(card.lit, 1);
    down();
}

TEST(only_what_changed_is_copied)
{
    up(WIDTH, HEIGHT, 0);
    show((struct rect){0, 0, 1, 1});
    struct canvas *c = display->ops->canvas(display);
    c->pixels[0] = 1000;
    c->pixels[1] = 1001;
    show((struct rect){1, 0, 1, 1});
    CHECK_INT(panel_pixel(0, 0, WIDTH), 1);
    CHECK_INT(panel_pixel(1, 0, WIDTH), 1001);
    CHECK_INT(card.first.x1, 1);
    CHECK_INT(card.first.x2, 2);
    down();
}

TEST(a_panel_on_its_side)
{
    up(HEIGHT, WIDTH, 90);
    show((struct rect){0, 0, WIDTH, HEIGHT});
    CHECK_INT(panel_pixel(HEIGHT - 1, 0, HEIGHT), 1); /* the top left is at the top right */
    CHECK_INT(panel_pixel(0, 0, HEIGHT), (HEIGHT - 1) * WIDTH + 1);
    down();
}

TEST(a_panel_of_another_size_keeps_the_shape)
{
    up(2 * WIDTH, HEIGHT, 0);
    show((struct rect){0, 0, WIDTH, HEIGHT});
    CHECK_INT(panel_pixel(0, 0, 2 * WIDTH), 0); /* the margin */
    CHECK_INT(panel_pixel(WIDTH / 2, 0, 2 * WIDTH), 1);
    down();
}

TEST(nothing_is_told_when_the_time_is_over)
{
    struct input in = {.kind = INPUT_QUIT};
    up(WIDTH, HEIGHT, 0);
    CHECK(!failed(display->ops->wait(display, 0, &in)));
    CHECK_INT(in.kind, INPUT_NONE);
    CHECK(!failed(display->ops->wait(display, 20, &in)));
    CHECK_INT(in.kind, INPUT_NONE);
    down();
}

static void *ring(void *context)
{
    struct port_display *d = context;
    d->ops->wake(d);
    return NULL;
}

TEST(another_thread_rings_the_bell)
{
    struct input in = {.kind = INPUT_NONE};
    pthread_t thread;
    up(WIDTH, HEIGHT, 0);
    CHECK(pthread_create(&thread, NULL, ring, display) == 0);
    CHECK(!failed(display->ops->wait(display, -1, &in)));
    CHECK_INT(in.kind, INPUT_WAKE);
    pthread_join(thread, NULL);
    CHECK(!failed(display->ops->wait(display, 0, &in)));
    CHECK_INT(in.kind, INPUT_NONE); /* once */
    down();
}

TEST(no_panel_is_an_error_and_leaves_nothing_open)
{
    const struct display_drm_params params = {
        .width = WIDTH, .height = HEIGHT, .card = "", .touch = "/tmp"};
    card_plug(WIDTH, HEIGHT);
    card.connected[1] = false;
    CHECK_INT(display_drm_open(&params, &display).code, ERR_NOT_FOUND);
    card_plug(WIDTH, HEIGHT);
    CHECK_INT(display_drm_open(
                  &(struct display_drm_params){
                      .width = WIDTH, .height = HEIGHT, .card = "", .touch = "/nonexistent"},
                  &display)
                  .code,
              ERR_IO);
}

int main(void)
{
    RUN(the_first_picture_is_whole_whatever_changed);
    RUN(only_what_changed_is_copied);
    RUN(a_panel_on_its_side);
    RUN(a_panel_of_another_size_keeps_the_shape);
    RUN(nothing_is_told_when_the_time_is_over);
    RUN(another_thread_rings_the_bell);
    RUN(no_panel_is_an_error_and_leaves_nothing_open);
    return check_done();
}
