#include "app/pack/pack_store.h"

#include <stdio.h>
#include <string.h>

#include "app/whole.h"

const char *pack_sentence(enum pack_refusal refusal)
{
    static const char *const sentences[] = {
        [PACK_TAKEN] = "installed; the kiosk uses it from its next start",
        [PACK_SAME] = "this very pack is in use already",
        [PACK_NOT_SIGNED] =
            "the key did not sign this file, or it was changed since: fetch it anew",
        [PACK_UNSOUND] = "it cannot be used as it is: nothing was installed",
        [PACK_EXPIRED] = "its last day is over: fetch a newer one",
        [PACK_OLDER] =
            "what is in use is as new or newer: raise version in pack.ini and build it anew",
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
        return o;
    }
    if (!pack_is_signed(&p, offer->key)) { /* before a byte of what is in it is read */
        o.refusal = PACK_NOT_SIGNED;
        return o;
    }
    o.err = pack_contents_read(arena, &p, listener, ret_contents);
    o.about = ret_contents->about;
    if (failed(o.err)) {
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

/* The one in use is copied, not moved: at no moment is there none. */
static struct err put(struct port_dir *dir, const char *folder, const char *name,
                      const struct file_bytes *old, const struct pack_offer *offer)
{
    char current[PACK_TITLE + sizeof PACK_SUFFIX];
    char before[PACK_TITLE + sizeof PACK_BEFORE];
    (void)snprintf(current, sizeof current, "%s" PACK_SUFFIX, name);
    (void)snprintf(before, sizeof before, "%s" PACK_BEFORE, name);
    struct err e = ERR_OK;
    if (old->size > 0) {
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

struct pack_outcome pack_install(struct port_dir *dir, const char *state, struct arena *arena,
                                 const struct pack_offer *offer,
                                 const struct pack_listener *listener)
{
    static struct pack_contents contents;
    char folder[DIR_PATH_MAX];
    struct file_bytes old = {0};
    bool same = false;
    struct pack_outcome o = pack_judge(arena, offer, listener, &contents);
    if (o.refusal != PACK_TAKEN) {
        return o;
    }
    o.err = find_old(dir, state, o.about.name, folder, &old);
    o.in_use = old.size > 0 ? in_use(&old, offer, &same) : 0;
    if (same) {
        o.refusal = PACK_SAME;
    } else if (o.in_use >= o.about.version) {
        o.refusal = PACK_OLDER;
    } else {
        o.err = failed(o.err) ? o.err : put(dir, folder, o.about.name, &old, offer);
        o.refusal = failed(o.err) ? PACK_NOT_STORED : PACK_TAKEN;
    }
    dir->files->ops->unmap(&old);
    return o;
}
