/* kioskctl identity: the kiosk's key and certificate towards the fleet's server. */
#ifndef APP_CLI_MAIN_IDENTITY_H
#define APP_CLI_MAIN_IDENTITY_H

int cli_identity(int argc, char **argv);

#endif
