/* A form with one file in it, as `curl -F file=@FILE` posts it (RFC 7578), already on the disk. */
#ifndef PLATFORM_SIM_FLEET_MULTIPART_H
#define PLATFORM_SIM_FLEET_MULTIPART_H

#include "platform/base/err.h"

#define MULTIPART_NAME 257

/* Writes the file's bytes to out and its name as it was given. ERR_BAD_INPUT when the form has not
 * exactly one part or no filename, ERR_IO with errno. Blocking. */
MUST_USE struct err multipart_take(const char *form, const char *out,
                                   char ret_name[MULTIPART_NAME]);

#endif
