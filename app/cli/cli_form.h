/* kioskctl form check | run | validate | list (CONTRACTS.md "kioskctl"). */
#ifndef APP_CLI_CLI_FORM_H
#define APP_CLI_CLI_FORM_H

#include <stdio.h>

#include "app/form/form.h"

int cli_form(int argc, char **argv);

/* The subcommand `run`: JSON lines in, one JSON line out for each; its own options. */
int cli_form_run(int argc, char **argv);

/* What `run` does with a loaded form: answers each line of from on to, until from ends. */
MUST_USE struct err cli_form_lines(struct form *f, FILE *from, FILE *to);

#endif
