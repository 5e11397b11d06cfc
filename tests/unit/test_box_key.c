#define _GNU_SOURCE /* nftw */
#include "app/outbox/box_key.h"

#include "tests/check.h"
#include "tests/unit/scratch.h"

TEST(the_courier_makes_the_pair_once_and_finds_it_again)
{
    struct port_dir d = dir_linux();
    struct seal_secret first;
    struct seal_secret second;
    struct seal_public public;
    struct stat info;
    scratch_open();
    CHECK_INT(box_key_public(&d, scratch_root, &public).code, ERR_NOT_FOUND);
    CHECK(!failed(box_key_open(&d, scratch_root, &first)));
    CHECK(!failed(box_key_open(&d, scratch_root, &second)));
    CHECK(memcmp(&first, &second, sizeof first) == 0);
    CHECK(!failed(box_key_public(&d, scratch_root, &public)));
    CHECK(memcmp(seal_public_of(&first).key, public.key, SEAL_KEY) == 0);
    CHECK(stat(scratch("box.key"), &info) == 0 && (info.st_mode & 0777) == 0400);
    CHECK(stat(scratch("box.pub"), &info) == 0 && (info.st_mode & 0777) == 0660);
}

TEST(a_lost_public_half_is_made_again)
{
    struct port_dir d = dir_linux();
    struct seal_secret first;
    struct seal_secret second;
    scratch_open();
    CHECK(!failed(box_key_open(&d, scratch_root, &first)));
    CHECK(unlink(scratch("box.pub")) == 0);
    CHECK(!failed(box_key_open(&d, scratch_root, &second)));
    CHECK(memcmp(&first, &second, sizeof first) == 0);
    CHECK(access(scratch("box.pub"), F_OK) == 0);
}

TEST(a_lost_or_foreign_secret_half_is_never_replaced)
{
    struct port_dir d = dir_linux();
    struct seal_secret key;
    scratch_open();
    CHECK(!failed(box_key_open(&d, scratch_root, &key)));
    CHECK(rename(scratch("box.key"), scratch("kept")) == 0);
    CHECK_INT(box_key_open(&d, scratch_root, &key).code, ERR_CORRUPT);
    CHECK(access(scratch("box.key"), F_OK) != 0);
    FILE *f = fopen(scratch("box.key"), "w");
    fprintf(f, "%064d\n", 7);
    fclose(f);
    CHECK_INT(box_key_open(&d, scratch_root, &key).code, ERR_CORRUPT);
    f = fopen(scratch("box.key"), "w");
    fputs("short\n", f);
    fclose(f);
    CHECK_INT(box_key_open(&d, scratch_root, &key).code, ERR_CORRUPT);
}

TEST(a_file_that_is_no_key_is_told_and_kept)
{
    struct port_dir d = dir_linux();
    struct seal_secret key;
    struct seal_public public;
    struct stat info;
    scratch_open();
    CHECK(!failed(box_key_open(&d, scratch_root, &key)));
    FILE *f = fopen(scratch("box.pub"), "w");
    fputs("short\n", f);
    fclose(f);
    CHECK_INT(box_key_public(&d, scratch_root, &public).code, ERR_CORRUPT);
    CHECK(stat(scratch("box.pub"), &info) == 0 && info.st_size == (off_t)strlen("short\n"));
}

TEST(a_cut_between_both_files_leaves_a_usable_pair)
{
    struct port_dir real = dir_linux();
    struct seal_secret key;
    for (int n = 1; n <= 6; n++) {
        struct port_dir faulty = dir_faulty(&real, n, ERR_FULL);
        scratch_open();
        CHECK_INT(box_key_open(&faulty, scratch_root, &key).code, ERR_FULL);
        CHECK(!failed(box_key_open(&real, scratch_root, &key)));
    }
}

int main(void)
{
    if (failed(seal_start())) {
        return 1;
    }
    RUN(the_courier_makes_the_pair_once_and_finds_it_again);
    RUN(a_lost_public_half_is_made_again);
    RUN(a_lost_or_foreign_secret_half_is_never_replaced);
    RUN(a_file_that_is_no_key_is_told_and_kept);
    RUN(a_cut_between_both_files_leaves_a_usable_pair);
    scratch_close();
    return check_done();
}
