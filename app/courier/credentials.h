/* The portal's token, from the first line of a file, never from a command line. */
#ifndef APP_COURIER_CREDENTIALS_H
#define APP_COURIER_CREDENTIALS_H

#include "platform/base/err.h"

#define CREDENTIALS_TOKEN 400 /* bytes, terminator included */

/* ERR_NOT_FOUND, ERR_IO; ERR_BAD_INPUT when the line is empty, too long or holds a control
 * character. Wipe ret_token after use. */
MUST_USE struct err credentials_read(const char *path, char ret_token[CREDENTIALS_TOKEN]);

#endif
