/* kioskctl portal check: could this kiosk send now, and if not, why not. */
#ifndef APP_CLI_MAIN_PORTAL_H
#define APP_CLI_MAIN_PORTAL_H

int cli_portal(int argc, char **argv);

#endif
