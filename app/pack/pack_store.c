#include "app/pack/pack_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/whole.h"

const char *pack_sentence(enum pack_refusal refusal)
{
    static const char *const sentences[] = {
        [PACK_TAKEN] = "installed; the kiosk uses it when nobody is there",
        [PACK_SAME] = "this very pack is in use already",
        [PACK_NOT_SIGNED] =
            "the key did not sign this file, or it was changed since: fetch it anew",
        [PACK_UNSOUND] = "it cannot be used as it is: nothing was installed",
        [PACK_NEEDS_NEWER] = "it is for a newer firmware: nothing was installed",
        [PACK_EXPIRED] = "its last day is over: fetch a newer one",
        [PACK_OLDER] = "what is in use, or was, is no older: raise version in pack.ini, build anew",
        [PACK_UNDONE] = "this very pack failed here and was undone: mend it, raise its version",
        [PACK_NOT_STORED] = "the disk did not take it; what was in use still is",
    };
    return sentences[refusal];
}

struct pack_outcome pack_judge(struct arena *arena, const struct pack_offer *offer,
                               const struct pack_listener *listener,
                               struct pack_contents *ret_contents)
{
    struct pack_outcome o = {.refusal = PACK_UNSOUND};
    struct pack_file p;
    o.err = pack_open(&p, offer->bytes, offer->size);
    if (failed(o.err)) {
        listener->tell(listener->context, o.err.at);
        o.refusal = o.err.code == ERR_VERSION ? PACK_NEEDS_NEWER : PACK_UNSOUND;
        return o;
    }
    if (!pack_is_signed(&p, offer->key)) { /* before a byte of what is in it is read */
        o.refusal = PACK_NOT_SIGNED;
        return o;
    }
    o.err = pack_contents_try(arena, &p, listener, ret_contents);
    o.about = ret_contents->about;
    if (failed(o.err)) {
        o.refusal = o.err.code == ERR_VERSION ? PACK_NEEDS_NEWER : PACK_UNSOUND;
        return o;
    }
    o.refusal = pack_has_expired(&o.about, offer->today) ? PACK_EXPIRED : PACK_TAKEN;
    return o;
}

/* What is in use under that name: its version, and whether it is this very file. A damaged one
 * counts as none: a good pack takes its place. */
static int in_use(const struct file_bytes *old, const struct pack_offer *offer, bool *ret_same)
{
    struct pack_file p;
    struct pack_entry entry;
    struct pack_about about;
    char what[160];
    *ret_same = old->size == offer->size && memcmp(old->bytes, offer->bytes, old->size) == 0;
    if (failed(pack_open(&p, old->bytes, old->size)) || !pack_is_signed(&p, offer->key) ||
        !pack_find(&p, PACK_ABOUT, &entry) ||
        failed(pack_about_read((const char *)entry.bytes, entry.size, &about, what))) {
        return 0;
    }
    return about.version;
}

/* The newest there was: its version and mark. */
struct newest {
    int version;
    char mark[PACK_MARK];
};

static void read_newest(struct port_dir *dir, const char *folder, const char *name,
                        struct newest *ret_newest)
{
    char path[DIR_PATH_MAX + PACK_TITLE + 16];
    char digits[12];
    struct file_bytes file = {0};
    *ret_newest = (struct newest){.version = 0};
    (void)snprintf(path, sizeof path, "%s/%s" PACK_NEWEST, folder, name);
    if (!failed(dir->files->ops->map(path, &file)) && file.size < 100 &&
        sscanf(file.bytes, "%9[0-9] %32[0-9a-f]", digits, ret_newest->mark) == 2) {
        ret_newest->version = (int)strtol(digits, NULL, 10);
    }
    dir->files->ops->unmap(&file);
}

static struct err write_newest(struct port_dir *dir, const char *folder, const char *name,
                               const struct newest *newest)
{
    char text[64];
    char file[PACK_TITLE + sizeof PACK_NEWEST];
    const int n = snprintf(text, sizeof text, "%d %s\n", newest->version, newest->mark);
    (void)snprintf(file, sizeof file, "%s" PACK_NEWEST, name);
    return whole_write(dir, folder, file, text, (size_t)n);
}

/* The one before is one that a visit went well with: a pack that is still on trial does not take
 * its place. Where there is none yet, better that one than none. */
static bool keeps_before(struct port_dir *dir, const char *state, const char *folder,
                         const char *name, const struct file_bytes *old)
{
    char path[DIR_PATH_MAX + PACK_TITLE + 16];
    char mark[PACK_MARK];
    struct pack_file p;
    struct dir_info there;
    struct pack_trial trial;
    (void)snprintf(path, sizeof path, "%s/%s" PACK_BEFORE, folder, name);
    if (failed(pack_open(&p, old->bytes, old->size))) {
        return true; /* a damaged one is nothing to come back to */
    }
    pack_mark(&p, mark);
    pack_trial_read(dir, state, name, &trial);
    return trial.state != TRIAL_NONE && trial.state != TRIAL_PROVED &&
           strcmp(trial.mark, mark) == 0 && !failed(dir->ops->look(dir, path, &there));
}

