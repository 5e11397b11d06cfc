/* The installed packs put to use at the start of a program: what they bring comes before what is
 * built in (app/sound/installed.h). */
#ifndef APP_PACK_PACK_USE_H
#define APP_PACK_PACK_USE_H

#include "app/pack/pack_store.h"

#define PACK_USE_MAX 8 /* packs of one kiosk */

struct pack_use {
    struct file_bytes files[PACK_USE_MAX]; /* mapped while they are in use */
    int count;
    int languages, clips;
};

/* Verifies every pack in state/packs whole, in the order of their names, and puts its languages and
 * recordings to use; texts lie in the arena, which stays, as does ret_use. A pack that is not
 * signed by the key, or unsound, is told and left out; so is a language that a pack before it
 * brought. Once, before any thread. */
void pack_use_all(struct arena *arena, const struct port_files *files, const char *state,
                  const uint8_t key[SEAL_KEY], const struct pack_listener *listener,
                  struct pack_use *ret_use);

#endif
