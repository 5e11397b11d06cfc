#include "platform/linux/orders_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void path_of(const struct orders_linux *o, char ret_path[ORDERS_PATH + 16])
{
    (void)snprintf(ret_path, ORDERS_PATH + 16, "%s" ORDERS_RESTART, o->state);
}

static struct err restart(struct port_orders *port)
{
    const struct orders_linux *o = (const struct orders_linux *)port;
    char path[ORDERS_PATH + 16];
    path_of(o, path);
    char *name = strrchr(path, '/');
    *name = '\0'; /* the courier makes the folder as well */
    (void)mkdir(path, 0770);
    *name = '/';
    const int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0660);
    if (fd < 0) {
        return ERR(ERR_IO, errno, "orders: restart");
    }
    (void)close(fd);
    return ERR_OK;
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
    static const struct port_orders_ops ops = {"linux", restart, picture};
    char path[ORDERS_PATH + 16];
    *o = (struct orders_linux){.port = {&ops}};
    if (strlen(state) >= sizeof o->state) {
        return ERR(ERR_BAD_INPUT, 0, "orders: path");
    }
    (void)memcpy(o->state, state, strlen(state) + 1);
    path_of(o, path);
    return unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR
               ? ERR_OK
               : ERR(ERR_IO, errno, "orders: open");
}
