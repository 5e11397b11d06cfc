#include "app/steward/remote.h"

#include <stdio.h>

#include "app/whole.h"

static struct err map(const struct port_files *files, const char *state, const char *name,
                      struct file_bytes *ret_file)
{
    char path[DIR_PATH_MAX];
    const int length = snprintf(path, sizeof path, "%s/%s", state, name);
    if (length < 0 || (size_t)length >= sizeof path) {
        return ERR(ERR_BAD_INPUT, 0, "remote: path");
    }
    return files->ops->map(path, ret_file);
}

static struct err read_one(const struct port_files *files, const char *state, const char *name,
                           const uint8_t key[SEAL_KEY], struct desired *ret_desired)
{
    struct file_bytes file = {0};
    const struct err e = map(files, state, name, &file);
    if (failed(e)) {
        return e;
    }
    const enum desired_word word = desired_read(file.bytes, file.size, key, ret_desired, NULL);
    files->ops->unmap(&file);
    return word == DESIRED_TAKEN ? ERR_OK : ERR(ERR_CORRUPT, (int)word, "remote: damaged");
}

struct err remote_read(const struct port_files *files, const char *state,
                       const uint8_t key[SEAL_KEY], struct desired *ret_desired)
{
    const struct err e = read_one(files, state, REMOTE_FILE, key, ret_desired);
    if (!failed(e) || e.code == ERR_NOT_FOUND) {
        return e;
    }
    return failed(read_one(files, state, REMOTE_OLD, key, ret_desired)) ? e : ERR_OK;
}

/* What is in use stays beside the new one; one that is damaged replaces nothing. */
static struct err set_aside(struct port_dir *dir, const char *state, const uint8_t key[SEAL_KEY])
{
    struct file_bytes file = {0};
    static const char *const name = REMOTE_FILE;
    struct desired d;
    struct err e = map(dir->files, state, name, &file);
    if (failed(e)) {
        return e.code == ERR_NOT_FOUND ? ERR_OK : e;
    }
    if (desired_read(file.bytes, file.size, key, &d, NULL) == DESIRED_TAKEN) {
        e = whole_write(dir, state, REMOTE_OLD, file.bytes, file.size);
    }
    dir->files->ops->unmap(&file);
    return e;
}

enum desired_word remote_take(struct port_dir *dir, const char *state,
                              const struct remote_offer *offer, struct desired *ret_desired)
{
    struct desired use;
    struct desired_who who = {
        .kiosk = offer->kiosk, .group = offer->group, .now = offer->now, .use = NULL};
    enum desired_word word = desired_read(offer->bytes, offer->size, offer->key, ret_desired, NULL);
    if (word != DESIRED_TAKEN) {
        return word;
    }
    if (!failed(remote_read(dir->files, state, offer->key, &use))) {
        who.use = &use;
    }
    word = desired_judge(ret_desired, &who);
    if (word != DESIRED_TAKEN) {
        return word;
    }
    struct err e = set_aside(dir, state, offer->key);
    if (!failed(e)) {
        e = whole_write(dir, state, REMOTE_FILE, offer->bytes, offer->size);
    }
    return failed(e) ? DESIRED_NOT_STORED : DESIRED_TAKEN;
}

struct err remote_apply(const struct port_files *files, const char *state,
                        const uint8_t key[SEAL_KEY], struct settings *s,
                        struct desired *ret_desired)
{
    struct desired d;
    const struct err e = remote_read(files, state, key, &d);
    if (failed(e)) {
        return e;
    }
    /* Only whose it is: neither a later clock nor its own age takes it away. */
    const struct desired_who who = {.kiosk = s->name, .group = s->group, .now = d.issued};
    if (desired_judge(&d, &who) != DESIRED_TAKEN) {
        return ERR(ERR_REFUSED, 0, "remote: another kiosk's");
    }
    (void)desired_apply(&d, s);
    *ret_desired = d;
    return ERR_OK;
}
