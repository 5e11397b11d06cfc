/* A file that is there whole, as it was before, or not at all. */
#define _GNU_SOURCE
#include "app/whole.h"

#include <string.h>

#include "platform/port_files.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

#define LARGE ((size_t)700 << 10) /* more than is appended at once */

static char large[LARGE];
static struct port_dir disk;

static void begin(void)
{
    disk = dir_linux();
    (void)scratch_open_in_memory();
    for (size_t i = 0; i < LARGE; i++) {
        large[i] = (char)('a' + (int)(i / 7 % 23));
    }
}

/* What NAME has is these bytes. */
static bool has(const char *bytes, size_t size)
{
    struct file_bytes file = {0};
    if (failed(disk.files->ops->read(scratch("name"), LARGE, &file))) {
        return false;
    }
    const bool same = file.size == size && memcmp(file.bytes, bytes, size) == 0;
    disk.files->ops->unmap(&file);
    return same;
}

static bool is_there(void)
{
    struct dir_info info;
    return !failed(disk.ops->look(&disk, scratch("name"), &info));
}

TEST(what_is_longer_than_one_piece_is_written_whole)
{
    begin();
    CHECK(!failed(whole_write(&disk, scratch_root, "name", large, LARGE)));
    CHECK(has(large, LARGE));
    CHECK(!failed(whole_write(&disk, scratch_root, "name", "", 0)));
    CHECK(is_there()); /* an empty file is one, too */
}

TEST(what_is_kept_empty_goes_and_may_be_gone_already)
{
    begin();
    CHECK(!failed(whole_keep(&disk, scratch_root, "name", "few", 3)));
    CHECK(has("few", 3));
    CHECK(!failed(whole_keep(&disk, scratch_root, "name", "", 0)));
    CHECK(!is_there());
    CHECK(!failed(whole_keep(&disk, scratch_root, "name", NULL, 0)));
}

TEST(wherever_the_disk_fails_the_old_one_is_still_there)
{
    begin();
    CHECK(!failed(whole_write(&disk, scratch_root, "name", "before", 6)));
    int call = 1;
    for (bool fails = true; fails; call++) {
        struct port_dir bad = dir_faulty(&disk, call, ERR_FULL);
        const struct err e = whole_write(&bad, scratch_root, "name", large, LARGE);
        fails = failed(e);
        CHECK(fails ? e.code == ERR_FULL && has("before", 6) : has(large, LARGE));
    }
    CHECK(call > 5); /* created, three pieces, put in its place */
}

int main(void)
{
    RUN(what_is_longer_than_one_piece_is_written_whole);
    RUN(what_is_kept_empty_goes_and_may_be_gone_already);
    RUN(wherever_the_disk_fails_the_old_one_is_still_there);
    scratch_close();
    return check_done();
}
