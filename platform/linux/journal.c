#include "platform/linux/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static struct journal_linux *own(struct port_journal *port)
{
    return (struct journal_linux *)port;
}

static struct err trouble(int os)
{
    return os == ENOSPC || os == EDQUOT ? ERR(ERR_FULL, os, "journal: the disk is full")
                                        : ERR(ERR_IO, os, "journal: cannot write");
}

static void close_file(struct port_journal *port)
{
    struct journal_linux *j = own(port);
    if (j->fd >= 0) {
        close(j->fd);
    }
    j->fd = -1;
}

static struct err open_file(struct port_journal *port, const char *folder, const char *name)
{
    struct journal_linux *j = own(port);
    close_file(port);
    const int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (at < 0) {
        return trouble(errno);
    }
    const int flags = O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW;
    j->fd = openat(at, name, flags);
    bool good = j->fd >= 0;
    if (!good && errno == ENOENT) {
        j->fd = openat(at, name, flags | O_CREAT, 0660);
        /* The umask may have taken the group's bits. */
        good = j->fd >= 0 && fchmod(j->fd, 0660) == 0 && fsync(at) == 0;
    }
    const int bad = good ? 0 : errno;
    close(at);
    if (bad != 0) {
        close_file(port);
    }
    return bad == 0 ? ERR_OK : trouble(bad);
}

static struct err read_file(struct port_journal *port, char *text, size_t cap, size_t *ret_size)
{
    const struct journal_linux *j = own(port);
    struct stat info;
    size_t have = 0;
    if (fstat(j->fd, &info) != 0) {
        return trouble(errno);
    }
    while (have < cap) {
        const ssize_t got = pread(j->fd, text + have, cap - have, (off_t)have);
        if (got < 0 && errno != EINTR) {
            return trouble(errno);
        }
        if (got == 0) {
            break;
        }
        have += got > 0 ? (size_t)got : 0;
    }
    *ret_size = have;
    return (off_t)have < info.st_size ? ERR(ERR_FULL, 0, "journal: longer than expected") : ERR_OK;
}

static struct err append(struct port_journal *port, const char *text, size_t size)
{
    const struct journal_linux *j = own(port);
    while (size > 0) {
        const ssize_t wrote = write(j->fd, text, size);
        if (wrote < 0 && errno != EINTR) {
            return trouble(errno);
        }
        if (wrote > 0) {
            text += wrote;
            size -= (size_t)wrote;
        }
    }
    return ERR_OK;
}

static struct err flush(struct port_journal *port)
{
    return fsync(own(port)->fd) == 0 ? ERR_OK : trouble(errno);
}

static struct err empty(struct port_journal *port)
{
    return ftruncate(own(port)->fd, 0) == 0 ? flush(port) : trouble(errno);
}

void journal_linux_init(struct journal_linux *j)
{
    static const struct port_journal_ops ops = {"linux", open_file, read_file, append,
                                                flush,   empty,     close_file};
    *j = (struct journal_linux){.port = {&ops}, .fd = -1};
}
