#include "app/audit/audit_verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/audit/audit_key.h"
#include "platform/port_dir.h"
#include "platform/port_files.h"

/* The numbers of a writer's files. */
struct range {
    const char *who;
    int first, last; /* 0 = none */
};

static void note_name(void *context, const char *name)
{
    struct range *r = context;
    const size_t length = strlen(r->who);
    int number = 0;
    int used = 0;
    if (strncmp(name, r->who, length) != 0 ||
        sscanf(name + length, "-%d.log%n", &number, &used) != 1 || used == 0 ||
        name[length + (size_t)used] != '\0' || number < 1) {
        return;
    }
    r->first = r->first == 0 || number < r->first ? number : r->first;
    r->last = number > r->last ? number : r->last;
}

static struct err find_files(const char *folder, struct range *r)
{
    const struct err e = files_linux()->ops->list(folder, note_name, r);
    return failed(e) ? e : r->last == 0 ? ERR(ERR_NOT_FOUND, 0, "log: there is none") : ERR_OK;
}

static struct err map(const char *folder, const char *who, int number, struct file_bytes *ret_file)
{
    char path[DIR_PATH_MAX + 64];
    (void)snprintf(path, sizeof path, "%s/" AUDIT_FILE_NAME, folder, who, number);
    return files_linux()->ops->map(path, ret_file);
}

/* A position in the lines of a file; the last may have no end. */
struct lines {
    const char *at, *end;
};

static bool next_line(struct lines *l, const char **ret_line, size_t *ret_length, bool *ret_whole)
{
    if (l->at == l->end) {
        return false;
    }
    const char *stop = memchr(l->at, '\n', (size_t)(l->end - l->at));
    *ret_line = l->at;
    *ret_whole = stop != NULL;
    *ret_length = (size_t)((stop != NULL ? stop : l->end) - l->at);
    l->at = stop != NULL ? stop + 1 : l->end;
    return true;
}

static bool has_line(const struct file_bytes *file)
{
    return memchr(file->bytes, '\n', file->size) != NULL;
}

static void follow(const struct file_bytes *bytes, struct audit_file *file)
{
    struct lines lines = {bytes->bytes, bytes->bytes + bytes->size};
    const char *line = NULL;
    size_t length = 0;
    bool whole = true;
    bool first = true;
    chain_begin(&file->chain);
    while (file->verdict == CHAIN_OK && next_line(&lines, &line, &length, &whole) && whole) {
        file->verdict = chain_take(&file->chain, line, length, NULL, first);
        first = false;
    }
    file->torn = !whole;
}

struct err audit_read_last(const char *folder, const char *who, struct audit_file *ret_file)
{
    struct range r = {.who = who};
    struct err e = find_files(folder, &r);
    *ret_file = (struct audit_file){.number = r.last, .verdict = CHAIN_OK};
    chain_begin(&ret_file->chain);
    for (int number = r.last; !failed(e) && number >= r.first; number--) {
        struct file_bytes bytes = {0};
        e = map(folder, who, number, &bytes);
        const bool found = !failed(e) && has_line(&bytes);
        if (found) {
            follow(&bytes, ret_file);
            ret_file->bytes = number == r.last ? bytes.size : 0;
        }
        files_linux()->ops->unmap(&bytes);
        if (found) {
            break;
        }
    }
    return e;
}

/* --- all of it -------------------------------------------------------------------------------- */

/* The last seal that is known, as WHO.head holds it: the very line. */
struct head {
    uint64_t seq;
    char hash[SEAL_HEX];
    bool there, good;
};

static struct head read_head(const char *folder, const char *who, const uint8_t *key)
{
    char path[DIR_PATH_MAX + 64];
    char signature[2 * SEAL_SIGNATURE + 1] = "";
    uint8_t hash[SEAL_HASH];
    uint8_t bytes[SEAL_SIGNATURE];
    struct head head = {.seq = 0};
    struct file_bytes file = {0};
    (void)snprintf(path, sizeof path, "%s/%s.head", folder, who);
    if (failed(files_linux()->ops->map(path, &file))) {
        return head;
    }
    head.there = true;
    head.good = sscanf(file.bytes, "%" SCNu64 " %*d CHECKPOINT %*d %*d %64s %128s", &head.seq,
                       head.hash, signature) == 3 &&
                strlen(signature) == 2 * SEAL_SIGNATURE && seal_unhex(head.hash, hash) &&
                seal_unhex(signature, bytes) &&
                seal_unhex(signature + SEAL_HEX - 1, bytes + SEAL_HASH) &&
                seal_verify(key, hash, bytes);
    files_linux()->ops->unmap(&file);
    return head;
}

static enum audit_finding finding_of(enum chain_verdict verdict)
{
    static const enum audit_finding findings[] = {
        [CHAIN_OK] = AUDIT_FINE,
        [CHAIN_BROKEN] = AUDIT_BROKEN,
        [CHAIN_UNSIGNED] = AUDIT_UNSIGNED,
        [CHAIN_UNSEALED_LONG] = AUDIT_NOT_SEALED,
    };
    return findings[verdict];
}

/* A line that ends nowhere is the last of its file only; nothing is wrong with it yet. */
static void verify_file(const struct file_bytes *bytes, const uint8_t *key, const struct head *head,
                        struct audit_report *r)
{
    struct lines lines = {bytes->bytes, bytes->bytes + bytes->size};
    const char *line = NULL;
    size_t length = 0;
    bool whole = true;
    r->line = 0;
    while (r->finding == AUDIT_FINE && next_line(&lines, &line, &length, &whole) && whole) {
        const bool first = r->from == 0;
        const bool unfinished = r->chain.unfinished;
        r->line++;
        r->finding = finding_of(chain_take(&r->chain, line, length, key, first && r->file > 1));
        if (r->finding == AUDIT_BROKEN && unfinished) {
            r->line--; /* the one before is no line, and nothing says why */
        }
        r->from = first ? r->chain.seq : r->from;
        if (r->finding == AUDIT_FINE && head->good && r->chain.seq == head->seq &&
            !r->chain.unfinished && strcmp(r->chain.hash, head->hash) != 0) {
            r->finding = AUDIT_HEAD_FOREIGN;
        }
    }
    r->files++;
}

struct err audit_verify(const char *folder, const char *who, struct audit_report *ret_report)
{
    struct range range = {.who = who};
    struct audit_report r = {.finding = AUDIT_FINE};
    uint8_t key[SEAL_KEY];
    struct err e = seal_start();
    e = failed(e) ? e : find_files(folder, &range);
    e = failed(e) ? e : audit_key_public(folder, who, key);
    if (failed(e)) {
        return e;
    }
    const struct head head = read_head(folder, who, key);
    chain_begin(&r.chain);
    for (r.file = range.first; r.finding == AUDIT_FINE && r.file <= range.last; r.file++) {
        struct file_bytes bytes = {0};
        if (failed(map(folder, who, r.file, &bytes))) {
            r.finding = AUDIT_FILE_MISSING;
            break;
        }
        if (has_line(&bytes)) {
            verify_file(&bytes, key, &head, &r);
        }
        files_linux()->ops->unmap(&bytes);
        if (r.finding != AUDIT_FINE) {
            break;
        }
    }
    r.head = head.seq;
    if (r.finding == AUDIT_FINE && head.there) {
        r.finding = !head.good               ? AUDIT_HEAD_FOREIGN
                    : r.chain.seq < head.seq ? AUDIT_CUT_SHORT
                                             : AUDIT_FINE;
    }
    *ret_report = r;
    return ERR_OK;
}
