#include "app/outbox/dispatch.h"

#include <stdio.h>
#include <string.h>

#include "app/outbox/outbox_inside.h"
#include "platform/base/log.h"
#include "platform/base/secret.h"
#include "platform/port_files.h"

#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)

bool dispatch_replaced(const struct outbox *o)
{
    return store_replaced(&o->store);
}

/* --- deleting what is not needed any more ----------------------------------------------------- */

struct doomed {
    struct outbox *o;
    struct err error;
};

static bool remove_file(void *context, const struct store_row *row)
{
    struct doomed *d = context;
    char path[DIR_PATH_MAX + SEAL_HEX];
    snprintf(path, sizeof path, "%s/%.64s", d->o->papers_dir, store_text(row, 0));
    d->error = d->o->dir.ops->remove(&d->o->dir, path);
    return !failed(d->error);
}

/* The files first, then their rows: a cut in between repeats the removal of nothing. */
static struct err delete_papers(struct outbox *o, const char *uuid)
{
    struct doomed d = {o, ERR_OK};
    struct err e = store_rows(&o->store, "SELECT file FROM paper WHERE uuid=?1",
                              BIND(BIND_TEXT(uuid)), remove_file, &d, NULL);
    e = failed(e) ? e : d.error;
    return failed(e) ? e
                     : store_run(&o->store, "DELETE FROM paper WHERE uuid=?1",
                                 BIND(BIND_TEXT(uuid)), NULL);
}

static bool take_uuid(void *context, const struct store_row *row)
{
    snprintf(context, 37, "%s", store_text(row, 0));
    return false;
}

/* Of every application that is over. Looks through everybody's papers, so not after each one: with
 * a month's applications waiting that costs more the more there are. */
static struct err delete_all_papers(struct outbox *o)
{
    char uuid[37] = "";
    int found = 1;
    struct err e = ERR_OK;
    while (!failed(e) && found > 0) {
        e = store_rows(&o->store,
                       "SELECT p.uuid FROM paper p JOIN application a ON a.uuid=p.uuid"
                       " WHERE a.sealed IS NULL LIMIT 1",
                       BIND_NOTHING, take_uuid, uuid, &found);
        if (!failed(e) && found > 0) {
            e = delete_papers(o, uuid);
        }
    }
    return e;
}

struct err outbox_finish_deletions(struct outbox *o, const char *uuid)
{
    struct err e = o->behind || uuid == NULL ? delete_all_papers(o) : delete_papers(o, uuid);
    o->behind = failed(e);
    if (!failed(e)) {
        e = store_truncate_log(&o->store);
    }
    return e.code == ERR_TIMEOUT ? ERR_OK : e;
}

struct err dispatch_recover(struct outbox *o)
{
    struct err e =
        store_run(&o->store, "UPDATE application SET state=?1, next_try_ms=0 WHERE state=?2",
                  BIND(BIND_INT(OUTBOX_SAVED), BIND_INT(OUTBOX_SENDING)), NULL);
    e = failed(e) ? e : outbox_will_ask_all(o);
    return failed(e) ? e : outbox_finish_deletions(o, NULL);
}

/* --- finding ---------------------------------------------------------------------------------- */

void dispatch_read_item(const struct store_row *row, struct dispatch_item *item)
{
    item->seq = store_int(row, 0);
    snprintf(item->uuid, sizeof item->uuid, "%s", store_text(row, 1));
    item->state = (enum outbox_state)store_int(row, 2);
    item->attempts = (int)store_int(row, 3);
    item->refusals = (int)store_int(row, 4);
    item->saved_at = store_int(row, 5);
    item->decided_at = store_int(row, 6);
    item->asked_back = store_int(row, 7) == OUTBOX_WITHDRAWAL_ASKED;
    snprintf(item->sha256, sizeof item->sha256, "%s", store_text(row, 8));
}

static bool take_item(void *context, const struct store_row *row)
{
    dispatch_read_item(row, context);
    return false;
}

