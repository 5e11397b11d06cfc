/* On SANE's own test backend, reached through its loader as every scanner is. */
#include "platform/linux/camera_sane.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "platform/linux/jpeg_file.h"
#include "tests/check.h"

static struct camera_sane camera;
static uint8_t jpeg[2 << 20], rgb[900 * 900 * 3];
static size_t size;
static int width, height;

static struct err take(void)
{
    size = 0;
    return camera.port.ops->still(&camera.port, NULL, jpeg, sizeof jpeg, &size);
}

/* A scanner with these options of the backend's own. */
static void plug_in(const struct camera_sane_option *options)
{
    CHECK(!failed(camera_sane_open(&camera, "test:0")));
    CHECK(camera.scan_ms > 0 && camera.scan_ms < camera.port.ops->limit_ms);
    camera.options = options;
}

static void unplug(void)
{
    camera.port.ops->close(&camera.port);
}

/* What the page shows is white, so that its colours say that nothing was shifted. */
static const struct camera_sane_option white[] = {{"test-picture", "Solid white"}, {NULL, NULL}};

TEST(a_sheet_comes_as_a_jpeg_of_its_size_in_colour)
{
    plug_in(white);
    CHECK_INT(take().code, ERR_NONE);
    CHECK(!failed(image_jpeg_size(jpeg, size, &width, &height)));
    CHECK(width > 1500 && width < 1600); /* 200 mm are all that this scanner has, at 200 dpi */
    CHECK(height > 1500 && height < 1600);
    CHECK(!failed(image_jpeg_preview(jpeg, size, 900, rgb, sizeof rgb, &width, &height)));
    const uint8_t *middle = rgb + ((size_t)height / 2 * (size_t)width + (size_t)width / 2) * 3;
    CHECK(middle[0] > 250 && middle[1] > 250 && middle[2] > 250);
    CHECK_INT(jpeg[14] << 8 | jpeg[15], 200);
    unplug();
}

/* The device need not do what is wished: its sheets say what it did. */
TEST(a_sheet_says_the_dots_it_was_read_with)
{
    static const struct camera_sane_option finer[] = {{"resolution", "300"}, {NULL, NULL}};
    plug_in(finer);
    CHECK_INT(take().code, ERR_NONE);
    CHECK_INT(image_jpeg_dpi(jpeg, size), 300);
    CHECK(!failed(image_jpeg_size(jpeg, size, &width, &height)));
    CHECK(width > 2300 && width < 2400);
    unplug();
}

TEST(its_feeder_gives_sheet_by_sheet_and_then_says_that_it_is_empty)
{
    int sheets = 0;
    struct err e = ERR_OK;
    plug_in(white);
    while (sheets < 20 && !failed(e = take())) {
        CHECK(camera.port.ops->feeds(&camera.port));
        sheets++;
    }
    CHECK_INT(e.code, ERR_NO_PAPER);
    CHECK_INT(sheets, 10);            /* so many lie in the backend's feeder */
    CHECK_INT(take().code, ERR_NONE); /* somebody laid more in */
    unplug();
}

TEST(each_fault_is_told_apart_and_the_next_sheet_comes)
{
    static const struct {
        const char *status;
        enum err_code code;
    } rows[] = {{"SANE_STATUS_JAMMED", ERR_JAM},
                {"SANE_STATUS_COVER_OPEN", ERR_COVER_OPEN},
                {"SANE_STATUS_NO_DOCS", ERR_NO_PAPER},
                {"SANE_STATUS_IO_ERROR", ERR_IO},
                {"SANE_STATUS_DEVICE_BUSY", ERR_OFFLINE},
                {"SANE_STATUS_NO_MEM", ERR_OFFLINE},
                {"SANE_STATUS_ACCESS_DENIED", ERR_REFUSED},
                {"SANE_STATUS_EOF", ERR_BAD_INPUT}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct camera_sane_option spoilt[] = {{"read-return-value", rows[i].status},
                                                    {NULL, NULL}};
        plug_in(spoilt);
        jpeg[0] = 0;
        CHECK_INT(take().code, rows[i].code);
        CHECK_INT(jpeg[0], 0); /* nothing of it is kept */
        camera.options = white;
        static const struct camera_sane_option well[] = {{"read-return-value", "Default"},
                                                         {NULL, NULL}};
        camera.options = well;
        CHECK_INT(take().code, ERR_NONE);
        unplug();
    }
}

static long ms_of(struct err (*call)(void), enum err_code want)
{
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    CHECK_INT(call().code, want);
    clock_gettime(CLOCK_MONOTONIC, &b);
    return (b.tv_sec - a.tv_sec) * 1000 + (b.tv_nsec - a.tv_nsec) / 1000000;
}

static const struct camera_sane_option slow[] = {{"read-limit", "yes"},
                                                 {"read-limit-size", "2000"},
                                                 {"read-delay", "yes"},
                                                 {"read-delay-duration", "20000"},
                                                 {NULL, NULL}};

