#include "platform/linux/transport.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define FLUSH_MS   1000
#define NO_ROOM_MS 5

static struct err wait_connected(int fd, int timeout_ms)
{
    struct pollfd p = {.fd = fd, .events = POLLOUT};
    const int ready = poll(&p, 1, timeout_ms);
    if (ready <= 0) {
        return ERR(ERR_OFFLINE, ready == 0 ? ETIMEDOUT : errno, "transport: connect");
    }
    int why = 0;
    socklen_t size = sizeof why;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &why, &size) != 0 || why != 0) {
        return ERR(ERR_OFFLINE, why, "transport: connect");
    }
    return ERR_OK;
}

static struct err dial(struct transport *t, const struct sockaddr *to, socklen_t size,
                       int timeout_ms)
{
    const int fd = socket(to->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return ERR(ERR_IO, errno, "transport: socket");
    }
    struct err e = ERR_OK;
    if (connect(fd, to, size) != 0) {
        e = errno == EINPROGRESS ? wait_connected(fd, timeout_ms)
                                 : ERR(ERR_OFFLINE, errno, "transport: connect");
    }
    if (failed(e)) {
        close(fd);
        return e;
    }
    t->fd = fd;
    return ERR_OK;
}

/* Splits "127.0.0.1:9100" or "[::1]:9100"; names are not looked up: a resolver may block. */
static bool split_host(const char *address, char *ret_host, size_t cap, const char **ret_port)
{
    const char *colon = strrchr(address, ':');
    size_t length = colon == NULL ? 0 : (size_t)(colon - address);
    if (length >= 2 && address[0] == '[' && address[length - 1] == ']') {
        address++;
        length -= 2;
    }
    if (length == 0 || length >= cap || colon[1] == '\0') {
        return false;
    }
    memcpy(ret_host, address, length);
    ret_host[length] = '\0';
    if (strcmp(ret_host, "localhost") == 0) {
        memcpy(ret_host, "127.0.0.1", 10);
    }
    *ret_port = colon + 1;
    return true;
}

