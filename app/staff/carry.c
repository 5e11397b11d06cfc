#include "app/staff/carry.h"

#include <stdio.h>
#include <string.h>

#include "app/outbox/key_file.h"

#define SPARE_ROOM ((int64_t)1024 * 1024) /* for the stick's own tables */
#define KEY_MODE   0644
#define STEP_MOST  256 /* bundles in one step: no disk makes it go round for ever */

/* True when the stick's key is another kiosk's; else the word says what is wrong. */
static bool other_key(struct outbox *o, const struct carry_place *p, struct carry *c,
                      struct seal_public *ret_to)
{
    struct seal_public own;
    uint8_t target[SEAL_HASH];
    *c = (struct carry){.word = CARRY_NO_STICK};
    if (!p->files->ops->is_directory(p->stick)) {
        return false;
    }
    c->word = CARRY_NO_KEY;
    if (failed(key_file_read(p->files, p->stick, CARRY_KEY, ret_to->key))) {
        return false;
    }
    c->word = CARRY_FAILED;
    if (failed(outbox_key(o, &own))) {
        return false;
    }
    bundle_target(ret_to, target);
    bundle_fingerprint(target, c->fingerprint);
    c->word = CARRY_OWN_KEY;
    return memcmp(own.key, ret_to->key, sizeof own.key) != 0;
}

void carry_key(struct outbox *o, const struct carry_place *p, struct carry *c)
{
    struct seal_public own;
    uint8_t target[SEAL_HASH];
    *c = (struct carry){.word = CARRY_FAILED};
    if (failed(outbox_key(o, &own))) {
        return;
    }
    c->word = CARRY_NO_STICK;
    if (!p->files->ops->is_directory(p->stick) ||
        failed(key_file_write(p->dir, p->stick, CARRY_KEY, KEY_MODE, own.key))) {
        return;
    }
    bundle_target(&own, target);
    bundle_fingerprint(target, c->fingerprint);
    c->word = CARRY_KEY_OUT;
}

/* What waits here, or was sealed to this key before. */
static bool is_meant(struct outbox *o, const struct outbox_row *row, const struct seal_public *to)
{
    struct outbox_export x;
    uint8_t target[SEAL_HASH];
    if (row->state == OUTBOX_SAVED || row->state == OUTBOX_SENDING || row->state == OUTBOX_HELD) {
        return !row->at_rest;
    }
    bundle_target(to, target);
    return row->state == OUTBOX_EXPORTED && !row->at_rest &&
           !failed(outbox_export_find(o, row->uuid, &x)) &&
           memcmp(x.target, target, SEAL_HASH) == 0;
}

/* Bytes that the bundles will take. */
static struct err measure(struct outbox *o, const struct seal_public *to, int64_t *ret_bytes)
{
    struct outbox_row row;
    int64_t seq = 0;
    *ret_bytes = SPARE_ROOM;
    struct err e = outbox_next(o, seq, &seq, &row);
    while (!failed(e)) {
        int64_t bytes = 0;
        if (is_meant(o, &row, to) && !failed(outbox_export_size(o, row.uuid, &bytes))) {
            *ret_bytes += bytes;
        }
        e = outbox_next(o, seq, &seq, &row);
    }
    return e.code == ERR_NOT_FOUND ? ERR_OK : e;
}

static struct err wish_all(struct outbox *o, const struct seal_public *to, int64_t now,
                           struct carry *c)
{
    struct outbox_row row;
    int64_t seq = 0;
    struct err e = outbox_next(o, seq, &seq, &row);
    while (!failed(e)) {
        if (is_meant(o, &row, to)) {
            const struct err wished = outbox_export_wish(o, row.uuid, to, now);
            c->asked += !failed(wished);
            c->stays += failed(wished);
        }
        e = outbox_next(o, seq, &seq, &row);
    }
    return e.code == ERR_NOT_FOUND ? ERR_OK : e;
}

void carry_begin(struct outbox *o, const struct carry_place *p, int64_t now, struct carry *c)
{
    struct seal_public to;
    int64_t wanted = 0;
    int64_t room = 0;
    if (!other_key(o, p, c, &to)) {
        return;
    }
    c->word = CARRY_FAILED;
    if (failed(measure(o, &to, &wanted))) {
        return;
    }
    c->word = CARRY_FULL;
    if (failed(p->dir->ops->room(p->dir, p->stick, &room)) || room < wanted) {
        return;
    }
    c->word = failed(wish_all(o, &to, now, c)) ? CARRY_FAILED : CARRY_SEALING;
    if (c->word == CARRY_SEALING) {
        carry_step(o, p, c);
    }
}

/* One that was sealed is written; one that was denied is forgotten and stays. */
static void finish(struct outbox *o, const struct carry_place *p, const struct outbox_export *x,
                   struct carry *c)
{
    struct err e;
    if (x->state == OUTBOX_EXPORT_DENIED) {
        c->stays++;
        e = outbox_export_drop(o, x->uuid);
    } else {
        e = outbox_export_write(o, x->uuid, p->dir, p->stick);
        c->done += !failed(e);
        c->stays += failed(e);
        if (failed(e)) { /* it is asked for again with the next stick */
            e = outbox_export_pass_over(o, x->uuid);
        }
    }
    c->word = failed(e) ? CARRY_FAILED : c->word;
}

void carry_step(struct outbox *o, const struct carry_place *p, struct carry *c)
{
    struct seal_public to;
    struct outbox_export x;
    struct carry fresh;
    if (c->word != CARRY_SEALING) {
        return;
    }
    if (!other_key(o, p, &fresh, &to)) { /* the stick was pulled out */
        c->word = fresh.word;
        return;
    }
    struct err e = outbox_export_next(o, &to, &c->waiting, &x);
    for (int i = 0; !failed(e) && i < STEP_MOST && c->word == CARRY_SEALING; i++) {
        finish(o, p, &x, c);
        e = outbox_export_next(o, &to, &c->waiting, &x);
    }
    if (failed(e) && e.code != ERR_NOT_FOUND) {
        c->word = CARRY_FAILED;
    } else if (c->word == CARRY_SEALING && c->waiting == 0) {
        /* what is neither waiting nor written was not sealed in time, or denied */
        c->word = c->done == 0 && c->asked > 0 ? CARRY_FAILED : CARRY_WRITTEN;
        c->stays = c->asked > c->done ? c->asked - c->done : c->stays;
    }
}

struct intake {
    struct outbox *o;
    const char *folder;
    int64_t now;
    struct carry *c;
};

static void take_in(void *context, const char *name)
{
    const struct intake *in = context;
    struct bundle_head head;
    enum outbox_import how = OUTBOX_IMPORTED;
    char path[DIR_PATH_MAX];
    const size_t length = strlen(name);
    const size_t suffix = sizeof BUNDLE_SUFFIX - 1;
    if (length <= suffix || strcmp(name + length - suffix, BUNDLE_SUFFIX) != 0 ||
        snprintf(path, sizeof path, "%s/%s", in->folder, name) >= (int)sizeof path) {
        return;
    }
    const struct err e = outbox_import(in->o, path, in->now, &how, &head);
    in->c->done += !failed(e);
    in->c->stays += failed(e);
}

void carry_take(struct outbox *o, const struct carry_place *p, int64_t now, struct carry *c)
{
    struct intake in = {.o = o, .folder = p->stick, .now = now, .c = c};
    *c = (struct carry){.word = CARRY_TAKEN};
    if (failed(p->files->ops->list(p->stick, take_in, &in))) {
        c->word = CARRY_NO_STICK;
    }
}
