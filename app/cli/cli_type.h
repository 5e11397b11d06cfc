/* kioskctl type: key sequences in, text out, a line each. */
#ifndef APP_CLI_TYPE_H
#define APP_CLI_TYPE_H

int cli_type(int argc, char **argv);

#endif
