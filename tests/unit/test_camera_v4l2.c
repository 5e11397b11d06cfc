#include "platform/linux/camera_v4l2.h"

#include <stdlib.h>
#include <time.h>

#include "platform/linux/jpeg_file.h"
#include "platform/linux/jpeg_file_write.h"
#include "tests/check.h"
#include "tests/unit/v4l2_world.h"

static struct camera_v4l2 camera;
static uint8_t picture[200000], jpeg[V4L2_WORLD_ROOM], rgb[400 * 400 * 3];
static size_t picture_size, size;
static int width, height;

static void draw(void *context, int y, uint8_t *ret_rgb)
{
    const int side = *(const int *)context;
    for (int x = 0; x < side; x++) {
        memset(ret_rgb + x * 3, (x / 16 + y / 16) % 2 == 0 ? 240 : 20, 3);
    }
}

/* A chequered MJPEG picture of so many pixels a side lies under the camera. */
static void show(int side)
{
    int pixels = side;
    const struct jpeg_rows rows = {.width = side, .height = side, .row = draw, .context = &pixels};
    CHECK(!failed(image_jpeg_write(&rows, 80, picture, sizeof picture, &picture_size)));
    v4l2.picture = picture;
    v4l2.picture_size = picture_size;
}

static void plug_in(void)
{
    v4l2 = (struct v4l2_world){
        .plugged = true,
        .returns_after = -1,
        .fd = -1,
        .far = -1,
        .memory = -1,
        .offers = {{V4L2_PIX_FMT_YUYV, 640, 480},
                   {V4L2_PIX_FMT_MJPEG, 320, 320},
                   {V4L2_PIX_FMT_MJPEG, 800, 800},
                   {V4L2_PIX_FMT_MJPEG, 20000, 20000}},
        .script = {FRAME_WHOLE},
    };
    show(800);
    CHECK(!failed(camera_v4l2_open(&camera, V4L2_WORLD_PATH)));
    CHECK(camera.still_ms > 0 && camera.still_ms < camera.port.ops->limit_ms);
    camera.still_ms = 300;
    camera.view_ms = 150;
    camera.settle_ms = 0;
}

static enum err_code take(void)
{
    size = 0;
    return camera.port.ops->still(&camera.port, NULL, jpeg, sizeof jpeg, &size).code;
}

static enum err_code look(void)
{
    width = height = 0;
    return camera.port.ops->view(&camera.port, NULL, 400, rgb, sizeof rgb, &width, &height).code;
}

static long elapsed_ms(enum err_code (*call)(void), enum err_code want)
{
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    CHECK_INT(call(), want);
    clock_gettime(CLOCK_MONOTONIC, &b);
    return (b.tv_sec - a.tv_sec) * 1000 + (b.tv_nsec - a.tv_nsec) / 1000000;
}

TEST(the_largest_picture_it_can_be_read_from_is_asked_for)
{
    plug_in();
    CHECK_INT(take(), ERR_NONE);
    CHECK_INT(v4l2.now.format, V4L2_PIX_FMT_MJPEG);
    CHECK_INT(v4l2.now.width, 800);
    CHECK_INT(size, picture_size);
    CHECK(memcmp(jpeg, picture, size) == 0);
    camera.port.ops->close(&camera.port);
}

TEST(without_anybody_looking_the_stream_ends_with_the_still)
{
    plug_in();
    CHECK_INT(take(), ERR_NONE);
    CHECK(!v4l2.streaming && camera.fd < 0);
    CHECK_INT(look(), ERR_NONE);
    CHECK(v4l2.streaming);
    CHECK_INT(take(), ERR_NONE);
    CHECK(v4l2.streaming);
    CHECK_INT(v4l2.opened, 2);
    camera.port.ops->rest(&camera.port);
    CHECK(!v4l2.streaming && camera.fd < 0);
}

TEST(a_view_is_small)
{
    plug_in();
    CHECK_INT(look(), ERR_NONE);
    CHECK_INT(width, 400);
    CHECK_INT(height, 400);
    CHECK(rgb[3 * (4 * 400 + 4)] > 200 && rgb[3 * (4 * 400 + 12)] < 60);
    camera.port.ops->close(&camera.port);
}

TEST(uncompressed_frames_become_a_jpeg_and_a_view)
{
    static uint8_t yuyv[640 * 480 * 2];
    plug_in();
    v4l2.offers[1].format = 0;
    memset(yuyv, 128, sizeof yuyv);
    v4l2.picture = yuyv;
    v4l2.picture_size = sizeof yuyv;
    CHECK_INT(take(), ERR_NONE);
    CHECK(!failed(image_jpeg_size(jpeg, size, &width, &height)));
    CHECK_INT(width, 640);
    CHECK_INT(height, 480);
    CHECK_INT(look(), ERR_NONE);
    CHECK_INT(width, 320);
    CHECK(rgb[0] > 120 && rgb[0] < 140);
    camera.port.ops->close(&camera.port);
}

TEST(bad_frames_are_passed_over_and_the_next_good_one_is_taken)
{
    plug_in();
    const enum v4l2_frame script[] = {FRAME_EMPTY, FRAME_SHORT, FRAME_CORRUPT, FRAME_ERROR,
                                      FRAME_WHOLE};
    memcpy(v4l2.script, script, sizeof script);
    CHECK_INT(take(), ERR_NONE);
    CHECK_INT(size, picture_size);
    CHECK(memcmp(jpeg, picture, size) == 0);
    CHECK(v4l2.given >= 5);
}

