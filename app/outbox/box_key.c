#include "app/outbox/box_key.h"

#include <stdio.h>
#include <string.h>

#include "platform/port_files.h"

static struct err read_key(const struct port_dir *dir, const char *state_dir, const char *name,
                           uint8_t ret_key[SEAL_KEY])
{
    char path[DIR_PATH_MAX];
    struct file_bytes file;
    snprintf(path, sizeof path, "%s/%s", state_dir, name);
    const struct err e = dir->files->ops->map(path, &file);
    if (failed(e)) {
        return e;
    }
    const bool good = file.size == SEAL_HEX && file.bytes[SEAL_HEX - 1] == '\n' &&
                      seal_unhex(file.bytes, ret_key);
    dir->files->ops->unmap(&file);
    return good ? ERR_OK : ERR(ERR_CORRUPT, 0, "box key: the file is no key; restore it");
}

static struct err write_key(struct port_dir *dir, const char *state_dir, const char *name,
                            unsigned mode, const uint8_t key[SEAL_KEY])
{
    char line[SEAL_HEX];
    struct dir_file f = {0};
    seal_hex(key, line);
    line[SEAL_HEX - 1] = '\n';
    struct err e = dir->ops->create(dir, state_dir, mode, &f);
    if (!failed(e)) {
        e = dir->ops->append(dir, &f, line, sizeof line);
        if (failed(e)) {
            dir->ops->drop(dir, &f);
        } else {
            e = dir->ops->commit(dir, &f, name);
        }
    }
    seal_forget(line, sizeof line);
    return e;
}

struct err box_key_public(const struct port_dir *dir, const char *state_dir,
                          struct seal_public *ret_public)
{
    struct seal_public key;
    const struct err e = read_key(dir, state_dir, "box.pub", key.key);
    if (e.code == ERR_NOT_FOUND) {
        return ERR(ERR_NOT_FOUND, 0, "outbox: box.pub is missing; start the courier once");
    }
    if (!failed(e)) {
        *ret_public = key;
    }
    return e;
}

/* The secret half first: a cut in between leaves a box.key from which box.pub is made again. */
static struct err make_pair(struct port_dir *dir, const char *state_dir, struct seal_secret *key)
{
    struct seal_public public;
    seal_pair(&public, key);
    return write_key(dir, state_dir, "box.key", 0400, key->key);
}

struct err box_key_open(struct port_dir *dir, const char *state_dir, struct seal_secret *ret_secret)
{
    struct seal_secret key;
    struct seal_public public;
    struct err e = read_key(dir, state_dir, "box.key", key.key);
    const struct err known = box_key_public(dir, state_dir, &public);
    if (e.code == ERR_NOT_FOUND) {
        if (known.code != ERR_NOT_FOUND) {
            return ERR(ERR_CORRUPT, 0,
                       "box key: box.key is missing beside box.pub; restore it from its backup");
        }
        e = make_pair(dir, state_dir, &key);
    }
    if (!failed(e)) {
        const struct seal_public own = seal_public_of(&key);
        if (failed(known)) {
            e = write_key(dir, state_dir, "box.pub", 0660, own.key);
        } else if (memcmp(own.key, public.key, sizeof own.key) != 0) {
            e = ERR(ERR_CORRUPT, 0, "box key: box.pub belongs to another box.key; restore one");
        }
    }
    if (!failed(e)) {
        *ret_secret = key;
    }
    seal_forget(&key, sizeof key);
    return e;
}
