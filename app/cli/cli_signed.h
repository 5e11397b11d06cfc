/* What kioskctl settings and kioskctl command share: keys, files and the clock of signed texts. */
#ifndef APP_CLI_CLI_SIGNED_H
#define APP_CLI_CLI_SIGNED_H

#include "app/steward/signed_text.h"
#include "platform/port_files.h"

/* Reads a key that `kioskctl pack key` made; what is wrong was said after "WHO: ". */
bool cli_signed_key(const char *who, const char *path, uint8_t ret_key[SEAL_KEY]);

/* Reads a text of at most SIGNED_TEXT_MAX bytes; what is wrong was said. */
bool cli_signed_read(const char *who, const char *path, struct file_bytes *ret_file);

/* Signs a draft with the key of key_path into path. Returns the exit code; what is wrong was said.
 */
int cli_signed_write(const char *who, const char *draft, size_t size, const char *key_path,
                     const char *path);

/* Unix seconds of an option like 2026-11-28T06:00:00Z, or the clock's when it is NULL; false when
 * it is none. */
bool cli_signed_now(const char *text, int64_t *ret_now);

#endif
