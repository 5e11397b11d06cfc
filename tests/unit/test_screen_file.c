/* A picture of the screen is the pixels it was given, whole, and readable by the group alone. */
#define _GNU_SOURCE /* nftw */
#include "platform/linux/screen_file.h"

#include <stdatomic.h>
#include <sys/stat.h>
#include <time.h>

#include "platform/linux/png_file.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

#define WIDTH  7
#define HEIGHT 5
#define STRIDE 9

static struct screen_file file;
static uint32_t pixels[HEIGHT * STRIDE];
static const struct canvas shown = {pixels, WIDTH, HEIGHT, STRIDE};
static atomic_int rung;

static void bell(void *context)
{
    atomic_fetch_add((atomic_int *)context, 1);
}

static struct err begin(const char *state)
{
    return screen_file_begin(&file, state, &shown, bell, &rung);
}

static struct err wait_for(void)
{
    struct err e = ERR(ERR_TIMEOUT, 0, "test");
    for (int i = 0; i < 5000 && !screen_file_over(&file, &e); i++) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return e;
}

TEST(the_pixels_of_that_moment_are_written_whole)
{
    struct canvas got = {0};
    struct stat info;
    struct err e = ERR_OK;
    scratch_open();
    for (int i = 0; i < HEIGHT * STRIDE; i++) {
        pixels[i] = 0x102030u + (uint32_t)i;
    }
    CHECK(!screen_file_over(&file, &e));
    CHECK(!failed(begin(scratch_root)));
    pixels[0] = 0xFFFFFF; /* painted on meanwhile */
    CHECK(begin(scratch_root).code == ERR_REFUSED);
    CHECK(!failed(wait_for()));
    CHECK(!screen_file_over(&file, &e));
    CHECK_INT(atomic_load(&rung), 1);
    CHECK(!failed(image_read(scratch("outgoing/screen.png"), &got)));
    CHECK(got.width == WIDTH && got.height == HEIGHT);
    CHECK(got.pixels[0] == 0x102030 && got.pixels[WIDTH] == 0x102030 + STRIDE);
    image_free(&got);
    CHECK(stat(scratch("outgoing/screen.png"), &info) == 0 && (info.st_mode & 07777) == 0660);
    CHECK(access(scratch("outgoing/screen.png.tmp"), F_OK) != 0);
    CHECK(!failed(begin(scratch_root)));
    CHECK(!failed(wait_for()));
    CHECK(!failed(image_read(scratch("outgoing/screen.png"), &got)) && got.pixels[0] == 0xFFFFFF);
    image_free(&got);
}

TEST(where_none_can_be_written_it_is_told_and_nothing_is_left)
{
    scratch_open();
    FILE *f = fopen(scratch("outgoing"), "w");
    CHECK(f != NULL && fclose(f) == 0);
    CHECK(!failed(begin(scratch_root)));
    CHECK_INT(wait_for().code, ERR_IO);
    CHECK(remove(scratch("outgoing")) == 0);
    CHECK(!failed(begin(scratch_root)));
    CHECK(!failed(wait_for()));
    CHECK(!failed(begin(scratch_root)));
    screen_file_close(&file);
    screen_file_close(&file);
}

int main(void)
{
    RUN(the_pixels_of_that_moment_are_written_whole);
    RUN(where_none_can_be_written_it_is_told_and_nothing_is_left);
    scratch_close();
    return check_done();
}
