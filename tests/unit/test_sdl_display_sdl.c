/* The real SDL display on SDL's dummy video driver: events are SDL's own, pushed into its queue. */
#include "platform/sdl/display_sdl.h"

#include <SDL.h>
#include <pthread.h>
#include <stdlib.h>

#include "tests/check.h"

static struct port_display *display;

static void push(SDL_Event e)
{
    CHECK_INT(SDL_PushEvent(&e), 1);
}

static void mouse(uint32_t type, int x, int y)
{
    SDL_Event e = {.type = type};
    if (type == SDL_MOUSEMOTION) {
        e.motion.x = x;
        e.motion.y = y;
    } else {
        e.button.button = SDL_BUTTON_LEFT;
        e.button.x = x;
        e.button.y = y;
    }
    push(e);
}

static void finger(uint32_t type, SDL_FingerID id, float x, float y)
{
    SDL_Event e = {.type = type};
    e.tfinger.fingerId = id; /* no window, as on the bare console */
    e.tfinger.x = x;
    e.tfinger.y = y;
    push(e);
}

static struct input next(void)
{
    struct input got = {0};
    CHECK_STR(display->ops->wait(display, 20, &got).at, "");
    return got;
}

static void drain(void)
{
    while (next().kind != INPUT_NONE) {
    }
}

TEST(the_window_shows_the_changed_rectangles_only)
{
    struct canvas *c = display->ops->canvas(display);
    SDL_Window *window = SDL_GetWindowFromID(1);
    CHECK_INT(c->width, 200);
    for (int i = 0; i < 200 * 300; i++) {
        c->pixels[i] = 0x112233;
    }
    drain();
    const struct rect all = {0, 0, 200, 300};
    CHECK_STR(display->ops->present(display, &all, 1).at, "");
    for (int i = 0; i < 200 * 300; i++) {
        c->pixels[i] = 0x445566;
    }
    const struct rect part = {10, 20, 30, 40};
    CHECK_STR(display->ops->present(display, &part, 1).at, "");
    SDL_Surface *s = window == NULL ? NULL : SDL_GetWindowSurface(window);
    CHECK(s != NULL);
    for (int y = 0; s != NULL && y < 300; y++) {
        const uint32_t *row = (const uint32_t *)(void *)((uint8_t *)s->pixels + y * s->pitch);
        for (int x = 0; x < 200; x++) {
            const bool inside = x >= 10 && x < 40 && y >= 20 && y < 60;
            CHECK((row[x] & 0xFFFFFF) == (inside ? 0x445566U : 0x112233U));
        }
    }
}

TEST(a_mouse_press_is_a_press)
{
    drain();
    mouse(SDL_MOUSEMOTION, 5, 5);
    mouse(SDL_MOUSEBUTTONDOWN, 50, 60);
    mouse(SDL_MOUSEMOTION, 52, 61);
    mouse(SDL_MOUSEBUTTONUP, 53, 62);
    struct input in = next();
    CHECK(in.kind == INPUT_DOWN && in.x == 50 && in.y == 60);
    in = next();
    CHECK(in.kind == INPUT_MOVE && in.x == 52 && in.y == 61);
    in = next();
    CHECK(in.kind == INPUT_UP && in.x == 53 && in.y == 62);
    CHECK_INT(next().kind, INPUT_NONE);
}

TEST(a_finger_without_a_window_works_and_its_mouse_twin_does_not)
{
    drain();
    finger(SDL_FINGERDOWN, 3, 0.5F, 0.5F);
    mouse(SDL_MOUSEBUTTONDOWN, 100, 150);
    finger(SDL_FINGERDOWN, 4, 0.1F, 0.1F);
    finger(SDL_FINGERUP, 3, 0.5F, 0.5F);
    mouse(SDL_MOUSEBUTTONUP, 100, 150);
    struct input in = next();
    CHECK(in.kind == INPUT_DOWN && in.x == 100 && in.y == 150);
    CHECK_INT(next().kind, INPUT_UP);
    CHECK_INT(next().kind, INPUT_NONE);
}

/* SDL forgets a device that is pulled out without an end of its fingers. */
TEST(a_finger_of_a_panel_that_is_gone_is_lifted)
{
    drain();
    finger(SDL_FINGERDOWN, 3, 0.5F, 0.5F);
    CHECK_INT(next().kind, INPUT_DOWN);
    display->ops->lift(display);
    finger(SDL_FINGERMOTION, 3, 0.6F, 0.5F);
    finger(SDL_FINGERUP, 3, 0.6F, 0.5F);
    CHECK_INT(next().kind, INPUT_NONE);
    finger(SDL_FINGERDOWN, 8, 0.25F, 0.5F); /* of the panel that was plugged in again */
    struct input in = next();
    CHECK(in.kind == INPUT_DOWN && in.x == 50 && in.y == 150);
    finger(SDL_FINGERUP, 8, 0.25F, 0.5F);
    CHECK_INT(next().kind, INPUT_UP);
}

TEST(the_keypad_and_the_desk_keys_are_the_same_five)
{
    static const SDL_Scancode codes[] = {SDL_SCANCODE_F13, SDL_SCANCODE_DOWN, SDL_SCANCODE_F20,
                                         SDL_SCANCODE_F16, SDL_SCANCODE_RETURN};
    drain();
    for (size_t i = 0; i < 5; i++) {
        SDL_Event e = {.type = SDL_KEYDOWN};
        e.key.keysym.scancode = codes[i];
        push(e);
        e.key.repeat = 1; /* a stuck key says nothing more */
        push(e);
    }
    for (int key = PAD_UP; key <= PAD_SELECT; key++) {
        const struct input in = next();
        CHECK(in.kind == INPUT_KEY && (int)in.key == key);
    }
    CHECK_INT(next().kind, INPUT_NONE);
}