static struct addrinfo *look_up(const char *address)
{
    char host[TRANSPORT_ADDRESS_MAX];
    const char *port = "";
    const struct addrinfo hints = {.ai_family = AF_UNSPEC,
                                   .ai_socktype = SOCK_STREAM,
                                   .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    if (!split_host(address, host, sizeof host, &port) ||
        getaddrinfo(host, port, &hints, &found) != 0) {
        return NULL;
    }
    return found;
}

static struct err open_tcp(struct transport *t, int timeout_ms)
{
    struct addrinfo *to = look_up(t->address);
    if (to == NULL) {
        return ERR(ERR_BAD_INPUT, 0, "transport: address");
    }
    const struct err e = dial(t, to->ai_addr, to->ai_addrlen, timeout_ms);
    freeaddrinfo(to);
    if (!failed(e)) {
        const int on = 1;
        (void)setsockopt(t->fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
        (void)setsockopt(t->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    return e;
}

static struct err open_unix(struct transport *t, int timeout_ms)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    memcpy(to.sun_path, t->address, strlen(t->address) + 1);
    return dial(t, (const struct sockaddr *)&to, sizeof to, timeout_ms);
}

static struct err open_usblp(struct transport *t, int timeout_ms)
{
    const int most = timeout_ms < USBLP_WAIT_MS ? timeout_ms : USBLP_WAIT_MS;
    const struct err e = usblp_open(t->address, &t->identity, most, &t->fd);
    t->one_way = !failed(e) && usblp_is_one_way(t->fd);
    return e;
}

static const struct {
    int baud;
    speed_t speed;
} speeds[] = {{9600, B9600},   {19200, B19200},   {38400, B38400},
              {57600, B57600}, {115200, B115200}, {230400, B230400}};

static speed_t speed_of(int baud)
{
    for (size_t i = 0; i < sizeof speeds / sizeof speeds[0]; i++) {
        if (speeds[i].baud == baud) {
            return speeds[i].speed;
        }
    }
    return B0;
}

bool transport_knows_baud(int baud)
{
    return speed_of(baud) != B0;
}

/* A serial line or a pty: bytes as they are, one stop bit, no parity. The printer says by CTS when
 * its buffer is full: without that a slip loses lines. tcsetattr() is content when it could set any
 * of it, so what was set is read again. */
static struct err set_line(int fd, struct termios tty, int baud)
{
    const speed_t speed = speed_of(baud != 0 ? baud : TRANSPORT_BAUD);
    struct termios told;
    cfmakeraw(&tty);
    tty.c_iflag &= ~(tcflag_t)(IXOFF | IXANY);
    tty.c_cflag &= ~(tcflag_t)CSTOPB;
    tty.c_cflag |= CLOCAL | CREAD | CRTSCTS;
    if (speed == B0 || cfsetspeed(&tty, speed) != 0 || tcsetattr(fd, TCSANOW, &tty) != 0 ||
        tcgetattr(fd, &told) != 0 || cfgetospeed(&told) != speed || (told.c_cflag & CRTSCTS) == 0) {
        return ERR(ERR_OFFLINE, EINVAL, "transport: serial line");
    }
    return ERR_OK;
}

static struct err open_device(struct transport *t, int timeout_ms)
{
    if (usblp_is_path(t->address)) {
        return open_usblp(t, timeout_ms);
    }
    const int fd = open(t->address, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) {
        return ERR(ERR_OFFLINE, errno, "transport: device");
    }
    struct termios tty;
    const struct err e = tcgetattr(fd, &tty) == 0 ? set_line(fd, tty, t->baud) : ERR_OK;
    if (failed(e)) {
        close(fd);
        return e;
    }
    t->fd = fd;
    return ERR_OK;
}

static struct err open_any(struct transport *t, int timeout_ms)
{
    t->one_way = false;
    static struct err (*const openers[])(struct transport *, int) = {
        [TRANSPORT_TCP] = open_tcp, [TRANSPORT_UNIX] = open_unix, [TRANSPORT_DEVICE] = open_device};
    return openers[t->kind](t, timeout_ms);
}

static ssize_t put(const struct transport *t, const uint8_t *bytes, size_t size)
{
    return t->kind == TRANSPORT_DEVICE ? write(t->fd, bytes, size)
                                       : send(t->fd, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* For usblp a write is true only when POLLOUT came, so room is always waited for first. */
static struct err write_any(struct transport *t, const uint8_t *bytes, size_t size, int timeout_ms,
                            size_t *ret_written)
{
    struct pollfd p = {.fd = t->fd, .events = POLLOUT};
    const int ready = poll(&p, 1, timeout_ms);
    *ret_written = 0;
    if (ready == 0 || (ready < 0 && errno == EINTR)) {
        return ERR_OK;
    }
    if (ready < 0 || (p.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0) {
        return ERR(ERR_OFFLINE, ready < 0 ? errno : EPIPE, "transport: line lost");
    }
    const ssize_t done = put(t, bytes, size);
    if (done >= 0) {
        *ret_written = (size_t)done;
        return ERR_OK;
    }
    if (errno != EAGAIN && errno != EINTR) {
        return ERR(ERR_OFFLINE, errno, "transport: write");
    }
    /* poll promised room that is not there: no reason to ask ten thousand times a second */
    (void)poll(NULL, 0, timeout_ms < NO_ROOM_MS ? timeout_ms : NO_ROOM_MS);
    return ERR_OK;
}

static struct err drain_any(struct transport *t, int timeout_ms)
{
    struct pollfd p = {.fd = t->fd, .events = POLLOUT};
    int left = 0;
    if (usblp_is_path(t->address)) { /* its POLLOUT comes when the last transfer was taken */
        return poll(&p, 1, timeout_ms) > 0 ? ERR_OK : ERR(ERR_TIMEOUT, 0, "transport: not taken");
    }
    for (int waited = 0; ioctl(t->fd, TIOCOUTQ, &left) == 0 && left > 0; waited += NO_ROOM_MS) {
        if (waited >= timeout_ms) {
            return ERR(ERR_TIMEOUT, 0, "transport: not taken");
        }
        (void)poll(NULL, 0, NO_ROOM_MS);
    }
    return ERR_OK;
}

static bool port_of(struct transport *t, int *ret_bits)
{
    return t->kind == TRANSPORT_DEVICE && t->fd >= 0 && usblp_port(t->fd, ret_bits);
}

static struct err read_any(struct transport *t, uint8_t *bytes, size_t size, int timeout_ms,
                           size_t *ret_read)
{
    struct pollfd p = {.fd = t->fd, .events = POLLIN};
    *ret_read = 0;
    const int ready = poll(&p, 1, timeout_ms);
    if (ready == 0 || (ready < 0 && errno == EINTR)) {
        return ERR_OK;
    }
    const ssize_t got = ready < 0 ? -1 : read(t->fd, bytes, size);
    if (got > 0) {
        *ret_read = (size_t)got;
        return ERR_OK;
    }
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        return ERR_OK;
    }
    return ERR(ERR_OFFLINE, got == 0 ? EPIPE : errno, "transport: read");
}

static void finish(const struct transport *t, bool flush)
{
    struct pollfd p = {.fd = t->fd, .events = POLLOUT};
    if (flush) {
        (void)poll(&p, 1, FLUSH_MS);
        if (t->kind != TRANSPORT_DEVICE) {
            (void)shutdown(t->fd, SHUT_WR);
        }
    } else if (t->kind == TRANSPORT_DEVICE) {
        (void)tcflush(t->fd, TCIOFLUSH);
    } else {
        const struct linger drop = {.l_onoff = 1, .l_linger = 0};
        (void)setsockopt(t->fd, SOL_SOCKET, SO_LINGER, &drop, sizeof drop);
    }
}

static void close_any(struct transport *t, bool flush)
{
    if (t->fd >= 0) {
        finish(t, flush);
        close(t->fd);
        t->fd = -1;
    }
}

struct err transport_init(struct transport *ret_transport, const char *address)
{
    static const struct transport_ops ops = {open_any,  write_any, read_any,
                                             drain_any, port_of,   close_any};
    struct transport t = {.ops = &ops, .fd = -1, .kind = TRANSPORT_DEVICE};
    if (strncmp(address, "tcp://", 6) == 0) {
        t.kind = TRANSPORT_TCP;
        address += 6;
    } else if (strncmp(address, "unix:", 5) == 0) {
        t.kind = TRANSPORT_UNIX;
        address += 5;
    } else if (address[0] != '/') {
        return ERR(ERR_BAD_INPUT, 0, "transport: address");
    }
    const size_t length = strlen(address);
    if (length == 0 || length >= sizeof t.address) {
        return ERR(ERR_BAD_INPUT, 0, "transport: address length");
    }
    memcpy(t.address, address, length + 1);
    if (t.kind == TRANSPORT_TCP) {
        struct addrinfo *to = look_up(address);
        if (to == NULL) {
            return ERR(ERR_BAD_INPUT, 0, "transport: numeric address and port");
        }
        freeaddrinfo(to);
    }
    *ret_transport = t;
    return ERR_OK;
}
