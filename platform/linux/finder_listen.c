#include "platform/linux/finder_listen.h"

#include <stdio.h>
#include <string.h>

#define PATH_LONG 128 /* as the drivers' */

/* Bits per second that receipt printers are set to, the fast ones first: reference/devices.md 1.8.
 */
static const int speeds[] = {TRANSPORT_BAUD, 38400, 19200, 9600};

/* "serial:/dev/ttyACM0" under a root; false when it does not fit. */
static bool path_of(const char *root, const char *uri, char *out)
{
    const char *path = strchr(uri, ':');
    const int length = path == NULL ? -1 : snprintf(out, PATH_LONG, "%s%s", root, path + 1);
    return length > 0 && length < PATH_LONG;
}

static void ring_nobody(void *context)
{
    (void)context; /* heard() is asked often enough */
}

static void add_ear(struct finder_listen *l, const char *root, enum found_kind kind,
                    const struct found_device *d, int row)
{
    char path[PATH_LONG];
    struct finder_ear *ear = &l->ears[l->count];
    if (l->count == FINDER_EARS || !path_of(root, d->uri, path)) {
        return;
    }
    memset(ear, 0, sizeof *ear);
    ear->row = row;
    if (d->kind == FOUND_LINE && kind == FOUND_SCANNER) {
        ear->kind = EAR_LINE;
        scanner_serial_open(&ear->serial, path);
        l->count++;
    } else if (d->kind == FOUND_KEYBOARD && kind == FOUND_SCANNER) {
        ear->kind = EAR_SCANNING_KEYS;
        l->count += !failed(scanner_evdev_open(&ear->typing, path, ring_nobody, NULL));
    } else if (d->kind == FOUND_KEYBOARD && kind == FOUND_KEYBOARD) {
        const struct evdev_params params = {.path = path, .exclusive = true, .bell = ring_nobody};
        ear->kind = EAR_KEYS;
        l->count += !failed(evdev_start(&ear->keys, &params));
    }
}

void finder_listen_begin(struct finder_listen *l, const char *root, enum found_kind kind,
                         const struct found_devices *among)
{
    finder_listen_end(l);
    for (int i = 0; i < among->count; i++) {
        add_ear(l, root, kind, &among->rows[i], i);
    }
}

/* The code that was shown, and nothing else: a card that somebody holds there is not kept. */
static bool is_code(struct port_scanner *scanner, uint64_t now_ms)
{
    char payload[SCAN_MAX + 1];
    size_t length = 0;
    bool same = false;
    while (!same && scanner->ops->take(scanner, now_ms, payload, &length)) {
        same = strcmp(payload, FINDER_CODE) == 0;
    }
    explicit_bzero(payload, sizeof payload);
    return same;
}

static bool is_heard(struct finder_ear *ear, uint64_t now_ms)
{
    struct evdev_change change;
    bool pressed = false;
    switch (ear->kind) {
    case EAR_LINE:
        return is_code(&ear->serial.port, now_ms);
    case EAR_SCANNING_KEYS:
        return is_code(&ear->typing.port, now_ms);
    case EAR_KEYS:
        break;
    }
    while (evdev_take(&ear->keys, &change)) {
        pressed |= change.type == EV_KEY && change.on;
    }
    return pressed;
}

int finder_listen_heard(struct finder_listen *l, uint64_t now_ms)
{
    int row = -1;
    for (int i = 0; i < l->count; i++) {
        if (is_heard(&l->ears[i], now_ms) && row < 0) {
            row = l->ears[i].row;
        }
    }
    return row;
}

static void put_out(struct finder_listen *l)
{
    if (l->beacon_uri[0] != '\0') {
        l->beacon.port.ops->close(&l->beacon.port);
        l->beacon_uri[0] = '\0';
    }
}

void finder_listen_end(struct finder_listen *l)
{
    for (int i = 0; i < l->count; i++) {
        struct finder_ear *ear = &l->ears[i];
        if (ear->kind == EAR_LINE) {
            ear->serial.port.ops->close(&ear->serial.port);
        } else if (ear->kind == EAR_SCANNING_KEYS) {
            ear->typing.port.ops->close(&ear->typing.port);
        } else {
            evdev_stop(&ear->keys);
        }
    }
    l->count = 0;
    put_out(l);
}

struct err finder_listen_light(struct finder_listen *l, const char *root,
                               const struct found_device *d, bool on)
{
    char path[PATH_LONG];
    char uri[PATH_LONG + 8];
    if (strcmp(l->beacon_uri, d->uri) != 0) {
        put_out(l);
        if (d->kind == FOUND_LINE && path_of(root, d->uri, path)) {
            (void)snprintf(uri, sizeof uri, "relay:%s", path);
        } else {
            (void)snprintf(uri, sizeof uri, "%s", d->kind == FOUND_BEACON ? d->uri : "");
        }
        const struct err e = beacon_linux_open(&l->beacon, root, uri);
        if (failed(e)) {
            return e;
        }
        memcpy(l->beacon_uri, d->uri, sizeof l->beacon_uri);
    }
    return l->beacon.port.ops->light(&l->beacon.port, on);
}

/* Twice: at a wrong speed a byte may look like an answer by chance, and hardly two of them do. */
static bool is_printer(struct finder_listen *l, const char *uri)
{
    struct err e = printer_open(&l->printer, uri, 0);
    bool answers = true;
    if (!failed(e) && l->answer_ms > 0) {
        l->printer.escpos.patience.answer = l->answer_ms;
    }
    for (int i = 0; i < 2 && !failed(e) && answers; i++) {
        struct printer_status status = {.answers = false};
        e = l->printer.port->ops->status(l->printer.port, &status);
        answers = status.answers;
    }
    printer_close(&l->printer);
    return !failed(e) && answers;
}

/* The line's printer as a setting, without the root; false when none answers at any speed. */
static bool ask_line(struct finder_listen *l, const char *root, const char *line,
                     char ret_uri[FOUND_URI])
{
    const int room = FOUND_URI - (int)sizeof "escpos:?baud=115200"; /* for the path */
    for (size_t i = 0; i < sizeof speeds / sizeof speeds[0]; i++) {
        char option[sizeof "?baud=115200"] = "";
        char path[PATH_LONG];
        char uri[PATH_LONG + 32];
        if (speeds[i] != TRANSPORT_BAUD) {
            (void)snprintf(option, sizeof option, "?baud=%d", speeds[i]);
        }
        if (!path_of(root, line, path) || strlen(path) - strlen(root) > (size_t)room) {
            return false;
        }
        (void)snprintf(uri, sizeof uri, "escpos:%s%s", path, option);
        if (is_printer(l, uri)) {
            (void)snprintf(ret_uri, FOUND_URI, "escpos:%.*s%s", room, path + strlen(root), option);
            return true;
        }
    }
    return false;
}

void finder_listen_ask(struct finder_listen *l, const char *root, struct found_devices *io_found)
{
    for (int i = 0; i < io_found->count; i++) {
        struct found_device *d = &io_found->rows[i];
        char uri[FOUND_URI];
        if (d->kind == FOUND_LINE && ask_line(l, root, d->uri, uri)) {
            d->kind = FOUND_PRINTER;
            memcpy(d->uri, uri, sizeof d->uri);
        }
    }
}
