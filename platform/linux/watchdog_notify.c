#include "platform/linux/watchdog_notify.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define US_PER_MS 1000

static void tell(const struct watchdog *w, const char *words)
{
    /* A supervisor that does not listen right now is told the next time. */
    const ssize_t ignored =
        w->fd < 0 ? 0 : send(w->fd, words, strlen(words), MSG_DONTWAIT | MSG_NOSIGNAL);
    (void)ignored;
}

/* "@NAME" is an abstract one. */
static int connect_to(const char *path)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    const size_t length = strlen(path);
    if (length == 0 || length >= sizeof to.sun_path) {
        return -1;
    }
    memcpy(to.sun_path, path, length);
    if (path[0] == '@') {
        to.sun_path[0] = '\0';
    }
    const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&to, size) != 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

/* Half of WATCHDOG_USEC, when it is meant for this process. */
static int interval_ms(void)
{
    const char *us = getenv("WATCHDOG_USEC");
    const char *pid = getenv("WATCHDOG_PID");
    const long long wait = us == NULL ? 0 : strtoll(us, NULL, 10);
    const bool ours = pid == NULL || strtol(pid, NULL, 10) == (long)getpid();
    if (!ours || wait < 2 * US_PER_MS || wait / US_PER_MS > INT32_MAX) {
        return -1;
    }
    return (int)(wait / US_PER_MS / 2);
}

void watchdog_open(struct watchdog *w)
{
    const char *path = getenv("NOTIFY_SOCKET");
    *w = (struct watchdog){.fd = path == NULL ? -1 : connect_to(path), .every_ms = -1};
    if (w->fd >= 0) {
        w->every_ms = interval_ms();
    }
}

void watchdog_ready(struct watchdog *w)
{
    tell(w, "READY=1");
}

void watchdog_pet(struct watchdog *w, uint64_t now_ms)
{
    if (w->every_ms >= 0 && now_ms - w->pet_ms >= (uint64_t)w->every_ms) {
        w->pet_ms = now_ms;
        tell(w, "WATCHDOG=1");
    }
}

int watchdog_wait_ms(const struct watchdog *w, uint64_t now_ms)
{
    if (w->every_ms < 0) {
        return -1;
    }
    const uint64_t due = w->pet_ms + (uint64_t)w->every_ms;
    return due <= now_ms ? 0 : (int)(due - now_ms);
}

void watchdog_close(struct watchdog *w)
{
    tell(w, "STOPPING=1");
    if (w->fd >= 0) {
        (void)close(w->fd);
    }
    w->fd = -1;
}
