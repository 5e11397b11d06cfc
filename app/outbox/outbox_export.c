/* The side of an export that anyone may see: wishes, bundles, taking back. Opening and sealing are
 * the courier's (dispatch_export.c). */
#include "app/outbox/outbox_export.h"

#include <stdio.h>
#include <string.h>

#include "app/outbox/box_key.h"
#include "app/outbox/outbox_inside.h"
#include "platform/port_files.h"

#define EXPORT_COLUMNS "uuid, state, why, target, length(sealed), written"

static void read_export(const struct store_row *row, struct outbox_export *ret_export)
{
    struct outbox_export e = {.state = (enum outbox_export_state)store_int(row, 1),
                              .bytes = store_int(row, 4),
                              .written = store_int(row, 5) != 0};
    size_t size = 0;
    const void *key = store_blob(row, 3, &size);
    snprintf(e.uuid, sizeof e.uuid, "%s", store_text(row, 0));
    snprintf(e.why, sizeof e.why, "%s", store_text(row, 2));
    seal_hash(key == NULL ? "" : key, size, e.target);
    *ret_export = e;
}

static bool take_export(void *context, const struct store_row *row)
{
    read_export(row, context);
    return false;
}

struct err outbox_export_find(struct outbox *o, const char *uuid, struct outbox_export *ret_export)
{
    int count = 0;
    const struct err e =
        store_rows(&o->store, "SELECT " EXPORT_COLUMNS " FROM export WHERE uuid=?1",
                   BIND(BIND_TEXT(uuid)), take_export, ret_export, &count);
    return failed(e) || count == 1 ? e : ERR(ERR_NOT_FOUND, 0, "outbox: no export was asked for");
}

/* --- wishing ---------------------------------------------------------------------------------- */

static bool take_count(void *context, const struct store_row *row)
{
    *(int *)context = (int)store_int(row, 0);
    return false;
}

/* What is EXPORTED to this key needs only its bundle again. */
static struct err wish_bundle(struct outbox *o, const char *uuid, const struct seal_public *to,
                              int *ret_changed)
{
    return store_run(
        &o->store, "UPDATE export SET written=0, why='' WHERE uuid=?1 AND state=?2 AND target=?3",
        BIND(BIND_TEXT(uuid), BIND_INT(OUTBOX_EXPORT_DONE), BIND_BLOB(to->key, SEAL_KEY)),
        ret_changed);
}

static struct err wish_sealing(struct outbox *o, const char *uuid, const struct seal_public *to,
                               int64_t now, int *ret_changed)
{
    return store_run(&o->store,
                     "INSERT OR REPLACE INTO export(uuid, target, wished_at) SELECT uuid, ?2, ?6"
                     " FROM application WHERE uuid=?1 AND state IN (?3, ?4, ?5) AND sealed IS NOT"
                     " NULL",
                     BIND(BIND_TEXT(uuid), BIND_BLOB(to->key, SEAL_KEY), BIND_INT(OUTBOX_SAVED),
                          BIND_INT(OUTBOX_SENDING), BIND_INT(OUTBOX_HELD), BIND_INT(now)),
                     ret_changed);
}

/* In one transaction, so that a courier that exports it in between is not undone. */
static struct err wish(struct outbox *o, const char *uuid, const struct seal_public *to,
                       int64_t now, int *ret_changed)
{
    struct err e = store_begin(&o->store);
    if (failed(e)) {
        return e;
    }
    e = wish_bundle(o, uuid, to, ret_changed);
    if (!failed(e) && *ret_changed == 0) {
        e = wish_sealing(o, uuid, to, now, ret_changed);
    }
    if (failed(e)) {
        store_rollback(&o->store);
        return e;
    }
    return store_commit(&o->store);
}

struct err outbox_export_wish(struct outbox *o, const char *uuid, const struct seal_public *to,
                              int64_t now)
{
    struct outbox_row row;
    int changed = 0;
    struct err e = outbox_find(o, uuid, &row);
    if (!failed(e)) {
        e = wish(o, uuid, to, now, &changed);
    }
    return failed(e) || changed == 1
               ? e
               : ERR(ERR_REFUSED, 0, "outbox: it is not waiting here to be sent");
}

struct err outbox_export_renew(struct outbox *o, const struct seal_public *to, int64_t now)
{
    return store_run(
        &o->store, "UPDATE export SET wished_at=?3 WHERE target=?1 AND state=?2",
        BIND(BIND_BLOB(to->key, SEAL_KEY), BIND_INT(OUTBOX_EXPORT_WISHED), BIND_INT(now)), NULL);
}

