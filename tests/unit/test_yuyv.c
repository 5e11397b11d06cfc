#include "platform/linux/yuyv.h"

#include "platform/linux/jpeg_file.h"
#include "tests/check.h"

#define WIDTH  64
#define HEIGHT 48
#define STRIDE 160 /* longer than a row, as some devices have it */

static uint8_t frame[STRIDE * HEIGHT];
static uint8_t jpeg[100000];
static uint8_t rgb[WIDTH * HEIGHT * 3];

/* Pure red of BT.601 studio swing left (81, 90, 240), white right (235, 128, 128). */
static struct yuyv drawn(void)
{
    for (int i = 0; i < STRIDE * HEIGHT; i += 4) {
        const bool red = i % STRIDE < WIDTH;
        frame[i] = frame[i + 2] = red ? 81 : 235;
        frame[i + 1] = red ? 90 : 128;
        frame[i + 3] = red ? 240 : 128;
    }
    return (struct yuyv){frame, sizeof frame, WIDTH, HEIGHT, STRIDE};
}

static void check_colours(int width, int height)
{
    const uint8_t *left = rgb + (height / 2 * width + width / 4) * 3;
    const uint8_t *right = rgb + (height / 2 * width + width * 3 / 4) * 3;
    CHECK(left[0] > 245 && left[1] < 15 && left[2] < 15);
    CHECK(right[0] > 245 && right[1] > 245 && right[2] > 245);
}

TEST(a_frame_becomes_a_jpeg_of_its_colours)
{
    const struct yuyv f = drawn();
    size_t size = 0;
    int width = 0, height = 0;
    CHECK(!failed(yuyv_jpeg(&f, jpeg, sizeof jpeg, &size)));
    CHECK(!failed(image_jpeg_preview(jpeg, size, WIDTH, rgb, sizeof rgb, &width, &height)));
    CHECK_INT(width, WIDTH);
    CHECK_INT(height, HEIGHT);
    check_colours(width, height);
}

TEST(a_view_is_as_small_as_asked_and_keeps_inside)
{
    const struct yuyv f = drawn();
    int width = 0, height = 0;
    memset(rgb, 0xA5, sizeof rgb);
    CHECK(!failed(yuyv_view(&f, 30, rgb, 21 * 16 * 3, &width, &height)));
    CHECK_INT(width, 21);
    CHECK_INT(height, 16);
    CHECK_INT(rgb[21 * 16 * 3], 0xA5);
    check_colours(width, height);
    CHECK_INT(yuyv_view(&f, 30, rgb, 21 * 16 * 3 - 1, &width, &height).code, ERR_FULL);
}

TEST(a_short_frame_is_refused)
{
    struct yuyv f = drawn();
    size_t size = 0;
    int width = 0, height = 0;
    f.size = STRIDE * (HEIGHT - 1) + WIDTH * 2 - 1;
    CHECK_INT(yuyv_jpeg(&f, jpeg, sizeof jpeg, &size).code, ERR_BAD_INPUT);
    CHECK_INT(yuyv_view(&f, 30, rgb, sizeof rgb, &width, &height).code, ERR_BAD_INPUT);
    f = drawn();
    f.stride = WIDTH;
    CHECK_INT(yuyv_jpeg(&f, jpeg, sizeof jpeg, &size).code, ERR_BAD_INPUT);
}

int main(void)
{
    RUN(a_frame_becomes_a_jpeg_of_its_colours);
    RUN(a_view_is_as_small_as_asked_and_keeps_inside);
    RUN(a_short_frame_is_refused);
    return check_done();
}
