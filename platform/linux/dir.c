#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "platform/port_dir.h"
#include "platform/port_files.h"

static struct err trouble(int os)
{
    return os == ENOSPC || os == EDQUOT ? ERR(ERR_FULL, os, "dir: the disk is full")
                                        : ERR(ERR_IO, os, "dir: cannot write");
}

static struct err flush_folder(const char *folder)
{
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return trouble(errno);
    }
    const int bad = fsync(fd) != 0 ? errno : 0;
    close(fd);
    return bad == 0 ? ERR_OK : trouble(bad);
}

/* The folder that holds path. */
static struct err flush_above(const char *path)
{
    char folder[DIR_PATH_MAX];
    const char *slash = strrchr(path, '/');
    const size_t len = slash == NULL ? 0 : (size_t)(slash - path);
    if (slash == path) {
        return flush_folder("/");
    }
    if (len >= sizeof folder) {
        return ERR(ERR_BAD_INPUT, ENAMETOOLONG, "dir: the path is too long");
    }
    snprintf(folder, sizeof folder, "%.*s", (int)len, path);
    return flush_folder(slash == NULL ? "." : folder);
}

/* The group's folder, in which all are of the group. A service may be forbidden to give such rights
 * (RestrictSUIDSGID= of its unit): then they are its parent's, and nothing is to be done. */
static struct err give_rights(const char *folder)
{
    struct stat info;
    if (stat(folder, &info) != 0) {
        return trouble(errno);
    }
    /* The umask may have taken the group's bits. */
    return (info.st_mode & 07777) == 02770 || chmod(folder, 02770) == 0 ? ERR_OK : trouble(errno);
}

static struct err make(struct port_dir *d, const char *folder)
{
    (void)d;
    struct stat info;
    if (mkdir(folder, 0770) == 0) {
        const struct err e = give_rights(folder);
        return failed(e) ? e : flush_above(folder);
    }
    if (errno != EEXIST) {
        return trouble(errno);
    }
    return stat(folder, &info) == 0 && S_ISDIR(info.st_mode)
               ? ERR_OK
               : ERR(ERR_IO, ENOTDIR, "dir: something else has the folder's name");
}

static struct err create(struct port_dir *d, const char *folder, unsigned mode,
                         struct dir_file *ret_file)
{
    (void)d;
    struct dir_file f = {.fd = -1};
    const int wrote =
        snprintf(f.temporary, sizeof f.temporary, "%s/new-XXXXXX" DIR_TEMPORARY, folder);
    if (wrote < 0 || (size_t)wrote >= sizeof f.temporary) {
        return ERR(ERR_BAD_INPUT, ENAMETOOLONG, "dir: the path is too long");
    }
    snprintf(f.folder, sizeof f.folder, "%s", folder);
    f.fd = mkstemps(f.temporary, (int)strlen(DIR_TEMPORARY));
    if (f.fd < 0) {
        return trouble(errno);
    }
    if (fcntl(f.fd, F_SETFD, FD_CLOEXEC) != 0 || fchmod(f.fd, mode) != 0) {
        const int os = errno;
        close(f.fd);
        unlink(f.temporary);
        return trouble(os);
    }
    *ret_file = f;
    return ERR_OK;
}

static void drop(struct port_dir *d, struct dir_file *f)
{
    (void)d;
    if (f->temporary[0] != '\0') {
        close(f->fd);
        unlink(f->temporary);
    }
    memset(f, 0, sizeof *f);
}

static struct err append(struct port_dir *d, struct dir_file *f, const void *bytes, size_t size)
{
    (void)d;
    const char *at = bytes;
    while (size > 0) {
        const ssize_t wrote = write(f->fd, at, size);
        if (wrote < 0 && errno != EINTR) {
            return trouble(errno);
        }
        if (wrote > 0) {
            at += wrote;
            size -= (size_t)wrote;
        }
    }
    return ERR_OK;
}

static struct err commit(struct port_dir *d, struct dir_file *f, const char *name)
{
    char path[DIR_PATH_MAX];
    const int wrote = snprintf(path, sizeof path, "%s/%s", f->folder, name);
    struct err e = ERR_OK;
    if (wrote < 0 || (size_t)wrote >= sizeof path) {
        e = ERR(ERR_BAD_INPUT, ENAMETOOLONG, "dir: the path is too long");
    } else if (fsync(f->fd) != 0 || rename(f->temporary, path) != 0) {
        e = trouble(errno);
    }
    if (failed(e)) {
        drop(d, f);
        return e;
    }
    close(f->fd);
    e = flush_folder(f->folder);
    memset(f, 0, sizeof *f);
    return e;
}

static struct err touch(struct port_dir *d, const char *path, unsigned mode)
{
    (void)d;
    const int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0) {
        return errno == EEXIST ? ERR(ERR_REFUSED, EEXIST, "dir: the name is taken")
                               : trouble(errno);
    }
    const int bad = fchmod(fd, mode) != 0 ? errno : 0;
    close(fd);
    return bad == 0 ? ERR_OK : trouble(bad);
}

static struct err look(struct port_dir *d, const char *path, struct dir_info *ret_info)
{
    (void)d;
    struct stat info;
    if (stat(path, &info) != 0) {
        return ERR(errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, errno, "dir: cannot look");
    }
    *ret_info = (struct dir_info){info.st_dev, info.st_ino, info.st_mtime};
    return ERR_OK;
}

static struct err move(struct port_dir *d, const char *from, const char *to)
{
    (void)d;
    return rename(from, to) == 0 ? flush_above(to) : trouble(errno);
}

static struct err remove_file(struct port_dir *d, const char *path)
{
    (void)d;
    if (unlink(path) != 0) {
        return errno == ENOENT ? ERR_OK : trouble(errno);
    }
    return flush_above(path);
}

static struct err each(struct port_dir *d, const char *folder,
                       void (*visit)(void *context, const char *name), void *context)
{
    (void)d;
    DIR *list = opendir(folder);
    if (list == NULL) {
        return ERR(errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, errno, "dir: cannot read the folder");
    }
    for (const struct dirent *entry = readdir(list); entry != NULL; entry = readdir(list)) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            visit(context, entry->d_name);
        }
    }
    closedir(list);
    return ERR_OK;
}

static struct err room(struct port_dir *d, const char *path, int64_t *ret_bytes)
{
    (void)d;
    struct statvfs info;
    if (statvfs(path, &info) != 0) {
        return ERR(ERR_IO, errno, "dir: free space");
    }
    *ret_bytes = (int64_t)info.f_bavail * (int64_t)info.f_frsize;
    return ERR_OK;
}

struct port_dir dir_linux(void)
{
    static const struct port_dir_ops ops = {
        .name = "linux",
        .make = make,
        .create = create,
        .append = append,
        .commit = commit,
        .drop = drop,
        .touch = touch,
        .look = look,
        .move = move,
        .remove = remove_file,
        .each = each,
        .room = room,
    };
    return (struct port_dir){.ops = &ops, .files = files_linux()};
}