struct err outbox_export_next(struct outbox *o, const struct seal_public *to, int *ret_waiting,
                              struct outbox_export *ret_export)
{
    int count = 0;
    struct err e = store_rows(&o->store, "SELECT count(*) FROM export WHERE target=?1 AND state=?2",
                              BIND(BIND_BLOB(to->key, SEAL_KEY), BIND_INT(OUTBOX_EXPORT_WISHED)),
                              take_count, ret_waiting, NULL);
    if (!failed(e)) {
        e = store_rows(&o->store,
                       "SELECT " EXPORT_COLUMNS
                       " FROM export WHERE target=?1 AND state<>?2 AND written=0 AND"
                       " (state<>?3 OR why='') LIMIT 1",
                       BIND(BIND_BLOB(to->key, SEAL_KEY), BIND_INT(OUTBOX_EXPORT_WISHED),
                            BIND_INT(OUTBOX_EXPORT_DONE)),
                       take_export, ret_export, &count);
    }
    return failed(e) || count == 1 ? e : ERR(ERR_NOT_FOUND, 0, "outbox: no export is ready");
}

struct err outbox_export_pass_over(struct outbox *o, const char *uuid)
{
    return store_run(&o->store,
                     "UPDATE export SET why='not-written' WHERE uuid=?1 AND state=?2 AND written=0",
                     BIND(BIND_TEXT(uuid), BIND_INT(OUTBOX_EXPORT_DONE)), NULL);
}

struct err outbox_export_drop(struct outbox *o, const char *uuid)
{
    return store_run(&o->store, "DELETE FROM export WHERE uuid=?1 AND state=?2",
                     BIND(BIND_TEXT(uuid), BIND_INT(OUTBOX_EXPORT_DENIED)), NULL);
}

struct err outbox_export_cancel(struct outbox *o, const struct seal_public *to, int *ret_count)
{
    return store_run(&o->store, "DELETE FROM export WHERE target=?1 AND state=?2",
                     BIND(BIND_BLOB(to->key, SEAL_KEY), BIND_INT(OUTBOX_EXPORT_WISHED)), ret_count);
}

struct err outbox_export_unwritten(struct outbox *o, int *ret_count)
{
    return store_rows(&o->store,
                      "SELECT count(*) FROM export e JOIN application a ON a.uuid=e.uuid"
                      " WHERE e.state=?1 AND e.written=0 AND a.state=?2",
                      BIND(BIND_INT(OUTBOX_EXPORT_DONE), BIND_INT(OUTBOX_EXPORTED)), take_count,
                      ret_count, NULL);
}

struct err outbox_key(struct outbox *o, struct seal_public *ret_key)
{
    return box_key_public(&o->dir, o->state_dir, ret_key);
}

/* --- the bundle ------------------------------------------------------------------------------- */

struct writing {
    struct outbox *o;
    struct port_dir *disk;
    struct dir_file file;
    struct bundle_head head;
    uint8_t target[SEAL_KEY];
    struct err error;
};

/* Maps one paper's file as it lies here. */
static struct err map_paper(struct outbox *o, const uint8_t sha256[SEAL_HASH],
                            struct file_bytes *ret_file)
{
    char path[DIR_PATH_MAX + SEAL_HEX];
    char hex[SEAL_HEX];
    seal_hex(sha256, hex);
    snprintf(path, sizeof path, "%s/%s", o->papers_dir, hex);
    return o->dir.files->ops->map(path, ret_file);
}

/* Its size; what it holds must be what its name says. */
static struct err measure_paper(struct outbox *o, const uint8_t sha256[SEAL_HASH],
                                uint64_t *ret_size)
{
    struct file_bytes file;
    uint8_t hash[SEAL_HASH];
    const struct err e = map_paper(o, sha256, &file);
    if (failed(e)) {
        return e;
    }
    seal_hash(file.bytes, file.size, hash);
    *ret_size = file.size;
    o->dir.files->ops->unmap(&file);
    return memcmp(hash, sha256, SEAL_HASH) == 0
               ? ERR_OK
               : ERR(ERR_CORRUPT, 0, "outbox: a paper's file is damaged");
}

