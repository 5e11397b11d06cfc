#include "platform/sim/fleet/query.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define WORD 300

struct term {
    char field[WORD], value[WORD];
    bool other, among; /* != and =in= */
};

/* "*" stands for any letters; letters are equal whatever their case, as hawkBit has it. */
static bool is_like(const char *text, const char *pattern)
{
    const char *star = NULL;
    const char *back = NULL;
    while (*text != '\0') {
        if (*pattern == '*') {
            star = pattern++;
            back = text;
        } else if (tolower((unsigned char)*pattern) == tolower((unsigned char)*text)) {
            pattern++;
            text++;
        } else if (star != NULL) {
            pattern = star + 1;
            text = ++back;
        } else {
            return false;
        }
    }
    while (*pattern == '*') {
        pattern++;
    }
    return *pattern == '\0';
}

static const char *field_of(const json_t *target, const char *field)
{
    static const char *const names[][2] = {{"id", "id"},
                                           {"controllerid", "id"},
                                           {"name", "name"},
                                           {"group", "group"},
                                           {"updatestatus", "status"}};
    static const char attribute[] = "attribute.";
    if (strncasecmp(field, attribute, sizeof attribute - 1) == 0) {
        const char *value = json_string_value(
            json_object_get(json_object_get(target, "attributes"), field + sizeof attribute - 1));
        return value == NULL ? "" : value;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcasecmp(field, names[i][0]) == 0) {
            const char *value = json_string_value(json_object_get(target, names[i][1]));
            return value == NULL ? "" : value;
        }
    }
    return NULL;
}

static void skip_blanks(const char **at)
{
    while (**at == ' ') {
        (*at)++;
    }
}

/* A word up to one of the stops, in quotes or bare. False when it is empty or too long. */
static bool read_word(const char **at, const char *stops, char out[WORD])
{
    const bool quoted = **at == '\'' || **at == '"';
    const char end[2] = {quoted ? **at : '\0', '\0'};
    *at += quoted ? 1 : 0;
    const size_t size = strcspn(*at, quoted ? end : stops);
    if (size == 0 || size >= WORD || (quoted && (*at)[size] == '\0')) {
        return false;
    }
    (void)snprintf(out, WORD, "%.*s", (int)size, *at);
    *at += size + (quoted ? 1 : 0);
    return true;
}

static bool read_term(const char **at, struct term *ret_term)
{
    struct term t = {.other = false};
    skip_blanks(at);
    if (!read_word(at, "=! ", t.field)) {
        return false;
    }
    skip_blanks(at);
    if (strncmp(*at, "=in=", 4) == 0) {
        t.among = true;
        *at += 4;
        skip_blanks(at);
        if (**at != '(') {
            return false;
        }
        (*at)++;
        if (!read_word(at, ")", t.value) || **at != ')') {
            return false;
        }
        (*at)++;
    } else if (strncmp(*at, "==", 2) == 0 || strncmp(*at, "!=", 2) == 0) {
        t.other = **at == '!';
        *at += 2;
        skip_blanks(at);
        if (!read_word(at, ";, ", t.value)) {
            return false;
        }
    } else {
        return false;
    }
    skip_blanks(at);
    *ret_term = t;
    return true;
}

static bool holds(const struct term *t, const char *value)
{
    if (!t->among) {
        return is_like(value, t->value) != t->other;
    }
    char list[WORD];
    char *rest = list;
    char *one = NULL;
    (void)snprintf(list, sizeof list, "%s", t->value);
    while ((one = strtok_r(rest, ", ", &rest)) != NULL) {
        if (is_like(value, one)) {
            return true;
        }
    }
    return false;
}

/* What joins this term to the next: 'a' and, 'o' or, '\0' the end, '?' nothing that is known. */
static char read_joint(const char **at)
{
    static const struct {
        const char *text;
        char joint;
    } joints[] = {{"and ", 'a'}, {";", 'a'}, {"or ", 'o'}, {",", 'o'}};
    if (**at == '\0') {
        return '\0';
    }
    for (size_t i = 0; i < sizeof joints / sizeof joints[0]; i++) {
        const size_t size = strlen(joints[i].text);
        if (strncasecmp(*at, joints[i].text, size) == 0) {
            *at += size;
            return joints[i].joint;
        }
    }
    return '?';
}

enum query_word query_means(const char *query, const json_t *target)
{
    const char *at = query == NULL ? "" : query;
    bool any = false;
    bool all = true;
    if (*at == '\0') {
        return QUERY_YES;
    }
    for (;;) {
        struct term t;
        if (!read_term(&at, &t)) {
            return QUERY_WRONG;
        }
        const char *value = field_of(target, t.field);
        const char joint = read_joint(&at);
        if (value == NULL || joint == '?') {
            return QUERY_WRONG;
        }
        all = all && holds(&t, value);
        if (joint != 'a') {
            any = any || all;
            all = true;
        }
        if (joint == '\0') {
            return any ? QUERY_YES : QUERY_NO;
        }
    }
}
