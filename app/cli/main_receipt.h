/* kioskctl receipt: paints a receipt's record (CONTRACTS.md "kioskctl"). */
#ifndef APP_CLI_MAIN_RECEIPT_H
#define APP_CLI_MAIN_RECEIPT_H

int cli_receipt(int argc, char **argv);

#endif
