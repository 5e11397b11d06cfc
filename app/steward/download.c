#include "app/steward/download.h"

#include <stdio.h>
#include <string.h>

#include "app/outbox/seal.h"
#include "platform/port_files.h"

#define DAY_S 86400

/* One run. */
struct run {
    struct http_sink sink; /* first: the sink is this struct */
    struct download *d;
    struct plan *plan;
    int i;
    int64_t unflushed;     /* bytes since the last flush */
    int64_t unspent;       /* bytes not yet in the day's sum */
    int64_t allowed;       /* bytes this day still allows */
    enum download_end end; /* why the sink stopped the line */
};

static struct plan_file *file_of(const struct run *r)
{
    return &r->plan->files[r->i];
}

static int64_t today(const struct download *d)
{
    return d->clock->ops->now_s(d->clock) / DAY_S;
}

void download_path(const struct download *d, const struct plan_file *f, char ret_path[DIR_PATH_MAX])
{
    snprintf(ret_path, DIR_PATH_MAX, "%.*s/%s", DIR_PATH_MAX - DDI_HASH - 1, d->folder,
             f->file.sha256);
}

static void part_name(const struct plan_file *f, char ret_name[DDI_HASH + 8])
{
    snprintf(ret_name, DDI_HASH + 8, "%s.part", f->file.sha256);
}

bool download_has(const struct download *d, const struct plan_file *f)
{
    char path[DIR_PATH_MAX];
    struct dir_info info;
    download_path(d, f, path);
    return !failed(d->dir->ops->look(d->dir, path, &info));
}

bool download_may_spend(const struct download *d)
{
    int64_t sum = 0;
    return failed(action_journal_spend(d->journal, today(d), 0, &sum)) || sum < d->budget;
}

/* --- the sink --------------------------------------------------------------------------------- */

/* Ends the exchange; download_run() reads why. */
static struct err stop_line(struct run *r, enum download_end end)
{
    r->end = end;
    return ERR(ERR_CANCELLED, 0, "download: stopped");
}

/* What the day has cost is written down. */
static struct err spend(struct run *r)
{
    int64_t sum = 0;
    const int64_t bytes = r->unspent;
    r->unspent = 0;
    return bytes > 0 ? action_journal_spend(r->d->journal, today(r->d), bytes, &sum) : ERR_OK;
}

/* Flushes, writes down how far it is, and what the day has cost. */
static struct err secure(struct run *r)
{
    struct download *d = r->d;
    struct err e = d->part->ops->flush(d->part);
    if (!failed(e)) {
        file_of(r)->offset += r->unflushed;
        r->unflushed = 0;
        e = action_journal_reached(d->journal, r->plan, r->i);
    }
    return failed(e) ? e : spend(r);
}

/* Begins the file at its first byte, of the server's file with this tag. */
static struct err begin_anew(struct run *r, const char *etag)
{
    struct plan_file *f = file_of(r);
    char name[DDI_HASH + 8];
    int64_t size = 0;
    part_name(f, name);
    f->offset = 0;
    r->unflushed = 0;
    const bool fine = strlen(etag) < sizeof f->etag && ddi_etag_is_fine(etag);
    snprintf(f->etag, sizeof f->etag, "%s", fine ? etag : "");
    struct err e = action_journal_reached(r->d->journal, r->plan, r->i);
    return failed(e) ? e : r->d->part->ops->open(r->d->part, r->d->folder, name, 0, &size);
}

/* "bytes FROM-TO/SIZE" as it was asked for. */
static bool is_the_rest(const char *range, int64_t from, int64_t size)
{
    long long first = -1;
    long long last = -1;
    long long whole = -1;
    int used = 0;
    return sscanf(range, "bytes %18lld-%18lld/%18lld%n", &first, &last, &whole, &used) == 3 &&
           range[used] == '\0' && first == from && last == size - 1 && whole == size;
}

/* A length that is told and is not the announced one: it is not that file. */
static bool has_length(const char *told, int64_t size)
{
    long long length = -1;
    int used = 0;
    return told[0] == '\0' ||
           (sscanf(told, "%18lld%n", &length, &used) == 1 && told[used] == '\0' && length == size);
}

static struct err sink_begin(struct http_sink *sink, const struct http_answer *head)
{
    struct run *r = (struct run *)sink;
    struct plan_file *f = file_of(r);
    const char *etag = head->wanted[DDI_ETAG];
    if (head->status == 206) {
        const bool same = f->offset > 0 &&
                          is_the_rest(head->wanted[DDI_CONTENT_RANGE], f->offset, f->file.size) &&
                          strcmp(etag, f->etag) == 0;
        return same ? ERR_OK : stop_line(r, DOWNLOAD_ANEW);
    }
    if (!has_length(head->wanted[DDI_CONTENT_LENGTH], f->file.size)) {
        return stop_line(r, DOWNLOAD_SPOILT);
    }
    /* All of it, whether the rest was asked for or not. */
    const struct err e = begin_anew(r, etag);
    return failed(e) ? stop_line(r, e.code == ERR_FULL ? DOWNLOAD_NO_ROOM : DOWNLOAD_DISK) : e;
}

