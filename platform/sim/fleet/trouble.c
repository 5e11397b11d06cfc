#include "platform/sim/fleet/trouble.h"

#include <stdlib.h>
#include <string.h>

enum value { VALUE_NONE, VALUE_NUMBER, VALUE_STATUS, VALUE_TIME, VALUE_RETRY, VALUE_TEXT };

static const struct {
    const char *name;
    enum value value;
    int64_t otherwise; /* the value when none is given */
    const char *meaning;
} effects[TROUBLE_EFFECTS] = {
    [TROUBLE_NONE] = {"none", VALUE_NONE, 0, NULL},
    [TROUBLE_STATUS] = {"status", VALUE_STATUS, 503,
                        "status=503: that status, nothing carried out"},
    [TROUBLE_RETRY_AFTER] = {"retry-after", VALUE_RETRY, 60,
                             "retry-after=60, =date (a minute ahead), =text: with a 503"},
    [TROUBLE_REDIRECT] = {"redirect", VALUE_TEXT, 0,
                          "redirect=URL:COUNT: 302 to URL and the path; COUNT must be given"},
    [TROUBLE_RESET] = {"reset", VALUE_NONE, 0, "resets the line, nothing carried out"},
    [TROUBLE_HTML] = {"html", VALUE_NONE, 0, "200 with somebody's sign-in page"},
    [TROUBLE_EMPTY] = {"empty", VALUE_NONE, 0, "200 with nothing in it"},
    [TROUBLE_THEN_RESET] = {"then-reset", VALUE_NONE, 0, "carries it out, then resets the line"},
    [TROUBLE_STALL] = {"stall", VALUE_TIME, 30000, "stall=30s, =250ms: answers so much later"},
    [TROUBLE_MALFORMED] = {"malformed", VALUE_NONE, 0, "JSON that is none"},
    [TROUBLE_TRUNCATED] = {"truncated", VALUE_NONE, 0, "the first half of the JSON"},
    [TROUBLE_SLOW] = {"slow", VALUE_NUMBER, 1024, "slow=1024: the body at so many bytes a second"},
    [TROUBLE_CUT] = {"cut", VALUE_NUMBER, 65536, "cut=65536: ends the line after so many bytes"},
    [TROUBLE_ENDLESS] = {"endless", VALUE_NONE, 0, "a body without length that never ends"},
    [TROUBLE_CORRUPT] = {"corrupt", VALUE_NONE, 0, "one bit of every 4 KiB is another"},
    [TROUBLE_NO_RANGE] = {"no-range", VALUE_NONE, 0, "200 and everything to a range"},
    [TROUBLE_ETAG] = {"etag", VALUE_NONE, 0, "another ETag; If-Match and If-Range fail"},
    [TROUBLE_WRONG_HASH] = {"wrong-hash", VALUE_NONE, 0, "announces hashes of something else"},
    [TROUBLE_NO_SHA256] = {"no-sha256", VALUE_NONE, 0, "announces no sha256"},
    [TROUBLE_SIZE] = {"size", VALUE_NUMBER, 1024, "size=1024: announces that size"},
    [TROUBLE_FOREIGN] = {"foreign", VALUE_TEXT, 0,
                         "foreign=URL:COUNT: links lead to URL; COUNT must be given"},
    [TROUBLE_DATE] = {"date", VALUE_NUMBER, 4102444800,
                      "date=4102444800: a Date header of that Unix second"},
};

void troubles_init(struct troubles *t)
{
    memset(t, 0, sizeof *t);
    pthread_mutex_init(&t->lock, NULL);
}

void troubles_done(struct troubles *t)
{
    pthread_mutex_destroy(&t->lock);
}

static bool number(const char *text, size_t size, int64_t *ret_number)
{
    if (size == 0 || size > 15 || strspn(text, "0123456789") < size) {
        return false;
    }
    *ret_number = strtoll(text, NULL, 10);
    return true;
}

static bool read_retry(const char *text, size_t size, int64_t *ret_value)
{
    if (size == 4 && strncmp(text, "date", 4) == 0) {
        *ret_value = RETRY_AS_DATE;
        return true;
    }
    if (size == 4 && strncmp(text, "text", 4) == 0) {
        *ret_value = RETRY_AS_TEXT;
        return true;
    }
    return number(text, size, ret_value);
}

static bool read_time(const char *text, size_t size, int64_t *ret_ms)
{
    const size_t digits = strspn(text, "0123456789");
    const bool ms = size == digits + 2 && strncmp(text + digits, "ms", 2) == 0;
    if (!ms && (size != digits + 1 || text[digits] != 's')) {
        return false;
    }
    const bool read = number(text, digits, ret_ms);
    *ret_ms *= ms ? 1 : 1000;
    return read;
}

static bool read_value(enum value kind, const char *text, size_t size, struct trouble *t)
{
    switch (kind) {
    case VALUE_NONE:
        return false;
    case VALUE_NUMBER:
        return number(text, size, &t->value);
    case VALUE_STATUS:
        return number(text, size, &t->value) && t->value >= 200 && t->value <= 599;
    case VALUE_TIME:
        return read_time(text, size, &t->value);
    case VALUE_RETRY:
        return read_retry(text, size, &t->value);
    case VALUE_TEXT:
        if (size == 0 || size >= sizeof t->text) {
            return false;
        }
        snprintf(t->text, sizeof t->text, "%.*s", (int)size, text);
        return true;
    }
    return false;
}