static void *ring(void *unused)
{
    (void)unused;
    display->ops->wake(display);
    return NULL;
}

TEST(waking_from_another_thread_ends_the_wait)
{
    pthread_t thread;
    struct input got = {0};
    drain();
    CHECK_INT(pthread_create(&thread, NULL, ring, NULL), 0);
    CHECK_STR(display->ops->wait(display, 10000, &got).at, "");
    CHECK_INT(got.kind, INPUT_WAKE);
    pthread_join(thread, NULL);
    push((SDL_Event){.type = SDL_QUIT});
    CHECK_INT(next().kind, INPUT_QUIT);
}

static uint32_t shown(SDL_Surface *s, int x, int y)
{
    const uint32_t *row = (const uint32_t *)(void *)((uint8_t *)s->pixels + y * s->pitch);
    return row[x] & 0xFFFFFF;
}

/* Presents one changed part of an odd-sized canvas and taps, in a window of the panel's size. The
 * canvas's top left is at the window's point x0, y0; one step right in it is dx, dy there. */
static void turned(int degrees, int x0, int y0, int dx, int dy)
{
    const int width = 61;
    const int height = 37;
    const bool lying = dy != 0;
    const struct display_sdl_params params = {.width = width,
                                              .height = height,
                                              .rotation = degrees,
                                              .window_width = lying ? height : width,
                                              .window_height = lying ? width : height,
                                              .title = "turned"};
    CHECK_STR(display_sdl_open(&params, &display).at, "");
    SDL_Window *window = SDL_GetWindowFromID(1);
    SDL_Surface *s = window == NULL ? NULL : SDL_GetWindowSurface(window);
    struct canvas *c = display->ops->canvas(display);
    CHECK(s != NULL && c->width == width && c->height == height);
    drain();
    const struct rect all = {0, 0, width, height};
    CHECK_STR(display->ops->present(display, &all, 1).at, ""); /* black */
    for (int i = 0; i < width * height; i++) {
        c->pixels[i] = 0x100000U + (uint32_t)i;
    }
    const struct rect part = {3, 5, 20, 11};
    CHECK_STR(display->ops->present(display, &part, 1).at, "");
    for (int i = 0; s != NULL && i < width * height; i++) {
        const int x = i % width;
        const int y = i / width;
        const bool inside = x >= 3 && x < 23 && y >= 5 && y < 16;
        CHECK(shown(s, x0 + x * dx - y * dy, y0 + x * dy + y * dx) ==
              (inside ? 0x100000U + (uint32_t)i : 0));
    }
    mouse(SDL_MOUSEBUTTONDOWN, x0 + 50 * dx - 30 * dy, y0 + 50 * dy + 30 * dx);
    mouse(SDL_MOUSEBUTTONUP, x0, y0);
    struct input in = next();
    CHECK(in.kind == INPUT_DOWN && in.x == 50 && in.y == 30);
    in = next();
    CHECK(in.kind == INPUT_UP && in.x == 0 && in.y == 0);
    display->ops->close(display);
}

TEST(a_turned_panel_shows_turned_pixels_and_touches_are_turned_back)
{
    turned(0, 0, 0, 1, 0);
    turned(90, 36, 0, 0, 1);
    turned(180, 60, 36, -1, 0);
    turned(270, 0, 60, 0, -1);
}

/* A panel of 1920 by 1080, turned by 90 degrees, is a canvas of 1080 by 1920. */
TEST(a_touch_screen_on_its_side_is_touched_where_people_see)
{
    const struct display_sdl_params params = {
        .width = 1080, .height = 1920, .rotation = 90, .window_width = 1920, .window_height = 1080};
    CHECK_STR(display_sdl_open(&params, &display).at, "");
    CHECK_INT(display->ops->canvas(display)->width, 1080);
    CHECK_INT(display->ops->canvas(display)->height, 1920);
    drain();
    finger(SDL_FINGERDOWN, 3, 0.75F, 0.25F);
    const struct input in = next();
    CHECK(in.kind == INPUT_DOWN && in.x == 270 && in.y == 479);
    display->ops->close(display);
}

int main(void)
{
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    const struct display_sdl_params params = {.width = 200,
                                              .height = 300,
                                              .window_width = 200,
                                              .window_height = 300,
                                              .title = "test",
                                              .pad_scancodes = {0, 0, SDL_SCANCODE_F20}};
    if (failed(display_sdl_open(&params, &display))) {
        printf("not ok window_opens\n");
        return 1;
    }
    RUN(the_window_shows_the_changed_rectangles_only);
    RUN(a_mouse_press_is_a_press);
    RUN(a_finger_without_a_window_works_and_its_mouse_twin_does_not);
    RUN(a_finger_of_a_panel_that_is_gone_is_lifted);
    RUN(the_keypad_and_the_desk_keys_are_the_same_five);
    RUN(waking_from_another_thread_ends_the_wait);
    display->ops->close(display);
    RUN(a_turned_panel_shows_turned_pixels_and_touches_are_turned_back);
    RUN(a_touch_screen_on_its_side_is_touched_where_people_see);
    SDL_Quit();
    return check_done();
}
