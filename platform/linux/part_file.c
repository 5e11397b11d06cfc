#include "platform/linux/part_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static struct part_file *own(struct port_part *port)
{
    return (struct part_file *)port;
}

static struct err trouble(int os)
{
    return os == ENOSPC || os == EDQUOT ? ERR(ERR_FULL, os, "part: the disk is full")
                                        : ERR(ERR_IO, os, "part: cannot write");
}

static void close_file(struct port_part *port)
{
    struct part_file *p = own(port);
    if (p->fd >= 0) {
        close(p->fd);
    }
    if (p->folder >= 0) {
        close(p->folder);
    }
    p->fd = p->folder = -1;
}

/* Open, at its end, and no longer than keep. */
static int open_at(struct part_file *p, int64_t keep, int64_t *ret_size)
{
    struct stat info;
    const int flags = O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW;
    p->fd = openat(p->folder, p->name, flags);
    if (p->fd < 0 && errno == ENOENT) {
        p->fd = openat(p->folder, p->name, flags | O_CREAT | O_EXCL, 0660);
        /* The umask may have taken the group's bits. */
        if (p->fd < 0 || fchmod(p->fd, 0660) != 0 || fsync(p->folder) != 0) {
            return errno;
        }
    }
    if (p->fd < 0 || fstat(p->fd, &info) != 0) {
        return errno;
    }
    if (info.st_size > keep && (ftruncate(p->fd, keep) != 0 || fsync(p->fd) != 0)) {
        return errno;
    }
    *ret_size = info.st_size > keep ? keep : (int64_t)info.st_size;
    return 0;
}

static struct err open_file(struct port_part *port, const char *folder, const char *name,
                            int64_t keep, int64_t *ret_size)
{
    struct part_file *p = own(port);
    close_file(port);
    const int length = snprintf(p->name, sizeof p->name, "%s", name);
    if (length < 1 || length >= (int)sizeof p->name) {
        return ERR(ERR_FULL, 0, "part: name too long");
    }
    /* A unit with RestrictSUIDSGID= is refused a mode with that bit; there it is the parent's. */
    if (mkdir(folder, 0770) == 0) {
        (void)chmod(folder, 02770); /* the umask may have taken the group's bits */
    }
    p->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int bad = p->folder < 0 ? errno : open_at(p, keep, ret_size);
    if (bad != 0) {
        close_file(port);
        return trouble(bad);
    }
    return ERR_OK;
}

static struct err append(struct port_part *port, const void *bytes, size_t size)
{
    const struct part_file *p = own(port);
    const char *at = bytes;
    while (size > 0) {
        const ssize_t wrote = write(p->fd, at, size);
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

static struct err flush(struct port_part *port)
{
    return fdatasync(own(port)->fd) == 0 ? ERR_OK : trouble(errno);
}

static struct err finish(struct port_part *port, const char *name)
{
    struct part_file *p = own(port);
    const bool good = fsync(p->fd) == 0 && renameat(p->folder, p->name, p->folder, name) == 0 &&
                      fsync(p->folder) == 0;
    const int bad = good ? 0 : errno;
    close_file(port);
    return good ? ERR_OK : trouble(bad);
}

void part_file_init(struct part_file *p)
{
    static const struct port_part_ops ops = {"linux", open_file, append, flush, finish, close_file};
    *p = (struct part_file){.port = {&ops}, .folder = -1, .fd = -1};
}
