#include "app/steward/outgoing.h"

#include <stdio.h>
#include <string.h>

#include "app/courier/backoff.h"
#include "app/steward/ddi_line.h"
#include "platform/base/buf.h"
#include "platform/port_files.h"

#define ID_LENGTH 32
#define ROWS      32 /* looked at in one turn; what is more waits for the next */
#define REFUSED   ".refused"

enum standing { WAITS, GIVEN_UP, OTHER };

struct row {
    char name[OUTGOING_NAME];
    enum standing standing;
    int64_t modified;
};

struct rows {
    struct outgoing *o;
    struct row list[ROWS]; /* the oldest first */
    int count;
};

void outgoing_name(const char *id, const char *what, char ret_name[OUTGOING_NAME])
{
    (void)snprintf(ret_name, OUTGOING_NAME, "%s-%s", id, what);
}

static int64_t monotonic(const struct outgoing *o)
{
    return (int64_t)o->params.clock->ops->now_ms(o->params.clock);
}

static void say(const struct outgoing *o, const char *detail)
{
    if (o->params.say != NULL) {
        o->params.say("outgoing", detail);
    }
}

static void folder_of(const struct outgoing *o, char ret_path[DIR_PATH_MAX])
{
    (void)snprintf(ret_path, DIR_PATH_MAX, "%s/" OUTGOING_FOLDER, o->params.state);
}

/* False when it is too long to be one of ours. */
static bool path_of(const struct outgoing *o, const char *name, char ret_path[DIR_PATH_MAX])
{
    const int length =
        snprintf(ret_path, DIR_PATH_MAX, "%s/" OUTGOING_FOLDER "/%s", o->params.state, name);
    return length > 0 && length < DIR_PATH_MAX;
}

/* --- what lies there -------------------------------------------------------------------------- */

static enum standing standing_of(const char *name)
{
    static const char *const ours[] = {OUTGOING_LOG, OUTGOING_PICTURE};
    if (strspn(name, "0123456789abcdef") != ID_LENGTH || name[ID_LENGTH] != '-') {
        return OTHER;
    }
    const char *what = name + ID_LENGTH + 1;
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++) {
        const size_t length = strlen(ours[i]);
        if (strncmp(what, ours[i], length) == 0) {
            return what[length] == '\0'                  ? WAITS
                   : strcmp(what + length, REFUSED) == 0 ? GIVEN_UP
                                                         : OTHER;
        }
    }
    return OTHER;
}

static bool is_older(const struct row *a, const struct row *b)
{
    return a->modified != b->modified ? a->modified < b->modified : strcmp(a->name, b->name) < 0;
}

static void visit(void *context, const char *name)
{
    struct rows *rows = context;
    struct dir_info info;
    char path[DIR_PATH_MAX];
    struct row row = {.standing = standing_of(name)};
    struct port_dir *dir = rows->o->params.dir;
    const int length = snprintf(row.name, sizeof row.name, "%s", name);
    if (rows->count == ROWS || length < 0 || (size_t)length >= sizeof row.name ||
        !path_of(rows->o, name, path) || failed(dir->ops->look(dir, path, &info))) {
        return;
    }
    row.modified = info.modified;
    int at = rows->count++;
    for (; at > 0 && is_older(&row, &rows->list[at - 1]); at--) {
        rows->list[at] = rows->list[at - 1];
    }
    rows->list[at] = row;
}

static void drop(const struct outgoing *o, const char *name, const char *why)
{
    char path[DIR_PATH_MAX];
    struct port_dir *dir = o->params.dir;
    if (path_of(o, name, path) && !failed(dir->ops->remove(dir, path)) && why != NULL) {
        say(o, why);
    }
}

/* What has to go, goes; the rest stays in the list. */
static void tidy(const struct outgoing *o, struct rows *rows, bool dated)
{
    const int64_t now = o->params.clock->ops->now_s(o->params.clock);
    int ours = 0;
    int kept = 0;
    for (int i = 0; i < rows->count; i++) {
        ours += rows->list[i].standing != OTHER;
    }
    for (int i = 0; i < rows->count; i++) {
        const struct row *r = &rows->list[i];
        const bool old = dated && now - r->modified > OUTGOING_KEPT_S;
        const bool too_many = r->standing != OTHER && ours > OUTGOING_MOST;
        if (old || too_many) {
            ours -= r->standing != OTHER;
            drop(o, r->name,
                 r->standing == OTHER ? NULL
                 : old                ? "a file is older than seven days and was removed"
                                      : "too many files wait; the oldest was removed");
        } else {
            rows->list[kept++] = *r;
        }
    }
    rows->count = kept;
}

static const struct row *first(const struct rows *rows, int *ret_waiting)
{
    const struct row *found = NULL;
    *ret_waiting = 0;
    for (int i = rows->count - 1; i >= 0; i--) {
        found = rows->list[i].standing == WAITS ? &rows->list[i] : found;
        *ret_waiting += rows->list[i].standing == WAITS;
    }
    return found;
}

/* --- sending ---------------------------------------------------------------------------------- */

