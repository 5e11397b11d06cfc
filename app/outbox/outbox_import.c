/* Taking in what another kiosk exported to this one's key. */
#include <string.h>

#include "app/outbox/outbox_export.h"
#include "app/outbox/outbox_inside.h"
#include "platform/port_files.h"

_Static_assert(OUTBOX_BOXED_MAX <= BUNDLE_SEALED_MAX, "every application fits");

static struct err is_for_us(struct outbox *o, const struct bundle_head *h)
{
    struct seal_public own;
    uint8_t target[SEAL_HASH];
    const struct err e = outbox_key(o, &own);
    if (failed(e)) {
        return e;
    }
    bundle_target(&own, target);
    return memcmp(target, h->target, SEAL_HASH) == 0
               ? ERR_OK
               : ERR(ERR_UNSUPPORTED, 0, "outbox: sealed to another kiosk's key");
}

#define EARLIEST_S 1577836800 /* 2020: no kiosk ran before */
#define DAY_S      (24 * 60 * 60)

/* A time that cannot be would make its age nonsense; a clock a day ahead is tolerated. */
static struct err check_time(const struct bundle_head *h, int64_t now)
{
    return h->saved_at >= EARLIEST_S && h->saved_at <= now + DAY_S
               ? ERR_OK
               : ERR(ERR_BAD_INPUT, 0, "outbox: saved at a time that cannot be");
}

static struct err check_room(struct outbox *o, const struct bundle_head *h)
{
    int64_t room = 0;
    int64_t wanted = 2 * (int64_t)h->sealed_size;
    const struct err e = outbox_room(o, &room);
    for (int i = 0; i < h->paper_count; i++) {
        wanted += (int64_t)h->papers[i].size + 65536;
    }
    return failed(e) || room >= wanted ? e : ERR(ERR_FULL, 0, "outbox: the disk is nearly full");
}

static struct err put_paper(struct outbox *o, const struct bundle *b, int i)
{
    struct dir_file f = {0};
    char name[SEAL_HEX];
    seal_hex(b->head.papers[i].sha256, name);
    struct err e = o->dir.ops->create(&o->dir, o->papers_dir, 0660, &f);
    if (failed(e)) {
        return e;
    }
    e = o->dir.ops->append(&o->dir, &f, b->papers[i], (size_t)b->head.papers[i].size);
    if (failed(e)) {
        o->dir.ops->drop(&o->dir, &f);
        return e;
    }
    return o->dir.ops->commit(&o->dir, &f, name);
}

/* The papers of a row that did not come to be belong to nobody: the next opening sweeps them. */
static struct err put_papers(struct outbox *o, const struct bundle *b)
{
    struct err e = ERR_OK;
    for (int i = 0; i < b->head.paper_count && !failed(e); i++) {
        e = put_paper(o, b, i);
    }
    return e;
}

static struct err insert_papers(struct outbox *o, const struct bundle_head *h)
{
    struct err e = ERR_OK;
    for (int i = 0; i < h->paper_count && !failed(e); i++) {
        char name[SEAL_HEX];
        seal_hex(h->papers[i].sha256, name);
        e = store_run(&o->store, "INSERT INTO paper(uuid, n, file) VALUES(?1, ?2, ?3)",
                      BIND(BIND_TEXT(h->uuid), BIND_INT(i), BIND_TEXT(name)), NULL);
    }
    return e;
}

/* As a kiosk saves it, but tried (invariant 13): to withdraw it the portal is asked first here,
 * too. That somebody brought it is a person's decision to send it.
 */
static struct err insert(struct outbox *o, const struct bundle *b, int64_t now)
{
    const struct bundle_head *h = &b->head;
    struct err e = store_begin(&o->store);
    if (failed(e)) {
        return e;
    }
    e = store_run(&o->store,
                  "INSERT INTO application(uuid, procedure, state, saved_at, record_sha256,"
                  " payload_bytes, sealed, slip_sha256, decided_at, attempts, token_sha256)"
                  " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, max(1, ?10), ?11)",
                  BIND(BIND_TEXT(h->uuid), BIND_TEXT(h->procedure), BIND_INT(OUTBOX_SAVED),
                       BIND_INT(h->saved_at), BIND_BLOB(h->record_sha256, SEAL_HASH),
                       BIND_INT((int64_t)h->sealed_size),
                       BIND_BLOB(b->sealed, (size_t)h->sealed_size), BIND_TEXT(h->slip_sha256),
                       BIND_INT(now), BIND_INT(h->tries), BIND_TEXT(h->token_sha256)),
                  NULL);
    if (!failed(e)) {
        e = insert_papers(o, h);
    }
    if (failed(e)) {
        store_rollback(&o->store);
        return e;
    }
    return store_commit(&o->store);
}

static struct err import(struct outbox *o, const struct bundle *b, int64_t now,
                         enum outbox_import *ret_how)
{
    bool found = false;
    struct err e = is_for_us(o, &b->head);
    if (!failed(e)) {
        e = outbox_find_known(o, b->head.uuid, b->head.record_sha256, &found);
    }
    if (failed(e) || found) {
        *ret_how = OUTBOX_HERE_ALREADY;
        return e;
    }
    if (b->head.sealed_size > OUTBOX_BOXED_MAX) {
        return ERR(ERR_CORRUPT, 0, "outbox: larger than any application");
    }
    e = check_time(&b->head, now);
    if (!failed(e)) {
        e = check_room(o, &b->head);
    }
    if (!failed(e)) {
        e = put_papers(o, b);
    }
    *ret_how = OUTBOX_IMPORTED;
    return failed(e) ? e : insert(o, b, now);
}

struct err outbox_import(struct outbox *o, const char *path, int64_t now,
                         enum outbox_import *ret_how, struct bundle_head *ret_head)
{
    struct file_bytes file;
    struct bundle b;
    *ret_head = (struct bundle_head){.uuid = ""};
    struct err e = o->dir.files->ops->read(path, BUNDLE_MAX, &file);
    if (failed(e)) {
        return e;
    }
    e = bundle_read(file.bytes, file.size, &b);
    if (!failed(e)) {
        *ret_head = b.head;
        e = import(o, &b, now, ret_how);
    }
    o->dir.files->ops->unmap(&file);
    return e;
}
