#include "app/steward/action_journal.h"

#include <stdio.h>
#include <string.h>

static const char *const steps[] = {
    "CREATE TABLE plan("
    " one INTEGER PRIMARY KEY CHECK(one=1),"
    " state INTEGER NOT NULL, action TEXT NOT NULL, href TEXT NOT NULL,"
    " download INTEGER NOT NULL, updating INTEGER NOT NULL, maintenance INTEGER NOT NULL,"
    " boot_id TEXT NOT NULL, slot TEXT NOT NULL, from_version TEXT NOT NULL,"
    " to_version TEXT NOT NULL, installs INTEGER NOT NULL,"
    " execution INTEGER NOT NULL, finished INTEGER NOT NULL, code INTEGER NOT NULL,"
    " detail TEXT NOT NULL,"
    " last TEXT NOT NULL, last_href TEXT NOT NULL, last_execution INTEGER NOT NULL,"
    " last_finished INTEGER NOT NULL, last_code INTEGER NOT NULL, last_detail TEXT NOT NULL,"
    " cancel_href TEXT NOT NULL, cancel_granted INTEGER NOT NULL) STRICT;"
    "CREATE TABLE file("
    " n INTEGER PRIMARY KEY, part INTEGER NOT NULL, version TEXT NOT NULL, name TEXT NOT NULL,"
    " sha256 TEXT NOT NULL, size INTEGER NOT NULL, href TEXT NOT NULL,"
    " reached INTEGER NOT NULL, etag TEXT NOT NULL, spoilt INTEGER NOT NULL,"
    " whole INTEGER NOT NULL, taken INTEGER NOT NULL) STRICT;"
    "CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
    "CREATE TABLE spent(day INTEGER PRIMARY KEY, bytes INTEGER NOT NULL) STRICT;",
    "CREATE TABLE handed(n INTEGER PRIMARY KEY, handle TEXT NOT NULL) STRICT;",
    "ALTER TABLE plan ADD COLUMN last_content TEXT NOT NULL DEFAULT '';",
};
static const struct store_plan schema = {steps, (int)(sizeof steps / sizeof steps[0]), 1};

/* --- reading ---------------------------------------------------------------------------------- */

struct reading_plan {
    struct plan *plan;
    bool bad;
};

/* A text of ours that does not fit was not written by us. */
static void take_text(struct reading_plan *r, char *out, size_t cap, const char *text)
{
    const int length = snprintf(out, cap, "%s", text);
    r->bad |= length < 0 || (size_t)length >= cap;
}

static int take_number(struct reading_plan *r, const struct store_row *row, int column, int most)
{
    const int64_t n = store_int(row, column);
    r->bad |= n < 0 || n > most;
    return n < 0 || n > most ? 0 : (int)n;
}

static void take_result(struct reading_plan *r, const struct store_row *row, int column,
                        struct plan_result *out)
{
    out->execution = (enum ddi_execution)take_number(r, row, column, DDI_DOWNLOADED);
    out->finished = (enum ddi_finished)take_number(r, row, column + 1, DDI_FAILURE);
    out->code = take_number(r, row, column + 2, 9999);
    take_text(r, out->detail, sizeof out->detail, store_text(row, column + 3));
}

static bool take_plan(void *context, const struct store_row *row)
{
    struct reading_plan *r = context;
    struct plan *p = r->plan;
    p->state = (enum plan_state)take_number(r, row, 0, PLAN_STATES - 1);
    take_text(r, p->action, sizeof p->action, store_text(row, 1));
    take_text(r, p->href, sizeof p->href, store_text(row, 2));
    p->download = (enum ddi_urge)take_number(r, row, 3, DDI_FORCED);
    p->update = (enum ddi_urge)take_number(r, row, 4, DDI_FORCED);
    p->window = (enum ddi_window)take_number(r, row, 5, DDI_WINDOW_SHUT);
    take_text(r, p->boot_id, sizeof p->boot_id, store_text(row, 6));
    take_text(r, p->slot, sizeof p->slot, store_text(row, 7));
    take_text(r, p->from, sizeof p->from, store_text(row, 8));
    take_text(r, p->to, sizeof p->to, store_text(row, 9));
    p->installs = take_number(r, row, 10, PLAN_INSTALLS);
    take_result(r, row, 11, &p->result);
    take_text(r, p->last, sizeof p->last, store_text(row, 15));
    take_text(r, p->last_href, sizeof p->last_href, store_text(row, 16));
    take_result(r, row, 17, &p->last_result);
    take_text(r, p->cancel_href, sizeof p->cancel_href, store_text(row, 21));
    p->cancel_granted = store_int(row, 22) != 0;
    take_text(r, p->last_content, sizeof p->last_content, store_text(row, 23));
    return false;
}

