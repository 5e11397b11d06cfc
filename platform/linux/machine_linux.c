#include "platform/linux/machine_linux.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#define WORD      64
#define CMDLINE   4096
#define SLOT_KEY  "rauc.slot="
#define SLOT_FILE "/run/rong/slot" /* of the image, whose units hide the kernel's command line */
#define NET       "/sys/class/net"
#define POWER     "/sys/class/power_supply"
#define LIGHT     "/sys/class/backlight"
#define TIMESYNC  "/run/systemd/timesync"
#define BLOCK     "/sys/class/block"
#define LIFE_OVER 11 /* of eMMC: more than all of it */
#define HEAT      "/sys/class/thermal"
#define WATCHDOG  "/sys/class/watchdog"
#define RESET     0x20 /* WDIOF_CARDRESET of linux/watchdog.h */
#define PATH_LONG (MACHINE_PATH + 320)

/* The first bytes of a small file as text, without what ends its line; "" when it cannot be read.
 */
static void read_text(const char *path, char *out, size_t cap)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    const ssize_t got = fd < 0 ? -1 : read(fd, out, cap - 1);
    out[got > 0 ? got : 0] = '\0';
    out[strcspn(out, "\n")] = '\0';
    if (fd >= 0) {
        (void)close(fd);
    }
}

static void read_in(const char *folder, const char *device, const char *name, char *out, size_t cap)
{
    char path[PATH_LONG * 2];
    const int length = snprintf(path, sizeof path, "%s/%s/%s", folder, device, name);
    out[0] = '\0';
    if (length > 0 && (size_t)length < sizeof path) {
        read_text(path, out, cap);
    }
}

/* Calls each() for every device of a class. */
static void devices(const struct machine_linux *m, const char *class,
                    void (*each)(const char *folder, const char *device, void *context),
                    void *context)
{
    char folder[PATH_LONG];
    (void)snprintf(folder, sizeof folder, "%s%s", m->root, class);
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        return;
    }
    for (const struct dirent *d = readdir(dir); d != NULL; d = readdir(dir)) {
        if (d->d_name[0] != '.') {
            each(folder, d->d_name, context);
        }
    }
    (void)closedir(dir);
}

static void look_line(const char *folder, const char *device, void *context)
{
    struct machine_facts *f = context;
    char word[WORD];
    if (strcmp(device, "lo") == 0) {
        return;
    }
    f->lines++;
    read_in(folder, device, "carrier", word, sizeof word);
    f->lines_up += strcmp(word, "1") == 0;
}

/* A battery or a UPS says whether it gives; a mains adapter says whether it is plugged. */
static void look_power(const char *folder, const char *device, void *context)
{
    struct machine_facts *f = context;
    char type[WORD];
    char word[WORD];
    read_in(folder, device, "type", type, sizeof type);
    if (strcmp(type, "Battery") != 0 && strcmp(type, "UPS") != 0) {
        return;
    }
    read_in(folder, device, "scope", word, sizeof word);
    if (strcmp(word, "Device") == 0) { /* of a mouse or a scanner */
        return;
    }
    read_in(folder, device, "status", word, sizeof word);
    if (strcmp(word, "Discharging") == 0) {
        f->power = POWER_BATTERY;
    } else if (f->power == POWER_UNKNOWN && word[0] != '\0') {
        f->power = POWER_MAINS;
    }
    read_in(folder, device, "capacity", word, sizeof word);
    if (word[0] != '\0') {
        const long percent = strtol(word, NULL, 10);
        f->battery_percent = percent < 0 ? 0 : percent > 100 ? 100 : (int)percent;
    }
}

/* In thousandths of a degree; a place without a sensor says nothing, or nonsense. */
static void look_heat(const char *folder, const char *device, void *context)
{
    struct machine_facts *f = context;
    char word[WORD];
    char *end = word;
    read_in(folder, device, "temp", word, sizeof word);
    const long told = strtol(word, &end, 10);
    if (strncmp(device, "thermal_zone", 12) == 0 && end != word && told > 0 && told < 200000) {
        const int celsius = (int)(told / 1000);
        f->celsius = celsius > f->celsius ? celsius : f->celsius;
    }
}

/* eMMC: two kinds of cells, each by a number of tenths begun ("0x02 0x01": up to 20 and 10
 * percent). The worst that any disk tells; others tell root alone. */
static void look_life(const char *folder, const char *device, void *context)
{
    struct machine_facts *f = context;
    char text[WORD];
    char *at = text;
    read_in(folder, device, "device/life_time", text, sizeof text);
    for (int cells = 0; cells < 2; cells++) {
        const long tenths = strtol(at, &at, 16);
        if (tenths >= 1 && tenths <= LIFE_OVER) {
            const int percent = tenths == LIFE_OVER ? 100 : (int)tenths * 10;
            f->disk_life_used = percent > f->disk_life_used ? percent : f->disk_life_used;
        }
    }
}

/* What a watchdog says of why the machine started; one that cannot tell says 0. */
static void look_watchdog(const char *folder, const char *device, void *context)
{
    struct machine_facts *f = context;
    char word[WORD];
    read_in(folder, device, "bootstatus", word, sizeof word);
    const long why = strtol(word, NULL, 0);
    f->watchdog_reset |= why > 0 && (why & RESET) != 0;
}

static void look_ups(struct machine_linux *m, struct machine_facts *f)
{
    struct ups_word word;
    f->battery_percent = -1;
    if (failed(ups_nut_ask(&m->ups, &word))) {
        f->power = POWER_GONE;
        return;
    }
    f->power = word.on_battery ? POWER_BATTERY : POWER_MAINS;
    f->battery_low = word.low;
    f->battery_percent = word.percent;
}

