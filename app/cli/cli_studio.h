/* kioskctl studio: recording voices and reviewing sentences without a screen. */
#ifndef APP_CLI_CLI_STUDIO_H
#define APP_CLI_CLI_STUDIO_H

int cli_studio(int argc, char **argv);

#endif
