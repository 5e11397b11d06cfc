/* Opening after damage, and removing what belongs to nobody. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/outbox/outbox_inside.h"

/* Tried when the damaged file no longer tells its highest number; a file of more is not believed.
 */
#define BLIND_ROWS 100000
#define MOST_ROWS  10000000

/* Younger files may belong to an application that is just being saved. */
#define ORPHAN_AGE_S 3600

/* Begins the name of a database that was set aside. */
#define DAMAGED "outbox.db.damaged-"

#define APPLICATION_COLUMNS                                                                        \
    "uuid, procedure, state, saved_at, record_sha256, payload_bytes, sealed, next_try_ms, "        \
    "attempts, refusals, last_status, last_reason, file_number, state_text"
/* Of the third step, and of the sixth: a damaged database of before has them not. */
#define LATER_COLUMNS ", slip_sha256, withdrawal, decided_at, unsent, silent, tidy"
#define TOKEN_COLUMN  ", token_sha256"

#define COPY(columns)                                                                              \
    "INSERT OR IGNORE INTO main.application(" APPLICATION_COLUMNS columns                          \
    ") SELECT " APPLICATION_COLUMNS columns " FROM old.application WHERE seq=?1"

/* What is copied of a row, by the newest column its table has. */
static const struct generation {
    const char *has, *copy;
} generations[] = {
    {"token_sha256", COPY(LATER_COLUMNS TOKEN_COLUMN)},
    {"tidy", COPY(LATER_COLUMNS)},
    {"uuid", COPY("")},
};
#define GENERATIONS (sizeof generations / sizeof generations[0])

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

static struct err has_column(struct outbox *o, const char *name, bool *ret_has)
{
    int count = 0;
    const struct err e =
        store_rows(&o->store, "SELECT 1 FROM pragma_table_info('application', 'old') WHERE name=?1",
                   BIND(BIND_TEXT(name)), NULL, NULL, &count);
    *ret_has = count > 0;
    return e;
}

/* A table whose columns cannot be read, not even a second time, is taken for a new one: its rows
 * then stay in the damaged file, where half a row would lose a wish to withdraw. */
static struct err find_generation(struct outbox *o, const struct generation **ret_generation)
{
    *ret_generation = &generations[0];
    for (size_t i = 0; i < GENERATIONS; i++) {
        bool has = false;
        struct err e = has_column(o, generations[i].has, &has);
        e = store_unreadable(e) ? has_column(o, generations[i].has, &has) : e;
        if (failed(e)) {
            return store_unreadable(e) ? ERR_OK : e;
        }
        if (has) {
            *ret_generation = &generations[i];
            break;
        }
    }
    return ERR_OK;
}

static struct err copy_row(struct outbox *o, int64_t seq, const struct generation *g)
{
    const struct err e = store_run(&o->store, g->copy, BIND(BIND_INT(seq)), NULL);
    return failed(e)
               ? e
               : store_run(&o->store,
                           "INSERT OR IGNORE INTO main.paper(uuid, n, file) SELECT p.uuid, p.n,"
                           " p.file FROM old.paper p JOIN old.application a ON a.uuid=p.uuid"
                           " WHERE a.seq=?1",
                           BIND(BIND_INT(seq)), NULL);
}

/* A row that cannot be read, or that the tables would not take (spoilt values; a paper of a row
 * that stayed), stays in the damaged file: it must not keep the others there. */
static bool stays(struct err e)
{
    return store_unreadable(e) || e.code == ERR_REFUSED;
}

/* A copy sealed for another kiosk; a database of before the fifth step has none. */
static struct err copy_export(struct outbox *o, int64_t seq)
{
    const struct err e =
        store_run(&o->store,
                  "INSERT OR IGNORE INTO main.export(uuid, target, state, why, sealed, written)"
                  " SELECT e.uuid, e.target, e.state, e.why, e.sealed, e.written FROM"
                  " old.export e JOIN old.application a ON a.uuid=e.uuid JOIN main.application"
                  " m ON m.uuid=e.uuid WHERE a.seq=?1",
                  BIND(BIND_INT(seq)), NULL);
    return stays(e) ? ERR_OK : e;
}

/* Only of rows that came over: their number is known, unlike that of the damaged file's. */
static struct err copy_exports(struct outbox *o)
{
    struct err e = ERR_OK;
    int64_t seq = 0;
    int64_t next = 0;
    while (!failed(e) && next >= 0) {
        next = -1;
        e = store_rows(&o->store,
                       "SELECT coalesce(min(seq), -1) FROM main.application WHERE seq>?1",
                       BIND(BIND_INT(seq)), take_highest, &next, NULL);
        if (!failed(e) && next >= 0) {
            seq = next;
            e = copy_export(o, seq);
        }
    }
    return e;
}

