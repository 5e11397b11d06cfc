/* The log onto a stick, by the button of staff's page: what is told when there is no key, no stick,
 * no room, or it is pulled out in the middle. */
#define _GNU_SOURCE /* nftw */
#include "app/staff/stick_out.h"

#include <string.h>

#include "app/audit/log_bundle.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct port_dir disk;
static struct seal_public reader;
static struct seal_secret secret;
static char key[SEAL_HEX];
static int64_t room_left;

/* The stick's own answer to how much fits. */
static struct err told_room(struct port_dir *d, const char *path, int64_t *ret_bytes)
{
    (void)d;
    (void)path;
    *ret_bytes = room_left;
    return ERR_OK;
}

static void begin(void)
{
    disk = dir_linux();
    scratch_open_in_memory();
    CHECK(!failed(seal_start()));
    seal_pair(&reader, &secret);
    seal_hex(reader.key, key);
    CHECK(!failed(disk.ops->make(&disk, scratch("log"))));
    CHECK(!failed(disk.ops->make(&disk, scratch("stick"))));
    FILE *f = fopen(scratch("log/kiosk-1.log"), "w");
    CHECK(f != NULL && fputs("1 1795400700 STARTED 3 0 00\n", f) >= 0 && fclose(f) == 0);
}

static enum stick_word out(struct port_dir *dir, const char *stick, const char *to)
{
    const struct carry_place p = {dir, files_linux(), stick};
    return stick_log(&p, scratch("log"), to, "a.ronglog");
}

static int names;

static void count_name(void *context, const char *name)
{
    (void)context;
    (void)name;
    names++;
}

static int on_stick(void)
{
    names = 0;
    CHECK(!failed(disk.files->ops->list(scratch("stick"), count_name, NULL)));
    return names;
}

TEST(it_goes_out_and_the_reader_opens_it)
{
    struct file_bytes file = {0};
    begin();
    CHECK_INT(out(&disk, scratch("stick"), key), STICK_DONE);
    CHECK(!failed(disk.files->ops->read(scratch("stick/a.ronglog"), LOG_BUNDLE_MAX, &file)));
    CHECK_INT(log_bundle_check(file.bytes, file.size, &secret).code, ERR_NONE);
    disk.files->ops->unmap(&file);
}

TEST(without_a_key_nothing_is_written)
{
    char wrong[SEAL_HEX];
    begin();
    CHECK_INT(out(&disk, scratch("stick"), ""), STICK_NO_KEY);
    CHECK_INT(out(&disk, scratch("stick"), "1a2b"), STICK_NO_KEY);
    memcpy(wrong, key, sizeof wrong);
    wrong[63] = 'g';
    CHECK_INT(out(&disk, scratch("stick"), wrong), STICK_NO_KEY);
    CHECK_INT(on_stick(), 0);
}

TEST(no_stick_and_a_full_one_are_told_apart)
{
    begin();
    CHECK_INT(out(&disk, "/nowhere", key), STICK_NONE);
    struct port_dir_ops ops = *disk.ops;
    ops.room = told_room;
    struct port_dir small = disk;
    small.ops = &ops;
    room_left = 1024 * 1024;
    CHECK_INT(out(&small, scratch("stick"), key), STICK_FULL);
    CHECK_INT(on_stick(), 0);
    room_left = 64 * 1024 * 1024;
    CHECK_INT(out(&small, scratch("stick"), key), STICK_DONE);
    CHECK(!failed(disk.ops->remove(&disk, scratch("stick/a.ronglog"))));
    /* ... and one that had said there was room */
    struct port_dir fills = dir_faulty(&disk, 6, ERR_FULL);
    CHECK_INT(out(&fills, scratch("stick"), key), STICK_FULL);
    CHECK_INT(on_stick(), 0);
}

TEST(pulled_out_in_the_middle_it_is_told_so_and_nothing_counts)
{
    begin();
    for (int at = 3; at <= 9; at++) { /* behind the question for room */
        struct port_dir pulled = dir_faulty(&disk, at, ERR_IO);
        const enum stick_word word = out(&pulled, scratch("stick"), key);
        CHECK(word == STICK_GONE || (word == STICK_DONE && at > 7));
        CHECK_INT(on_stick(), word == STICK_DONE);
        if (word == STICK_DONE) {
            CHECK(!failed(disk.ops->remove(&disk, scratch("stick/a.ronglog"))));
        }
    }
}

TEST(a_kiosk_without_a_log_says_that_it_could_not)
{
    begin();
    CHECK(!failed(disk.ops->remove(&disk, scratch("log/kiosk-1.log"))));
    CHECK_INT(out(&disk, scratch("stick"), key), STICK_FAILED);
    CHECK_INT(on_stick(), 0);
}

TEST(the_name_tells_kiosk_day_and_clock)
{
    char name[STICK_NAME];
    stick_name("log", "K07", 1795400700, 420, ".ronglog", name);
    CHECK_STR(name, "log-K07-20261123-0925.ronglog");
    stick_name("log", "../xã Ia Grai", 1795400700, 420, ".ronglog", name);
    CHECK_STR(name, "log-xIaGrai-20261123-0925.ronglog");
}

TEST(figures_go_out_in_plain_and_come_back_the_same)
{
    static const char text[] = "\"Applications today\",\"42\"\r\n";
    struct file_bytes file = {0};
    begin();
    const struct carry_place p = {&disk, files_linux(), scratch("stick")};
    CHECK_INT(stick_plain(&p, text, sizeof text, "day.csv"), STICK_DONE);
    CHECK(!failed(disk.files->ops->read(scratch("stick/day.csv"), 4096, &file)));
    CHECK(file.size == sizeof text && memcmp(file.bytes, text, sizeof text) == 0);
    disk.files->ops->unmap(&file);
    CHECK_INT(stick_plain(&p, text, 0, "none.csv"), STICK_FAILED);
    const struct carry_place nowhere = {&disk, files_linux(), "/nowhere"};
    CHECK_INT(stick_plain(&nowhere, text, sizeof text, "day.csv"), STICK_NONE);
    CHECK(!failed(disk.ops->remove(&disk, scratch("stick/day.csv"))));
    for (int at = 2; at <= 4; at++) {
        struct port_dir bad = dir_faulty(&disk, at, at == 2 ? ERR_FULL : ERR_IO);
        const struct carry_place pulled = {&bad, files_linux(), scratch("stick")};
        CHECK_INT(stick_plain(&pulled, text, sizeof text, "day.csv"),
                  at == 2 ? STICK_FULL : STICK_GONE);
        CHECK_INT(on_stick(), 0);
    }
}

int main(void)
{
    RUN(it_goes_out_and_the_reader_opens_it);
    RUN(without_a_key_nothing_is_written);
    RUN(no_stick_and_a_full_one_are_told_apart);
    RUN(pulled_out_in_the_middle_it_is_told_so_and_nothing_counts);
    RUN(a_kiosk_without_a_log_says_that_it_could_not);
    RUN(figures_go_out_in_plain_and_come_back_the_same);
    RUN(the_name_tells_kiosk_day_and_clock);
    scratch_close();
    return check_done();
}
