#include "tests/tools/kill_points.h"

#include <signal.h>
#include <unistd.h>

static struct kill_points *points;

void kill_points_start(struct kill_points *p)
{
    points = p;
}

static void point(const char *call)
{
    points->count++;
    if (points->trace != NULL) {
        (void)fprintf(points->trace, "%d %s %s\n", points->count, points->where(), call);
    }
    if (points->count == points->at) {
        (void)kill(getpid(), SIGKILL);
    }
}

static struct err after(struct err e, const char *call)
{
    point(call);
    return e;
}

/* --- the line --------------------------------------------------------------------------------- */

static struct port_http *http;

static struct err exchange(struct port_http *port, const struct http_request *request,
                           const atomic_bool *stop, struct http_answer *ret_answer)
{
    (void)port;
    point("http");
    return after(http->ops->exchange(http, request, stop, ret_answer), "http-done");
}

static void http_forget(struct port_http *port)
{
    (void)port;
    http->ops->forget(http);
}

static void http_close(struct port_http *port)
{
    (void)port;
    http->ops->close(http);
}

struct port_http *kill_points_http(struct port_http *inner)
{
    static const struct port_http_ops ops = {"points", exchange, http_forget, http_close};
    static struct port_http port = {&ops};
    http = inner;
    return &port;
}

/* --- the disk --------------------------------------------------------------------------------- */

static struct err dir_make(struct port_dir *d, const char *folder)
{
    point("make");
    return after(d->inner->ops->make(d->inner, folder), "made");
}

static struct err dir_create(struct port_dir *d, const char *folder, unsigned mode,
                             struct dir_file *ret_file)
{
    point("create");
    return after(d->inner->ops->create(d->inner, folder, mode, ret_file), "created");
}

static struct err dir_append(struct port_dir *d, struct dir_file *f, const void *bytes, size_t size)
{
    point("write");
    /* Half of it is there when it dies in between. */
    const size_t half = size / 2;
    const struct err e = d->inner->ops->append(d->inner, f, bytes, half);
    point("half-written");
    return failed(e)
               ? e
               : after(d->inner->ops->append(d->inner, f, (const char *)bytes + half, size - half),
                       "written");
}

static struct err dir_commit(struct port_dir *d, struct dir_file *f, const char *name)
{
    point("commit");
    return after(d->inner->ops->commit(d->inner, f, name), "committed");
}

static void dir_drop(struct port_dir *d, struct dir_file *f)
{
    d->inner->ops->drop(d->inner, f);
}

static struct err dir_touch(struct port_dir *d, const char *path, unsigned mode)
{
    point("touch");
    return after(d->inner->ops->touch(d->inner, path, mode), "touched");
}

static struct err dir_look(struct port_dir *d, const char *path, struct dir_info *ret_info)
{
    return d->inner->ops->look(d->inner, path, ret_info);
}

static struct err dir_move(struct port_dir *d, const char *from, const char *to)
{
    point("move");
    return after(d->inner->ops->move(d->inner, from, to), "moved");
}

static struct err dir_remove(struct port_dir *d, const char *path)
{
    point("remove");
    return after(d->inner->ops->remove(d->inner, path), "removed");
}

static struct err dir_each(struct port_dir *d, const char *folder,
                           void (*visit)(void *context, const char *name), void *context)
{
    return d->inner->ops->each(d->inner, folder, visit, context);
}

static struct err dir_room(struct port_dir *d, const char *path, int64_t *ret_bytes)
{
    return d->inner->ops->room(d->inner, path, ret_bytes);
}

struct port_dir kill_points_dir(struct port_dir *inner)
{
    static const struct port_dir_ops ops = {
        .name = "points",
        .make = dir_make,
        .create = dir_create,
        .append = dir_append,
        .commit = dir_commit,
        .drop = dir_drop,
        .touch = dir_touch,
        .look = dir_look,
        .move = dir_move,
        .remove = dir_remove,
        .each = dir_each,
        .room = dir_room,
    };
    struct port_dir d = *inner;
    d.ops = &ops;
    d.inner = inner;
    return d;
}

/* --- a file that comes in pieces ---------------------------------------------------------------
 */

static struct port_part *part;

static struct err part_open(struct port_part *port, const char *folder, const char *name,
                            int64_t keep, int64_t *ret_size)
{
    (void)port;
    point("part-open");
    return part->ops->open(part, folder, name, keep, ret_size);
}

static struct err part_append(struct port_part *port, const void *bytes, size_t size)
{
    (void)port;
    point("part-append");
    return part->ops->append(part, bytes, size);
}

static struct err part_flush(struct port_part *port)
{
    (void)port;
    point("part-flush");
    return after(part->ops->flush(part), "part-flushed");
}

static struct err part_finish(struct port_part *port, const char *name)
{
    (void)port;
    point("part-finish");
    return after(part->ops->finish(part, name), "part-finished");
}

static void part_close(struct port_part *port)
{
    (void)port;
    part->ops->close(part);
}

struct port_part *kill_points_part(struct port_part *inner)
{
    static const struct port_part_ops ops = {"points",   part_open,   part_append,
                                             part_flush, part_finish, part_close};
    static struct port_part port = {&ops};
    part = inner;
    return &port;
}

/* --- slots and the kiosk -----------------------------------------------------------------------
 */

static struct port_slots *slots;

static struct err slots_look(struct port_slots *port, struct slots_view *ret_view)
{
    (void)port;
    return slots->ops->look(slots, ret_view);
}

static struct err slots_inspect(struct port_slots *port, const char *path,
                                struct slots_bundle *ret_bundle)
{
    (void)port;
    point("inspect");
    return slots->ops->inspect(slots, path, ret_bundle);
}

static struct err slots_install(struct port_slots *port, const char *path)
{
    (void)port;
    point("install");
    return after(slots->ops->install(slots, path), "install-begun");
}

static struct err slots_progress(struct port_slots *port, struct slots_progress *ret_progress)
{
    (void)port;
    point("progress");
    return slots->ops->progress(slots, ret_progress);
}

static struct err slots_reboot(struct port_slots *port)
{
    (void)port;
    point("reboot");
    return after(slots->ops->reboot(slots), "reboot-asked");
}

static void slots_close(struct port_slots *port)
{
    (void)port;
    slots->ops->close(slots);
}

struct port_slots *kill_points_slots(struct port_slots *inner)
{
    static const struct port_slots_ops ops = {"points",      slots_look,     slots_inspect,
                                              slots_install, slots_progress, slots_reboot,
                                              slots_close};
    static struct port_slots port = {&ops};
    slots = inner;
    return &port;
}

static struct port_hold *hold;

static struct err hold_ask(struct port_hold *port, int countdown_s, struct hold_answer *ret_answer)
{
    (void)port;
    point("hold");
    return hold->ops->ask(hold, countdown_s, ret_answer);
}

static void hold_release(struct port_hold *port)
{
    (void)port;
    hold->ops->release(hold);
}

static void hold_close(struct port_hold *port)
{
    (void)port;
    hold->ops->close(hold);
}

struct port_hold *kill_points_hold(struct port_hold *inner)
{
    static const struct port_hold_ops ops = {"points", hold_ask, hold_release, hold_close};
    static struct port_hold port = {&ops};
    hold = inner;
    return &port;
}
