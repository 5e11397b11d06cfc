/* Command-line options as a table: parsed, documented and refused in one way by every program.
 * Unknown options end with exit 2 and a suggestion (CONTRACTS.md "Make"). */
#ifndef PLATFORM_BASE_OPTIONS_H
#define PLATFORM_BASE_OPTIONS_H

#include <stdbool.h>

struct option_row {
    const char *name;                               /* "--size"; several rows may not share one */
    const char *argument;                           /* "WxH", or NULL for a switch */
    const char *help;                               /* one sentence */
    const char **value;                             /* gets the argument; or NULL */
    bool *on;                                       /* set by a switch; or NULL */
    bool (*take)(void *context, const char *value); /* for repeatable options; false = refuse */
    void *context;
};

struct program {
    const char *name, *summary, *usage, *examples;
    const struct option_row *rows;
    int count;
};

/* Parses argv[1..argc). Returns -1 to go on, else the exit status to leave with: 0 after --help or
 * --version, 2 after a wrong option (the sentence went to stderr). Words that are not options are
 * moved to the front of argv; their number is *ret_words. After "--" everything is a word. */
int options_parse(const struct program *p, int argc, char **argv, int *ret_words);

/* Says on stderr what is wrong with the words or options together, and where help is. Returns 2,
 * the exit status to leave with. */
int options_wrong(const struct program *p, const char *sentence);

/* The version the programs were built as (git describe). Never NULL. */
const char *options_version(void);

#endif
