#include "platform/linux/camera_open.h"

#include "tests/check.h"

static struct camera camera;

static const char *kind_of(const char *uri)
{
    return failed(camera_open(&camera, uri)) ? "refused" : camera.port->ops->name;
}

TEST(the_uri_chooses_the_driver)
{
    CHECK_STR(kind_of("v4l2:/dev/video0"), "v4l2");
    CHECK_STR(kind_of("sane:test:0"), "sane");
    CHECK_STR(kind_of("sim:tests/fixtures/papers"), "sim");
    CHECK(camera.pretended);
    CHECK_STR(kind_of("none:"), "none");
}

TEST(what_is_no_uri_of_a_camera_is_refused)
{
    CHECK_STR(kind_of("v4l2:"), "refused");
    CHECK_STR(kind_of("sane:"), "refused");
    CHECK_STR(kind_of("sim:"), "refused");
    CHECK_STR(kind_of("/dev/video0"), "refused");
    char long_path[400] = "v4l2:/";
    memset(long_path + 6, 'a', sizeof long_path - 7);
    CHECK_STR(kind_of(long_path), "refused");
}

TEST(what_the_help_lists_can_be_opened_and_closed)
{
    const struct camera_uri *list = NULL;
    for (int i = 0, count = camera_uris(&list); i < count; i++) {
        CHECK(strcmp(kind_of(list[i].form), "refused") != 0);
        camera_close(&camera);
        CHECK(camera.port == NULL);
    }
    camera_close(&camera);
}

int main(void)
{
    RUN(the_uri_chooses_the_driver);
    RUN(what_is_no_uri_of_a_camera_is_refused);
    RUN(what_the_help_lists_can_be_opened_and_closed);
    return check_done();
}
