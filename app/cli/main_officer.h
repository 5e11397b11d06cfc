/* kioskctl officer: answers a citizen's call, as a bell or a pager at the counter would. */
#ifndef APP_CLI_MAIN_OFFICER_H
#define APP_CLI_MAIN_OFFICER_H

int cli_officer(int argc, char **argv);

#endif
