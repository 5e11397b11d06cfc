#include "platform/linux/hold_wire.h"

#include <jansson.h>
#include <string.h>

static size_t dump(json_t *o, char *out, size_t cap)
{
    const size_t size = o == NULL ? 0 : json_dumpb(o, out, cap, JSON_COMPACT);
    json_decref(o);
    return size <= cap ? size : 0;
}

size_t hold_put_question(const struct hold_question *q, char *out, size_t cap)
{
    json_t *o = json_pack("{s:s}", "kind",
                          q->kind == HOLD_ASKED      ? "hold"
                          : q->kind == HOLD_PICTURED ? "picture"
                                                     : "release");
    if (o != NULL && q->kind == HOLD_ASKED && q->countdown_s >= 0) {
        json_object_set_new(o, "countdown", json_integer(q->countdown_s));
    }
    return dump(o, out, cap);
}

size_t hold_put_answer(const struct hold_answer *a, char *out, size_t cap)
{
    return dump(a->granted ? json_pack("{s:b, s:i}", "granted", 1, "seconds", a->seconds)
                           : json_pack("{s:b, s:s}", "granted", 0, "why", hold_why_name(a->why)),
                out, cap);
}

size_t hold_put_other(enum hold_kind kind, char *out, size_t cap)
{
    return dump(kind == HOLD_RELEASED ? json_pack("{s:b}", "released", 1)
                                      : json_pack("{s:s}", "error", "unsupported"),
                out, cap);
}

static const char *const pictures[HOLD_PICTURES] = {"made", "not-now", "failed"};

size_t hold_put_picture(enum hold_picture word, char *out, size_t cap)
{
    return dump(json_pack("{s:s}", "picture", pictures[word]), out, cap);
}

static json_t *load(const char *bytes, size_t size)
{
    json_t *o = size > HOLD_WIRE_MAX ? NULL : json_loadb(bytes, size, JSON_REJECT_DUPLICATES, NULL);
    if (o != NULL && !json_is_object(o)) {
        json_decref(o);
        return NULL;
    }
    return o;
}

/* A member's number from min to max. */
static bool get(const json_t *o, const char *name, int min, int max, int *ret_n)
{
    const json_t *value = json_object_get(o, name);
    const json_int_t n = json_integer_value(value);
    if (!json_is_integer(value) || n < min || n > max) {
        return false;
    }
    *ret_n = (int)n;
    return true;
}

static bool read_question(const json_t *o, struct hold_question *q)
{
    const char *kind = json_string_value(json_object_get(o, "kind"));
    q->countdown_s = -1;
    if (kind == NULL) {
        return false;
    }
    q->kind = strcmp(kind, "hold") == 0      ? HOLD_ASKED
              : strcmp(kind, "release") == 0 ? HOLD_RELEASED
              : strcmp(kind, "picture") == 0 ? HOLD_PICTURED
                                             : HOLD_UNKNOWN;
    return q->kind != HOLD_ASKED || json_object_get(o, "countdown") == NULL ||
           get(o, "countdown", 0, HOLD_COUNTDOWN_MAX, &q->countdown_s);
}

struct err hold_get_question(const char *bytes, size_t size, struct hold_question *ret_question)
{
    struct hold_question q = {.kind = HOLD_UNKNOWN};
    json_t *o = load(bytes, size);
    const bool good = o != NULL && read_question(o, &q);
    json_decref(o);
    if (!good) {
        return ERR(ERR_BAD_INPUT, 0, "hold: no question");
    }
    *ret_question = q;
    return ERR_OK;
}

static enum hold_why why_of(const char *name)
{
    for (int i = 0; i < HOLD_WHYS; i++) {
        if (strcmp(hold_why_name((enum hold_why)i), name) == 0) {
            return (enum hold_why)i;
        }
    }
    return HOLD_OTHER;
}

static bool read_answer(const json_t *o, struct hold_answer *a)
{
    const json_t *granted = json_object_get(o, "granted");
    const char *why = json_string_value(json_object_get(o, "why"));
    a->granted = json_is_true(granted);
    if (a->granted) {
        return get(o, "seconds", 1, HOLD_COUNTDOWN_MAX, &a->seconds);
    }
    a->why = why != NULL ? why_of(why) : HOLD_OTHER;
    return json_is_false(granted) && why != NULL;
}

struct err hold_get_answer(const char *bytes, size_t size, struct hold_answer *ret_answer)
{
    struct hold_answer a = {.granted = false};
    json_t *o = load(bytes, size);
    const bool released = json_is_true(json_object_get(o, "released"));
    const bool good = o != NULL && read_answer(o, &a);
    json_decref(o);
    if (!good) {
        return released ? ERR(ERR_CANCELLED, 0, "hold: given back")
                        : ERR(ERR_BAD_INPUT, 0, "hold: no answer");
    }
    *ret_answer = a;
    return ERR_OK;
}

struct err hold_get_picture(const char *bytes, size_t size, enum hold_picture *ret_word)
{
    json_t *o = load(bytes, size);
    const char *word = json_string_value(json_object_get(o, "picture"));
    const bool unknown = json_string_value(json_object_get(o, "error")) != NULL;
    struct err e = unknown ? ERR(ERR_UNSUPPORTED, 0, "hold: the kiosk makes no pictures")
                           : ERR(ERR_BAD_INPUT, 0, "hold: no answer");
    for (int i = 0; i < HOLD_PICTURES && word != NULL; i++) {
        if (strcmp(pictures[i], word) == 0) {
            *ret_word = (enum hold_picture)i;
            e = ERR_OK;
        }
    }
    json_decref(o);
    return e;
}
