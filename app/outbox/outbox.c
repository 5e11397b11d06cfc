/* The outbox.
 *
 *                 kiosk: outbox_put, one transaction
 *                               |
 *                               v        the portal's refusal, 3 times
 *   outbox_retry  +---------> SAVED <-------------+-------------------+
 *       |         |             | claim (attempt+1)|                   |
 *       |         |             v                  | later, unknown    |
 *      HELD <-----+--------- SENDING --------------+                   |
 *                               | uuid and hash echoed                 |
 *                               v                                      |
 *                             SENT ------- the portal forgot it -------+
 *                               | file number
 *                               v
 *                           RECEIVED   sealed bytes and papers deleted, row kept
 *
 *   outbox_withdraw of SAVED or HELD that never left this kiosk ------------> WITHDRAWN
 *   outbox_withdraw of what may have left: the row is marked ASKED, goes where it goes, is claimed
 *   no more; the courier asks the portal:    it is not there, for certain --> WITHDRAWN
 *                                            it is there -------------------> SENT, RECEIVED
 *   an export a person wished, of SAVED or HELD -- sealed to the other key --> EXPORTED
 *   EXPORTED: outbox_take_back ----> SAVED; the portal has it from there ----> RECEIVED;
 *   outbox_export_end ----> EXPORTED at rest, an end: sealed bytes and papers deleted, row kept
 *   unsent for 90 days since it was saved, or since a person's retry: SAVED -> HELD
 *   WITHDRAWN is an end as RECEIVED is: sealed bytes and papers deleted, row kept.
 *
 * Invariants:
 *  (1) A row exists only after COMMIT with synchronous=FULL; its papers were flushed before it.
 *  (2) uuid is unique: one application is one row, whatever is repeated.
 *  (3) The sealed bytes never change between INSERT and their deletion.
 *  (4) Sealed bytes and papers are deleted only in states RECEIVED, SENT at rest, WITHDRAWN and
 *      EXPORTED at rest, after that state is committed.
 *  (5) Every move is a compare-and-swap on state and attempts inside BEGIN IMMEDIATE.
 *  (6) Nothing in plain text on the disk says anything of a citizen; the kiosk cannot read back.
 *  (7) A machine never deletes a row; age alone holds it and never deletes what is in it.
 *  (8) A row leaves to WITHDRAWN only from SAVED or HELD, and only when nothing of it ever left
 * this kiosk (attempts = unsent) or the portal said that it has it not: what is being sent cannot.
 *  (9) Nothing leaves WITHDRAWN, and nothing leads there from SENT, RECEIVED or EXPORTED: an
 *      application is never both withdrawn and delivered.
 * (10) A row marked ASKED is never claimed.
 * (11) A row becomes EXPORTED in one transaction with a copy that opens with the other kiosk's key,
 *      and only when the portal has it not for all that is known. It is never claimed; its content
 *      stays here, so that a lost stick loses nothing, until a person takes it back or says that
 *      the other kiosk has it (only when a bundle was written and read back), or the portal says
 *      that it received it from there. Who wants it withdrawn asks at the other kiosk.
 * (12) What was taken back counts as tried at a portal that cannot be asked: the other kiosk may
 *      have sent it, or may still, so that nothing makes it WITHDRAWN.
 * (13) An imported row is a copy of the other's, under the same uuid and record: a portal that
 *      knows applications by their uuid makes one of both. It counts as tried, since the other
 *      kiosk may have sent it before, or take it back.
 */
#include "app/outbox/outbox.h"

#include <stdio.h>
#include <string.h>

#include "app/outbox/box_key.h"
#include "app/outbox/dispatch.h"
#include "app/outbox/outbox_inside.h"
#include "platform/base/log.h"
#include "platform/base/secret.h"

/* Left free for what older applications still need: the database's growth and its log. */
#define RESERVE ((int64_t)32 * 1024 * 1024)

