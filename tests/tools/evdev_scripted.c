/* Keypad and switches on /dev/input/eventN: the driver opens, grabs, reads and asks as on a kiosk.
 * Run under umockdev-wrapper by tests/flow/test_evdev.sh, which plays the kernel's side: the bytes
 * of a device are those of a pty, its ioctls are answered here as drivers/input/evdev.c does. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <umockdev.h>
#include <unistd.h>

#include "platform/linux/jack_evdev.h"
#include "platform/linux/keypad_evdev.h"
#include "tests/tools/scripted.h"

/* The stage must stand: without it no test means anything. */
#define MUST(condition)                                                                            \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            printf("# %s:%d: %s\n", __FILE__, __LINE__, #condition);                               \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

#define PATIENCE_MS 3000
#define LINK_FOLDER "/dev/input/by-id"
#define LINK        LINK_FOLDER "/usb-Pad-event-kbd"

/* The device on the bus. */
static struct {
    UMockdevTestbed *bed;
    UMockdevIoctlBase *handler;
    pthread_mutex_t lock;
    int number; /* of its next life */
    int master, slave;
    bool plugged;
    bool taken;                      /* by another program */
    int grabs;                       /* how often it was grabbed */
    uint8_t keys[(KEY_CNT + 7) / 8]; /* as EVIOCGKEY tells them */
    uint8_t switches[(SW_CNT + 7) / 8];
} dev = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct keypad_evdev keypad;
static struct jack_evdev jack;
static atomic_int rung;

static void nap(int ms)
{
    const struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L};
    nanosleep(&t, NULL);
}

static void give(UMockdevIoctlClient *c, const void *bytes, size_t size)
{
    GError *error = NULL;
    UMockdevIoctlData *data =
        umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(c), 0, size, &error);
    uint8_t copy[sizeof dev.keys];
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
    pthread_mutex_lock(&dev.lock);
    if (!dev.plugged) {
        umockdev_ioctl_client_complete(c, -1, ENODEV);
    } else if (request == EVIOCGVERSION) {
        give(c, &version, sizeof version);
    } else if (request == EVIOCGRAB) {
        dev.grabs += !dev.taken;
        umockdev_ioctl_client_complete(c, dev.taken ? -1 : 0, dev.taken ? EBUSY : 0);
    } else if (request == EVIOCGKEY(sizeof dev.keys)) {
        give(c, dev.keys, sizeof dev.keys);
    } else if (request == EVIOCGSW(sizeof dev.switches)) {
        give(c, dev.switches, sizeof dev.switches);
    } else {
        umockdev_ioctl_client_complete(c, -1, ENOTTY);
    }
    pthread_mutex_unlock(&dev.lock);
    return TRUE;
}

static gboolean on_read(UMockdevIoctlBase *base, UMockdevIoctlClient *c, gpointer unused)
{
    (void)base;
    (void)unused;
    pthread_mutex_lock(&dev.lock);
    const bool plugged = dev.plugged;
    pthread_mutex_unlock(&dev.lock);
    if (!plugged) {
        umockdev_ioctl_client_complete(c, -1, ENODEV);
    }
    return !plugged; /* else the pty is read */
}

/* A path under the bus's own root. */
static const char *rooted(const char *path)
{
    static char text[400];
    char *root = umockdev_testbed_get_root_dir(dev.bed);
    (void)snprintf(text, sizeof text, "%s%s", root, path);
    g_free(root);
    return text;
}

/* Plugs it in: each time the kernel gives it another number, and udev the same link, which is made
 * last: whoever looks for it must not find it half made. */
static void plug(void)
{
    char text[200];
    GError *error = NULL;
    const int number = dev.number++;
    (void)snprintf(text, sizeof text,
                   "P: /devices/usb1/1-1/input/event%d\nN: input/event%d\n"
                   "E: DEVNAME=/dev/input/event%d\nE: SUBSYSTEM=input\n",
                   number, number, number);
    pthread_mutex_lock(&dev.lock);
    dev.plugged = true;
    memset(dev.keys, 0, sizeof dev.keys);
    pthread_mutex_unlock(&dev.lock);
    MUST(umockdev_testbed_attach_ioctl(dev.bed, LINK, dev.handler, &error));
    MUST(umockdev_testbed_add_from_string(dev.bed, text, &error));
    (void)snprintf(text, sizeof text, "/dev/input/event%d", number);
    dev.master = umockdev_testbed_get_dev_fd(dev.bed, text);
    dev.slave = open(ptsname(dev.master), O_RDWR | O_NOCTTY | O_NONBLOCK);
    struct termios tty;
    MUST(dev.slave >= 0 && tcgetattr(dev.slave, &tty) == 0);
    cfmakeraw(&tty);
    MUST(tcsetattr(dev.slave, TCSANOW, &tty) == 0);
    (void)mkdir(rooted(LINK_FOLDER), 0755);
    MUST(symlink(ptsname(dev.master), rooted(LINK)) == 0);
}

