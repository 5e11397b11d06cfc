/* The languages a command works on: those of the firmware, or those of a pack's folder. */
#ifndef APP_CLI_CLI_LANGUAGES_H
#define APP_CLI_CLI_LANGUAGES_H

#include "app/assets.h"
#include "app/language/folder_files.h"
#include "app/language/report.h"

struct cli_languages {
    struct assets assets;
    char root[FOLDER_PATH_MAX]; /* holds a folder per language */
    const char *pack;           /* the pack's folder, or NULL: the firmware's own */
    struct folder_files files;
    struct folder_source source;
    struct folder_codes codes;
    struct places places;
    struct core core;
    struct arena arena; /* of the folder read last */
    int problems;       /* told on stderr so far */
};

/* Opens the languages of the firmware, or of pack/languages. What is wrong was said on stderr. */
MUST_USE bool cli_languages_open(struct cli_languages *l, const char *pack);

/* Reads one; each problem is a line on stderr. False when it cannot be used at all. */
MUST_USE bool cli_languages_read(struct cli_languages *l, const char *code,
                                 struct folder *ret_folder);

/* Tells a problem on stderr; the listener of cli_languages_read(). context: the languages. */
void cli_languages_tell(void *context, const struct folder_problem *problem);

/* Its pack of speech; false when it has none. Mapped until the program ends. */
MUST_USE bool cli_languages_clips(struct cli_languages *l, const char *code,
                                  struct clips *ret_clips);

#endif
