/* Applications on their way to another kiosk. A person at this one wishes it, the courier, who
 * alone can open them, seals them to the other's key and marks them EXPORTED, a person carries the
 * bundles (bundle.h) and the other kiosk takes them in. What was exported is not sent from here
 * unless a person takes it back. */
#ifndef APP_OUTBOX_OUTBOX_EXPORT_H
#define APP_OUTBOX_OUTBOX_EXPORT_H

#include "app/outbox/bundle.h"
#include "app/outbox/outbox.h"

enum outbox_export_state {
    OUTBOX_EXPORT_WISHED,
    OUTBOX_EXPORT_DONE,   /* sealed, EXPORTED */
    OUTBOX_EXPORT_DENIED, /* why: a word of reasons.h */
};

/* What became of a wish. */
struct outbox_export {
    char uuid[37];
    enum outbox_export_state state;
    char why[24];
    uint8_t target[SEAL_HASH]; /* of the other kiosk's public key */
    int64_t bytes;             /* of the sealed part */
    bool written;              /* a bundle was written and read back */
};

/* Bounds what a kioskctl that died left behind: nobody would write the bundle. */
#define OUTBOX_WISH_S 600

/* Asks at now (Unix seconds) for it to be sealed to this key, or, when that was done before, for
 * its bundle to be written once more. A wish lives OUTBOX_WISH_S. ERR_REFUSED: it is not waiting
 * here any more, or went to another key. */
MUST_USE struct err outbox_export_wish(struct outbox *o, const char *uuid,
                                       const struct seal_public *to, int64_t now);

/* Every wish for this key lives anew from now: whoever wished is still there. */
MUST_USE struct err outbox_export_renew(struct outbox *o, const struct seal_public *to,
                                        int64_t now);

/* What was wished for this one. ERR_NOT_FOUND: nothing. */
MUST_USE struct err outbox_export_find(struct outbox *o, const char *uuid,
                                       struct outbox_export *ret_export);

/* The next wish for this key that the courier has looked at and whose bundle is not written, nor
 * passed over; *ret_waiting counts those it has not. ERR_NOT_FOUND when there is none. */
MUST_USE struct err outbox_export_next(struct outbox *o, const struct seal_public *to,
                                       int *ret_waiting, struct outbox_export *ret_export);

/* Writes folder/UUID.rong, flushed, and reads it back. ERR_CORRUPT: what lies here is damaged;
 * ERR_NOT_FOUND: a paper is gone here; ERR_REFUSED: it is not exported any more. Others are of the
 * folder's disk, ERR_IO also when what is read back is not what was written. */
MUST_USE struct err outbox_export_write(struct outbox *o, const char *uuid, struct port_dir *disk,
                                        const char *folder);

/* Its bundle could not be written: outbox_export_next passes it over until it is wished again. */
MUST_USE struct err outbox_export_pass_over(struct outbox *o, const char *uuid);

/* Bytes of such a bundle, before it is wished. */
MUST_USE struct err outbox_export_size(struct outbox *o, const char *uuid, int64_t *ret_bytes);

/* Forgets one that was denied; ... every wish for this key that the courier has not looked at,
 * ret_count many. */
MUST_USE struct err outbox_export_drop(struct outbox *o, const char *uuid);
MUST_USE struct err outbox_export_cancel(struct outbox *o, const struct seal_public *to,
                                         int *ret_count);

/* How many are EXPORTED without a bundle that was written and read back. */
MUST_USE struct err outbox_export_unwritten(struct outbox *o, int *ret_count);

/* A person takes it back at now (Unix seconds): EXPORTED becomes SAVED and is sent from here again.
 * It counts as tried, because the other kiosk may have sent it. ERR_REFUSED: it is not EXPORTED. */
MUST_USE struct err outbox_take_back(struct outbox *o, const char *uuid, int64_t now);

/* A person says that the other kiosk has it: sealed bytes, papers and the copy are deleted here,
 * the row stays EXPORTED, at rest: never taken back, exported or asked about again. ERR_REFUSED: it
 * is not EXPORTED, is at rest already, or its bundle was not written. */
MUST_USE struct err outbox_export_end(struct outbox *o, const char *uuid);

enum outbox_import { OUTBOX_IMPORTED, OUTBOX_HERE_ALREADY };

/* Takes in the bundle at path at now (Unix seconds): papers first, flushed, then one transaction.
 * ret_head's uuid is "" while it is not known. ERR_BAD_INPUT, ERR_VERSION, ERR_CORRUPT as
 * bundle_read; ERR_UNSUPPORTED: sealed to another kiosk's key (ret_target tells which);
 * ERR_REFUSED: other content is here under its uuid; ERR_FULL; ERR_NOT_FOUND: box.pub or the file
 * is missing. */
MUST_USE struct err outbox_import(struct outbox *o, const char *path, int64_t now,
                                  enum outbox_import *ret_how, struct bundle_head *ret_head);

/* This kiosk's own public key, as others seal to it. */
MUST_USE struct err outbox_key(struct outbox *o, struct seal_public *ret_key);

#endif
