/* kioskctl log verify: whether the event logs are as they were written. */
#ifndef APP_CLI_CLI_LOG_H
#define APP_CLI_CLI_LOG_H

int cli_log(int argc, char **argv);

#endif
