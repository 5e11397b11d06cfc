#include "platform/linux/finder_linux.h"

#include <ctype.h>
#include <dirent.h>
#include <linux/input-event-codes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "platform/linux/camera_sane_list.h"

#define NUMBERS    32 /* of one class that are looked at */
#define PATH_LONG  (FINDER_ROOT + 512)
#define BITS_TEXT  512
#define WORD_BITS  64
#define KEYPAD_LOW KEY_F13 /* the five keys that a keypad has at least */
#define KEYPAD_TOP KEY_F17

struct search {
    const char *root;
    struct found_devices *found;
};

/* The first line of a small file; "" when it cannot be read. */
static void read_line(const char *path, char *out, size_t cap)
{
    FILE *f = fopen(path, "r");
    out[0] = '\0';
    if (f != NULL) {
        if (fgets(out, (int)cap, f) == NULL) {
            out[0] = '\0';
        }
        (void)fclose(f);
    }
    out[strcspn(out, "\r\n")] = '\0';
}

static void add(const struct search *s, enum found_kind kind, const char *scheme, const char *path,
                const char *name)
{
    if (s->found->count == FOUND_MAX) {
        return;
    }
    struct found_device *d = &s->found->rows[s->found->count];
    const int length = snprintf(d->uri, sizeof d->uri, "%s%s", scheme, path);
    if (length < 0 || (size_t)length >= sizeof d->uri) {
        return; /* a name that no setting can hold */
    }
    d->kind = kind;
    (void)snprintf(d->name, sizeof d->name, "%.*s", FOUND_NAME - 1, name);
    s->found->count++;
}

/* The lasting name of a device: the first link in `links` that leads to it, else /dev/... itself.
 */
