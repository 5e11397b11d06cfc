/* The devices of the kiosk, as its settings name them. */
#include <stdio.h>
#include <string.h>

#include "app/kiosk/kiosk.h"

static bool is_sim(const char *uri)
{
    return strncmp(uri, "sim:", 4) == 0;
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

struct err kiosk_up_devices(struct kiosk *k)
{
    const struct settings *s = &k->settings;
    struct err e = printer_open(&k->printer, s->printer, s->printer_dots);
    if (failed(e)) {
        fprintf(stderr, "kiosk: devices.printer: '%s' is no printer; see kioskctl devices.\n",
                s->printer);
        return e;
    }
    e = camera_file_open(&k->camera, s->camera);
    if (failed(e)) {
        fprintf(stderr, "kiosk: devices.camera: '%s' is no camera; see kioskctl devices.\n",
                s->camera);
        return e;
    }
    if (strncmp(s->scanner, "serial:", 7) == 0) {
        scanner_serial_open(&k->scanner_serial, s->scanner + 7);
        k->scanner = &k->scanner_serial.port;
    } else if (is_sim(s->scanner) || strcmp(s->scanner, "none:") == 0) {
        scanner_script_open(&k->scanner_script);
        k->scanner = &k->scanner_script.port;
    } else {
        fprintf(stderr, "kiosk: devices.scanner: '%s' is no scanner; use serial:PATH or none:.\n",
                s->scanner);
        return ERR(ERR_BAD_INPUT, 0, "kiosk: scanner");
    }
    return up_microphone(k);
}

void kiosk_down_devices(struct kiosk *k)
{
    if (k->scanner != NULL) {
        k->scanner->ops->close(k->scanner);
    }
    if (k->camera.port.ops != NULL) {
        k->camera.port.ops->close(&k->camera.port);
    }
    if (k->capture != NULL) {
        k->capture->ops->close(k->capture);
    }
    printer_close(&k->printer);
}
