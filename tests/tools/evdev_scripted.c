/* Keypad and switches on /dev/input/eventN: the driver opens, grabs, reads and asks as on a kiosk.
 * Run under umockdev-wrapper by tests/flow/test_evdev.sh, which plays the kernel's side: the bytes
 * of a device are those of a pty, its ioctls are answered here as drivers/input/evdev.c does. */
#define _GNU_SOURCE /* memmem, ptsname */
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
#include "platform/linux/scanner_evdev.h"
#include "tests/check.h"

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
static struct scanner_evdev scanner;
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

/* --- a scanner that types -------------------------------------------------------------------- */

static uint64_t clock_ms = 1000; /* as the kiosk's */
static char payload[SCAN_MAX + 1];

static bool scan_take(void)
{
    size_t length = 0;
    return scanner.port.ops->take(&scanner.port, clock_ms, payload, &length);
}

/* The next payload, "" when none comes; the clock stands. */
static const char *scanned(void)
{
    for (int ms = 0; ms < PATIENCE_MS; ms += 5) {
        if (scan_take()) {
            return payload;
        }
        nap(5);
    }
    return "";
}

static bool nothing_scanned(void)
{
    nap(150);
    return !scan_take();
}

static void open_scanner(void)
{
    begin();
    plug();
    CHECK(!failed(scanner_evdev_open(&scanner, LINK, ring, NULL)));
    for (int ms = 0; ms < PATIENCE_MS && !scanner.port.ops->alive(&scanner.port); ms += 10) {
        nap(10);
    }
    CHECK(scanner.port.ops->alive(&scanner.port));
    CHECK_INT(dev.grabs, 1); /* neither console nor screen gets what it types */
}

static void close_scanner(void)
{
    scanner.port.ops->close(&scanner.port);
    finish();
}

static void press(uint16_t code)
{
    strike(code, 1);
    strike(code, 0);
}

static void press_with(uint16_t modifier, uint16_t code)
{
    strike(modifier, 1);
    press(code);
    strike(modifier, 0);
}

static uint16_t key_of_digit(char digit)
{
    return digit == '0' ? KEY_0 : (uint16_t)(KEY_1 + digit - '1');
}

/* Alt held while the number is typed. */
static void alt(const char *number)
{
    strike(KEY_LEFTALT, 1);
    for (; *number != '\0'; number++) {
        press(*number == '0' ? KEY_KP0 : key_of_digit(*number));
    }
    strike(KEY_LEFTALT, 0);
}

static void type_digits(const char *digits)
{
    for (; *digits != '\0'; digits++) {
        press(key_of_digit(*digits));
    }
}

TEST(a_scanner_that_types_is_grabbed_and_read_key_by_key)
{
    open_scanner();
    const int before = atomic_load(&rung);
    type_digits("064095000013");
    press_with(KEY_LEFTSHIFT, KEY_BACKSLASH);
    press_with(KEY_RIGHTSHIFT, KEY_N);
    press(KEY_A);
    press(KEY_M);
    press(KEY_SPACE);
    press(KEY_SLASH);
    press(KEY_F5); /* types nothing */
    CHECK(nothing_scanned());
    press(KEY_ENTER);
    CHECK_STR(scanned(), "064095000013|Nam /");
    CHECK(atomic_load(&rung) > before);
    close_scanner();
}

TEST(joined_repeated_and_unterminated_payloads_are_told_apart)
{
    open_scanner();
    type_digits("11");
    press(KEY_ENTER);
    type_digits("22");
    press(KEY_KPENTER);
    press(KEY_ENTER);
    type_digits("22");
    press(KEY_ENTER);
    type_digits("33"); /* no end: silence is one */
    CHECK_STR(scanned(), "11");
    CHECK_STR(scanned(), "22");
    CHECK(nothing_scanned()); /* 22 again is the same card lying there; 33 is not over */
    clock_ms += 120;
    CHECK_STR(scanned(), "33");
    clock_ms += 3000;
    type_digits("33"); /* shown again */
    press(KEY_ENTER);
    CHECK_STR(scanned(), "33");
    close_scanner();
}

