#define _GNU_SOURCE
#include "platform/linux/journal.h"

#include "tests/check.h"
#include "tests/unit/scratch.h"

TEST(what_was_appended_is_read_again)
{
    struct journal_linux j;
    char text[32];
    size_t size = 0;
    scratch_open();
    journal_linux_init(&j);
    j.port.ops->close(&j.port);
    CHECK(!failed(j.port.ops->open(&j.port, scratch_root, "a.log")));
    CHECK(!failed(j.port.ops->append(&j.port, "one\n", 4)));
    CHECK(!failed(j.port.ops->flush(&j.port)));
    CHECK(!failed(j.port.ops->open(&j.port, scratch_root, "a.log")));
    CHECK(!failed(j.port.ops->append(&j.port, "two\n", 4)));
    CHECK(!failed(j.port.ops->read(&j.port, text, sizeof text, &size)));
    CHECK_INT(size, 8);
    CHECK(memcmp(text, "one\ntwo\n", 8) == 0);
    CHECK_INT(j.port.ops->read(&j.port, text, 5, &size).code, ERR_FULL);
    CHECK_INT(size, 5);
    CHECK(!failed(j.port.ops->empty(&j.port)));
    CHECK(!failed(j.port.ops->append(&j.port, "3\n", 2)));
    CHECK(!failed(j.port.ops->read(&j.port, text, sizeof text, &size)));
    CHECK(size == 2 && text[0] == '3');
    j.port.ops->close(&j.port);
}

TEST(what_cannot_be_written_is_told)
{
    struct journal_linux j;
    scratch_open();
    journal_linux_init(&j);
    CHECK_INT(j.port.ops->open(&j.port, scratch("none"), "a.log").code, ERR_IO);
    CHECK(!failed(j.port.ops->open(&j.port, "/dev", "full")));
    CHECK_INT(j.port.ops->append(&j.port, "x", 1).code, ERR_FULL);
    j.port.ops->close(&j.port);
    CHECK(symlink("/etc/passwd", scratch("link")) == 0);
    CHECK(failed(j.port.ops->open(&j.port, scratch_root, "link")));
}

int main(void)
{
    RUN(what_was_appended_is_read_again);
    RUN(what_cannot_be_written_is_told);
    scratch_close();
    return check_done();
}
