/* Photographs are drawn from the fixture: the same page (marked as a sample) laid otherwise under
 * the camera. */
#define _GNU_SOURCE /* memmem */
#include "platform/linux/page_file.h"

#include <math.h>
#include <stdlib.h>

#include "platform/linux/jpeg_file.h"
#include "platform/linux/jpeg_file_write.h"
#include "platform/linux/pdf_file.h"
#include "platform/port_files.h"
#include "tests/check.h"

#define SIDE  1900 /* px of a drawn photograph */
#define SMALL 96   /* px of what is compared */
#define TRAY  90   /* its grey */

static struct file_bytes sharp, turned;
static uint8_t page[3 << 20], photo[SIDE * SIDE * 3], jpeg[4 << 20], rgb[2000 * 2000 * 3];
static size_t page_size, jpeg_size;
static struct picture_found found;
static int width, height;

/* What is to come out, small: from the fixture, which lies upright. */
static uint8_t wanted[SMALL * SMALL], got[SMALL * SMALL];

static void draw_row(void *context, int y, uint8_t *ret_rgb)
{
    memcpy(ret_rgb, (const uint8_t *)context + (size_t)y * SIDE * 3, (size_t)SIDE * 3);
}

static void press_shutter(void)
{
    const struct jpeg_rows rows = {
        .width = SIDE, .height = SIDE, .row = draw_row, .context = photo};
    CHECK(!failed(image_jpeg_write(&rows, 90, jpeg, sizeof jpeg, &jpeg_size)));
}

static struct err straighten(const void *bytes, size_t size, int dpi)
{
    const struct picture_scale scale = {.dpi = dpi};
    return image_page_straighten(bytes, size, scale, page, sizeof page, &page_size, &found);
}

/* The page as SMALL x SMALL mean greys. */
static void shrink_page(uint8_t *ret_small)
{
    CHECK(!failed(image_jpeg_preview(page, page_size, 2000, rgb, sizeof rgb, &width, &height)));
    for (int i = 0; i < SMALL * SMALL; i++) {
        const int x0 = i % SMALL * width / SMALL, x1 = (i % SMALL + 1) * width / SMALL;
        const int y0 = i / SMALL * height / SMALL, y1 = (i / SMALL + 1) * height / SMALL;
        long sum = 0;
        for (int y = y0; y < y1; y++) {
            for (int x = x0; x < x1; x++) {
                sum += rgb[(y * width + x) * 3 + 1];
            }
        }
        ret_small[i] = (uint8_t)(sum / ((x1 - x0) * (y1 - y0)));
    }
}

/* Mean difference from what is wanted; a page upside down differs by more than twelve. */
static int difference(void)
{
    long sum = 0;
    shrink_page(got);
    for (int i = 0; i < SMALL * SMALL; i++) {
        sum += abs(got[i] - wanted[i]);
    }
    return (int)(sum / (SMALL * SMALL));
}

static void decode_fixture(void)
{
    CHECK(!failed(
        image_jpeg_preview(sharp.bytes, sharp.size, 2000, rgb, sizeof rgb, &width, &height)));
}

static void clear_tray(int grey)
{
    memset(photo, grey, sizeof photo);
}

/* The fixture's picture turned by degrees about (cx, cy) of the tray, scaled; what is tray stays.
 */
