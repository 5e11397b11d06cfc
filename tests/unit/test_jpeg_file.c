#include "platform/linux/jpeg_file.h"

#include <stdlib.h>

#include "platform/port_files.h"
#include "tests/check.h"

static struct file_bytes sharp;
static uint8_t spoiled[200000];
static uint8_t rgb[700 * 1000 * 3 + 16];

static void count_row(void *context, const uint8_t *grey, int width)
{
    (void)grey;
    *(long *)context += width;
}

TEST(size_rows_and_preview_agree)
{
    int width = 0;
    int height = 0;
    long pixels = 0;
    CHECK(!failed(image_jpeg_size(sharp.bytes, sharp.size, &width, &height)));
    CHECK_INT(width, 1240);
    CHECK_INT(height, 1754);
    CHECK(!failed(image_jpeg_rows(sharp.bytes, sharp.size, count_row, &pixels)));
    CHECK_INT(pixels, 1240L * 1754);
    CHECK(!failed(
        image_jpeg_preview(sharp.bytes, sharp.size, 1000, rgb, sizeof rgb, &width, &height)));
    CHECK_INT(width, 620);
    CHECK_INT(height, 877);
    CHECK(rgb[3 * (440 * 620 + 310)] > 180); /* the middle is paper */
}

TEST(the_header_s_dots_to_the_inch_are_read)
{
    static const struct {
        uint8_t unit, high, low;
        int dpi;
    } cases[] = {{0, 0, 200, 0}, {1, 0, 200, 200}, {1, 1, 44, 300}, {2, 0, 79, 200}, {1, 0, 0, 0}};
    static uint8_t copy[2 << 20];
    CHECK(sharp.size < sizeof copy);
    memcpy(copy, sharp.bytes, sharp.size);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        copy[13] = cases[i].unit;
        copy[14] = cases[i].high;
        copy[15] = cases[i].low;
        CHECK_INT(image_jpeg_dpi(copy, sharp.size), cases[i].dpi);
    }
    memcpy(copy + 6, "XXXX", 4); /* no JFIF */
    CHECK_INT(image_jpeg_dpi(copy, sharp.size), 0);
    CHECK_INT(image_jpeg_dpi("no picture", 10), 0);
}

TEST(a_preview_keeps_inside_the_callers_memory)
{
    int width = 0;
    int height = 0;
    memset(rgb, 0xA5, sizeof rgb);
    CHECK(!failed(
        image_jpeg_preview(sharp.bytes, sharp.size, 1000, rgb, 310 * 439 * 3, &width, &height)));
    CHECK_INT(width, 310);
    CHECK_INT(rgb[310 * 439 * 3], 0xA5);
    CHECK_INT(image_jpeg_preview(sharp.bytes, sharp.size, 1000, rgb, 1000, &width, &height).code,
              ERR_FULL);
}

static enum err_code decode(const uint8_t *bytes, size_t size)
{
    long pixels = 0;
    return image_jpeg_rows(bytes, size, count_row, &pixels).code;
}

TEST(half_a_picture_is_refused_wherever_it_was_cut)
{
    int width = 0;
    int height = 0;
    for (size_t size = 0; size < sharp.size; size += sharp.size / 37) {
        CHECK_INT(decode((const uint8_t *)sharp.bytes, size), ERR_BAD_INPUT);
    }
    CHECK_INT(image_jpeg_size(sharp.bytes, 10, &width, &height).code, ERR_BAD_INPUT);
    CHECK_INT(image_jpeg_size("GIF89a", 6, &width, &height).code, ERR_BAD_INPUT);
}

/* Offset of the frame header's height field. */
static size_t find_frame(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i + 9 < size; i++) {
        if (bytes[i] == 0xFF && bytes[i + 1] == 0xC0) {
            return i + 5;
        }
    }
    return 0;
}

TEST(a_picture_that_claims_to_be_huge_is_refused_before_memory_is_taken)
{
    int width = 0;
    int height = 0;
    memcpy(spoiled, sharp.bytes, sharp.size);
    const size_t at = find_frame(spoiled, sharp.size);
    CHECK(at > 0);
    memset(spoiled + at, 0xFF, 4);
    CHECK_INT(image_jpeg_size(spoiled, sharp.size, &width, &height).code, ERR_BAD_INPUT);
    CHECK_INT(decode(spoiled, sharp.size), ERR_BAD_INPUT);
    memcpy(spoiled + at, "\x1F\xFF\x1F\xFF", 4); /* 8191 squared: sides allowed, pixels not */
    CHECK_INT(decode(spoiled, sharp.size), ERR_BAD_INPUT);
}

TEST(damaged_bytes_never_crash_the_decoder)
{
    uint32_t noise = 1;
    for (int round = 0; round < 60; round++) {
        int width = 0;
        int height = 0;
        memcpy(spoiled, sharp.bytes, sharp.size);
        for (int i = 0; i < 8; i++) {
            noise = noise * 1664525u + 1013904223u;
            /* Half of them in the headers, where the harm is greatest. */
            spoiled[(noise >> 8) % (i % 2 == 0 ? 700 : sharp.size)] = (uint8_t)noise;
        }
        const struct err e =
            image_jpeg_preview(spoiled, sharp.size, 700, rgb, sizeof rgb - 16, &width, &height);
        CHECK(!failed(e) || e.code == ERR_BAD_INPUT || e.code == ERR_FULL);
    }
}

int main(void)
{
    if (failed(files_linux()->ops->map("tests/fixtures/papers/sharp.jpg", &sharp)) ||
        sharp.size > sizeof spoiled) {
        printf("not ok the_fixture_is_there\n");
        return 1;
    }
    RUN(size_rows_and_preview_agree);
    RUN(the_header_s_dots_to_the_inch_are_read);
    RUN(a_preview_keeps_inside_the_callers_memory);
    RUN(half_a_picture_is_refused_wherever_it_was_cut);
    RUN(a_picture_that_claims_to_be_huge_is_refused_before_memory_is_taken);
    RUN(damaged_bytes_never_crash_the_decoder);
    return check_done();
}
