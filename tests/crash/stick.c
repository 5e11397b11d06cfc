#include "tests/crash/stick.h"

#include <stdio.h>
#include <string.h>

#include "app/outbox/dispatch.h"
#include "app/outbox/key_file.h"
#include "app/outbox/outbox_export.h"

#define FILES_MAX 64 /* looked at on one stick */

static struct seal_secret secret_there(void)
{
    struct seal_secret secret;
    memset(secret.key, 7, sizeof secret.key);
    return secret;
}

struct seal_public stick_key(void)
{
    const struct seal_secret secret = secret_there();
    return seal_public_of(&secret);
}

/* --- writing ---------------------------------------------------------------------------------- */

static void folder_of(const struct world *w, char ret_path[DIR_PATH_MAX])
{
    snprintf(ret_path, DIR_PATH_MAX, "%s-stick", w->state);
}

/* For the test of the test: the bundle gets its name without a flush. */
static struct err commit_unflushed(struct port_dir *d, struct dir_file *f, const char *name)
{
    struct crash_disk *disk = crash_disk_mounted();
    disk->lying = true;
    const struct err e = dir_crash().ops->commit(d, f, name);
    disk->lying = false;
    return e;
}

static struct port_dir stick_of(struct world *w)
{
    static struct port_dir_ops hasty;
    struct port_dir stick = w->dir;
    if (w->hasty) {
        hasty = *w->dir.ops;
        hasty.commit = commit_unflushed;
        stick.ops = &hasty;
    }
    return stick;
}

static struct app *app_named(struct world *w, const char *uuid)
{
    for (int i = 0; i < w->app_count; i++) {
        if (strcmp(w->apps[i].uuid, uuid) == 0) {
            return &w->apps[i];
        }
    }
    return NULL;
}

static struct err write_one(struct world *w, const char *uuid)
{
    char folder[DIR_PATH_MAX];
    struct port_dir stick = stick_of(w);
    folder_of(w, folder);
    const struct err e = stick.ops->make(&stick, folder);
    return failed(e) ? e : outbox_export_write(w->kiosk, uuid, &stick, folder);
}

static void note_written(struct world *w, const char *uuid)
{
    struct app *a = app_named(w, uuid);
    if (a != NULL && a->written == NEVER) {
        a->written = world_now(w);
    }
}

static struct err finish_one(struct world *w, const struct outbox_export *x)
{
    if (x->state == OUTBOX_EXPORT_DENIED) {
        return outbox_export_drop(w->kiosk, x->uuid);
    }
    const struct err e = write_one(w, x->uuid);
    if (!failed(e)) {
        note_written(w, x->uuid);
    }
    return e;
}

struct err stick_carry(struct world *w)
{
    const struct seal_public to = stick_key();
    struct outbox_export x;
    int waiting = 0;
    struct err e = outbox_export_next(w->kiosk, &to, &waiting, &x);
    while (!failed(e)) {
        e = finish_one(w, &x);
        if (!failed(e)) {
            e = outbox_export_next(w->kiosk, &to, &waiting, &x);
        }
    }
    return e.code == ERR_NOT_FOUND ? ERR_OK : e;
}

/* --- an end ----------------------------------------------------------------------------------- */

struct err stick_end(struct world *w, int i)
{
    struct app *a = &w->apps[i];
    struct outbox_row row;
    struct outbox_export x = {.written = false};
    struct err e = outbox_find(w->kiosk, a->uuid, &row);
    if (!failed(e) && row.state == OUTBOX_EXPORTED) {
        /* Where looking fails, nobody knows whether it may end. */
        e = outbox_export_find(w->kiosk, a->uuid, &x);
        e = e.code == ERR_NOT_FOUND ? ERR_OK : e;
    }
    if (failed(e)) {
        return e;
    }
    const bool may = row.state == OUTBOX_EXPORTED && !row.at_rest && x.written;
    if (may && a->ends == NEVER) {
        a->ends = world_now(w);
    }
    w->disk.lying = w->disk.lying || w->rash;
    e = outbox_export_end(w->kiosk, a->uuid);
    w->disk.lying = w->disk.lying && !w->rash;
    if (!may) {
        return e.code == ERR_REFUSED ? ERR_OK
               : failed(e)           ? e
                                     : ERR(ERR_CORRUPT, 0, "crash: ended, and on no stick");
    }
    if (!failed(e) && a->ended == NEVER) {
        a->ended = world_now(w);
    }
    return e;
}

/* --- the other kiosk -------------------------------------------------------------------------- */

struct there {
    char state[DIR_PATH_MAX];
    struct outbox *kiosk, *courier;
    struct seal_secret key;
};

