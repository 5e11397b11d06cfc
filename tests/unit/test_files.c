#define _GNU_SOURCE /* nftw */
#include "platform/port_files.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

static const char *make_file(const char *text, off_t size)
{
    const char *path = scratch("file");
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    CHECK(fd >= 0);
    CHECK(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    CHECK(size == 0 || ftruncate(fd, size) == 0);
    close(fd);
    return path;
}

TEST(what_was_read_stays_when_the_file_goes)
{
    struct file_bytes file;
    scratch_open_in_memory();
    const char *path = make_file("carried on a stick", 0);
    CHECK_INT(files_linux()->ops->read(path, 18, &file).code, ERR_NONE);
    CHECK(truncate(path, 0) == 0 && unlink(path) == 0); /* a mapping would be a SIGBUS now */
    CHECK_INT((long long)file.size, 18);
    CHECK_STR(file.bytes, "carried on a stick");
    files_linux()->ops->unmap(&file);
    CHECK(file.bytes == NULL);
    path = make_file("", 0);
    CHECK_INT(files_linux()->ops->read(path, 0, &file).code, ERR_NONE);
    CHECK(file.bytes != NULL && file.size == 0);
    files_linux()->ops->unmap(&file);
}

TEST(what_is_too_large_or_no_file_is_refused_unread)
{
    struct file_bytes file;
    scratch_open_in_memory();
    CHECK_INT(files_linux()->ops->read(make_file("12345", 0), 4, &file).code, ERR_BAD_INPUT);
    /* A terabyte of nothing: to read it would take for ever. */
    CHECK_INT(files_linux()->ops->read(make_file("1", (off_t)1 << 40), 1 << 20, &file).code,
              ERR_BAD_INPUT);
    CHECK_INT(files_linux()->ops->read(scratch("none"), 4, &file).code, ERR_NOT_FOUND);
    CHECK_INT(files_linux()->ops->read(scratch(""), 4, &file).code, ERR_IO);
    CHECK(mkfifo(scratch("pipe"), 0600) == 0);
    CHECK_INT(files_linux()->ops->read(scratch("pipe"), 4, &file).code, ERR_IO);
}

int main(void)
{
    RUN(what_was_read_stays_when_the_file_goes);
    RUN(what_is_too_large_or_no_file_is_refused_unread);
    scratch_close();
    return check_done();
}