static void lay(float degrees, float scale, int cx, int cy)
{
    decode_fixture();
    const float c = cosf(degrees * 0.0174533F) / scale, s = sinf(degrees * 0.0174533F) / scale;
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            const float fx = (float)width / 2 + (float)(x - cx) * c + (float)(y - cy) * s;
            const float fy = (float)height / 2 - (float)(x - cx) * s + (float)(y - cy) * c;
            const int ix = (int)fx, iy = (int)fy;
            if (ix < 0 || iy < 0 || ix >= width - 1 || iy >= height - 1) {
                continue;
            }
            const uint8_t *p = rgb + ((size_t)iy * (size_t)width + (size_t)ix) * 3;
            const float u = fx - (float)ix, v = fy - (float)iy;
            for (int k = 0; k < 3; k++) {
                const float top = (float)p[k] * (1 - u) + (float)p[k + 3] * u;
                const float below =
                    (float)p[width * 3 + k] * (1 - u) + (float)p[width * 3 + k + 3] * u;
                photo[((size_t)y * SIDE + (size_t)x) * 3 + (size_t)k] =
                    (uint8_t)(top * (1 - v) + below * v);
            }
        }
    }
}

static void check_page_of(float degrees)
{
    clear_tray(TRAY);
    lay(degrees, 0.95F, SIDE / 2, SIDE / 2);
    press_shutter();
    CHECK(!failed(straighten(jpeg, jpeg_size, 200)));
    CHECK(found.page && !found.cut_off && !found.two && !found.blank);
    CHECK(abs(found.width - 979) < 15);
    CHECK(abs(found.height - 1390) < 20);
    CHECK(difference() <= 4);
}

TEST(a_page_on_the_tray_is_cut_out_straight)
{
    CHECK(!failed(straighten(sharp.bytes, sharp.size, 200)));
    CHECK(found.page && !found.cut_off && !found.two && !found.blank);
    CHECK_INT(found.turned, 0);
    CHECK(abs(found.width - 1036) < 12 && abs(found.height - 1470) < 14);
    shrink_page(wanted);
    CHECK(!failed(image_jpeg_preview(page, page_size, 2000, rgb, sizeof rgb, &width, &height)));
    const int corners[] = {0, width - 1, (height - 1) * width, height * width - 1};
    for (int i = 0; i < 4; i++) { /* no tray shows at its corners */
        CHECK(rgb[corners[i] * 3 + 1] > 180);
    }
    CHECK(page[13] == 1 && (page[14] << 8 | page[15]) == 200);
}

TEST(it_is_straight_however_it_lay)
{
    check_page_of(3);
    check_page_of(10);
    check_page_of(-12);
}

TEST(it_stands_right_way_up_however_it_lay)
{
    check_page_of(90);
    CHECK_INT(found.turned, 270);
    check_page_of(180);
    CHECK_INT(found.turned, 180);
    check_page_of(270);
    CHECK_INT(found.turned, 90);
    check_page_of(187);
    CHECK(!failed(straighten(turned.bytes, turned.size, 200)));
    CHECK_INT(found.turned, 180);
    CHECK(difference() <= 4);
}

TEST(a_finer_camera_gives_a_page_of_200_dots_to_the_inch)
{
    CHECK(!failed(straighten(sharp.bytes, sharp.size, 300)));
    CHECK(abs(found.width - 690) < 10 && abs(found.height - 980) < 12);
    CHECK(difference() <= 4);
}

/* A sheet of so many pixels with lines of writing in the middle of a tray. */
struct sheet {
    int width, height, left, top, across, down;
};

static void sheet_row(void *context, int y, uint8_t *ret_rgb)
{
    const struct sheet *s = context;
    const int line = s->down / 120;
    memset(ret_rgb, TRAY, (size_t)s->width * 3);
    if (y < s->top || y >= s->top + s->down) {
        return;
    }
    uint8_t *paper = ret_rgb + (size_t)s->left * 3;
    memset(paper, 230, (size_t)s->across * 3);
    const int row = (y - s->top) / line;
    for (int x = s->across / 8; row % 2 == 1 && row > 10 && row < 110 && x < s->across * 7 / 8;
         x++) {
        memset(paper + (size_t)x * 3, x / (line / 2) % 3 == 0 ? 230 : 40, 3);
    }
}