static void give_up(const struct outgoing *o, const char *name, const char *why)
{
    char from[DIR_PATH_MAX];
    char to[DIR_PATH_MAX];
    char kept[OUTGOING_NAME + sizeof REFUSED];
    struct port_dir *dir = o->params.dir;
    (void)snprintf(kept, sizeof kept, "%s" REFUSED, name);
    if (path_of(o, name, from) && path_of(o, kept, to) && failed(dir->ops->move(dir, from, to))) {
        drop(o, name, NULL); /* it would be sent for ever */
    }
    say(o, why);
}

static bool is_taken(int status)
{
    return status == 200 || status == 201 || status == 204;
}

static bool is_refused(int status)
{
    return status >= 400 && status < 500 && status != 401 && status != 408 && status != 429;
}

static struct err put(const struct outgoing *o, const char *name, const struct file_bytes *file,
                      struct http_answer *ret_answer)
{
    char path[256];
    struct buf out;
    struct port_http *http = o->params.http;
    buf_init(&out, path, sizeof path);
    buf_puts(&out, "/");
    ddi_put_name(&out, o->params.kiosk);
    buf_printf(&out, "/%s", name);
    const struct http_request request = {.method = "PUT",
                                         .path = path,
                                         .type = "application/octet-stream",
                                         .accept = "*/*",
                                         .body = file->bytes,
                                         .size = file->size};
    return out.full ? ERR(ERR_BAD_INPUT, 0, "outgoing: path")
                    : http->ops->exchange(http, &request, o->params.stop, ret_answer);
}

static struct err judge(const struct outgoing *o, const char *name, const struct http_answer *a)
{
    char why[80];
    if (is_taken(a->status)) {
        drop(o, name, "a file was taken by the fleet");
        return ERR_OK;
    }
    if (is_refused(a->status)) {
        (void)snprintf(why, sizeof why, "a file is refused by the fleet's server (status %d)",
                       a->status);
        give_up(o, name, why);
        return ERR_OK;
    }
    return ERR(ERR_OFFLINE, a->status, "outgoing: not taken");
}

/* Whatever is wrong with the file itself ends it. A link leads nowhere: who else may write in the
 * folder must not choose what the steward reads. */
static struct err send_one(const struct outgoing *o, const char *name, int64_t *ret_retry_s)
{
    char path[DIR_PATH_MAX];
    char folder[DIR_PATH_MAX];
    struct file_bytes file = {0};
    struct http_answer a = {.retry_after_s = -1};
    const struct port_files *files = o->params.dir->files;
    folder_of(o, folder);
    if (!path_of(o, name, path) || !files->ops->is_below(path, folder)) {
        drop(o, name, "a file was none and was removed");
        return ERR_OK;
    }
    struct err e = files->ops->read(path, OUTGOING_BYTES, &file);
    if (failed(e)) {
        give_up(o, name,
                e.code == ERR_BAD_INPUT ? "a file is larger than 64 MiB and is not sent"
                                        : "a file cannot be read and is not sent");
        return ERR_OK;
    }
    e = put(o, name, &file, &a);
    files->ops->unmap(&file);
    *ret_retry_s = failed(e) ? -1 : a.retry_after_s;
    return failed(e) ? e : judge(o, name, &a);
}

static int64_t after_failure(struct outgoing *o, int64_t retry_s)
{
    const struct backoff b = {o->params.random, OUTGOING_BASE_MS, OUTGOING_CAP_MS};
    const int64_t wait = backoff_asked_ms(&b, ++o->failures, retry_s);
    return wait < OUTGOING_LEAST_MS ? OUTGOING_LEAST_MS : wait;
}

void outgoing_open(struct outgoing *o, const struct outgoing_params *params)
{
    *o = (struct outgoing){.params = *params};
    o->due_ms = monotonic(o);
}

void outgoing_turn(struct outgoing *o, bool dated)
{
    char folder[DIR_PATH_MAX];
    struct rows rows = {.o = o};
    int64_t retry_s = -1;
    struct port_dir *dir = o->params.dir;
    if (outgoing_wait_ms(o) > 0) {
        return;
    }
    folder_of(o, folder);
    (void)failed(dir->ops->each(dir, folder, visit, &rows)); /* no folder, no file */
    tidy(o, &rows, dated);
    const struct row *next = first(&rows, &o->waiting);
    if (next == NULL || o->params.http == NULL) {
        o->due_ms = monotonic(o) + OUTGOING_EVERY_MS;
        return;
    }
    const struct err e = send_one(o, next->name, &retry_s);
    if (failed(e)) {
        o->due_ms = monotonic(o) + after_failure(o, retry_s);
        return;
    }
    o->failures = 0;
    o->waiting--;
    o->due_ms = monotonic(o) + (o->waiting > 0 ? OUTGOING_LEAST_MS : OUTGOING_EVERY_MS);
}

void outgoing_came(struct outgoing *o)
{
    if (o->failures == 0) {
        o->due_ms = monotonic(o);
    }
}

int64_t outgoing_wait_ms(const struct outgoing *o)
{
    const int64_t now = monotonic(o);
    return o->due_ms > now ? o->due_ms - now : 0;
}
