/* memmem is GNU's. */
#define _GNU_SOURCE
#include "platform/sim/crash_disk.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "platform/sim/crash_inside.h"

static struct crash_disk *mounted;

void crash_disk_mount(struct crash_disk *d)
{
    mounted = d;
}

struct crash_disk *crash_disk_mounted(void)
{
    return mounted;
}

/* --- memory ----------------------------------------------------------------------------------- */

static void *map(size_t size)
{
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                    -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

struct err crash_disk_open(struct crash_disk *d, size_t pool_size, size_t op_room)
{
    memset(d, 0, sizeof *d);
    d->pool = map(pool_size);
    d->ops = map(op_room * sizeof *d->ops);
    d->pool_size = pool_size;
    d->op_room = op_room;
    if (d->pool == NULL || d->ops == NULL) {
        crash_disk_close(d);
        return ERR(ERR_IO, ENOMEM, "crash disk: memory");
    }
    d->files[0].folder = true;
    d->file_count = 1;
    snprintf(d->base_names[0].path, CRASH_PATH, "/");
    d->names[0] = d->base_names[0];
    return ERR_OK;
}

void crash_disk_close(struct crash_disk *d)
{
    if (d->pool != NULL) {
        munmap(d->pool, d->pool_size);
    }
    if (d->ops != NULL) {
        munmap(d->ops, d->op_room * sizeof *d->ops);
    }
    memset(d, 0, sizeof *d);
}

void *crash_take(struct crash_disk *d, size_t size)
{
    const size_t whole = (size + 15) / 16 * 16;
    if (whole > d->pool_size - d->pool_used) {
        return NULL;
    }
    void *at = d->pool + d->pool_used;
    d->pool_used += whole;
    return at;
}

static const char *keep_text(struct crash_disk *d, const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = crash_take(d, size);
    if (copy != NULL) {
        memcpy(copy, text, size);
    }
    return copy;
}

static bool add_op(struct crash_disk *d, struct crash_op op)
{
    if (d->op_count == d->op_room) {
        return false;
    }
    d->ops[d->op_count++] = op;
    return true;
}

/* Room for size bytes that are the file's own. */
static bool reserve(struct crash_disk *d, struct crash_file *f, size_t size)
{
    if (size <= f->room) {
        return true;
    }
    const size_t room = size < 4096 ? 4096 : size + size / 2;
    uint8_t *bytes = crash_take(d, room);
    if (bytes == NULL) {
        return false;
    }
    if (f->size > 0) {
        memcpy(bytes, f->bytes, f->size);
    }
    f->bytes = bytes;
    f->room = room;
    return true;
}

bool crash_resize(struct crash_disk *d, struct crash_file *f, size_t size)
{
    if (!reserve(d, f, size)) {
        return false;
    }
    if (size > f->size && f->bytes != NULL) {
        memset(f->bytes + f->size, 0, size - f->size);
    }
    f->size = size;
    return true;
}

bool crash_put_bytes(struct crash_disk *d, struct crash_file *f, uint64_t at, const void *bytes,
                     size_t size)
{
    const size_t end = (size_t)at + size;
    if (size > 0 && !crash_resize(d, f, end > f->size ? end : f->size)) {
        return false;
    }
    if (size > 0 && f->bytes != NULL) {
        memcpy(f->bytes + at, bytes, size);
    }
    return true;
}

/* --- names ------------------------------------------------------------------------------------ */

static struct crash_name *entry_of(const struct crash_name *names, const char *path)
{
    for (int i = 0; i < CRASH_NAMES; i++) {
        if (strcmp(names[i].path, path) == 0) {
            return (struct crash_name *)(uintptr_t)&names[i];
        }
    }
    return NULL;
}

int crash_find(const struct crash_disk *d, const char *path)
{
    const struct crash_name *n = entry_of(d->names, path);
    return n == NULL || path[0] == '\0' ? -1 : n->file;
}

/* The number of the folder that holds path; -1 when it is not there. */
int crash_folder_of(const struct crash_disk *d, const char *path)
{
    char folder[CRASH_PATH];
    const char *slash = strrchr(path, '/');
    if (slash == NULL || slash == path) {
        return 0;
    }
    snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
    return crash_find(d, folder);
}

static bool set_name(struct crash_name *names, const char *path, int file)
{
    struct crash_name *n = path == NULL ? NULL : entry_of(names, path);
    n = n == NULL ? entry_of(names, "") : n;
    if (n == NULL || path == NULL || strlen(path) >= sizeof n->path) {
        return false;
    }
    snprintf(n->path, sizeof n->path, "%s", path);
    n->file = file;
    return true;
}

void crash_change_name(struct crash_name *names, const struct crash_op *op)
{
    struct crash_name *from = op->from == NULL ? NULL : entry_of(names, op->from);
    if (op->kind == OP_NAME) {
        set_name(names, op->to, op->file);
    } else if (from != NULL) {
        from->path[0] = '\0';
        if (op->kind == OP_RENAME) {
            set_name(names, op->to, op->file);
        }
    }
}

/* --- calls ------------------------------------------------------------------------------------ */

bool crash_call(struct crash_disk *d)
{
    d->calls++;
    return d->fail_at != 0 && d->calls == d->fail_at;
}

static bool write_fails(struct crash_disk *d)
{
    const bool now = crash_call(d);
    return now || (d->fail_on && d->fail_at != 0 && d->calls > d->fail_at);
}

static int fault_number(const struct crash_disk *d)
{
    return d->fault == CRASH_EIO ? EIO : ENOSPC;
}

static size_t used(const struct crash_disk *d)
{
    size_t sum = 0;
    for (int i = 0; i < CRASH_NAMES; i++) {
        sum += d->names[i].path[0] == '\0' ? 0 : d->files[d->names[i].file].size;
    }
    return sum;
}

int64_t crash_room(const struct crash_disk *d)
{
    const size_t limit = d->limit == 0 ? d->pool_size : d->limit;
    const size_t now = used(d);
    return now >= limit ? 0 : (int64_t)(limit - now);
}

int crash_create(struct crash_disk *d, const char *path, bool folder, int *ret_file)
{
    const int above = crash_folder_of(d, path);
    if (write_fails(d)) {
        return fault_number(d);
    }
    const char *to = keep_text(d, path);
    if (above < 0 || to == NULL || d->file_count == CRASH_FILES ||
        !set_name(d->names, path, d->file_count)) {
        return above < 0 ? ENOENT : ENOSPC;
    }
    const int file = d->file_count++;
    d->files[file] = (struct crash_file){.folder = folder, .modified = d->modified};
    *ret_file = file;
    return add_op(d, (struct crash_op){.kind = OP_NAME, .file = file, .folder = above, .to = to})
               ? 0
               : ENOSPC;
}

int crash_read(struct crash_disk *d, int file, uint64_t at, void *out, size_t size, size_t *ret_got)
{
    const struct crash_file *f = &d->files[file];
    if (crash_call(d)) {
        return EIO;
    }
    const size_t there = at >= f->size ? 0 : f->size - (size_t)at;
    *ret_got = size < there ? size : there;
    if (*ret_got > 0) {
        memcpy(out, f->bytes + at, *ret_got);
    }
    return 0;
}

/* Notes the write and does it. */
static int do_write(struct crash_disk *d, int file, uint64_t at, const void *bytes, size_t size)
{
    struct crash_file *f = &d->files[file];
    const size_t end = (size_t)at + size;
    if (end > f->size && (int64_t)(end - f->size) > crash_room(d)) {
        return ENOSPC;
    }
    uint8_t *copy = crash_take(d, size);
    if (copy == NULL || !crash_put_bytes(d, f, at, bytes, size)) {
        return ENOSPC;
    }
    memcpy(copy, bytes, size);
    f->modified = d->modified;
    return add_op(d,
                  (struct crash_op){
                      .kind = OP_WRITE, .file = file, .at = at, .size = size, .bytes = copy})
               ? 0
               : ENOSPC;
}

int crash_write(struct crash_disk *d, int file, uint64_t at, const void *bytes, size_t size)
{
    if (!write_fails(d)) {
        return do_write(d, file, at, bytes, size);
    }
    if (d->fault == CRASH_SHORT && size > 1) {
        const int bad = do_write(d, file, at, bytes, size / 2);
        return bad != 0 ? bad : ENOSPC;
    }
    return fault_number(d);
}

int crash_truncate(struct crash_disk *d, int file, uint64_t size)
{
    if (write_fails(d)) {
        return EIO;
    }
    return crash_resize(d, &d->files[file], (size_t)size) &&
                   add_op(d, (struct crash_op){.kind = OP_TRUNCATE, .file = file, .at = size})
               ? 0
               : ENOSPC;
}

static int do_sync(struct crash_disk *d, struct crash_op op)
{
    if (write_fails(d)) {
        return fault_number(d);
    }
    return d->lying || add_op(d, op) ? 0 : ENOSPC;
}

int crash_sync(struct crash_disk *d, int file)
{
    return do_sync(d, (struct crash_op){.kind = OP_SYNC, .file = file});
}

int crash_sync_above(struct crash_disk *d, const char *path)
{
    return do_sync(d, (struct crash_op){.kind = OP_SYNC_FOLDER, .file = crash_folder_of(d, path)});
}

static int do_name(struct crash_disk *d, struct crash_op op)
{
    if (write_fails(d)) {
        return fault_number(d);
    }
    op.file = crash_find(d, op.from);
    op.folder = crash_folder_of(d, op.from);
    if (op.file < 0) {
        return ENOENT;
    }
    op.from = keep_text(d, op.from);
    op.to = op.to == NULL ? NULL : keep_text(d, op.to);
    if (op.from == NULL || !add_op(d, op)) {
        return ENOSPC;
    }
    crash_change_name(d->names, &op);
    return 0;
}

int crash_rename(struct crash_disk *d, const char *from, const char *to)
{
    return do_name(d, (struct crash_op){.kind = OP_RENAME, .from = from, .to = to});
}

int crash_unlink(struct crash_disk *d, const char *path)
{
    return do_name(d, (struct crash_op){.kind = OP_UNLINK, .from = path});
}

bool crash_disk_holds(const struct crash_disk *d, const char *folder, const void *bytes,
                      size_t size)
{
    const size_t len = strlen(folder);
    for (int i = 0; i < CRASH_NAMES; i++) {
        const struct crash_file *f = &d->files[d->names[i].file];
        const char *path = d->names[i].path;
        if (strncmp(path, folder, len) == 0 && path[len] == '/' && f->size > 0 &&
            memmem(f->bytes, f->size, bytes, size) != NULL) {
            return true;
        }
    }
    return false;
}