static const char *const steps[] = {
    "CREATE TABLE application("
    " seq INTEGER PRIMARY KEY AUTOINCREMENT,"
    " uuid TEXT NOT NULL UNIQUE,"
    " procedure TEXT NOT NULL,"
    " state INTEGER NOT NULL,"
    " saved_at INTEGER NOT NULL,"
    " record_sha256 BLOB NOT NULL,"
    " payload_bytes INTEGER NOT NULL,"
    " sealed BLOB,"
    " next_try_ms INTEGER NOT NULL DEFAULT 0,"
    " attempts INTEGER NOT NULL DEFAULT 0,"
    " refusals INTEGER NOT NULL DEFAULT 0,"
    " last_status INTEGER NOT NULL DEFAULT 0,"
    " last_reason TEXT NOT NULL DEFAULT '',"
    " file_number TEXT NOT NULL DEFAULT '',"
    " state_text TEXT NOT NULL DEFAULT '') STRICT;"
    "CREATE INDEX application_due ON application(state, next_try_ms);"
    "CREATE TABLE paper("
    " uuid TEXT NOT NULL REFERENCES application(uuid),"
    " n INTEGER NOT NULL,"
    " file TEXT NOT NULL UNIQUE,"
    " PRIMARY KEY(uuid, n)) STRICT;",
    /* Which damaged databases beside this one were taken over to the end. */
    "CREATE TABLE taken_over(n INTEGER PRIMARY KEY) STRICT;",
    /* unsent: attempts of which it is known that nothing left this kiosk, so that an attempt of an
     * older program counts as one that may have arrived. silent: 1 when one was made at a portal
     * that cannot be asked, 2 when it was taken back from another kiosk. tidy: withdrawn, and the
     * courier has yet to forget its own copies. */
    "ALTER TABLE application ADD COLUMN slip_sha256 TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE application ADD COLUMN withdrawal INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE application ADD COLUMN decided_at INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE application ADD COLUMN unsent INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE application ADD COLUMN silent INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE application ADD COLUMN tidy INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX application_slip ON application(slip_sha256);",
    /* What the portal told after it received an application. ask_ms: when it is next asked, 0 = at
     * once, -1 = never again; version: of its last answer, for a conditional question. */
    "CREATE TABLE told("
    " uuid TEXT PRIMARY KEY REFERENCES application(uuid),"
    " since_s INTEGER NOT NULL,"
    " ask_ms INTEGER NOT NULL,"
    " version TEXT NOT NULL DEFAULT '',"
    " state INTEGER NOT NULL DEFAULT 0,"
    " papers_asked INTEGER NOT NULL DEFAULT 0,"
    " reasoned INTEGER NOT NULL DEFAULT 0,"
    " results INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE INDEX told_due ON told(ask_ms);",
    /* Applications on their way to another kiosk (outbox_export.h). sealed: the copy that opens
     * with the other's key, and `written`: a bundle with it was written and read back. wished_at:
     * a wish lives ten minutes from then, or since whoever wished it last said so. */
    "CREATE TABLE export("
    " uuid TEXT PRIMARY KEY REFERENCES application(uuid),"
    " target BLOB NOT NULL,"
    " state INTEGER NOT NULL DEFAULT 0,"
    " why TEXT NOT NULL DEFAULT '',"
    " sealed BLOB,"
    " written INTEGER NOT NULL DEFAULT 0,"
    " wished_at INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE INDEX export_due ON export(state);",
    /* Of the receipt's token, by which a scanned slip finds its row; "" in rows of before. */
    ("ALTER TABLE application ADD COLUMN token_sha256 TEXT NOT NULL DEFAULT '';"
     "CREATE INDEX application_token ON application(token_sha256);"),
};
/* Every step may be met by a program of before: none takes anything away. */
const struct store_plan outbox_plan = {steps, (int)(sizeof steps / sizeof steps[0]), 1};

/* --- opening ---------------------------------------------------------------------------------- */

/* Which buffers an opening needs. */
enum needs { NEEDS_NOTHING, NEEDS_PLAIN, NEEDS_BOTH };

