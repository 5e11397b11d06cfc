/* The devices that people touch and show things to, by their URIs. */
#include <stdio.h>
#include <string.h>

#include "app/kiosk/kiosk.h"

static bool is_sim(const char *uri)
{
    return strncmp(uri, "sim:", 4) == 0;
}

static void ring_display(void *context)
{
    const struct kiosk *k = context;
    k->display->ops->wake(k->display);
}

static struct err open_keypad(struct kiosk *k, int i, const char *uri)
{
    if (strncmp(uri, "evdev:", 6) == 0) {
        const struct err e =
            keypad_evdev_open(&k->keypad_evdev[i], uri + 6, k->settings.key_codes, ring_display, k);
        k->keypads[i] = failed(e) ? NULL : &k->keypad_evdev[i].port;
        return e;
    }
    if (is_sim(uri) && i == 0) {
        keypad_script_open(&k->keypad_script);
        k->keypads[i] = &k->keypad_script.port;
    } else if (strcmp(uri, "none:") != 0) {
        fprintf(stderr, "kiosk: devices.%s: '%s' is none; use evdev:PATH or none:.\n",
                i == 0 ? "keypad" : "switches", uri);
        return ERR(ERR_BAD_INPUT, 0, "kiosk: keypad");
    }
    return ERR_OK;
}

static struct err open_jack(struct kiosk *k, const char *uri)
{
    if (strncmp(uri, "evdev:", 6) == 0) {
        const struct err e = jack_evdev_open(&k->jack_evdev, uri + 6, ring_display, k);
        k->jack = failed(e) ? NULL : &k->jack_evdev.port;
        return e;
    }
    if (is_sim(uri)) {
        jack_script_open(&k->jack_script);
        k->jack = &k->jack_script.port;
    } else if (strcmp(uri, "none:") != 0) {
        fprintf(stderr, "kiosk: devices.jack: '%s' is no jack; use evdev:PATH or none:.\n", uri);
        return ERR(ERR_BAD_INPUT, 0, "kiosk: jack");
    }
    return ERR_OK;
}

static struct err open_keyboard(struct kiosk *k, const char *uri)
{
    if (strncmp(uri, "evdev:", 6) == 0) {
        const struct err e = keyboard_evdev_open(&k->keyboard_evdev, uri + 6, ring_display, k);
        k->keyboard = failed(e) ? NULL : &k->keyboard_evdev.port;
        return e;
    }
    if (is_sim(uri)) {
        keyboard_script_open(&k->keyboard_script);
        k->keyboard = &k->keyboard_script.port;
    } else if (strcmp(uri, "none:") != 0) {
        fprintf(stderr, "kiosk: devices.keyboard: '%s' is no keyboard; use evdev:PATH or none:.\n",
                uri);
        return ERR(ERR_BAD_INPUT, 0, "kiosk: keyboard");
    }
    return ERR_OK;
}

static struct err open_touch(struct kiosk *k, const char *uri)
{
    if (strncmp(uri, "evdev:", 6) == 0) {
        const struct err e = touch_evdev_open(&k->touch_evdev, uri + 6, ring_display, k);
        k->touch = failed(e) ? NULL : &k->touch_evdev.port;
        return e;
    }
    if (is_sim(uri)) {
        touch_script_open(&k->touch_script);
        k->touch = &k->touch_script.port;
    } else if (strcmp(uri, "none:") != 0) {
        fprintf(stderr, "kiosk: devices.touch: '%s' is none; use evdev:PATH or none:.\n", uri);
        return ERR(ERR_BAD_INPUT, 0, "kiosk: touch");
    }
    return ERR_OK;
}

struct err kiosk_up_keypad(struct kiosk *k)
{
    struct err e = open_keypad(k, 0, k->settings.keypad);
    if (!failed(e)) {
        e = open_keypad(k, 1, k->settings.switches);
    }
    if (!failed(e)) {
        e = open_keyboard(k, k->settings.keyboard);
    }
    if (!failed(e)) {
        e = open_touch(k, k->settings.touch);
    }
    return failed(e) ? e : open_jack(k, k->settings.jack);
}

void kiosk_down_keypad(struct kiosk *k)
{
    if (k->jack != NULL) {
        k->jack->ops->close(k->jack);
    }
    if (k->touch != NULL) {
        k->touch->ops->close(k->touch);
    }
    if (k->keyboard != NULL) {
        k->keyboard->ops->close(k->keyboard);
    }
    for (int i = 0; i < SHELL_KEYPADS; i++) {
        if (k->keypads[i] != NULL) {
            k->keypads[i]->ops->close(k->keypads[i]);
        }
    }
}

static struct err open_scanner(struct kiosk *k, const char *uri)
{
    if (strncmp(uri, "serial:", 7) == 0) {
        scanner_serial_open(&k->scanner_serial, uri + 7);
        k->scanner = &k->scanner_serial.port;
    } else if (strncmp(uri, "evdev:", 6) == 0) {
        const struct err e = scanner_evdev_open(&k->scanner_evdev, uri + 6, ring_display, k);
        k->scanner = failed(e) ? NULL : &k->scanner_evdev.port;
        return e;
    } else if (is_sim(uri) || strcmp(uri, "none:") == 0) {
        scanner_script_open(&k->scanner_script);
        k->scanner = &k->scanner_script.port;
    } else {
        fprintf(stderr,
                "kiosk: devices.scanner: '%s' is no scanner; use serial:PATH, evdev:PATH or "
                "none:.\n",
                uri);
        return ERR(ERR_BAD_INPUT, 0, "kiosk: scanner");
    }
    return ERR_OK;
}

