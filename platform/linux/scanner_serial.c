#include "platform/linux/scanner_serial.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define SILENCE_MS   100
#define TRY_EVERY_MS 1000

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

static void forget(struct scanner_serial *s)
{
    explicit_bzero(s->bytes, sizeof s->bytes);
    s->count = 0;
    s->flooding = false;
}

static void lose(struct scanner_serial *s, uint64_t now_ms)
{
    close(s->fd);
    s->fd = -1;
    forget(s);
    s->next_try_ms = now_ms + TRY_EVERY_MS;
}

/* One byte of the stream; true when it ended a payload. */
static bool feed(struct scanner_serial *s, char byte)
{
    if (byte == '\r' || byte == '\n') {
        if (s->flooding) {
            forget(s);
            return false;
        }
        return s->count > 0;
    }
    if (s->count == SCAN_MAX) {
        s->flooding = true;
        return false;
    }
    s->bytes[s->count++] = byte;
    return false;
}

static bool hand_over(struct scanner_serial *s, char *out, size_t *ret_length)
{
    memcpy(out, s->bytes, s->count);
    out[s->count] = '\0';
    *ret_length = s->count;
    forget(s);
    return true;
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
    for (;;) {
        char byte = 0;
        const ssize_t n = read(s->fd, &byte, 1);
        if (n == 1) {
            s->last_byte_ms = now_ms;
            if (feed(s, byte)) {
                return hand_over(s, out, ret_length);
            }
            continue;
        }
        if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
            break;
        }
        lose(s, now_ms);
        return false;
    }
    const bool silent = now_ms - s->last_byte_ms >= SILENCE_MS;
    if (s->count > 0 && silent && !s->flooding) {
        return hand_over(s, out, ret_length);
    }
    if (s->flooding && silent) {
        forget(s);
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
    forget(s);
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
    forget(s);
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