static void lasting(const struct search *s, const char *links, const char *device, char *out,
                    size_t cap)
{
    char folder[PATH_LONG];
    (void)snprintf(folder, sizeof folder, "%s%s", s->root, links);
    const char *base = strrchr(device, '/') + 1;
    (void)snprintf(out, cap, "%s", device);
    DIR *dir = opendir(folder);
    bool first = true;
    for (const struct dirent *d = dir == NULL ? NULL : readdir(dir); d != NULL; d = readdir(dir)) {
        char target[PATH_LONG];
        const ssize_t length = readlinkat(dirfd(dir), d->d_name, target, sizeof target - 1);
        target[length > 0 ? length : 0] = '\0';
        const char *slash = strrchr(target, '/');
        char link[PATH_LONG];
        (void)snprintf(link, sizeof link, "%s/%s", links, d->d_name);
        if (slash != NULL && strcmp(slash + 1, base) == 0 && strlen(link) < cap &&
            (first || strcmp(link, out) < 0)) {
            (void)snprintf(out, cap, "%s", link);
            first = false;
        }
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
}

/* A file of the USB device that a class device belongs to: above its interface, or, of a serial
 * adapter, above the port of its interface. */
static void usb_line(const struct search *s, const char *class, const char *file, char *out,
                     size_t cap)
{
    static const char *const ways[] = {"device/..", "device/../.."};
    out[0] = '\0';
    for (size_t i = 0; i < sizeof ways / sizeof ways[0] && out[0] == '\0'; i++) {
        char path[PATH_LONG];
        (void)snprintf(path, sizeof path, "%s%s/%s/%s", s->root, class, ways[i], file);
        read_line(path, out, cap);
    }
}

/* "Maker Product" of the USB device. */
static void product(const struct search *s, const char *class, char *out, size_t cap)
{
    char maker[FOUND_NAME];
    char model[FOUND_NAME];
    usb_line(s, class, "manufacturer", maker, sizeof maker);
    usb_line(s, class, "product", model, sizeof model);
    (void)snprintf(out, cap, "%s%s%s", maker, maker[0] != '\0' && model[0] != '\0' ? " " : "",
                   model);
}

static bool exists(const struct search *s, const char *path)
{
    char full[PATH_LONG];
    (void)snprintf(full, sizeof full, "%s%s", s->root, path);
    return access(full, F_OK) == 0;
}

static void find_printers(const struct search *s)
{
    for (int i = 0; i < NUMBERS; i++) {
        char class[64];
        char path[64];
        char name[FOUND_NAME * 2];
        (void)snprintf(class, sizeof class, "/sys/class/usbmisc/lp%d", i);
        (void)snprintf(path, sizeof path, "/dev/usb/lp%d", i);
        if (exists(s, class)) {
            product(s, class, name, sizeof name);
            add(s, FOUND_PRINTER, "escpos:", path, name);
        }
    }
}

static bool is_called(const char *name, const char *part)
{
    const size_t length = strlen(part);
    for (; *name != '\0'; name++) {
        size_t same = 0;
        while (same < length && tolower((unsigned char)name[same]) == part[same]) {
            same++;
        }
        if (same == length) {
            return true;
        }
    }
    return false;
}

/* What says of itself what it is: by words of its names, or by a maker that makes nothing else
 * with a serial line (the numbers of usb.org, as Debian's usb.ids lists them). */
static enum found_kind kind_of_line(const struct search *s, const char *class, const char *name)
{
    static const struct {
        const char *word, *maker;
        enum found_kind kind;
    } known[] = {{"scan", "0c2e", FOUND_SCANNER},     /* Honeywell, Metrologic */
                 {"barcode", "05e0", FOUND_SCANNER},  /* Symbol, Zebra */
                 {"bar code", "05f9", FOUND_SCANNER}, /* Datalogic, PSC */
                 {"imager", "1eab", FOUND_SCANNER},   /* Newland */
                 {"printer", "04b8", FOUND_PRINTER},  /* Epson */
                 {"receipt", "0519", FOUND_PRINTER},  /* Star */
                 {"thermal", "1504", FOUND_PRINTER},  /* Bixolon */
                 {"pos58", "0dd4", FOUND_PRINTER}};   /* Custom */
    char maker[8];
    char interface[FOUND_NAME];
    char path[PATH_LONG];
    usb_line(s, class, "idVendor", maker, sizeof maker);
    (void)snprintf(path, sizeof path, "%s%s/device/interface", s->root, class);
    read_line(path, interface, sizeof interface);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (is_called(name, known[i].word) || is_called(interface, known[i].word) ||
            strcmp(maker, known[i].maker) == 0) {
            return known[i].kind;
        }
    }
    return FOUND_LINE;
}

/* A built-in line is listed by the kernel also where there is no chip behind it: type 0. */
static bool is_there(const struct search *s, const char *class, bool built_in)
{
    char path[PATH_LONG];
    char type[8];
    if (!built_in) {
        return exists(s, class);
    }
    (void)snprintf(path, sizeof path, "%s%s/type", s->root, class);
    read_line(path, type, sizeof type);
    return type[0] != '\0' && strcmp(type, "0") != 0;
}

static void find_serial(const struct search *s, const char *kind)
{
    for (int i = 0; i < NUMBERS; i++) {
        char class[64];
        char path[64];
        char link[FOUND_URI];
        char name[FOUND_NAME * 2];
        (void)snprintf(class, sizeof class, "/sys/class/tty/%s%d", kind, i);
        (void)snprintf(path, sizeof path, "/dev/%s%d", kind, i);
        if (is_there(s, class, strcmp(kind, "ttyS") == 0)) {
            lasting(s, "/dev/serial/by-id", path, link, sizeof link);
            product(s, class, name, sizeof name);
            const enum found_kind what = kind_of_line(s, class, name);
            add(s, what, what == FOUND_PRINTER ? "escpos:" : "serial:", link,
                name[0] != '\0' ? name : path);
        }
    }
}