static bool exists(const struct machine_linux *m, const char *name)
{
    char path[PATH_LONG];
    (void)snprintf(path, sizeof path, "%s%s", m->root, name);
    return access(path, F_OK) == 0;
}

static void look(struct port_machine *port, struct machine_facts *ret_facts)
{
    struct machine_linux *m = (struct machine_linux *)port;
    struct statvfs disk;
    char lock[PATH_LONG];
    *ret_facts = (struct machine_facts){
        .disk_free = -1, .disk_size = -1, .battery_percent = -1, .celsius = -1};
    devices(m, NET, look_line, ret_facts);
    devices(m, HEAT, look_heat, ret_facts);
    devices(m, BLOCK, look_life, ret_facts);
    devices(m, WATCHDOG, look_watchdog, ret_facts);
    if (m->asks_ups) {
        look_ups(m, ret_facts);
    } else {
        devices(m, POWER, look_power, ret_facts);
    }
    if (statvfs(m->state, &disk) == 0) {
        ret_facts->disk_free = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
        ret_facts->disk_size = (int64_t)disk.f_blocks * (int64_t)disk.f_frsize;
    }
    (void)snprintf(lock, sizeof lock, "%s/" MACHINE_LOCKED, m->state);
    ret_facts->locked = access(lock, F_OK) == 0;
    ret_facts->clock_kept = exists(m, TIMESYNC);
    ret_facts->clock_set = exists(m, TIMESYNC "/synchronized");
    memcpy(ret_facts->slot, m->slot, sizeof m->slot);
}

static struct err dim(struct port_machine *port, int percent)
{
    const struct machine_linux *m = (const struct machine_linux *)port;
    char text[WORD];
    if (m->light < 0) {
        return ERR(ERR_UNSUPPORTED, 0, "machine: no light");
    }
    const int wanted = (int)((int64_t)m->light_max * percent / 100);
    const int length = snprintf(text, sizeof text, "%d", wanted > 0 ? wanted : 1);
    return pwrite(m->light, text, (size_t)length, 0) == length
               ? ERR_OK
               : ERR(ERR_IO, errno, "machine: light");
}

static void off_path(const struct machine_linux *m, char ret_path[PATH_LONG])
{
    (void)snprintf(ret_path, PATH_LONG, "%s" MACHINE_OFF, m->state);
}

static struct err off(struct port_machine *port, bool asked)
{
    const struct machine_linux *m = (const struct machine_linux *)port;
    char path[PATH_LONG];
    off_path(m, path);
    if (!asked) {
        return unlink(path) == 0 || errno == ENOENT ? ERR_OK : ERR(ERR_IO, errno, "machine: off");
    }
    char *name = strrchr(path, '/');
    *name = '\0'; /* the courier makes the folder as well */
    (void)mkdir(path, 0770);
    *name = '/';
    const int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0660);
    if (fd < 0) {
        return ERR(ERR_IO, errno, "machine: off");
    }
    (void)close(fd);
    return ERR_OK;
}

static void close_machine(struct port_machine *port)
{
    struct machine_linux *m = (struct machine_linux *)port;
    if (m->light >= 0) {
        (void)close(m->light);
    }
    m->light = -1;
}

/* The first light that can be turned. */
static void open_light(const char *folder, const char *device, void *context)
{
    struct machine_linux *m = context;
    char path[PATH_LONG * 2];
    char word[WORD];
    read_in(folder, device, "max_brightness", word, sizeof word);
    const long max = strtol(word, NULL, 10);
    if (m->light >= 0 || max < 1 || max > 1000000) {
        return;
    }
    (void)snprintf(path, sizeof path, "%s/%s/brightness", folder, device);
    m->light = open(path, O_WRONLY | O_CLOEXEC);
    m->light_max = (int)max;
}

static void read_slot(struct machine_linux *m)
{
    char path[PATH_LONG];
    char line[CMDLINE];
    (void)snprintf(path, sizeof path, "%s/proc/cmdline", m->root);
    read_text(path, line, sizeof line);
    const char *at = strstr(line, SLOT_KEY);
    if (at != NULL) {
        at += strlen(SLOT_KEY);
        (void)snprintf(m->slot, sizeof m->slot, "%.*s", (int)strcspn(at, " "), at);
        return;
    }
    (void)snprintf(path, sizeof path, "%s" SLOT_FILE, m->root);
    read_text(path, m->slot, sizeof m->slot);
}

struct err machine_linux_open(struct machine_linux *m, const char *root, const char *state)
{
    static const struct port_machine_ops ops = {"linux", look, dim, off, close_machine};
    *m = (struct machine_linux){.port = {&ops}, .light = -1};
    if (strlen(root) >= sizeof m->root || strlen(state) >= sizeof m->state) {
        return ERR(ERR_BAD_INPUT, 0, "machine: path");
    }
    memcpy(m->root, root, strlen(root) + 1);
    memcpy(m->state, state, strlen(state) + 1);
    devices(m, LIGHT, open_light, m);
    read_slot(m);
    return off(&m->port, false);
}

struct err machine_linux_ups(struct machine_linux *m, const char *uri)
{
    m->asks_ups = strncmp(uri, "nut:", 4) == 0;
    if (!m->asks_ups) {
        return strcmp(uri, "kernel:") == 0 ? ERR_OK : ERR(ERR_BAD_INPUT, 0, "machine: ups");
    }
    return ups_nut_init(&m->ups, uri + 4);
}

int64_t machine_linux_up_s(void)
{
    struct timespec t;
    return clock_gettime(CLOCK_BOOTTIME, &t) == 0 ? t.tv_sec : 0;
}
