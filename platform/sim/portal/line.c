#include "platform/sim/portal/line.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Connecting a TCP socket to nowhere resets it. */
void line_reset(int fd)
{
    struct sockaddr nowhere = {.sa_family = AF_UNSPEC};
    (void)!connect(fd, &nowhere, sizeof nowhere);
}

static struct err port_of(int fd, int *ret_port)
{
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    char port[16];
    if (getsockname(fd, (struct sockaddr *)&address, &size) != 0 ||
        getnameinfo((struct sockaddr *)&address, size, NULL, 0, port, sizeof port,
                    NI_NUMERICSERV) != 0) {
        return ERR(ERR_IO, errno, "server: own address");
    }
    *ret_port = (int)strtol(port, NULL, 10);
    return ERR_OK;
}

static struct err bind_and_listen(const struct addrinfo *a, int *ret_fd)
{
    int yes = 1;
    int fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return ERR(ERR_IO, errno, "server: socket");
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(fd, a->ai_addr, a->ai_addrlen) != 0 || listen(fd, 128) != 0) {
        struct err e = ERR(ERR_IO, errno, "server: listen");
        close(fd);
        return e;
    }
    *ret_fd = fd;
    return ERR_OK;
}

struct err line_listen(const char *host, const char *port, int *ret_fd, int *ret_port)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
    struct addrinfo *found = NULL;
    int fd = -1;
    int number = 0;
    if (getaddrinfo(host, port, &hints, &found) != 0) {
        return ERR(ERR_BAD_INPUT, 0, "server: the address to listen on is not known");
    }
    struct err e = bind_and_listen(found, &fd);
    freeaddrinfo(found);
    if (failed(e)) {
        return e;
    }
    e = port_of(fd, &number);
    if (failed(e)) {
        close(fd);
        return e;
    }
    *ret_fd = fd;
    *ret_port = number;
    return ERR_OK;
}

/* Sends everything, waiting while the line is full, until it breaks or waiting is ended; false
 * then. */
static bool send_all(int fd, const char *bytes, size_t size, struct pause *p)
{
    struct pollfd wait = {fd, POLLOUT, 0};
    while (size > 0) {
        const ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            bytes += sent;
            size -= (size_t)sent;
        } else if ((errno != EAGAIN && errno != EINTR) || !pause_for(p, 0) ||
                   poll(&wait, 1, 1000) < 0) {
            return false;
        }
    }
    return true;
}

/* Until the other side sends something or closes, at most so long. */
static void await_more(int fd, struct pause *p, int64_t most_ms)
{
    struct pollfd wait = {fd, POLLIN, 0};
    for (int64_t ms = 0; ms < most_ms && poll(&wait, 1, 0) == 0 && pause_for(p, 5); ms += 5) {
    }
}

void line_send_raw(int fd, const struct raw_answer *a, struct pause *p)
{
    const size_t piece = a->pause_ms > 0 ? 1 : a->size;
    bool up = true;
    for (size_t at = 0; at < a->size && up; at += piece) {
        up = (a->pause_ms == 0 || pause_for(p, a->pause_ms)) &&
             send_all(fd, a->bytes + at, piece, p);
    }
    for (int64_t i = 0; i < a->times && up; i++) {
        up = send_all(fd, a->again, a->again_size, p);
    }
    if (a->end == RAW_HANG_UP) {
        await_more(fd, p, 10000);
    }
    if (a->end == RAW_CLOSE) {
        shutdown(fd, SHUT_WR);
        await_more(fd, p, 1000); /* or what is on its way would be lost with a reset */
        shutdown(fd, SHUT_RDWR);
    } else {
        line_reset(fd);
    }
}
