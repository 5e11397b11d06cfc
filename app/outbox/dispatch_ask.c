/* What the portal is asked after it has received an application: where it stands now. Of the answer
 * only numbers and the state's name are kept; what the officer wrote is not. */
#include <stdio.h>

#include "app/outbox/dispatch.h"
#include "app/outbox/outbox_inside.h"

#define CLOCK_SET_BACK_MS ((int64_t)3 * 24 * 60 * 60 * 1000)

struct err outbox_will_ask(struct outbox *o, const char *uuid, const struct dispatch_move *m)
{
    return store_run(
        &o->store,
        "INSERT OR IGNORE INTO told(uuid, since_s, ask_ms, state) VALUES(?1, ?2, ?3, ?4)",
        BIND(BIND_TEXT(uuid), BIND_INT(m->now_s), BIND_INT(m->ask_ms), BIND_INT(m->portal_state)),
        NULL);
}

struct err outbox_will_ask_all(struct outbox *o)
{
    return store_run(&o->store,
                     "INSERT OR IGNORE INTO told(uuid, since_s, ask_ms)"
                     " SELECT uuid, saved_at, 0 FROM application WHERE state=?1 AND"
                     " uuid NOT IN (SELECT uuid FROM told)",
                     BIND(BIND_INT(OUTBOX_RECEIVED)), NULL);
}

static bool take_question(void *context, const struct store_row *row)
{
    struct dispatch_question *q = context;
    size_t size = 0;
    const void *hash = store_blob(row, 1, &size);
    snprintf(q->uuid, sizeof q->uuid, "%s", store_text(row, 0));
    q->sha256[0] = '\0';
    if (size == SEAL_HASH) {
        seal_hex(hash, q->sha256);
    }
    snprintf(q->file_number, sizeof q->file_number, "%s", store_text(row, 2));
    snprintf(q->version, sizeof q->version, "%s", store_text(row, 3));
    q->since_s = store_int(row, 4);
    return false;
}

struct err dispatch_next_question(struct outbox *o, int64_t now_ms,
                                  struct dispatch_question *ret_question)
{
    int count = 0;
    const struct err e =
        store_rows(&o->store,
                   "SELECT t.uuid, a.record_sha256, a.file_number, t.version, t.since_s"
                   " FROM told t JOIN application a ON a.uuid=t.uuid"
                   " WHERE t.ask_ms>=0 AND (t.ask_ms<=?1 OR t.ask_ms>?2) ORDER BY t.ask_ms LIMIT 1",
                   BIND(BIND_INT(now_ms), BIND_INT(now_ms + CLOCK_SET_BACK_MS)), take_question,
                   ret_question, &count);
    return failed(e) || count == 1 ? e : ERR(ERR_NOT_FOUND, 0, "outbox: nothing is to be asked");
}

struct err dispatch_ask_again(struct outbox *o, const char *uuid, int64_t ask_ms)
{
    return store_run(&o->store, "UPDATE told SET ask_ms=?2 WHERE uuid=?1",
                     BIND(BIND_TEXT(uuid), BIND_INT(ask_ms)), NULL);
}

struct err dispatch_told(struct outbox *o, const char *uuid, const struct dispatch_word *w)
{
    struct err e = store_begin(&o->store);
    if (failed(e)) {
        return e;
    }
    e = store_run(&o->store,
                  "UPDATE told SET ask_ms=?2, version=?3, state=?4, papers_asked=?5, reasoned=?6,"
                  " results=?7 WHERE uuid=?1",
                  BIND(BIND_TEXT(uuid), BIND_INT(w->ask_ms), BIND_TEXT(w->version),
                       BIND_INT(w->told.state), BIND_INT(w->told.papers_asked),
                       BIND_INT(w->told.reasoned), BIND_INT(w->told.results)),
                  NULL);
    if (!failed(e)) {
        e = store_run(&o->store, "UPDATE application SET state_text=?2 WHERE uuid=?1",
                      BIND(BIND_TEXT(uuid), BIND_TEXT(w->state_text)), NULL);
    }
    if (failed(e)) {
        store_rollback(&o->store);
        return e;
    }
    return store_commit(&o->store);
}

static bool take_told(void *context, const struct store_row *row)
{
    *(struct outbox_told *)context = (struct outbox_told){
        .state = (int)store_int(row, 0),
        .papers_asked = store_int(row, 1) != 0,
        .reasoned = store_int(row, 2) != 0,
        .results = (int)store_int(row, 3),
    };
    return false;
}

struct err outbox_told(struct outbox *o, const char *uuid, struct outbox_told *ret_told)
{
    *ret_told = (struct outbox_told){.state = 0};
    return store_rows(&o->store,
                      "SELECT state, papers_asked, reasoned, results FROM told WHERE uuid=?1",
                      BIND(BIND_TEXT(uuid)), take_told, ret_told, NULL);
}
