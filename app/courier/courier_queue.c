#include "app/courier/courier_queue.h"

#include <stdio.h>
#include <string.h>

static const char *const steps[] = {
    "CREATE TABLE request("
    " uuid TEXT NOT NULL,"
    " n INTEGER NOT NULL,"
    " method TEXT NOT NULL,"
    " path TEXT NOT NULL,"
    " type TEXT NOT NULL,"
    " body_sha256 TEXT NOT NULL,"
    " body_bytes INTEGER NOT NULL,"
    " done INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY(uuid, n)) STRICT;",
};
static const struct store_plan plan = {steps, (int)(sizeof steps / sizeof steps[0]), 1};

struct err courier_queue_open(struct courier_queue *q, struct port_dir *dir, const char *state_dir)
{
    char path[DIR_PATH_MAX + 16];
    int n = 0;
    snprintf(path, sizeof path, "%s/courier.db", state_dir);
    struct err e = store_open_on(&q->store, dir, path, &plan, STORE_OWNER);
    if (e.code != ERR_CORRUPT) {
        return e;
    }
    e = store_set_aside(dir, path, &n);
    return failed(e) ? e : store_open_on(&q->store, dir, path, &plan, STORE_OWNER);
}

void courier_queue_close(struct courier_queue *q)
{
    store_close(&q->store);
}

struct frozen {
    const struct exchange *x;
    bool same, done;
};

static bool compare(void *context, const struct store_row *row)
{
    struct frozen *f = context;
    f->same = strcmp(store_text(row, 0), f->x->method) == 0 &&
              strcmp(store_text(row, 1), f->x->path) == 0 &&
              strcmp(store_text(row, 2), f->x->type) == 0 &&
              strcmp(store_text(row, 3), f->x->sha256) == 0 &&
              store_int(row, 4) == (int64_t)f->x->size;
    f->done = store_int(row, 5) != 0;
    return false;
}

struct err courier_queue_freeze(struct courier_queue *q, int n, const struct exchange *x,
                                bool *ret_done)
{
    struct frozen f = {x, false, false};
    struct err e = store_run(
        &q->store,
        "INSERT OR IGNORE INTO request(uuid, n, method, path, type, body_sha256, body_bytes)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        BIND(BIND_TEXT(x->uuid), BIND_INT(n), BIND_TEXT(x->method), BIND_TEXT(x->path),
             BIND_TEXT(x->type), BIND_TEXT(x->sha256), BIND_INT((int64_t)x->size)),
        NULL);
    if (!failed(e)) {
        e = store_rows(&q->store,
                       "SELECT method, path, type, body_sha256, body_bytes, done FROM request"
                       " WHERE uuid=?1 AND n=?2",
                       BIND(BIND_TEXT(x->uuid), BIND_INT(n)), compare, &f, NULL);
    }
    if (!failed(e) && !f.same) {
        return ERR(ERR_CORRUPT, 0, "courier: the request is not what was first sent");
    }
    if (!failed(e)) {
        *ret_done = f.done;
    }
    return e;
}

struct err courier_queue_done(struct courier_queue *q, const char *uuid, int n)
{
    return store_run(&q->store, "UPDATE request SET done=1 WHERE uuid=?1 AND n=?2",
                     BIND(BIND_TEXT(uuid), BIND_INT(n)), NULL);
}

struct err courier_queue_restart(struct courier_queue *q, const char *uuid)
{
    return store_run(&q->store, "UPDATE request SET done=0 WHERE uuid=?1", BIND(BIND_TEXT(uuid)),
                     NULL);
}

struct err courier_queue_forget(struct courier_queue *q, const char *uuid)
{
    return store_run(&q->store, "DELETE FROM request WHERE uuid=?1", BIND(BIND_TEXT(uuid)), NULL);
}
