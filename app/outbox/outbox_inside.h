/* What the files of the outbox share; nobody else includes this. */
#ifndef APP_OUTBOX_OUTBOX_INSIDE_H
#define APP_OUTBOX_OUTBOX_INSIDE_H

#include "app/outbox/outbox.h"
#include "app/outbox/seal.h"
#include "app/outbox/store.h"
#include "platform/base/arena.h"

struct outbox {
    struct arena memory; /* holds this struct and the two buffers */
    struct store store;
    struct port_dir dir;
    char state_dir[DIR_PATH_MAX];
    char papers_dir[DIR_PATH_MAX];
    struct seal_public key;
    bool has_key;
    bool behind;    /* papers of what was received were left: look through everybody's */
    int damaged;    /* N of outbox.db.damaged-N when this opening took one over; else 0 */
    char *plain;    /* OUTBOX_PLAIN_MAX bytes; NULL for a guest */
    uint8_t *boxed; /* OUTBOX_BOXED_MAX bytes; NULL for a guest */
};

/* How the sealed part of a row looks inside, all numbers little-endian: PARCEL_MAGIC, u32 bytes of
 * JSON, u32 papers, then per paper its key, hash, sealed file's hash, u64 bytes and media type
 * (NUL-padded), then the JSON. */
#define PARCEL_MAGIC     "RONGBOX1"
#define PARCEL_HEAD      16
#define PARCEL_TYPE      24
#define PARCEL_PAPER     (SEAL_KEY + SEAL_HASH + SEAL_HASH + 8 + PARCEL_TYPE)
#define OUTBOX_JSON_MAX  (512 * 1024)
#define OUTBOX_PLAIN_MAX (PARCEL_HEAD + RECORD_PAPERS_MAX * PARCEL_PAPER + OUTBOX_JSON_MAX)
#define OUTBOX_BOXED_MAX (OUTBOX_PLAIN_MAX + SEAL_OVERHEAD)

/* The plan of outbox.db. */
extern const struct store_plan outbox_plan;

struct dispatch_move;

/* From RECEIVED on the portal is asked where this one stands; and so it is about every one that was
 * received by a program of before. What is known already stays. */
MUST_USE struct err outbox_will_ask(struct outbox *o, const char *uuid,
                                    const struct dispatch_move *m);
MUST_USE struct err outbox_will_ask_all(struct outbox *o);

/* Reads the columns of OUTBOX_COLUMNS into *ret_row. */
#define OUTBOX_COLUMNS                                                                             \
    "uuid, procedure, state, saved_at, next_try_ms, attempts, last_status, last_reason, "          \
    "file_number, payload_bytes, state_text, sealed IS NULL, withdrawal, decided_at, "             \
    "slip_sha256, token_sha256"
#define OUTBOX_COLUMN_COUNT 16
void outbox_read_row(const struct store_row *row, struct outbox_row *ret_row);

/* Reads the columns of DISPATCH_COLUMNS into *ret_item. */
#define DISPATCH_COLUMNS                                                                           \
    "seq, uuid, state, attempts, refusals, saved_at, decided_at, withdrawal, "                     \
    "lower(hex(record_sha256))"
#define DISPATCH_COLUMN_COUNT 9
struct dispatch_item;
void dispatch_read_item(const struct store_row *row, struct dispatch_item *ret_item);

/* Somebody else moved the application first. */
extern const struct err dispatch_lost;

/* Tells whether this very record is here already; ERR_REFUSED when another is under its uuid. */
MUST_USE struct err outbox_find_known(struct outbox *o, const char *uuid,
                                      const uint8_t hash[SEAL_HASH], bool *ret_found);

/* The copy for another kiosk is not needed any more. */
MUST_USE struct err outbox_forget_export(struct outbox *o, const char *uuid);

/* Deletes what the row of this uuid, whose sealed bytes are gone, still has on the disk: papers,
 * the log's old pages; NULL = of every such row. What this opening did by halves before is
 * finished. */
MUST_USE struct err outbox_finish_deletions(struct outbox *o, const char *uuid);

/* Sets the damaged database aside and starts a fresh one. Fills o->store. */
MUST_USE struct err outbox_replace_damaged(struct outbox *o, const char *path);

/* Takes over every row that can still be read from the damaged database that was last set aside,
 * unless that was done to its end before; then o->damaged is its number. After an error it is
 * gone on with at the next opening. */
MUST_USE struct err outbox_take_over(struct outbox *o, const char *path);

/* Removes papers that belong to no row and unfinished files. Not while a damaged database is
 * beside: its rows may still be wanted. */
void outbox_sweep(struct outbox *o);

#endif