/* One of so many millimetres, photographed at true dots to the inch. */
static void photograph(float across_mm, float down_mm, float dpi, int says)
{
    struct sheet s = {.across = (int)(across_mm * dpi / 25.4F + 0.5F),
                      .down = (int)(down_mm * dpi / 25.4F + 0.5F)};
    s.left = s.across / 20;
    s.top = s.down / 20;
    s.width = s.across + 2 * s.left;
    s.height = s.down + 2 * s.top;
    const struct jpeg_rows rows = {
        .width = s.width, .height = s.height, .dpi = says, .row = sheet_row, .context = &s};
    CHECK(!failed(image_jpeg_write(&rows, 85, jpeg, sizeof jpeg, &jpeg_size)));
}

static bool within_2_per_cent(float is, float aim)
{
    return fabsf(is - aim) <= aim * 0.02F;
}

/* The page that becomes of it: dots it claims, those it has, and its millimetres in the PDF. */
static void check_filed(float across_mm, float down_mm, int dpi)
{
    static char pdf[4 << 20];
    const struct picture_page one = {page, page_size};
    size_t size = 0;
    int w = 0, h = 0;
    float across = 0, down = 0;
    CHECK_INT(found.dpi, dpi);
    CHECK_INT(image_jpeg_dpi(page, page_size), dpi);
    CHECK(!failed(image_jpeg_size(page, page_size, &w, &h)));
    CHECK(within_2_per_cent((float)w, across_mm / 25.4F * (float)dpi));
    CHECK(within_2_per_cent((float)h, down_mm / 25.4F * (float)dpi));
    CHECK(!failed(image_pdf_write(&one, 1, PICTURE_DPI, (uint8_t *)pdf, sizeof pdf - 1, &size)));
    const char *box = memmem(pdf, size, "/MediaBox", 9);
    CHECK(box != NULL && sscanf(box, "/MediaBox [ 0 0 %f %f", &across, &down) == 2);
    CHECK(within_2_per_cent(across / 72 * 25.4F, across_mm));
    CHECK(within_2_per_cent(down / 72 * 25.4F, down_mm));
}

TEST(a_page_is_as_large_in_its_pdf_as_on_the_tray_and_claims_no_dots_it_has_not)
{
    photograph(210, 297, 131, 0);
    CHECK(!failed(straighten(jpeg, jpeg_size, 131)));
    CHECK(found.page);
    check_filed(210, 297, found.dpi);
    CHECK(found.dpi >= 129 && found.dpi <= 132);
    photograph(210, 297, 200, 0);
    CHECK(!failed(straighten(jpeg, jpeg_size, 200)));
    check_filed(210, 297, 200);
    photograph(210, 297, 300, 0);
    CHECK(!failed(straighten(jpeg, jpeg_size, 300)));
    check_filed(210, 297, 200);
    photograph(148, 210, 300, 0);
    CHECK(!failed(straighten(jpeg, jpeg_size, 300)));
    check_filed(148, 210, 200);
    photograph(190, 265, 260, 0); /* a certificate of land: no standard's size */
    CHECK(!failed(straighten(jpeg, jpeg_size, 260)));
    check_filed(190, 265, 200);
}

TEST(a_standard_sheet_that_lies_nearer_than_the_tray_keeps_its_size)
{
    photograph(210, 297, 229, 0);
    CHECK(!failed(straighten(jpeg, jpeg_size, 220)));
    check_filed(210, 297, 200);
}

TEST(a_camera_that_nobody_measured_claims_no_more_than_a4_has)
{
    photograph(210, 297, 131, 96); /* what a camera says of itself is not asked */
    CHECK(!failed(straighten(jpeg, jpeg_size, 0)));
    check_filed(210, 297, found.dpi);
    CHECK(found.dpi >= 129 && found.dpi <= 132);
    photograph(85.6F, 53.98F, 300, 0);
    CHECK(!failed(straighten(jpeg, jpeg_size, 0)));
    CHECK_INT(found.dpi, 200);
}

