/* What the portal knows this kiosk by, from a file, never from a command line: the first line is a
 * token (rest, openrosa) or the client's id (igate), the second the client's secret; for openrosa
 * two lines are a user's name and password (KoboToolbox). */
#ifndef APP_COURIER_CREDENTIALS_H
#define APP_COURIER_CREDENTIALS_H

#include <stddef.h>

#include "platform/base/err.h"

#define CREDENTIALS_TOKEN 400 /* bytes of a line, terminator included */

struct credentials {
    char token[CREDENTIALS_TOKEN];  /* the first line */
    char secret[CREDENTIALS_TOKEN]; /* the second; "" when there is none fit to be one */
};

/* ERR_NOT_FOUND, ERR_IO; ERR_BAD_INPUT when the first line is empty, too long or holds a blank or
 * control character. Wipe *ret_credentials after use. */
MUST_USE struct err credentials_read(const char *path, struct credentials *ret_credentials);

/* The portal's address with {token} replaced by the first line, for portals that want their key in
 * the path (ODK Central: https://HOST/v1/key/{token}/projects/1). Without {token} it is copied;
 * ret_used tells. ERR_FULL when cap is too small, ERR_BAD_INPUT for {token} without credentials. */
MUST_USE struct err credentials_address(const struct credentials *c, const char *address, char *out,
                                        size_t cap, bool *ret_used);

#endif