static struct err read_kind(const char *spec, size_t size, struct trouble *t, const char **ret_why)
{
    const char *at = memchr(spec, '@', size);
    const size_t word = at == NULL ? size : (size_t)(at - spec);
    if (at != NULL) {
        snprintf(t->target, sizeof t->target, "%.*s", (int)(size - word - 1), at + 1);
    }
    t->kind = PLACE_KINDS;
    if (word == 3 && strncmp(spec, "any", 3) == 0) {
        return ERR_OK;
    }
    for (int i = 0; i < PLACE_NOWHERE; i++) {
        const char *name = place_name((enum place_kind)i);
        if (strlen(name) == word && strncmp(name, spec, word) == 0) {
            t->kind = (enum place_kind)i;
            return ERR_OK;
        }
    }
    *ret_why = "--fault: what stands before the first ':' is no kind of request (see --help)";
    return ERR(ERR_BAD_INPUT, 0, "fleet: kind of a trouble");
}

static bool read_effect(const char *name, size_t size, struct trouble *t)
{
    for (int i = 1; i < TROUBLE_EFFECTS; i++) {
        if (strlen(effects[i].name) == size && strncmp(effects[i].name, name, size) == 0) {
            t->effect = (enum trouble_effect)i;
            t->value = effects[i].otherwise;
            return true;
        }
    }
    return false;
}

struct err trouble_parse(const char *spec, struct trouble *ret_trouble, const char **ret_why)
{
    struct trouble t = {.left = -1};
    const char *colon = strchr(spec, ':');
    *ret_why = "--fault: a trouble is KIND:EFFECT[=VALUE][:COUNT], as artifact:cut=65536:3";
    if (colon == NULL) {
        return ERR(ERR_BAD_INPUT, 0, "fleet: shape of a trouble");
    }
    struct err e = read_kind(spec, (size_t)(colon - spec), &t, ret_why);
    if (failed(e)) {
        return e;
    }
    const char *effect = colon + 1;
    const char *last = strrchr(effect, ':');
    const char *end = last == NULL ? effect + strlen(effect) : last;
    int64_t count = -1;
    if (last != NULL && (!number(last + 1, strlen(last + 1), &count) || count < 1)) {
        *ret_why = "--fault: COUNT is a number from 1";
        return ERR(ERR_BAD_INPUT, 0, "fleet: count of a trouble");
    }
    const char *equals = memchr(effect, '=', (size_t)(end - effect));
    const char *word_end = equals == NULL ? end : equals;
    if (!read_effect(effect, (size_t)(word_end - effect), &t)) {
        *ret_why = "--fault: there is no such effect (see --help)";
        return ERR(ERR_BAD_INPUT, 0, "fleet: effect of a trouble");
    }
    const enum value kind = effects[t.effect].value;
    if (equals == NULL ? kind == VALUE_TEXT
                       : !read_value(kind, equals + 1, (size_t)(end - equals - 1), &t)) {
        *ret_why = "--fault: the effect's value is not understood (see --help)";
        return ERR(ERR_BAD_INPUT, 0, "fleet: value of a trouble");
    }
    t.left = (int)count;
    *ret_trouble = t;
    return ERR_OK;
}

struct err troubles_add(struct troubles *t, const struct trouble *trouble)
{
    pthread_mutex_lock(&t->lock);
    const bool room = t->count < TROUBLES_MAX;
    if (room) {
        t->list[t->count++] = *trouble;
    }
    pthread_mutex_unlock(&t->lock);
    return room ? ERR_OK : ERR(ERR_FULL, 0, "fleet: troubles");
}

void troubles_clear(struct troubles *t)
{
    pthread_mutex_lock(&t->lock);
    t->count = 0;
    pthread_mutex_unlock(&t->lock);
}

/* Takes the one at i; what is used up leaves the list. */
static struct trouble take(struct troubles *t, int i)
{
    const struct trouble taken = t->list[i];
    t->made[taken.effect]++;
    if (taken.left > 0 && --t->list[i].left == 0) {
        t->count--;
        memmove(&t->list[i], &t->list[i + 1], (size_t)(t->count - i) * sizeof t->list[0]);
    }
    return taken;
}

struct trouble troubles_take(struct troubles *t, enum place_kind kind, const char *target)
{
    struct trouble taken = {.effect = TROUBLE_NONE};
    pthread_mutex_lock(&t->lock);
    for (int i = 0; i < t->count && taken.effect == TROUBLE_NONE; i++) {
        const struct trouble *one = &t->list[i];
        if ((one->kind == PLACE_KINDS || one->kind == kind) &&
            (one->target[0] == '\0' || strcmp(one->target, target) == 0)) {
            taken = take(t, i);
        }
    }
    pthread_mutex_unlock(&t->lock);
    return taken;
}

int64_t troubles_made(struct troubles *t, enum trouble_effect effect)
{
    pthread_mutex_lock(&t->lock);
    const int64_t made = t->made[effect];
    pthread_mutex_unlock(&t->lock);
    return made;
}

const char *trouble_name(enum trouble_effect effect)
{
    return effects[effect].name;
}

void troubles_help(FILE *out)
{
    fputs("A fault is KIND[@TARGET]:EFFECT[=VALUE][:COUNT]; without COUNT it stays.\n\nKIND is any",
          out);
    for (int i = 0; i < PLACE_NOWHERE; i++) {
        fprintf(out, "%s %s", i % 8 == 7 ? ",\n  " : ",", place_name((enum place_kind)i));
    }
    fputs("\n\nEFFECT:\n", out);
    for (int i = 1; i < TROUBLE_EFFECTS; i++) {
        fprintf(out, "  %-12s %s\n", effects[i].name, effects[i].meaning);
    }
}
