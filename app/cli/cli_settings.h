/* kioskctl settings: settings from afar, checked, signed and judged at the province's desk. */
#ifndef APP_CLI_CLI_SETTINGS_H
#define APP_CLI_CLI_SETTINGS_H

int cli_settings(int argc, char **argv);

#endif
