#include "app/audit/audit_log.h"

#include <stdio.h>
#include <string.h>

#include "app/audit/audit_key.h"
#include "app/audit/audit_verify.h"

/* Whether a line was written whole; a line after one that was not begins on its own. */
static bool put(struct audit_log *log, const struct chain_entry *entry, bool sealed)
{
    char line[CHAIN_LINE];
    const struct chain before = log->chain;
    const size_t size = chain_write(&log->chain, entry, sealed ? log->seed : NULL, line);
    const struct err e = log->journal->ops->append(log->journal, line, size);
    if (failed(e)) {
        log->chain = before;
        log->torn = true;
    } else {
        log->bytes += size;
        log->seal_time = sealed ? entry->seconds : log->seal_time;
    }
    return !failed(e);
}

/* Ends what a full disk or a power cut left, so that it is no line even if only its end was
 * missing, and says that it did. */
static bool close_torn(struct audit_log *log, int64_t seconds)
{
    const struct chain_entry torn = {.seconds = seconds, .name = "TORN"};
    if (log->torn) {
        log->torn =
            failed(log->journal->ops->append(log->journal, "~\n", 2)) || !put(log, &torn, false);
    }
    return !log->torn;
}

static void write_head(void *context)
{
    struct audit_log *log = context;
    struct dir_file f = {0};
    char name[32];
    (void)snprintf(name, sizeof name, "%s.head", log->who);
    /* The log first: a head is never ahead of it. */
    struct err e = log->journal->ops->flush(log->journal);
    e = failed(e) ? e : log->dir->ops->create(log->dir, log->folder, 0660, &f);
    e = failed(e) ? e : log->dir->ops->append(log->dir, &f, log->head, strlen(log->head));
    if (failed(e)) {
        log->dir->ops->drop(log->dir, &f);
    } else {
        e = log->dir->ops->commit(log->dir, &f, name);
    }
    log->head_failed = failed(e); /* the next seal tries again */
}

/* The line of a seal is the head; it is signed itself. */
static bool seal_now(struct audit_log *log, int64_t seconds)
{
    const struct chain_entry entry = {.seconds = seconds, .name = "CHECKPOINT"};
    char line[CHAIN_LINE];
    struct chain copy = log->chain;
    if (!put(log, &entry, true)) {
        return false;
    }
    const size_t size =
        chain_write(&copy, &entry, log->seed, line); /* the same bytes: Ed25519 draws nothing */
    memcpy(log->head, line, size);
    log->head[size] = '\0';
    return true;
}

static bool begin_file(struct audit_log *log, int number, int64_t seconds)
{
    char name[48];
    char before[SEAL_HEX];
    memcpy(before, log->chain.hash, sizeof before);
    const struct chain_entry entry = {
        .seconds = seconds, .name = "FILE", .a = number, .text = before};
    (void)snprintf(name, sizeof name, AUDIT_FILE_NAME, log->who, number);
    if (failed(log->journal->ops->open(log->journal, log->folder, name))) {
        return false;
    }
    log->number = number;
    log->bytes = 0;
    log->torn = false;
    char old[DIR_PATH_MAX + 64];
    (void)snprintf(old, sizeof old, "%s/" AUDIT_FILE_NAME, log->folder, log->who,
                   number - AUDIT_FILES);
    const struct err e = log->dir->ops->remove(log->dir, old);
    return put(log, &entry, true) && !failed(e);
}

void audit_event(void *context, const struct log_entry *entry)
{
    struct audit_log *log = context;
    struct job job;
    const int64_t now = (int64_t)entry->seconds;
    const struct chain_entry line = {
        .seconds = now, .name = log_event_name(entry->id), .a = entry->a, .b = entry->b};
    if (log->journal == NULL || !close_torn(log, now) || !put(log, &line, false)) {
        return;
    }
    const bool idle = worker_take(&log->worker, &job) || !worker_has_work(&log->worker);
    const bool due = log->chain.seq - log->chain.sealed >= AUDIT_EVENTS ||
                     now - log->seal_time >= AUDIT_SECONDS || now < log->seal_time;
    if (!due || !idle || !seal_now(log, now)) {
        return;
    }
    if (log->bytes >= AUDIT_FILE_BYTES) {
        write_head(log);
        (void)begin_file(log, log->number + 1, now);
        return;
    }
    const struct job head = {.run = write_head, .context = log};
    if (failed(worker_put(&log->worker, head))) {
        return; /* the next seal writes one */
    }
}

/* Goes on where the last program ended. */
static struct err go_on(struct audit_log *log, int64_t now, bool *ret_broken)
{
    struct audit_file file;
    const struct err e = audit_read_last(log->folder, log->who, &file);
    *ret_broken = false;
    chain_begin(&log->chain);
    if (e.code == ERR_NOT_FOUND) {
        return begin_file(log, 1, now) ? ERR_OK : ERR(ERR_IO, 0, "log: cannot be begun");
    }
    if (failed(e)) {
        return e;
    }
    log->chain = file.chain;
    if (file.verdict != CHAIN_OK || file.bytes == 0) {
        *ret_broken = file.verdict != CHAIN_OK;
        log->chain.unfinished = false;
        return begin_file(log, file.number + 1, now) ? ERR_OK
                                                     : ERR(ERR_IO, 0, "log: cannot be begun");
    }
    char name[48];
    (void)snprintf(name, sizeof name, AUDIT_FILE_NAME, log->who, file.number);
    log->number = file.number;
    log->bytes = file.bytes;
    log->torn = file.torn || file.chain.unfinished;
    log->seal_time = file.chain.sealed_at;
    return log->journal->ops->open(log->journal, log->folder, name);
}

struct err audit_open(struct audit_log *log, const char *state_dir, const char *who,
                      struct port_journal *journal, struct port_dir *dir, int64_t now_s,
                      bool *ret_broken)
{
    *log = (struct audit_log){.dir = dir, .who = who};
    (void)snprintf(log->folder, sizeof log->folder, "%s/log", state_dir);
    struct err e = seal_start();
    e = failed(e) ? e : dir->ops->make(dir, state_dir);
    e = failed(e) ? e : dir->ops->make(dir, log->folder);
    e = failed(e) ? e : audit_key_open(dir, log->folder, who, log->seed);
    e = failed(e) ? e : worker_start(&log->worker, NULL, NULL);
    if (!failed(e)) {
        log->journal = journal;
        e = go_on(log, now_s, ret_broken);
    }
    if (failed(e)) {
        audit_close(log, 0);
    }
    return e;
}

void audit_close(struct audit_log *log, int64_t now_s)
{
    struct job job;
    if (log->journal == NULL) {
        return;
    }
    worker_rest(&log->worker);
    while (worker_take(&log->worker, &job)) {
    }
    if (now_s > 0 && close_torn(log, now_s) && seal_now(log, now_s)) {
        write_head(log);
    }
    worker_stop(&log->worker);
    log->journal->ops->close(log->journal);
    seal_forget(log->seed, sizeof log->seed);
    log->journal = NULL;
}
