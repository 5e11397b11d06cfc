#include "platform/sim/finder_script.h"

#include <stdio.h>
#include <string.h>

static const char *const kinds[FOUND_KINDS] = {
    [FOUND_PRINTER] = "printer", [FOUND_SCANNER] = "scanner", [FOUND_CAMERA] = "camera",
    [FOUND_KEYPAD] = "keypad",   [FOUND_JACK] = "jack",       [FOUND_KEYBOARD] = "keyboard",
    [FOUND_TOUCH] = "touch"};

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

static void close_finder(struct port_finder *port)
{
    (void)port;
}

struct err finder_script_open(struct finder_script *f, const char *uri)
{
    static const struct port_finder_ops ops = {"sim", find, close_finder};
    *f = (struct finder_script){.port = {&ops}};
    if (strncmp(uri, "sim:", 4) != 0 || strlen(uri + 4) >= sizeof f->path) {
        return ERR(ERR_BAD_INPUT, 0, "finder: uri");
    }
    memcpy(f->path, uri + 4, strlen(uri + 4) + 1);
    return ERR_OK;
}
