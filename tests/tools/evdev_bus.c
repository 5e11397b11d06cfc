#define _XOPEN_SOURCE 700 /* ptsname */
#include "tests/tools/evdev_bus.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define PULLED_MS 1000 /* for whoever does not read it at all */
#define LOOK_MS   2    /* between two looks at what nobody tells of */

struct evdev_bus bus = {.lock = PTHREAD_MUTEX_INITIALIZER};
atomic_int bus_rung;
static pthread_cond_t happened = PTHREAD_COND_INITIALIZER; /* with bus.lock */

void bus_nap(int ms)
{
    const struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L};
    nanosleep(&t, NULL);
}

static void give(UMockdevIoctlClient *c, const void *bytes, size_t size)
{
    GError *error = NULL;
    UMockdevIoctlData *data =
        umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(c), 0, size, &error);
    uint8_t copy[sizeof bus.keys];
    if (data == NULL || size > sizeof copy) {
        umockdev_ioctl_client_complete(c, -1, EFAULT);
        return;
    }
    memcpy(copy, bytes, size);
    umockdev_ioctl_data_update(data, 0, copy, (gint)size);
    umockdev_ioctl_data_unref(data);
    umockdev_ioctl_client_complete(c, 0, 0);
}

static gboolean on_ioctl(UMockdevIoctlBase *base, UMockdevIoctlClient *c, gpointer unused)
{
    static const int version = EV_VERSION;
    const gulong request = umockdev_ioctl_client_get_request(c);
    (void)base;
    (void)unused;
    pthread_mutex_lock(&bus.lock);
    if (!bus.plugged) {
        umockdev_ioctl_client_complete(c, -1, ENODEV);
    } else if (request == EVIOCGVERSION) {
        give(c, &version, sizeof version);
    } else if (request == EVIOCGRAB) {
        bus.grabs += !bus.taken;
        bus.refusals += bus.taken;
        umockdev_ioctl_client_complete(c, bus.taken ? -1 : 0, bus.taken ? EBUSY : 0);
    } else if (request == EVIOCGKEY(sizeof bus.keys)) {
        give(c, bus.keys, sizeof bus.keys);
    } else if (request == EVIOCGSW(sizeof bus.switches)) {
        give(c, bus.switches, sizeof bus.switches);
    } else {
        umockdev_ioctl_client_complete(c, -1, ENOTTY);
    }
    pthread_cond_broadcast(&happened);
    pthread_mutex_unlock(&bus.lock);
    return TRUE;
}

static gboolean on_read(UMockdevIoctlBase *base, UMockdevIoctlClient *c, gpointer unused)
{
    (void)base;
    (void)unused;
    pthread_mutex_lock(&bus.lock);
    const bool plugged = bus.plugged;
    bus.missed |= !plugged;
    bus.reads++;
    pthread_cond_broadcast(&happened);
    pthread_mutex_unlock(&bus.lock);
    if (!plugged) {
        umockdev_ioctl_client_complete(c, -1, ENODEV);
    }
    return !plugged; /* else the pty is read */
}

/* A path under the bus's own root. */
static const char *rooted(const char *path)
{
    static char text[400];
    char *root = umockdev_testbed_get_root_dir(bus.bed);
    (void)snprintf(text, sizeof text, "%s%s", root, path);
    g_free(root);
    return text;
}

/* Plugs it in: each time the kernel gives it another number, and udev the same link, which is made
 * last: whoever looks for it must not find it half made. */
