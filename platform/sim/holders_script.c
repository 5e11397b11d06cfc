#include "platform/sim/holders_script.h"

#include <string.h>

static bool take(struct port_holders *port, struct holders_heard *ret_heard)
{
    struct holders_script *h = (struct holders_script *)port;
    if (h->count == 0) {
        return false;
    }
    *ret_heard = h->said[0];
    h->count--;
    memmove(h->said, h->said + 1, (size_t)h->count * sizeof h->said[0]);
    return true;
}

static void answer(struct port_holders *port, int who, const struct hold_answer *a)
{
    struct holders_script *h = (struct holders_script *)port;
    h->told_who = who;
    h->told = *a;
}

static void picture(struct port_holders *port, int who, const struct canvas *shown)
{
    struct holders_script *h = (struct holders_script *)port;
    h->pictured_who = who;
    h->pictured = shown;
}

static void close_port(struct port_holders *port)
{
    ((struct holders_script *)port)->count = 0;
}

void holders_script_open(struct holders_script *h)
{
    static const struct port_holders_ops ops = {"sim", take, answer, picture, close_port};
    *h = (struct holders_script){.port = {&ops}};
}

void holders_script_say(struct holders_script *h, int who, enum holders_word word, int countdown_s)
{
    if (h->count < HOLDERS_SCRIPT_MAX) {
        h->said[h->count++] = (struct holders_heard){who, word, countdown_s};
    }
}
