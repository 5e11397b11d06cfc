#include "platform/linux/orders_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/linux/hold_wire.h"
#include "platform/linux/monotonic.h"
#include "platform/linux/screen_file.h"
#include "platform/linux/state_socket.h"

#define PICTURE_MS 15000 /* one is waited for so long */

static void path_of(const struct orders_linux *o, const char *which,
                    char ret_path[ORDERS_PATH + 16])
{
    (void)snprintf(ret_path, ORDERS_PATH + 16, "%s%s", o->state, which);
}

/* Whole from the first moment that it can be seen: whoever watches reads it at once. */
static struct err wish(struct port_orders *port, const char *which, const char *text)
{
    const struct orders_linux *o = (const struct orders_linux *)port;
    char path[ORDERS_PATH + 16];
    char part[ORDERS_PATH + 24];
    path_of(o, which, path);
    char *name = strrchr(path, '/');
    *name = '\0'; /* the courier makes the folder as well */
    (void)mkdir(path, 0770);
    *name = '/';
    (void)snprintf(part, sizeof part, "%s.part", path);
    const int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0660);
    if (fd < 0) {
        return ERR(ERR_IO, errno, "orders: wish");
    }
    const bool good = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    return close(fd) == 0 && good && rename(part, path) == 0 ? ERR_OK
                                                             : ERR(ERR_IO, errno, "orders: wish");
}

static struct err restart(struct port_orders *port)
{
    return wish(port, ORDERS_RESTART, "");
}

static struct err again(struct port_orders *port)
{
    return wish(port, ORDERS_AGAIN, "");
}

static struct err forward(struct port_orders *port, int64_t to_s)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%lld\n", (long long)to_s);
    return wish(port, ORDERS_CLOCK, text);
}

/* The kiosk's one answer. */
static struct err hear(int line, enum hold_picture *ret_word)
{
    const int64_t until = monotonic_ms() + PICTURE_MS;
    for (;;) {
        char bytes[HOLD_WIRE_MAX + 1];
        const int64_t left = until - monotonic_ms();
        struct pollfd one = {line, POLLIN, 0};
        const int ready = left > 0 ? poll(&one, 1, (int)left) : 0;
        if (ready == 0) {
            return ERR(ERR_TIMEOUT, 0, "orders: the kiosk is silent");
        }
        const ssize_t size = ready < 0 ? -1 : recv(line, bytes, sizeof bytes, MSG_DONTWAIT);
        if (size > 0) {
            return hold_get_picture(bytes, (size_t)size, ret_word);
        }
        if (size == 0 || (errno != EAGAIN && errno != EINTR)) {
            return ERR(ERR_OFFLINE, 0, "orders: the kiosk hung up");
        }
    }
}

static struct err ask_picture(const struct orders_linux *o, enum hold_picture *ret_word)
{
    char message[HOLD_WIRE_MAX];
    const struct hold_question q = {HOLD_PICTURED, -1};
    const size_t size = hold_put_question(&q, message, sizeof message);
    const int line = state_socket_call(o->state, "kiosk.sock");
    if (line < 0) {
        return ERR(ERR_OFFLINE, 0, "orders: no kiosk is there");
    }
    const bool said =
        send(line, message, size, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)size && size > 0;
    const struct err e =
        said ? hear(line, ret_word) : ERR(ERR_OFFLINE, 0, "orders: the kiosk hung up");
    close(line);
    return e;
}

/* What it left, under its name; a link is not followed anywhere. */
static struct err take_over(const struct orders_linux *o, const char *folder, const char *name)
{
    char from[DIR_PATH_MAX];
    char to[DIR_PATH_MAX];
    struct stat info;
    struct port_dir dir = dir_linux();
    const int length =
        snprintf(from, sizeof from, "%s/" SCREEN_FILE_FOLDER "/" SCREEN_FILE, o->state);
    const int goal = snprintf(to, sizeof to, "%s/%s", folder, name);
    if (length < 0 || (size_t)length >= sizeof from || goal < 0 || (size_t)goal >= sizeof to) {
        return ERR(ERR_BAD_INPUT, 0, "orders: path");
    }
    if (lstat(from, &info) != 0 || !S_ISREG(info.st_mode)) {
        return ERR(ERR_IO, errno, "orders: no picture was left");
    }
    return dir.ops->move(&dir, from, to);
}

static struct err picture(struct port_orders *port, const char *folder, const char *name)
{
    const struct orders_linux *o = (const struct orders_linux *)port;
    enum hold_picture word = HOLD_PICTURE_FAILED;
    const struct err e = ask_picture(o, &word);
    return failed(e)                      ? e
           : word == HOLD_PICTURE_MADE    ? take_over(o, folder, name)
           : word == HOLD_PICTURE_NOT_NOW ? ERR(ERR_REFUSED, 0, "orders: not to be seen now")
                                          : ERR(ERR_IO, 0, "orders: the kiosk made no picture");
}

struct err orders_linux_open(struct orders_linux *o, const char *state)
{
    static const struct port_orders_ops ops = {"linux", restart, again, forward, picture};
    static const char *const wishes[] = {ORDERS_RESTART, ORDERS_AGAIN, ORDERS_CLOCK};
    char path[ORDERS_PATH + 16];
    *o = (struct orders_linux){.port = {&ops}};
    if (strlen(state) >= sizeof o->state) {
        return ERR(ERR_BAD_INPUT, 0, "orders: path");
    }
    (void)memcpy(o->state, state, strlen(state) + 1);
    for (size_t i = 0; i < sizeof wishes / sizeof wishes[0]; i++) {
        path_of(o, wishes[i], path);
        if (unlink(path) != 0 && errno != ENOENT && errno != ENOTDIR) {
            return ERR(ERR_IO, errno, "orders: open");
        }
    }
    return ERR_OK;
}
