#define _GNU_SOURCE /* nftw */
#include "tests/unit/catalogue_world.h"

static const char *const english[] = {"vi", "en", NULL};
static bool fallback;

TEST(a_language_names_what_it_can_and_the_rest_falls_back)
{
    catalogue_begin();
    lists_write("data/procedures.en.tsv", "1.000001\tGive one\tform; photo\n1.000002\t\t\n");
    CHECK_INT(catalogue_read_again(english).code, ERR_NONE);
    CHECK_STR(catalogue_title(all, 0, "en", &fallback), "Give one");
    CHECK(!fallback);
    CHECK_STR(catalogue_bring(all, 0, 1, "en", &fallback), "Photo");
    CHECK_STR(catalogue_title(all, 1, "en", &fallback), "Cấp hai");
    CHECK(fallback);
}

TEST(papers_count_only_when_there_are_as_many)
{
    catalogue_begin();
    lists_write("data/procedures.en.tsv", "1.000001\tGive one\tform\n");
    CHECK_INT(catalogue_read_again(english).code, ERR_NONE);
    CHECK_INT(catalogue_bring_count(all, 0), 2);
    CHECK_STR(catalogue_bring(all, 0, 0, "en", &fallback), "Tờ khai");
    CHECK(fallback);
}

TEST(plain_words_of_vietnamese_stand_for_the_official_ones)
{
    catalogue_begin();
    lists_write("data/procedures.vi.tsv", "1.000002\tCấp lại giấy\tđơn; ảnh thẻ; hộ chiếu\n");
    CHECK_INT(catalogue_read_again(NULL).code, ERR_NONE);
    CHECK_STR(catalogue_title(all, 1, "vi", &fallback), "Cấp lại giấy");
    CHECK_STR(all->entries[1].official, "Cấp hai");
    CHECK_INT(catalogue_bring_count(all, 1), 3);
    CHECK_STR(catalogue_bring(all, 1, 2, "vi", &fallback), "Hộ chiếu");
}

TEST(a_language_without_a_list_is_all_fallback)
{
    catalogue_begin();
    CHECK_INT(catalogue_read_again(english).code, ERR_NONE);
    CHECK_STR(catalogue_title(all, 0, "en", &fallback), "Cấp một");
    CHECK(fallback);
}

TEST(a_short_row_is_named_by_file_and_line)
{
    catalogue_begin();
    lists_write("data/procedures.en.tsv", "1.000001\tGive one\n1.000002\n");
    CHECK_INT(catalogue_read_again(english).code, ERR_CORRUPT);
    CHECK_STR(problem.file, "data/procedures.en.tsv");
    CHECK_INT(problem.line, 2);
    scratch_close();
}

int main(void)
{
    RUN(a_language_names_what_it_can_and_the_rest_falls_back);
    RUN(papers_count_only_when_there_are_as_many);
    RUN(plain_words_of_vietnamese_stand_for_the_official_ones);
    RUN(a_language_without_a_list_is_all_fallback);
    RUN(a_short_row_is_named_by_file_and_line);
    return check_done();
}
