#define _GNU_SOURCE /* nftw */
#include "app/audit/audit_key.h"

#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct port_dir dir;
static uint8_t seed[SEAL_KEY], again[SEAL_KEY], public[SEAL_KEY];

static void fill(const char *name, const char *content)
{
    FILE *f = fopen(scratch(name), "w");
    CHECK(f != NULL && fputs(content, f) >= 0 && fclose(f) == 0);
}

TEST(each_writer_has_one_pair_made_once)
{
    uint8_t other[SEAL_KEY];
    struct stat info;
    scratch_open_in_memory();
    CHECK_INT(audit_key_public(scratch_root, "kiosk", public).code, ERR_NOT_FOUND);
    CHECK(!failed(audit_key_open(&dir, scratch_root, "kiosk", seed)));
    CHECK(!failed(audit_key_open(&dir, scratch_root, "kiosk", again)));
    CHECK(!failed(audit_key_open(&dir, scratch_root, "courier", other)));
    CHECK(memcmp(seed, again, SEAL_KEY) == 0);
    CHECK(memcmp(seed, other, SEAL_KEY) != 0);
    CHECK(stat(scratch("kiosk.key"), &info) == 0 && (info.st_mode & 0777) == 0400);
    CHECK(stat(scratch("kiosk.pub"), &info) == 0 && (info.st_mode & 0777) == 0660);
}

TEST(what_it_signs_its_public_half_knows)
{
    uint8_t hash[SEAL_HASH];
    uint8_t signature[SEAL_SIGNATURE];
    scratch_open_in_memory();
    CHECK(!failed(audit_key_open(&dir, scratch_root, "kiosk", seed)));
    CHECK(!failed(audit_key_public(scratch_root, "kiosk", public)));
    seal_hash("a line", 6, hash);
    seal_sign(seed, hash, signature);
    CHECK(seal_verify(public, hash, signature));
    signature[0] ^= 1;
    CHECK(!seal_verify(public, hash, signature));
}

TEST(a_lost_public_half_is_made_again)
{
    uint8_t before[SEAL_KEY];
    scratch_open_in_memory();
    CHECK(!failed(audit_key_open(&dir, scratch_root, "kiosk", seed)));
    CHECK(!failed(audit_key_public(scratch_root, "kiosk", before)));
    CHECK(unlink(scratch("kiosk.pub")) == 0);
    CHECK(!failed(audit_key_open(&dir, scratch_root, "kiosk", again)));
    CHECK(!failed(audit_key_public(scratch_root, "kiosk", public)));
    CHECK(memcmp(before, public, SEAL_KEY) == 0 && memcmp(seed, again, SEAL_KEY) == 0);
}

TEST(what_is_no_key_is_told_and_left_as_it_is)
{
    struct stat info;
    scratch_open_in_memory();
    fill("kiosk.key", "short\n");
    CHECK_INT(audit_key_open(&dir, scratch_root, "kiosk", seed).code, ERR_CORRUPT);
    CHECK(stat(scratch("kiosk.key"), &info) == 0 && info.st_size == (off_t)strlen("short\n"));
    fill("kiosk.pub", "short\n");
    CHECK_INT(audit_key_public(scratch_root, "kiosk", public).code, ERR_CORRUPT);
}

TEST(a_cut_at_any_call_leaves_a_pair_that_can_be_used)
{
    struct port_dir real = dir_linux();
    for (int n = 1; n <= 6; n++) {
        struct port_dir faulty = dir_faulty(&real, n, ERR_FULL);
        scratch_open_in_memory();
        CHECK_INT(audit_key_open(&faulty, scratch_root, "kiosk", seed).code, ERR_FULL);
        CHECK(!failed(audit_key_open(&real, scratch_root, "kiosk", seed)));
        CHECK(!failed(audit_key_public(scratch_root, "kiosk", public)));
        seal_sign_public(seed, again);
        CHECK(memcmp(public, again, SEAL_KEY) == 0);
    }
}

int main(void)
{
    if (failed(seal_start())) {
        return 1;
    }
    dir = dir_linux();
    RUN(each_writer_has_one_pair_made_once);
    RUN(what_it_signs_its_public_half_knows);
    RUN(a_lost_public_half_is_made_again);
    RUN(what_is_no_key_is_told_and_left_as_it_is);
    RUN(a_cut_at_any_call_leaves_a_pair_that_can_be_used);
    scratch_close();
    return check_done();
}
