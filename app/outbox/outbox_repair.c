/* Opening after damage, and removing what belongs to nobody. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "app/outbox/outbox_inside.h"

/* Tried when the damaged file no longer tells its highest number; a file of more is not believed.
 */
#define BLIND_ROWS 100000
#define MOST_ROWS  10000000

/* Younger files may belong to an application that is just being saved. */
#define ORPHAN_AGE_S 3600

#define APPLICATION_COLUMNS                                                                        \
    "uuid, procedure, state, saved_at, record_sha256, payload_bytes, sealed, next_try_ms, "        \
    "attempts, refusals, last_status, last_reason, file_number, state_text"

static bool take_highest(void *context, const struct store_row *row)
{
    *(int64_t *)context = store_int(row, 0);
    return false;
}

/* What cannot be read is left where it is: in the damaged file, for a person. */
static void tolerate(struct err e)
{
    (void)e;
}

/* Row by row, because one bad page must not hide the good ones; what cannot be read stays in the
 * damaged file, so errors are only skipped here. */
static void copy_rows(struct outbox *o)
{
    int64_t highest = BLIND_ROWS;
    struct err e = store_rows(&o->store, "SELECT max(seq) FROM old.application", BIND_NOTHING,
                              take_highest, &highest, NULL);
    highest = failed(e) || highest < 0 || highest > MOST_ROWS ? BLIND_ROWS : highest;
    for (int64_t seq = 1; seq <= highest; seq++) {
        e = store_run(&o->store,
                      "INSERT OR IGNORE INTO main.application(" APPLICATION_COLUMNS
                      ") SELECT " APPLICATION_COLUMNS " FROM old.application WHERE seq=?1",
                      BIND(BIND_INT(seq)), NULL);
        if (!failed(e)) {
            tolerate(store_run(&o->store,
                               "INSERT OR IGNORE INTO main.paper SELECT p.uuid, p.n, p.file FROM"
                               " old.paper p JOIN old.application a ON a.uuid=p.uuid"
                               " WHERE a.seq=?1",
                               BIND(BIND_INT(seq)), NULL));
        }
    }
}

static void salvage(struct outbox *o, const char *path, int n)
{
    char uri[2 * DIR_PATH_MAX];
    if (strpbrk(path, "?#%") != NULL) {
        return;
    }
    snprintf(uri, sizeof uri, "file:%s.damaged-%d?mode=ro", path, n);
    /* With writable_schema SQLite also reads files shorter than their header says. */
    struct err e = store_run(&o->store, "PRAGMA writable_schema=ON", BIND_NOTHING, NULL);
    if (!failed(e)) {
        e = store_run(&o->store, "ATTACH ?1 AS old", BIND(BIND_TEXT(uri)), NULL);
    }
    if (!failed(e)) {
        copy_rows(o);
        tolerate(store_run(&o->store, "DETACH old", BIND_NOTHING, NULL));
    }
    tolerate(store_run(&o->store, "PRAGMA writable_schema=OFF", BIND_NOTHING, NULL));
}

struct err outbox_replace_damaged(struct outbox *o, const char *path)
{
    int n = 0;
    struct err e = store_set_aside(path, &n);
    if (!failed(e)) {
        e = store_open(&o->store, path, &outbox_plan, STORE_OWNER);
    }
    if (!failed(e)) {
        o->damaged = n;
        salvage(o, path, n);
    }
    return e;
}

static void note_damaged(void *context, const char *name)
{
    if (strncmp(name, "outbox.db.damaged-", 18) == 0) {
        *(bool *)context = true;
    }
}

static bool has_row(struct outbox *o, const char *name)
{
    int count = 0;
    const struct err e = store_rows(&o->store, "SELECT 1 FROM paper WHERE file=?1",
                                    BIND(BIND_TEXT(name)), NULL, NULL, &count);
    return failed(e) || count > 0;
}

static void sweep_one(void *context, const char *name)
{
    struct outbox *o = context;
    char path[DIR_PATH_MAX + 256];
    struct stat info;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    snprintf(path, sizeof path, "%s/%s", o->papers_dir, name);
    if (stat(path, &info) == 0 && now.tv_sec - info.st_mtime > ORPHAN_AGE_S && !has_row(o, name)) {
        /* One that cannot be removed is tried again at the next opening. */
        (void)o->dir.ops->remove(&o->dir, path);
    }
}

void outbox_sweep(struct outbox *o)
{
    bool damaged = false;
    const struct err e = o->dir.ops->each(&o->dir, o->state_dir, note_damaged, &damaged);
    if (!failed(e) && !damaged) {
        (void)o->dir.ops->each(&o->dir, o->papers_dir, sweep_one, o);
    }
}
