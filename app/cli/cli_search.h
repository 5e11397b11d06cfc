/* kioskctl search: procedures for what somebody says, best first. */
#ifndef APP_CLI_SEARCH_H
#define APP_CLI_SEARCH_H

int cli_search(int argc, char **argv);

#endif
