#define _XOPEN_SOURCE 700
#include "tests/tools/usblp_bus.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define GET_IDS _IOC(_IOC_READ, 'P', 6, 2 * sizeof(int))

/* The stage must stand: without it no test means anything. */
#define MUST(condition)                                                                            \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            printf("# %s:%d: %s\n", __FILE__, __LINE__, #condition);                               \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

static UMockdevTestbed *bed;

void nap(int ms)
{
    const struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L};
    nanosleep(&t, NULL);
}

/* What was held goes to the printer as far as it takes it; POLLOUT follows. Lock held. */
static void pass_down(struct usb_printer *u)
{
    size_t taken = 0;
    for (size_t now = 1; now > 0 && taken < u->held_size && u->machine != NULL; taken += now) {
        now = virtual_feed(u->machine, u->held + taken, u->held_size - taken);
    }
    memmove(u->held, u->held + taken, u->held_size - taken);
    u->held_size -= taken;
    (void)tcflow(u->slave, u->held_size > 0 ? TCOOFF : TCOON);
}

static void *live(void *argument)
{
    struct usb_printer *u = argument;
    for (bool on = true; on;) {
        uint8_t answer[256];
        pthread_mutex_lock(&u->lock);
        pass_down(u);
        const size_t size =
            u->machine == NULL ? 0 : virtual_answers(u->machine, answer, sizeof answer);
        if (size > 0 && !u->one_way) {
            (void)!write(u->master, answer, size);
        }
        on = !u->ending;
        pthread_mutex_unlock(&u->lock);
        nap(1);
    }
    return NULL;
}

void usb_plug(struct usb_printer *u, int number)
{
    char text[200];
    GError *error = NULL;
    (void)snprintf(u->path, sizeof u->path, "/dev/usb/lp%d", number);
    (void)snprintf(text, sizeof text,
                   "P: /devices/usb1/1-%d/usbmisc/lp%d\nN: usb/lp%d\nE: DEVNAME=%s\n"
                   "E: SUBSYSTEM=usbmisc\n",
                   number + 1, number, number, u->path);
    u->held_size = 0;
    u->ending = false;
    u->plugged = true;
    /* In this order: whoever waits for it must not find it half made. */
    MUST(umockdev_testbed_attach_ioctl(bed, u->path, u->handler, &error));
    MUST(umockdev_testbed_add_from_string(bed, text, &error));
    u->master = umockdev_testbed_get_dev_fd(bed, u->path);
    u->slave = open(ptsname(u->master), O_RDWR | O_NOCTTY | O_NONBLOCK);
    MUST(u->slave >= 0);
    struct termios tty;
    MUST(tcgetattr(u->slave, &tty) == 0);
    cfmakeraw(&tty);
    (void)tcsetattr(u->slave, TCSANOW, &tty);
    MUST(pthread_create(&u->thread, NULL, live, u) == 0);
}

/* usblp wakes whoever polls and gives ENODEV from now on; the device file is gone at once. Lock
 * held. */
static void pull(struct usb_printer *u)
{
    char *root = umockdev_testbed_get_root_dir(bed);
    char node[300];
    (void)snprintf(node, sizeof node, "%s%s", root, u->path);
    g_free(root);
    u->plugged = false;
    u->held_size = 0;
    (void)!write(u->master, "", 1);
    (void)tcflow(u->slave, TCOON);
    MUST(unlink(node) == 0);
}

void usb_unplug(struct usb_printer *u)
{
    char sys[100];
    pthread_mutex_lock(&u->lock);
    if (u->plugged) {
        pull(u);
    }
    u->ending = true;
    pthread_mutex_unlock(&u->lock);
    pthread_join(u->thread, NULL);
    close(u->slave);
    (void)snprintf(sys, sizeof sys, "/sys/devices/usb1/1-%d/usbmisc/lp%d", u->path[11] - '0' + 1,
                   u->path[11] - '0');
    umockdev_testbed_detach_ioctl(bed, u->path, NULL);
    umockdev_testbed_remove_device(bed, sys);
}

/* Puts the answer of an ioctl into the caller's memory. */
static void give(UMockdevIoctlClient *c, const void *bytes, int size)
{
    GError *error = NULL;
    UMockdevIoctlData *data =
        umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(c), 0, (gsize)size, &error);
    if (data == NULL) {
        umockdev_ioctl_client_complete(c, -1, EFAULT);
        return;
    }
    uint8_t copy[16];
    memcpy(copy, bytes, (size_t)size);
    umockdev_ioctl_data_update(data, 0, copy, size);
    umockdev_ioctl_data_unref(data);
    umockdev_ioctl_client_complete(c, 0, 0);
}

