/* What the screen process may reach once its settings are read: its state folder, what belongs to
 * the program, devices; of the network nothing. Done before the first thread is started. */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/kiosk/kiosk.h"
#include "platform/linux/finder_linux.h"
#include "platform/linux/sandbox.h"
#include "platform/port_dir.h"

#define PATHS_MAX  58
#define LIGHTS_MAX 6

struct reachable {
    struct sandbox_path paths[PATHS_MAX];
    int count;
    char texts[6][ASSETS_PATH_MAX]; /* of paths put together here */
    int texts_used;
    char lights[LIGHTS_MAX][PATH_MAX];
};

static void add(struct reachable *r, const char *path, enum sandbox_right right)
{
    INVARIANT(r->count < PATHS_MAX);
    r->paths[r->count++] = (struct sandbox_path){path, right};
}

/* The folder a file lies in; "." for a bare name. */
static void add_folder_of(struct reachable *r, const char *file, enum sandbox_right right)
{
    char *text = r->texts[r->texts_used++];
    const char *slash = strrchr(file, '/');
    const int length = slash == NULL ? 0 : (int)(slash - file);
    snprintf(text, ASSETS_PATH_MAX, "%.*s", length, file);
    add(r, slash == NULL ? "." : slash == file ? "/" : text, right);
}

static void add_below(struct reachable *r, const char *folder, const char *name)
{
    if (folder != NULL) {
        char *text = r->texts[r->texts_used++];
        snprintf(text, ASSETS_PATH_MAX, "%s/%s", folder, name);
        add(r, text, SANDBOX_READ);
    }
}

/* What the libraries of panel and sound read when they start, and when a device is plugged in. */
static void add_system(struct reachable *r)
{
    static const char *const read[] = {"/usr/lib",
                                       "/lib",
                                       "/usr/share",
                                       "/usr/local/share",
                                       "/sys",
                                       "/run/udev",
                                       "/proc/self",
                                       "/proc/asound",
                                       "/proc/cpuinfo",
                                       "/proc/meminfo",
                                       "/etc/fonts",
                                       "/etc/drirc",
                                       "/etc/alsa",
                                       "/etc/asound.conf",
                                       "/etc/pulse",
                                       "/etc/sane.d",
                                       "/etc/libva.conf",
                                       "/etc/X11",
                                       "/etc/udev",
                                       "/etc/ld.so.cache",
                                       "/etc/localtime",
                                       "/etc/machine-id",
                                       "/run/systemd/timesync"};
    for (size_t i = 0; i < sizeof read / sizeof read[0]; i++) {
        add(r, read[i], SANDBOX_READ);
    }
    add(r, "/dev", SANDBOX_DEVICE);
}

/* Lights that the set-up may try, and no others, which would leave them no room: where the kernel's
 * links lead, since a link gives no right. */
static void add_lights(struct reachable *r)
{
    DIR *dir = opendir("/sys/class/leds");
    int count = 0;
    for (const struct dirent *d = dir == NULL ? NULL : readdir(dir);
         d != NULL && count < LIGHTS_MAX; d = readdir(dir)) {
        char path[PATH_MAX];
        (void)snprintf(path, sizeof path, "/sys/class/leds/%s/brightness", d->d_name);
        if (finder_linux_is_light(d->d_name) && realpath(path, r->lights[count]) != NULL) {
            add(r, r->lights[count++], SANDBOX_DEVICE);
        }
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
}

/* The machine's voice, and what the kernel starts it with. */
static void add_reader(struct reachable *r, const struct kiosk *k)
{
    static const char *const loaders[] = {"/lib64/ld-linux-x86-64.so.2",
                                          "/lib/ld-linux-aarch64.so.1"};
    if (k->reader == NULL) {
        return;
    }
    add(r, READER_ESPEAK_PROGRAM, SANDBOX_RUN);
    for (size_t i = 0; i < sizeof loaders / sizeof loaders[0]; i++) {
        add(r, loaders[i], SANDBOX_RUN);
    }
}

/* On a desk the panel is a window: who may open one is written in the person's own folders. */
static void add_desk(struct reachable *r)
{
    if (getenv("DISPLAY") == NULL && getenv("WAYLAND_DISPLAY") == NULL) {
        return;
    }
    add(r, getenv("XAUTHORITY"), SANDBOX_READ);
    add(r, getenv("XDG_RUNTIME_DIR"), SANDBOX_READ);
    add_below(r, getenv("HOME"), ".Xauthority");
    add_below(r, getenv("HOME"), ".config/pulse");
}

/* A played visit reads its script and pictures and writes what was seen. */
static void add_play(struct reachable *r, const struct kiosk *k)
{
    if (k->play != NULL) {
        add(r, k->play, SANDBOX_READ);
        add(r, ".", SANDBOX_READ);
        add(r, k->out, SANDBOX_WRITE);
    }
    if (strncmp(k->settings.camera, "sim:", 4) == 0) {
        add_folder_of(r, k->settings.camera + 4, SANDBOX_READ);
    }
    if (strncmp(k->settings.microphone, "sim:", 4) == 0) {
        add_folder_of(r, k->settings.microphone + 4, SANDBOX_READ);
    }
    if (strncmp(k->settings.printer, "sim:", 4) == 0) {
        add_folder_of(r, k->settings.printer + 4, SANDBOX_WRITE);
    }
}

/* A window of another machine comes over the network. */
static bool is_remote(const char *display)
{
    return display != NULL && display[0] != '\0' && display[0] != ':' &&
           strncmp(display, "unix:", 5) != 0;
}

static void say(struct err e, const struct sandbox_report *report)
{
    if (failed(e)) {
        log_event(EV_NOT_CONFINED, e.code, e.os);
    } else {
        log_event(EV_CONFINED, report->version, report->paths);
    }
}

struct err kiosk_confine(struct kiosk *k)
{
    static struct reachable r; /* composition root: one per process */
    struct sandbox_report report;
    struct port_dir dir = dir_linux();
    if (k->rig != NULL) {
        /* What a script starts would be confined as well, and it kills, prints and sends. */
        log_event(EV_NOT_CONFINED, ERR_UNSUPPORTED, 0);
        return ERR_OK;
    }
    const struct err made = dir.ops->make(&dir, k->state);
    if (failed(made)) {
        return made;
    }
    if (k->out != NULL) {
        char inside[ASSETS_PATH_MAX];
        snprintf(inside, sizeof inside, "%s/.", k->out);
        const struct err e = rig_make_folders(inside);
        if (failed(e)) {
            return e;
        }
    }
    add(&r, k->state, SANDBOX_WRITE);
    add(&r, k->assets.root, SANDBOX_READ);
    add(&r, k->fleet_key, SANDBOX_READ); /* read again where packs change settings */
    add(&r, k->assets.built, SANDBOX_READ);
    add_folder_of(&r, k->settings.stick, SANDBOX_WRITE); /* it is mounted later */
    add_system(&r);
    add_lights(&r);
    add_reader(&r, k);
    add_desk(&r);
    add_play(&r, k);
    const char *display = getenv("DISPLAY");
    const struct sandbox_plan plan = {.paths = r.paths,
                                      .count = r.count,
                                      .connects_anywhere =
                                          is_remote(display) ||
                                          strncmp(k->settings.printer, "escpos:tcp:", 11) == 0 ||
                                          strstr(k->settings.ups, "@tcp:") != NULL,
                                      .meets_named_sockets = display != NULL};
    say(sandbox_enter(&plan, &report), &report);
    return ERR_OK;
}