static struct err sink_write(struct http_sink *sink, const void *bytes, size_t size)
{
    struct run *r = (struct run *)sink;
    struct download *d = r->d;
    const struct plan_file *f = file_of(r);
    if (f->offset + r->unflushed + (int64_t)size > f->file.size) {
        return stop_line(r, DOWNLOAD_SPOILT); /* longer than announced: perhaps without end */
    }
    struct err e = d->part->ops->append(d->part, bytes, size);
    if (!failed(e)) {
        r->unflushed += (int64_t)size;
        r->unspent += (int64_t)size;
        r->allowed -= (int64_t)size;
        e = r->unflushed >= DOWNLOAD_FLUSH ? secure(r) : ERR_OK;
    }
    if (failed(e)) {
        return stop_line(r, e.code == ERR_FULL ? DOWNLOAD_NO_ROOM : DOWNLOAD_DISK);
    }
    if (f->offset + r->unflushed == f->file.size) {
        return ERR_OK; /* nothing is won by pausing now */
    }
    if (r->allowed <= 0) {
        return stop_line(r, DOWNLOAD_SPENT);
    }
    return (int64_t)d->clock->ops->now_ms(d->clock) >= d->until_ms ? stop_line(r, DOWNLOAD_PAUSED)
                                                                   : ERR_OK;
}

/* --- one exchange ----------------------------------------------------------------------------- */

static enum download_end end_of_status(struct download *d, const struct http_answer *a)
{
    d->status = a->status;
    d->retry_after_s = a->retry_after_s;
    switch (a->status) {
    case 409:
    case 412:
    case 416:
        return DOWNLOAD_ANEW;
    case 401: /* the kiosk's trouble, not this file's */
    case 403:
    case 408:
    case 425:
    case 429:
        return DOWNLOAD_LATER;
    default:
        return a->status >= 400 && a->status < 500 ? DOWNLOAD_REFUSED : DOWNLOAD_LATER;
    }
}

static enum download_end exchange(struct run *r)
{
    struct download *d = r->d;
    const struct plan_file *f = file_of(r);
    struct http_answer a = {0};
    char range[40];
    snprintf(range, sizeof range, "bytes=%lld-", (long long)f->offset);
    const bool rest = f->offset > 0;
    const struct ddi_ask ask = {.method = "GET",
                                .href = f->file.href,
                                .if_match = rest ? f->etag : NULL,
                                .range = rest ? range : NULL,
                                .sink = &r->sink};
    const struct err e = ddi_line_ask(d->line, &ask, &a);
    if (r->end != DOWNLOAD_WHOLE) {
        return r->end;
    }
    if (failed(e)) {
        d->status = e.code == ERR_REFUSED ? e.os : 0;
        return e.code == ERR_CANCELLED ? DOWNLOAD_PAUSED
               : e.code == ERR_REFUSED ? DOWNLOAD_REFUSED
                                       : DOWNLOAD_LATER;
    }
    return a.status == 200 || a.status == 206 ? DOWNLOAD_WHOLE : end_of_status(d, &a);
}

/* --- the file --------------------------------------------------------------------------------- */

/* A file and the disk it lies on. */
struct mapped {
    const struct port_files *files;
    struct file_bytes bytes;
};

static void rest(const void *context)
{
    const struct mapped *m = context;
    m->files->ops->rest(&m->bytes);
}

/* Reads it once more, from the disk. */
static enum download_end verify(struct download *d, const struct plan_file *f, const char *path)
{
    struct mapped m = {.files = d->dir->files};
    uint8_t hash[SEAL_HASH];
    char hex[SEAL_HEX];
    if (failed(m.files->ops->map(path, &m.bytes))) {
        return DOWNLOAD_DISK;
    }
    seal_hash_in_pieces(m.bytes.bytes, m.bytes.size, rest, &m, hash);
    seal_hex(hash, hex);
    const bool good = (int64_t)m.bytes.size == f->file.size && strcmp(hex, f->file.sha256) == 0;
    m.files->ops->unmap(&m.bytes);
    return good ? DOWNLOAD_WHOLE : DOWNLOAD_SPOILT;
}

static void remove_part(const struct download *d, const struct plan_file *f)
{
    char name[DDI_HASH + 8];
    char path[DIR_PATH_MAX + DDI_HASH + 16];
    part_name(f, name);
    snprintf(path, sizeof path, "%s/%s", d->folder, name);
    (void)failed(d->dir->ops->remove(d->dir, path));
}

/* What is left of an earlier run counts as far as it was written down. */
static struct err resume(struct run *r)
{
    struct plan_file *f = file_of(r);
    char name[DDI_HASH + 8];
    int64_t size = 0;
    part_name(f, name);
    const bool known = f->etag[0] != '\0' || f->offset == f->file.size;
    const struct err e =
        r->d->part->ops->open(r->d->part, r->d->folder, name, known ? f->offset : 0, &size);
    if (!failed(e) && size != f->offset) {
        return begin_anew(r, "");
    }
    return e;
}

