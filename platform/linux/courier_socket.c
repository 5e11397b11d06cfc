#define _GNU_SOURCE /* memfd_create, file seals */
#include "platform/linux/courier_socket.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/linux/courier_socket_wire.h"
#include "platform/linux/state_socket.h"

struct courier_socket {
    struct state_socket at;
    int callers[COURIER_SOCKET_CALLERS];
    courier_socket_answer *answer;
    void *context;
    char in[WIRE_MAX + 1], out[WIRE_MAX];
};

struct err courier_socket_open(struct courier_socket **ret_socket, const char *state_dir,
                               courier_socket_answer *answer, void *context)
{
    struct courier_socket *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return ERR(ERR_IO, errno, "socket: no memory");
    }
    s->answer = answer;
    s->context = context;
    for (int i = 0; i < COURIER_SOCKET_CALLERS; i++) {
        s->callers[i] = -1;
    }
    const struct err e =
        state_socket_listen(&s->at, state_dir, "courier.sock", COURIER_SOCKET_CALLERS);
    if (failed(e)) {
        courier_socket_close(s);
        return e;
    }
    *ret_socket = s;
    return ERR_OK;
}

int courier_socket_fds(const struct courier_socket *s, struct pollfd *ret_fds)
{
    int count = 0;
    ret_fds[count++] = (struct pollfd){s->at.listener, POLLIN, 0};
    for (int i = 0; i < COURIER_SOCKET_CALLERS; i++) {
        if (s->callers[i] >= 0) {
            ret_fds[count++] = (struct pollfd){s->callers[i], POLLIN, 0};
        }
    }
    return count;
}

/* One caller more; true when it was refused. */
static bool accept_one(struct courier_socket *s)
{
    bool refused = false;
    const int fd = state_socket_accept(&s->at, &refused);
    if (fd < 0) {
        return refused;
    }
    for (int i = 0; i < COURIER_SOCKET_CALLERS; i++) {
        if (s->callers[i] < 0) {
            s->callers[i] = fd;
            return false;
        }
    }
    close(fd);
    return true;
}

static void drop(struct courier_socket *s, int fd)
{
    for (int i = 0; i < COURIER_SOCKET_CALLERS; i++) {
        if (s->callers[i] == fd) {
            close(fd);
            s->callers[i] = -1;
        }
    }
}

int courier_socket_sealed(const void *bytes, size_t size)
{
    const int fd = memfd_create("answer", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd >= 0 && (write(fd, bytes, size) != (ssize_t)size ||
                    fcntl(fd, F_ADD_SEALS, COURIER_SOCKET_SEALS | F_SEAL_SEAL) != 0)) {
        close(fd);
        return -1;
    }
    return fd;
}

/* The message, and with it the small picture it tells of. */
static bool post(int fd, const char *message, size_t size, int picture)
{
    struct iovec part = {.iov_base = (void *)(uintptr_t)message, .iov_len = size};
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } room = {.bytes = {0}};
    struct msghdr m = {.msg_iov = &part, .msg_iovlen = 1};
    if (picture >= 0) {
        m.msg_control = room.bytes;
        m.msg_controllen = sizeof room.bytes;
        struct cmsghdr *c = CMSG_FIRSTHDR(&m);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(c), &picture, sizeof picture);
    }
    return sendmsg(fd, &m, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)size;
}

/* Answers one message; false when the caller is to be dropped. */
static bool answer_message(struct courier_socket *s, int fd, size_t size)
{
    struct wire_question q;
    struct portal_answer a = {.error = ERR(ERR_UNSUPPORTED, 0, "socket: unknown kind")};
    if (size > WIRE_MAX || failed(wire_get_question(s->in, size, &q))) {
        return false;
    }
    if (q.cancel) {
        return true; /* every answer is given at once: it is on its way already */
    }
    if (q.known) {
        s->answer(s->context, q.question, q.text, &a);
    }
    a.id = q.id;
    const bool pictured = !failed(a.error) && a.question == PORTAL_UPLOAD && a.upload.thumb != NULL;
    const int picture =
        pictured ? courier_socket_sealed(a.upload.thumb, (size_t)a.upload.thumb_size) : -1;
    if (pictured && picture < 0) {
        a.upload.thumb = NULL; /* it is asked for again */
    }
    const size_t length = wire_put_answer(&a, s->out, sizeof s->out);
    const bool good = length > 0 && post(fd, s->out, length, picture);
    if (picture >= 0) {
        close(picture);
    }
    return good;
}

static void serve_one(struct courier_socket *s, int fd)
{
    const ssize_t size = recv(fd, s->in, sizeof s->in, MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (size <= 0 || !answer_message(s, fd, (size_t)size)) {
        drop(s, fd);
    }
}

int courier_socket_serve(struct courier_socket *s, const struct pollfd *fds, int count)
{
    int refused = 0;
    for (int i = 0; i < count; i++) {
        if (fds[i].revents == 0) {
            continue;
        }
        if (fds[i].fd == s->at.listener) {
            refused += accept_one(s);
        } else {
            serve_one(s, fds[i].fd);
        }
    }
    return refused;
}

void courier_socket_close(struct courier_socket *s)
{
    if (s == NULL) {
        return;
    }
    for (int i = 0; i < COURIER_SOCKET_CALLERS; i++) {
        if (s->callers[i] >= 0) {
            close(s->callers[i]);
        }
    }
    state_socket_close(&s->at);
    free(s);
}