TEST(nothing_but_bad_frames_is_no_picture)
{
    plug_in();
    v4l2.script[0] = FRAME_SHORT;
    CHECK_INT(take(), ERR_BAD_INPUT);
    CHECK_INT(jpeg[0], 0);
    v4l2.script[0] = FRAME_WHOLE;
    CHECK_INT(take(), ERR_NONE);
}

TEST(a_frame_that_never_comes_is_not_waited_for)
{
    plug_in();
    v4l2.silent = true;
    const long waited = elapsed_ms(take, ERR_TIMEOUT);
    CHECK(waited >= 290 && waited < 1500);
    v4l2.silent = false;
    CHECK_INT(take(), ERR_NONE);
}

TEST(one_that_says_it_is_ready_and_is_not_is_not_waited_for_either)
{
    plug_in();
    v4l2.teases = true;
    CHECK(elapsed_ms(take, ERR_TIMEOUT) < 1500);
    CHECK(!v4l2.blocking);
    v4l2.teases = false;
    CHECK_INT(take(), ERR_NONE);
}

TEST(silence_in_the_view_ends_its_stream_and_the_next_look_begins_anew)
{
    plug_in();
    CHECK_INT(look(), ERR_NONE);
    v4l2.silent = true;
    while (look() == ERR_NONE) {
        /* frames that lay ready */
    }
    v4l2.silent = false;
    const int opened = v4l2.opened;
    CHECK_INT(look(), ERR_NONE);
    CHECK_INT(v4l2.opened, opened + 1);
    camera.port.ops->close(&camera.port);
}

TEST(pulled_out_while_she_looks_it_is_offline_and_comes_back_another_size)
{
    plug_in();
    CHECK_INT(look(), ERR_NONE);
    v4l2_unplug();
    CHECK_INT(look(), ERR_OFFLINE);
    CHECK_INT(take(), ERR_OFFLINE);
    v4l2.plugged = true;
    v4l2.forced = (struct v4l2_offer){V4L2_PIX_FMT_MJPEG, 320, 320};
    show(320);
    CHECK_INT(look(), ERR_NONE);
    CHECK_INT(width, 320);
    CHECK_INT(take(), ERR_NONE);
    CHECK_INT(camera.width, 320);
    camera.port.ops->close(&camera.port);
}

TEST(pulled_out_in_the_middle_of_a_still_it_is_made_anew_once)
{
    plug_in();
    v4l2.script[0] = FRAME_SHORT; /* a good one would end the still before */
    v4l2.script[1] = FRAME_SHORT;
    v4l2.script[2] = FRAME_WHOLE;
    v4l2.leaves_after = 2;
    v4l2.returns_after = 0;
    CHECK_INT(take(), ERR_NONE);
    CHECK_INT(v4l2.opened, 2);
    CHECK_INT(size, picture_size);
}

TEST(pulled_out_for_good_it_is_offline_at_once)
{
    plug_in();
    v4l2.script[0] = FRAME_SHORT;
    v4l2.leaves_after = 1;
    CHECK(elapsed_ms(take, ERR_OFFLINE) < 250);
    CHECK(camera.fd < 0);
}

TEST(one_in_other_hands_and_a_node_without_pictures_are_told_apart)
{
    plug_in();
    v4l2.busy = true;
    CHECK_INT(take(), ERR_OFFLINE);
    v4l2.busy = false;
    v4l2.metadata = true;
    CHECK_INT(take(), ERR_UNSUPPORTED);
    v4l2.metadata = false;
    v4l2.offers[0] = (struct v4l2_offer){V4L2_PIX_FMT_H264, 1920, 1080};
    v4l2.offers[1].format = 0;
    CHECK_INT(take(), ERR_UNSUPPORTED);
    CHECK(camera.fd < 0);
}

TEST(a_picture_larger_than_the_memory_is_refused)
{
    plug_in();
    CHECK_INT(camera.port.ops->still(&camera.port, NULL, jpeg, 1000, &size).code, ERR_FULL);
}

TEST(a_path_that_is_no_video_device_is_offline)
{
    CHECK_INT(camera_v4l2_open(&camera, "").code, ERR_BAD_INPUT);
    CHECK(!failed(camera_v4l2_open(&camera, "/dev/null")));
    CHECK_INT(take(), ERR_OFFLINE);
    CHECK(!failed(camera_v4l2_open(&camera, "/dev/no-such-video")));
    CHECK_INT(take(), ERR_OFFLINE);
    camera.port.ops->close(&camera.port);
}

int main(void)
{
    RUN(the_largest_picture_it_can_be_read_from_is_asked_for);
    RUN(without_anybody_looking_the_stream_ends_with_the_still);
    RUN(a_view_is_small);
    RUN(uncompressed_frames_become_a_jpeg_and_a_view);
    RUN(bad_frames_are_passed_over_and_the_next_good_one_is_taken);
    RUN(nothing_but_bad_frames_is_no_picture);
    RUN(a_frame_that_never_comes_is_not_waited_for);
    RUN(one_that_says_it_is_ready_and_is_not_is_not_waited_for_either);
    RUN(silence_in_the_view_ends_its_stream_and_the_next_look_begins_anew);
    RUN(pulled_out_while_she_looks_it_is_offline_and_comes_back_another_size);
    RUN(pulled_out_in_the_middle_of_a_still_it_is_made_anew_once);
    RUN(pulled_out_for_good_it_is_offline_at_once);
    RUN(one_in_other_hands_and_a_node_without_pictures_are_told_apart);
    RUN(a_picture_larger_than_the_memory_is_refused);
    RUN(a_path_that_is_no_video_device_is_offline);
    return check_done();
}
