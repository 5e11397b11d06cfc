/* All logs of a kiosk in one sealed file, for who manages it: every WHO-N.log, WHO.head and WHO.pub
 * of STATE/log, so that kioskctl log verify proves them elsewhere. As a bundle of the outbox is
 * sealed: each file is a stream under a random key of its own (seal_paper), and the keys, with
 * name, size and hash, lie in a box that the reader's secret key alone opens. Numbers
 * little-endian:
 *
 *   magic 8, u32 version, the sealed files, the box, u64 bytes of the box
 *
 * No secret key of the kiosk goes along. Any thread, blocking. */
#ifndef APP_AUDIT_LOG_BUNDLE_H
#define APP_AUDIT_LOG_BUNDLE_H

#include "app/outbox/seal.h"
#include "platform/port_dir.h"
#include "platform/port_files.h"

#define LOG_BUNDLE_SUFFIX ".ronglog"
#define LOG_BUNDLE_NAME   24
#define LOG_BUNDLE_FILES  128                  /* three writers' 40 logs, heads and keys: 126 */
#define LOG_BUNDLE_FILE   ((size_t)512 * 1024) /* of one: twice AUDIT_FILE_BYTES */
#define LOG_BUNDLE_MAX    ((size_t)LOG_BUNDLE_FILES * (LOG_BUNDLE_FILE + 4096))

/* Bytes that it will take at most. ERR_NOT_FOUND: there is no log. */
MUST_USE struct err log_bundle_size(const struct port_files *files, const char *folder,
                                    int64_t *ret_bytes);

/* Seals what may be read of folder (STATE/log) to a key as stick/name, flushed, and reads it back:
 * complete or not there at all. ERR_NOT_FOUND: there is no log; others are of the stick, ERR_IO
 * also when what is read back is not what was written. */
MUST_USE struct err log_bundle_write(const char *folder, const struct seal_public *to,
                                     struct port_dir *disk, const char *stick, const char *name);

/* Whether one is whole and for this key; errors as log_bundle_open's. */
MUST_USE struct err log_bundle_check(const void *bytes, size_t size, const struct seal_secret *key);

/* Tells each file by its name, which is a plain one in no folder; false stops. */
struct log_bundle_taker {
    bool (*take)(void *context, const char *name, const void *bytes, size_t size);
    void *context;
};

/* Opens one with the secret key; room is for one file at a time, of LOG_BUNDLE_FILE bytes. Nothing
 * is told before all hashes were compared. ERR_BAD_INPUT: it is none; ERR_VERSION: of a newer
 * program; ERR_NOT_FOUND: sealed to another key; ERR_CORRUPT: cut short or damaged; ERR_REFUSED:
 * the taker stopped. */
MUST_USE struct err log_bundle_open(const void *bytes, size_t size, const struct seal_secret *key,
                                    uint8_t *room, struct log_bundle_taker taker);

#endif