struct err dispatch_next(struct outbox *o, const struct dispatch_filter *f,
                         struct dispatch_item *ret_item)
{
    int count = 0;
    /* The plus: in the order of seq, not by the index of states, which sorts all that waits. */
    const struct err e = store_rows(
        &o->store,
        "SELECT " DISPATCH_COLUMNS " FROM application WHERE seq>?1 AND +state IN (?2, ?3, ?8) AND"
        " (state<>?8 OR withdrawal=?9) AND sealed IS NOT NULL AND (?4 OR next_try_ms<=?5 OR"
        " next_try_ms>?6) AND (NOT ?7 OR attempts=0) ORDER BY seq LIMIT 1",
        BIND(BIND_INT(f->after), BIND_INT(OUTBOX_SAVED), BIND_INT(OUTBOX_SENT),
             BIND_INT(f->everything), BIND_INT(f->now_ms), BIND_INT(f->now_ms + DAY_MS),
             BIND_INT(f->only_fresh), BIND_INT(OUTBOX_HELD), BIND_INT(OUTBOX_WITHDRAWAL_ASKED)),
        take_item, ret_item, &count);
    return failed(e) || count == 1 ? e : ERR(ERR_NOT_FOUND, 0, "outbox: nothing is due");
}

static bool take_due(void *context, const struct store_row *row)
{
    *(int64_t *)context = store_int(row, 0);
    return false;
}

struct err dispatch_due_ms(struct outbox *o, int64_t *ret_ms)
{
    int count = 0;
    int64_t due = INT64_MAX;
    struct err e =
        store_rows(&o->store,
                   "SELECT next_try_ms FROM application WHERE state IN (?1, ?2, ?3, ?4, ?6) AND"
                   " CASE state WHEN ?3 THEN withdrawal=?5 WHEN ?4 THEN tidy=1 WHEN ?6 THEN"
                   " tidy=1 OR sealed IS NOT NULL ELSE sealed IS NOT NULL END"
                   " ORDER BY next_try_ms LIMIT 1",
                   BIND(BIND_INT(OUTBOX_SAVED), BIND_INT(OUTBOX_SENT), BIND_INT(OUTBOX_HELD),
                        BIND_INT(OUTBOX_WITHDRAWN), BIND_INT(OUTBOX_WITHDRAWAL_ASKED),
                        BIND_INT(OUTBOX_EXPORTED)),
                   take_due, &due, &count);
    if (!failed(e)) {
        e = store_rows(&o->store, "SELECT 0 FROM export WHERE state=0 LIMIT 1", BIND_NOTHING,
                       take_due, &due, NULL);
    }
    if (!failed(e)) {
        e = store_rows(
            &o->store,
            "SELECT ask_ms FROM told WHERE ask_ms BETWEEN 0 AND ?1 ORDER BY ask_ms LIMIT 1",
            BIND(BIND_INT(due)), take_due, &due, NULL);
    }
    if (!failed(e)) {
        *ret_ms = due;
    }
    return e;
}

/* --- opening ---------------------------------------------------------------------------------- */

static uint64_t get_number(const uint8_t *at, int bytes)
{
    uint64_t n = 0;
    for (int i = bytes - 1; i >= 0; i--) {
        n = n << 8 | at[i];
    }
    return n;
}

/* It becomes a header's value: nothing in it may end the line. */
static bool is_media_type(const char *type)
{
    while (*type > ' ' && *type <= '~') {
        type++;
    }
    return *type == '\0';
}

static bool read_papers(const uint8_t *at, struct parcel *p)
{
    for (int i = 0; i < p->paper_count; i++, at += PARCEL_PAPER) {
        struct parcel_paper *paper = &p->papers[i];
        const uint8_t *type = at + PARCEL_PAPER - PARCEL_TYPE;
        memcpy(paper->key, at, SEAL_KEY);
        seal_hex(at + SEAL_KEY, paper->sha256);
        seal_hex(at + SEAL_KEY + SEAL_HASH, paper->file);
        paper->size = (size_t)get_number(at + SEAL_KEY + 2 * SEAL_HASH, 8);
        if (type[PARCEL_TYPE - 1] != '\0' || !is_media_type((const char *)type) ||
            paper->size > RECORD_PAPER_BYTES) {
            return false;
        }
        snprintf(paper->type, sizeof paper->type, "%s", (const char *)type);
    }
    return true;
}

