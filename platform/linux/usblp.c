#include "platform/linux/usblp.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/lp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "platform/linux/monotonic.h"

/* Of drivers/usb/class/usblp.c; no header has it. The answer is two ints. */
#define LPIOC_GET_VID_PID(size) _IOC(_IOC_READ, 'P', 6, size)

#define AGAIN_MS                100

/* The length of path without its number; 0 when it is none of ours. */
static size_t stem(const char *path)
{
    static const char head[] = "/dev/usb/lp";
    const size_t len = sizeof head - 1;
    const bool ours = strncmp(path, head, len) == 0 && path[len] != '\0' &&
                      strspn(path + len, "0123456789") == strlen(path + len);
    return ours ? len : 0;
}

bool usblp_is_path(const char *path)
{
    return stem(path) > 0;
}

static struct usblp_identity identity_of(int fd)
{
    int ids[2] = {0, 0};
    const bool known = ioctl(fd, LPIOC_GET_VID_PID(sizeof ids), ids) >= 0;
    return (struct usblp_identity){known, ids[0], ids[1]};
}

/* Opens this path when it is the printer meant; -1 with errno. */
static int try_path(const char *path, struct usblp_identity *identity)
{
    const int fd =
        access(path, F_OK) != 0 ? -1 : open(path, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    const struct usblp_identity found = identity_of(fd);
    if (identity->known && found.known &&
        (found.vendor != identity->vendor || found.product != identity->product)) {
        close(fd);
        errno = ENODEV; /* another printer has its number now */
        return -1;
    }
    if (found.known) {
        *identity = found;
    }
    return fd;
}

/* How many other numbers are taken; the last of them goes to ret_path. */
static int others(const char *path, char *ret_path, size_t cap)
{
    char other[32];
    int count = 0;
    for (int i = 0; i < USBLP_MINORS; i++) {
        (void)snprintf(other, sizeof other, "%.*s%d", (int)stem(path), path, i);
        if (strcmp(other, path) != 0 && access(other, F_OK) == 0) {
            (void)snprintf(ret_path, cap, "%s", other);
            count++;
        }
    }
    return count;
}

/* The printer under another number than it had. */
static int try_others(const char *path, struct usblp_identity *identity)
{
    char other[32];
    if (!identity->known) {
        return others(path, other, sizeof other) == 1 ? try_path(other, identity) : -1;
    }
    for (int i = 0; i < USBLP_MINORS; i++) {
        (void)snprintf(other, sizeof other, "%.*s%d", (int)stem(path), path, i);
        const int fd = strcmp(other, path) == 0 ? -1 : try_path(other, identity);
        if (fd >= 0) {
            return fd;
        }
    }
    return -1;
}

struct err usblp_open(const char *path, struct usblp_identity *identity, int timeout_ms,
                      int *ret_fd)
{
    const int64_t end = monotonic_ms() + timeout_ms;
    for (;;) {
        int fd = try_path(path, identity);
        const int why = errno;
        if (fd < 0 && why != EBUSY) {
            fd = try_others(path, identity);
        }
        if (fd >= 0) {
            *ret_fd = fd;
            return ERR_OK;
        }
        const bool may_come = why == ENOENT || why == ENODEV || why == ENXIO || why == EBUSY;
        if (!may_come || monotonic_ms() + AGAIN_MS > end) {
            return ERR(ERR_OFFLINE, why, "usblp: open");
        }
        (void)poll(NULL, 0, AGAIN_MS);
    }
}

bool usblp_port(int fd, int *ret_bits)
{
    int bits = 0;
    if (ioctl(fd, LPGETSTATUS, &bits) < 0) {
        return false;
    }
    *ret_bits = bits;
    return true;
}

bool usblp_is_one_way(int fd)
{
    unsigned char byte = 0;
    return read(fd, &byte, 1) < 0 && errno == EINVAL;
}
