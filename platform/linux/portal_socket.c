#define _GNU_SOURCE /* file seals */
#include "platform/linux/portal_socket.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "platform/linux/courier_socket.h"
#include "platform/linux/courier_socket_wire.h"
#include "platform/linux/monotonic.h"
#include "platform/linux/state_socket.h"

#define PENDING_MAX 16

struct pending {
    int id; /* 0 = free */
    enum portal_question question;
    int64_t deadline_ms;
    bool offline; /* to be answered ERR_OFFLINE without waiting */
};

struct portal_socket {
    struct port_portal port; /* first: the port is this struct */
    char state_dir[512];
    int line, epoll, bell, timer; /* line: -1 without a courier */
    int last_id;
    struct pending pending[PENDING_MAX];
    char in[WIRE_MAX + 1];
    uint8_t picture[PORTAL_THUMB_BYTES]; /* beside the last answer */
};

/* Makes wait_fd readable for what needs no courier: offline answers, and deadlines. */
static void set_alarm(struct portal_socket *p)
{
    struct itimerspec when = {{0, 0}, {0, 0}};
    int64_t first = INT64_MAX;
    bool offline = false;
    for (int i = 0; i < PENDING_MAX; i++) {
        const struct pending *q = &p->pending[i];
        offline = offline || (q->id != 0 && q->offline);
        first = q->id != 0 && q->deadline_ms < first ? q->deadline_ms : first;
    }
    if (offline) {
        eventfd_write(p->bell, 1);
    } else {
        eventfd_t count;
        eventfd_read(p->bell, &count);
    }
    if (first != INT64_MAX) {
        when.it_value.tv_sec = first / 1000;
        when.it_value.tv_nsec = first % 1000 * 1000000 + 1;
    }
    timerfd_settime(p->timer, TFD_TIMER_ABSTIME, &when, NULL);
}

/* The courier is gone: what was asked of it is answered now. */
static void hang_up(struct portal_socket *p)
{
    if (p->line >= 0) {
        close(p->line);
        p->line = -1;
    }
    for (int i = 0; i < PENDING_MAX; i++) {
        p->pending[i].offline = true;
    }
}

static bool call(struct portal_socket *p)
{
    struct epoll_event event = {.events = EPOLLIN};
    const int fd = state_socket_call(p->state_dir, "courier.sock");
    if (fd >= 0 && epoll_ctl(p->epoll, EPOLL_CTL_ADD, fd, &event) != 0) {
        close(fd);
        return false;
    }
    p->line = fd;
    return fd >= 0;
}

static bool post(struct portal_socket *p, const struct wire_question *q)
{
    char message[512];
    const size_t size = wire_put_question(q, message, sizeof message);
    if (size == 0 || (p->line < 0 && !call(p))) {
        return false;
    }
    if (send(p->line, message, size, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)size) {
        return true;
    }
    /* Perhaps the courier was restarted: the line is dead, a new one may work. */
    hang_up(p);
    return call(p) && send(p->line, message, size, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)size;
}

static struct err ask(struct port_portal *port, enum portal_question question, const char *text,
                      int deadline_ms, int *ret_id)
{
    struct portal_socket *p = (struct portal_socket *)port;
    struct pending *slot = NULL;
    struct wire_question q = {.question = question, .deadline_ms = deadline_ms};
    for (int i = 0; i < PENDING_MAX && slot == NULL; i++) {
        slot = p->pending[i].id == 0 ? &p->pending[i] : NULL;
    }
    if (slot == NULL) {
        return ERR(ERR_FULL, 0, "portal: too many questions at once");
    }
    if (strlen(text) > WIRE_TEXT_MAX || deadline_ms < 0) {
        return ERR(ERR_BAD_INPUT, 0, "portal: the question is too long");
    }
    p->last_id = p->last_id == 0x7FFFFFFF ? 1 : p->last_id + 1;
    q.id = p->last_id;
    snprintf(q.text, sizeof q.text, "%s", text);
    const bool posted = post(p, &q);
    *slot = (struct pending){q.id, question, monotonic_ms() + deadline_ms, !posted};
    set_alarm(p);
    *ret_id = q.id;
    return ERR_OK;
}

static bool answered_here(struct portal_socket *p, struct portal_answer *ret_answer)
{
    const int64_t now = monotonic_ms();
    for (int i = 0; i < PENDING_MAX; i++) {
        struct pending *q = &p->pending[i];
        if (q->id == 0 || (!q->offline && now < q->deadline_ms)) {
            continue;
        }
        *ret_answer = (struct portal_answer){
            .id = q->id,
            .question = q->question,
            .error = q->offline ? ERR(ERR_OFFLINE, 0, "portal: no courier")
                                : ERR(ERR_TIMEOUT, 0, "portal: the courier is silent"),
        };
        *q = (struct pending){0};
        return true;
    }
    return false;
}

