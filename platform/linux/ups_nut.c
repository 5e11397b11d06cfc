#include "platform/linux/ups_nut.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/linux/monotonic.h"

#define ASK_MS 500
#define LINE   256

struct talk {
    struct transport *line;
    int64_t until_ms; /* monotonic */
    char text[LINE];  /* what came and was not read yet */
    size_t size;
};

static int left_ms(const struct talk *t)
{
    return (int)monotonic_left_ms(t->until_ms);
}

static struct err put(struct talk *t, const char *text)
{
    size_t done = 0;
    const size_t size = strlen(text);
    while (done < size) {
        size_t now = 0;
        const struct err e = t->line->ops->write(t->line, (const uint8_t *)text + done, size - done,
                                                 left_ms(t), &now);
        if (failed(e)) {
            return e;
        }
        done += now;
        if (now == 0 && left_ms(t) == 0) {
            return ERR(ERR_OFFLINE, 0, "ups: takes nothing");
        }
    }
    return ERR_OK;
}

/* The next line, without its end. */
static struct err take(struct talk *t, char ret_line[LINE])
{
    for (;;) {
        const char *end = memchr(t->text, '\n', t->size);
        if (end != NULL) {
            const size_t length = (size_t)(end - t->text);
            memcpy(ret_line, t->text, length);
            ret_line[length] = '\0';
            t->size -= length + 1;
            memmove(t->text, end + 1, t->size);
            return ERR_OK;
        }
        if (t->size == sizeof t->text) {
            return ERR(ERR_REFUSED, 0, "ups: line too long");
        }
        size_t got = 0;
        const int wait = left_ms(t);
        const struct err e = t->line->ops->read(t->line, (uint8_t *)t->text + t->size,
                                                sizeof t->text - t->size, wait, &got);
        if (failed(e)) {
            return e;
        }
        if (got == 0 && wait == 0) {
            return ERR(ERR_OFFLINE, 0, "ups: no answer");
        }
        t->size += got;
    }
}

/* VAR NAME VARIABLE "value" gives the value; ERR ... is upsd's own word. */
static struct err ask(struct talk *t, const char *name, const char *variable, char ret_value[LINE])
{
    char text[LINE];
    char start[LINE];
    (void)snprintf(text, sizeof text, "GET VAR %s %s\n", name, variable);
    struct err e = put(t, text);
    if (!failed(e)) {
        e = take(t, text);
    }
    if (failed(e)) {
        return e;
    }
    if (strncmp(text, "ERR ", 4) == 0) {
        return ERR(ERR_IO, 0, "ups: no word of it");
    }
    const int length = snprintf(start, sizeof start, "VAR %s %s \"", name, variable);
    const char *end = strrchr(text, '"');
    if (strncmp(text, start, (size_t)length) != 0 || end < text + length) {
        return ERR(ERR_REFUSED, 0, "ups: no answer of upsd");
    }
    memcpy(ret_value, text + length, (size_t)(end - text - length));
    ret_value[end - text - length] = '\0';
    return ERR_OK;
}

static bool has(const char *words, const char *word)
{
    const size_t length = strlen(word);
    for (const char *at = words; *at != '\0';) {
        const size_t next = strcspn(at, " ");
        if (next == length && strncmp(at, word, length) == 0) {
            return true;
        }
        at += next + strspn(at + next, " ");
    }
    return false;
}

/* OL on line, OB on battery, LB low battery, FSD it is about to take the load off. */
static struct err read_status(const char *words, struct ups_word *w)
{
    const bool forced = has(words, "FSD");
    w->on_battery = has(words, "OB") || forced;
    w->low = forced || (w->on_battery && has(words, "LB"));
    return w->on_battery || has(words, "OL") || has(words, "BYPASS")
               ? ERR_OK
               : ERR(ERR_IO, 0, "ups: says neither");
}

static struct err ask_all(struct talk *t, const char *name, struct ups_word *w)
{
    char value[LINE];
    struct err e = ask(t, name, "ups.status", value);
    if (!failed(e)) {
        e = read_status(value, w);
    }
    if (failed(e)) {
        return e;
    }
    e = ask(t, name, "battery.charge", value);
    if (failed(e)) { /* small ones do not know */
        return e.code == ERR_IO ? ERR_OK : e;
    }
    const long percent = strtol(value, NULL, 10);
    w->percent = percent < 0 ? 0 : percent > 100 ? 100 : (int)percent;
    return ERR_OK;
}

struct err ups_nut_ask(struct ups_nut *u, struct ups_word *ret_word)
{
    struct talk t = {.line = &u->line, .until_ms = monotonic_ms() + ASK_MS};
    *ret_word = (struct ups_word){.percent = -1};
    struct err e = u->line.ops->open(&u->line, ASK_MS);
    if (failed(e)) {
        return e.code == ERR_OFFLINE ? e : ERR(ERR_OFFLINE, e.os, "ups: line");
    }
    e = ask_all(&t, u->name, ret_word);
    if (!failed(e)) {
        (void)put(&t, "LOGOUT\n");
    }
    u->line.ops->close(&u->line, false);
    return e;
}

struct err ups_nut_init(struct ups_nut *u, const char *address)
{
    const char *at = strchr(address, '@');
    const size_t length = at == NULL ? 0 : (size_t)(at - address);
    if (length == 0 || length >= sizeof u->name || strcspn(address, " \"\\\n") < length ||
        at[1] == '/') { /* a device speaks no such thing */
        return ERR(ERR_BAD_INPUT, 0, "ups: NAME@tcp://ADDRESS:PORT or NAME@unix:PATH");
    }
    *u = (struct ups_nut){.name = ""};
    memcpy(u->name, address, length);
    return transport_init(&u->line, at + 1);
}