TEST(letters_beyond_the_keyboard_come_by_their_numbers)
{
    open_scanner();
    press_with(KEY_LEFTSHIFT, KEY_N);
    alt("7877");                           /* a code point */
    alt("0225"), alt("0187"), alt("0133"); /* the bytes of another, between two reads */
    CHECK(nothing_scanned());
    alt("0"), alt("128512"), press(KEY_ENTER);
    CHECK_STR(scanned(),
              "N\xE1\xBB\x85\xE1\xBB\x85\xFF\xF0\x9F\x98\x80"); /* a NUL is refused, too */
    alt("55296"), press(KEY_ENTER); /* half of a pair is no letter: refused as no UTF-8 */
    CHECK_STR(scanned(), "\xFF");
    close_scanner();
}

TEST(control_characters_stay_in_the_payload_and_reach_nobody_else)
{
    open_scanner();
    press_with(KEY_LEFTCTRL, KEY_C);
    press_with(KEY_LEFTCTRL, KEY_M);
    press(KEY_A);
    press(KEY_ENTER);
    CHECK_STR(scanned(), "\x03");
    CHECK_STR(scanned(), "a");
    close_scanner();
}

TEST(pulled_out_while_it_types_nothing_of_it_stays)
{
    open_scanner();
    type_digits("0640950000");
    CHECK(nothing_scanned());
    strike(KEY_LEFTSHIFT, 1);
    pull();
    CHECK_STR(scanned(), "");
    CHECK(!scanner.port.ops->alive(&scanner.port));
    CHECK_INT(scanner.payload.count, 0);
    CHECK(memmem(scanner.payload.bytes, sizeof scanner.payload.bytes, "0640", 4) == NULL);
    plug();
    for (int ms = 0; ms < PATIENCE_MS && !scanner.port.ops->alive(&scanner.port); ms += 10) {
        nap(10);
    }
    type_digits("12");
    press(KEY_ENTER);
    CHECK_STR(scanned(), "12"); /* and no Shift */
    close_scanner();
}

TEST(a_payload_of_which_the_kernel_dropped_keys_is_none)
{
    open_scanner();
    type_digits("0640");
    send(EV_SYN, SYN_DROPPED, 0);
    send(EV_SYN, SYN_REPORT, 0);
    type_digits("13");
    press(KEY_ENTER);
    CHECK(nothing_scanned());
    type_digits("99");
    press(KEY_ENTER);
    CHECK_STR(scanned(), "99");
    close_scanner();
}

TEST(a_flood_is_dropped_to_its_end_and_flushing_forgets)
{
    open_scanner();
    for (int i = 0; i < SCAN_MAX + 100; i++) {
        press(KEY_X);
        if (i % 8 == 7) {
            (void)scan_take();
            nap(1);
        }
    }
    press(KEY_ENTER);
    CHECK(nothing_scanned());
    type_digits("1");
    nap(100);
    scanner.port.ops->flush(&scanner.port);
    type_digits("23");
    press(KEY_ENTER);
    CHECK_STR(scanned(), "23");
    close_scanner();
}

/* Each test is a process of its own: umockdev keeps few descriptors in one. */
#define CASE(name)                                                                                 \
    do {                                                                                           \
        if (argc == 1) {                                                                           \
            printf("%s\n", #name);                                                                 \
        } else if (strcmp(argv[1], #name) == 0) {                                                  \
            RUN(name);                                                                             \
        }                                                                                          \
    } while (0)

/* Without an argument: the names of the tests. */
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
    CASE(a_scanner_that_types_is_grabbed_and_read_key_by_key);
    CASE(joined_repeated_and_unterminated_payloads_are_told_apart);
    CASE(letters_beyond_the_keyboard_come_by_their_numbers);
    CASE(control_characters_stay_in_the_payload_and_reach_nobody_else);
    CASE(pulled_out_while_it_types_nothing_of_it_stays);
    CASE(a_payload_of_which_the_kernel_dropped_keys_is_none);
    CASE(a_flood_is_dropped_to_its_end_and_flushing_forgets);
    return check_done();
}
