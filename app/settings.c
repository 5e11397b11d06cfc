#include "app/settings.h"

#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/settings_rows.h"
#include "platform/base/buf.h"
#include "platform/base/nearest.h"

static char *text_of(struct settings *s, const struct setting_row *row)
{
    return (char *)s + row->offset;
}

static int read_number(const void *at)
{
    int value;
    memcpy(&value, at, sizeof value);
    return value;
}

static struct err bad(struct setting_problem *problem)
{
    problem->line = 0;
    return ERR(ERR_BAD_INPUT, 0, "settings: value");
}

static struct err set_text(struct settings *s, const struct setting_row *row, const char *value,
                           struct setting_problem *problem)
{
    const int length = (int)strlen(value);
    if (length < row->min || length > row->max) {
        snprintf(problem->message, sizeof problem->message,
                 "%s must have %d to %d characters; it has %d.", row->key, row->min, row->max,
                 length);
        return bad(problem);
    }
    for (const char *c = value; *c != '\0'; c++) {
        if (*c == ';' || (unsigned char)*c < ' ' || *c == 0x7F) {
            snprintf(problem->message, sizeof problem->message,
                     "%s may not hold ';' (it begins a comment) or control characters.", row->key);
            return bad(problem);
        }
    }
    memcpy(text_of(s, row), value, (size_t)length + 1);
    return ERR_OK;
}

static struct err set_number(struct settings *s, const struct setting_row *row, const char *value,
                             struct setting_problem *problem)
{
    char *end = NULL;
    const long number = strtol(value, &end, 10);
    if (end == value || *end != '\0' || number < row->min || number > row->max) {
        snprintf(problem->message, sizeof problem->message,
                 "%s must be a whole number from %d to %d; '%.40s' is not.", row->key, row->min,
                 row->max, value);
        return bad(problem);
    }
    const int stored = (int)number;
    memcpy((char *)s + row->offset, &stored, sizeof stored);
    return ERR_OK;
}

static struct err set_switch(struct settings *s, const struct setting_row *row, const char *value,
                             struct setting_problem *problem)
{
    const bool on = strcmp(value, "yes") == 0;
    if (!on && strcmp(value, "no") != 0) {
        snprintf(problem->message, sizeof problem->message, "%s must be yes or no; '%.40s' is not.",
                 row->key, value);
        return bad(problem);
    }
    memcpy((char *)s + row->offset, &on, sizeof on);
    return ERR_OK;
}

static struct err unknown_key(const char *key, struct setting_problem *problem)
{
    const char *names[SETTING_ROWS_MAX];
    int count = 0;
    for (const struct setting_row *row = NULL; (row = setting_row_at(count)) != NULL;) {
        names[count++] = row->key;
    }
    const char *near = nearest(key, names, count);
    if (near != NULL) {
        snprintf(problem->message, sizeof problem->message,
                 "'%.60s' is not a setting; did you mean %s?", key, near);
    } else {
        snprintf(problem->message, sizeof problem->message,
                 "'%.60s' is not a setting; kiosk --print-config lists them all.", key);
    }
    return bad(problem);
}

/* Place of a word in a list parted by blanks, or -1. */
static int word_index(const char *words, const char *word)
{
    const size_t length = strlen(word);
    for (int i = 0; *words != '\0'; i++) {
        const size_t own = strcspn(words, " ");
        if (own == length && memcmp(words, word, own) == 0) {
            return i;
        }
        words += own + (words[own] == ' ');
    }
    return -1;
}

int settings_theme(const struct settings *s)
{
    const int theme = word_index(SETTING_THEMES, s->theme);
    return theme >= 0 ? theme : 0;
}

int settings_method(const struct settings *s)
{
    const int method = word_index(SETTING_METHODS, s->keyboard_method);
    return method >= 0 ? method : 0;
}

static struct err one_of(const struct setting_row *row, const char *value,
                         struct setting_problem *problem)
{
    const char *words = setting_row_words(row);
    if (words != NULL && word_index(words, value) < 0) {
        snprintf(problem->message, sizeof problem->message,
                 "%s must be one of: %s; '%.40s' is not.", row->key, words, value);
        return bad(problem);
    }
    return ERR_OK;
}

bool settings_remote(const char *key)
{
    const struct setting_row *row = setting_row_find(key);
    return row != NULL && row->remote;
}

