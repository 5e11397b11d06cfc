/* What is kept of a file from a phone: the page, its small picture, and whether it can be read. The
 * pictures are drawn (tests/fixtures/papers). */
#include "platform/sim/portal/handover_picture.h"

#include <string.h>

#include "platform/linux/jpeg_file.h"
#include "platform/port_files.h"
#include "tests/check.h"

static struct handover_picture picture;

/* The key of the sentence a fixture is refused with, "" when it is kept in `picture`. */
static const char *send(const char *name)
{
    char path[96];
    struct file_bytes file = {0};
    (void)snprintf(path, sizeof path, "tests/fixtures/papers/%s", name);
    CHECK(!failed(files_linux()->ops->map(path, &file)));
    handover_picture_free(&picture);
    const char *error = handover_foreign(file.bytes, file.size);
    error = error != NULL ? error : handover_picture_make(file.bytes, file.size, 0, &picture);
    files_linux()->ops->unmap(&file);
    return error != NULL ? error : "";
}

/* ... and what is said of how well it can be read, "" for nothing. */
static const char *doubt(const char *name)
{
    CHECK_STR(send(name), "");
    const char *key = handover_doubt(picture.in.quality);
    return key != NULL ? key : "";
}

TEST(a_sharp_page_is_kept_without_a_word)
{
    CHECK_STR(doubt("phone-1.jpg"), "");
    CHECK_INT(picture.in.quality, PHOTO_GOOD);
    CHECK(picture.in.width < picture.in.height);
    CHECK(memcmp(picture.in.bytes, "%PDF-1.4", 8) == 0);
    CHECK_STR(doubt("phone-2.jpg"), ""); /* held sideways */
    CHECK(picture.in.width < picture.in.height);
    int width = 0, height = 0;
    CHECK(!failed(image_jpeg_size(picture.in.thumb, picture.in.thumb_size, &width, &height)));
    CHECK(width < height && height < 512);
}

TEST(a_blurred_page_is_kept_with_the_reason)
{
    CHECK_STR(doubt("phone-blurred.jpg"), "upload.doubt.blurred");
    CHECK_INT(picture.in.quality, PHOTO_BLURRED);
    CHECK(picture.in.size > 0);
}

TEST(glare_dark_and_few_dots_are_told_apart)
{
    CHECK_STR(doubt("glare.jpg"), "upload.doubt.glare");
    CHECK_STR(doubt("dark.jpg"), "upload.doubt.dark");
    CHECK_STR(doubt("sharp.jpg"), "upload.doubt.coarse"); /* as long as A4: 150 to the inch */
    CHECK_INT(picture.in.quality, PHOTO_COARSE);
    CHECK(handover_doubt(PHOTO_UNREADABLE) == NULL);
}

TEST(what_is_no_photograph_is_refused_and_nothing_kept)
{
    CHECK_STR(send("phone.heic"), "upload.error.heic");
    CHECK_STR(send("notice.pdf"), "upload.error.pdf");
    CHECK_STR(send("script.svg"), "upload.error.foreign");
    CHECK_STR(send("bomb.jpg"), "upload.error.pixels");
    CHECK_STR(send("broken.jpg"), "upload.error.damaged");
    CHECK_STR(send("small.jpg"), "upload.error.small");
    CHECK(picture.pdf == NULL && picture.whole.jpeg == NULL && picture.small.jpeg == NULL);
    CHECK_STR(handover_foreign("", 0), "upload.error.none");
}

int main(void)
{
    RUN(a_sharp_page_is_kept_without_a_word);
    RUN(a_blurred_page_is_kept_with_the_reason);
    RUN(glare_dark_and_few_dots_are_told_apart);
    RUN(what_is_no_photograph_is_refused_and_nothing_kept);
    handover_picture_free(&picture);
    return check_done();
}
