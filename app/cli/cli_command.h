/* kioskctl command: commands from afar, made, signed and judged at the operator's desk. */
#ifndef APP_CLI_CLI_COMMAND_H
#define APP_CLI_CLI_COMMAND_H

int cli_command(int argc, char **argv);

#endif