/* Opened only while somebody records; here it is only chosen. */
static struct err up_microphone(struct kiosk *k)
{
    const char *uri = k->settings.microphone;
    struct err e;
    if (is_sim(uri)) {
        e = capture_file_open(&k->capture_file, uri, &k->clock);
        k->capture = &k->capture_file.port;
    } else {
        e = capture_sdl_open(&k->capture_sdl, uri);
        k->capture = &k->capture_sdl.port;
    }
    if (failed(e)) {
        fprintf(stderr, "kiosk: devices.microphone: '%s' is no microphone; see kioskctl devices.\n",
                uri);
    }
    return e;
}

static struct err up_beacon(struct kiosk *k)
{
    const char *uri = k->settings.beacon;
    if (strcmp(uri, "none:") == 0) {
        return ERR_OK;
    }
    if (is_sim(uri)) {
        beacon_script_open(&k->beacon_script);
        k->beacon = &k->beacon_script.port;
        return ERR_OK;
    }
    const struct err e = beacon_linux_open(&k->beacon_linux, "", uri);
    k->beacon = failed(e) ? NULL : &k->beacon_linux.port;
    if (failed(e)) {
        fprintf(stderr, "kiosk: devices.beacon: '%s' is no call light; see kioskctl devices.\n",
                uri);
    }
    return e;
}

/* Asked only when staff look at it. */
static struct err up_wifi(struct kiosk *k)
{
    const char *uri = k->settings.wifi;
    struct err e = ERR_OK;
    if (is_sim(uri)) {
        wifi_script_open(&k->wifi_script);
        k->wifi = &k->wifi_script.port;
    } else if (strncmp(uri, "iwd:", 4) == 0) {
        e = wifi_iwd_open(&k->wifi_iwd, uri + 4, "");
        k->wifi = failed(e) ? NULL : &k->wifi_iwd.port;
    } else if (strcmp(uri, "none:") != 0) {
        e = ERR(ERR_BAD_INPUT, 0, "kiosk: wifi");
    }
    if (failed(e)) {
        fprintf(stderr, "kiosk: devices.wifi: '%s' is no Wi-Fi; use iwd: or none:.\n", uri);
    }
    return e;
}

/* Before the process is confined: the panel's light and the one that calls are opened here. */
struct err kiosk_up_machine(struct kiosk *k)
{
    struct err e = up_beacon(k);
    e = failed(e) ? e : up_wifi(k);
    if (failed(e)) {
        return e;
    }
    if (k->headless) {
        machine_script_open(&k->machine_script);
        k->machine = &k->machine_script.port;
        return ERR_OK;
    }
    k->machine = &k->machine_linux.port;
    e = machine_linux_open(&k->machine_linux, "", k->state);
    if (!failed(e)) {
        e = machine_linux_ups(&k->machine_linux, k->settings.ups);
    }
    if (failed(e)) {
        fprintf(stderr,
                "kiosk: devices.ups: '%s'; use kernel:, nut:NAME@tcp://ADDRESS:PORT or "
                "nut:NAME@unix:PATH.\n",
                k->settings.ups);
    }
    return e;
}

void kiosk_down_machine(struct kiosk *k)
{
    if (k->beacon != NULL) {
        k->beacon->ops->close(k->beacon);
    }
    if (k->wifi != NULL) {
        k->wifi->ops->close(k->wifi);
    }
    if (k->machine != NULL && k->machine->ops != NULL) {
        k->machine->ops->close(k->machine);
    }
}

static struct err up_finder(struct kiosk *k)
{
    const char *uri = k->settings.finder;
    struct err e;
    if (strcmp(uri, "linux:") == 0) {
        e = finder_linux_open(&k->finder_linux, "");
        k->finder = &k->finder_linux.port;
    } else {
        e = finder_script_open(&k->finder_script, uri);
        k->finder = &k->finder_script.port;
    }
    if (failed(e)) {
        fprintf(stderr, "kiosk: devices.finder: '%s' is none; use linux: or sim:FILE.\n", uri);
    }
    return e;
}

struct err kiosk_up_devices(struct kiosk *k)
{
    const struct settings *s = &k->settings;
    struct err e = printer_open(&k->printer, s->printer, s->printer_dots);
    if (failed(e)) {
        fprintf(stderr, "kiosk: devices.printer: '%s' is no printer; see kioskctl devices.\n",
                s->printer);
        return e;
    }
    printer_trial_init(&k->printer_trial, k->printer.port, s->printer);
    e = camera_open(&k->camera, s->camera);
    if (failed(e)) {
        fprintf(stderr, "kiosk: devices.camera: '%s' is no camera; see kioskctl devices.\n",
                s->camera);
        return e;
    }
    k->camera.file.picture = &k->picture; /* of a pretended one */
    e = open_scanner(k, s->scanner);
    if (failed(e)) {
        return e;
    }
    e = up_finder(k);
    return failed(e) ? e : up_microphone(k);
}

void kiosk_down_devices(struct kiosk *k)
{
    if (k->scanner != NULL) {
        k->scanner->ops->close(k->scanner);
    }
    camera_close(&k->camera);
    if (k->capture != NULL) {
        k->capture->ops->close(k->capture);
    }
    printer_close(&k->printer);
}
