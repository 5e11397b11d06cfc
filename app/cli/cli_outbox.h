/* kioskctl outbox: what waits to be sent, trying again, taking back. Never tells anything of a
 * citizen. */
#ifndef APP_CLI_CLI_OUTBOX_H
#define APP_CLI_CLI_OUTBOX_H

int cli_outbox(int argc, char **argv);

#endif
