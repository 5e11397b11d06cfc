#define _GNU_SOURCE /* accept4, struct ucred */
#include "platform/linux/state_socket.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define GROUPS_MAX 64

bool state_socket_peer_ok(int fd, unsigned group)
{
    struct ucred peer;
    gid_t groups[GROUPS_MAX];
    socklen_t size = sizeof peer;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) {
        return false;
    }
    if (peer.uid == getuid() || peer.uid == 0 || peer.gid == group) {
        return true;
    }
    size = sizeof groups;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, groups, &size) != 0) {
        return false;
    }
    for (size_t i = 0; i < size / sizeof groups[0]; i++) {
        if (groups[i] == group) {
            return true;
        }
    }
    return false;
}

static int open_run(const char *state_dir, unsigned *ret_group)
{
    char path[600];
    struct stat info;
    snprintf(path, sizeof path, "%s/run", state_dir);
    const int run = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (run >= 0 && fstat(run, &info) != 0) {
        close(run);
        return -1;
    }
    *ret_group = run >= 0 ? info.st_gid : 0;
    return run;
}

static struct sockaddr_un address_in(int run, const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/%s", run, name);
    return address;
}

struct err state_socket_listen(struct state_socket *s, const char *state_dir, const char *name,
                               int callers)
{
    *s = (struct state_socket){.run = -1, .listener = -1, .name = name};
    s->run = open_run(state_dir, &s->group);
    if (s->run < 0) {
        return ERR(ERR_IO, errno, "socket: the folder run");
    }
    const struct sockaddr_un address = address_in(s->run, name);
    unlinkat(s->run, name, 0);
    s->listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (s->listener < 0 ||
        bind(s->listener, (const struct sockaddr *)&address, sizeof address) != 0 ||
        fchmodat(s->run, name, 0660, 0) != 0 || listen(s->listener, callers) != 0) {
        return ERR(ERR_IO, errno, "socket: listening in run");
    }
    return ERR_OK;
}

int state_socket_accept(const struct state_socket *s, bool *ret_refused)
{
    const int fd = accept4(s->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    *ret_refused = fd >= 0 && !state_socket_peer_ok(fd, s->group);
    if (*ret_refused) {
        close(fd);
        return -1;
    }
    return fd;
}

void state_socket_close(struct state_socket *s)
{
    if (s->listener >= 0) {
        close(s->listener);
        unlinkat(s->run, s->name, 0);
    }
    if (s->run >= 0) {
        close(s->run);
    }
    s->run = -1;
    s->listener = -1;
}

int state_socket_call(const char *state_dir, const char *name)
{
    unsigned group = 0;
    const int run = open_run(state_dir, &group);
    if (run < 0) {
        return -1;
    }
    const struct sockaddr_un address = address_in(run, name);
    const int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const bool good = fd >= 0 &&
                      connect(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
                      state_socket_peer_ok(fd, group);
    close(run);
    if (!good && fd >= 0) {
        close(fd);
    }
    return good ? fd : -1;
}