static struct err allocate(struct outbox **ret_box, const char *state_dir,
                           const struct port_dir *dir, enum needs needs)
{
    struct arena memory;
    bool locked = false;
    const size_t plain = needs == NEEDS_NOTHING ? 0 : OUTBOX_PLAIN_MAX;
    const size_t boxed = needs == NEEDS_BOTH ? OUTBOX_BOXED_MAX : 0;
    if (strlen(state_dir) > DIR_PATH_MAX - 96) {
        return ERR(ERR_BAD_INPUT, 0, "outbox: the state directory's path is too long");
    }
    struct err e = seal_start();
    if (!failed(e)) {
        e = secret_open(&memory, sizeof(struct outbox) + 64 + plain + boxed, &locked);
    }
    if (failed(e)) {
        return e;
    }
    struct outbox *o = arena_alloc(&memory, sizeof *o);
    INVARIANT(o != NULL);
    o->plain = plain == 0 ? NULL : arena_alloc(&memory, plain);
    o->boxed = boxed == 0 ? NULL : arena_alloc(&memory, boxed);
    INVARIANT((plain == 0 || o->plain != NULL) && (boxed == 0 || o->boxed != NULL));
    o->memory = memory;
    o->dir = *dir;
    snprintf(o->state_dir, sizeof o->state_dir, "%s", state_dir);
    snprintf(o->papers_dir, sizeof o->papers_dir, "%s/papers", state_dir);
    *ret_box = o;
    return ERR_OK;
}

void outbox_close(struct outbox *o)
{
    if (o == NULL) {
        return;
    }
    store_close(&o->store);
    struct arena memory = o->memory;
    secret_close(&memory);
}

int outbox_damaged(const struct outbox *o)
{
    return o->damaged;
}

struct err outbox_open(struct outbox **ret_box, const char *state_dir)
{
    const struct port_dir dir = dir_linux();
    return outbox_open_on(ret_box, state_dir, &dir);
}

struct err outbox_open_on(struct outbox **ret_box, const char *state_dir,
                          const struct port_dir *dir)
{
    struct outbox *o = NULL;
    char path[DIR_PATH_MAX + 16];
    struct err e = allocate(&o, state_dir, dir, NEEDS_BOTH);
    if (failed(e)) {
        return e;
    }
    snprintf(path, sizeof path, "%s/outbox.db", state_dir);
    e = o->dir.ops->make(&o->dir, state_dir);
    if (!failed(e)) {
        e = o->dir.ops->make(&o->dir, o->papers_dir);
    }
    if (!failed(e)) {
        e = store_open_on(&o->store, &o->dir, path, &outbox_plan, STORE_OWNER);
    }
    if (e.code == ERR_CORRUPT) {
        e = outbox_replace_damaged(o, path);
    }
    if (!failed(e)) {
        e = outbox_take_over(o, path);
    }
    if (!failed(e) && o->damaged == 0) {
        outbox_sweep(o);
    }
    if (failed(e)) {
        outbox_close(o);
        return e;
    }
    *ret_box = o;
    return ERR_OK;
}

static struct err open_guest(struct outbox **ret_box, const char *state_dir,
                             const struct port_dir *dir, enum needs needs)
{
    struct outbox *o = NULL;
    char path[DIR_PATH_MAX + 16];
    struct err e = allocate(&o, state_dir, dir, needs);
    if (failed(e)) {
        return e;
    }
    snprintf(path, sizeof path, "%s/outbox.db", state_dir);
    e = store_open_on(&o->store, dir, path, &outbox_plan, STORE_GUEST);
    if (failed(e)) {
        outbox_close(o);
        return e;
    }
    *ret_box = o;
    return ERR_OK;
}

struct err outbox_open_guest(struct outbox **ret_box, const char *state_dir)
{
    const struct port_dir dir = dir_linux();
    return open_guest(ret_box, state_dir, &dir, NEEDS_NOTHING);
}

struct err dispatch_open(struct outbox **ret_box, const char *state_dir, const struct port_dir *dir)
{
    return open_guest(ret_box, state_dir, dir, NEEDS_PLAIN);
}

/* --- putting ---------------------------------------------------------------------------------- */

static struct err find_key(struct outbox *o)
{
    if (o->has_key) {
        return ERR_OK;
    }
    const struct err e = box_key_public(&o->dir, o->state_dir, &o->key);
    o->has_key = !failed(e);
    return e;
}

