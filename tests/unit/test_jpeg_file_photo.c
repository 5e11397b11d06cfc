/* A stranger's photograph made anew: what is seen stays, and nothing else of the file does. */
#include "platform/linux/jpeg_file_photo.h"

#include <stdlib.h>
#include <string.h>

#include "platform/linux/jpeg_file.h"
#include "platform/port_files.h"
#include "tests/check.h"

#define PAPERS  "tests/fixtures/papers/"
#define PLANTED "Rơ Châm H'Lan <script>"

static struct photo photo;

static struct file_bytes file(const char *path)
{
    struct file_bytes f = {0};
    CHECK(!failed(files_linux()->ops->map(path, &f)));
    return f;
}

static enum err_code remake(const void *bytes, size_t size, int least, int orientation)
{
    photo_free(&photo);
    return photo_remake(bytes, size, least, orientation, 88, &photo).code;
}

static bool holds(const char *text)
{
    const size_t size = strlen(text);
    for (size_t i = 0; i + size <= photo.size; i++) {
        if (memcmp(photo.jpeg + i, text, size) == 0) {
            return true;
        }
    }
    return false;
}

/* What stands in the first file's place of the second: the mean difference of grey, shrunk. */
static int difference(const struct photo *a, const void *bytes, size_t size)
{
    static uint8_t one[250 * 250 * 3], two[250 * 250 * 3];
    int width[2] = {0, 0}, height[2] = {0, 0};
    CHECK(
        !failed(image_jpeg_preview(a->jpeg, a->size, 250, one, sizeof one, &width[0], &height[0])));
    CHECK(!failed(image_jpeg_preview(bytes, size, 250, two, sizeof two, &width[1], &height[1])));
    CHECK_INT(width[0], width[1]);
    CHECK_INT(height[0], height[1]);
    long sum = 0;
    for (int i = 0; i < width[0] * height[0] * 3; i++) {
        sum += abs(one[i] - two[i]);
    }
    return (int)(sum / (width[0] * height[0] * 3 + 1));
}

TEST(a_page_is_as_it_was_seen)
{
    const struct file_bytes sharp = file(PAPERS "sharp.jpg");
    CHECK_INT(remake(sharp.bytes, sharp.size, PHOTO_SIDE_LEAST, 0), ERR_NONE);
    CHECK_INT(photo.width, 1240);
    CHECK_INT(photo.height, 1754);
    CHECK(difference(&photo, sharp.bytes, sharp.size) <= 2);
    CHECK(memcmp(photo.jpeg + photo.size - 2, "\xFF\xD9", 2) == 0);
}

/* Comments and what lies behind the picture, where places, names and second files are. */
TEST(nothing_lives_on_but_what_was_to_be_seen)
{
    const struct file_bytes sharp = file(PAPERS "sharp.jpg");
    const size_t note = 4 + sizeof PLANTED - 1;
    const size_t size = sharp.size + 2 * note + sizeof PLANTED;
    uint8_t *spoiled = malloc(size);
    uint8_t *at = spoiled;
    memcpy(at, sharp.bytes, 2);
    at += 2;
    for (int i = 0; i < 2; i++) { /* a comment, and an APP1 that is no EXIF */
        const uint8_t head[4] = {0xFF, i == 0 ? 0xFE : 0xE1, 0, (uint8_t)(note - 2)};
        memcpy(at, head, 4);
        memcpy(at + 4, PLANTED, note - 4);
        at += note;
    }
    memcpy(at, sharp.bytes + 2, sharp.size - 2);
    memcpy(at + sharp.size - 2, PLANTED, sizeof PLANTED);
    CHECK_INT(remake(spoiled, size, PHOTO_SIDE_LEAST, 0), ERR_NONE);
    CHECK(!holds("script") && !holds("Exif"));
    struct photo clean = photo;
    photo = (struct photo){.jpeg = NULL};
    CHECK_INT(remake(sharp.bytes, sharp.size, PHOTO_SIDE_LEAST, 0), ERR_NONE);
    CHECK(clean.size == photo.size && memcmp(clean.jpeg, photo.jpeg, photo.size) == 0);
    photo_free(&clean);
    free(spoiled);
}

TEST(it_stands_as_the_phone_was_held)
{
    const struct file_bytes sideways = file(PAPERS "sideways.jpg");
    CHECK_INT(remake(sideways.bytes, sideways.size, PHOTO_SIDE_LEAST, 0), ERR_NONE);
    const int upright = photo.height;
    CHECK(photo.height > photo.width);
    CHECK_INT(remake(sideways.bytes, sideways.size, PHOTO_SIDE_LEAST, 1), ERR_NONE);
    CHECK_INT(photo.width, upright); /* as the sensor lay */
}

