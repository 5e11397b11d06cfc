#include "app/pack/pack_about.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/language/folder.h"

struct line {
    const char *key, *value;
    size_t key_len, value_len;
};

static void trim(const char **text, size_t *len)
{
    while (*len > 0 && strchr(" \t\r", **text) != NULL) {
        (*text)++;
        (*len)--;
    }
    while (*len > 0 && strchr(" \t\r", (*text)[*len - 1]) != NULL) {
        (*len)--;
    }
}

static bool is(const struct line *l, const char *key)
{
    return strlen(key) == l->key_len && memcmp(key, l->key, l->key_len) == 0;
}

static bool take_number(const struct line *l, int *ret_number)
{
    char digits[10];
    if (l->value_len == 0 || l->value_len >= sizeof digits) {
        return false;
    }
    (void)snprintf(digits, sizeof digits, "%.*s", (int)l->value_len, l->value);
    if (strspn(digits, "0123456789") != l->value_len) {
        return false;
    }
    *ret_number = (int)strtol(digits, NULL, 10);
    return *ret_number > 0;
}

static bool take_day(const struct line *l, char day[11])
{
    (void)snprintf(day, 11, "%.*s", (int)(l->value_len < 10 ? l->value_len : 10), l->value);
    return folder_is_date(l->value, l->value_len);
}

static bool take_name(const struct line *l, char name[PACK_TITLE])
{
    (void)snprintf(name, PACK_TITLE, "%.*s", (int)(l->value_len < PACK_TITLE ? l->value_len : 0),
                   l->value);
    return name[0] != '\0' && strchr("-", name[0]) == NULL &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == l->value_len;
}

static bool take(const struct line *l, struct pack_about *a)
{
    return is(l, "name")           ? take_name(l, a->name)
           : is(l, "version")      ? take_number(l, &a->version)
           : is(l, "made")         ? take_day(l, a->made)
           : is(l, "expires")      ? take_day(l, a->expires)
           : is(l, "min_firmware") ? take_number(l, &a->min_firmware)
                                   : false;
}

static struct err wrong(char what[160], int number, const char *words)
{
    (void)snprintf(what, 160, "%s:%d: %s", PACK_ABOUT, number, words);
    return ERR(ERR_BAD_INPUT, number, "pack: pack.ini");
}

struct err pack_about_read(const char *text, size_t size, struct pack_about *ret_about,
                           char ret_what[160])
{
    struct pack_about a = {.version = 0};
    int number = 0;
    ret_what[0] = '\0';
    for (size_t at = 0; at < size;) {
        const char *end = memchr(text + at, '\n', size - at);
        size_t len = end != NULL ? (size_t)(end - text) - at : size - at;
        struct line l = {.key = text + at};
        number++;
        at += len + 1;
        trim(&l.key, &len);
        if (len == 0 || l.key[0] == '#') {
            continue;
        }
        l.value = memchr(l.key, '=', len);
        if (l.value == NULL) {
            return wrong(ret_what, number, "the line is not `key = value`");
        }
        l.key_len = (size_t)(l.value - l.key);
        l.value_len = len - l.key_len - 1;
        l.value++;
        trim(&l.key, &l.key_len);
        trim(&l.value, &l.value_len);
        if (!take(&l, &a)) {
            return wrong(
                ret_what, number,
                "a pack has name (a-z, 0-9, -), version and min_firmware (numbers from 1), "
                "made and expires (2027-11-26)");
        }
    }
    if (a.name[0] == '\0' || a.version == 0 || a.made[0] == '\0' || a.expires[0] == '\0' ||
        a.min_firmware == 0) {
        return wrong(ret_what, number, "name, version, made, expires or min_firmware is missing");
    }
    *ret_about = a;
    return ERR_OK;
}

bool pack_has_expired(const struct pack_about *about, const char *today)
{
    return strcmp(today, about->expires) > 0;
}