static struct err open_there(struct world *after, struct there *t)
{
    static unsigned kiosks; /* each begins with nothing */
    const struct seal_public key = stick_key();
    *t = (struct there){.key = secret_there()};
    snprintf(t->state, sizeof t->state, "%s-there-%u", after->state, kiosks++);
    struct err e = after->dir.ops->make(&after->dir, t->state);
    if (!failed(e)) {
        e = key_file_write(&after->dir, t->state, "box.pub", 0660, key.key);
    }
    if (!failed(e)) {
        e = outbox_open_on(&t->kiosk, t->state, &after->dir);
    }
    return failed(e) ? e : dispatch_open(&t->courier, t->state, &after->dir);
}

static void close_there(struct there *t)
{
    outbox_close(t->courier);
    outbox_close(t->kiosk);
}

struct names {
    char name[FILES_MAX][CRASH_PATH];
    int count;
};

static void take_name(void *context, const char *name)
{
    struct names *n = context;
    if (n->count < FILES_MAX) {
        snprintf(n->name[n->count++], CRASH_PATH, "%s", name);
    }
}

static bool is_bundle(const char *name)
{
    const size_t len = strlen(name);
    const size_t suffix = strlen(BUNDLE_SUFFIX);
    return len > suffix && strcmp(name + len - suffix, BUNDLE_SUFFIX) == 0;
}

/* Half of one may be under a temporary name only, and is refused with a word. */
static void take_in(struct world *after, struct there *t, const char *name, struct verdict *v)
{
    char folder[DIR_PATH_MAX];
    char path[DIR_PATH_MAX + CRASH_PATH];
    enum outbox_import how;
    struct bundle_head head;
    folder_of(after, folder);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    const struct err e =
        outbox_import(t->kiosk, path, after->clock.ops->now_s(&after->clock), &how, &head);
    const bool told = (e.code == ERR_BAD_INPUT || e.code == ERR_CORRUPT) && e.at[0] != '\0';
    v->harm[HARM_ASTRAY] += failed(e) && (is_bundle(name) || !told);
    v->refused += told;
}

/* It is exported and still here: the same command writes it again, whole. */
static bool goes_again(struct world *after, struct there *t, const struct app *a)
{
    struct verdict v = {0};
    char name[64];
    const struct seal_public to = stick_key();
    snprintf(name, sizeof name, "%s" BUNDLE_SUFFIX, a->uuid);
    if (failed(outbox_export_wish(after->kiosk, a->uuid, &to, 0)) ||
        failed(write_one(after, a->uuid))) {
        return false;
    }
    take_in(after, t, name, &v);
    return v.harm[HARM_ASTRAY] == 0 && judge_opens(t->courier, &t->key, a);
}

static void judge_one(struct world *after, struct there *t, const struct app *a, size_t op,
                      struct verdict *v)
{
    struct outbox_row row;
    struct outbox_export x = {.written = false};
    if (failed(outbox_find(after->kiosk, a->uuid, &row))) {
        return; /* judge.c says so */
    }
    const bool away = row.state == OUTBOX_EXPORTED;
    const bool noted = !failed(outbox_export_find(after->kiosk, a->uuid, &x)) && x.written;
    if (a->written <= op || noted || (away && row.at_rest)) {
        v->harm[HARM_ASTRAY] += !judge_opens(t->courier, &t->key, a);
    }
    if (away && !row.at_rest) {
        v->harm[HARM_ASTRAY] += !goes_again(after, t, a);
    }
}

/* Anything of what can be looked for. */
static bool is_any_away(struct world *after, size_t op)
{
    struct outbox_row row;
    for (int i = 0; i < after->app_count; i++) {
        if (after->apps[i].written <= op ||
            (!failed(outbox_find(after->kiosk, after->apps[i].uuid, &row)) &&
             row.state == OUTBOX_EXPORTED)) {
            return true;
        }
    }
    return false;
}

void stick_judge(const struct world *lived, struct world *after, size_t op, struct verdict *v)
{
    static struct names names;
    struct there there;
    char folder[DIR_PATH_MAX];
    names.count = 0;
    folder_of(after, folder);
    const struct err listed = after->dir.ops->each(&after->dir, folder, take_name, &names);
    if (failed(listed) && listed.code != ERR_NOT_FOUND) {
        v->harm[HARM_CORRUPT]++;
        return;
    }
    if (names.count == 0 && !is_any_away(after, op)) {
        return;
    }
    const struct err e = open_there(after, &there);
    if (failed(e)) {
        after->bad = e;
        v->harm[HARM_CORRUPT]++;
    }
    for (int i = 0; i < names.count && !failed(e); i++) {
        take_in(after, &there, names.name[i], v);
    }
    for (int i = 0; i < lived->app_count && !failed(e); i++) {
        judge_one(after, &there, &lived->apps[i], op, v);
    }
    close_there(&there);
}
