/* kioskctl selftest: every device and store of a configuration, one line each: its name, ok or no,
 * and a sentence: what it is, or what to do. Changes and prints nothing. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/assets.h"
#include "app/cli/main_devices.h"
#include "app/outbox/outbox.h"
#include "app/settings.h"
#include "platform/base/options.h"
#include "platform/linux/beacon_linux.h"
#include "platform/linux/camera_open.h"
#include "platform/linux/evdev.h"
#include "platform/linux/jpeg_file.h"
#include "platform/linux/portal_socket.h"
#include "platform/linux/printer_open.h"
#include "platform/linux/scanner_serial.h"
#include "platform/linux/wifi_iwd.h"
#include "platform/port_clock.h"
#include "platform/sdl/audio_sdl.h"
#include "platform/sdl/capture_sdl.h"

#define CAMERA_PIXELS_LEAST 7900000 /* devices.md 5.2: A4 with a margin at 200 dpi */

struct selftest {
    const char *state, *config;
    struct settings settings;
    int bad;
};

static void tell(struct selftest *t, const char *name, bool ok, const char *sentence)
{
    printf("%-10s  %s  %s\n", name, ok ? "ok" : "no", sentence);
    t->bad += !ok;
}

/* None is a choice, not a fault; true when it was that. */
static bool none(struct selftest *t, const char *name, const char *uri)
{
    if (strcmp(uri, "none:") != 0) {
        return false;
    }
    tell(t, name, true, "none configured");
    return true;
}

static const char *printer_sentence(struct err e, const struct printer_status *s)
{
    if (failed(e)) {
        return e.os == EBUSY ? "another program holds it: end that program"
                             : "it does not answer: switch it on and look at its cable";
    }
    if (s->cover_open) {
        return "the cover is open: close it";
    }
    if (s->jam) {
        return "paper is jammed: open the cover, take it out, close it";
    }
    if (s->paper == PAPER_OUT) {
        return "no paper: put in a roll";
    }
    if (!s->online) { /* also true of the three above, which say more */
        return "it takes nothing: switch it off and on";
    }
    if (!s->answers) {
        return "a one-way printer: only a look at the paper can tell";
    }
    return s->paper == PAPER_NEAR_END ? "little paper left: have a roll ready" : "ready";
}

static void test_printer(struct selftest *t)
{
    static struct printer printer;
    struct printer_status s = {.online = false};
    if (none(t, "printer", t->settings.printer)) {
        return;
    }
    struct err e = printer_open(&printer, t->settings.printer, t->settings.printer_dots);
    if (failed(e)) {
        tell(t, "printer", false, "devices.printer is no printer: see kioskctl devices");
    } else {
        e = printer.port->ops->status(printer.port, &s);
        const bool well = !failed(e) && s.online && !s.cover_open && !s.jam && s.paper != PAPER_OUT;
        tell(t, "printer", well, printer_sentence(e, &s));
    }
    printer_close(&printer);
}

static const char *evdev_sentence(struct err e)
{
    if (!failed(e)) {
        return "ready";
    }
    return e.code == ERR_NOT_FOUND ? "not there: plug it in, look for its name in /dev/input/by-id"
           : e.code == ERR_UNSUPPORTED ? "this is no input device: see /dev/input/by-id"
           : e.os == EBUSY             ? "another program holds it: a running kiosk does"
                                       : "it cannot be opened: may this user read it?";
}

/* A running kiosk keeps it as it is: it is opened, and dark afterwards. */
static void test_beacon(struct selftest *t)
{
    static struct beacon_linux beacon;
    const char *uri = t->settings.beacon;
    if (none(t, "beacon", uri)) {
        return;
    }
    if (strncmp(uri, "sim:", 4) == 0) {
        tell(t, "beacon", true, "pretended");
        return;
    }
    if (failed(beacon_linux_open(&beacon, "", uri))) {
        tell(t, "beacon", false, "devices.beacon is no call light: see kioskctl devices");
        return;
    }
    const bool alive = beacon.port.ops->alive(&beacon.port);
    tell(t, "beacon", alive, alive ? "ready" : "not there: plug its cable in");
    beacon.port.ops->close(&beacon.port);
}

