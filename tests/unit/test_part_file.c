#define _GNU_SOURCE /* nftw */
#include "platform/linux/part_file.h"

#include "platform/sim/part_faulty.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

static long size_of(const char *name)
{
    struct stat info;
    return stat(scratch(name), &info) == 0 ? (long)info.st_size : -1;
}

/* What port_part.h promises, of both. */
static void promises(struct port_part *p)
{
    char folder[256];
    int64_t size = -1;
    scratch_open();
    snprintf(folder, sizeof folder, "%s", scratch("fleet"));
    CHECK(!failed(p->ops->open(p, folder, "a.part", 100, &size)));
    CHECK_INT(size, 0);
    CHECK(!failed(p->ops->append(p, "0123456789", 10)));
    CHECK(!failed(p->ops->flush(p)));
    p->ops->close(p);
    p->ops->close(p);
    CHECK(!failed(p->ops->open(p, folder, "a.part", 100, &size)));
    CHECK_INT(size, 10);
    CHECK(!failed(p->ops->open(p, folder, "a.part", 4, &size))); /* one that was open is closed */
    CHECK_INT(size, 4);
    CHECK_INT(size_of("fleet/a.part"), 4);
    CHECK(!failed(p->ops->append(p, "xy", 2)));
    CHECK(!failed(p->ops->finish(p, "a")));
    CHECK_INT(size_of("fleet/a"), 6);
    CHECK_INT(size_of("fleet/a.part"), -1);
    scratch_close();
}

TEST(a_part_grows_is_cut_and_gets_its_name)
{
    struct part_file file;
    struct part_faulty faulty;
    part_file_init(&file);
    promises(&file.port);
    part_faulty_init(&faulty, &file.port);
    promises(&faulty.port);
    CHECK_INT(faulty.longest, 10);
}

TEST(a_link_in_its_place_and_a_folder_that_is_none_are_refused)
{
    struct part_file file;
    int64_t size = 0;
    part_file_init(&file);
    scratch_open();
    CHECK(symlink("/etc/passwd", scratch("b.part")) == 0);
    CHECK_INT(file.port.ops->open(&file.port, scratch_root, "b.part", 0, &size).code, ERR_IO);
    CHECK_INT(file.port.ops->open(&file.port, "/nowhere/at/all", "b", 0, &size).code, ERR_IO);
    struct part_faulty faulty;
    part_faulty_init(&faulty, &file.port);
    faulty.fail_after = 2;
    faulty.fail_code = ERR_FULL;
    CHECK(!failed(faulty.port.ops->open(&faulty.port, scratch_root, "c", 0, &size)));
    CHECK(!failed(faulty.port.ops->append(&faulty.port, "x", 1)));
    CHECK_INT(faulty.port.ops->append(&faulty.port, "x", 1).code, ERR_FULL);
    CHECK_INT(faulty.port.ops->flush(&faulty.port).code, ERR_FULL);
    faulty.port.ops->close(&faulty.port);
    scratch_close();
}

int main(void)
{
    RUN(a_part_grows_is_cut_and_gets_its_name);
    RUN(a_link_in_its_place_and_a_folder_that_is_none_are_refused);
    return check_done();
}
