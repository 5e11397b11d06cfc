#include "platform/linux/pdf_file.h"

#include <stdlib.h>

#include "platform/port_files.h"
#include "tests/check.h"

static struct file_bytes sharp, turned;
static uint8_t pdf[1 << 20];
static size_t size;

static const char *find(const char *from, const char *text)
{
    const size_t length = strlen(text);
    for (const char *at = from; at + length <= (const char *)pdf + size; at++) {
        if (memcmp(at, text, length) == 0) {
            return at;
        }
    }
    return NULL;
}

static int count_of(const char *text)
{
    int count = 0;
    for (const char *at = (const char *)pdf; (at = find(at, text)) != NULL; at++) {
        count++;
    }
    return count;
}

static struct err write_both(size_t cap)
{
    const struct picture_page pages[] = {{(const uint8_t *)sharp.bytes, sharp.size},
                                         {(const uint8_t *)turned.bytes, turned.size}};
    return image_pdf_write(pages, 2, 200, pdf, cap, &size);
}

TEST(it_is_a_pdf_of_at_least_1_4_with_a_page_for_each_picture)
{
    CHECK(!failed(write_both(sizeof pdf)));
    CHECK(memcmp(pdf, "%PDF-1.4", 8) == 0);
    CHECK_INT(count_of("/Type /Page\n"), 2);
    CHECK_INT(count_of("/Count 2"), 1);
    CHECK_INT(count_of("/DCTDecode"), 2);
    CHECK_INT(count_of("%%EOF"), 1);
}

/* 1240 pixels at 200 to the inch are 446.4 points. */
TEST(a_page_is_as_large_as_its_picture_at_200_dpi)
{
    CHECK(!failed(write_both(sizeof pdf)));
    CHECK_INT(count_of("/MediaBox [ 0 0 446.4"), 2);
}

/* What says nothing of its dots is as large as at those it is asked for. */
TEST(each_page_is_as_large_as_it_says)
{
    static uint8_t silent[1 << 20];
    CHECK(sharp.size < sizeof silent);
    memcpy(silent, sharp.bytes, sharp.size);
    silent[13] = 0; /* JFIF: no unit */
    const struct picture_page pages[] = {{(const uint8_t *)sharp.bytes, sharp.size},
                                         {silent, sharp.size}};
    CHECK(!failed(image_pdf_write(pages, 2, 100, pdf, sizeof pdf, &size)));
    CHECK_INT(count_of("/MediaBox [ 0 0 446.4"), 1);
    CHECK_INT(count_of("/MediaBox [ 0 0 892.8"), 1);
}

TEST(the_pictures_go_in_as_they_are)
{
    CHECK(!failed(write_both(sizeof pdf)));
    const char *first = find((const char *)pdf, "stream\r\n");
    CHECK(first != NULL && memcmp(first + 8, sharp.bytes, sharp.size) == 0);
}

TEST(neither_a_date_nor_a_name_is_in_it)
{
    CHECK(!failed(write_both(sizeof pdf)));
    CHECK_INT(count_of("Date"), 0);
    CHECK_INT(count_of("/Author"), 0);
    CHECK_INT(count_of("/Title"), 0);
}

TEST(the_same_pages_give_the_same_bytes)
{
    CHECK(!failed(write_both(sizeof pdf)));
    uint8_t *before = malloc(size);
    const size_t length = size;
    memcpy(before, pdf, size);
    CHECK(!failed(write_both(sizeof pdf)));
    CHECK(size == length && memcmp(pdf, before, size) == 0);
    free(before);
}

TEST(it_keeps_inside_the_memory_and_within_what_the_room_is_reckoned)
{
    CHECK(!failed(write_both(sizeof pdf)));
    CHECK(size <= sharp.size + turned.size + PICTURE_PDF_ROOM(2));
    CHECK_INT(write_both(size - 1).code, ERR_FULL);
}

TEST(what_is_no_picture_makes_no_pdf)
{
    const struct picture_page noise = {(const uint8_t *)"neither one nor the other", 25};
    const struct picture_page empty = {(const uint8_t *)"", 0};
    CHECK_INT(image_pdf_write(&noise, 1, 200, pdf, sizeof pdf, &size).code, ERR_BAD_INPUT);
    CHECK_INT(image_pdf_write(&empty, 1, 200, pdf, sizeof pdf, &size).code, ERR_BAD_INPUT);
    CHECK_INT(image_pdf_write(&noise, 0, 200, pdf, sizeof pdf, &size).code, ERR_BAD_INPUT);
}

int main(void)
{
    if (failed(files_linux()->ops->map("tests/fixtures/papers/sharp.jpg", &sharp)) ||
        failed(files_linux()->ops->map("tests/fixtures/papers/turned.jpg", &turned))) {
        return 1;
    }
    RUN(it_is_a_pdf_of_at_least_1_4_with_a_page_for_each_picture);
    RUN(a_page_is_as_large_as_its_picture_at_200_dpi);
    RUN(each_page_is_as_large_as_it_says);
    RUN(the_pictures_go_in_as_they_are);
    RUN(neither_a_date_nor_a_name_is_in_it);
    RUN(the_same_pages_give_the_same_bytes);
    RUN(it_keeps_inside_the_memory_and_within_what_the_room_is_reckoned);
    RUN(what_is_no_picture_makes_no_pdf);
    return check_done();
}
