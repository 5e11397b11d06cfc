#include "platform/linux/hold_listen.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/linux/hold_wire.h"
#include "platform/linux/screen_file.h"
#include "platform/linux/state_socket.h"
#include "platform/port_dir.h"

struct caller {
    int line; /* -1 = free */
    int who;
};

struct hold_listen {
    struct port_holders port; /* first: the port is this struct */
    struct state_socket at;
    struct caller callers[HOLD_LISTEN_CALLERS];
    int last_who;
    int epoll, bell; /* bell: the thread is to end */
    pthread_t thread;
    bool watched; /* the thread runs */
    sem_t taken;  /* the main thread has looked since the last wake */
    atomic_bool woke, stop;
    void (*wake)(void *context);
    void *context;
    char state[DIR_PATH_MAX];
    struct screen_file screen; /* the picture that is being written */
    int picture_for;           /* who is told of it */
};

static void *watch(void *context)
{
    struct hold_listen *h = context;
    while (!atomic_load(&h->stop)) {
        struct epoll_event event;
        if (epoll_wait(h->epoll, &event, 1, -1) < 1 || atomic_load(&h->stop)) {
            continue;
        }
        atomic_store(&h->woke, true);
        h->wake(h->context);
        while (sem_wait(&h->taken) != 0) {
        }
    }
    return NULL;
}

static void drop(struct caller *c)
{
    close(c->line); /* epoll forgets it with that */
    *c = (struct caller){.line = -1};
}

/* Where there is no room left, or for a stranger, the line is closed. */
static void let_in(struct hold_listen *h)
{
    bool refused = false;
    int fd = -1;
    while ((fd = state_socket_accept(&h->at, &refused)) >= 0 || refused) {
        struct caller *place = NULL;
        for (int i = 0; i < HOLD_LISTEN_CALLERS && fd >= 0; i++) {
            place = place == NULL && h->callers[i].line < 0 ? &h->callers[i] : place;
        }
        struct epoll_event event = {.events = EPOLLIN};
        if (place != NULL && epoll_ctl(h->epoll, EPOLL_CTL_ADD, fd, &event) == 0) {
            *place = (struct caller){fd, ++h->last_who};
        } else if (fd >= 0) {
            close(fd);
        }
    }
}

static bool post(const struct caller *c, const char *message, size_t size)
{
    return size > 0 && send(c->line, message, size, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)size;
}

/* One message of this caller; false when there is none to be told of. */
static bool hear(struct caller *c, struct holders_heard *heard)
{
    char bytes[HOLD_WIRE_MAX + 1];
    struct hold_question q = {.kind = HOLD_UNKNOWN};
    const ssize_t size = recv(c->line, bytes, sizeof bytes, MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) {
        return false;
    }
    *heard = (struct holders_heard){c->who, HOLDERS_GONE, -1};
    if (size <= 0 || failed(hold_get_question(bytes, (size_t)size, &q))) {
        drop(c);
        return true;
    }
    if (q.kind == HOLD_ASKED || q.kind == HOLD_PICTURED) {
        heard->word = q.kind == HOLD_ASKED ? HOLDERS_ASK : HOLDERS_PICTURE;
        heard->countdown_s = q.countdown_s;
        return true;
    }
    if (!post(c, bytes, hold_put_other(q.kind, bytes, sizeof bytes))) {
        drop(c);
        return true;
    }
    heard->word = HOLDERS_RELEASE;
    return q.kind == HOLD_RELEASED;
}

/* Who does not read what he is told has hung up; the next take tells of it. */
static void tell(struct hold_listen *h, int who, const char *message, size_t size)
{
    for (int i = 0; i < HOLD_LISTEN_CALLERS; i++) {
        const struct caller *c = &h->callers[i];
        if (c->line >= 0 && c->who == who && !post(c, message, size)) {
            (void)shutdown(c->line, SHUT_RDWR);
        }
    }
}

static void tell_picture(struct hold_listen *h, int who, enum hold_picture word)
{
    char message[HOLD_WIRE_MAX];
    tell(h, who, message, hold_put_picture(word, message, sizeof message));
}