/* The kernel wakes whoever polls and gives ENODEV from now on; the device file is gone. */
static void pull(void)
{
    pthread_mutex_lock(&dev.lock);
    dev.plugged = false;
    pthread_mutex_unlock(&dev.lock);
    MUST(unlink(rooted(LINK)) == 0);
    (void)!write(dev.master, "", 1);
    nap(50);
    close(dev.slave);
    umockdev_testbed_detach_ioctl(dev.bed, LINK, NULL);
}

static void ring(void *context)
{
    (void)context;
    atomic_fetch_add(&rung, 1);
}

static const int codes[PAD_KEYS] = {KEY_F13, KEY_F14, KEY_F15, KEY_F16, KEY_F17, KEY_F18};

static bool comes_alive(void)
{
    for (int ms = 0; ms < PATIENCE_MS && !keypad.port.ops->alive(&keypad.port); ms += 10) {
        nap(10);
    }
    return keypad.port.ops->alive(&keypad.port);
}

static void begin(void)
{
    dev.bed = umockdev_testbed_new();
    dev.handler = umockdev_ioctl_base_new();
    g_signal_connect(dev.handler, "handle-ioctl", G_CALLBACK(on_ioctl), NULL);
    g_signal_connect(dev.handler, "handle-read", G_CALLBACK(on_read), NULL);
}

static void open_keypad(void)
{
    CHECK(!failed(keypad_evdev_open(&keypad, LINK, codes, ring, NULL)));
}

static void finish(void)
{
    for (int i = 0; i < 2 && keypad.port.ops != NULL; i++) { /* twice is once */
        keypad.port.ops->close(&keypad.port);
    }
    g_object_unref(dev.handler);
    g_object_unref(dev.bed);
}

static void send(uint16_t type, uint16_t code, int value)
{
    const struct input_event e = {.type = type, .code = code, .value = value};
    MUST(write(dev.master, &e, sizeof e) == (ssize_t)sizeof e);
}

static void strike(uint16_t code, int value)
{
    send(EV_MSC, MSC_SCAN, 0x70068);
    send(EV_KEY, code, value);
    send(EV_SYN, SYN_REPORT, 0);
}

/* What comes next, as text: "down 4", "up 4", "" when nothing does. */
static const char *next(void)
{
    static char text[16];
    struct input in = {.kind = INPUT_NONE};
    text[0] = '\0';
    for (int ms = 0; ms < PATIENCE_MS; ms += 5) {
        if (keypad.port.ops->take(&keypad.port, &in)) {
            (void)snprintf(text, sizeof text, "%s %d", in.kind == INPUT_KEY ? "down" : "up",
                           (int)in.key);
            return text;
        }
        nap(5);
    }
    return text;
}

static bool silent(void)
{
    struct input in;
    nap(150);
    return !keypad.port.ops->take(&keypad.port, &in);
}

TEST(strokes_come_in_order_and_ring_and_others_are_left_out)
{
    begin();
    plug();
    open_keypad();
    CHECK(comes_alive());
    const int before = atomic_load(&rung);
    strike(KEY_F13, 1);
    strike(KEY_F13, 2); /* the device repeats by itself */
    strike(KEY_F13, 0);
    strike(KEY_A, 1);
    strike(KEY_A, 0);
    strike(KEY_F17, 1);
    send(EV_REL, REL_X, 5);
    strike(KEY_F17, 0);
    CHECK_STR(next(), "down 0");
    CHECK(atomic_load(&rung) > before);
    CHECK_STR(next(), "up 0");
    CHECK_STR(next(), "down 4");
    CHECK_STR(next(), "up 4");
    CHECK(silent());
    finish();
}

TEST(it_is_ours_alone_and_waits_while_another_program_has_it)
{
    begin();
    plug();
    dev.taken = true;
    open_keypad();
    nap(100);
    CHECK(!keypad.port.ops->alive(&keypad.port));
    CHECK_INT(evdev_probe(LINK).os, EBUSY);
    CHECK_INT(dev.grabs, 0);
    dev.taken = false;
    CHECK(comes_alive());
    CHECK_INT(dev.grabs, 1);
    strike(KEY_F14, 1);
    CHECK_STR(next(), "down 1");
    finish();
}

TEST(unplugged_its_keys_come_up_and_it_is_found_again)
{
    begin();
    plug();
    open_keypad();
    CHECK(comes_alive());
    strike(KEY_F16, 1);
    CHECK_STR(next(), "down 3");
    pull();
    CHECK_STR(next(), "up 3");
    CHECK(!keypad.port.ops->alive(&keypad.port));
    plug();
    CHECK(comes_alive());
    strike(KEY_F15, 1);
    CHECK_STR(next(), "down 2");
    strike(KEY_F15, 0);
    CHECK_STR(next(), "up 2");
    finish();
}

TEST(plugged_in_later_it_is_found)
{
    begin();
    open_keypad();
    nap(100);
    CHECK(!keypad.port.ops->alive(&keypad.port));
    plug();
    CHECK(comes_alive());
    strike(KEY_F18, 1);
    CHECK_STR(next(), "down 5");
    finish();
}

static void hold(uint8_t *bits, int code)
{
    pthread_mutex_lock(&dev.lock);
    bits[code / 8] = (uint8_t)(bits[code / 8] | 1 << code % 8);
    pthread_mutex_unlock(&dev.lock);
}

