#include "platform/linux/evdev.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define TRY_EVERY_MS 1000
#define ROOM_MS      10 /* until a full queue is looked at again */

/* Opens the device, and takes it for itself alone where that is asked for. */
static struct err open_device(const char *path, bool exclusive, int *ret_fd)
{
    int version = 0;
    const int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) {
        return ERR(errno == ENOENT ? ERR_NOT_FOUND : ERR_OFFLINE, errno, "evdev: open");
    }
    if (ioctl(fd, EVIOCGVERSION, &version) < 0) {
        const int why = errno;
        close(fd);
        return ERR(ERR_UNSUPPORTED, why, "evdev: no input device");
    }
    if (exclusive && ioctl(fd, EVIOCGRAB, 1) < 0) {
        const int why = errno;
        close(fd);
        return ERR(ERR_OFFLINE, why, "evdev: grab");
    }
    *ret_fd = fd;
    return ERR_OK;
}

struct err evdev_probe(const char *path)
{
    int fd = -1;
    const struct err e = open_device(path, true, &fd);
    if (!failed(e)) {
        close(fd); /* the grab goes with it */
    }
    return e;
}

/* --- the thread ------------------------------------------------------------------------------ */

/* Waits; true when the thread shall end. */
static bool stopped(const struct evdev *d, int timeout_ms)
{
    struct pollfd wait = {.fd = d->stop, .events = POLLIN};
    return poll(&wait, 1, timeout_ms) > 0;
}

/* Wakes who follows whether the device is there. */
static void ring_presence(const struct evdev *d)
{
    if (d->presence && d->bell != NULL) {
        d->bell(d->context);
    }
}

/* Hands one change over; waits while the queue is full. */
static void tell(struct evdev *d, uint16_t type, int code, bool on)
{
    for (;;) {
        pthread_mutex_lock(&d->lock);
        const bool room = d->count < EVDEV_QUEUE;
        if (room) {
            d->queue[(d->head + d->count) % EVDEV_QUEUE] =
                (struct evdev_change){type, (uint16_t)code, on};
            d->count++;
        }
        pthread_mutex_unlock(&d->lock);
        if (d->bell != NULL) {
            d->bell(d->context);
        }
        if (room || stopped(d, ROOM_MS)) {
            return;
        }
    }
}

static bool is_on(const uint8_t *bits, int code)
{
    return (bits[code / 8] >> code % 8 & 1) != 0;
}

static void set(struct evdev *d, uint16_t type, int code, bool on)
{
    uint8_t *bits = type == EV_SW ? d->switches : d->keys;
    if (is_on(bits, code) != on) {
        bits[code / 8] = (uint8_t)(bits[code / 8] ^ 1 << code % 8);
        tell(d, type, code, on);
    }
}

/* Everything as the device says it is, or off where it says nothing. */
static void compare(struct evdev *d)
{
    uint8_t keys[sizeof d->keys] = {0}, switches[sizeof d->switches] = {0};
    if (ioctl(d->fd, EVIOCGKEY(sizeof keys), keys) < 0) {
        memset(keys, 0, sizeof keys);
    }
    if (ioctl(d->fd, EVIOCGSW(sizeof switches), switches) < 0) {
        memset(switches, 0, sizeof switches);
    }
    for (int code = 0; code < KEY_CNT; code++) {
        set(d, EV_KEY, code, is_on(keys, code));
    }
    for (int code = 0; code < SW_CNT; code++) {
        set(d, EV_SW, code, is_on(switches, code));
    }
}

/* A key that is down when the device is found may be stuck, or meant for somebody else. */
static bool find(struct evdev *d)
{
    uint8_t keys[sizeof d->keys] = {0};
    if (failed(open_device(d->path, d->exclusive, &d->fd))) {
        d->fd = -1;
        return false;
    }
    if (!d->presence && ioctl(d->fd, EVIOCGKEY(sizeof keys), keys) >= 0) {
        memcpy(d->keys, keys, sizeof keys);
    }
    d->pending = 0;
    d->dropped = false;
    if (!d->presence) {
        compare(d);
    }
    atomic_store(&d->alive, true);
    ring_presence(d);
    return true;
}

static void lose(struct evdev *d)
{
    close(d->fd);
    d->fd = -1;
    atomic_fetch_add(&d->gone, 1);
    atomic_store(&d->alive, false);
    ring_presence(d);
    for (int code = 0; code < KEY_CNT; code++) {
        set(d, EV_KEY, code, false);
    }
    for (int code = 0; code < SW_CNT; code++) {
        set(d, EV_SW, code, false);
    }
}