static bool take_paper(void *context, const struct store_row *row)
{
    struct writing *w = context;
    if (w->head.paper_count == RECORD_PAPERS_MAX ||
        !seal_unhex(store_text(row, 0), w->head.papers[w->head.paper_count].sha256)) {
        w->error = ERR(ERR_CORRUPT, 0, "outbox: the list of papers is damaged");
        return false;
    }
    w->error = measure_paper(w->o, w->head.papers[w->head.paper_count].sha256,
                             &w->head.papers[w->head.paper_count].size);
    w->head.paper_count++;
    return !failed(w->error);
}

static struct err append(struct writing *w, const void *bytes, size_t size)
{
    return w->disk->ops->append(w->disk, &w->file, bytes, size);
}

/* Head and sealed part, while the row can be read. */
static bool write_sealed(void *context, const struct store_row *row)
{
    struct writing *w = context;
    struct bundle_head *h = &w->head;
    uint8_t head[BUNDLE_HEAD_MAX];
    size_t key_size = 0;
    size_t hash_size = 0;
    size_t size = 0;
    const void *key = store_blob(row, 0, &key_size);
    const void *hash = store_blob(row, 1, &hash_size);
    const void *sealed = store_blob(row, 2, &size);
    if (key_size != SEAL_KEY || hash_size != SEAL_HASH || sealed == NULL) {
        w->error = ERR(ERR_CORRUPT, 0, "outbox: the export's row is damaged");
        return false;
    }
    memcpy(w->target, key, SEAL_KEY);
    seal_hash(key, key_size, h->target);
    memcpy(h->record_sha256, hash, SEAL_HASH);
    seal_hash(sealed, size, h->sealed_sha256);
    h->sealed_size = size;
    h->tries = (int)store_int(row, 3);
    w->error = append(w, head, bundle_write_head(h, head));
    if (!failed(w->error)) {
        w->error = append(w, sealed, size);
    }
    return false;
}

static struct err write_papers(struct writing *w)
{
    struct err e = ERR_OK;
    for (int i = 0; i < w->head.paper_count && !failed(e); i++) {
        struct file_bytes file;
        e = map_paper(w->o, w->head.papers[i].sha256, &file);
        if (!failed(e)) {
            e = append(w, file.bytes, file.size);
            w->o->dir.files->ops->unmap(&file);
        }
    }
    return e;
}

static struct err write_all(struct writing *w, const char *uuid)
{
    int count = 0;
    struct err e = store_rows(&w->o->store, "SELECT file FROM paper WHERE uuid=?1 ORDER BY n",
                              BIND(BIND_TEXT(uuid)), take_paper, w, NULL);
    e = failed(e) ? e : w->error;
    if (!failed(e)) {
        e = store_rows(
            &w->o->store,
            "SELECT e.target, a.record_sha256, e.sealed, a.attempts-a.unsent FROM export e JOIN "
            "application a"
            " ON a.uuid=e.uuid WHERE e.uuid=?1 AND e.state=?2 AND a.state=?3",
            BIND(BIND_TEXT(uuid), BIND_INT(OUTBOX_EXPORT_DONE), BIND_INT(OUTBOX_EXPORTED)),
            write_sealed, w, &count);
    }
    e = failed(e) ? e : w->error;
    if (!failed(e) && count == 0) {
        e = ERR(ERR_REFUSED, 0, "outbox: it is not exported any more");
    }
    return failed(e) ? e : write_papers(w);
}

static struct err read_back(struct writing *w, const char *path)
{
    struct file_bytes file;
    struct bundle b;
    struct err e = w->disk->files->ops->read(path, BUNDLE_MAX, &file);
    if (failed(e)) {
        return e;
    }
    e = bundle_read(file.bytes, file.size, &b);
    if (failed(e) || memcmp(b.head.sealed_sha256, w->head.sealed_sha256, SEAL_HASH) != 0) {
        e = ERR(ERR_IO, 0, "outbox: what was read back is not what was written");
    }
    w->disk->files->ops->unmap(&file);
    return e;
}