static struct err read_parcel(const uint8_t *plain, size_t size, struct parcel *p)
{
    uint8_t hash[SEAL_HASH];
    if (size < PARCEL_HEAD || memcmp(plain, PARCEL_MAGIC, 8) != 0) {
        return ERR(ERR_VERSION, 0, "outbox: sealed by another version");
    }
    p->json_size = (size_t)get_number(plain + 8, 4);
    const uint64_t count = get_number(plain + 12, 4);
    p->paper_count = (int)(count <= RECORD_PAPERS_MAX ? count : 0);
    const size_t head = PARCEL_HEAD + (size_t)p->paper_count * PARCEL_PAPER;
    if (count > RECORD_PAPERS_MAX || head + p->json_size != size ||
        !read_papers(plain + PARCEL_HEAD, p)) {
        return ERR(ERR_CORRUPT, 0, "outbox: the sealed application is malformed");
    }
    p->json = (const char *)plain + head;
    seal_hash(p->json, p->json_size, hash);
    seal_hex(hash, p->sha256);
    return ERR_OK;
}

/* What lies in a row may come from a stick: it must be the record the row is of. The canonical JSON
 * begins with format and uuid (record.h). */
static struct err is_the_rows(const struct parcel *p, const uint8_t row_sha256[SEAL_HASH])
{
    char begin[96];
    char hex[SEAL_HEX];
    const int n = snprintf(begin, sizeof begin,
                           "{\"format\":\"rong-application/1\",\"uuid\":\"%s\"", p->uuid);
    seal_hex(row_sha256, hex);
    return strcmp(hex, p->sha256) == 0 && p->json_size > (size_t)n &&
                   memcmp(p->json, begin, (size_t)n) == 0
               ? ERR_OK
               : ERR(ERR_CORRUPT, 0, "outbox: another application is sealed in this row");
}

struct opening {
    struct outbox *o;
    const struct seal_secret *key;
    size_t size;
    uint8_t record_sha256[SEAL_HASH];
    struct err error;
};

static bool unbox(void *context, const struct store_row *row)
{
    struct opening *open = context;
    size_t size = 0;
    size_t hash_size = 0;
    const void *box = store_blob(row, 0, &size);
    const void *hash = store_blob(row, 1, &hash_size);
    if (hash_size == SEAL_HASH) {
        memcpy(open->record_sha256, hash, SEAL_HASH);
    }
    open->error = box == NULL ? ERR(ERR_NOT_FOUND, 0, "outbox: already deleted")
                              : seal_unbox(open->key, box, size, (uint8_t *)open->o->plain,
                                           OUTBOX_PLAIN_MAX, &open->size);
    return false;
}

struct err dispatch_load(struct outbox *o, const struct seal_secret *key, const char *uuid,
                         struct parcel *ret_parcel)
{
    INVARIANT(o->plain != NULL);
    struct opening open = {o, key, 0, {0}, ERR(ERR_NOT_FOUND, 0, "outbox: no such application")};
    struct err e =
        store_rows(&o->store, "SELECT sealed, record_sha256 FROM application WHERE uuid=?1",
                   BIND(BIND_TEXT(uuid)), unbox, &open, NULL);
    e = failed(e) ? e : open.error;
    if (failed(e)) {
        return e;
    }
    memset(ret_parcel, 0, sizeof *ret_parcel);
    snprintf(ret_parcel->uuid, sizeof ret_parcel->uuid, "%s", uuid);
    e = read_parcel((const uint8_t *)o->plain, open.size, ret_parcel);
    if (!failed(e)) {
        e = is_the_rows(ret_parcel, open.record_sha256);
    }
    if (failed(e)) {
        dispatch_wipe(o, ret_parcel);
    }
    return e;
}

void dispatch_wipe(struct outbox *o, struct parcel *p)
{
    seal_forget(o->plain, OUTBOX_PLAIN_MAX);
    seal_forget(p, sizeof *p);
}

