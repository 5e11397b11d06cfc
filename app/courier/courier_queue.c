#include "app/courier/courier_queue.h"

#include <stdio.h>
#include <string.h>

#include "app/courier/frozen.h"
#include "platform/base/secret.h"

#define DAY_S ((int64_t)24 * 60 * 60)

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
    "ALTER TABLE request ADD COLUMN words BLOB;"
    "ALTER TABLE request ADD COLUMN learnt TEXT NOT NULL DEFAULT '';"
    "CREATE TABLE doubt(uuid TEXT PRIMARY KEY, since_ms INTEGER NOT NULL) STRICT;"
    "CREATE TABLE lost(at_s INTEGER NOT NULL) STRICT;",
    /* record: whether it brings the application itself; of an older program's it is not known. */
    ("ALTER TABLE request ADD COLUMN record INTEGER NOT NULL DEFAULT 1;"
     "CREATE TABLE alarm(at_s INTEGER NOT NULL) STRICT;"),
};
static const struct store_plan plan = {steps, (int)(sizeof steps / sizeof steps[0]), 1};

struct err courier_queue_open(struct courier_queue *q, struct port_dir *dir, const char *state_dir,
                              int64_t now_s)
{
    char path[DIR_PATH_MAX + 16];
    int n = 0;
    snprintf(path, sizeof path, "%s/courier.db", state_dir);
    struct err e = store_open_on(&q->store, dir, path, &plan, STORE_OWNER);
    if (e.code != ERR_CORRUPT) {
        return e;
    }
    e = store_set_aside(dir, path, &n);
    e = failed(e) ? e : store_open_on(&q->store, dir, path, &plan, STORE_OWNER);
    if (!failed(e)) {
        e = store_run(&q->store, "INSERT INTO lost VALUES(?1)", BIND(BIND_INT(now_s)), NULL);
        if (failed(e)) {
            store_close(&q->store);
        }
    }
    return e;
}

void courier_queue_close(struct courier_queue *q)
{
    store_close(&q->store);
}

/* --- freezing --------------------------------------------------------------------------------- */

struct finding {
    const struct seal_secret *key;
    struct exchange *x;
    struct buf *words;
    bool found, same, done;
    struct err error;
};

static bool equals(const struct exchange *x, const struct store_row *row)
{
    return strcmp(store_text(row, 0), x->method) == 0 && strcmp(store_text(row, 1), x->path) == 0 &&
           strcmp(store_text(row, 2), x->type) == 0 && strcmp(store_text(row, 3), x->sha256) == 0 &&
           store_int(row, 4) == (int64_t)x->size;
}

/* A request with words is repeated as it was frozen, whatever the program would write today. */
static bool take_frozen(void *context, const struct store_row *row)
{
    struct finding *f = context;
    size_t size = 0;
    const void *sealed = store_blob(row, 6, &size);
    f->found = true;
    f->done = store_int(row, 5) != 0;
    f->same = strcmp(store_text(row, 0), f->x->method) == 0 &&
              strcmp(store_text(row, 3), f->x->sha256) == 0;
    if (sealed == NULL) {
        f->same = equals(f->x, row);
        return false;
    }
    if (f->same && !f->done) {
        snprintf(f->x->path, sizeof f->x->path, "%s", store_text(row, 1));
        snprintf(f->x->type, sizeof f->x->type, "%s", store_text(row, 2));
        f->x->size = (size_t)store_int(row, 4);
        f->error = frozen_open(f->key, sealed, size, f->x, f->words);
    }
    return false;
}

static struct err find(struct courier_queue *q, int n, struct finding *f)
{
    const struct err e =
        store_rows(&q->store,
                   "SELECT method, path, type, body_sha256, body_bytes, done, words FROM request"
                   " WHERE uuid=?1 AND n=?2",
                   BIND(BIND_TEXT(f->x->uuid), BIND_INT(n)), take_frozen, f, NULL);
    return failed(e) ? e : f->error;
}

static struct err insert(struct courier_queue *q, int n, const struct exchange *x,
                         const void *sealed, size_t size)
{
    return store_run(
        &q->store,
        "INSERT INTO request(uuid, n, method, path, type, body_sha256, body_bytes, words,"
        " record) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        BIND(BIND_TEXT(x->uuid), BIND_INT(n), BIND_TEXT(x->method), BIND_TEXT(x->path),
             BIND_TEXT(x->type), BIND_TEXT(x->sha256), BIND_INT((int64_t)x->size),
             BIND_BLOB(sealed, size), BIND_INT(x->kind == EXCHANGE_RECORD)),
        NULL);
}

static struct err freeze_new(struct courier_queue *q, const struct seal_secret *key, int n,
                             const struct exchange *x, const struct buf *words)
{
    struct arena memory = {0};
    bool locked = false;
    if (!frozen_needed(x)) {
        return insert(q, n, x, NULL, 0);
    }
    const size_t cap = frozen_size(x, words);
    struct err e = secret_open(&memory, 2 * cap + 256, &locked);
    if (failed(e)) {
        return e;
    }
    uint8_t *sealed = arena_alloc(&memory, cap);
    size_t size = 0;
    e = frozen_seal(key, x, words, &memory, sealed, cap, &size);
    if (!failed(e)) {
        e = insert(q, n, x, sealed, size);
    }
    secret_close(&memory);
    return e;
}

struct err courier_queue_freeze(struct courier_queue *q, const struct seal_secret *key, int n,
                                struct exchange *x, struct buf *words,
                                struct courier_request *ret_request)
{
    struct finding f = {.key = key, .x = x, .words = words, .error = ERR_OK};
    struct err e = find(q, n, &f);
    if (!failed(e) && f.found && !f.same) {
        return ERR(ERR_CORRUPT, 0, "courier: the request is not what was first sent");
    }
    if (!failed(e) && !f.found) {
        e = freeze_new(q, key, n, x, words);
    }
    *ret_request = (struct courier_request){f.found, f.done};
    return e;
}

