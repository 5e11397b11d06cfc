/* kioskctl xpath: evaluates one expression on an XML document. */
#ifndef APP_CLI_CLI_XPATH_H
#define APP_CLI_CLI_XPATH_H

int cli_xpath(int argc, char **argv);

#endif
