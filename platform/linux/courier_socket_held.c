#include "platform/linux/courier_socket_held.h"

#include <stdio.h>
#include <string.h>

static const char *const states[] = {"none", "asking", "known", "sign-in", "offline"};

#define PLAIN  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-/"
#define NAMES  PLAIN "_[]"
#define HEX    "0123456789abcdef"
#define DIGITS "0123456789-"

json_t *wire_held_object(const struct portal_held *held)
{
    json_t *items = json_array();
    for (int i = 0; i < held->count && i < PORTAL_HELD_MAX; i++) {
        const struct portal_held_item *item = &held->items[i];
        json_array_append_new(items, json_pack("{s:b, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:i}",
                                               "paper", (int)item->paper, "ref", item->ref, "value",
                                               item->value, "procedure", item->procedure,
                                               "file_number", item->file_number, "date", item->date,
                                               "type", item->type, "sha256", item->sha256, "size",
                                               item->size, "pages", item->pages));
    }
    return json_pack("{s:s, s:o}", "state", states[held->state], "items", items);
}

/* A text that fits, of these characters; letters NULL: of any but control characters. */
static bool text(const json_t *o, const char *name, const char *letters, char *out, size_t cap)
{
    const char *value = json_string_value(json_object_get(o, name));
    if (value == NULL || strlen(value) >= cap ||
        (letters != NULL && value[strspn(value, letters)] != '\0')) {
        return false;
    }
    for (const char *c = value; *c != '\0'; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7F) {
            return false;
        }
    }
    snprintf(out, cap, "%s", value);
    return true;
}

static bool count(const json_t *o, const char *name, int *ret_count)
{
    const json_int_t n = json_integer_value(json_object_get(o, name));
    *ret_count = n >= 0 && n <= 0x7FFFFFFF ? (int)n : 0;
    return json_is_integer(json_object_get(o, name)) && *ret_count == n;
}

static bool read_item(const json_t *o, struct portal_held_item *item)
{
    item->paper = json_is_true(json_object_get(o, "paper"));
    return text(o, "ref", NAMES, item->ref, sizeof item->ref) && item->ref[0] == '/' &&
           text(o, "value", NULL, item->value, sizeof item->value) &&
           text(o, "procedure", PLAIN, item->procedure, sizeof item->procedure) &&
           text(o, "file_number", PLAIN, item->file_number, sizeof item->file_number) &&
           text(o, "date", DIGITS, item->date, sizeof item->date) && strlen(item->date) == 10 &&
           text(o, "type", PLAIN, item->type, sizeof item->type) &&
           text(o, "sha256", HEX, item->sha256, sizeof item->sha256) &&
           strlen(item->sha256) == (item->paper ? sizeof item->sha256 - 1 : 0) &&
           count(o, "size", &item->size) && count(o, "pages", &item->pages) &&
           (!item->paper || (item->size > 0 && item->pages > 0 && item->type[0] != '\0'));
}

bool wire_held_read(const json_t *o, struct portal_held *ret_held)
{
    const char *state = json_string_value(json_object_get(o, "state"));
    const json_t *items = json_object_get(o, "items");
    size_t i = 0;
    while (state != NULL && i < sizeof states / sizeof states[0] && strcmp(states[i], state) != 0) {
        i++;
    }
    if (state == NULL || i == sizeof states / sizeof states[0] || !json_is_array(items) ||
        json_array_size(items) > PORTAL_HELD_MAX) {
        return false;
    }
    ret_held->state = (enum portal_held_state)i;
    ret_held->count = (int)json_array_size(items);
    bool good = true;
    for (i = 0; i < json_array_size(items); i++) {
        good = good && read_item(json_array_get(items, i), &ret_held->items[i]);
    }
    return good;
}
