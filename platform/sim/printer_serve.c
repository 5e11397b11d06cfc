#define _XOPEN_SOURCE 700
#include "platform/sim/printer_serve.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

static struct err listen_on(struct printer_serve *s, const struct sockaddr *to, socklen_t size)
{
    s->listener = socket(to->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int on = 1;
    if (s->listener < 0) {
        return ERR(ERR_IO, errno, "virtual printer: socket");
    }
    (void)setsockopt(s->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(s->listener, to, size) != 0 || listen(s->listener, 1) != 0) {
        return ERR(ERR_IO, errno, "virtual printer: listen");
    }
    return ERR_OK;
}

static struct err open_tcp(struct printer_serve *s, const char *where)
{
    char host[64];
    const char *colon = strrchr(where, ':');
    struct sockaddr_in to = {.sin_family = AF_INET};
    if (colon == NULL || (size_t)(colon - where) >= sizeof host) {
        return ERR(ERR_BAD_INPUT, 0, "virtual printer: address");
    }
    memcpy(host, where, (size_t)(colon - where));
    host[colon - where] = '\0';
    char *end = NULL;
    const long port = strtol(colon + 1, &end, 10);
    if (inet_pton(AF_INET, host, &to.sin_addr) != 1 || end == colon + 1 || *end != '\0' ||
        port < 0 || port > 65535) {
        return ERR(ERR_BAD_INPUT, 0, "virtual printer: address");
    }
    to.sin_port = htons((uint16_t)port);
    const struct err e = listen_on(s, (const struct sockaddr *)&to, sizeof to);
    socklen_t size = sizeof to;
    if (!failed(e) && getsockname(s->listener, (struct sockaddr *)&to, &size) == 0) {
        (void)snprintf(s->address, sizeof s->address, "tcp://%s:%u", host,
                       (unsigned)ntohs(to.sin_port));
    }
    return e;
}

static struct err open_unix(struct printer_serve *s, const char *path)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    if (path[0] == '\0' || strlen(path) >= sizeof to.sun_path) {
        return ERR(ERR_BAD_INPUT, 0, "virtual printer: path");
    }
    memcpy(to.sun_path, path, strlen(path) + 1);
    (void)unlink(path);
    (void)snprintf(s->address, sizeof s->address, "unix:%s", path);
    return listen_on(s, (const struct sockaddr *)&to, sizeof to);
}

static struct err open_pty(struct printer_serve *s)
{
    s->is_pty = true;
    s->line = posix_openpt(O_RDWR | O_NOCTTY);
    if (s->line < 0 || grantpt(s->line) != 0 || unlockpt(s->line) != 0) {
        return ERR(ERR_IO, errno, "virtual printer: pty");
    }
    (void)snprintf(s->address, sizeof s->address, "%s", ptsname(s->line));
    s->other = open(s->address, O_RDWR | O_NOCTTY | O_CLOEXEC);
    struct termios tty;
    if (s->other < 0 || tcgetattr(s->other, &tty) != 0) {
        return ERR(ERR_IO, errno, "virtual printer: pty");
    }
    cfmakeraw(&tty);
    (void)tcsetattr(s->other, TCSANOW, &tty);
    (void)fcntl(s->line, F_SETFL, O_NONBLOCK);
    return ERR_OK;
}

struct err printer_serve_open(struct printer_serve *s, const char *where,
                              struct printer_virtual *machine)
{
    *s = (struct printer_serve){.machine = machine, .listener = -1, .line = -1, .other = -1};
    struct err e = ERR(ERR_BAD_INPUT, 0, "virtual printer: where");
    if (strncmp(where, "tcp://", 6) == 0) {
        e = open_tcp(s, where + 6);
    } else if (strncmp(where, "unix:", 5) == 0) {
        e = open_unix(s, where + 5);
    } else if (strcmp(where, "pty") == 0) {
        e = open_pty(s);
    }
    if (failed(e)) {
        printer_serve_close(s);
    }
    return e;
}