static struct err open_paper(const struct parcel_paper *paper, const struct file_bytes *file,
                             struct arena *memory, const void **ret_bytes)
{
    uint8_t hash[SEAL_HASH];
    char hex[SEAL_HEX];
    size_t size = 0;
    uint8_t *bytes = arena_alloc(memory, paper->size + 1);
    INVARIANT(bytes != NULL);
    const struct err e = seal_open_paper(paper->key, (const uint8_t *)file->bytes, file->size,
                                         bytes, paper->size + 1, &size);
    if (failed(e)) {
        return e;
    }
    seal_hash(bytes, size, hash);
    seal_hex(hash, hex);
    if (size != paper->size || strcmp(hex, paper->sha256) != 0) {
        return ERR(ERR_CORRUPT, 0, "outbox: the paper is not what was saved");
    }
    *ret_bytes = bytes;
    return ERR_OK;
}

struct err dispatch_paper(struct outbox *o, const struct parcel *p, int i, struct arena *ret_memory,
                          const void **ret_bytes)
{
    char path[DIR_PATH_MAX + SEAL_HEX];
    struct file_bytes file;
    struct arena memory = {0};
    bool locked = false;
    snprintf(path, sizeof path, "%s/%s", o->papers_dir, p->papers[i].file);
    struct err e = o->dir.files->ops->map(path, &file);
    if (failed(e)) {
        return e;
    }
    e = secret_open(&memory, p->papers[i].size + 64, &locked);
    if (!failed(e)) {
        e = open_paper(&p->papers[i], &file, &memory, ret_bytes);
    }
    o->dir.files->ops->unmap(&file);
    if (failed(e)) {
        secret_close(&memory);
        return e;
    }
    *ret_memory = memory;
    return ERR_OK;
}

/* --- moving ----------------------------------------------------------------------------------- */

const struct err dispatch_lost = {ERR_REFUSED, 0, "outbox: somebody else moved the application"};

/* A compare-and-swap that changed no row lost. */
static struct err swapped(struct err e, int changed)
{
    return failed(e) || changed == 1 ? e : dispatch_lost;
}

bool dispatch_was_moved(struct err e)
{
    return e.at == dispatch_lost.at;
}

struct err dispatch_claim(struct outbox *o, struct dispatch_item *item, bool silent)
{
    int changed = 0;
    struct err e = store_run(
        &o->store,
        "UPDATE application SET state=?1, attempts=attempts+1, silent=max(silent, ?5)"
        " WHERE uuid=?2 AND state=?3 AND attempts=?4 AND withdrawal<>?6",
        BIND(BIND_INT(OUTBOX_SENDING), BIND_TEXT(item->uuid), BIND_INT(OUTBOX_SAVED),
             BIND_INT(item->attempts), BIND_INT(silent), BIND_INT(OUTBOX_WITHDRAWAL_ASKED)),
        &changed);
    e = swapped(e, changed);
    if (!failed(e)) {
        item->state = OUTBOX_SENDING;
        item->attempts++;
    }
    return e;
}

/* A wish to withdraw ends with the move: 2 (too late) where the portal has it, 0 where it may be
 * made anew. One that came during the exchange is looked into at once. */
static struct err write_move(struct outbox *o, const struct dispatch_item *item,
                             const struct dispatch_move *m, bool over)
{
    const bool late = m->to == OUTBOX_SENT || m->to == OUTBOX_RECEIVED || m->too_late;
    int changed = 0;
    const struct err e =
        store_run(&o->store,
                  "UPDATE application SET state=?1, last_status=?3,"
                  " next_try_ms=CASE WHEN withdrawal=1 AND ?15 THEN 0 ELSE ?2 END,"
                  " last_reason=coalesce(?4, last_reason),"
                  " file_number=coalesce(?5, file_number), state_text=coalesce(?6, state_text),"
                  " refusals=refusals+?7, sealed=CASE WHEN ?8 THEN NULL ELSE sealed END,"
                  " unsent=unsent+?12, withdrawal=CASE WHEN withdrawal<>1 THEN withdrawal"
                  " WHEN ?13 THEN 2 WHEN ?14 THEN 0 ELSE withdrawal END"
                  " WHERE uuid=?9 AND state=?10 AND attempts=?11",
                  BIND(BIND_INT(m->to), BIND_INT(m->next_try_ms), BIND_INT(m->status),
                       BIND_TEXT(m->reason), BIND_TEXT(m->file_number), BIND_TEXT(m->state_text),
                       BIND_INT(m->refused), BIND_INT(over), BIND_TEXT(item->uuid),
                       BIND_INT(item->state), BIND_INT(item->attempts), BIND_INT(m->unsent),
                       BIND_INT(late), BIND_INT(m->ask_anew), BIND_INT(!item->asked_back)),
                  &changed);
    return swapped(e, changed);
}

