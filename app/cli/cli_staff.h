/* kioskctl staff: the PIN with which officers confirm on the kiosk. */
#ifndef APP_CLI_CLI_STAFF_H
#define APP_CLI_CLI_STAFF_H

int cli_staff(int argc, char **argv);

#endif