TEST(a_slow_scanner_is_given_up_in_time)
{
    plug_in(slow);
    camera.scan_ms = 300;
    CHECK(ms_of(take, ERR_TIMEOUT) < 1500);
    unplug();
}

static struct err take_stopped(void)
{
    static atomic_bool stop;
    atomic_store(&stop, true);
    return camera.port.ops->still(&camera.port, &stop, jpeg, sizeof jpeg, &size);
}

TEST(a_scan_ends_soon_after_nobody_waits_for_it)
{
    plug_in(slow);
    CHECK(ms_of(take_stopped, ERR_CANCELLED) < 1500);
    unplug();
}

TEST(reads_in_small_pieces_give_the_same_page)
{
    static const struct camera_sane_option pieces[] = {{"test-picture", "Solid white"},
                                                       {"read-limit", "yes"},
                                                       {"read-limit-size", "999"},
                                                       {NULL, NULL}};
    plug_in(white);
    CHECK_INT(take().code, ERR_NONE);
    const size_t whole = size;
    unplug();
    plug_in(pieces);
    CHECK_INT(take().code, ERR_NONE);
    CHECK_INT(size, whole);
    unplug();
}

TEST(grey_and_black_and_white_come_as_well)
{
    static const struct camera_sane_option grey[] = {
        {"mode", "Gray"}, {"test-picture", "Solid black"}, {NULL, NULL}};
    static const struct camera_sane_option bits[] = {
        {"mode", "Gray"}, {"depth", "1"}, {"test-picture", "Solid black"}, {NULL, NULL}};
    const struct camera_sane_option *both[] = {grey, bits};
    for (int i = 0; i < 2; i++) {
        plug_in(both[i]);
        CHECK_INT(take().code, ERR_NONE);
        CHECK(!failed(image_jpeg_preview(jpeg, size, 900, rgb, sizeof rgb, &width, &height)));
        CHECK(rgb[0] < 5 && rgb[1] < 5 && rgb[2] < 5);
        unplug();
    }
}

TEST(colours_one_after_the_other_cannot_be_used)
{
    static const struct camera_sane_option three[] = {{"three-pass", "yes"}, {NULL, NULL}};
    plug_in(three);
    CHECK_INT(take().code, ERR_UNSUPPORTED);
    unplug();
}

TEST(a_page_larger_than_the_memory_is_refused)
{
    plug_in(white);
    CHECK_INT(camera.port.ops->still(&camera.port, NULL, jpeg, 1000, &size).code, ERR_FULL);
    unplug();
}

TEST(a_scanner_that_is_not_there_is_offline)
{
    CHECK_INT(camera_sane_open(&camera, "").code, ERR_BAD_INPUT);
    CHECK(!failed(camera_sane_open(&camera, "test:9")));
    CHECK_INT(take().code, ERR_OFFLINE);
    unplug();
    CHECK(!failed(camera_sane_open(&camera, "nobody:/dev/null")));
    CHECK_INT(take().code, ERR_OFFLINE);
    unplug();
}

/* SANE has its reader's thread cancelled wherever it is (sanei_thread.c), also with malloc's lock
 * in its hand: that hangs what comes next, and under a sanitizer does so nearly every time. Here it
 * is cancelled only where it waits. */
int pthread_setcanceltype(int type, int *ret_old)
{
    (void)type;
    if (ret_old != NULL) {
        *ret_old = PTHREAD_CANCEL_DEFERRED;
    }
    return 0;
}

/* A reader that was cancelled leaves its 64 KiB behind. The backend stays loaded, so that they are
 * known as its own. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libsane-test\n";
}

int dlclose(void *library)
{
    (void)library;
    return 0;
}

/* A configuration of its own: only the test backend, none of this machine's devices. */
static bool configure(void)
{
    static char folder[] = "/tmp/rong-sane-XXXXXX";
    char path[64];
    if (mkdtemp(folder) == NULL || setenv("SANE_CONFIG_DIR", folder, 1) != 0) {
        return false;
    }
    snprintf(path, sizeof path, "%s/dll.conf", folder);
    FILE *f = fopen(path, "w");
    const bool written = f != NULL && fputs("test\n", f) > 0;
    return f != NULL && fclose(f) == 0 && written;
}

int main(void)
{
    if (!configure()) {
        return 1;
    }
    RUN(a_sheet_comes_as_a_jpeg_of_its_size_in_colour);
    RUN(a_sheet_says_the_dots_it_was_read_with);
    RUN(its_feeder_gives_sheet_by_sheet_and_then_says_that_it_is_empty);
    RUN(each_fault_is_told_apart_and_the_next_sheet_comes);
    RUN(a_slow_scanner_is_given_up_in_time);
    RUN(a_scan_ends_soon_after_nobody_waits_for_it);
    RUN(reads_in_small_pieces_give_the_same_page);
    RUN(grey_and_black_and_white_come_as_well);
    RUN(colours_one_after_the_other_cannot_be_used);
    RUN(a_page_larger_than_the_memory_is_refused);
    RUN(a_scanner_that_is_not_there_is_offline);
    return check_done();
}
