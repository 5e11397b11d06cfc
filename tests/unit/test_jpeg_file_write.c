#include "platform/linux/jpeg_file_write.h"

#include <stdlib.h>

#include "platform/linux/jpeg_file.h"
#include "tests/check.h"

static uint8_t jpeg[400000];
static uint8_t rgb[640 * 480 * 3];
static size_t size;

/* Red left, white right. */
static void draw(void *context, int y, uint8_t *ret_rgb)
{
    const int width = *(const int *)context;
    (void)y;
    for (int x = 0; x < width; x++) {
        ret_rgb[x * 3] = 255;
        ret_rgb[x * 3 + 1] = ret_rgb[x * 3 + 2] = x < width / 2 ? 0 : 255;
    }
}

static struct err write_picture(int width, int height, size_t cap)
{
    const struct jpeg_rows rows = {
        .width = width, .height = height, .dpi = 200, .row = draw, .context = &width};
    return image_jpeg_write(&rows, 85, jpeg, cap, &size);
}

TEST(what_was_written_is_read_again)
{
    int width = 0, height = 0;
    CHECK(!failed(write_picture(640, 480, sizeof jpeg)));
    CHECK(!failed(image_jpeg_preview(jpeg, size, 640, rgb, sizeof rgb, &width, &height)));
    CHECK_INT(width, 640);
    CHECK_INT(height, 480);
    const uint8_t *left = rgb + (240 * 640 + 100) * 3, *right = rgb + (240 * 640 + 500) * 3;
    CHECK(left[0] > 240 && left[1] < 15 && left[2] < 15);
    CHECK(right[0] > 240 && right[1] > 240 && right[2] > 240);
}

TEST(the_header_tells_the_dots_per_inch)
{
    CHECK(!failed(write_picture(64, 64, sizeof jpeg)));
    CHECK(memcmp(jpeg + 6, "JFIF", 5) == 0);
    CHECK_INT(jpeg[13], 1); /* dots per inch */
    CHECK_INT(jpeg[14] << 8 | jpeg[15], 200);
}

TEST(what_does_not_fit_leaves_nothing_behind)
{
    jpeg[2000] = 0x5A;
    CHECK_INT(write_picture(640, 480, 2000).code, ERR_FULL);
    for (int i = 0; i < 2000; i++) {
        CHECK_INT(jpeg[i], 0);
    }
    CHECK_INT(jpeg[2000], 0x5A);
    CHECK_INT(write_picture(JPEG_SIDE_MAX + 1, 10, sizeof jpeg).code, ERR_BAD_INPUT);
    CHECK_INT(write_picture(0, 10, sizeof jpeg).code, ERR_BAD_INPUT);
}

int main(void)
{
    RUN(what_was_written_is_read_again);
    RUN(the_header_tells_the_dots_per_inch);
    RUN(what_does_not_fit_leaves_nothing_behind);
    return check_done();
}
