#ifndef APP_CLI_CLI_LANGUAGE_H
#define APP_CLI_CLI_LANGUAGE_H

/* `kioskctl language report|export|import|counts`. Returns the exit status. */
int cli_language(int argc, char **argv);

#endif
