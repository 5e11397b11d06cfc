/* Applications carried to another kiosk on a stick, from staff's page: the other kiosk writes its
 * key onto the stick, this one lets the courier seal what waits to that key and writes the bundles,
 * the other takes them in (CONTRACTS.md "Export for another kiosk"). The store's worker only. */
#ifndef APP_STAFF_CARRY_H
#define APP_STAFF_CARRY_H

#include "app/outbox/outbox_export.h"
#include "platform/port_files.h"

#define CARRY_KEY "box.pub" /* on the stick, as kioskctl outbox export takes it */

enum carry_word {
    CARRY_NOTHING,  /* nothing was asked for yet */
    CARRY_NO_STICK, /* there is no folder, or it cannot be read or written */
    CARRY_NO_KEY,   /* the stick holds no other kiosk's key */
    CARRY_OWN_KEY,  /* the key on it is this kiosk's own */
    CARRY_FULL,     /* no room on the stick; nothing was marked */
    CARRY_KEY_OUT,  /* this kiosk's key is on the stick */
    CARRY_SEALING,  /* the courier seals: more is written with each step */
    CARRY_WRITTEN,  /* all of it is on the stick, read back */
    CARRY_TAKEN,    /* what was on the stick is here */
    CARRY_FAILED,   /* this kiosk's outbox or key cannot be read */
};

struct carry {
    enum carry_word word;
    int done;                             /* written, or taken in */
    int asked;    /* wished to be sealed */
    int waiting;                          /* the courier has not sealed yet */
    int stays;                            /* were refused, or stay where they are */
    char fingerprint[BUNDLE_FINGERPRINT]; /* of the key meant, for two people to compare; or "" */
};

struct carry_place {
    struct port_dir *dir;
    const struct port_files *files;
    const char *stick; /* folder */
};

/* Writes this kiosk's public key onto the stick. */
void carry_key(struct outbox *o, const struct carry_place *p, struct carry *c);

/* Wishes everything that waits to be sealed to the key on the stick, at now (Unix seconds). */
void carry_begin(struct outbox *o, const struct carry_place *p, int64_t now, struct carry *c);

/* Goes on while SEALING: writes what the courier has sealed since. */
void carry_step(struct outbox *o, const struct carry_place *p, struct carry *c);

/* Takes in every bundle on the stick that is for this kiosk. */
void carry_take(struct outbox *o, const struct carry_place *p, int64_t now, struct carry *c);

#endif