static const char *wifi_sentence(struct err e, const struct wifi_facts *f)
{
    if (failed(e)) {
        return e.code == ERR_OFFLINE ? "iwd does not run: start it, or may this user ask it?"
                                     : "iwd does not answer: start it anew";
    }
    return f->state == WIFI_NO_ADAPTER ? "no adapter: a cable, or devices.wifi = none:"
           : f->state == WIFI_OFF      ? "the adapter is switched off"
           : f->state == WIFI_IDLE     ? "ready, in no network"
                                       : "ready";
}

/* Only looked at: the network it is in stays. */
static void test_wifi(struct selftest *t)
{
    static struct wifi_iwd wifi;
    struct wifi_facts facts = {.count = 0};
    const char *uri = t->settings.wifi;
    if (none(t, "wifi", uri)) {
        return;
    }
    if (strncmp(uri, "sim:", 4) == 0) {
        tell(t, "wifi", true, "pretended");
        return;
    }
    if (strncmp(uri, "iwd:", 4) != 0 || failed(wifi_iwd_open(&wifi, uri + 4, ""))) {
        tell(t, "wifi", false, "devices.wifi is no Wi-Fi: see kioskctl devices");
        return;
    }
    const struct err e = wifi.port.ops->look(&wifi.port, false, &facts);
    const bool well = !failed(e) && facts.state != WIFI_OFF; /* an appliance may be on a cable */
    tell(t, "wifi", well, wifi_sentence(e, &facts));
}

static void test_scanner(struct selftest *t)
{
    static struct scanner_serial scanner;
    const char *uri = t->settings.scanner;
    if (none(t, "scanner", uri)) {
        return;
    }
    if (strncmp(uri, "sim:", 4) == 0) {
        tell(t, "scanner", true, "pretended");
        return;
    }
    if (strncmp(uri, "evdev:", 6) == 0) {
        const struct err e = evdev_probe(uri + 6);
        tell(t, "scanner", !failed(e), evdev_sentence(e));
        return;
    }
    if (strncmp(uri, "serial:", 7) != 0) {
        tell(t, "scanner", false, "devices.scanner is no scanner: see kioskctl devices");
        return;
    }
    scanner_serial_open(&scanner, uri + 7);
    const bool alive = scanner.port.ops->alive(&scanner.port);
    tell(t, "scanner", alive, alive ? "ready" : "not there: plug it in, set it to serial mode");
    scanner.port.ops->close(&scanner.port);
}

/* Keypad, switches, jack, touch panel. */
static void test_keys(struct selftest *t, const char *name, const char *uri)
{
    if (none(t, name, uri)) {
        return;
    }
    if (strncmp(uri, "sim:", 4) == 0) {
        tell(t, name, true, "pretended");
    } else if (strncmp(uri, "evdev:", 6) != 0) {
        tell(t, name, false, "the setting is no input device: see kioskctl devices");
    } else {
        const struct err e = evdev_probe(uri + 6);
        tell(t, name, !failed(e), evdev_sentence(e));
    }
}

/* What a camera that gave no picture wants done. */
static const char *camera_sentence(struct err e)
{
    static const struct {
        enum err_code code;
        const char *sentence;
    } rows[] = {
        {ERR_JAM, "a sheet is stuck: open the scanner and take it out"},
        {ERR_COVER_OPEN, "its cover is open: close it"},
        {ERR_UNSUPPORTED,
         "it gives no pictures that can be used: another node of it may, see /dev/v4l/by-id"},
        {ERR_REFUSED, "it cannot be opened: may this user read it?"},
        {ERR_TIMEOUT, "it is there and gives nothing: pull it out and plug it in again"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].code == e.code) {
            return rows[i].sentence;
        }
    }
    return e.os == EBUSY ? "another program holds it: a running kiosk does"
                         : "no picture came: plug it in, look at it";
}

/* How large the picture is, which decides whether an A4 page on the tray can be read. */
static void tell_picture(struct selftest *t, const char *kind, const uint8_t *jpeg, size_t size)
{
    int width = 0, height = 0;
    char sentence[120];
    if (failed(image_jpeg_size(jpeg, size, &width, &height))) {
        tell(t, "camera", false, camera_sentence(ERR(ERR_BAD_INPUT, 0, "selftest: no picture")));
        return;
    }
    const bool small = strcmp(kind, "v4l2") == 0 && (int64_t)width * height < CAMERA_PIXELS_LEAST;
    snprintf(sentence, sizeof sentence, "%s: took a picture of %d x %d%s", kind, width, height,
             small ? "; A4 at 200 dpi needs 8 megapixels" : "");
    tell(t, "camera", true, sentence);
}

