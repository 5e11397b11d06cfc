/* The pair the outbox is sealed with: STATE/box.pub for everyone, STATE/box.key (0400) for the
 * courier, which makes both at its first start. Text files: 64 hex digits and a line end. */
#ifndef APP_OUTBOX_BOX_KEY_H
#define APP_OUTBOX_BOX_KEY_H

#include "app/outbox/seal.h"
#include "platform/port_dir.h"

/* Kiosk side. ERR_NOT_FOUND until the courier ran once; ERR_CORRUPT when it is no key. */
MUST_USE struct err box_key_public(const struct port_dir *dir, const char *state_dir,
                                   struct seal_public *ret_public);

/* Courier side: loads the secret key, or makes the pair when neither file exists. A lost box.pub is
 * written again; a lost box.key beside a box.pub is ERR_CORRUPT and nothing is replaced, because
 * what was sealed with it would be lost for good. Wipe *ret_secret after use. */
MUST_USE struct err box_key_open(struct port_dir *dir, const char *state_dir,
                                 struct seal_secret *ret_secret);

#endif