TEST(a_scanner_s_own_dots_come_first)
{
    const struct picture_scale scale = {.dpi = 131, .told = true};
    photograph(148, 210, 250, 250);
    CHECK(!failed(
        image_page_straighten(jpeg, jpeg_size, scale, page, sizeof page, &page_size, &found)));
    check_filed(148, 210, 200);
    photograph(148, 210, 131, 0);
    CHECK(!failed(
        image_page_straighten(jpeg, jpeg_size, scale, page, sizeof page, &page_size, &found)));
    check_filed(148, 210, found.dpi);
    CHECK(found.dpi >= 129 && found.dpi <= 132);
}

TEST(a_sheet_of_a4_that_lies_alone_and_whole_measures_the_camera)
{
    int dpi = 0;
    photograph(210, 297, 231, 96);
    CHECK(!failed(image_page_measure(jpeg, jpeg_size, &dpi)));
    CHECK(dpi >= 229 && dpi <= 233);
    photograph(297, 210, 118, 0);
    CHECK(!failed(image_page_measure(jpeg, jpeg_size, &dpi)));
    CHECK(dpi >= 117 && dpi <= 119);
    photograph(216, 279, 231, 0); /* another shape: Letter */
    CHECK_INT(image_page_measure(jpeg, jpeg_size, &dpi).code, ERR_NOT_FOUND);
    clear_tray(TRAY); /* nothing lies there */
    press_shutter();
    CHECK_INT(image_page_measure(jpeg, jpeg_size, &dpi).code, ERR_NOT_FOUND);
    lay(1, 0.6F, 480, SIDE / 2);
    lay(-2, 0.6F, 1420, SIDE / 2);
    press_shutter();
    CHECK_INT(image_page_measure(jpeg, jpeg_size, &dpi).code, ERR_NOT_FOUND);
    CHECK_INT(image_page_measure("no picture", 10, &dpi).code, ERR_BAD_INPUT);
}

TEST(shadow_is_taken_off_and_ink_stays)
{
    clear_tray(TRAY);
    lay(0, 0.95F, SIDE / 2, SIDE / 2);
    for (size_t i = 0; i < sizeof photo; i++) { /* darker to the right by half */
        const int x = (int)(i / 3 % SIDE);
        photo[i] = (uint8_t)(photo[i] * (SIDE * 2 - x) / (SIDE * 2));
    }
    press_shutter();
    CHECK(!failed(straighten(jpeg, jpeg_size, 200)));
    CHECK(found.page);
    CHECK(difference() <= 5);
}

TEST(a_page_that_runs_out_of_the_picture_is_told)
{
    clear_tray(TRAY);
    lay(2, 0.95F, SIDE / 2 - 600, SIDE / 2);
    press_shutter();
    CHECK(!failed(straighten(jpeg, jpeg_size, 200)));
    CHECK(found.cut_off);
}

TEST(two_pages_are_told)
{
    clear_tray(TRAY);
    lay(1, 0.6F, 480, SIDE / 2);
    lay(-2, 0.6F, 1420, SIDE / 2);
    press_shutter();
    CHECK(!failed(straighten(jpeg, jpeg_size, 200)));
    CHECK(found.two && !found.cut_off);
}

TEST(an_empty_page_is_told)
{
    clear_tray(TRAY);
    for (int y = 300; y < 1600; y++) {
        memset(photo + ((size_t)y * SIDE + 400) * 3, 225, 1000 * 3);
    }
    press_shutter();
    CHECK(!failed(straighten(jpeg, jpeg_size, 200)));
    CHECK(found.page && found.blank);
    CHECK(!found.cut_off && !found.two);
}