static void hang_up(struct printer_serve *s)
{
    if (!s->is_pty && s->line >= 0) {
        close(s->line);
        s->line = -1;
    }
}

static void take_connection(struct printer_serve *s)
{
    struct pollfd p = {.fd = s->listener, .events = POLLIN};
    if (poll(&p, 1, 10) != 1) {
        return;
    }
    const int fd = accept(s->listener, NULL, NULL);
    if (fd < 0) {
        return;
    }
    if (virtual_hung_up(s->machine)) {
        close(fd);
        return;
    }
    (void)fcntl(fd, F_SETFL, O_NONBLOCK);
    s->line = fd;
    virtual_connected(s->machine);
}

/* A pty has no speed of its own: it is the one its far side was set to last. */
static bool is_in_step(const struct printer_serve *s)
{
    static const struct {
        int baud;
        speed_t speed;
    } known[] = {{9600, B9600}, {19200, B19200}, {38400, B38400}, {115200, B115200}};
    struct termios tty;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].baud == s->baud) {
            return tcgetattr(s->other, &tty) == 0 && cfgetospeed(&tty) == known[i].speed;
        }
    }
    return true;
}

/* Host to printer: bytes the printer will not take stay in `held`. */
struct held {
    uint8_t bytes[2048];
    size_t size;
};

static bool pass_down(struct printer_serve *s, struct held *held)
{
    if (held->size < sizeof held->bytes) {
        const ssize_t got =
            read(s->line, held->bytes + held->size, sizeof held->bytes - held->size);
        if (got == 0 && !s->is_pty) {
            return false;
        }
        if (got < 0 && errno != EAGAIN && errno != EIO) {
            return false;
        }
        const size_t fresh = got > 0 ? (size_t)got : 0;
        if (!is_in_step(s)) {
            memset(held->bytes + held->size, '?', fresh); /* what a printer makes of other speeds */
        }
        held->size += fresh;
    }
    size_t taken = 0;
    for (size_t now = 1; now > 0 && taken < held->size; taken += now) {
        now = virtual_feed(s->machine, held->bytes + taken, held->size - taken);
    }
    memmove(held->bytes, held->bytes + taken, held->size - taken);
    held->size -= taken;
    return true;
}

static bool pass_up(struct printer_serve *s)
{
    uint8_t bytes[512];
    const size_t size = virtual_answers(s->machine, bytes, sizeof bytes);
    if (size == 0) {
        return true;
    }
    const ssize_t put =
        s->is_pty ? write(s->line, bytes, size) : send(s->line, bytes, size, MSG_NOSIGNAL);
    return put >= 0 || errno == EAGAIN; /* a host that does not listen loses answers */
}

void printer_serve_run(struct printer_serve *s, const atomic_bool *stop)
{
    struct held held = {.size = 0};
    while (!atomic_load(stop)) {
        if (s->line < 0) {
            held.size = 0;
            take_connection(s);
            continue;
        }
        struct pollfd p = {.fd = s->line, .events = POLLIN};
        const bool full = held.size == sizeof held.bytes;
        (void)poll(&p, full ? 0 : 1, held.size > 0 ? 2 : 10);
        if (!pass_down(s, &held) || !pass_up(s) || virtual_hung_up(s->machine)) {
            (void)pass_up(s);
            hang_up(s);
        }
    }
}

void printer_serve_close(struct printer_serve *s)
{
    hang_up(s);
    if (s->line >= 0) {
        close(s->line);
    }
    if (s->other >= 0) {
        close(s->other);
    }
    if (s->listener >= 0) {
        close(s->listener);
    }
    if (strncmp(s->address, "unix:", 5) == 0) {
        (void)unlink(s->address + 5);
    }
    *s = (struct printer_serve){.listener = -1, .line = -1, .other = -1};
}