static void see(struct evdev *d, const struct input_event *e)
{
    if (e->type == EV_SYN && e->code == SYN_DROPPED) {
        d->dropped = true;
        atomic_fetch_add(&d->losses, 1);
    } else if (e->type == EV_SYN && e->code == SYN_REPORT && d->dropped) {
        d->dropped = false;
        compare(d);
    } else if (d->dropped) {
        return;
    } else if ((e->type == EV_KEY && e->code < KEY_CNT && e->value <= 1) ||
               (e->type == EV_SW && e->code < SW_CNT)) {
        set(d, e->type, e->code, e->value != 0);
    }
}

/* Whole events of what was read; the rest waits for its end. */
static void see_all(struct evdev *d)
{
    struct input_event e;
    size_t at = 0;
    for (; at + sizeof e <= d->pending; at += sizeof e) {
        memcpy(&e, d->bytes + at, sizeof e);
        see(d, &e);
    }
    memmove(d->bytes, d->bytes + at, d->pending - at);
    d->pending -= at;
}

/* Reads what is there; false when the device is gone. */
static bool read_some(struct evdev *d)
{
    const ssize_t n = read(d->fd, d->bytes + d->pending, sizeof d->bytes - d->pending);
    if (n <= 0) {
        return n < 0 && (errno == EAGAIN || errno == EINTR);
    }
    if (d->presence) {
        explicit_bzero(d->bytes, sizeof d->bytes);
        return true;
    }
    d->pending += (size_t)n;
    see_all(d);
    return true;
}

static void *live(void *context)
{
    struct evdev *d = context;
    for (;;) {
        if (d->fd < 0 && !find(d)) {
            if (stopped(d, TRY_EVERY_MS)) {
                break;
            }
            continue;
        }
        struct pollfd wait[] = {{.fd = d->fd, .events = POLLIN}, {.fd = d->stop, .events = POLLIN}};
        if (poll(wait, 2, -1) < 0 && errno != EINTR) {
            break;
        }
        if (wait[1].revents != 0) {
            break;
        }
        if (wait[0].revents != 0 && !read_some(d)) {
            lose(d);
        }
    }
    return NULL;
}

/* --- the owner ------------------------------------------------------------------------------- */

struct err evdev_start(struct evdev *d, const struct evdev_params *params)
{
    memset(d, 0, sizeof *d);
    (void)snprintf(d->path, sizeof d->path, "%s", params->path);
    d->exclusive = params->exclusive;
    d->presence = params->presence;
    d->bell = params->bell;
    d->context = params->context;
    d->fd = -1;
    d->stop = eventfd(0, EFD_CLOEXEC);
    if (d->stop < 0) {
        return ERR(ERR_IO, errno, "evdev: eventfd");
    }
    pthread_mutex_init(&d->lock, NULL);
    const int bad = pthread_create(&d->thread, NULL, live, d);
    if (bad != 0) {
        close(d->stop);
        pthread_mutex_destroy(&d->lock);
        return ERR(ERR_IO, bad, "evdev: thread");
    }
    d->running = true;
    return ERR_OK;
}

bool evdev_take(struct evdev *d, struct evdev_change *ret_change)
{
    if (!d->running) {
        return false;
    }
    pthread_mutex_lock(&d->lock);
    const bool there = d->count > 0;
    if (there) {
        *ret_change = d->queue[d->head];
        d->queue[d->head] = (struct evdev_change){0, 0, false}; /* it may be a letter of a name */
        d->head = (d->head + 1) % EVDEV_QUEUE;
        d->count--;
    }
    pthread_mutex_unlock(&d->lock);
    return there;
}

bool evdev_alive(const struct evdev *d)
{
    return d->running && atomic_load(&d->alive);
}

unsigned evdev_losses(const struct evdev *d)
{
    return atomic_load(&d->losses);
}

unsigned evdev_gone(const struct evdev *d)
{
    return atomic_load(&d->gone);
}

void evdev_stop(struct evdev *d)
{
    const uint64_t one = 1;
    if (!d->running) {
        return;
    }
    const ssize_t told = write(d->stop, &one, sizeof one);
    (void)told; /* an eventfd takes its first number always */
    pthread_join(d->thread, NULL);
    if (d->fd >= 0) {
        close(d->fd);
    }
    close(d->stop);
    pthread_mutex_destroy(&d->lock);
    explicit_bzero(d, sizeof *d);
}