struct err outbox_room(struct outbox *o, int64_t *ret_bytes)
{
    int64_t bytes = 0;
    struct err e = find_key(o);
    if (!failed(e)) {
        e = o->dir.ops->room(&o->dir, o->state_dir, &bytes);
    }
    if (!failed(e)) {
        *ret_bytes = bytes > RESERVE ? bytes - RESERVE : 0;
    }
    return e;
}

static struct err check_room(struct outbox *o, const struct record *r)
{
    int64_t room = 0;
    int64_t wanted = 2 * (int64_t)OUTBOX_BOXED_MAX;
    const struct err e = outbox_room(o, &room);
    if (failed(e)) {
        return e;
    }
    for (int i = 0; i < r->paper_count; i++) {
        wanted += r->papers[i].bytes == NULL ? 0 : (int64_t)r->papers[i].size + 65536;
    }
    return room >= wanted ? ERR_OK : ERR(ERR_FULL, 0, "outbox: the disk is nearly full");
}

struct known {
    bool found, same;
    const uint8_t *hash;
};

static bool take_known(void *context, const struct store_row *row)
{
    struct known *k = context;
    size_t size = 0;
    const void *hash = store_blob(row, 0, &size);
    k->found = true;
    k->same = size == SEAL_HASH && memcmp(hash, k->hash, SEAL_HASH) == 0;
    return false;
}

struct err outbox_find_known(struct outbox *o, const char *uuid, const uint8_t hash[SEAL_HASH],
                             bool *ret_found)
{
    struct known known = {.hash = hash};
    const struct err e =
        store_rows(&o->store, "SELECT record_sha256 FROM application WHERE uuid=?1",
                   BIND(BIND_TEXT(uuid)), take_known, &known, NULL);
    *ret_found = known.found;
    return !failed(e) && known.found && !known.same
               ? ERR(ERR_REFUSED, 0, "outbox: other content is here under this uuid")
               : e;
}

/* Little-endian. */
static void put_number(char *at, uint64_t n, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        at[i] = (char)(n >> (8 * i) & 0xFF);
    }
}

struct paper_sink {
    struct outbox *o;
    struct dir_file file;
};

static struct err write_piece(void *context, const void *bytes, size_t size)
{
    struct paper_sink *s = context;
    return s->o->dir.ops->append(&s->o->dir, &s->file, bytes, size);
}

/* Seals one paper into papers/ under the hash of its sealed bytes and notes it at `entry`. */
static struct err put_paper(struct outbox *o, const struct record_paper *p, char *entry,
                            char ret_name[SEAL_HEX])
{
    struct paper_sink sink = {.o = o};
    uint8_t sealed_hash[SEAL_HASH];
    uint8_t *key = (uint8_t *)entry;
    struct err e = o->dir.ops->create(&o->dir, o->papers_dir, 0660, &sink.file);
    if (failed(e)) {
        return e;
    }
    e = seal_paper(p->bytes, p->size, (struct seal_sink){write_piece, &sink}, key, sealed_hash);
    if (failed(e)) {
        o->dir.ops->drop(&o->dir, &sink.file);
        return e;
    }
    seal_hex(sealed_hash, ret_name);
    seal_hash(p->bytes, p->size, key + SEAL_KEY);
    memcpy(entry + SEAL_KEY + SEAL_HASH, sealed_hash, SEAL_HASH);
    put_number(entry + SEAL_KEY + 2 * SEAL_HASH, p->size, 8);
    memset(entry + PARCEL_PAPER - PARCEL_TYPE, 0, PARCEL_TYPE);
    memcpy(entry + PARCEL_PAPER - PARCEL_TYPE, p->type, strlen(p->type));
    return o->dir.ops->commit(&o->dir, &sink.file, ret_name);
}

/* The papers of one record on their way into the outbox. */
struct paper_names {
    char list[RECORD_PAPERS_MAX][SEAL_HEX];
    int count;
};

static void remove_papers(struct outbox *o, const struct paper_names *names)
{
    for (int i = 0; i < names->count; i++) {
        char path[DIR_PATH_MAX + SEAL_HEX];
        snprintf(path, sizeof path, "%s/%s", o->papers_dir, names->list[i]);
        /* What stays behind is unreadable and is swept at the next opening. */
        (void)o->dir.ops->remove(&o->dir, path);
    }
}