/* One message; *ret_file is what came beside it, -1 = nothing. */
static ssize_t receive(struct portal_socket *p, int *ret_file)
{
    struct iovec part = {.iov_base = p->in, .iov_len = sizeof p->in};
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } room;
    struct msghdr m = {.msg_iov = &part,
                       .msg_iovlen = 1,
                       .msg_control = room.bytes,
                       .msg_controllen = sizeof room.bytes};
    *ret_file = -1;
    const ssize_t size = recvmsg(p->line, &m, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    const struct cmsghdr *c = size > 0 ? CMSG_FIRSTHDR(&m) : NULL;
    if (c != NULL && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS &&
        c->cmsg_len == CMSG_LEN(sizeof(int))) {
        memcpy(ret_file, CMSG_DATA(c), sizeof *ret_file);
    }
    return size;
}

/* Reads the small picture that the answer tells of; the file is closed. Only a sealed one of the
 * very size told is read. */
static void take_picture(struct portal_socket *p, struct portal_answer *a, int file)
{
    struct stat info;
    const int size = a->upload.thumb_size;
    a->upload.thumb = NULL;
    if (file < 0) {
        return;
    }
    const int seals = fcntl(file, F_GET_SEALS);
    if (size > 0 && seals >= 0 && (seals & COURIER_SOCKET_SEALS) == COURIER_SOCKET_SEALS &&
        fstat(file, &info) == 0 && info.st_size == size &&
        pread(file, p->picture, (size_t)size, 0) == size) {
        a->upload.thumb = p->picture;
    }
    close(file);
}

/* Reads one answer that somebody waits for; garbage ends the line. */
static bool answered_there(struct portal_socket *p, struct portal_answer *ret_answer)
{
    while (p->line >= 0) {
        int file = -1;
        const ssize_t size = receive(p, &file);
        struct portal_answer a;
        if (size < 0 && (errno == EAGAIN || errno == EINTR)) {
            return false;
        }
        const bool good = size > 0 && !failed(wire_get_answer(p->in, (size_t)size, &a));
        if (!good) {
            if (file >= 0) {
                close(file);
            }
            hang_up(p);
            return false;
        }
        take_picture(p, &a, file);
        for (int i = 0; i < PENDING_MAX; i++) {
            struct pending *q = &p->pending[i];
            if (q->id == a.id && a.id != 0 && (failed(a.error) || q->question == a.question)) {
                a.question = q->question;
                *q = (struct pending){0};
                *ret_answer = a;
                return true;
            }
        }
    }
    return false;
}

static bool take(struct port_portal *port, struct portal_answer *ret_answer)
{
    struct portal_socket *p = (struct portal_socket *)port;
    const bool found = answered_there(p, ret_answer) || answered_here(p, ret_answer);
    set_alarm(p);
    return found;
}

static void cancel(struct port_portal *port, int id)
{
    struct portal_socket *p = (struct portal_socket *)port;
    for (int i = 0; i < PENDING_MAX; i++) {
        if (id != 0 && p->pending[i].id == id) {
            const struct wire_question q = {.id = id, .cancel = true};
            const bool offline = p->pending[i].offline;
            p->pending[i] = (struct pending){0};
            if (!offline && !post(p, &q)) {
                hang_up(p);
            }
        }
    }
    set_alarm(p);
}

static int wait_fd(struct port_portal *port)
{
    const struct portal_socket *p = (const struct portal_socket *)port;
    return p->epoll;
}

static void close_port(struct port_portal *port)
{
    struct portal_socket *p = (struct portal_socket *)port;
    if (p == NULL) {
        return;
    }
    const int fds[] = {p->line, p->bell, p->timer, p->epoll};
    for (size_t i = 0; i < sizeof fds / sizeof fds[0]; i++) {
        if (fds[i] >= 0) {
            close(fds[i]);
        }
    }
    explicit_bzero(p, sizeof *p);
    free(p);
}

struct err portal_socket_open(struct port_portal **ret_portal, const char *state_dir)
{
    static const struct port_portal_ops ops = {"socket", ask, take, cancel, wait_fd, close_port};
    struct epoll_event event = {.events = EPOLLIN};
    struct portal_socket *p = calloc(1, sizeof *p);
    if (p == NULL) {
        return ERR(ERR_IO, errno, "portal: no memory");
    }
    p->port.ops = &ops;
    p->line = -1;
    snprintf(p->state_dir, sizeof p->state_dir, "%s", state_dir);
    p->epoll = epoll_create1(EPOLL_CLOEXEC);
    p->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    p->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (p->epoll < 0 || p->bell < 0 || p->timer < 0 ||
        epoll_ctl(p->epoll, EPOLL_CTL_ADD, p->bell, &event) != 0 ||
        epoll_ctl(p->epoll, EPOLL_CTL_ADD, p->timer, &event) != 0) {
        const struct err e = ERR(ERR_IO, errno, "portal: no descriptors");
        close_port(&p->port);
        return e;
    }
    *ret_portal = &p->port;
    return ERR_OK;
}
