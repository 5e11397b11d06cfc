#include "platform/sim/camera_file.h"

#include "platform/linux/jpeg_file.h"
#include "tests/check.h"

#define PAPERS "tests/fixtures/papers"

static struct camera_file camera;
static uint8_t jpeg[200000];
static size_t size;

static enum err_code take(void)
{
    return camera.port.ops->still(&camera.port, NULL, jpeg, sizeof jpeg, &size).code;
}

TEST(one_file_is_the_same_still_every_time)
{
    CHECK(!failed(camera_file_open(&camera, "sim:" PAPERS "/sharp.jpg")));
    CHECK_INT(take(), ERR_NONE);
    const size_t first = size;
    CHECK_INT(take(), ERR_NONE);
    CHECK_INT(size, first);
    CHECK(jpeg[0] == 0xFF && jpeg[1] == 0xD8);
}

enum { PICTURES = 21 }; /* in the folder */

TEST(a_folder_shows_its_pictures_in_turn_and_begins_again)
{
    size_t sizes[PICTURES + 1];
    CHECK(!failed(camera_file_open(&camera, "sim:" PAPERS)));
    for (int i = 0; i <= PICTURES; i++) {
        CHECK_INT(take(), ERR_NONE);
        sizes[i] = size;
    }
    CHECK(sizes[0] != sizes[1]);
    CHECK_INT(sizes[PICTURES], sizes[0]);
}

TEST(what_lies_under_it_can_be_changed)
{
    CHECK(!failed(camera_file_open(&camera, "sim:" PAPERS "/sharp.jpg")));
    CHECK_INT(take(), ERR_NONE);
    const size_t sharp = size;
    CHECK(!failed(camera_file_show(&camera, PAPERS "/small.jpg")));
    CHECK_INT(take(), ERR_NONE);
    CHECK(size != sharp);
}

TEST(a_camera_fails_in_the_ways_cameras_do_and_comes_back)
{
    int width = 0;
    int height = 0;
    CHECK(!failed(camera_file_open(&camera, "sim:" PAPERS "/small.jpg")));
    CHECK(camera_file_fault(&camera, "unplugged"));
    CHECK_INT(take(), ERR_OFFLINE);
    CHECK(camera_file_fault(&camera, "empty"));
    CHECK_INT(take(), ERR_BAD_INPUT);
    CHECK(camera_file_fault(&camera, "noise"));
    CHECK_INT(take(), ERR_NONE);
    CHECK_INT(image_jpeg_size(jpeg, size, &width, &height).code, ERR_BAD_INPUT);
    CHECK(camera_file_fault(&camera, "truncated"));
    CHECK_INT(take(), ERR_NONE);
    CHECK(size > 0);
    CHECK(camera_file_fault(&camera, "well"));
    CHECK_INT(take(), ERR_NONE);
    CHECK(!failed(image_jpeg_size(jpeg, size, &width, &height)));
    CHECK(camera_file_fault(&camera, "deaf"));
    CHECK_INT(take(), ERR_TIMEOUT);
    CHECK(camera_file_fault(&camera, "well"));
    CHECK_INT(take(), ERR_NONE);
    CHECK(!camera_file_fault(&camera, "flooded"));
}

TEST(a_picture_larger_than_the_memory_is_refused_and_nothing_of_it_is_kept)
{
    CHECK(!failed(camera_file_open(&camera, "sim:" PAPERS "/sharp.jpg")));
    memset(jpeg, 0, sizeof jpeg);
    CHECK_INT(camera.port.ops->still(&camera.port, NULL, jpeg, 1000, &size).code, ERR_FULL);
    CHECK_INT(jpeg[0], 0);
}

TEST(no_camera_and_a_missing_file_are_no_source)
{
    CHECK(!failed(camera_file_open(&camera, "none:")));
    CHECK_INT(take(), ERR_OFFLINE);
    CHECK(!failed(camera_file_open(&camera, "sim:" PAPERS "/missing.jpg")));
    CHECK_INT(take(), ERR_OFFLINE);
    camera.port.ops->close(&camera.port);
    CHECK_INT(take(), ERR_OFFLINE);
    CHECK_INT(camera_file_open(&camera, "v4l2:/dev/video0").code, ERR_BAD_INPUT);
    CHECK_INT(camera_file_open(&camera, "sim:").code, ERR_BAD_INPUT);
}

static uint8_t rgb[300 * 400 * 3];
static int width, height;

static enum err_code look(void)
{
    return camera.port.ops->view(&camera.port, NULL, 400, rgb, sizeof rgb, &width, &height).code;
}

TEST(what_lies_under_it_is_seen_once_until_it_changes)
{
    static const struct port_picture pictures = {.preview = image_jpeg_preview};
    CHECK(!failed(camera_file_open(&camera, "sim:" PAPERS "/sharp.jpg")));
    CHECK_INT(look(), ERR_OFFLINE); /* it was lent nothing to look with */
    camera.picture = &pictures;
    CHECK_INT(look(), ERR_NONE);
    CHECK(width > 0 && width <= 400 && height > 0 && height <= 400);
    CHECK_INT(look(), ERR_NONE);
    CHECK_INT(width, 0); /* as before */
    CHECK(!failed(camera_file_show(&camera, PAPERS "/small.jpg")));
    CHECK_INT(look(), ERR_NONE);
    CHECK(width > 0);
    camera.port.ops->rest(&camera.port);
    CHECK_INT(look(), ERR_NONE);
    CHECK(width > 0); /* whoever comes next sees it */
    CHECK(camera_file_fault(&camera, "unplugged"));
    CHECK_INT(look(), ERR_OFFLINE);
    CHECK(camera_file_fault(&camera, "well"));
    CHECK_INT(look(), ERR_NONE);
    CHECK(width > 0);
    CHECK(!failed(camera_file_show(&camera, PAPERS "/draw.py")));
    CHECK_INT(look(), ERR_BAD_INPUT);
}

int main(void)
{
    RUN(what_lies_under_it_is_seen_once_until_it_changes);
    RUN(one_file_is_the_same_still_every_time);
    RUN(a_folder_shows_its_pictures_in_turn_and_begins_again);
    RUN(what_lies_under_it_can_be_changed);
    RUN(a_camera_fails_in_the_ways_cameras_do_and_comes_back);
    RUN(a_picture_larger_than_the_memory_is_refused_and_nothing_of_it_is_kept);
    RUN(no_camera_and_a_missing_file_are_no_source);
    return check_done();
}