struct err outbox_export_write(struct outbox *o, const char *uuid, struct port_dir *disk,
                               const char *folder)
{
    struct writing w = {.o = o, .disk = disk};
    struct outbox_row row;
    char name[64];
    char path[DIR_PATH_MAX + 64];
    struct err e = outbox_find(o, uuid, &row);
    if (!failed(e)) {
        snprintf(w.head.uuid, sizeof w.head.uuid, "%s", row.uuid);
        snprintf(w.head.procedure, sizeof w.head.procedure, "%s", row.procedure);
        snprintf(w.head.token_sha256, sizeof w.head.token_sha256, "%s", row.token_sha256);
        w.head.saved_at = row.saved_at;
        e = disk->ops->create(disk, folder, 0660, &w.file);
    }
    if (failed(e)) {
        return e;
    }
    e = write_all(&w, uuid);
    if (failed(e)) {
        disk->ops->drop(disk, &w.file);
        return e;
    }
    snprintf(name, sizeof name, "%s" BUNDLE_SUFFIX, row.uuid);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    e = disk->ops->commit(disk, &w.file, name);
    if (!failed(e)) {
        e = read_back(&w, path);
    }
    return failed(e) ? e
                     : store_run(&o->store,
                                 "UPDATE export SET written=1 WHERE uuid=?1 AND state=?2 AND"
                                 " target=?3",
                                 BIND(BIND_TEXT(uuid), BIND_INT(OUTBOX_EXPORT_DONE),
                                      BIND_BLOB(w.target, SEAL_KEY)),
                                 NULL);
}

struct measuring {
    struct outbox *o;
    int64_t bytes;
};

/* A paper that is gone is the courier's to find. */
static bool take_size(void *context, const struct store_row *row)
{
    struct measuring *m = context;
    uint8_t sha256[SEAL_HASH];
    struct file_bytes file;
    if (seal_unhex(store_text(row, 0), sha256) && !failed(map_paper(m->o, sha256, &file))) {
        m->bytes += (int64_t)file.size;
        m->o->dir.files->ops->unmap(&file);
    }
    return true;
}

struct err outbox_export_size(struct outbox *o, const char *uuid, int64_t *ret_bytes)
{
    struct measuring m = {o, BUNDLE_HEAD_MAX};
    struct outbox_row row;
    struct err e = outbox_find(o, uuid, &row);
    if (!failed(e)) {
        e = store_rows(&o->store, "SELECT file FROM paper WHERE uuid=?1", BIND(BIND_TEXT(uuid)),
                       take_size, &m, NULL);
    }
    if (!failed(e)) {
        *ret_bytes = m.bytes + row.payload_bytes;
    }
    return e;
}

/* --- an end ----------------------------------------------------------------------------------- */

/* A bundle that was never written is on no stick, whatever a person says. */
static struct err put_at_rest(struct outbox *o, const char *uuid, int *ret_changed)
{
    const struct err e = store_run(
        &o->store,
        "UPDATE application SET sealed=NULL, next_try_ms=0, tidy=1 WHERE uuid=?1 AND state=?2 AND"
        " sealed IS NOT NULL AND NOT EXISTS(SELECT 1 FROM export WHERE uuid=?1 AND written=0)",
        BIND(BIND_TEXT(uuid), BIND_INT(OUTBOX_EXPORTED)), ret_changed);
    return failed(e) || *ret_changed == 0 ? e : outbox_forget_export(o, uuid);
}

struct err outbox_export_end(struct outbox *o, const char *uuid)
{
    int changed = 0;
    struct err e = store_begin(&o->store);
    if (failed(e)) {
        return e;
    }
    e = put_at_rest(o, uuid, &changed);
    if (failed(e) || changed == 0) {
        store_rollback(&o->store);
        return failed(e) ? e : ERR(ERR_REFUSED, 0, "outbox: it is not exported, or on no stick");
    }
    e = store_commit(&o->store);
    if (!failed(e)) {
        /* It is at rest; what could not be deleted now the courier finishes (tidy). */
        (void)outbox_finish_deletions(o, uuid).code;
    }
    return e;
}

/* --- taking back ------------------------------------------------------------------------------ */

struct err outbox_take_back(struct outbox *o, const char *uuid, int64_t now)
{
    int changed = 0;
    struct err e = store_begin(&o->store);
    if (failed(e)) {
        return e;
    }
    e = store_run(
        &o->store,
        "UPDATE application SET state=?2, next_try_ms=0, refusals=0, decided_at=?4,"
        " attempts=attempts+1, silent=max(silent, 2) WHERE uuid=?1 AND state=?3 AND sealed IS NOT "
        "NULL",
        BIND(BIND_TEXT(uuid), BIND_INT(OUTBOX_SAVED), BIND_INT(OUTBOX_EXPORTED), BIND_INT(now)),
        &changed);
    if (!failed(e) && changed == 1) {
        e = store_run(&o->store, "DELETE FROM export WHERE uuid=?1", BIND(BIND_TEXT(uuid)), NULL);
    }
    if (failed(e) || changed == 0) {
        store_rollback(&o->store);
        return failed(e) ? e : ERR(ERR_REFUSED, 0, "outbox: it is not exported");
    }
    return store_commit(&o->store);
}
