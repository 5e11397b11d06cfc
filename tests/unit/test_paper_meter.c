#include "platform/base/paper_meter.h"

#include <string.h>

#include "platform/linux/jpeg_file.h"
#include "platform/port_files.h"
#include "tests/check.h"

static struct paper_meter meter;

/* The verdict over a still of tests/fixtures/papers; UNREADABLE when it does not decode. */
static enum photo_verdict judge(const char *name)
{
    char path[128];
    struct file_bytes file = {0};
    int width = 0;
    int height = 0;
    enum photo_verdict verdict = PHOTO_UNREADABLE;
    (void)snprintf(path, sizeof path, "tests/fixtures/papers/%s.jpg", name);
    if (failed(files_linux()->ops->map(path, &file))) {
        return PHOTO_UNREADABLE;
    }
    if (!failed(image_jpeg_size(file.bytes, file.size, &width, &height))) {
        paper_meter_begin(&meter, width, height);
        if (!failed(image_jpeg_rows(file.bytes, file.size, paper_meter_row, &meter))) {
            verdict = paper_meter_verdict(&meter, &paper_limits_default);
        }
    }
    printf("# %s: sharpness %lld\n", name, (long long)paper_meter_sharpness(&meter));
    files_linux()->ops->unmap(&file);
    return verdict;
}

TEST(a_sharp_notice_is_good)
{
    CHECK_INT(judge("sharp"), PHOTO_GOOD);
    CHECK(paper_meter_sharpness(&meter) > 2 * paper_limits_default.sharpness);
}

TEST(a_blurred_notice_is_not)
{
    CHECK_INT(judge("blurred"), PHOTO_BLURRED);
    CHECK(paper_meter_sharpness(&meter) * 2 < paper_limits_default.sharpness);
}

TEST(dark_glaring_and_small_ones_are_named)
{
    CHECK_INT(judge("dark"), PHOTO_DARK);
    CHECK_INT(judge("glare"), PHOTO_GLARE);
    CHECK_INT(judge("small"), PHOTO_SMALL);
}

/* A drawn picture: stripes of two levels, `level` the bright one. */
static enum photo_verdict judge_drawn(int width, int height, int rows, uint8_t bright, uint8_t dark)
{
    static uint8_t row[PAPER_WIDTH_MAX + 100];
    paper_meter_begin(&meter, width, height);
    for (int y = 0; y < rows; y++) {
        for (int x = 0; x < width; x++) {
            row[x] = (x / 4 + y / 4) % 2 == 0 ? bright : dark;
        }
        paper_meter_row(&meter, row, width);
    }
    return paper_meter_verdict(&meter, &paper_limits_default);
}

TEST(black_blank_and_unfinished_pictures_are_never_good)
{
    CHECK_INT(judge_drawn(1200, 1600, 1600, 220, 20), PHOTO_GOOD);
    CHECK_INT(judge_drawn(1200, 1600, 1600, 0, 0), PHOTO_DARK);
    CHECK_INT(judge_drawn(1200, 1600, 1600, 220, 220), PHOTO_BLURRED);
    CHECK_INT(judge_drawn(1200, 1600, 1599, 220, 20), PHOTO_UNREADABLE);
    CHECK_INT(judge_drawn(0, 0, 0, 0, 0), PHOTO_UNREADABLE);
}

TEST(a_scanner_whose_paper_is_pure_white_shows_no_glare)
{
    CHECK_INT(judge_drawn(1200, 1600, 1600, 255, 0), PHOTO_GOOD);
    CHECK_INT(judge_drawn(1200, 1600, 1600, 255, 255), PHOTO_BLURRED);
}

TEST(pictures_wider_than_we_look_at_do_not_overflow)
{
    CHECK_INT(judge_drawn(PAPER_WIDTH_MAX + 100, 1100, 1100, 220, 20), PHOTO_GOOD);
}

TEST(every_measure_has_its_word_and_unknown_ones_claim_nothing)
{
    for (int v = PHOTO_GOOD; v <= PHOTO_COARSE; v++) {
        const char *word = paper_quality_word((enum photo_verdict)v);
        CHECK_INT(paper_quality_of(word), word[0] != '\0' ? v : PHOTO_GOOD);
    }
    CHECK_STR(paper_quality_word(PHOTO_BLURRED), "blurred");
    CHECK_STR(paper_quality_word(PHOTO_TWO), ""); /* nothing that is measured */
    CHECK_INT(paper_quality_of("smudged"), PHOTO_GOOD);
}

int main(void)
{
    RUN(a_sharp_notice_is_good);
    RUN(a_blurred_notice_is_not);
    RUN(dark_glaring_and_small_ones_are_named);
    RUN(black_blank_and_unfinished_pictures_are_never_good);
    RUN(a_scanner_whose_paper_is_pure_white_shows_no_glare);
    RUN(pictures_wider_than_we_look_at_do_not_overflow);
    RUN(every_measure_has_its_word_and_unknown_ones_claim_nothing);
    return check_done();
}