/* The one in use is copied, not moved: at no moment is there none. */
static struct err put(struct port_dir *dir, const char *state, const char *folder, const char *name,
                      const struct file_bytes *old, const struct pack_offer *offer)
{
    char current[PACK_TITLE + sizeof PACK_SUFFIX];
    char before[PACK_TITLE + sizeof PACK_BEFORE];
    (void)snprintf(current, sizeof current, "%s" PACK_SUFFIX, name);
    (void)snprintf(before, sizeof before, "%s" PACK_BEFORE, name);
    struct err e = ERR_OK;
    if (old->size > 0 && !keeps_before(dir, state, folder, name, old)) {
        e = whole_write(dir, folder, before, old->bytes, old->size);
    }
    return failed(e) ? e : whole_write(dir, folder, current, offer->bytes, offer->size);
}

/* Reads what is in use under the pack's name; nothing is no error. */
static struct err find_old(struct port_dir *dir, const char *state, const char *name,
                           char folder[DIR_PATH_MAX], struct file_bytes *ret_old)
{
    char path[DIR_PATH_MAX + PACK_TITLE + 16];
    const int length = snprintf(folder, DIR_PATH_MAX, "%s/" PACK_FOLDER, state);
    if (length < 0 || length >= DIR_PATH_MAX) {
        return ERR(ERR_FULL, 0, "pack: path too long");
    }
    (void)snprintf(path, sizeof path, "%s/%s" PACK_SUFFIX, folder, name);
    struct err e = dir->ops->make(dir, folder);
    if (!failed(e)) {
        e = dir->files->ops->map(path, ret_old);
    }
    return e.code == ERR_NOT_FOUND ? ERR_OK : e;
}

/* Whether this very pack was undone here. */
static bool was_undone(struct port_dir *dir, const char *state, const char *name, const char *mark)
{
    struct pack_trial trial;
    pack_trial_read(dir, state, name, &trial);
    return strcmp(trial.refused, mark) == 0;
}

/* What stands against a sound pack, given what is and was here. */
static enum pack_refusal against(const struct pack_outcome *o, bool same, bool undone,
                                 const struct newest *newest, const char *mark)
{
    const int version = o->about.version;
    const bool older = o->in_use >= version || newest->version > version ||
                       (newest->version == version && strcmp(newest->mark, mark) != 0);
    return undone ? PACK_UNDONE : same ? PACK_SAME : older ? PACK_OLDER : PACK_TAKEN;
}

struct pack_outcome pack_install(struct port_dir *dir, const char *state, struct arena *arena,
                                 const struct pack_offer *offer,
                                 const struct pack_listener *listener)
{
    static struct pack_contents contents;
    char folder[DIR_PATH_MAX];
    struct file_bytes old = {0};
    struct newest newest = {0};
    struct newest mine = {0};
    struct pack_file p;
    bool same = false;
    struct pack_outcome o = pack_judge(arena, offer, listener, &contents);
    if (o.refusal != PACK_TAKEN) {
        return o;
    }
    o.err = pack_open(&p, offer->bytes, offer->size); /* it did in pack_judge() */
    pack_mark(&p, mine.mark);
    mine.version = o.about.version;
    (void)memcpy(o.mark, mine.mark, sizeof o.mark);
    o.err = find_old(dir, state, o.about.name, folder, &old);
    if (failed(o.err)) {
        o.refusal = PACK_NOT_STORED;
        return o;
    }
    o.in_use = old.size > 0 ? in_use(&old, offer, &same) : 0;
    if (o.in_use > 0 || old.size == 0) { /* a damaged one gives way to any good one */
        read_newest(dir, folder, o.about.name, &newest);
    }
    o.refusal =
        against(&o, same, was_undone(dir, state, o.about.name, mine.mark), &newest, mine.mark);
    o.in_use = o.in_use > 0 ? o.in_use : newest.version;
    if (o.refusal == PACK_TAKEN) {
        o.err = write_newest(dir, folder, o.about.name, &mine);
        if (!failed(o.err)) { /* last, so that it is all or nothing */
            o.err = put(dir, state, folder, o.about.name, &old, offer);
        }
        o.refusal = failed(o.err) ? PACK_NOT_STORED : PACK_TAKEN;
    }
    dir->files->ops->unmap(&old);
    return o;
}

bool pack_title_is_fine(const char *name)
{
    const size_t n = strlen(name);
    return n > 0 && n < PACK_TITLE && name[0] != '-' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

static struct err rename_pack(struct port_dir *dir, const char *state, const char *name,
                              const char *from, const char *to)
{
    char old[DIR_PATH_MAX];
    char new[DIR_PATH_MAX];
    struct dir_info there;
    const int a = snprintf(old, sizeof old, "%s/" PACK_FOLDER "/%s%s", state, name, from);
    const int b = snprintf(new, sizeof new, "%s/" PACK_FOLDER "/%s%s", state, name, to);
    if (a >= (int)sizeof old || b >= (int)sizeof new || !pack_title_is_fine(name)) {
        return ERR(ERR_BAD_INPUT, 0, "pack: name or path");
    }
    const struct err e = dir->ops->look(dir, old, &there);
    return failed(e) ? e : dir->ops->move(dir, old, new);
}

struct err pack_withdraw(struct port_dir *dir, const char *state, const char *name)
{
    return rename_pack(dir, state, name, PACK_SUFFIX, PACK_BEFORE);
}

struct err pack_back(struct port_dir *dir, const char *state, const char *name)
{
    return rename_pack(dir, state, name, PACK_BEFORE, PACK_SUFFIX);
}