static void test_camera(struct selftest *t)
{
    static struct camera camera;
    static uint8_t still[CAMERA_JPEG_MAX];
    size_t size = 0;
    if (none(t, "camera", t->settings.camera)) {
        return;
    }
    struct err e = camera_open(&camera, t->settings.camera);
    if (failed(e)) {
        tell(t, "camera", false, "devices.camera is no camera: see kioskctl devices");
        return;
    }
    e = camera.port->ops->still(camera.port, NULL, still, sizeof still, &size);
    if (e.code == ERR_NO_PAPER) {
        tell(t, "camera", true, "ready: no sheet lies in the scanner");
    } else if (failed(e)) {
        tell(t, "camera", false, camera_sentence(e));
    } else {
        tell_picture(t, camera.port->ops->name, still, size);
    }
    explicit_bzero(still, size); /* whatever lay under it may be somebody's */
    camera_close(&camera);
}

static void test_audio(struct selftest *t)
{
    static struct audio_sdl audio;
    if (none(t, "sound", t->settings.audio)) {
        return;
    }
    if (failed(audio_sdl_open(&audio, t->settings.audio))) {
        tell(t, "sound", false, "devices.audio is no sound device: see kioskctl devices");
        return;
    }
    const bool alive = audio.port.ops->alive(&audio.port);
    tell(t, "sound", alive,
         alive ? "playing" : "no device plays: plug in the loudspeaker or its card");
    audio.port.ops->close(&audio.port);
}

/* What it hears for a moment is forgotten at once. */
static void test_microphone(struct selftest *t)
{
    static struct capture_sdl microphone;
    const char *uri = t->settings.microphone;
    if (none(t, "microphone", uri)) {
        return;
    }
    if (strncmp(uri, "sim:", 4) == 0) {
        tell(t, "microphone", true, "pretended");
        return;
    }
    if (failed(capture_sdl_open(&microphone, uri))) {
        tell(t, "microphone", false, "devices.microphone is none: see kioskctl devices");
        return;
    }
    const struct err e = microphone.port.ops->start(&microphone.port);
    tell(t, "microphone", !failed(e),
         failed(e) ? "it cannot be opened: plug it in" : "ready; closed until staff record");
    microphone.port.ops->close(&microphone.port);
}

static void test_assets(struct selftest *t)
{
    static const char *const names[] = {"art.bin", "clips-vi.pak", "data/vn_communes.csv"};
    struct assets assets;
    char missing[128];
    struct err e = assets_open(&assets, files_linux(), getenv("RONG_ASSETS"));
    if (failed(e)) {
        tell(t, "assets", false, "not found: run make all, or set RONG_ASSETS");
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct file_bytes file = {0};
        e = assets_map(&assets, names[i], &file);
        assets_unmap(&assets, &file);
        if (failed(e)) {
            snprintf(missing, sizeof missing, "%s is missing: run make all", names[i]);
            tell(t, "assets", false, missing);
            return;
        }
    }
    tell(t, "assets", true, "pictures, sounds and lists are there");
}

static void test_outbox(struct selftest *t)
{
    struct outbox *box = NULL;
    struct outbox_row row;
    struct outbox_unsent u = {0};
    char sentence[128];
    int64_t seq = 0;
    int waiting = 0;
    struct port_clock clock = clock_linux();
    const struct err opened = outbox_open_guest(&box, t->state);
    struct err e = opened;
    while (!failed(e)) {
        e = outbox_next(box, seq, &seq, &row);
        waiting += !failed(e) && !row.at_rest && row.state != OUTBOX_EXPORTED;
    }
    if (e.code == ERR_NOT_FOUND && !failed(opened)) {
        const struct err counted = outbox_count_unsent(box, clock.ops->now_s(&clock), &u);
        e = failed(counted) ? counted : e;
    }
    outbox_close(box);
    if (opened.code == ERR_VERSION) {
        tell(t, "outbox", false, "a newer version wrote it: update this kiosk");
    } else if (opened.code == ERR_NOT_FOUND) {
        tell(t, "outbox", false, "not made yet: start the kiosk once, and look at --state");
    } else if (failed(opened) || e.code != ERR_NOT_FOUND) {
        tell(t, "outbox", false, "cannot be read: start the kiosk, which saves what can be read");
    } else if (u.alarm > 0) {
        snprintf(sentence, sizeof sentence,
                 "%d unsent for 30 days or more, the oldest for %d; %d to decide about: "
                 "see kioskctl outbox list",
                 u.alarm, u.oldest_days, u.decide);
        tell(t, "outbox", false, sentence);
    } else {
        snprintf(sentence, sizeof sentence, "%d waiting to be received by the portal", waiting);
        tell(t, "outbox", true, sentence);
    }
}