bool finder_linux_is_light(const char *name)
{
    static const char *const others[] = {"input", "lock", "enp", "eth",  "wlan",
                                         "phy",   "mmc",  "kbd", "mute", "disk"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (is_called(name, others[i])) {
            return false;
        }
    }
    return name[0] != '.';
}

static void find_lights(const struct search *s)
{
    char folder[PATH_LONG];
    (void)snprintf(folder, sizeof folder, "%s/sys/class/leds", s->root);
    DIR *dir = opendir(folder);
    for (const struct dirent *d = dir == NULL ? NULL : readdir(dir); d != NULL; d = readdir(dir)) {
        if (finder_linux_is_light(d->d_name)) {
            add(s, FOUND_BEACON, "led:", d->d_name, d->d_name);
        }
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
}

/* A camera has a second node that gives no pictures: index 1 and more. */
static void find_cameras(const struct search *s)
{
    for (int i = 0; i < NUMBERS; i++) {
        char path[PATH_LONG];
        char index[8];
        char device[64];
        char link[FOUND_URI];
        char name[FOUND_NAME];
        (void)snprintf(path, sizeof path, "%s/sys/class/video4linux/video%d/index", s->root, i);
        read_line(path, index, sizeof index);
        if (strcmp(index, "0") != 0) {
            continue;
        }
        (void)snprintf(path, sizeof path, "%s/sys/class/video4linux/video%d/name", s->root, i);
        read_line(path, name, sizeof name);
        (void)snprintf(device, sizeof device, "/dev/video%d", i);
        lasting(s, "/dev/v4l/by-id", device, link, sizeof link);
        add(s, FOUND_CAMERA, "v4l2:", link, name);
    }
}

/* Whether a bit is set in the kernel's words, the highest first: "1f 0 ffffffffffffffff". */
static bool has_bit(const char *words, int bit)
{
    const char *end = words + strlen(words);
    const char *word = end;
    for (int skip = bit / WORD_BITS; skip >= 0; skip--) {
        end = word;
        while (end > words && end[-1] == ' ') {
            end--;
        }
        word = end;
        while (word > words && word[-1] != ' ') {
            word--;
        }
    }
    return word < end && (strtoull(word, NULL, 16) >> (bit % WORD_BITS) & 1U) != 0;
}

static bool has_keys(const char *words, int from, int to)
{
    for (int key = from; key <= to; key++) {
        if (!has_bit(words, key)) {
            return false;
        }
    }
    return true;
}

/* A file of an input device. */
static void read_input(const struct search *s, int number, const char *file, char *out, size_t cap)
{
    char path[PATH_LONG];
    (void)snprintf(path, sizeof path, "%s/sys/class/input/event%d/device/%s", s->root, number,
                   file);
    read_line(path, out, cap);
}

/* As udev tells a touch screen from a touch pad and from a pen: fingers stand where they act. */
static bool is_touch(const struct search *s, int number, const char *keys)
{
    char axes[BITS_TEXT];
    char properties[BITS_TEXT];
    read_input(s, number, "capabilities/abs", axes, sizeof axes);
    read_input(s, number, "properties", properties, sizeof properties);
    const bool places = has_bit(axes, ABS_MT_POSITION_X) || has_bit(axes, ABS_X);
    const bool direct = has_bit(properties, INPUT_PROP_DIRECT);
    return places && has_bit(keys, BTN_TOUCH) && !has_bit(keys, BTN_TOOL_PEN) &&
           (direct || !has_bit(keys, BTN_TOOL_FINGER));
}

/* By the name of its maker, else by the place it is plugged into. */
static void add_touch(const struct search *s, const char *device, const char *name)
{
    char link[FOUND_URI];
    lasting(s, "/dev/input/by-id", device, link, sizeof link);
    if (strcmp(link, device) == 0) {
        lasting(s, "/dev/input/by-path", device, link, sizeof link);
    }
    add(s, FOUND_TOUCH, "evdev:", link, name);
}

/* What an input device is, by what it can send. */
static void find_input(const struct search *s, int number)
{
    char device[64];
    char link[FOUND_URI];
    char name[FOUND_NAME];
    char keys[BITS_TEXT];
    char switches[BITS_TEXT];
    read_input(s, number, "name", name, sizeof name);
    read_input(s, number, "capabilities/key", keys, sizeof keys);
    read_input(s, number, "capabilities/sw", switches, sizeof switches);
    const bool letters =
        has_keys(keys, KEY_Q, KEY_P) && has_keys(keys, KEY_A, KEY_L) && has_bit(keys, KEY_ENTER);
    const bool scans = letters && (is_called(name, "scan") || is_called(name, "barcode"));
    const bool pad = !letters && has_keys(keys, KEYPAD_LOW, KEYPAD_TOP);
    const bool jack = has_bit(switches, SW_HEADPHONE_INSERT);
    (void)snprintf(device, sizeof device, "/dev/input/event%d", number);
    /* The officer's keyboard is named by its USB port: no other one types there. */
    lasting(s, jack || (letters && !scans) ? "/dev/input/by-path" : "/dev/input/by-id", device,
            link, sizeof link);
    if (letters || pad || jack) {
        add(s,
            scans     ? FOUND_SCANNER
            : letters ? FOUND_KEYBOARD
            : pad     ? FOUND_KEYPAD
                      : FOUND_JACK,
            "evdev:", link, name);
    } else if (is_touch(s, number, keys)) {
        add_touch(s, device, name);
    }
}

/* A document scanner of SANE's list: another sort of camera. */
static void add_scanner(void *context, const char *name, const char *label)
{
    add(context, FOUND_CAMERA, "sane:", name, label);
}

static void find(struct port_finder *port, struct found_devices *ret_found)
{
    const struct finder_linux *finder = (const struct finder_linux *)port;
    struct search s = {finder->root, ret_found};
    ret_found->count = 0;
    find_printers(&s);
    find_serial(&s, "ttyACM");
    find_serial(&s, "ttyUSB");
    find_serial(&s, "ttyS");
    find_cameras(&s);
    for (int i = 0; i < NUMBERS; i++) {
        find_input(&s, i);
    }
    find_lights(&s);
    if (finder->scanners) {
        camera_sane_list(add_scanner, &s);
    }
}

static void listen_to(struct port_finder *port, enum found_kind kind,
                      const struct found_devices *among)
{
    struct finder_linux *f = (struct finder_linux *)port;
    finder_listen_begin(&f->listen, f->root, kind, among);
}

static int heard(struct port_finder *port, uint64_t now_ms)
{
    return finder_listen_heard(&((struct finder_linux *)port)->listen, now_ms);
}

static void hush(struct port_finder *port)
{
    finder_listen_end(&((struct finder_linux *)port)->listen);
}

static struct err light(struct port_finder *port, const struct found_device *d, bool on)
{
    struct finder_linux *f = (struct finder_linux *)port;
    return finder_listen_light(&f->listen, f->root, d, on);
}

static void ask(struct port_finder *port, struct found_devices *io_found)
{
    struct finder_linux *f = (struct finder_linux *)port;
    finder_listen_ask(&f->listen, f->root, io_found);
}

static void close_finder(struct port_finder *port)
{
    hush(port);
}

struct err finder_linux_open(struct finder_linux *f, const char *root)
{
    static const struct port_finder_ops ops = {"linux", find,  listen_to, heard,
                                               hush,    light, ask,       close_finder};
    memset(f, 0, sizeof *f);
    f->port.ops = &ops;
    f->scanners = root[0] == '\0';
    if (strlen(root) >= sizeof f->root) {
        return ERR(ERR_BAD_INPUT, 0, "finder: root");
    }
    memcpy(f->root, root, strlen(root) + 1);
    return ERR_OK;
}
