/* One key in a file of its own: 64 lower-case hex digits and a line end. */
#ifndef APP_OUTBOX_KEY_FILE_H
#define APP_OUTBOX_KEY_FILE_H

#include "app/outbox/seal.h"
#include "platform/port_dir.h"
#include "platform/port_files.h"

/* Reads folder/name. ERR_NOT_FOUND; ERR_CORRUPT when it is no key. Wipe a secret one after use. */
MUST_USE struct err key_file_read(const struct port_files *files, const char *folder,
                                  const char *name, uint8_t ret_key[SEAL_KEY]);

/* The same, wherever it lies. */
MUST_USE struct err key_file_read_at(const struct port_files *files, const char *path,
                                     uint8_t ret_key[SEAL_KEY]);

/* Makes or replaces folder/name with these permission bits: complete or not there at all. */
MUST_USE struct err key_file_write(struct port_dir *dir, const char *folder, const char *name,
                                   unsigned mode, const uint8_t key[SEAL_KEY]);

#endif