static bool has_room(const struct download *d, const struct plan_file *f)
{
    int64_t room = 0;
    return failed(d->dir->ops->room(d->dir, d->folder, &room)) ||
           room >= f->file.size - f->offset + d->reserve;
}

static enum download_end finish(struct run *r)
{
    struct download *d = r->d;
    const struct plan_file *f = file_of(r);
    char name[DDI_HASH + 8];
    char path[DIR_PATH_MAX + DDI_HASH + 16];
    part_name(f, name);
    snprintf(path, sizeof path, "%s/%s", d->folder, name);
    const enum download_end end = verify(d, f, path);
    if (end == DOWNLOAD_SPOILT) {
        d->part->ops->close(d->part);
        remove_part(d, f);
        return end;
    }
    if (end != DOWNLOAD_WHOLE) {
        return end;
    }
    return failed(d->part->ops->finish(d->part, f->file.sha256)) ? DOWNLOAD_DISK : DOWNLOAD_WHOLE;
}

static enum download_end fetch(struct run *r)
{
    struct download *d = r->d;
    struct plan_file *f = file_of(r);
    int64_t sum = 0;
    if (failed(resume(r)) || failed(action_journal_spend(d->journal, today(d), 0, &sum))) {
        return DOWNLOAD_DISK;
    }
    if (!has_room(d, f)) {
        return DOWNLOAD_NO_ROOM;
    }
    r->allowed = d->budget - sum;
    enum download_end end = DOWNLOAD_WHOLE;
    if (f->offset < f->file.size) {
        end = r->allowed <= 0 ? DOWNLOAD_SPENT : exchange(r);
        const bool lost = end == DOWNLOAD_ANEW || end == DOWNLOAD_SPOILT;
        if (!lost && end != DOWNLOAD_DISK && end != DOWNLOAD_NO_ROOM && failed(secure(r))) {
            return DOWNLOAD_DISK;
        }
        if (lost) {
            struct err e = spend(r); /* what is thrown away was paid for, too */
            e = failed(e) ? e : begin_anew(r, "");
            return failed(e) ? DOWNLOAD_DISK : end;
        }
    }
    if (end == DOWNLOAD_WHOLE && f->offset < f->file.size) {
        return DOWNLOAD_LATER; /* the line ended early */
    }
    return end == DOWNLOAD_WHOLE ? finish(r) : end;
}

enum download_end download_run(struct download *d, struct plan *p, int i)
{
    char path[DIR_PATH_MAX];
    const struct plan_file *f = &p->files[i];
    struct run r = {.sink = {sink_begin, sink_write}, .d = d, .plan = p, .i = i};
    d->retry_after_s = -1;
    d->status = 0;
    download_path(d, f, path);
    if (download_has(d, f)) {
        if (verify(d, f, path) == DOWNLOAD_WHOLE) {
            return DOWNLOAD_WHOLE;
        }
        (void)failed(d->dir->ops->remove(d->dir, path));
    }
    const enum download_end end = fetch(&r);
    d->part->ops->close(d->part);
    return end;
}

/* --- tidying ---------------------------------------------------------------------------------- */

struct tidying {
    const struct download *d;
    const struct plan *plan;
    char names[16][DDI_HASH + 8];
    int count;
};

/* Names are gathered first: a folder is not changed while it is read. */
static void gather(void *context, const char *name)
{
    struct tidying *t = context;
    for (int i = 0; i < t->plan->count; i++) {
        if (strncmp(name, t->plan->files[i].file.sha256, DDI_HASH - 1) == 0) {
            return;
        }
    }
    if (t->count < 16 && strlen(name) < sizeof t->names[0]) {
        snprintf(t->names[t->count++], sizeof t->names[0], "%s", name);
    }
}

void download_tidy(const struct download *d, const struct plan *p)
{
    char path[DIR_PATH_MAX + DDI_HASH + 16];
    struct tidying t = {.d = d, .plan = p};
    if (p->state == PLAN_IDLE && p->last_result.execution == DDI_DOWNLOADED) {
        return;
    }
    if (failed(d->dir->ops->each(d->dir, d->folder, gather, &t))) {
        return; /* the folder was never made */
    }
    for (int i = 0; i < t.count; i++) {
        snprintf(path, sizeof path, "%s/%s", d->folder, t.names[i]);
        (void)failed(d->dir->ops->remove(d->dir, path));
    }
}

void download_forget(const struct download *d, const struct plan *p)
{
    char path[DIR_PATH_MAX];
    for (int i = 0; i < p->count; i++) {
        download_path(d, &p->files[i], path);
        (void)failed(d->dir->ops->remove(d->dir, path));
        remove_part(d, &p->files[i]);
    }
}
