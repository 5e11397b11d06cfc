#include "app/staff/site.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "app/whole.h"

static void put_text(struct buf *out, const char *key, const char *value)
{
    buf_printf(out, "%s = %s\n", key, value);
}

static void put_number(struct buf *out, const char *key, int value)
{
    buf_printf(out, "%s = %d\n", key, value);
}

void site_text(const struct settings *s, struct buf *out)
{
    buf_puts(out, "; Written by the set-up on the kiosk's own screen.\n[kiosk]\n");
    put_text(out, "name", s->name);
    put_text(out, "place", s->place);
    put_text(out, "commune", s->commune);
    put_text(out, "languages", s->languages);
    put_text(out, "public_url", s->public_url);
    put_text(out, "first_setup", s->first_setup ? "yes" : "no");
    buf_puts(out, "[screen]\n");
    put_number(out, "width", s->width);
    put_number(out, "height", s->height);
    put_number(out, "rotation", s->rotation);
    put_number(out, "um_per_px", s->um_per_px);
    put_number(out, "light", s->light);
    buf_puts(out, "[sound]\n");
    put_number(out, "volume", s->volume);
    buf_puts(out, "[portal]\n");
    put_text(out, "url", s->portal_url);
    put_text(out, "adapter", s->portal_adapter);
    buf_puts(out, "[devices]\n");
    put_text(out, "printer", s->printer);
    put_number(out, "printer_dots", s->printer_dots);
    put_text(out, "scanner", s->scanner);
    put_text(out, "camera", s->camera);
    put_text(out, "keypad", s->keypad);
    put_text(out, "keyboard", s->keyboard);
    put_text(out, "beacon", s->beacon);
    put_text(out, "jack", s->jack);
    put_text(out, "touch", s->touch);
    if (s->network_usb) { /* by a person's hand or a stick's, not by the set-up */
        buf_puts(out, "[network]\nusb = yes\n");
    }
    buf_puts(out, "[papers]\n");
    put_number(out, "camera_dpi", s->camera_dpi);
}

struct err site_keep(struct port_dir *dir, const char *state, const char *text, size_t size)
{
    return whole_write(dir, state, SITE_FILE, text, size);
}

struct err site_read(const struct port_files *files, const char *state, struct settings *s,
                     struct setting_problem *ret_problem)
{
    char path[DIR_PATH_MAX];
    struct file_bytes file = {0};
    const int length = snprintf(path, sizeof path, "%s/%s", state, SITE_FILE);
    *ret_problem = (struct setting_problem){0};
    if (length < 0 || (size_t)length >= sizeof path) {
        return ERR(ERR_BAD_INPUT, 0, "site: path");
    }
    struct err e = files->ops->map(path, &file);
    if (e.code == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    if (!failed(e)) {
        e = settings_parse(s, file.bytes, ret_problem);
        files->ops->unmap(&file);
    }
    return e;
}

bool site_is_address(const char *text)
{
    const char *host = strncasecmp(text, "http://", 7) == 0    ? text + 7
                       : strncasecmp(text, "https://", 8) == 0 ? text + 8
                                                               : "";
    if (*host == '\0' || *host == '/' || *host == ':') {
        return false;
    }
    for (; *host != '\0'; host++) {
        if (*host <= ' ' || *host > '~' || *host == ';' || *host == '"') {
            return false;
        }
    }
    return true;
}