static void test_box_key(struct selftest *t)
{
    char path[ASSETS_PATH_MAX];
    struct file_bytes file = {0};
    snprintf(path, sizeof path, "%s/box.pub", t->state);
    const bool there = !failed(files_linux()->ops->map(path, &file)) && file.size > 0;
    files_linux()->ops->unmap(&file);
    tell(t, "box key", there,
         there ? "there" : "missing, so nothing can be saved: start the courier once");
}

static void test_courier(struct selftest *t)
{
    struct port_portal *portal = NULL;
    struct portal_answer a = {.error = ERR(ERR_OFFLINE, 0, "selftest: no answer")};
    int id = 0;
    struct err e = portal_socket_open(&portal, t->state);
    if (!failed(e)) {
        e = portal->ops->ask(portal, PORTAL_CHECK, "", 1000, &id);
    }
    for (int turn = 0; !failed(e) && turn < 24 && !portal->ops->take(portal, &a); turn++) {
        struct pollfd wait = {.fd = portal->ops->wait_fd(portal), .events = POLLIN};
        (void)poll(&wait, 1, 50); /* the deadline passes inside take() */
    }
    if (portal != NULL) {
        portal->ops->close(portal);
    }
    if (failed(e) || failed(a.error)) {
        tell(t, "courier", false, "does not answer: start it; until then everything is kept here");
    } else {
        tell(t, "courier", a.online,
             a.online ? "reaches the portal"
                      : "runs, but has not reached the portal: see kioskctl portal check");
    }
}

/* The configuration, which everything below reads; false when it is unusable. */
static bool test_settings(struct selftest *t)
{
    struct file_bytes file = {0};
    struct setting_problem problem = {0, "the file cannot be read: look at --config"};
    char sentence[320];
    settings_default(&t->settings);
    if (t->config == NULL) {
        tell(t, "settings", true, "no --config given: the defaults");
        return true;
    }
    struct err e = files_linux()->ops->map(t->config, &file);
    if (!failed(e)) {
        e = settings_parse(&t->settings, file.bytes, &problem);
    }
    files_linux()->ops->unmap(&file);
    if (!failed(e)) {
        tell(t, "settings", true, t->config);
        return true;
    }
    snprintf(sentence, sizeof sentence, "line %d: %s", problem.line, problem.message);
    tell(t, "settings", false, sentence);
    return false;
}

int cli_selftest(int argc, char **argv)
{
    static struct selftest t;
    t = (struct selftest){.state = "out/state"};
    const struct option_row rows[] = {
        {"--state", "DIR", "the kiosk's state directory (out/state)", &t.state, NULL, NULL, NULL},
        {"--config", "FILE", "the kiosk's INI settings", &t.config, NULL, NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl selftest",
        .summary = "every device and store: one line each, ok or what to do.",
        .usage = "kioskctl selftest [--state DIR] [--config FILE]",
        .examples = "  kioskctl selftest --state /var/lib/rong --config /etc/rong/kiosk.ini\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (words > 0) {
        return options_wrong(&program, "no words are expected.");
    }
    if (test_settings(&t)) {
        test_printer(&t);
        test_beacon(&t);
        test_wifi(&t);
        test_scanner(&t);
        test_keys(&t, "keypad", t.settings.keypad);
        test_keys(&t, "switches", t.settings.switches);
        test_keys(&t, "keyboard", t.settings.keyboard);
        test_keys(&t, "jack", t.settings.jack);
        test_keys(&t, "touch", t.settings.touch);
        test_camera(&t);
        test_audio(&t);
        test_microphone(&t);
    }
    test_assets(&t);
    test_outbox(&t);
    test_box_key(&t);
    test_courier(&t);
    return t.bad == 0 ? 0 : 1;
}
