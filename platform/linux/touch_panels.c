#include "platform/linux/touch_panels.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define NUMBERS    64 /* of /dev/input/eventN that are looked at */
#define BATCH      32
#define LONG_BITS  (8 * sizeof(unsigned long))
#define LONGS(max) ((max) / LONG_BITS + 1)

static bool has(const unsigned long *bits, unsigned number)
{
    return (bits[number / LONG_BITS] >> number % LONG_BITS & 1UL) != 0;
}

static struct touch_axis axis_of(int fd, unsigned code)
{
    struct input_absinfo info = {0};
    if (ioctl(fd, EVIOCGABS(code), &info) < 0) {
        return (struct touch_axis){0, 0};
    }
    return (struct touch_axis){info.minimum, info.maximum};
}

/* A panel that people touch where the picture is: a touch pad and a joystick are none. */
static bool is_panel(int fd, struct touch_slots *ret_slots)
{
    unsigned long axes[LONGS(ABS_MAX)] = {0};
    unsigned long keys[LONGS(KEY_MAX)] = {0};
    unsigned long traits[LONGS(INPUT_PROP_MAX)] = {0};
    if (ioctl(fd, EVIOCGBIT(EV_ABS, sizeof axes), axes) < 0 ||
        ioctl(fd, EVIOCGBIT(EV_KEY, sizeof keys), keys) < 0 ||
        ioctl(fd, EVIOCGPROP(sizeof traits), traits) < 0) {
        return false;
    }
    const bool many = has(axes, ABS_MT_SLOT) && has(axes, ABS_MT_POSITION_X);
    const bool one =
        has(axes, ABS_X) && has(axes, ABS_Y) && (has(keys, BTN_TOUCH) || has(keys, BTN_LEFT));
    if (has(traits, INPUT_PROP_POINTER) || (many && !has(traits, INPUT_PROP_DIRECT)) ||
        (!many && !one)) {
        return false;
    }
    *ret_slots = (struct touch_slots){.many = many,
                                      .x = axis_of(fd, many ? ABS_MT_POSITION_X : ABS_X),
                                      .y = axis_of(fd, many ? ABS_MT_POSITION_Y : ABS_Y)};
    return true;
}

static bool is_open(const struct touch_panels *t, int number)
{
    for (int i = 0; i < TOUCH_PANELS; i++) {
        if (t->panels[i].fd >= 0 && t->panels[i].number == number) {
            return true;
        }
    }
    return false;
}

static void try_number(struct touch_panels *t, int number)
{
    char path[TOUCH_ROOM + 32];
    struct touch_slots slots;
    int free_place = 0;
    while (free_place < TOUCH_PANELS && t->panels[free_place].fd >= 0) {
        free_place++;
    }
    if (free_place == TOUCH_PANELS || is_open(t, number)) {
        return;
    }
    (void)snprintf(path, sizeof path, "%s/event%d", t->folder, number);
    const int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) {
        return; /* not there, or not ours yet: its rights change and we are told */
    }
    if (!is_panel(fd, &slots)) {
        close(fd);
        return;
    }
    (void)ioctl(fd, EVIOCGRAB, 1); /* somebody else may have it: then both hear it */
    t->panels[free_place] = (struct touch_panel){fd, number, slots};
}

static void look_for_new(struct touch_panels *t)
{
    for (int i = 0; i < NUMBERS; i++) {
        try_number(t, i);
    }
}

struct err touch_panels_open(struct touch_panels *t, const char *folder)
{
    memset(t, 0, sizeof *t);
    (void)snprintf(t->folder, sizeof t->folder, "%s", folder);
    for (int i = 0; i < TOUCH_PANELS; i++) {
        t->panels[i].fd = -1;
    }
    t->changes = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (t->changes < 0 || inotify_add_watch(t->changes, folder, IN_CREATE | IN_ATTRIB) < 0) {
        return ERR(ERR_IO, errno, "touch: watch");
    }
    look_for_new(t);
    return ERR_OK;
}

int touch_panels_fds(const struct touch_panels *t, int *fds, int room)
{
    int n = 0;
    fds[n++] = t->changes;
    for (int i = 0; i < TOUCH_PANELS && n < room; i++) {
        if (t->panels[i].fd >= 0) {
            fds[n++] = t->panels[i].fd;
        }
    }
    return n;
}

static void let_go(struct touch_panel *p)
{
    if (p->fd >= 0) {
        close(p->fd);
    }
    *p = (struct touch_panel){.fd = -1};
}

/* Reads what is there; a panel that is gone is let go. */
static void read_panel(struct touch_panel *p)
{
    struct input_event events[BATCH];
    const ssize_t n = read(p->fd, events, sizeof events);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
        let_go(p);
        return;
    }
    for (size_t i = 0; n > 0 && i < (size_t)n / sizeof events[0]; i++) {
        touch_slots_take(&p->slots, events[i].type, events[i].code, events[i].value);
    }
}

static void read_changes(struct touch_panels *t)
{
    char told[4096];
    bool any = false;
    while (read(t->changes, told, sizeof told) > 0) {
        any = true;
    }
    if (any) {
        look_for_new(t);
    }
}

bool touch_panels_next(struct touch_panels *t, struct touch_event *ret_event, int *ret_panel)
{
    read_changes(t);
    for (int i = 0; i < TOUCH_PANELS; i++) {
        struct touch_panel *p = &t->panels[i];
        *ret_panel = i;
        if (p->fd >= 0 && touch_slots_next(&p->slots, ret_event)) {
            return true;
        }
        if (p->fd >= 0) {
            read_panel(p);
        }
        if (p->fd >= 0 && touch_slots_next(&p->slots, ret_event)) {
            return true;
        }
    }
    return false;
}

void touch_panels_close(struct touch_panels *t)
{
    for (int i = 0; i < TOUCH_PANELS; i++) {
        let_go(&t->panels[i]);
    }
    if (t->changes >= 0) {
        close(t->changes);
    }
    t->changes = -1;
}