/* Row by row, because one bad page must not hide the good ones; what cannot be read even a second
 * time stays in the damaged file. Any other trouble ends it. */
static struct err copy_rows(struct outbox *o)
{
    int64_t highest = BLIND_ROWS;
    const struct generation *g = NULL;
    struct err e = store_rows(&o->store, "SELECT max(seq) FROM old.application", BIND_NOTHING,
                              take_highest, &highest, NULL);
    if (failed(e) && !store_unreadable(e)) {
        return e;
    }
    highest = failed(e) || highest < 0 || highest > MOST_ROWS ? BLIND_ROWS : highest;
    e = find_generation(o, &g);
    if (failed(e)) {
        return e;
    }
    for (int64_t seq = 1; seq <= highest; seq++) {
        e = copy_row(o, seq, g);
        e = store_unreadable(e) ? copy_row(o, seq, g) : e;
        if (failed(e) && !stays(e)) {
            return e;
        }
    }
    return copy_exports(o);
}

static struct err salvage(struct outbox *o, const char *path, int n)
{
    char uri[2 * DIR_PATH_MAX];
    struct err copied = ERR_OK;
    if (strpbrk(path, "?#%") != NULL) {
        return ERR_OK;
    }
    snprintf(uri, sizeof uri, "file:%s.damaged-%d?mode=ro", path, n);
    /* With writable_schema SQLite also reads files shorter than their header says. */
    struct err e = store_run(&o->store, "PRAGMA writable_schema=ON", BIND_NOTHING, NULL);
    if (!failed(e)) {
        e = store_run(&o->store, "ATTACH ?1 AS old", BIND(BIND_TEXT(uri)), NULL);
    }
    if (!failed(e)) {
        copied = copy_rows(o);
        tolerate(store_run(&o->store, "DETACH old", BIND_NOTHING, NULL));
    } else if (e.code != ERR_CORRUPT) {
        copied = e;
    }
    tolerate(store_run(&o->store, "PRAGMA writable_schema=OFF", BIND_NOTHING, NULL));
    return copied;
}

struct err outbox_replace_damaged(struct outbox *o, const char *path)
{
    int n = 0;
    struct err e = store_set_aside(&o->dir, path, &n);
    return failed(e) ? e : store_open_on(&o->store, &o->dir, path, &outbox_plan, STORE_OWNER);
}

/* The highest number of a damaged database that is beside. */
static void note_damaged(void *context, const char *name)
{
    long *highest = context;
    if (strncmp(name, DAMAGED, sizeof DAMAGED - 1) == 0) {
        const long n = strtol(name + sizeof DAMAGED - 1, NULL, 10);
        *highest = n > *highest ? n : *highest;
    }
}

static struct err last_damaged(struct outbox *o, long *ret_n)
{
    *ret_n = 0;
    return o->dir.ops->each(&o->dir, o->state_dir, note_damaged, ret_n);
}

static struct err was_taken_over(struct outbox *o, long n, bool *ret_was)
{
    int count = 0;
    const struct err e = store_rows(&o->store, "SELECT 1 FROM taken_over WHERE n>=?1",
                                    BIND(BIND_INT(n)), NULL, NULL, &count);
    *ret_was = count > 0;
    return e;
}

struct err outbox_take_over(struct outbox *o, const char *path)
{
    long n = 0;
    bool was = false;
    struct err e = last_damaged(o, &n);
    if (!failed(e) && n > 0) {
        e = was_taken_over(o, n, &was);
    }
    if (failed(e) || n == 0 || was) {
        return e;
    }
    e = salvage(o, path, (int)n);
    if (!failed(e)) {
        o->damaged = (int)n;
        e = store_run(&o->store, "INSERT INTO taken_over(n) VALUES(?1)", BIND(BIND_INT(n)), NULL);
    }
    return e;
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
    struct dir_info info;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    snprintf(path, sizeof path, "%s/%s", o->papers_dir, name);
    if (!failed(o->dir.ops->look(&o->dir, path, &info)) &&
        now.tv_sec - info.modified > ORPHAN_AGE_S && !has_row(o, name)) {
        /* One that cannot be removed is tried again at the next opening. */
        (void)o->dir.ops->remove(&o->dir, path);
    }
}

void outbox_sweep(struct outbox *o)
{
    long damaged = 0;
    const struct err e = last_damaged(o, &damaged);
    if (!failed(e) && damaged == 0) {
        (void)o->dir.ops->each(&o->dir, o->papers_dir, sweep_one, o);
    }
}
