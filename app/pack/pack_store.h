/* The packs of a kiosk: packs/NAME.pack in its state directory is the one in use, packs/NAME.before
 * the one it took the place of, or that was withdrawn. A pack is taken over whole, by one rename,
 * or not at all. packs/NAME.newest remembers the newest that was ever taken, so that an older one
 * is not taken after it was withdrawn either; packs/NAME.trial is the kiosk's (pack_trial.h). */
#ifndef APP_PACK_PACK_STORE_H
#define APP_PACK_PACK_STORE_H

#include "app/pack/pack_contents.h"
#include "app/pack/pack_trial.h"
#include "platform/port_dir.h"
#include "platform/port_files.h"

#define PACK_FOLDER "packs"
#define PACK_SUFFIX ".pack"
#define PACK_BEFORE ".before"
#define PACK_NEWEST ".newest"

enum pack_refusal {
    PACK_TAKEN,
    PACK_SAME,        /* this very file is in use already */
    PACK_NOT_SIGNED,  /* not by the key the kiosk trusts, or changed after it was signed */
    PACK_UNSOUND,     /* the listener was told what is wrong */
    PACK_NEEDS_NEWER, /* firmware than this; the listener was told which */
    PACK_EXPIRED,
    PACK_OLDER,      /* than the newest there was, or of the same version and another content */
    PACK_UNDONE,     /* this very pack failed on this kiosk and was undone */
    PACK_NOT_STORED, /* the disk refused; what was in use still is */
};

struct pack_outcome {
    enum pack_refusal refusal;
    struct pack_about about; /* of the pack, as far as it could be read */
    char mark[PACK_MARK];    /* of the pack, once it was judged sound (pack_trial.h) */
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

/* Takes NAME's pack out of use: it becomes the one before. ERR_NOT_FOUND when there is none. */
MUST_USE struct err pack_withdraw(struct port_dir *dir, const char *state, const char *name);

/* Puts NAME's pack before back in use; what was in use is gone. ERR_NOT_FOUND when there is none.
 */
MUST_USE struct err pack_back(struct port_dir *dir, const char *state, const char *name);

/* Whether a pack may have that name. */
bool pack_title_is_fine(const char *name);

/* The outcome in a sentence. */
const char *pack_sentence(enum pack_refusal refusal);

#endif
