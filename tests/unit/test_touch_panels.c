/* Touch panels that come, are read and go: files of a folder of our own, which hold what a driver
 * would send; what they are is answered here (the Makefile wraps open() and ioctl()). */
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/linux/touch_panels.h"
#include "tests/check.h"

int __real_open(const char *path, int flags, ...);
int __real_ioctl(int fd, unsigned long request, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_ioctl(int fd, unsigned long request, ...);

enum kind { SCREEN, ONE_FINGER, PAD, KEYBOARD };
static enum kind kinds[4];  /* of eventN */
static int number_of[1024]; /* by descriptor: 1 + N */
static int grabs;

int __wrap_open(const char *path, int flags, ...)
{
    const int fd = __real_open(path, flags, 0600);
    const char *name = strstr(path, "/event");
    if (fd >= 0 && fd < 1024) {
        number_of[fd] = name == NULL ? 0 : 1 + atoi(name + 6);
    }
    return fd;
}

static void set(void *bits, unsigned number)
{
    ((unsigned char *)bits)[number / 8] |= (unsigned char)(1U << number % 8);
}

static void tell_axes(enum kind kind, void *to)
{
    if (kind == SCREEN || kind == PAD) {
        set(to, ABS_MT_SLOT);
        set(to, ABS_MT_POSITION_X);
    }
    if (kind != KEYBOARD) {
        set(to, ABS_X);
        set(to, ABS_Y);
    }
}

int __wrap_ioctl(int fd, unsigned long request, ...)
{
    va_list rest;
    va_start(rest, request);
    void *to = va_arg(rest, void *);
    va_end(rest);
    if (_IOC_TYPE(request) != 'E') {
        return __real_ioctl(fd, request, to);
    }
    const enum kind kind = kinds[number_of[fd] - 1];
    if (_IOC_NR(request) == _IOC_NR(EVIOCGBIT(EV_ABS, 0))) {
        tell_axes(kind, to);
    } else if (_IOC_NR(request) == _IOC_NR(EVIOCGBIT(EV_KEY, 0))) {
        set(to, kind == KEYBOARD ? KEY_A : BTN_TOUCH);
    } else if (_IOC_NR(request) == _IOC_NR(EVIOCGPROP(0))) {
        set(to, kind == PAD ? INPUT_PROP_POINTER : INPUT_PROP_DIRECT);
    } else if (request == EVIOCGRAB) {
        grabs++;
    } else if (_IOC_NR(request) >= _IOC_NR(EVIOCGABS(0))) {
        *(struct input_absinfo *)to = (struct input_absinfo){.minimum = 0, .maximum = 100};
    }
    return 0;
}

static char folder[TOUCH_ROOM];

static void make_folder(void)
{
    (void)snprintf(folder, sizeof folder, "/tmp/touch.XXXXXX");
    CHECK(mkdtemp(folder) != NULL);
    grabs = 0;
}

/* The driver's end of a device. */
static int plug(int number, enum kind kind)
{
    char path[TOUCH_ROOM + 16];
    kinds[number] = kind;
    (void)snprintf(path, sizeof path, "%s/event%d", folder, number);
    CHECK(mkfifo(path, 0600) == 0);
    return __real_open(path, O_RDWR | O_CLOEXEC);
}

static void pull(int number, int fd)
{
    char path[TOUCH_ROOM + 16];
    (void)snprintf(path, sizeof path, "%s/event%d", folder, number);
    (void)unlink(path);
    (void)close(fd);
}

static void clear_away(void)
{
    (void)rmdir(folder);
}

static void send(int fd, uint16_t type, uint16_t code, int32_t value)
{
    const struct input_event e = {.type = type, .code = code, .value = value};
    CHECK(write(fd, &e, sizeof e) == (ssize_t)sizeof e);
}

static void touch_at(int fd, int x)
{
    send(fd, EV_ABS, ABS_MT_TRACKING_ID, 3);
    send(fd, EV_ABS, ABS_MT_POSITION_X, x);
    send(fd, EV_SYN, SYN_REPORT, 0);
}

static int open_panels(const struct touch_panels *t)
{
    int fds[1 + TOUCH_PANELS];
    return touch_panels_fds(t, fds, 1 + TOUCH_PANELS) - 1;
}

TEST(only_what_people_touch_is_taken)
{
    struct touch_panels t;
    make_folder();
    const int screen = plug(0, SCREEN), one = plug(1, ONE_FINGER), pad = plug(2, PAD),
              keyboard = plug(3, KEYBOARD);
    CHECK(!failed(touch_panels_open(&t, folder)));
    CHECK_INT(open_panels(&t), 2);
    CHECK_INT(grabs, 2);
    touch_panels_close(&t);
    pull(0, screen);
    pull(1, one);
    pull(2, pad);
    pull(3, keyboard);
    clear_away();
}

TEST(a_touch_comes_through)
{
    struct touch_panels t;
    struct touch_event e;
    int panel = -1;
    make_folder();
    const int screen = plug(0, SCREEN);
    CHECK(!failed(touch_panels_open(&t, folder)));
    CHECK(!touch_panels_next(&t, &e, &panel));
    touch_at(screen, 100);
    CHECK(touch_panels_next(&t, &e, &panel));
    CHECK_INT(e.kind, TOUCH_DOWN);
    CHECK_INT(e.x, TOUCH_PARTS - 1);
    CHECK_INT(panel, 0);
    CHECK(!touch_panels_next(&t, &e, &panel));
    touch_panels_close(&t);
    pull(0, screen);
    clear_away();
}

TEST(one_that_is_plugged_in_later_is_found)
{
    struct touch_panels t;
    struct touch_event e;
    int panel = -1;
    make_folder();
    CHECK(!failed(touch_panels_open(&t, folder)));
    CHECK_INT(open_panels(&t), 0);
    const int screen = plug(0, SCREEN);
    CHECK(!touch_panels_next(&t, &e, &panel));
    CHECK_INT(open_panels(&t), 1);
    touch_at(screen, 0);
    CHECK(touch_panels_next(&t, &e, &panel));
    touch_panels_close(&t);
    pull(0, screen);
    clear_away();
}

TEST(one_that_is_pulled_out_is_let_go_and_found_again)
{
    struct touch_panels t;
    struct touch_event e;
    int panel = -1;
    make_folder();
    int screen = plug(0, SCREEN);
    CHECK(!failed(touch_panels_open(&t, folder)));
    pull(0, screen);
    CHECK(!touch_panels_next(&t, &e, &panel));
    CHECK_INT(open_panels(&t), 0);
    screen = plug(0, SCREEN);
    CHECK(!touch_panels_next(&t, &e, &panel));
    CHECK_INT(open_panels(&t), 1);
    touch_panels_close(&t);
    pull(0, screen);
    clear_away();
}

TEST(without_a_folder_it_is_said)
{
    struct touch_panels t;
    CHECK_INT(touch_panels_open(&t, "/nonexistent").code, ERR_IO);
    touch_panels_close(&t);
}

int main(void)
{
    RUN(only_what_people_touch_is_taken);
    RUN(a_touch_comes_through);
    RUN(one_that_is_plugged_in_later_is_found);
    RUN(one_that_is_pulled_out_is_let_go_and_found_again);
    RUN(without_a_folder_it_is_said);
    return check_done();
}
