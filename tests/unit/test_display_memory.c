#include "platform/sim/display_memory.h"

#include <pthread.h>

#include "tests/check.h"

TEST(inputs_come_out_in_order)
{
    struct port_display *d = NULL;
    struct input got = {0};
    CHECK_STR(display_memory_open(30, 20, &d).at, "");
    CHECK_INT(d->ops->canvas(d)->width, 30);
    CHECK_STR(display_memory_push(d, &(struct input){.kind = INPUT_DOWN, .x = 3, .y = 4}).at, "");
    CHECK_STR(display_memory_push(d, &(struct input){.kind = INPUT_KEY, .key = PAD_LEFT}).at, "");
    CHECK_INT(display_memory_waiting(d), 2);
    CHECK_STR(d->ops->wait(d, -1, &got).at, "");
    CHECK(got.kind == INPUT_DOWN && got.x == 3 && got.y == 4);
    CHECK_STR(d->ops->wait(d, 0, &got).at, "");
    CHECK(got.kind == INPUT_KEY && got.key == PAD_LEFT);
    CHECK_STR(d->ops->wait(d, 5, &got).at, "");
    CHECK_INT(got.kind, INPUT_NONE);
    d->ops->close(d);
}

TEST(a_full_queue_refuses_and_loses_nothing)
{
    struct port_display *d = NULL;
    struct input got = {0};
    CHECK_STR(display_memory_open(1, 1, &d).at, "");
    for (int i = 0; i < DISPLAY_QUEUE; i++) {
        CHECK_STR(display_memory_push(d, &(struct input){.kind = INPUT_MOVE, .x = i}).at, "");
    }
    CHECK_INT(display_memory_push(d, &(struct input){.kind = INPUT_UP}).code, ERR_FULL);
    for (int i = 0; i < DISPLAY_QUEUE; i++) {
        CHECK_STR(d->ops->wait(d, 0, &got).at, "");
        CHECK_INT(got.x, i);
    }
    d->ops->close(d);
}

TEST(a_panel_that_is_gone_tells_no_more_of_its_finger)
{
    struct port_display *d = NULL;
    struct input got = {0};
    CHECK_STR(display_memory_open(1, 1, &d).at, "");
    CHECK_STR(display_memory_push(d, &(struct input){.kind = INPUT_UP}).at, "");
    CHECK_STR(display_memory_push(d, &(struct input){.kind = INPUT_KEY}).at, "");
    d->ops->lift(d);
    CHECK_STR(d->ops->wait(d, 0, &got).at, "");
    CHECK_INT(got.kind, INPUT_WAKE);
    CHECK_STR(d->ops->wait(d, 0, &got).at, "");
    CHECK_INT(got.kind, INPUT_KEY); /* keys are not the panel's */
    d->ops->close(d);
}

static void *ring(void *display)
{
    struct port_display *d = display;
    d->ops->wake(d);
    return NULL;
}

TEST(waking_from_another_thread_ends_the_wait)
{
    struct port_display *d = NULL;
    struct input got = {0};
    pthread_t thread;
    CHECK_STR(display_memory_open(1, 1, &d).at, "");
    CHECK_INT(pthread_create(&thread, NULL, ring, d), 0);
    CHECK_STR(d->ops->wait(d, -1, &got).at, "");
    CHECK_INT(got.kind, INPUT_WAKE);
    pthread_join(thread, NULL);
    CHECK_STR(d->ops->wait(d, 0, &got).at, "");
    CHECK_INT(got.kind, INPUT_NONE); /* one ring, one wake */
    d->ops->close(d);
}

TEST(presents_are_counted)
{
    struct port_display *d = NULL;
    long presents = 0;
    long long pixels = 0;
    const struct rect changed[2] = {{0, 0, 10, 10}, {20, 5, 2, 3}};
    CHECK_STR(display_memory_open(30, 20, &d).at, "");
    CHECK_STR(d->ops->present(d, changed, 2).at, "");
    display_memory_counts(d, &presents, &pixels);
    CHECK_INT(presents, 1);
    CHECK_INT(pixels, 106);
    d->ops->close(d);
    CHECK_INT(display_memory_open(0, 20, &d).code, ERR_BAD_INPUT);
}

int main(void)
{
    RUN(inputs_come_out_in_order);
    RUN(a_full_queue_refuses_and_loses_nothing);
    RUN(a_panel_that_is_gone_tells_no_more_of_its_finger);
    RUN(waking_from_another_thread_ends_the_wait);
    RUN(presents_are_counted);
    return check_done();
}
