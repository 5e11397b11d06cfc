#include "tests/crash/fail_calls.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static bool armed;
static enum fail_kind what;
static uint64_t calls, fail_at;
static int64_t blocks;

void fail_arm(enum fail_kind kind, uint64_t n)
{
    what = kind;
    calls = 0;
    fail_at = n;
    armed = true;
}

uint64_t fail_disarm(void)
{
    armed = false;
    return calls;
}

int64_t fail_blocks(void)
{
    return blocks;
}

int fail_descriptors(void)
{
    int open = 0;
    for (int fd = 0; fd < 256; fd++) {
        open += fcntl(fd, F_GETFD) >= 0;
    }
    return open;
}

static bool fails(enum fail_kind kind)
{
    return armed && what == kind && ++calls == fail_at;
}

/* --- memory ----------------------------------------------------------------------------------- */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t size);
void __libc_free(void *p);

void *malloc(size_t size)
{
    void *p = fails(FAIL_MEMORY) ? NULL : __libc_malloc(size);
    blocks += p != NULL;
    errno = p == NULL ? ENOMEM : errno;
    return p;
}

void *calloc(size_t count, size_t size)
{
    void *p = fails(FAIL_MEMORY) ? NULL : __libc_calloc(count, size);
    blocks += p != NULL;
    errno = p == NULL ? ENOMEM : errno;
    return p;
}

void free(void *p)
{
    blocks -= p != NULL;
    __libc_free(p);
}

void *realloc(void *p, size_t size)
{
    if (p == NULL) {
        return malloc(size);
    }
    if (size == 0) {
        free(p);
        return NULL;
    }
    return fails(FAIL_MEMORY) ? NULL : __libc_realloc(p, size);
}

void *__real_mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset);
void *__wrap_mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset);

/* Our arenas. A mapped file is a system call that can fail as well; one countdown serves both. */
void *__wrap_mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    if (fails(FAIL_MEMORY)) {
        errno = ENOMEM;
        return MAP_FAILED;
    }
    return __real_mmap(at, size, protection, flags, fd, offset);
}

/* --- system calls ----------------------------------------------------------------------------- */

/* A wrapped call: its result, its name, parameters, arguments and the error it fails with. */
#define WRAP(type, name, parameters, arguments, error)                                             \
    type __real_##name parameters;                                                                 \
    type __wrap_##name parameters;                                                                 \
    type __wrap_##name parameters                                                                  \
    {                                                                                              \
        if (fails(FAIL_SYSTEM)) {                                                                  \
            errno = (error);                                                                       \
            return -1;                                                                             \
        }                                                                                          \
        return __real_##name arguments;                                                            \
    }

WRAP(int, mprotect, (void *at, size_t size, int protection), (at, size, protection), ENOMEM)
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode), ENOSPC)
WRAP(int, chmod, (const char *path, mode_t mode), (path, mode), EROFS)
WRAP(int, fchmod, (int fd, mode_t mode), (fd, mode), EROFS)
WRAP(int, fsync, (int fd), (fd), EIO)
WRAP(int, rename, (const char *from, const char *to), (from, to), ENOSPC)
WRAP(int, unlink, (const char *path), (path), EIO)
WRAP(int, mkstemps, (char *path, int length), (path, length), EMFILE)
WRAP(int, statvfs, (const char *path, struct statvfs *info), (path, info), EIO)
WRAP(int, stat, (const char *path, struct stat *info), (path, info), EIO)
WRAP(int, fstat, (int fd, struct stat *info), (fd, info), EIO)

ssize_t __real_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_write(int fd, const void *bytes, size_t size);

/* Fails with half of it written first, as a full disk does. */
ssize_t __wrap_write(int fd, const void *bytes, size_t size)
{
    static bool half;
    if (half) {
        half = false;
        errno = ENOSPC;
        return -1;
    }
    if (fails(FAIL_SYSTEM)) {
        half = size > 1;
        errno = ENOSPC;
        return half ? __real_write(fd, bytes, size / 2) : -1;
    }
    return __real_write(fd, bytes, size);
}

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);

int __wrap_open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    if (fails(FAIL_SYSTEM)) {
        errno = EMFILE;
        return -1;
    }
    return __real_open(path, flags, mode);
}

DIR *__real_opendir(const char *path);
DIR *__wrap_opendir(const char *path);

DIR *__wrap_opendir(const char *path)
{
    if (fails(FAIL_SYSTEM)) {
        errno = EMFILE;
        return NULL;
    }
    return __real_opendir(path);
}