void bus_plug(void)
{
    char text[200];
    GError *error = NULL;
    const int number = bus.number++;
    (void)snprintf(text, sizeof text,
                   "P: /devices/usb1/1-1/input/event%d\nN: input/event%d\n"
                   "E: DEVNAME=/dev/input/event%d\nE: SUBSYSTEM=input\n",
                   number, number, number);
    pthread_mutex_lock(&bus.lock);
    bus.plugged = true;
    memset(bus.keys, 0, sizeof bus.keys);
    pthread_mutex_unlock(&bus.lock);
    MUST(umockdev_testbed_attach_ioctl(bus.bed, LINK, bus.handler, &error));
    MUST(umockdev_testbed_add_from_string(bus.bed, text, &error));
    (void)snprintf(text, sizeof text, "/dev/input/event%d", number);
    bus.master = umockdev_testbed_get_dev_fd(bus.bed, text);
    bus.slave = open(ptsname(bus.master), O_RDWR | O_NOCTTY | O_NONBLOCK);
    struct termios tty;
    MUST(bus.slave >= 0 && tcgetattr(bus.slave, &tty) == 0);
    cfmakeraw(&tty);
    MUST(tcsetattr(bus.slave, TCSANOW, &tty) == 0);
    (void)mkdir(rooted(LINK_FOLDER), 0755);
    MUST(symlink(ptsname(bus.master), rooted(LINK)) == 0);
}

static bool was_missed(void)
{
    pthread_mutex_lock(&bus.lock);
    const bool missed = bus.missed;
    pthread_mutex_unlock(&bus.lock);
    return missed;
}

/* The kernel wakes whoever polls and gives ENODEV from now on; the device file is gone. */
void bus_pull(void)
{
    pthread_mutex_lock(&bus.lock);
    bus.missed = false;
    bus.plugged = false;
    pthread_mutex_unlock(&bus.lock);
    MUST(unlink(rooted(LINK)) == 0);
    /* A read that was under way may take the first of these with it. */
    for (int ms = 0; ms < PULLED_MS && !was_missed(); ms += 10) {
        (void)!write(bus.master, "", 1);
        bus_nap(10);
    }
    close(bus.slave);
    umockdev_testbed_detach_ioctl(bus.bed, LINK, NULL);
}

void bus_ring(void *context)
{
    (void)context;
    pthread_mutex_lock(&bus.lock);
    atomic_fetch_add(&bus_rung, 1);
    pthread_cond_broadcast(&happened);
    pthread_mutex_unlock(&bus.lock);
}

/* Until something happens, LOOK_MS at the most. */
static void wait_a_little(void)
{
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_nsec += LOOK_MS * 1000000L;
    if (end.tv_nsec >= 1000000000L) {
        end.tv_sec++;
        end.tv_nsec -= 1000000000L;
    }
    pthread_mutex_lock(&bus.lock);
    pthread_cond_timedwait(&happened, &bus.lock, &end);
    pthread_mutex_unlock(&bus.lock);
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

bool bus_until(bool (*is_so)(void))
{
    const int64_t end = now_ms() + PATIENCE_MS;
    bool so = is_so();
    while (!so && now_ms() < end) {
        wait_a_little();
        so = is_so();
    }
    return so;
}

void bus_open(void)
{
    bus.bed = umockdev_testbed_new();
    bus.handler = umockdev_ioctl_base_new();
    g_signal_connect(bus.handler, "handle-ioctl", G_CALLBACK(on_ioctl), NULL);
    g_signal_connect(bus.handler, "handle-read", G_CALLBACK(on_read), NULL);
}

void bus_send(uint16_t type, uint16_t code, int value)
{
    const struct input_event e = {.type = type, .code = code, .value = value};
    MUST(write(bus.master, &e, sizeof e) == (ssize_t)sizeof e);
}

void bus_strike(uint16_t code, int value)
{
    bus_send(EV_MSC, MSC_SCAN, 0x70068);
    bus_send(EV_KEY, code, value);
    bus_send(EV_SYN, SYN_REPORT, 0);
}

void bus_press(uint16_t code)
{
    bus_strike(code, 1);
    bus_strike(code, 0);
}

void bus_press_with(uint16_t modifier, uint16_t code)
{
    bus_strike(modifier, 1);
    bus_press(code);
    bus_strike(modifier, 0);
}

void bus_hold(uint8_t *bits, int code)
{
    pthread_mutex_lock(&bus.lock);
    bits[code / 8] = (uint8_t)(bits[code / 8] | 1 << code % 8);
    pthread_mutex_unlock(&bus.lock);
}

void bus_close(void)
{
    g_object_unref(bus.handler);
    g_object_unref(bus.bed);
}
