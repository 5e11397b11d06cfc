#ifndef APP_CLI_CLI_PACK_H
#define APP_CLI_CLI_PACK_H

/* `kioskctl pack key|build|verify|install|list`. Returns the exit status. */
int cli_pack(int argc, char **argv);

#endif
