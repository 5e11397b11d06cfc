#include "platform/sim/reader_script.h"

#include <stdio.h>
#include <string.h>

enum { LEVEL = 4000, PERIOD = 240 };

static struct reader_script *self(struct port_reader *port)
{
    return (struct reader_script *)(void *)port;
}

static void stop(struct port_reader *port)
{
    struct reader_script *r = self(port);
    r->stopped++;
    r->left = r->whole = 0;
}

static struct err begin(struct port_reader *port, const char *language, const char *text)
{
    struct reader_script *r = self(port);
    const size_t length = strnlen(text, READER_TEXT);
    r->asked++;
    (void)snprintf(r->language, sizeof r->language, "%s", language);
    if (r->fault == READER_MISSING) {
        return ERR(ERR_IO, 0, "reader: start");
    }
    if (length == 0 || length == READER_TEXT) {
        return ERR(ERR_BAD_INPUT, 0, "reader: text");
    }
    r->left = r->whole = (int)length * READER_SCRIPT_SAMPLES;
    return ERR_OK;
}

static int take(struct port_reader *port, int16_t *out, int max, enum reader_state *ret_state)
{
    struct reader_script *r = self(port);
    if (r->fault == READER_SILENT && r->whole > 0) {
        *ret_state = READER_WORKS;
        return 0;
    }
    if (r->whole == 0 || (r->fault == READER_CUT && r->left <= r->whole / 2)) {
        *ret_state = READER_FAILED;
        return 0;
    }
    const int count = r->left < max ? r->left : max;
    for (int i = 0; i < count; i++) {
        out[i] = (r->left - i) % PERIOD < PERIOD / 2 ? LEVEL : -LEVEL;
    }
    r->left -= count;
    *ret_state = count > 0 ? READER_WORKS : READER_ENDED;
    return count;
}

void reader_script_open(struct reader_script *r)
{
    static const struct port_reader_ops ops = {"script", begin, take, stop};
    *r = (struct reader_script){.port = {&ops}};
}
