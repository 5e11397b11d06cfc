#include "platform/linux/pdf_pictures.h"

#include <stdlib.h>

#include "platform/linux/pdf_file.h"
#include "platform/port_files.h"
#include "tests/check.h"

static struct file_bytes sharp, turned;
static uint8_t pdf[1 << 20];
static size_t size;
static struct picture_page found[4];

static void write_three(void)
{
    const struct picture_page pages[] = {{(const uint8_t *)sharp.bytes, sharp.size},
                                         {(const uint8_t *)turned.bytes, turned.size},
                                         {(const uint8_t *)sharp.bytes, sharp.size}};
    CHECK(!failed(image_pdf_write(pages, 3, 200, pdf, sizeof pdf, &size)));
}

static bool is_file(int i, const struct file_bytes *file)
{
    return found[i].size == file->size && memcmp(found[i].jpeg, file->bytes, file->size) == 0;
}

TEST(the_pictures_of_a_pdf_of_ours_are_there_in_order_as_they_went_in)
{
    write_three();
    CHECK_INT(pdf_pictures(pdf, size, found, 4), 3);
    CHECK(is_file(0, &sharp) && is_file(1, &turned) && is_file(2, &sharp));
}

TEST(more_than_asked_for_and_one_cut_off_are_none)
{
    write_three();
    CHECK_INT(pdf_pictures(pdf, size, found, 2), -1);
    const size_t begins = (size_t)(found[0].jpeg - pdf);
    CHECK_INT(pdf_pictures(pdf, begins + sharp.size - 1, found, 4), -1);
    CHECK_INT(pdf_pictures(pdf, begins + sharp.size, found, 4), 1);
    CHECK_INT(pdf_pictures(pdf, begins, found, 4), 0);
    CHECK_INT(pdf_pictures(pdf, 0, found, 4), 0);
}

/* Whatever is in it and wherever it ends, nothing but its own bytes is read (the sanitisers say).
 */
TEST(every_length_and_a_lying_segment_are_read_within_bounds)
{
    static const uint8_t lies[] = "stream\r\n\xFF\xD8\xFF\xE0\xFF\xFF....";
    for (size_t n = 0; n < sizeof lies; n++) {
        uint8_t *copy = malloc(n > 0 ? n : 1);
        memcpy(copy, lies, n);
        CHECK(pdf_pictures(copy, n, found, 4) <= 0);
        free(copy);
    }
    static const uint8_t plain[] =
        "stream\r\n\xFF\xD8\xFF\xDA\x00\x02\x11\xFF\x00\xFF\xD0\x22\xFF\xD9";
    CHECK_INT(pdf_pictures(plain, sizeof plain - 1, found, 4), 1);
    CHECK_INT(found[0].size, sizeof plain - 1 - 8);
}

int main(void)
{
    CHECK(!failed(files_linux()->ops->map("tests/fixtures/papers/sharp.jpg", &sharp)));
    CHECK(!failed(files_linux()->ops->map("tests/fixtures/papers/turned.jpg", &turned)));
    RUN(the_pictures_of_a_pdf_of_ours_are_there_in_order_as_they_went_in);
    RUN(more_than_asked_for_and_one_cut_off_are_none);
    RUN(every_length_and_a_lying_segment_are_read_within_bounds);
    return check_done();
}
