#include "platform/linux/scanner_serial.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define TRY_EVERY_MS 1000
#define READ_MOST    8192 /* bytes at once: a flood must not hold up whoever asks */

static struct scanner_serial *self(struct port_scanner *p)
{
    return (struct scanner_serial *)p; /* port is the first member */
}

static void open_device(struct scanner_serial *s)
{
    s->fd = open(s->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct termios t;
    if (s->fd >= 0 && tcgetattr(s->fd, &t) == 0) {
        cfmakeraw(&t);
        cfsetspeed(&t, B115200);
        t.c_cflag |= CLOCAL | CREAD;
        tcsetattr(s->fd, TCSANOW, &t);
    }
}

static void lose(struct scanner_serial *s, uint64_t now_ms)
{
    close(s->fd);
    s->fd = -1;
    scan_bytes_forget(&s->payload);
    s->next_try_ms = now_ms + TRY_EVERY_MS;
}

/* Reads up to the end of a payload; false when there is none yet, or *left bytes were read. */
static bool read_some(struct scanner_serial *s, uint64_t now_ms, int *left)
{
    for (; *left > 0; --*left) {
        char byte = 0;
        const ssize_t n = read(s->fd, &byte, 1);
        if (n == 1) {
            if (scan_bytes_feed(&s->payload, byte, now_ms)) {
                return true;
            }
        } else if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
            return scan_bytes_silent(&s->payload, now_ms);
        } else {
            lose(s, now_ms);
            return false;
        }
    }
    return false;
}

static bool take(struct port_scanner *p, uint64_t now_ms, char *out, size_t *ret_length)
{
    struct scanner_serial *s = self(p);
    if (s->fd < 0) {
        if (now_ms >= s->next_try_ms) {
            s->next_try_ms = now_ms + TRY_EVERY_MS;
            open_device(s);
        }
        return false;
    }
    int left = READ_MOST;
    while (read_some(s, now_ms, &left)) {
        if (scan_bytes_take(&s->payload, now_ms, out, ret_length)) {
            return true;
        }
    }
    return false;
}

static void flush(struct port_scanner *p)
{
    struct scanner_serial *s = self(p);
    char bytes[256];
    while (s->fd >= 0 && read(s->fd, bytes, sizeof bytes) > 0) {
    }
    explicit_bzero(bytes, sizeof bytes);
    scan_bytes_forget(&s->payload);
}

static int wait_fd(struct port_scanner *p)
{
    return self(p)->fd;
}

static bool alive(struct port_scanner *p)
{
    return self(p)->fd >= 0;
}

static void close_port(struct port_scanner *p)
{
    struct scanner_serial *s = self(p);
    if (s->fd >= 0) {
        close(s->fd);
        s->fd = -1;
    }
    scan_bytes_forget(&s->payload);
}

void scanner_serial_open(struct scanner_serial *s, const char *path)
{
    static const struct port_scanner_ops ops = {"serial", take, flush, wait_fd, alive, close_port};
    memset(s, 0, sizeof *s);
    s->port.ops = &ops;
    s->fd = -1;
    snprintf(s->path, sizeof s->path, "%s", path);
    open_device(s);
}
