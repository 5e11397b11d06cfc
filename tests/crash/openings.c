#include "tests/crash/openings.h"

#include <stdio.h>

#include "app/outbox/outbox_inside.h"
#include "tests/crash/judge.h"

#define SAVED  4
#define DB     STATE "/outbox.db"
#define OLD_DB STATE "/old.db"

/* A world with applications saved and nothing sent. */
static struct err save_some(struct world *w, uint64_t seed)
{
    struct err e = world_open(w, seed);
    w->noting = true;
    if (!failed(e)) {
        e = world_start(w);
    }
    for (int i = 0; i < SAVED && !failed(e); i++) {
        e = world_put(w, i);
    }
    return e;
}

/* The disk as it is now is where the cuts begin: everything on it is flushed. */
static void begin_here(struct world *lived, struct world *third)
{
    crash_disk_cut(&lived->disk, lived->disk.op_count, CRASH_KEPT, 0, &third->disk);
    world_stop(lived);
    crash_disk_cut(&third->disk, 0, CRASH_KEPT, 0, &lived->disk);
    for (int i = 0; i < lived->app_count; i++) {
        lived->apps[i].began = lived->apps[i].done = 0;
    }
    crash_disk_mount(&lived->disk);
}

/* Opens and closes, then cuts every moment of it. */
static int cut_opening(struct world *lived, struct world *after, struct world *third,
                       unsigned per_moment, const char *what, const char *test)
{
    struct verdict v = {0};
    struct err e = world_start(lived);
    world_stop(lived);
    /* Nothing of it was begun or ended after the first operation. */
    for (size_t i = 1; i <= lived->disk.op_count && !failed(e); i++) {
        for (unsigned k = 0; k < per_moment; k++) {
            const uint64_t seed = i * 100 + k;
            judge_cut(lived, i, (enum crash_left)((i + k) % 3), seed, (i + k) % 9 == 0, after, &v);
            if ((i + k) % 9 == 1) {
                judge_again(after, i, seed * 31, third, &v);
            }
        }
    }
    const bool good = !failed(e) && v.cuts > 0 && verdict_harm(&v) == 0;
    if (failed(e) || !good) {
        printf("# %s %d; %s %d\n", e.at, e.os, after->bad.at, after->bad.os);
    }
    verdict_print(what, &v);
    printf("%s %s\n", good ? "ok" : "not ok", test);
    world_close(lived);
    return !good;
}

/* The tables as version `version` had them, with the rows of now. */
static struct err write_old(int version)
{
    static const char *const copies[] = {
        "ATTACH '" DB "' AS new",
        "INSERT INTO application(seq, uuid, procedure, state, saved_at, record_sha256,"
        " payload_bytes, sealed) SELECT seq, uuid, procedure, state, saved_at, record_sha256,"
        " payload_bytes, sealed FROM new.application",
        "INSERT INTO paper(uuid, n, file) SELECT uuid, n, file FROM new.paper",
        "DETACH new",
    };
    const struct store_plan plan = {outbox_plan.steps, version, 1};
    struct port_dir dir = dir_crash();
    struct store old = {0};
    struct err e = store_open_on(&old, &dir, OLD_DB, &plan, STORE_OWNER);
    for (size_t i = 0; i < sizeof copies / sizeof copies[0] && !failed(e); i++) {
        e = store_run(&old, copies[i], BIND_NOTHING, NULL);
    }
    store_close(&old);
    if (!failed(e)) {
        e = dir.ops->remove(&dir, DB);
    }
    return failed(e) ? e : dir.ops->move(&dir, OLD_DB, DB);
}

static int prove_migration(struct world *lived, struct world *after, struct world *third,
                           unsigned per_moment, int version)
{
    char what[64];
    char test[64];
    struct err e = save_some(lived, (uint64_t)version);
    world_stop(lived);
    if (!failed(e)) {
        e = write_old(version);
    }
    snprintf(what, sizeof what, "migration from version %d", version);
    snprintf(test, sizeof test, "a_migration_from_version_%d_survives_every_cut", version);
    if (failed(e)) {
        printf("# %s: %s %d\nnot ok %s\n", what, e.at, e.os, test);
        return 1;
    }
    begin_here(lived, third);
    return cut_opening(lived, after, third, per_moment, what, test);
}

static bool take_root(void *context, const struct store_row *row)
{
    *(int64_t *)context = store_int(row, 0);
    return false;
}

/* Spoils a page on which no row lies, while the last commits are only in the log. */
static struct err damage(struct world *w)
{
    int64_t root = 0;
    const struct err e =
        store_rows(&w->kiosk->store, "SELECT rootpage FROM sqlite_schema WHERE name='taken_over'",
                   BIND_NOTHING, take_root, &root, NULL);
    const int file = crash_find(&w->disk, DB);
    const uint64_t at = (uint64_t)(root - 1) * 4096;
    return !failed(e) && root > 1 && file >= 0 &&
                   crash_write(&w->disk, file, at, "\xEE\xEE\xEE\xEE", 4) == 0
               ? ERR_OK
               : ERR(ERR_IO, 0, "crash: no page to spoil");
}

static int prove_damage(struct world *lived, struct world *after, struct world *third,
                        unsigned per_moment)
{
    static const char test[] = "a_damaged_database_is_taken_over_whatever_is_cut";
    struct err e = save_some(lived, 77);
    if (!failed(e)) { /* the tables themselves leave the log */
        e = store_truncate_log(&lived->kiosk->store);
    }
    if (!failed(e)) {
        e = world_put(lived, SAVED);
    }
    if (!failed(e)) {
        e = damage(lived);
    }
    if (failed(e)) {
        printf("# %s %d\nnot ok %s\n", e.at, e.os, test);
        return 1;
    }
    begin_here(lived, third);
    lived->damaged = true;
    return cut_opening(lived, after, third, per_moment, "taking over a damaged database", test);
}

int prove_openings(struct world *lived, struct world *after, struct world *third,
                   unsigned per_moment)
{
    int bad = 0;
    for (int version = 1; version < outbox_plan.count; version++) {
        bad += prove_migration(lived, after, third, per_moment, version);
    }
    return bad + prove_damage(lived, after, third, per_moment);
}
