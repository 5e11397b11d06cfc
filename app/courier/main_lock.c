#include "app/courier/main_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>

#include "platform/port_dir.h"

#define WAIT_MS 2000
#define LOOK_MS 20

/* A courier that was killed holds the lock until its last thread is gone, and that may be in the
 * middle of a flush; one that works holds it for good. */
static bool take(int fd)
{
    for (int waited = 0; flock(fd, LOCK_EX | LOCK_NB) != 0; waited += LOOK_MS) {
        if (errno != EWOULDBLOCK || waited >= WAIT_MS) {
            return false;
        }
        (void)poll(NULL, 0, LOOK_MS);
    }
    return true;
}

static int refuse(const char *what, const char *why)
{
    fprintf(stderr, "courier: %s: %s\n", what, why);
    return 1;
}

int courier_lock(const char *state, int *ret_fd)
{
    char path[DIR_PATH_MAX + 32];
    struct port_dir dir = dir_linux();
    (void)snprintf(path, sizeof path, "%s/run", state);
    struct err e = dir.ops->make(&dir, state);
    if (!failed(e)) {
        e = dir.ops->make(&dir, path);
    }
    if (failed(e)) {
        return refuse(state, e.os > 0 ? strerror(e.os) : e.at);
    }
    (void)snprintf(path, sizeof path, "%s/run/courier.lock", state);
    const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
    if (fd < 0 || !take(fd)) {
        return refuse(state, errno == EWOULDBLOCK ? "another courier works on this state directory"
                                                  : strerror(errno));
    }
    *ret_fd = fd;
    return -1;
}
