#ifndef APP_CLI_CLI_LANGUAGE_REPORT_H
#define APP_CLI_CLI_LANGUAGE_REPORT_H

#include "app/cli/cli_languages.h"

/* Prints coverage per state, per screen, and the core sentences without a human voice, of one
 * language or (NULL) of all. Returns the exit status: 1 when a file is wrong. */
int cli_language_report(struct cli_languages *l, const char *only);

#endif
