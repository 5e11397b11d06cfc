#include "tests/crash/bases.h"

#include "app/outbox/outbox_inside.h"

#define SAVED  4
#define DB     STATE "/outbox.db"
#define OLD_DB STATE "/old.db"

struct err base_saved(struct world *w, uint64_t seed)
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

void base_settle(struct world *lived, struct world *third)
{
    crash_disk_cut(&lived->disk, lived->disk.op_count, CRASH_KEPT, 0, &third->disk);
    world_stop(lived);
    crash_disk_cut(&third->disk, 0, CRASH_KEPT, 0, &lived->disk);
    for (int i = 0; i < lived->app_count; i++) {
        lived->apps[i].began = lived->apps[i].done = 0;
    }
    crash_disk_mount(&lived->disk);
}

static bool take_root(void *context, const struct store_row *row)
{
    *(int64_t *)context = store_int(row, 0);
    return false;
}

/* Spoils a page on which no row lies, while the last commits are only in the log. */
static struct err spoil(struct world *w)
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

struct err base_old(int version)
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

struct err base_damage(struct world *w)
{
    /* The tables themselves leave the log. */
    struct err e = store_truncate_log(&w->kiosk->store);
    if (!failed(e)) {
        e = world_put(w, SAVED);
    }
    return failed(e) ? e : spoil(w);
}