static bool take(struct port_holders *port, struct holders_heard *ret_heard)
{
    struct hold_listen *h = (struct hold_listen *)port;
    bool found = false;
    struct err made;
    let_in(h);
    if (screen_file_over(&h->screen, &made)) {
        tell_picture(h, h->picture_for, failed(made) ? HOLD_PICTURE_FAILED : HOLD_PICTURE_MADE);
    }
    for (int i = 0; i < HOLD_LISTEN_CALLERS && !found; i++) {
        found = h->callers[i].line >= 0 && hear(&h->callers[i], ret_heard);
    }
    if (atomic_exchange(&h->woke, false)) {
        sem_post(&h->taken);
    }
    return found;
}

static void answer(struct port_holders *port, int who, const struct hold_answer *a)
{
    char message[HOLD_WIRE_MAX];
    tell((struct hold_listen *)port, who, message, hold_put_answer(a, message, sizeof message));
}

static void picture(struct port_holders *port, int who, const struct canvas *shown)
{
    struct hold_listen *h = (struct hold_listen *)port;
    if (shown == NULL) {
        tell_picture(h, who, HOLD_PICTURE_NOT_NOW);
        return;
    }
    const struct err e = screen_file_begin(&h->screen, h->state, shown, h->wake, h->context);
    if (failed(e)) {
        tell_picture(h, who, e.code == ERR_REFUSED ? HOLD_PICTURE_NOT_NOW : HOLD_PICTURE_FAILED);
        return;
    }
    h->picture_for = who;
}

static void close_port(struct port_holders *port)
{
    struct hold_listen *h = (struct hold_listen *)port;
    if (h == NULL) {
        return;
    }
    if (h->watched) {
        atomic_store(&h->stop, true);
        eventfd_write(h->bell, 1);
        sem_post(&h->taken);
        pthread_join(h->thread, NULL);
    }
    screen_file_close(&h->screen);
    for (int i = 0; i < HOLD_LISTEN_CALLERS; i++) {
        if (h->callers[i].line >= 0) {
            drop(&h->callers[i]);
        }
    }
    state_socket_close(&h->at);
    if (h->bell >= 0) {
        close(h->bell);
    }
    if (h->epoll >= 0) {
        close(h->epoll);
    }
    sem_destroy(&h->taken);
    free(h);
}

static struct err listen_in(struct hold_listen *h, const char *state_dir)
{
    char run[DIR_PATH_MAX];
    struct port_dir dir = dir_linux();
    (void)snprintf(run, sizeof run, "%s/run", state_dir);
    struct err e = dir.ops->make(&dir, run);
    if (!failed(e)) {
        e = state_socket_listen(&h->at, state_dir, "kiosk.sock", HOLD_LISTEN_CALLERS);
    }
    struct epoll_event event = {.events = EPOLLIN};
    if (failed(e)) {
        return e;
    }
    h->epoll = epoll_create1(EPOLL_CLOEXEC);
    h->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (h->epoll < 0 || h->bell < 0 || epoll_ctl(h->epoll, EPOLL_CTL_ADD, h->bell, &event) != 0 ||
        epoll_ctl(h->epoll, EPOLL_CTL_ADD, h->at.listener, &event) != 0) {
        return ERR(ERR_IO, errno, "hold: no descriptors");
    }
    h->watched = pthread_create(&h->thread, NULL, watch, h) == 0;
    return h->watched ? ERR_OK : ERR(ERR_IO, 0, "hold: no thread");
}

struct err hold_listen_open(struct port_holders **ret_holders, const char *state_dir,
                            void (*wake)(void *context), void *context)
{
    static const struct port_holders_ops ops = {"socket", take, answer, picture, close_port};
    struct hold_listen *h = calloc(1, sizeof *h);
    if (h == NULL || sem_init(&h->taken, 0, 0) != 0) {
        free(h);
        return ERR(ERR_IO, errno, "hold: no memory");
    }
    h->port.ops = &ops;
    h->at = (struct state_socket){.run = -1, .listener = -1};
    h->epoll = -1;
    h->bell = -1;
    h->wake = wake;
    h->context = context;
    (void)snprintf(h->state, sizeof h->state, "%s", state_dir);
    for (int i = 0; i < HOLD_LISTEN_CALLERS; i++) {
        h->callers[i].line = -1;
    }
    const struct err e = listen_in(h, state_dir);
    if (failed(e)) {
        close_port(&h->port);
        return e;
    }
    *ret_holders = &h->port;
    return ERR_OK;
}
