/* kioskctl card: scanned payloads in, one JSON object a line out. */
#ifndef APP_CLI_CARD_H
#define APP_CLI_CARD_H

int cli_card(int argc, char **argv);

#endif