static bool take_file(void *context, const struct store_row *row)
{
    struct reading_plan *r = context;
    struct plan *p = r->plan;
    if (p->count >= DDI_FILES || store_int(row, 0) != p->count) {
        r->bad = true;
        return false;
    }
    struct plan_file *f = &p->files[p->count++];
    f->file.part = (enum ddi_part)take_number(r, row, 1, DDI_UNKNOWN);
    take_text(r, f->file.version, sizeof f->file.version, store_text(row, 2));
    take_text(r, f->file.name, sizeof f->file.name, store_text(row, 3));
    take_text(r, f->file.sha256, sizeof f->file.sha256, store_text(row, 4));
    f->file.size = store_int(row, 5);
    take_text(r, f->file.href, sizeof f->file.href, store_text(row, 6));
    f->offset = store_int(row, 7);
    take_text(r, f->etag, sizeof f->etag, store_text(row, 8));
    f->spoilt = take_number(r, row, 9, 9);
    f->whole = store_int(row, 10) != 0;
    f->taken = store_int(row, 11) != 0;
    r->bad |= f->file.size < 1 || f->offset < 0 || f->offset > f->file.size;
    return true;
}

/* What the kiosk has in its hands. */
static bool take_handed(void *context, const struct store_row *row)
{
    struct reading_plan *r = context;
    const int64_t n = store_int(row, 0);
    if (n < 0 || n >= r->plan->count) {
        r->bad = true;
        return false;
    }
    take_text(r, r->plan->files[n].handle, PLAN_HANDLE, store_text(row, 1));
    return true;
}

static struct err read_plan(struct action_journal *j, struct plan *ret_plan)
{
    struct reading_plan r = {.plan = ret_plan};
    memset(ret_plan, 0, sizeof *ret_plan);
    struct err e = store_rows(
        &j->store,
        "SELECT state, action, href, download, updating, maintenance, boot_id, slot, from_version,"
        " to_version, installs, execution, finished, code, detail, last, last_href,"
        " last_execution, last_finished, last_code, last_detail, cancel_href, cancel_granted,"
        " last_content FROM plan",
        BIND_NOTHING, take_plan, &r, NULL);
    if (!failed(e)) {
        e = store_rows(&j->store,
                       "SELECT n, part, version, name, sha256, size, href, reached, etag, spoilt,"
                       " whole, taken FROM file ORDER BY n",
                       BIND_NOTHING, take_file, &r, NULL);
    }
    if (!failed(e)) {
        e = store_rows(&j->store, "SELECT n, handle FROM handed", BIND_NOTHING, take_handed, &r,
                       NULL);
    }
    if (!failed(e) && (r.bad || plan_check(ret_plan) != 0)) {
        e = ERR(ERR_CORRUPT, 0, "steward: the journal holds no plan");
    }
    return e;
}

static struct err open_and_read(struct action_journal *j, struct port_dir *dir, const char *path,
                                struct plan *ret_plan)
{
    struct err e = store_open_on(&j->store, dir, path, &schema, STORE_OWNER);
    if (failed(e)) {
        return e;
    }
    e = read_plan(j, ret_plan);
    if (failed(e)) {
        store_close(&j->store);
    }
    return e;
}

/* All that were set aside so far: they are numbered. */
static struct err note_damage(struct action_journal *j, int n)
{
    char text[JOURNAL_TEXT];
    (void)snprintf(text, sizeof text, "%d", n);
    const struct err e = action_journal_set_fact(j, "damaged", text);
    if (failed(e)) {
        store_close(&j->store);
    }
    return e;
}

struct err action_journal_open(struct action_journal *j, struct port_dir *dir,
                               const char *state_dir, struct plan *ret_plan)
{
    char path[DIR_PATH_MAX + 16];
    int n = 0;
    snprintf(path, sizeof path, "%s/steward.db", state_dir);
    struct err e = open_and_read(j, dir, path, ret_plan);
    if (e.code == ERR_CORRUPT) {
        e = store_set_aside(dir, path, &n);
        e = failed(e) ? e : open_and_read(j, dir, path, ret_plan);
        e = failed(e) ? e : note_damage(j, n);
    }
    return e;
}

void action_journal_close(struct action_journal *j)
{
    store_close(&j->store);
}

/* --- writing ---------------------------------------------------------------------------------- */

static struct err write_head(struct action_journal *j, const struct plan *p)
{
    const struct plan_result *r = &p->result;
    const struct plan_result *l = &p->last_result;
    return store_run(
        &j->store,
        "INSERT OR REPLACE INTO plan VALUES(1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
        " ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)",
        BIND(BIND_INT(p->state), BIND_TEXT(p->action), BIND_TEXT(p->href), BIND_INT(p->download),
             BIND_INT(p->update), BIND_INT(p->window), BIND_TEXT(p->boot_id), BIND_TEXT(p->slot),
             BIND_TEXT(p->from), BIND_TEXT(p->to), BIND_INT(p->installs), BIND_INT(r->execution),
             BIND_INT(r->finished), BIND_INT(r->code), BIND_TEXT(r->detail), BIND_TEXT(p->last),
             BIND_TEXT(p->last_href), BIND_INT(l->execution), BIND_INT(l->finished),
             BIND_INT(l->code), BIND_TEXT(l->detail), BIND_TEXT(p->cancel_href),
             BIND_INT(p->cancel_granted), BIND_TEXT(p->last_content)),
        NULL);
}

