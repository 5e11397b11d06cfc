#include <string.h>

#include "platform/base/log.h"
#include "platform/port_random.h"
#include "platform/sim/crash_inside.h"

/* How far each file and folder was flushed, and how far the rest is kept. */
struct cut {
    size_t flushed[CRASH_FILES]; /* operations before it are safe; folders have their own number */
    size_t kept;                 /* operations before it are kept though not flushed */
    size_t named;                /* the same of names */
    enum crash_left left;
    struct port_random random;
};

static uint64_t draw(struct cut *c)
{
    uint64_t n = 0;
    const struct err e = c->random.ops->fill(&c->random, &n, sizeof n);
    INVARIANT(!failed(e));
    return n;
}

static void begin_cut(struct cut *c, const struct crash_disk *src, size_t op, uint64_t seed)
{
    size_t oldest = op; /* the first that is not safe */
    memset(c->flushed, 0, sizeof c->flushed);
    for (size_t i = 0; i < op; i++) {
        const struct crash_op *o = &src->ops[i];
        if (o->kind == OP_SYNC || o->kind == OP_SYNC_FOLDER) {
            c->flushed[o->file] = i;
        }
    }
    for (size_t i = op; i > 0; i--) {
        const struct crash_op *o = &src->ops[i - 1];
        const bool data = o->kind == OP_WRITE || o->kind == OP_TRUNCATE;
        const bool name = o->kind == OP_NAME || o->kind == OP_RENAME || o->kind == OP_UNLINK;
        const size_t safe = c->flushed[data ? o->file : o->folder];
        oldest = (data || name) && i - 1 >= safe ? i - 1 : oldest;
    }
    c->random = random_seeded(seed);
    if (c->left == CRASH_KEPT) {
        c->kept = c->named = op;
        return;
    }
    c->kept = c->left == CRASH_PREFIX ? oldest + (size_t)(draw(c) % (op - oldest + 1)) : 0;
    c->named = c->left == CRASH_TORN ? oldest + (size_t)(draw(c) % (op - oldest + 1)) : c->kept;
}

static void copy_base(const struct crash_disk *src, struct crash_disk *dst)
{
    dst->pool_used = 0;
    dst->op_count = 0;
    dst->file_count = src->file_count;
    memcpy(dst->names, src->base_names, sizeof dst->names);
    for (int i = 0; i < src->file_count; i++) {
        const struct crash_file *from = &src->files[i];
        struct crash_file *to = &dst->files[i];
        *to = (struct crash_file){.folder = from->folder, .modified = from->modified};
        const bool copied = crash_put_bytes(dst, to, 0, from->base, from->base_size);
        INVARIANT(copied);
    }
}

static void tear(struct cut *c, struct crash_disk *dst, const struct crash_op *o)
{
    uint64_t coins = 0;
    int left = 0;
    for (size_t at = 0; at < o->size;) {
        const size_t rest = CRASH_SECTOR - (size_t)((o->at + at) % CRASH_SECTOR);
        const size_t take = rest < o->size - at ? rest : o->size - at;
        if (left == 0) {
            coins = draw(c);
            left = 64;
        }
        if ((coins & 1) != 0) {
            const bool put =
                crash_put_bytes(dst, &dst->files[o->file], o->at + at, o->bytes + at, take);
            INVARIANT(put);
        }
        coins >>= 1;
        left--;
        at += take;
    }
}

static void redo(struct cut *c, struct crash_disk *dst, const struct crash_op *o, size_t i)
{
    struct crash_file *f = &dst->files[o->file];
    const bool safe = i < c->flushed[o->file] || i < c->kept;
    bool done = true;
    switch (o->kind) {
    case OP_WRITE:
        if (safe) {
            done = crash_put_bytes(dst, f, o->at, o->bytes, o->size);
        } else if (c->left == CRASH_TORN) {
            tear(c, dst, o);
        }
        break;
    case OP_TRUNCATE:
        if (safe || (c->left == CRASH_TORN && draw(c) % 2 == 0)) {
            done = crash_resize(dst, f, (size_t)o->at);
        }
        break;
    case OP_NAME:
    case OP_RENAME:
    case OP_UNLINK:
        if (i < c->flushed[o->folder] || i < c->named) {
            crash_change_name(dst->names, o);
        }
        break;
    case OP_SYNC:
    case OP_SYNC_FOLDER:
        break;
    }
    INVARIANT(done);
}

void crash_disk_cut(const struct crash_disk *src, size_t op, enum crash_left left, uint64_t seed,
                    struct crash_disk *dst)
{
    struct cut c = {.left = left};
    begin_cut(&c, src, op, seed);
    copy_base(src, dst);
    for (size_t i = 0; i < op; i++) {
        redo(&c, dst, &src->ops[i], i);
    }
    /* What lies in a folder that is not there cannot be reached. */
    for (int i = 0; i < CRASH_NAMES; i++) {
        if (dst->names[i].path[0] != '\0' && crash_folder_of(dst, dst->names[i].path) < 0) {
            dst->names[i].path[0] = '\0';
        }
    }
    memcpy(dst->base_names, dst->names, sizeof dst->base_names);
    for (int i = 0; i < dst->file_count; i++) {
        struct crash_file *f = &dst->files[i];
        f->base = f->bytes;
        f->base_size = f->size;
        f->room = 0; /* the first write makes a copy */
    }
}
