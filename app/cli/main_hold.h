/* kioskctl hold: a restart that comes in the middle of no visit. */
#ifndef APP_CLI_MAIN_HOLD_H
#define APP_CLI_MAIN_HOLD_H

int cli_hold(int argc, char **argv);

#endif
