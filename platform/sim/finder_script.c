#include "platform/sim/finder_script.h"

#include <stdio.h>
#include <string.h>

static const char *const kinds[FOUND_KINDS] = {
    [FOUND_PRINTER] = "printer", [FOUND_SCANNER] = "scanner", [FOUND_CAMERA] = "camera",
    [FOUND_KEYPAD] = "keypad",   [FOUND_JACK] = "jack",       [FOUND_KEYBOARD] = "keyboard",
    [FOUND_TOUCH] = "touch",     [FOUND_BEACON] = "beacon",   [FOUND_LINE] = "line"};

/* One line into a row; false for one that names no device. */
static bool read_row(const char *line, struct found_device *ret_row)
{
    char kind[16];
    int used = 0;
    if (sscanf(line, "%15s %120s %n", kind, ret_row->uri, &used) != 2 || used == 0) {
        return false;
    }
    (void)snprintf(ret_row->name, sizeof ret_row->name, "%.*s", (int)strcspn(line + used, "\r\n"),
                   line + used);
    for (int i = 0; i < FOUND_KINDS; i++) {
        if (strcmp(kinds[i], kind) == 0) {
            ret_row->kind = (enum found_kind)i;
            return true;
        }
    }
    return false;
}

static void find(struct port_finder *port, struct found_devices *ret_found)
{
    const struct finder_script *s = (const struct finder_script *)port;
    char line[256];
    FILE *f = s->path[0] == '\0' ? NULL : fopen(s->path, "r");
    ret_found->count = 0;
    while (f != NULL && ret_found->count < FOUND_MAX && fgets(line, sizeof line, f) != NULL) {
        ret_found->count += read_row(line, &ret_found->rows[ret_found->count]);
    }
    if (f != NULL) {
        (void)fclose(f);
    }
}

/* Whether the file says that this device is of that kind. */
static bool answers(const struct finder_script *s, enum found_kind kind, const char *uri)
{
    char wanted[256];
    char line[256];
    bool found = false;
    (void)snprintf(wanted, sizeof wanted, "answers %s %s", kinds[kind], uri);
    FILE *f = s->path[0] == '\0' ? NULL : fopen(s->path, "r");
    while (f != NULL && !found && fgets(line, sizeof line, f) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        found = strcmp(line, wanted) == 0;
    }
    if (f != NULL) {
        (void)fclose(f);
    }
    return found;
}

static void listen_to(struct port_finder *port, enum found_kind kind,
                      const struct found_devices *among)
{
    struct finder_script *s = (struct finder_script *)port;
    s->kind = kind;
    s->among = *among;
    s->listens = true;
}

static int heard(struct port_finder *port, uint64_t now_ms)
{
    const struct finder_script *s = (const struct finder_script *)port;
    (void)now_ms;
    for (int i = 0; s->listens && i < s->among.count; i++) {
        if (answers(s, s->kind, s->among.rows[i].uri)) {
            return i;
        }
    }
    return -1;
}

static void hush(struct port_finder *port)
{
    ((struct finder_script *)port)->listens = false;
}

static struct err light(struct port_finder *port, const struct found_device *d, bool on)
{
    struct finder_script *s = (struct finder_script *)port;
    if (d->kind != FOUND_BEACON && d->kind != FOUND_LINE) {
        return ERR(ERR_BAD_INPUT, 0, "finder: no light");
    }
    s->lit += on;
    return ERR_OK;
}

static void ask(struct port_finder *port, struct found_devices *io_found)
{
    const struct finder_script *s = (const struct finder_script *)port;
    for (int i = 0; i < io_found->count; i++) {
        struct found_device *d = &io_found->rows[i];
        if (d->kind == FOUND_LINE && answers(s, FOUND_PRINTER, d->uri)) {
            d->kind = FOUND_PRINTER;
            memmove(d->uri, "escpos:", 7); /* as long as "serial:" */
        }
    }
}

static void close_finder(struct port_finder *port)
{
    (void)port;
}

struct err finder_script_open(struct finder_script *f, const char *uri)
{
    static const struct port_finder_ops ops = {"sim", find,  listen_to, heard,
                                               hush,  light, ask,       close_finder};
    *f = (struct finder_script){.port = {&ops}};
    if (strncmp(uri, "sim:", 4) != 0 || strlen(uri + 4) >= sizeof f->path) {
        return ERR(ERR_BAD_INPUT, 0, "finder: uri");
    }
    memcpy(f->path, uri + 4, strlen(uri + 4) + 1);
    return ERR_OK;
}
