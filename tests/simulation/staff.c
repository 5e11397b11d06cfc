/* Staff who carry applications to another kiosk, which only looks at their stick: what is EXPORTED
 * must not be sent, and is sent once after they took it back; what is written is whole there
 * however the power went since; what they said is done there is never sent from here. They draw by
 * themselves, so that what else happens under a seed does not depend on them. */
#include <stdio.h>
#include <string.h>

#include "app/outbox/outbox_export.h"
#include "tests/simulation/simulation.h"

#define IN_SO_MANY 150
#define STICK      "/stick"

static unsigned draw(struct sim *s, unsigned limit)
{
    uint32_t n = 0;
    sim_must(s->staff.ops->fill(&s->staff, &n, sizeof n), "staff");
    return n % limit;
}

static struct seal_public other_kiosk(void)
{
    struct seal_secret secret;
    memset(secret.key, 7, sizeof secret.key);
    return seal_public_of(&secret);
}

/* A disk that is just losing power refuses anything. */
static void tolerate(struct err e)
{
    (void)e;
}

static void take_back_all(struct sim *s)
{
    struct outbox_row row;
    int64_t seq = 0;
    while (!failed(outbox_next(s->outbox, seq, &seq, &row))) {
        if (row.state != OUTBOX_EXPORTED) {
            continue;
        }
        const struct err e = outbox_take_back(s->outbox, row.uuid, 0);
        if (row.at_rest && !failed(e)) {
            sim_wrong(s, "%s is done elsewhere and was taken back", row.uuid);
        }
        s->counts.exported += !row.at_rest;
    }
}

/* --- the stick -------------------------------------------------------------------------------- */

/* The bug that is planted: the bundle gets its name without a flush. */
static struct err commit_unflushed(struct port_dir *d, struct dir_file *f, const char *name)
{
    struct crash_disk *disk = crash_disk_mounted();
    disk->lying = true;
    const struct err e = dir_crash().ops->commit(d, f, name);
    disk->lying = false;
    return e;
}

static struct port_dir stick_of(const struct sim *s)
{
    static struct port_dir_ops loose;
    struct port_dir stick = s->dir;
    if (s->planted == PLANTED_LOOSE) {
        loose = *s->dir.ops;
        loose.commit = commit_unflushed;
        stick.ops = &loose;
    }
    return stick;
}

/* As kioskctl does with what the courier has sealed. */
static void write_bundles(struct sim *s)
{
    const struct seal_public to = other_kiosk();
    struct port_dir stick = stick_of(s);
    struct outbox_export x;
    int waiting = 0;
    struct err e = stick.ops->make(&stick, STICK);
    while (!failed(e) && !failed(outbox_export_next(s->outbox, &to, &waiting, &x))) {
        e = x.state == OUTBOX_EXPORT_DENIED ? outbox_export_drop(s->outbox, x.uuid)
                                            : outbox_export_write(s->outbox, x.uuid, &stick, STICK);
        s->counts.written += !failed(e) && x.state == OUTBOX_EXPORT_DONE;
    }
}

/* Whether the other kiosk can take it in. */
static bool is_whole(struct sim *s, const char *uuid)
{
    const struct seal_public to = other_kiosk();
    uint8_t target[SEAL_HASH];
    char path[96];
    struct file_bytes file;
    struct bundle b;
    (void)snprintf(path, sizeof path, STICK "/%s" BUNDLE_SUFFIX, uuid);
    if (failed(s->dir.files->ops->read(path, BUNDLE_MAX, &file))) {
        return false;
    }
    bundle_target(&to, target);
    const bool whole = !failed(bundle_read(file.bytes, file.size, &b)) &&
                       strcmp(b.head.uuid, uuid) == 0 &&
                       memcmp(b.head.target, target, SEAL_HASH) == 0;
    s->dir.files->ops->unmap(&file);
    return whole;
}

static struct promise *promise_of(const struct sim *s, const char *uuid)
{
    for (int i = s->promise_count - 1; i >= 0; i--) {
        if (strcmp(s->promises[i].uuid, uuid) == 0) {
            return &s->promises[i];
        }
    }
    return NULL;
}

bool staff_ended(const struct sim *s, const char *uuid)
{
    const struct promise *p = promise_of(s, uuid);
    return p != NULL && p->ended;
}

static void end_one(struct sim *s, const char *uuid)
{
    struct promise *p = promise_of(s, uuid);
    char path[96];
    if (p == NULL) {
        return; /* nobody was told that it was saved: nobody asks for it */
    }
    if (!is_whole(s, uuid)) {
        if (!power_is_failing(s)) {
            sim_wrong(s, "%s was written to the stick and is not whole there", uuid);
        }
        return;
    }
    p->ends = true;
    if (failed(outbox_export_end(s->outbox, uuid))) {
        return; /* the power is going */
    }
    p->ended = true;
    (void)snprintf(path, sizeof path, STICK "/%s" BUNDLE_SUFFIX, uuid);
    tolerate(s->dir.ops->remove(&s->dir, path));
}

/* The stick came to the other kiosk. */
static void end_written(struct sim *s)
{
    struct outbox_row row;
    struct outbox_export x;
    int64_t seq = 0;
    while (!failed(outbox_next(s->outbox, seq, &seq, &row))) {
        if (row.state == OUTBOX_EXPORTED && !row.at_rest &&
            !failed(outbox_export_find(s->outbox, row.uuid, &x)) && x.written) {
            end_one(s, row.uuid);
        }
    }
}

/* --- their day -------------------------------------------------------------------------------- */

/* One of the last that still wait here. */
static const char *one_that_waits(struct sim *s)
{
    struct outbox_row row;
    for (int i = s->promise_count - 1; i >= 0 && i >= s->promise_count - 8; i--) {
        const char *uuid = s->promises[i].uuid;
        if (!failed(outbox_find(s->outbox, uuid, &row)) &&
            (row.state == OUTBOX_SAVED || row.state == OUTBOX_HELD)) {
            return uuid;
        }
    }
    return NULL;
}

void staff_turn(struct sim *s)
{
    const struct seal_public to = other_kiosk();
    if (draw(s, IN_SO_MANY) != 0) {
        return;
    }
    const unsigned act = draw(s, 6);
    write_bundles(s);
    const char *uuid = one_that_waits(s);
    if (act == 0) {
        take_back_all(s);
    } else if (act == 1) {
        end_written(s);
    } else if (uuid != NULL) {
        tolerate(outbox_export_wish(s->outbox, uuid, &to, s->clock.ops->now_s(&s->clock)));
    }
}

void staff_ends(struct sim *s)
{
    const struct seal_public to = other_kiosk();
    int count = 0;
    sim_must(outbox_export_cancel(s->outbox, &to, &count), "wishes");
    take_back_all(s);
}
