#include "platform/sim/scanner_script.h"

#include <string.h>

static struct scanner_script *self(struct port_scanner *p)
{
    return (struct scanner_script *)p; /* port is the first member */
}

static void flush(struct port_scanner *p)
{
    explicit_bzero(self(p)->next, sizeof self(p)->next);
    self(p)->waiting = false;
}

static bool take(struct port_scanner *p, uint64_t now_ms, char *out, size_t *ret_length)
{
    struct scanner_script *s = self(p);
    (void)now_ms;
    if (!s->waiting || s->unplugged) {
        return false;
    }
    memcpy(out, s->next, s->length + 1);
    *ret_length = s->length;
    flush(p);
    return true;
}

static int wait_fd(struct port_scanner *p)
{
    (void)p;
    return -1;
}

static bool alive(struct port_scanner *p)
{
    return !self(p)->unplugged;
}

void scanner_script_open(struct scanner_script *s)
{
    static const struct port_scanner_ops ops = {"sim", take, flush, wait_fd, alive, flush};
    memset(s, 0, sizeof *s);
    s->port.ops = &ops;
}

void scanner_script_show(struct scanner_script *s, const char *payload)
{
    if (s->silent || s->unplugged) {
        return;
    }
    s->length = strnlen(payload, SCAN_MAX);
    memcpy(s->next, payload, s->length);
    s->next[s->length] = '\0';
    s->waiting = true;
}
