#include "app/outbox/box_key.h"

#include <string.h>

#include "app/outbox/key_file.h"

struct err box_key_public(const struct port_dir *dir, const char *state_dir,
                          struct seal_public *ret_public)
{
    struct seal_public key;
    const struct err e = key_file_read(dir->files, state_dir, "box.pub", key.key);
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
    return key_file_write(dir, state_dir, "box.key", 0400, key->key);
}

struct err box_key_open(struct port_dir *dir, const char *state_dir, struct seal_secret *ret_secret)
{
    struct seal_secret key;
    struct seal_public public;
    struct err e = key_file_read(dir->files, state_dir, "box.key", key.key);
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
            e = key_file_write(dir, state_dir, "box.pub", 0660, own.key);
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