/* A sheet scanner: no tray, the lines run a little askew. */
TEST(a_page_that_fills_the_picture_is_taken_whole_and_made_level)
{
    clear_tray(232);
    lay(0, 1, SIDE / 2, SIDE / 2);
    for (size_t i = 0; i < sizeof photo; i += 3) { /* the tray becomes white paper */
        const bool ink = photo[i + 1] < 60 || photo[i] > photo[i + 1] + 40;
        memset(photo + i, photo[i + 1] > 60 && photo[i + 1] < 130 && !ink ? 232 : photo[i + 1], 3);
    }
    press_shutter();
    CHECK(!failed(straighten(jpeg, jpeg_size, 200)));
    CHECK(!found.page && !found.cut_off && !found.blank);
    CHECK_INT(found.width, SIDE);
    CHECK(found.tilt <= -12 && found.tilt >= -22); /* the fixture's page lies 1.9 degrees askew */
}

TEST(a_black_picture_and_an_empty_tray_have_no_page)
{
    clear_tray(3);
    press_shutter();
    CHECK(!failed(straighten(jpeg, jpeg_size, 200)));
    CHECK(!found.page);
    clear_tray(TRAY);
    press_shutter();
    CHECK(!failed(straighten(jpeg, jpeg_size, 200)));
    CHECK(!found.page && found.blank);
}

TEST(a_page_is_turned_by_quarters)
{
    CHECK(!failed(straighten(sharp.bytes, sharp.size, 200)));
    static uint8_t once[1 << 20];
    size_t size = 0;
    CHECK(!failed(image_page_turn(page, page_size, 1, once, sizeof once, &size)));
    CHECK(!failed(image_jpeg_size(once, size, &width, &height)));
    CHECK_INT(width, found.height);
    CHECK_INT(height, found.width);
    CHECK_INT(image_jpeg_dpi(once, size), 200);
    CHECK(!failed(image_page_turn(once, size, -1, page, sizeof page, &page_size)));
    CHECK(difference() <= 1);
}

TEST(damaged_pictures_and_too_little_room_are_refused)
{
    CHECK_INT(straighten(sharp.bytes, sharp.size / 2, 200).code, ERR_BAD_INPUT);
    CHECK_INT(straighten("no picture", 10, 200).code, ERR_BAD_INPUT);
    const struct picture_scale scale = {.dpi = 200};
    CHECK_INT(
        image_page_straighten(sharp.bytes, sharp.size, scale, page, 2000, &page_size, &found).code,
        ERR_FULL);
    CHECK_INT(image_page_turn("no picture", 10, 1, page, sizeof page, &page_size).code,
              ERR_BAD_INPUT);
}

int main(void)
{
    if (failed(files_linux()->ops->map("tests/fixtures/papers/sharp.jpg", &sharp)) ||
        failed(files_linux()->ops->map("tests/fixtures/papers/turned.jpg", &turned))) {
        return 1;
    }
    RUN(a_page_on_the_tray_is_cut_out_straight);
    RUN(it_is_straight_however_it_lay);
    RUN(it_stands_right_way_up_however_it_lay);
    RUN(a_finer_camera_gives_a_page_of_200_dots_to_the_inch);
    RUN(a_page_is_as_large_in_its_pdf_as_on_the_tray_and_claims_no_dots_it_has_not);
    RUN(a_standard_sheet_that_lies_nearer_than_the_tray_keeps_its_size);
    RUN(a_camera_that_nobody_measured_claims_no_more_than_a4_has);
    RUN(a_scanner_s_own_dots_come_first);
    RUN(a_sheet_of_a4_that_lies_alone_and_whole_measures_the_camera);
    RUN(shadow_is_taken_off_and_ink_stays);
    RUN(a_page_that_runs_out_of_the_picture_is_told);
    RUN(two_pages_are_told);
    RUN(an_empty_page_is_told);
    RUN(a_page_that_fills_the_picture_is_taken_whole_and_made_level);
    RUN(a_black_picture_and_an_empty_tray_have_no_page);
    RUN(a_page_is_turned_by_quarters);
    RUN(damaged_pictures_and_too_little_room_are_refused);
    return check_done();
}