static gboolean on_ioctl(UMockdevIoctlBase *base, UMockdevIoctlClient *c, gpointer argument)
{
    struct usb_printer *u = argument;
    const gulong request = umockdev_ioctl_client_get_request(c);
    (void)base;
    pthread_mutex_lock(&u->lock);
    const int ids[2] = {u->vendor, 1};
    const int port = u->port;
    const bool plugged = u->plugged;
    pthread_mutex_unlock(&u->lock);
    if (!plugged) {
        umockdev_ioctl_client_complete(c, -1, ENODEV);
    } else if (request == LPGETSTATUS && port >= 0) {
        give(c, &port, sizeof port);
    } else if (request == GET_IDS && ids[0] >= 0) {
        give(c, ids, sizeof ids);
    } else {
        umockdev_ioctl_client_complete(c, -1, ENOTTY);
    }
    return TRUE;
}

static gboolean on_read(UMockdevIoctlBase *base, UMockdevIoctlClient *c, gpointer argument)
{
    struct usb_printer *u = argument;
    (void)base;
    pthread_mutex_lock(&u->lock);
    const int why = !u->plugged ? ENODEV : u->one_way ? EINVAL : 0;
    pthread_mutex_unlock(&u->lock);
    if (why != 0) {
        umockdev_ioctl_client_complete(c, -1, why);
    }
    return why != 0; /* else the pty is read */
}

/* What a write returns; below 0 the errno. Lock held. */
static int take(struct usb_printer *u, const uint8_t *bytes, int size)
{
    if (!u->plugged) {
        return -ENODEV;
    }
    if (u->fail_with != 0) {
        const int why = u->fail_with;
        u->fail_with = 0;
        return -why;
    }
    if (u->held_size > 0 || u->storm < u->storms) {
        u->storm++;
        return -EAGAIN;
    }
    u->storm = 0;
    const int most = u->most < TRANSFER ? u->most : TRANSFER;
    const int taken = size < most ? size : most;
    if (u->unplug_at >= 0 && (u->unplug_at -= taken) <= 0) {
        u->unplug_at = -1;
        pull(u);
        return -ENODEV;
    }
    memcpy(u->held, bytes, (size_t)taken);
    u->held_size = (size_t)taken;
    pass_down(u);
    return taken;
}

static gboolean on_write(UMockdevIoctlBase *base, UMockdevIoctlClient *c, gpointer argument)
{
    struct usb_printer *u = argument;
    guint8 *bytes = NULL;
    gint size = 0;
    (void)base;
    umockdev_ioctl_data_retrieve(umockdev_ioctl_client_get_arg(c), &bytes, &size);
    pthread_mutex_lock(&u->lock);
    const int taken = take(u, bytes, size);
    pthread_mutex_unlock(&u->lock);
    g_free(bytes);
    umockdev_ioctl_client_complete(c, taken < 0 ? -1 : taken, taken < 0 ? -taken : 0);
    return TRUE;
}

/* close() kills the transfer in flight. */
static void on_close(UMockdevIoctlBase *base, UMockdevIoctlClient *c, gpointer argument)
{
    struct usb_printer *u = argument;
    (void)base;
    (void)c;
    pthread_mutex_lock(&u->lock);
    u->held_size = 0;
    pthread_mutex_unlock(&u->lock);
}

void usb_make(struct usb_printer *u, int vendor, struct printer_virtual *m)
{
    *u = (struct usb_printer){
        .machine = m, .vendor = vendor, .port = WELL, .most = TRANSFER, .unplug_at = -1};
    pthread_mutex_init(&u->lock, NULL);
    u->handler = umockdev_ioctl_base_new();
    g_signal_connect(u->handler, "handle-ioctl", G_CALLBACK(on_ioctl), u);
    g_signal_connect(u->handler, "handle-read", G_CALLBACK(on_read), u);
    g_signal_connect(u->handler, "handle-write", G_CALLBACK(on_write), u);
    g_signal_connect(u->handler, "client-vanished", G_CALLBACK(on_close), u);
}

void usb_done(struct usb_printer *u)
{
    if (u->thread != 0 && !u->ending) {
        usb_unplug(u);
    }
    g_object_unref(u->handler);
}

void usb_bus_open(void)
{
    bed = umockdev_testbed_new();
}

void usb_bus_close(void)
{
    g_object_unref(bed);
}