struct err settings_set(struct settings *s, const char *key, const char *value,
                        struct setting_problem *ret_problem)
{
    const struct setting_row *row = setting_row_find(key);
    if (row == NULL) {
        return unknown_key(key, ret_problem);
    }
    const struct err chosen = one_of(row, value, ret_problem);
    if (failed(chosen)) {
        return chosen;
    }
    switch (row->type) {
    case SETTING_IS_TEXT:
        return set_text(s, row, value, ret_problem);
    case SETTING_IS_NUMBER:
        return set_number(s, row, value, ret_problem);
    case SETTING_IS_SWITCH:
        return set_switch(s, row, value, ret_problem);
    }
    return ERR_OK;
}

void settings_default(struct settings *s)
{
    struct setting_problem problem;
    memset(s, 0, sizeof *s);
    const struct setting_row *row = NULL;
    for (int i = 0; (row = setting_row_at(i)) != NULL; i++) {
        const struct err e = settings_set(s, row->key, row->fallback, &problem);
        (void)e; /* every default is checked by test_settings.c */
    }
}

struct parse {
    struct settings *s;
    struct setting_problem *problem;
    bool bad;
};

static int handle(void *user, const char *section, const char *key, const char *value)
{
    struct parse *p = user;
    char name[128];
    if (p->bad) {
        return 1;
    }
    snprintf(name, sizeof name, "%s.%s", section, key);
    p->bad = failed(settings_set(p->s, name, value, p->problem));
    return p->bad ? 0 : 1;
}

struct err settings_parse(struct settings *s, const char *text, struct setting_problem *ret_problem)
{
    struct settings fresh = *s;
    *ret_problem = (struct setting_problem){0};
    struct parse p = {.s = &fresh, .problem = ret_problem};
    const int line = ini_parse_string(text, handle, &p);
    if (line != 0) {
        if (!p.bad) {
            snprintf(ret_problem->message, sizeof ret_problem->message,
                     "the line is neither [section], key = value nor ; comment.");
        }
        ret_problem->line = line > 0 ? line : 0;
        return ERR(ERR_BAD_INPUT, line, "settings: parse");
    }
    *s = fresh;
    return ERR_OK;
}

static void print_value(const struct settings *s, const struct setting_row *row, struct buf *out)
{
    const char *at = (const char *)s + row->offset;
    const char *key = strchr(row->key, '.') + 1;
    switch (row->type) {
    case SETTING_IS_TEXT:
        buf_printf(out, "%s = %s\n", key, at);
        break;
    case SETTING_IS_NUMBER:
        buf_printf(out, "%s = %d\n", key, read_number(at));
        break;
    case SETTING_IS_SWITCH:
        buf_printf(out, "%s = %s\n", key, *(const bool *)at ? "yes" : "no");
        break;
    }
}

static void print_sentence(const struct setting_row *row, struct buf *out)
{
    buf_printf(out, "; %s", row->sentence);
    switch (row->type) {
    case SETTING_IS_TEXT:
        buf_printf(out, " Text of %d to %d characters", row->min, row->max);
        break;
    case SETTING_IS_NUMBER:
        buf_printf(out, " Number, %d to %d", row->min, row->max);
        break;
    case SETTING_IS_SWITCH:
        buf_puts(out, " yes or no");
        break;
    }
    buf_printf(out, "; default %s\n", row->fallback);
}

void settings_print(const struct settings *s, struct buf *out)
{
    size_t section_length = 0;
    const char *section = "";
    const struct setting_row *row = NULL;
    for (int i = 0; (row = setting_row_at(i)) != NULL; i++) {
        const size_t length = (size_t)(strchr(row->key, '.') - row->key);
        if (length != section_length || strncmp(section, row->key, length) != 0) {
            section = row->key;
            section_length = length;
            buf_printf(out, "%s[%.*s]\n", i == 0 ? "" : "\n", (int)length, section);
        }
        print_sentence(row, out);
        print_value(s, row, out);
    }
}

const char *settings_language(const struct settings *s, int i, char *out)
{
    const char *at = s->languages;
    for (; i > 0 && at != NULL; i--) {
        at = strchr(at, ',');
        at = at == NULL ? NULL : at + 1;
    }
    if (at == NULL || *at == '\0') {
        return NULL;
    }
    snprintf(out, LANGUAGE_CODE, "%.*s", (int)strcspn(at, ","), at);
    return out;
}

bool settings_language_first(struct settings *s, const char *code)
{
    char list[SETTING_TEXT];
    char other[LANGUAGE_CODE];
    struct buf out;
    bool found = false;
    buf_init(&out, list, sizeof list);
    buf_puts(&out, code);
    for (int i = 0; settings_language(s, i, other) != NULL; i++) {
        if (strcmp(other, code) == 0) {
            found = true;
        } else {
            buf_printf(&out, ",%s", other);
        }
    }
    if (!found || out.full) {
        return false;
    }
    memcpy(s->languages, list, out.len + 1);
    return true;
}
