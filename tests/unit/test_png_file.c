#include "platform/linux/png_file.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/check.h"

static char folder[] = "/tmp/png-test-XXXXXX";
static char path[64];
static uint32_t pixels[7 * 5];
static const struct canvas canvas = {pixels, 6, 5, 7}; /* a stride wider than the picture */

static const char *file(const char *name)
{
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return path;
}

static void fill(void)
{
    for (uint32_t i = 0; i < 7 * 5; i++) {
        pixels[i] = i * 0x050307;
    }
}

TEST(a_canvas_comes_back_as_it_was)
{
    struct canvas got = {0};
    fill();
    CHECK_STR(image_write_rgb(file("a.png"), &canvas).at, "");
    CHECK_STR(image_read(path, &got).at, "");
    CHECK_INT(got.width, 6);
    CHECK_INT(got.height, 5);
    for (int y = 0; y < 5 && got.pixels != NULL; y++) {
        for (int x = 0; x < 6; x++) {
            CHECK_INT(got.pixels[y * got.stride + x], pixels[y * 7 + x]);
        }
    }
    CHECK(access(file("a.png.part"), F_OK) != 0);
    image_free(&got);
}

TEST(bits_come_back_as_they_were)
{
    static const uint8_t bits[4] = {0xA0, 0x80, 0x01, 0x00}; /* 10 pixels, 2 rows */
    uint8_t *got = NULL;
    int w = 0;
    int h = 0;
    CHECK_STR(image_write_bits(file("b.png"), bits, 10, 2).at, "");
    CHECK_STR(image_read_grey(path, &got, &w, &h).at, "");
    CHECK(w == 10 && h == 2);
    CHECK(got[0] == 0 && got[1] == 255 && got[2] == 0 && got[8] == 0 && got[9] == 255);
    CHECK(got[10] == 255 && got[17] == 0 && got[18] == 255);
    free(got);
}

TEST(comparing_counts_what_differs_and_draws_it)
{
    uint32_t others[7 * 5];
    long different = -1;
    struct canvas diff = {0};
    fill();
    memcpy(others, pixels, sizeof(others));
    const struct canvas other = {others, 6, 5, 7};
    CHECK_STR(image_compare(&canvas, &other, file("d.png"), &different).at, "");
    CHECK_INT(different, 0);
    CHECK(access(path, F_OK) != 0); /* no picture when there is nothing to see */
    others[2 * 7 + 3] ^= 1;
    others[6] ^= 1; /* beyond the width: not part of the picture */
    CHECK_STR(image_compare(&canvas, &other, path, &different).at, "");
    CHECK_INT(different, 1);
    CHECK_STR(image_read(path, &diff).at, "");
    CHECK(diff.pixels != NULL && diff.pixels[2 * diff.stride + 3] == 0xE00000);
    image_free(&diff);
    const struct canvas shorter = {others, 6, 4, 7};
    CHECK_STR(image_compare(&canvas, &shorter, NULL, &different).at, "");
    CHECK_INT(different, 7);
}

TEST(what_is_no_picture_is_refused)
{
    struct canvas got = {0};
    CHECK_INT(image_read(file("missing.png"), &got).code, ERR_NOT_FOUND);
    FILE *f = fopen(file("bad.png"), "wb");
    fputs("this is not a picture", f);
    fclose(f);
    CHECK_INT(image_read(path, &got).code, ERR_BAD_INPUT);
    CHECK_INT(image_write_rgb("/nonexistent/a.png", &canvas).code, ERR_IO);
}

int main(void)
{
    if (mkdtemp(folder) == NULL) {
        return 1;
    }
    RUN(a_canvas_comes_back_as_it_was);
    RUN(bits_come_back_as_they_were);
    RUN(comparing_counts_what_differs_and_draws_it);
    RUN(what_is_no_picture_is_refused);
    static const char *const names[] = {"a.png", "g.png", "b.png", "d.png", "bad.png"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        remove(file(names[i]));
    }
    rmdir(folder);
    return check_done();
}