/* --- what was done and learnt ----------------------------------------------------------------- */

struct err courier_queue_done(struct courier_queue *q, const char *uuid, int n, const char *learnt)
{
    return store_run(&q->store,
                     "UPDATE request SET done=1, learnt=CASE learnt WHEN '' THEN ?3 ELSE learnt END"
                     " WHERE uuid=?1 AND n=?2",
                     BIND(BIND_TEXT(uuid), BIND_INT(n), BIND_TEXT(learnt)), NULL);
}

struct err courier_queue_teach(struct courier_queue *q, const char *uuid, int n, const char *learnt)
{
    return store_run(&q->store, "UPDATE request SET learnt=?3 WHERE uuid=?1 AND n=?2",
                     BIND(BIND_TEXT(uuid), BIND_INT(n), BIND_TEXT(learnt)), NULL);
}

static bool take_learnt(void *context, const struct store_row *row)
{
    char(*learnt)[LEARNT_SIZE] = context;
    const int64_t n = store_int(row, 0);
    if (n >= 0 && n < ADAPTER_STEPS) {
        snprintf(learnt[n], LEARNT_SIZE, "%s", store_text(row, 1));
    }
    return true;
}

struct err courier_queue_learnt(struct courier_queue *q, const char *uuid,
                                char ret_learnt[ADAPTER_STEPS][LEARNT_SIZE])
{
    memset(ret_learnt, 0, (size_t)ADAPTER_STEPS * LEARNT_SIZE);
    return store_rows(&q->store, "SELECT n, learnt FROM request WHERE uuid=?1",
                      BIND(BIND_TEXT(uuid)), take_learnt, ret_learnt, NULL);
}

struct err courier_queue_restart(struct courier_queue *q, const char *uuid)
{
    return store_run(&q->store, "UPDATE request SET done=0 WHERE uuid=?1", BIND(BIND_TEXT(uuid)),
                     NULL);
}

struct err courier_queue_forget(struct courier_queue *q, const char *uuid)
{
    const struct err e =
        store_run(&q->store, "DELETE FROM request WHERE uuid=?1", BIND(BIND_TEXT(uuid)), NULL);
    return failed(e) ? e : courier_queue_no_doubt(q, uuid);
}

/* --- doubt ------------------------------------------------------------------------------------ */

static bool take_number(void *context, const struct store_row *row)
{
    *(int64_t *)context = store_int(row, 0);
    return false;
}

struct err courier_queue_doubt(struct courier_queue *q, const char *uuid, int64_t now_ms,
                               int64_t *ret_since_ms)
{
    const struct err e =
        store_run(&q->store, "INSERT OR IGNORE INTO doubt(uuid, since_ms) VALUES(?1, ?2)",
                  BIND(BIND_TEXT(uuid), BIND_INT(now_ms)), NULL);
    return failed(e) ? e
                     : store_rows(&q->store, "SELECT since_ms FROM doubt WHERE uuid=?1",
                                  BIND(BIND_TEXT(uuid)), take_number, ret_since_ms, NULL);
}

struct err courier_queue_no_doubt(struct courier_queue *q, const char *uuid)
{
    return store_run(&q->store, "DELETE FROM doubt WHERE uuid=?1", BIND(BIND_TEXT(uuid)), NULL);
}

struct err courier_queue_lost(struct courier_queue *q, const char *uuid, int64_t saved_at,
                              bool *ret_lost)
{
    int64_t lost = 0;
    int64_t ignored = 0;
    struct err e = store_rows(&q->store,
                              "SELECT EXISTS(SELECT 1 FROM lost WHERE at_s>=?2) AND"
                              " NOT EXISTS(SELECT 1 FROM request WHERE uuid=?1) AND"
                              " NOT EXISTS(SELECT 1 FROM doubt WHERE uuid=?1)",
                              BIND(BIND_TEXT(uuid), BIND_INT(saved_at)), take_number, &lost, NULL);
    if (!failed(e) && lost != 0) {
        e = courier_queue_doubt(q, uuid, saved_at, &ignored);
    }
    *ret_lost = lost != 0;
    return e;
}

struct err courier_queue_may_have_gone(struct courier_queue *q, const char *uuid, int64_t saved_at,
                                       bool *ret_may)
{
    int64_t may = 0;
    const struct err e =
        store_rows(&q->store,
                   "SELECT EXISTS(SELECT 1 FROM lost WHERE at_s>=?2) OR"
                   " EXISTS(SELECT 1 FROM request WHERE uuid=?1 AND record<>0)",
                   BIND(BIND_TEXT(uuid), BIND_INT(saved_at)), take_number, &may, NULL);
    *ret_may = may != 0;
    return e;
}

/* --- alarm ------------------------------------------------------------------------------------ */

struct err courier_queue_alarm(struct courier_queue *q, int64_t now_s, bool *ret_due)
{
    int raised = 0;
    struct err e = store_rows(&q->store, "SELECT 1 FROM alarm WHERE at_s>?1 AND at_s<=?2",
                              BIND(BIND_INT(now_s - DAY_S), BIND_INT(now_s)), NULL, NULL, &raised);
    if (!failed(e) && raised == 0) {
        e = store_run(&q->store, "DELETE FROM alarm", BIND_NOTHING, NULL);
    }
    if (!failed(e) && raised == 0) {
        e = store_run(&q->store, "INSERT INTO alarm VALUES(?1)", BIND(BIND_INT(now_s)), NULL);
    }
    *ret_due = !failed(e) && raised == 0;
    return e;
}
