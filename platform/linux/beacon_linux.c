#include "platform/linux/beacon_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define CHANNEL 1u

static void set_line(int fd)
{
    struct termios t;
    if (tcgetattr(fd, &t) == 0) {
        cfmakeraw(&t);
        t.c_cflag |= CLOCAL;
        (void)cfsetspeed(&t, B9600);
        (void)tcsetattr(fd, TCSANOW, &t);
    }
}

static bool reopen(struct beacon_linux *b)
{
    if (b->fd < 0) {
        b->fd = open(b->path, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
        if (b->fd >= 0 && b->relay) {
            set_line(b->fd);
        }
    }
    return b->fd >= 0;
}

static ssize_t put(const struct beacon_linux *b, bool on)
{
    if (b->relay) {
        const unsigned char order[] = {0xA0, CHANNEL, on, (unsigned char)(0xA0 + CHANNEL + on)};
        return write(b->fd, order, sizeof order) - (ssize_t)sizeof order;
    }
    return pwrite(b->fd, on ? "1" : "0", 1, 0) - 1;
}

static struct err light(struct port_beacon *port, bool on)
{
    struct beacon_linux *b = (struct beacon_linux *)port;
    b->well = false;
    if (!reopen(b)) {
        return ERR(ERR_OFFLINE, errno, "beacon: not there");
    }
    if (put(b, on) != 0) {
        const int why = errno;
        (void)close(b->fd);
        b->fd = -1;
        return ERR(why == ENXIO || why == ENODEV || why == EIO ? ERR_OFFLINE : ERR_IO, why,
                   "beacon: it takes nothing");
    }
    b->well = true;
    return ERR_OK;
}

static bool alive(struct port_beacon *port)
{
    return ((const struct beacon_linux *)port)->well;
}

static void close_beacon(struct port_beacon *port)
{
    struct beacon_linux *b = (struct beacon_linux *)port;
    if (b->fd >= 0) {
        (void)light(port, false);
    }
    if (b->fd >= 0) {
        (void)close(b->fd);
    }
    b->fd = -1;
}

static bool is_name(const char *name)
{
    return name[0] != '\0' && name[0] != '.' && strchr(name, '/') == NULL;
}

struct err beacon_linux_open(struct beacon_linux *b, const char *root, const char *uri)
{
    static const struct port_beacon_ops led = {"led", light, alive, close_beacon};
    static const struct port_beacon_ops relay = {"relay", light, alive, close_beacon};
    int length = -1;
    *b = (struct beacon_linux){.port = {&led}, .fd = -1};
    if (strncmp(uri, "led:", 4) == 0 && is_name(uri + 4)) {
        length =
            snprintf(b->path, sizeof b->path, "%s/sys/class/leds/%s/brightness", root, uri + 4);
    } else if (strncmp(uri, "relay:/", 7) == 0) {
        b->relay = true;
        b->port.ops = &relay;
        length = snprintf(b->path, sizeof b->path, "%s", uri + 6);
    }
    if (length < 0 || (size_t)length >= sizeof b->path) {
        return ERR(ERR_BAD_INPUT, 0, "beacon: uri");
    }
    (void)light(&b->port, false); /* a light left on by a power cut calls nobody */
    return ERR_OK;
}
