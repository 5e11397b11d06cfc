/* The key a writer signs its log with: STATE/log/WHO.key (0400) and WHO.pub, 64 hex digits and a
 * line end each. */
#ifndef APP_AUDIT_AUDIT_KEY_H
#define APP_AUDIT_AUDIT_KEY_H

#include "app/outbox/seal.h"
#include "platform/port_dir.h"

/* Reads the secret half, or makes the pair. A lost public half is written again. */
MUST_USE struct err audit_key_open(struct port_dir *dir, const char *folder, const char *who,
                                   uint8_t ret_seed[SEAL_KEY]);

/* ERR_NOT_FOUND; ERR_CORRUPT when it is no key. */
MUST_USE struct err audit_key_public(const char *folder, const char *who,
                                     uint8_t ret_public[SEAL_KEY]);

#endif