/* RECEIVED and that it is asked about from then on are one step. */
static struct err swap_received(struct outbox *o, const struct dispatch_item *item,
                                const struct dispatch_move *m)
{
    struct err e = store_begin(&o->store);
    if (failed(e)) {
        return e;
    }
    e = write_move(o, item, m, true);
    if (!failed(e)) {
        e = outbox_will_ask(o, item->uuid, m);
    }
    if (!failed(e)) {
        e = outbox_forget_export(o, item->uuid);
    }
    if (failed(e)) {
        store_rollback(&o->store);
        return e;
    }
    return store_commit(&o->store);
}

struct err dispatch_move(struct outbox *o, struct dispatch_item *item,
                         const struct dispatch_move *m)
{
    const bool over = m->to == OUTBOX_RECEIVED || (m->to == OUTBOX_SENT && m->at_rest);
    const struct err e =
        m->to == OUTBOX_RECEIVED ? swap_received(o, item, m) : write_move(o, item, m, over);
    if (failed(e)) {
        return e;
    }
    item->state = m->to;
    item->refusals += m->refused;
    return over ? outbox_finish_deletions(o, item->uuid) : ERR_OK;
}

/* --- withdrawing ------------------------------------------------------------------------------ */

struct err dispatch_withdraw(struct outbox *o, struct dispatch_item *item)
{
    int changed = 0;
    struct err e = store_run(
        &o->store,
        "UPDATE application SET state=?1, sealed=NULL, next_try_ms=0, last_reason='', tidy=1"
        " WHERE uuid=?2 AND state=?3 AND attempts=?4 AND withdrawal=?5",
        BIND(BIND_INT(OUTBOX_WITHDRAWN), BIND_TEXT(item->uuid), BIND_INT(item->state),
             BIND_INT(item->attempts), BIND_INT(OUTBOX_WITHDRAWAL_ASKED)),
        &changed);
    e = swapped(e, changed);
    if (failed(e)) {
        return e;
    }
    item->state = OUTBOX_WITHDRAWN;
    return outbox_finish_deletions(o, item->uuid);
}

struct untidy {
    char *uuid;
    int *attempts;
    bool *withdrawn;
};

static bool take_untidy(void *context, const struct store_row *row)
{
    const struct untidy *u = context;
    snprintf(u->uuid, 37, "%s", store_text(row, 0));
    *u->attempts = (int)store_int(row, 1);
    *u->withdrawn = store_int(row, 2) == OUTBOX_WITHDRAWN;
    return false;
}

struct err dispatch_untidy(struct outbox *o, char ret_uuid[37], int *ret_attempts,
                           bool *ret_withdrawn)
{
    struct untidy u = {ret_uuid, ret_attempts, ret_withdrawn};
    int count = 0;
    const struct err e = store_rows(
        &o->store,
        "SELECT uuid, attempts, state FROM application WHERE state IN (?1, ?2) AND tidy=1 LIMIT 1",
        BIND(BIND_INT(OUTBOX_WITHDRAWN), BIND_INT(OUTBOX_EXPORTED)), take_untidy, &u, &count);
    return failed(e) || count == 1 ? e : ERR(ERR_NOT_FOUND, 0, "outbox: all is tidy");
}

struct err dispatch_tidied(struct outbox *o, const char *uuid)
{
    const struct err e = outbox_finish_deletions(o, uuid);
    return failed(e) ? e
                     : store_run(&o->store, "UPDATE application SET tidy=0 WHERE uuid=?1",
                                 BIND(BIND_TEXT(uuid)), NULL);
}
