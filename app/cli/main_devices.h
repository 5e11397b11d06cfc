/* kioskctl devices and kioskctl selftest: which device URIs there are, and whether those of a
 * configuration work (CONTRACTS.md "kioskctl"). */
#ifndef APP_CLI_MAIN_DEVICES_H
#define APP_CLI_MAIN_DEVICES_H

int cli_devices(int argc, char **argv);
int cli_selftest(int argc, char **argv);

#endif