TEST(after_the_kernels_buffer_ran_over_the_device_is_asked)
{
    begin();
    plug();
    open_keypad();
    CHECK(comes_alive());
    strike(KEY_F13, 1);
    CHECK_STR(next(), "down 0");
    hold(dev.keys, KEY_F17); /* F13 came up and F17 went down, and nobody heard */
    send(EV_SYN, SYN_DROPPED, 0);
    send(EV_KEY, KEY_F16, 1); /* of before: not to be believed */
    send(EV_SYN, SYN_REPORT, 0);
    CHECK_STR(next(), "up 0");
    CHECK_STR(next(), "down 4");
    CHECK(silent());
    strike(KEY_F17, 0);
    CHECK_STR(next(), "up 4");
    finish();
}

TEST(a_key_that_is_down_when_it_is_found_is_no_stroke)
{
    begin();
    plug();
    hold(dev.keys, KEY_F17);
    open_keypad();
    CHECK(comes_alive());
    CHECK(silent());
    strike(KEY_F17, 0);
    strike(KEY_F17, 1);
    CHECK_STR(next(), "up 4");
    CHECK_STR(next(), "down 4");
    finish();
}

TEST(an_event_may_come_in_pieces)
{
    const struct input_event e = {.type = EV_KEY, .code = KEY_F14, .value = 1};
    begin();
    plug();
    open_keypad();
    CHECK(comes_alive());
    MUST(write(dev.master, &e, 10) == 10);
    CHECK(silent());
    MUST(write(dev.master, (const char *)&e + 10, sizeof e - 10) == (ssize_t)sizeof e - 10);
    CHECK_STR(next(), "down 1");
    finish();
}

TEST(what_nobody_takes_waits_and_nothing_is_lost)
{
    begin();
    plug();
    open_keypad();
    CHECK(comes_alive());
    for (int i = 0; i < EVDEV_QUEUE; i++) { /* twice what the queue holds */
        send(EV_KEY, KEY_F13, 1);
        send(EV_KEY, KEY_F13, 0);
        nap(1);
    }
    nap(200);
    for (int i = 0; i < EVDEV_QUEUE; i++) {
        CHECK_STR(next(), "down 0");
        CHECK_STR(next(), "up 0");
    }
    CHECK(silent());
    finish();
}

TEST(what_is_no_input_device_is_refused)
{
    begin();
    plug();
    CHECK_INT(evdev_probe(LINK).code, ERR_NONE);
    CHECK_INT(evdev_probe("/dev/input/event9").code, ERR_NOT_FOUND);
    CHECK_INT(evdev_probe("/etc/passwd").code, ERR_UNSUPPORTED);
    CHECK(!failed(keypad_evdev_open(&keypad, "/etc/passwd", codes, ring, NULL)));
    nap(100);
    CHECK(!keypad.port.ops->alive(&keypad.port));
    finish();
}

static bool jack_becomes(bool in)
{
    for (int ms = 0; ms < PATIENCE_MS && jack.port.ops->inserted(&jack.port) != in; ms += 10) {
        nap(10);
    }
    return jack.port.ops->inserted(&jack.port) == in;
}

TEST(headphones_that_are_in_when_it_starts_are_in_and_a_jack_that_is_gone_is_empty)
{
    begin();
    plug();
    hold(dev.switches, SW_HEADPHONE_INSERT);
    CHECK(!failed(jack_evdev_open(&jack, LINK, ring, NULL)));
    CHECK(jack_becomes(true));
    CHECK_INT(dev.grabs, 0); /* others may see it, too */
    send(EV_SW, SW_HEADPHONE_INSERT, 0);
    send(EV_SYN, SYN_REPORT, 0);
    CHECK(jack_becomes(false));
    send(EV_SW, SW_MICROPHONE_INSERT, 1);
    send(EV_SW, SW_HEADPHONE_INSERT, 1);
    send(EV_SYN, SYN_REPORT, 0);
    CHECK(jack_becomes(true));
    pull();
    CHECK(jack_becomes(false));
    CHECK(!jack.port.ops->alive(&jack.port));
    plug();
    CHECK(jack_becomes(true));
    jack.port.ops->close(&jack.port);
    CHECK(!jack.port.ops->inserted(&jack.port));
    finish();
}

int main(int argc, char **argv)
{
    CASE(strokes_come_in_order_and_ring_and_others_are_left_out);
    CASE(it_is_ours_alone_and_waits_while_another_program_has_it);
    CASE(unplugged_its_keys_come_up_and_it_is_found_again);
    CASE(plugged_in_later_it_is_found);
    CASE(after_the_kernels_buffer_ran_over_the_device_is_asked);
    CASE(a_key_that_is_down_when_it_is_found_is_no_stroke);
    CASE(an_event_may_come_in_pieces);
    CASE(what_nobody_takes_waits_and_nothing_is_lost);
    CASE(what_is_no_input_device_is_refused);
    CASE(headphones_that_are_in_when_it_starts_are_in_and_a_jack_that_is_gone_is_empty);
    return check_done();
}
