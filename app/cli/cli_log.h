/* kioskctl log: whether the event logs are as they were written; sealed ones opened. */
#ifndef APP_CLI_CLI_LOG_H
#define APP_CLI_CLI_LOG_H

int cli_log(int argc, char **argv);

#endif