static struct err write_file(struct action_journal *j, const struct plan_file *f, int n)
{
    const struct err e = store_run(
        &j->store, "INSERT INTO file VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        BIND(BIND_INT(n), BIND_INT(f->file.part), BIND_TEXT(f->file.version),
             BIND_TEXT(f->file.name), BIND_TEXT(f->file.sha256), BIND_INT(f->file.size),
             BIND_TEXT(f->file.href), BIND_INT(f->offset), BIND_TEXT(f->etag), BIND_INT(f->spoilt),
             BIND_INT(f->whole), BIND_INT(f->taken)),
        NULL);
    if (failed(e) || f->handle[0] == '\0') {
        return e;
    }
    return store_run(&j->store, "INSERT INTO handed VALUES(?1, ?2)",
                     BIND(BIND_INT(n), BIND_TEXT(f->handle)), NULL);
}

static struct err count_one(struct action_journal *j, const char *fact)
{
    return store_run(&j->store,
                     "INSERT INTO fact VALUES(?1, '1') ON CONFLICT(name) DO UPDATE SET"
                     " value=CAST(CAST(value AS INTEGER)+1 AS TEXT)",
                     BIND(BIND_TEXT(fact)), NULL);
}

struct err action_journal_write(struct action_journal *j, const struct plan *p)
{
    return action_journal_write_counting(j, p, NULL);
}

struct err action_journal_write_counting(struct action_journal *j, const struct plan *p,
                                         const char *fact)
{
    struct err e = store_begin(&j->store);
    if (failed(e)) {
        return e;
    }
    e = write_head(j, p);
    if (!failed(e)) {
        e = store_run(&j->store, "DELETE FROM file", BIND_NOTHING, NULL);
    }
    if (!failed(e)) {
        e = store_run(&j->store, "DELETE FROM handed", BIND_NOTHING, NULL);
    }
    for (int i = 0; !failed(e) && i < p->count; i++) {
        e = write_file(j, &p->files[i], i);
    }
    if (!failed(e) && fact != NULL) {
        e = count_one(j, fact);
    }
    if (failed(e)) {
        store_rollback(&j->store);
        return e;
    }
    return store_commit(&j->store);
}

struct err action_journal_reached(struct action_journal *j, const struct plan *p, int i)
{
    const struct plan_file *f = &p->files[i];
    return store_run(&j->store, "UPDATE file SET reached=?2, etag=?3 WHERE n=?1",
                     BIND(BIND_INT(i), BIND_INT(f->offset), BIND_TEXT(f->etag)), NULL);
}

/* --- facts ------------------------------------------------------------------------------------ */

static bool take_fact(void *context, const struct store_row *row)
{
    snprintf(context, JOURNAL_TEXT, "%s", store_text(row, 0));
    return false;
}

struct err action_journal_fact(struct action_journal *j, const char *name,
                               char ret_value[JOURNAL_TEXT])
{
    ret_value[0] = '\0';
    return store_rows(&j->store, "SELECT value FROM fact WHERE name=?1", BIND(BIND_TEXT(name)),
                      take_fact, ret_value, NULL);
}

struct err action_journal_set_fact(struct action_journal *j, const char *name, const char *value)
{
    return store_run(&j->store, "INSERT OR REPLACE INTO fact VALUES(?1, ?2)",
                     BIND(BIND_TEXT(name), BIND_TEXT(value)), NULL);
}

static bool take_sum(void *context, const struct store_row *row)
{
    *(int64_t *)context = store_int(row, 0);
    return false;
}

struct err action_journal_spend(struct action_journal *j, int64_t day, int64_t bytes,
                                int64_t *ret_sum)
{
    struct err e = ERR_OK;
    *ret_sum = 0;
    if (bytes > 0) {
        e = store_run(&j->store, "DELETE FROM spent WHERE day<>?1", BIND(BIND_INT(day)), NULL);
    }
    if (!failed(e) && bytes > 0) {
        e = store_run(&j->store,
                      "INSERT INTO spent VALUES(?1, ?2)"
                      " ON CONFLICT(day) DO UPDATE SET bytes=bytes+?2",
                      BIND(BIND_INT(day), BIND_INT(bytes)), NULL);
    }
    return failed(e) ? e
                     : store_rows(&j->store, "SELECT bytes FROM spent WHERE day=?1",
                                  BIND(BIND_INT(day)), take_sum, ret_sum, NULL);
}
