#include "platform/port_dir.h"

/* True when this call must fail. */
static bool fails(struct port_dir *d)
{
    if (d->fail_after > 0 && --d->fail_after == 0) {
        d->fail_after = -1;
    }
    return d->fail_after < 0;
}

static struct err fault(const struct port_dir *d)
{
    return ERR(d->fail_code, 0, "dir: scripted fault");
}

static struct err make(struct port_dir *d, const char *folder)
{
    return fails(d) ? fault(d) : d->inner->ops->make(d->inner, folder);
}

static struct err create(struct port_dir *d, const char *folder, unsigned mode,
                         struct dir_file *ret_file)
{
    return fails(d) ? fault(d) : d->inner->ops->create(d->inner, folder, mode, ret_file);
}

static struct err append(struct port_dir *d, struct dir_file *f, const void *bytes, size_t size)
{
    return fails(d) ? fault(d) : d->inner->ops->append(d->inner, f, bytes, size);
}

static struct err commit(struct port_dir *d, struct dir_file *f, const char *name)
{
    if (fails(d)) {
        d->inner->ops->drop(d->inner, f);
        return fault(d);
    }
    return d->inner->ops->commit(d->inner, f, name);
}

static void drop(struct port_dir *d, struct dir_file *f)
{
    d->inner->ops->drop(d->inner, f);
}

static struct err touch(struct port_dir *d, const char *path, unsigned mode)
{
    return fails(d) ? fault(d) : d->inner->ops->touch(d->inner, path, mode);
}

static struct err look(struct port_dir *d, const char *path, struct dir_info *ret_info)
{
    return fails(d) ? fault(d) : d->inner->ops->look(d->inner, path, ret_info);
}

static struct err move(struct port_dir *d, const char *from, const char *to)
{
    return fails(d) ? fault(d) : d->inner->ops->move(d->inner, from, to);
}

static struct err remove_file(struct port_dir *d, const char *path)
{
    return fails(d) ? fault(d) : d->inner->ops->remove(d->inner, path);
}

static struct err each(struct port_dir *d, const char *folder,
                       void (*visit)(void *context, const char *name), void *context)
{
    return fails(d) ? fault(d) : d->inner->ops->each(d->inner, folder, visit, context);
}

static struct err room(struct port_dir *d, const char *path, int64_t *ret_bytes)
{
    return fails(d) ? fault(d) : d->inner->ops->room(d->inner, path, ret_bytes);
}

struct port_dir dir_faulty(struct port_dir *inner, int fail_after, enum err_code fail_code)
{
    static const struct port_dir_ops ops = {
        .name = "faulty",
        .make = make,
        .create = create,
        .append = append,
        .commit = commit,
        .drop = drop,
        .touch = touch,
        .look = look,
        .move = move,
        .remove = remove_file,
        .each = each,
        .room = room,
    };
    return (struct port_dir){.ops = &ops,
                             .files = inner->files,
                             .vfs = inner->vfs,
                             .inner = inner,
                             .fail_after = fail_after,
                             .fail_code = fail_code};
}
