#define _GNU_SOURCE /* nftw */
#include "tests/unit/catalogue_world.h"

TEST(a_sector_tells_place_and_pictogram)
{
    catalogue_begin();
    lists_write("data/sectors.tsv", "Hộ tịch\there\tbirth\nĐất đai\tpolice\tland\n");
    CHECK_INT(catalogue_read_again(NULL).code, ERR_NONE);
    CHECK_INT(all->entries[0].place, PLACE_HERE);
    CHECK_STR(all->entries[0].icon, "birth");
    CHECK_INT(all->entries[1].place, PLACE_POLICE);
    CHECK_STR(all->entries[1].icon, "land");
}

TEST(one_procedure_may_differ_from_its_sector)
{
    catalogue_begin();
    lists_write("data/sectors.tsv", "Đất đai\there\tland\n1.000002\tinsurance\tmoney\n");
    CHECK_INT(catalogue_read_again(NULL).code, ERR_NONE);
    CHECK_INT(all->entries[1].place, PLACE_INSURANCE);
    CHECK_STR(all->entries[1].icon, "money");
}

TEST(what_the_province_decides_goes_there_whatever_the_sector)
{
    catalogue_begin();
    lists_write("data/sectors.tsv", "Đất đai\there\tland\n");
    CHECK_INT(catalogue_read_again(NULL).code, ERR_NONE);
    CHECK_INT(all->entries[1].place, PLACE_HERE);
    CHECK_INT(all->entries[2].place, PLACE_PROVINCE);
}

TEST(without_the_list_everything_is_taken_here)
{
    catalogue_begin();
    CHECK_INT(catalogue_read_again(NULL).code, ERR_NONE);
    CHECK_INT(all->entries[0].place, PLACE_HERE);
    CHECK_STR(all->entries[0].icon, "document");
}

TEST(an_unknown_place_is_refused_with_its_line)
{
    catalogue_begin();
    lists_write("data/sectors.tsv", "Hộ tịch\there\tbirth\nĐất đai\tmoon\tland\n");
    CHECK_INT(catalogue_read_again(NULL).code, ERR_CORRUPT);
    CHECK_STR(problem.file, "data/sectors.tsv");
    CHECK_INT(problem.line, 2);
    scratch_close();
}

int main(void)
{
    RUN(a_sector_tells_place_and_pictogram);
    RUN(one_procedure_may_differ_from_its_sector);
    RUN(what_the_province_decides_goes_there_whatever_the_sector);
    RUN(without_the_list_everything_is_taken_here);
    RUN(an_unknown_place_is_refused_with_its_line);
    return check_done();
}