static struct err put_papers(struct outbox *o, const struct record *r, struct paper_names *names)
{
    struct err e = ERR_OK;
    for (int i = 0; i < r->paper_count && !failed(e); i++) {
        if (r->papers[i].bytes != NULL) {
            char *entry = o->plain + PARCEL_HEAD + (size_t)names->count * PARCEL_PAPER;
            e = put_paper(o, &r->papers[i], entry, names->list[names->count]);
            names->count += failed(e) ? 0 : 1;
        }
    }
    return e;
}

static struct err insert(struct outbox *o, const struct record *r, const uint8_t hash[SEAL_HASH],
                         size_t boxed, const struct paper_names *names)
{
    char slip[OUTBOX_SLIP_HEX];
    char token[OUTBOX_SLIP_HEX];
    outbox_slip_sha256(r->slip_code, slip);
    outbox_slip_sha256(r->token, token);
    struct err e = store_begin(&o->store);
    if (failed(e)) {
        return e;
    }
    e = store_run(&o->store,
                  "INSERT INTO application(uuid, procedure, state, saved_at, record_sha256,"
                  " payload_bytes, sealed, slip_sha256, token_sha256)"
                  " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                  BIND(BIND_TEXT(r->uuid), BIND_TEXT(r->procedure), BIND_INT(OUTBOX_SAVED),
                       BIND_INT(r->filed_at), BIND_BLOB(hash, SEAL_HASH), BIND_INT((int64_t)boxed),
                       BIND_BLOB(o->boxed, boxed), BIND_TEXT(slip), BIND_TEXT(token)),
                  NULL);
    for (int i = 0; i < names->count && !failed(e); i++) {
        e = store_run(&o->store, "INSERT INTO paper(uuid, n, file) VALUES(?1, ?2, ?3)",
                      BIND(BIND_TEXT(r->uuid), BIND_INT(i), BIND_TEXT(names->list[i])), NULL);
    }
    if (failed(e)) {
        store_rollback(&o->store);
        return e;
    }
    return store_commit(&o->store);
}

/* The JSON lies already at its place behind room for every paper; moved up behind the real ones. */
static struct err seal_and_insert(struct outbox *o, const struct record *r, const char *json,
                                  size_t json_size, const uint8_t hash[SEAL_HASH])
{
    struct paper_names names = {.count = 0};
    size_t boxed = 0;
    struct err e = put_papers(o, r, &names);
    if (!failed(e)) {
        const size_t head = PARCEL_HEAD + (size_t)names.count * PARCEL_PAPER;
        memmove(o->plain + head, json, json_size);
        memcpy(o->plain, PARCEL_MAGIC, 8);
        put_number(o->plain + 8, json_size, 4);
        put_number(o->plain + 12, (uint64_t)names.count, 4);
        e = seal_box(&o->key, o->plain, head + json_size, o->boxed, OUTBOX_BOXED_MAX, &boxed);
    }
    if (!failed(e)) {
        e = insert(o, r, hash, boxed, &names);
    }
    if (failed(e)) {
        remove_papers(o, &names);
    }
    return e;
}

static struct err put(struct outbox *o, const struct record *r)
{
    const size_t head = PARCEL_HEAD + RECORD_PAPERS_MAX * PARCEL_PAPER;
    struct buf json;
    uint8_t hash[SEAL_HASH];
    bool found = false;
    buf_init(&json, o->plain + head, OUTBOX_JSON_MAX);
    struct err e = record_json(r, &json);
    if (!failed(e)) {
        seal_hash(json.data, json.len, hash);
        e = outbox_find_known(o, r->uuid, hash, &found);
    }
    if (failed(e) || found) {
        return e;
    }
    e = check_room(o, r);
    return failed(e) ? e : seal_and_insert(o, r, json.data, json.len, hash);
}

struct err outbox_put(struct outbox *o, const struct record *r)
{
    INVARIANT(o->plain != NULL && o->boxed != NULL);
    const struct err e = put(o, r);
    seal_forget(o->plain, OUTBOX_PLAIN_MAX);
    return e;
}
