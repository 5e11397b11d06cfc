#ifndef APP_CLI_CLI_LANGUAGE_SHEET_H
#define APP_CLI_CLI_LANGUAGE_SHEET_H

#include "app/cli/cli_languages.h"

/* Writes the worksheet of a language to path, or (NULL) to standard output. Returns the exit
 * status. */
int cli_language_export(struct cli_languages *l, const char *code, const char *path);

/* Takes a worksheet in; each row that is refused is told on stderr. The messages' files are written
 * first and the states last, each whole: after a break in between nothing counts as read that
 * nobody read. Returns the exit status, 1 when any row was refused. */
int cli_language_import(struct cli_languages *l, const char *code, const char *path);

#endif
