#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/port_files.h"

/* The mapping is one byte longer than the file at least: anonymous zero pages lie below and the
 * file is mapped over them, so bytes[size] is 0 even when the size is a multiple of the page. */
static struct err map_descriptor(int fd, size_t size, struct file_bytes *ret_file)
{
    void *base = mmap(NULL, size + 1, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED) {
        return ERR(ERR_IO, errno, "files: map");
    }
    if (size > 0 && mmap(base, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0) == MAP_FAILED) {
        const int os = errno;
        munmap(base, size + 1);
        return ERR(ERR_IO, os, "files: map");
    }
    *ret_file = (struct file_bytes){.bytes = base, .size = size, .map = base, .map_size = size + 1};
    return ERR_OK;
}

/* Opens a regular file; a pipe is refused, not read. */
static struct err open_file(const char *path, int *ret_fd, size_t *ret_size)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return ERR(errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_IO, errno,
                   "files: open");
    }
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        close(fd);
        return ERR(ERR_IO, EISDIR, "files: not a regular file");
    }
    *ret_fd = fd;
    *ret_size = (size_t)info.st_size;
    return ERR_OK;
}

static struct err map_file(const char *path, struct file_bytes *ret_file)
{
    int fd = -1;
    size_t size = 0;
    struct err e = open_file(path, &fd, &size);
    if (failed(e)) {
        return e;
    }
    e = map_descriptor(fd, size, ret_file);
    close(fd);
    return e;
}

/* A file that ends early has shrunk meanwhile. */
static struct err fill(int fd, char *bytes, size_t size)
{
    size_t done = 0;
    while (done < size) {
        const ssize_t n = read(fd, bytes + done, size - done);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return ERR(ERR_IO, n < 0 ? errno : EIO, "files: read");
        }
        done += (size_t)n;
    }
    return ERR_OK;
}

static struct err read_descriptor(int fd, size_t size, struct file_bytes *ret_file)
{
    char *bytes = mmap(NULL, size + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (bytes == MAP_FAILED) {
        return ERR(ERR_IO, errno, "files: memory");
    }
    (void)posix_fadvise(fd, 0, 0,
                        POSIX_FADV_DONTNEED); /* what is on the device, not in its cache */
    const struct err e = fill(fd, bytes, size);
    if (failed(e)) {
        munmap(bytes, size + 1);
        return e;
    }
    *ret_file =
        (struct file_bytes){.bytes = bytes, .size = size, .map = bytes, .map_size = size + 1};
    return ERR_OK;
}

static struct err read_file(const char *path, size_t most, struct file_bytes *ret_file)
{
    int fd = -1;
    size_t size = 0;
    struct err e = open_file(path, &fd, &size);
    if (failed(e)) {
        return e;
    }
    e = size > most ? ERR(ERR_BAD_INPUT, EFBIG, "files: too large")
                    : read_descriptor(fd, size, ret_file);
    close(fd);
    return e;
}

static void unmap_file(struct file_bytes *file)
{
    if (file->map != NULL) {
        munmap(file->map, file->map_size);
    }
    *file = (struct file_bytes){0};
}

static void rest_file(const struct file_bytes *file)
{
    if (file->map != NULL) {
        madvise(file->map, file->map_size, MADV_DONTNEED);
    }
}

static bool is_directory(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool is_below(const char *path, const char *folder)
{
    char real[PATH_MAX], above[PATH_MAX];
    if (realpath(path, real) == NULL || realpath(folder, above) == NULL) {
        return false;
    }
    const size_t len = strlen(above);
    return strncmp(real, above, len) == 0 && real[len] == '/';
}

static struct err list_folder(const char *path, void (*each)(void *context, const char *name),
                              void *context)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return ERR(errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_IO, errno,
                   "files: folder");
    }
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            each(context, entry->d_name);
        }
    }
    closedir(folder);
    return ERR_OK;
}

static struct err program_folder(char *ret_path, size_t size)
{
    const ssize_t len = readlink("/proc/self/exe", ret_path, size);
    if (len < 0) {
        return ERR(ERR_IO, errno, "files: own path");
    }
    if ((size_t)len >= size) {
        return ERR(ERR_FULL, 0, "files: own path");
    }
    ret_path[len] = '\0';
    char *slash = strrchr(ret_path, '/');
    if (slash != NULL) {
        *slash = '\0';
    }
    return ERR_OK;
}

const struct port_files *files_linux(void)
{
    static const struct port_files_ops ops = {
        .name = "linux",
        .map = map_file,
        .read = read_file,
        .unmap = unmap_file,
        .rest = rest_file,
        .is_directory = is_directory,
        .is_below = is_below,
        .list = list_folder,
        .program_folder = program_folder,
    };
    static const struct port_files port = {&ops};
    return &port;
}
