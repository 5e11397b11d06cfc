/* kioskctl outbox: what waits to be sent, and trying again. Never tells anything of a citizen. */
#ifndef APP_CLI_CLI_OUTBOX_H
#define APP_CLI_CLI_OUTBOX_H

int cli_outbox(int argc, char **argv);

#endif
