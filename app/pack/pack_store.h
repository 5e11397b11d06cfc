/* The packs of a kiosk: packs/NAME.pack in its state directory is the one in use, packs/NAME.before
 * the one it took the place of. A pack is taken over whole, by one rename, or not at all. */
#ifndef APP_PACK_PACK_STORE_H
#define APP_PACK_PACK_STORE_H

#include "app/pack/pack_contents.h"
#include "platform/port_dir.h"
#include "platform/port_files.h"

#define PACK_FOLDER "packs"
#define PACK_SUFFIX ".pack"
#define PACK_BEFORE ".before"

enum pack_refusal {
    PACK_TAKEN,
    PACK_SAME,       /* this very file is in use already */
    PACK_NOT_SIGNED, /* not by the key the kiosk trusts, or changed after it was signed */
    PACK_UNSOUND,    /* the listener was told what is wrong */
    PACK_EXPIRED,
    PACK_OLDER,      /* than the one in use, or of the same version and another content */
    PACK_NOT_STORED, /* the disk refused; what was in use still is */
};

struct pack_outcome {
    enum pack_refusal refusal;
    struct pack_about about; /* of the pack, as far as it could be read */
    int in_use;              /* version that was there; 0 = none */
    struct err err;
};

/* A pack in memory, the key it is to be signed by, and the day it is. */
struct pack_offer {
    const void *bytes;
    size_t size;
    const uint8_t *key; /* SEAL_KEY bytes */
    const char *today;
};

/* Judges a pack in memory as an installation would; the arena is used and given back. */
struct pack_outcome pack_judge(struct arena *arena, const struct pack_offer *offer,
                               const struct pack_listener *listener,
                               struct pack_contents *ret_contents);

/* Takes a pack over into state/packs: the one in use becomes the one before. Blocking. */
struct pack_outcome pack_install(struct port_dir *dir, const char *state, struct arena *arena,
                                 const struct pack_offer *offer,
                                 const struct pack_listener *listener);

/* The outcome in a sentence. */
const char *pack_sentence(enum pack_refusal refusal);

#endif