/* Which side is the brightest: 'l', 'r', 't' or 'b'. */
static char bright_side(void)
{
    static uint8_t rgb[250 * 250 * 3];
    int width = 0, height = 0;
    long sum[4] = {0, 0, 0, 0};
    CHECK(
        !failed(image_jpeg_preview(photo.jpeg, photo.size, 250, rgb, sizeof rgb, &width, &height)));
    for (int i = 0; i < width * height; i++) {
        const int x = i % width, y = i / width;
        sum[x < width / 2 ? 0 : 1] += rgb[i * 3];
        sum[y < height / 2 ? 2 : 3] += rgb[i * 3];
    }
    int best = 0;
    for (int i = 1; i < 4; i++) {
        best = sum[i] > sum[best] ? i : best;
    }
    return "lrtb"[best];
}

/* The sheet lies at the right of this picture; EXIF's table says where each turn puts it. */
TEST(every_orientation_is_the_turn_it_says)
{
    static const char sides[9] = {' ', 'r', 'l', 'l', 'r', 'b', 'b', 't', 't'};
    static const int undone[9] = {0, 1, 2, 3, 4, 5, 8, 7, 6};
    const struct file_bytes cut = file(PAPERS "cut.jpg");
    for (int way = 1; way <= 8; way++) {
        CHECK_INT(remake(cut.bytes, cut.size, 2000, way), ERR_NONE);
        CHECK_INT(bright_side(), sides[way]);
        struct photo turned = photo;
        photo = (struct photo){.jpeg = NULL};
        CHECK(way == 1 || difference(&turned, cut.bytes, cut.size) > 3);
        CHECK_INT(remake(turned.jpeg, turned.size, 2000, undone[way]), ERR_NONE);
        CHECK(difference(&photo, cut.bytes, cut.size) <= 3);
        photo_free(&turned);
    }
}

TEST(it_is_shrunk_but_never_below_what_is_asked)
{
    const struct file_bytes sharp = file(PAPERS "sharp.jpg");
    static const int least[] = {1, 100, 400, 877, 1000, 1754, 4000};
    for (size_t i = 0; i < sizeof least / sizeof least[0]; i++) {
        CHECK_INT(remake(sharp.bytes, sharp.size, least[i], 0), ERR_NONE);
        CHECK(photo.height >= (least[i] < 1754 ? least[i] : 1754));
        CHECK(photo.height <= least[i] + 1754 / 8 + 1 && photo.height <= 1754);
    }
}

TEST(whatever_is_no_whole_photograph_is_refused)
{
    static const char *const none[] = {"script.svg", "phone.heic", "notice.pdf", "broken.jpg"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        char path[100];
        snprintf(path, sizeof path, PAPERS "%s", none[i]);
        const struct file_bytes f = file(path);
        CHECK_INT(remake(f.bytes, f.size, PHOTO_SIDE_LEAST, 0), ERR_BAD_INPUT);
        CHECK(photo.jpeg == NULL);
    }
    const struct file_bytes sharp = file(PAPERS "sharp.jpg");
    for (size_t size = 0; size < sharp.size - 2; size += sharp.size / 23) {
        CHECK_INT(remake(sharp.bytes, size, PHOTO_SIDE_LEAST, 0), ERR_BAD_INPUT);
    }
    CHECK_INT(remake("", 0, PHOTO_SIDE_LEAST, 0), ERR_BAD_INPUT);
}

/* Three thousand bytes that say they are 60,000 px a side. */
TEST(a_bomb_is_refused_before_it_is_unpacked)
{
    const struct file_bytes bomb = file(PAPERS "bomb.jpg");
    CHECK_INT(remake(bomb.bytes, bomb.size, PHOTO_SIDE_LEAST, 0), ERR_REFUSED);
}

TEST(a_freed_photo_is_of_zeros_and_may_be_freed_again)
{
    const struct file_bytes small = file(PAPERS "small.jpg");
    CHECK_INT(remake(small.bytes, small.size, 100, 0), ERR_NONE);
    photo_free(&photo);
    CHECK(photo.jpeg == NULL && photo.size == 0 && photo.width == 0);
    photo_free(&photo);
}

TEST(it_is_as_long_as_a4_whatever_it_said)
{
    const struct file_bytes sharp = file(PAPERS "sharp.jpg"); /* 1754 px, says 200 */
    CHECK_INT(remake(sharp.bytes, sharp.size, 2339, 0), ERR_NONE);
    CHECK_INT(image_jpeg_dpi(photo.jpeg, photo.size), 150);
    const struct file_bytes land = file(PAPERS "land-1.jpg"); /* 2000 px */
    CHECK_INT(remake(land.bytes, land.size, 2339, 6), ERR_NONE);
    CHECK_INT(image_jpeg_dpi(photo.jpeg, photo.size), 171);
}

int main(void)
{
    RUN(a_page_is_as_it_was_seen);
    RUN(nothing_lives_on_but_what_was_to_be_seen);
    RUN(it_stands_as_the_phone_was_held);
    RUN(every_orientation_is_the_turn_it_says);
    RUN(it_is_shrunk_but_never_below_what_is_asked);
    RUN(whatever_is_no_whole_photograph_is_refused);
    RUN(a_bomb_is_refused_before_it_is_unpacked);
    RUN(a_freed_photo_is_of_zeros_and_may_be_freed_again);
    RUN(it_is_as_long_as_a4_whatever_it_said);
    return check_done();
}
