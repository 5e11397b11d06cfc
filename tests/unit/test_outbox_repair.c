#define _GNU_SOURCE /* memmem */
#include "app/outbox/outbox.h"

#include <fcntl.h>
#include <time.h>

#include "app/outbox/box_key.h"
#include "app/outbox/outbox_inside.h"
#include "tests/check.h"
#include "tests/unit/record_example.h"
#include "tests/unit/scratch.h"

#define UUID  "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
#define UUID2 "6ba7b811-9dad-41d1-80b4-00c04fd430c8"
#define UUID3 "6ba7b812-9dad-41d1-80b4-00c04fd430c8"

static struct seal_secret secret;

static const char *state(void)
{
    return scratch("state");
}

/* A state directory with a key pair, as the courier leaves it. */
static void begin(void)
{
    struct port_dir dir = dir_linux();
    scratch_open();
    CHECK(!failed(dir.ops->make(&dir, state())));
    CHECK(!failed(box_key_open(&dir, state(), &secret)));
}

static struct outbox *must_open(void)
{
    struct outbox *o = NULL;
    const struct err e = outbox_open(&o, state());
    CHECK_INT(e.code, ERR_NONE);
    if (o == NULL) {
        printf("# %s\n", e.at);
        exit(1);
    }
    return o;
}

static struct err put(struct outbox *o, const char *uuid)
{
    const struct record r = record_example(uuid);
    return outbox_put(o, &r);
}

static void count_name(void *context, const char *name)
{
    (void)name;
    (*(int *)context)++;
}

static int papers_on_disk(void)
{
    struct port_dir dir = dir_linux();
    int count = 0;
    CHECK(!failed(dir.ops->each(&dir, scratch("state/papers"), count_name, &count)));
    return count;
}

static bool file_holds(const char *path, const char *text)
{
    FILE *in = fopen(path, "rb");
    static char bytes[1 << 20];
    if (in == NULL) {
        return false;
    }
    const size_t size = fread(bytes, 1, sizeof bytes, in);
    fclose(in);
    return memmem(bytes, size, text, strlen(text)) != NULL;
}

static void overwrite(const char *path, long at, const char *bytes, size_t size)
{
    FILE *f = fopen(path, "r+b");
    CHECK(f != NULL && fseek(f, at, SEEK_SET) == 0 && fwrite(bytes, 1, size, f) == size);
    if (f != NULL) {
        fclose(f);
    }
}

TEST(a_truncated_database_is_kept_aside_and_its_readable_rows_taken_over)
{
    begin();
    struct outbox *o = must_open();
    struct outbox_row row;
    struct stat info;
    CHECK(!failed(put(o, UUID)) && !failed(put(o, UUID2)) && !failed(put(o, UUID3)));
    CHECK_INT(outbox_damaged(o), 0);
    outbox_close(o);
    CHECK(stat(scratch("state/outbox.db"), &info) == 0);
    CHECK(truncate(scratch("state/outbox.db"), info.st_size - 4096) == 0);
    o = must_open();
    CHECK_INT(outbox_damaged(o), 1);
    CHECK(access(scratch("state/outbox.db.damaged-1"), F_OK) == 0);
    CHECK_INT(outbox_find(o, UUID, &row).code, ERR_NONE);
    CHECK_INT(put(o, UUID2).code, ERR_NONE);
    CHECK_INT(outbox_find(o, UUID2, &row).code, ERR_NONE);
    outbox_close(o);
}

TEST(a_database_of_garbage_is_kept_aside_and_a_fresh_one_works)
{
    begin();
    struct outbox *o = must_open();
    struct outbox_row row;
    CHECK_INT(put(o, UUID).code, ERR_NONE);
    outbox_close(o);
    overwrite(scratch("state/outbox.db"), 0, "this is no database at all, is it", 33);
    o = must_open();
    CHECK_INT(outbox_damaged(o), 1);
    CHECK(file_holds(scratch("state/outbox.db.damaged-1"), "no database at all"));
    CHECK_INT(papers_on_disk(), 1);
    CHECK_INT(put(o, UUID2).code, ERR_NONE);
    CHECK_INT(outbox_find(o, UUID, &row).code, ERR_NOT_FOUND);
    outbox_close(o);
}

TEST(old_files_of_no_row_are_swept_and_young_ones_spared)
{
    begin();
    struct outbox *o = must_open();
    CHECK_INT(put(o, UUID).code, ERR_NONE);
    outbox_close(o);
    const struct timespec old[2] = {{1000, 0}, {1000, 0}};
    fclose(fopen(scratch("state/papers/new-abc.tmp"), "w"));
    fclose(fopen(scratch("state/papers/young.tmp"), "w"));
    CHECK(utimensat(AT_FDCWD, scratch("state/papers/new-abc.tmp"), old, 0) == 0);
    o = must_open();
    CHECK(access(scratch("state/papers/new-abc.tmp"), F_OK) != 0);
    CHECK(access(scratch("state/papers/young.tmp"), F_OK) == 0);
    CHECK_INT(papers_on_disk(), 2);
    outbox_close(o);
}

int main(void)
{
    RUN(a_truncated_database_is_kept_aside_and_its_readable_rows_taken_over);
    RUN(a_database_of_garbage_is_kept_aside_and_a_fresh_one_works);
    RUN(old_files_of_no_row_are_swept_and_young_ones_spared);
    scratch_close();
    return check_done();
}
