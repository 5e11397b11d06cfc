#define _GNU_SOURCE /* nftw */
#include "app/outbox/key_file.h"

#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct port_dir dir;

static void fill(const char *content)
{
    FILE *f = fopen(scratch("a.key"), "w");
    CHECK(f != NULL && fputs(content, f) >= 0 && fclose(f) == 0);
}

TEST(what_was_written_is_read_again)
{
    uint8_t key[SEAL_KEY], got[SEAL_KEY];
    struct stat info;
    scratch_open();
    for (int i = 0; i < SEAL_KEY; i++) {
        key[i] = (uint8_t)(255 - i);
    }
    CHECK_INT(key_file_read(dir.files, scratch_root, "a.key", got).code, ERR_NOT_FOUND);
    CHECK(!failed(key_file_write(&dir, scratch_root, "a.key", 0400, key)));
    CHECK(stat(scratch("a.key"), &info) == 0 && (info.st_mode & 0777) == 0400);
    CHECK_INT(info.st_size, 2 * SEAL_KEY + 1);
    CHECK(!failed(key_file_read(dir.files, scratch_root, "a.key", got)));
    CHECK(memcmp(got, key, SEAL_KEY) == 0);
    key[0] = 0;
    CHECK(!failed(key_file_write(&dir, scratch_root, "a.key", 0660, key)));
    CHECK(!failed(key_file_read(dir.files, scratch_root, "a.key", got)));
    CHECK(memcmp(got, key, SEAL_KEY) == 0);
}

TEST(digits_are_lower_case_and_stand_in_order)
{
    uint8_t got[SEAL_KEY];
    scratch_open();
    fill("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n");
    CHECK(!failed(key_file_read(dir.files, scratch_root, "a.key", got)));
    CHECK_INT(got[0], 0x01);
    CHECK_INT(got[SEAL_KEY - 1], 0xef);
}

TEST(what_is_no_key_is_told_and_left_as_it_is)
{
    static const char *const none[] = {
        "",
        "short\n",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef ",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg\n",
        "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef\n",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n\n",
    };
    uint8_t got[SEAL_KEY];
    struct stat info;
    scratch_open();
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        fill(none[i]);
        CHECK_INT(key_file_read(dir.files, scratch_root, "a.key", got).code, ERR_CORRUPT);
        CHECK(stat(scratch("a.key"), &info) == 0 && info.st_size == (off_t)strlen(none[i]));
    }
}

TEST(a_cut_at_any_call_leaves_the_old_one)
{
    uint8_t old[SEAL_KEY] = {1}, key[SEAL_KEY] = {2}, got[SEAL_KEY];
    scratch_open();
    CHECK(!failed(key_file_write(&dir, scratch_root, "a.key", 0400, old)));
    for (int n = 1; n <= 3; n++) {
        struct port_dir faulty = dir_faulty(&dir, n, ERR_FULL);
        CHECK_INT(key_file_write(&faulty, scratch_root, "a.key", 0400, key).code, ERR_FULL);
        CHECK(!failed(key_file_read(dir.files, scratch_root, "a.key", got)));
        CHECK(memcmp(got, old, SEAL_KEY) == 0);
    }
}

int main(void)
{
    if (failed(seal_start())) {
        return 1;
    }
    dir = dir_linux();
    RUN(what_was_written_is_read_again);
    RUN(digits_are_lower_case_and_stand_in_order);
    RUN(what_is_no_key_is_told_and_left_as_it_is);
    RUN(a_cut_at_any_call_leaves_the_old_one);
    scratch_close();
    return check_done();
}
