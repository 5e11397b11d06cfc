#include "app/ink.h"
#include "tests/check.h"

static uint8_t sheet[INK_BYTES], png[INK_PNG_BYTES];

static int dark(void)
{
    int count = 0;
    for (size_t i = 0; i < INK_BYTES; i++) {
        count += sheet[i] == 0;
    }
    return count;
}

TEST(a_stroke_is_drawn_from_place_to_place)
{
    ink_clear(sheet);
    CHECK_INT(dark(), 0);
    ink_line(sheet, 100, 100, 200, 150);
    CHECK_INT(sheet[100 * INK_WIDTH + 100], 0);
    CHECK_INT(sheet[125 * INK_WIDTH + 150], 0);
    CHECK_INT(sheet[150 * INK_WIDTH + 200], 0);
    CHECK_INT(sheet[150 * INK_WIDTH + 100], 255);
    ink_clear(sheet);
    CHECK_INT(dark(), 0);
}

TEST(a_finger_beyond_the_edge_leaves_nothing_outside)
{
    ink_clear(sheet);
    ink_line(sheet, -500, -500, 5000, 5000);
    CHECK_INT(sheet[0], 0);
    CHECK_INT(sheet[INK_BYTES - 1], 0);
    ink_clear(sheet);
    ink_line(sheet, 10, 10, 10, 10); /* a dot */
    CHECK(dark() > 20);
}

TEST(the_picture_is_a_png_of_its_size)
{
    ink_clear(sheet);
    const size_t size = ink_png(sheet, png);
    CHECK(size < INK_PNG_BYTES);
    CHECK(memcmp(png, "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\xD0\0\0\x01\x80", 24) == 0);
    /* The sum of IEND is the same in every PNG. */
    CHECK(memcmp(png + size - 8, "IEND\xAE\x42\x60\x82", 8) == 0);
    ink_line(sheet, 0, 0, 0, 0);
    CHECK_INT(ink_png(sheet, png), size);
    CHECK_INT(png[8 + 25 + 8 + 7 + 1], 0x07); /* five black pixels, then white */
}

int main(void)
{
    RUN(a_stroke_is_drawn_from_place_to_place);
    RUN(a_finger_beyond_the_edge_leaves_nothing_outside);
    RUN(the_picture_is_a_png_of_its_size);
    return check_done();
}
