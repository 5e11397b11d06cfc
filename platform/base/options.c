#include "platform/base/options.h"

#include <stdio.h>
#include <string.h>

#include "platform/base/nearest.h"

#ifndef RONG_VERSION
#    define RONG_VERSION "unversioned"
#endif

#define ROWS_MAX 48

const char *options_version(void)
{
    return RONG_VERSION;
}

static void print_help(const struct program *p)
{
    printf("%s: %s\n\nusage: %s\n\n", p->name, p->summary, p->usage);
    for (int i = 0; i < p->count; i++) {
        const struct option_row *row = &p->rows[i];
        char left[64];
        snprintf(left, sizeof left, "%s %s", row->name, row->argument == NULL ? "" : row->argument);
        printf("  %-28s %s\n", left, row->help);
    }
    printf("  %-28s %s\n  %-28s %s\n\nexamples:\n%s", "--help", "this page", "--version",
           "the version", p->examples);
}

static const struct option_row *find(const struct program *p, const char *word, size_t length)
{
    for (int i = 0; i < p->count; i++) {
        if (strlen(p->rows[i].name) == length && strncmp(p->rows[i].name, word, length) == 0) {
            return &p->rows[i];
        }
    }
    return NULL;
}

static int refuse(const struct program *p, const char *word)
{
    const char *names[ROWS_MAX + 2] = {"--help", "--version"};
    int count = 2;
    for (int i = 0; i < p->count && count < ROWS_MAX; i++) {
        names[count++] = p->rows[i].name;
    }
    const char *near = nearest(word, names, count);
    fprintf(stderr, "%s: unknown option '%s'", p->name, word);
    if (near != NULL) {
        fprintf(stderr, "; did you mean %s? See %s --help.\n", near, p->name);
    } else {
        fprintf(stderr, ". See %s --help for those there are.\n", p->name);
    }
    return 2;
}

int options_wrong(const struct program *p, const char *sentence)
{
    fprintf(stderr, "%s: %s See %s --help.\n", p->name, sentence, p->name);
    return 2;
}

static bool store(const struct option_row *row, const char *value)
{
    if (row->on != NULL) {
        *row->on = true;
    }
    if (row->value != NULL) {
        *row->value = value;
    }
    return row->take == NULL || row->take(row->context, value);
}

/* One option at argv[i]; returns how many words it took, or 0 when it was refused. */
static int take_option(const struct program *p, int left, char **argv, int *ret_status)
{
    const char *word = argv[0];
    const char *equals = strchr(word, '=');
    const size_t length = equals == NULL ? strlen(word) : (size_t)(equals - word);
    const struct option_row *row = find(p, word, length);
    *ret_status = 2;
    if (row == NULL) {
        *ret_status = refuse(p, word);
        return 0;
    }
    if (row->argument == NULL && equals != NULL) {
        fprintf(stderr, "%s: %s takes no value.\n", p->name, row->name);
        return 0;
    }
    if (row->argument != NULL && equals == NULL && left < 2) {
        fprintf(stderr, "%s: %s needs %s. See %s --help.\n", p->name, row->name, row->argument,
                p->name);
        return 0;
    }
    const char *value = equals != NULL ? equals + 1 : (row->argument != NULL ? argv[1] : NULL);
    if (!store(row, value)) {
        fprintf(stderr, "%s: '%s' is not a value for %s. See %s --help.\n", p->name,
                value == NULL ? "" : value, row->name, p->name);
        return 0;
    }
    return row->argument != NULL && equals == NULL ? 2 : 1;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "-", "-1", "--2" and "-(x)" name no option. */
static bool is_option(const char *word)
{
    if (word[0] != '-') {
        return false;
    }
    return is_letter(word[word[1] == '-' ? 2 : 1]);
}

int options_parse(const struct program *p, int argc, char **argv, int *ret_words)
{
    int words = 0;
    bool ended = false;
    for (int i = 1; i < argc;) {
        if (ended || (!is_option(argv[i]) && strcmp(argv[i], "--") != 0)) {
            argv[1 + words++] = argv[i++];
            continue;
        }
        if (strcmp(argv[i], "--") == 0) {
            ended = true;
            i++;
            continue;
        }
        if (strcmp(argv[i], "--help") == 0) {
            print_help(p);
            return 0;
        }
        if (strcmp(argv[i], "--version") == 0) {
            printf("%s %s\n", p->name, RONG_VERSION);
            return 0;
        }
        int status = 2;
        const int took = take_option(p, argc - i, argv + i, &status);
        if (took == 0) {
            return status;
        }
        i += took;
    }
    *ret_words = words;
    return -1;
}
