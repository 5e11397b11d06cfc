#include "app/audit/audit_key.h"

#include <stdio.h>
#include <string.h>

#include "platform/port_files.h"

static struct err read_key(const char *folder, const char *who, const char *half,
                           uint8_t ret_key[SEAL_KEY])
{
    char path[DIR_PATH_MAX + 32];
    struct file_bytes file = {0};
    (void)snprintf(path, sizeof path, "%s/%s.%s", folder, who, half);
    const struct err e = files_linux()->ops->map(path, &file);
    if (failed(e)) {
        return e;
    }
    const bool good = file.size == SEAL_HEX && file.bytes[SEAL_HEX - 1] == '\n' &&
                      seal_unhex(file.bytes, ret_key);
    files_linux()->ops->unmap(&file);
    return good ? ERR_OK : ERR(ERR_CORRUPT, 0, "log: the key is none");
}

static struct err write_key(struct port_dir *dir, const char *folder, const char *name,
                            unsigned mode, const uint8_t key[SEAL_KEY])
{
    char line[SEAL_HEX];
    struct dir_file f = {0};
    seal_hex(key, line);
    line[SEAL_HEX - 1] = '\n';
    struct err e = dir->ops->create(dir, folder, mode, &f);
    e = failed(e) ? e : dir->ops->append(dir, &f, line, sizeof line);
    if (failed(e)) {
        dir->ops->drop(dir, &f);
    } else {
        e = dir->ops->commit(dir, &f, name);
    }
    seal_forget(line, sizeof line);
    return e;
}

struct err audit_key_open(struct port_dir *dir, const char *folder, const char *who,
                          uint8_t ret_seed[SEAL_KEY])
{
    char name[32];
    uint8_t public[SEAL_KEY];
    struct err e = read_key(folder, who, "key", ret_seed);
    if (e.code == ERR_NOT_FOUND) {
        seal_sign_pair(public, ret_seed);
        (void)snprintf(name, sizeof name, "%s.key", who);
        e = write_key(dir, folder, name, 0400, ret_seed);
    }
    if (!failed(e) && failed(audit_key_public(folder, who, public))) {
        seal_sign_public(ret_seed, public);
        (void)snprintf(name, sizeof name, "%s.pub", who);
        e = write_key(dir, folder, name, 0660, public);
    }
    return e;
}

struct err audit_key_public(const char *folder, const char *who, uint8_t ret_public[SEAL_KEY])
{
    return read_key(folder, who, "pub", ret_public);
}
