/* Sheets by their pixels in a still: what is filed of them, in dots to the inch and millimetres. */
#include "platform/linux/page_scale.h"

#include "tests/check.h"

static struct page_scale scale;

/* Millimetres of the filed page along a side of so many pixels. */
static float mm(int pixels, float by)
{
    return (float)pixels * by / (float)scale.dpi * 25.4F;
}

/* A page of so many pixels becomes one of so many millimetres, to half a millimetre. */
static bool becomes(int width, int height, struct picture_scale by, float across, float down)
{
    scale = page_scale_of(width, height, &by);
    const float w = mm(width, scale.across), h = mm(height, scale.down);
    return w > across - 0.5F && w < across + 0.5F && h > down - 0.5F && h < down + 0.5F;
}

TEST(a_measured_camera_gives_a_sheet_its_true_size)
{
    CHECK(becomes(1083, 1532, (struct picture_scale){.dpi = 131}, 210, 297));
    CHECK(scale.dpi == 130 || scale.dpi == 131);
    CHECK(becomes(1654, 2339, (struct picture_scale){.dpi = 200}, 210, 297));
    CHECK_INT(scale.dpi, 200);
    CHECK(becomes(2480, 3508, (struct picture_scale){.dpi = 300}, 210, 297));
    CHECK_INT(scale.dpi, 200);
    CHECK(becomes(2480, 1748, (struct picture_scale){.dpi = 300}, 210, 148));
    CHECK(becomes(1011, 638, (struct picture_scale){.dpi = 300}, 85.6F, 53.98F));
}

TEST(what_is_no_standard_sheet_has_the_dots_of_the_tray)
{
    CHECK(becomes(1000, 1300, (struct picture_scale){.dpi = 250}, 101.6F, 132.1F));
    CHECK_INT(scale.dpi, 200);
    CHECK(becomes(1000, 1300, (struct picture_scale){.dpi = 150}, 169.3F, 220.1F));
    CHECK_INT(scale.dpi, 150);
}

TEST(a_sheet_nearer_to_the_camera_is_known_by_its_shape)
{
    CHECK(becomes(1720, 2432, (struct picture_scale){.dpi = 200}, 210, 297));  /* 4 % larger */
    CHECK(!becomes(1820, 2573, (struct picture_scale){.dpi = 200}, 210, 297)); /* 10 %: no more */
    CHECK(becomes(1720, 2432, (struct picture_scale){.dpi = 200, .exact = true}, 218.4F, 308.9F));
}

TEST(no_page_claims_more_dots_than_were_seen)
{
    for (int dpi = 60; dpi <= 600; dpi++) {
        const struct picture_scale by = {.dpi = dpi};
        scale = page_scale_of(700, 900, &by);
        CHECK(scale.dpi <= 200 && scale.dpi * 98 <= dpi * 100);
        CHECK(scale.across <= 1.021F && scale.down <= 1.021F);
        CHECK(dpi >= 196 ? scale.dpi == 200 : scale.dpi == dpi);
    }
}

TEST(where_nobody_measured_it_is_a_card_or_as_long_as_a4)
{
    const struct picture_scale by = {.dpi = 0};
    CHECK(becomes(1378, 974, by, 297, 210));
    CHECK(scale.dpi == 117 || scale.dpi == 118);
    CHECK(becomes(1011, 638, by, 85.6F, 53.98F));
    CHECK(becomes(500, 2339, by, 63.5F, 297));
    CHECK_INT(scale.dpi, 200);
    scale = page_scale_of(0, 0, &by); /* nothing: no division by it */
    CHECK(scale.dpi >= 1 && scale.across > 0);
}

TEST(a_sheet_of_a4_measures_the_camera)
{
    CHECK_INT(page_scale_a4(1736, 2456), 210);
    CHECK_INT(page_scale_a4(1532, 1083), 131);
    CHECK_INT(page_scale_a4(1736, 2300), 0); /* not its shape */
    CHECK_INT(page_scale_a4(1011, 638), 0);
    CHECK_INT(page_scale_a4(0, 0), 0);
}

int main(void)
{
    RUN(a_measured_camera_gives_a_sheet_its_true_size);
    RUN(what_is_no_standard_sheet_has_the_dots_of_the_tray);
    RUN(a_sheet_nearer_to_the_camera_is_known_by_its_shape);
    RUN(no_page_claims_more_dots_than_were_seen);
    RUN(where_nobody_measured_it_is_a_card_or_as_long_as_a4);
    RUN(a_sheet_of_a4_measures_the_camera);
    return check_done();
}
