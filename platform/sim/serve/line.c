#include "platform/sim/serve/line.h"

#include <errno.h>
#include <netdb.h>
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
