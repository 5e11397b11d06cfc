/* kioskctl form check | run | validate | list (CONTRACTS.md "kioskctl"). */
#ifndef APP_CLI_CLI_FORM_H
#define APP_CLI_CLI_FORM_H

int cli_form(int argc, char **argv);

/* The subcommand `run`: JSON lines in, one JSON line out for each; its own options. */
int cli_form_run(int argc, char **argv);

#endif
