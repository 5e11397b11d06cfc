/* The catalogue of the installed procedures, as commands use it. */
#ifndef APP_CLI_CLI_CATALOGUE_H
#define APP_CLI_CLI_CATALOGUE_H

#include "app/citizen/catalogue.h"

struct cli_catalogue {
    struct assets assets;
    struct arena arena;
    struct catalogue *catalogue;
    char today[16]; /* "2026-11-23", in Vietnam */
};

/* Loads it with the words of a language; what is wrong was said on stderr. */
MUST_USE struct err cli_catalogue_open(struct cli_catalogue *c, const char *language);

/* Accepts one whose opening failed. */
void cli_catalogue_close(struct cli_catalogue *c);

#endif
