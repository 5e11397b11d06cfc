#ifndef APP_CLI_CLI_PACK_BUILD_H
#define APP_CLI_CLI_PACK_BUILD_H

#include <stdint.h>

/* Builds and signs the pack of a folder into the file out; what is wrong in it is told, and nothing
 * is written then. The same folder and key give the same bytes. Returns the exit status. */
int cli_pack_build(const char *folder, const char *out, const uint8_t seed[32]);

#endif
