/* A signed pack brought to the desk from the place where it is laid: STATE/studio/in/NAME.pack. */
#ifndef APP_STUDIO_BRING_H
#define APP_STUDIO_BRING_H

#include "app/pack/pack_contents.h"
#include "app/studio/desk.h"

#define BRING_FOLDER       "in"
#define BRING_TAKEN_SUFFIX ".taken"

enum bring_refusal {
    BRING_TAKEN,
    BRING_UNREADABLE, /* it went, or is no pack */
    BRING_NOT_SIGNED, /* by the key the kiosk trusts, or it has none */
    BRING_UNSOUND,    /* the listener was told what is wrong */
    BRING_NEWER,      /* it needs a newer firmware */
    BRING_EMPTY,      /* of no language, or not of the one asked for */
    BRING_NOT_KEPT,   /* the disk refused */
};

struct bring_offer {
    const void *bytes; /* of the pack */
    size_t size;
    const uint8_t *key; /* SEAL_KEY bytes of who signs packs; NULL: nobody does */
    const char *code;   /* the one language that is wanted; NULL: each of it */
};

struct bring_result {
    enum bring_refusal refusal;
    int languages, clips; /* that came */
    struct err err;       /* of the disk */
};

/* Looks which packs lie there: d->offered, the first DESK_PACKS by name. Nothing there is no error.
 * Blocking. */
void bring_look(struct desk *d);

/* Judges a pack, signature first, and brings its languages with their recordings, as desk_bring().
 * The arena is used and given back: 4 MiB is plenty. Blocking. */
struct bring_result bring_pack(struct desk *d, const struct bring_offer *offer, struct arena *arena,
                               const struct pack_listener *listener);

/* The same with a pack that lies there; one that was taken in is named NAME.pack.taken then, and
 * offered no more. */
struct bring_result bring_offered(struct desk *d, int pack, const uint8_t *key, struct arena *arena,
                                  const struct pack_listener *listener);

#endif
