#include "platform/linux/orders_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

static struct err picture(struct port_orders *port, const char *folder, const char *name)
{
    (void)port;
    (void)folder;
    (void)name;
    return ERR(ERR_UNSUPPORTED, 0, "orders: picture");
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
